//! A kind of record as data, with the generic verbs: create, amend, retire, restore.

use jiff::civil::Date;

use attesta_record::{Complaints, Entity, Field, Item, Kind, Record, Ref, Schema, TypedId, Value};

use crate::{
    Isms,
    kit::{Act, Duty, Edit, Edits, Note, Table, VerbType},
};

/// A kind of record that the snapshot keeps; the list in `lib.rs` implements it.
pub trait Kept: Record {
    /// Its table.
    fn table(isms: &Isms) -> &Table<Self>;
}

/// A kind of record of the ISMS: its rules of form and its verbs.
pub trait Concept: Kept {
    /// Its verbs beside the generic ones.
    const VERBS: &'static [VerbType] = &[];
    /// Whether a person creates it. What a verb of another record leaves behind is not created by hand.
    const BY_HAND: bool = true;
    /// Ready-made records to start a new one from: keys and names.
    const TEMPLATES: &'static [(&'static str, &'static str)] = &[];
    /// The ready-made record of a key.
    fn template(_key: &str) -> Option<Self> {
        None
    }
    /// Fills in what follows from the rest, and is never typed. Comes before the check.
    fn complete(&mut self, _act: &Act<'_>) {}
    /// What is wrong with it, beyond what the declaration says.
    fn check(&self, _before: Option<&Entity<Self>>, _act: &Act<'_>, _complaints: &mut Complaints) {}
    /// Why it can no longer be amended, if so.
    fn settled(_on: &Entity<Self>) -> Option<&'static str> {
        None
    }
    /// What follows from it on a day and is shown beside it.
    fn notes(_on: &Entity<Self>, _isms: &Isms, _today: Date) -> Vec<Note> {
        Vec::new()
    }
}

/// Who may keep records with the generic verbs.
const KEEPERS: &[Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];
/// Who may retire and restore.
const RETIRERS: &[Duty] = &[Duty::IsmsManager, Duty::Administrator];

type Complete = fn(Vec<Value>, i64, &Act<'_>) -> Result<Vec<Value>, Complaints>;

/// A kind of record as data.
#[derive(Debug)]
pub struct RecordType {
    /// Its declaration.
    pub schema: &'static Schema,
    /// Its verbs beside the generic ones.
    pub verbs: &'static [VerbType],
    /// Whether a person creates and amends it.
    pub by_hand: bool,
    /// Ready-made records to start a new one from: keys and names.
    pub templates: &'static [(&'static str, &'static str)],
    template: fn(&str) -> Option<Vec<Value>>,
    complete: Complete,
    settled: fn(&Isms, i64) -> Option<&'static str>,
    notes: fn(&Isms, i64, Date) -> Vec<Note>,
}

impl RecordType {
    /// The kind as data.
    pub const fn of<R: Concept>() -> Self {
        Self {
            schema: R::SCHEMA,
            verbs: R::VERBS,
            by_hand: R::BY_HAND,
            templates: R::TEMPLATES,
            template: |key| R::template(key).map(|record| record.to_values()),
            complete: complete::<R>,
            notes: |isms, id, today| {
                R::table(isms).get(R::Id::new(id)).map(|on| R::notes(on, isms, today)).unwrap_or_default()
            },
            settled: |isms, id| R::table(isms).get(R::Id::new(id)).and_then(R::settled),
        }
    }

    /// A verb by its name.
    pub fn verb(&self, name: &str) -> Option<&'static VerbType> {
        self.verbs.iter().find(|verb| verb.name == name)
    }

    /// Who may do a verb, generic or not; nobody may do what is no verb.
    pub fn may(&self, verb: &str) -> &'static [Duty] {
        match verb {
            "create" | "amend" if self.by_hand => KEEPERS,
            "retire" | "restore" if self.by_hand => RETIRERS,
            _ => self.verb(verb).map_or(&[], |verb| verb.may),
        }
    }

    /// Why the record can no longer be amended, if so.
    pub fn settled(&self, isms: &Isms, id: i64) -> Option<&'static str> {
        (self.settled)(isms, id)
    }

    /// What follows from the record on a day and is shown beside it.
    pub fn notes(&self, isms: &Isms, id: i64, today: Date) -> Vec<Note> {
        (self.notes)(isms, id, today)
    }

    /// What a new record's form shows at first.
    pub fn defaults(&self) -> Vec<Value> {
        self.schema.fields.iter().map(default_of).collect()
    }

    /// The values of a ready-made record.
    pub fn template(&self, key: &str) -> Option<Vec<Value>> {
        (self.template)(key)
    }

    /// Creates a record. Fields that only verbs set take their defaults, whatever was sent. With a number, the record
    /// gets that one (for records that come from elsewhere); it must be free.
    pub fn create(
        &self,
        act: &Act<'_>,
        mut values: Vec<Value>,
        edits: &mut Edits,
    ) -> Result<i64, Complaints> {
        for (field, value) in self.schema.fields.iter().zip(&mut values) {
            if field.by_verb {
                *value = default_of(field);
            }
        }
        let values = self.completed(act, values, None)?;
        let id = edits.next(act.isms, self.schema);
        edits.0.push(Edit { schema: self.schema, id, before: None, retired: false, values });
        Ok(id)
    }

    /// Gives a record other values. Fields that only verbs set stay as they are.
    pub fn amend(
        &self,
        act: &Act<'_>,
        before: Item,
        mut values: Vec<Value>,
        edits: &mut Edits,
    ) -> Result<(), Complaints> {
        if before.retired {
            return Err(Complaints::general("The record is retired. Restore it before amending it."));
        }
        if let Some(why) = self.settled(act.isms, before.id) {
            return Err(Complaints::general(why));
        }
        for ((field, value), old) in self.schema.fields.iter().zip(&mut values).zip(&before.values) {
            if field.by_verb {
                value.clone_from(old);
            }
        }
        let values = self.completed(act, values, Some(&before))?;
        let (id, retired) = (before.id, before.retired);
        edits.0.push(Edit { schema: self.schema, id, before: Some(before), retired, values });
        Ok(())
    }

    /// Retires a record, or restores it.
    pub fn set_retired(&self, before: Item, retired: bool, edits: &mut Edits) -> Result<(), Complaints> {
        if self.schema.key == crate::ids::OrganisationId::KEY {
            return Err(Complaints::general("The organisation itself cannot be retired."));
        }
        if before.retired == retired {
            let state = if retired { "retired already" } else { "in force already" };
            return Err(Complaints::general(format!("{} is {state}.", before.number())));
        }
        let (id, values) = (before.id, before.values.clone());
        edits.0.push(Edit { schema: self.schema, id, before: Some(before), retired, values });
        Ok(())
    }

    /// The values with what follows from them, or all complaints.
    fn completed(
        &self,
        act: &Act<'_>,
        values: Vec<Value>,
        before: Option<&Item>,
    ) -> Result<Vec<Value>, Complaints> {
        let mut complaints = Complaints::default();
        for (field, value) in self.schema.fields.iter().zip(&values) {
            if field.required && value.is_none() {
                complaints.add(field.name, format!("{} is missing.", field.label));
            }
        }
        let old = before.map(|item| item.values.as_slice());
        complain_about_references(self.schema.fields, &values, old, act.isms, &mut complaints);
        complaints.into_result()?;
        (self.complete)(values, before.map_or(0, |item| item.id), act)
    }
}

fn complete<R: Concept>(values: Vec<Value>, id: i64, act: &Act<'_>) -> Result<Vec<Value>, Complaints> {
    let mut complaints = Complaints::default();
    match R::from_values(values) {
        Ok(mut record) => {
            record.complete(act);
            record.check(R::table(act.isms).get(R::Id::new(id)), act, &mut complaints);
            complaints.into_result().map(|()| record.to_values())
        }
        Err(field) => {
            complaints.add(field, "This does not fit.");
            Err(complaints)
        }
    }
}

fn default_of(field: &Field) -> Value {
    if let Kind::Rows(columns) = field.kind
        && field.fixed
    {
        return laid_out(columns);
    }
    if field.default.is_empty() {
        return if matches!(field.kind, Kind::Bool) && field.required {
            Value::Bool(false)
        } else {
            Value::None
        };
    }
    attesta_record::form::parse_text(field, field.default).unwrap_or(Value::None)
}

/// Rows that the program lays out: one for each word of their first column, where that is a closed list.
fn laid_out(columns: &[Field]) -> Value {
    let Some(Kind::Choice(words)) = columns.first().map(|column| column.kind) else { return Value::None };
    let row = |word: &attesta_record::Word| {
        let rest = columns.iter().skip(1).map(default_of);
        std::iter::once(Value::Choice(word.key)).chain(rest).collect()
    };
    Value::Rows(words().iter().map(row).collect())
}

/// Complains about every reference to a record that does not exist, and about every new one to a retired record.
pub fn complain_about_references(
    fields: &[Field],
    values: &[Value],
    before: Option<&[Value]>,
    isms: &Isms,
    complaints: &mut Complaints,
) {
    for (at, (field, value)) in fields.iter().zip(values).enumerate() {
        let old = before.and_then(|values| values.get(at));
        let mut check = |name: &str, reference: &Ref| {
            let kept = old.is_some_and(|old| holds(old, reference));
            match isms.table(reference.kind).and_then(|table| table.item(reference.id)) {
                None => complaints.add(name, format!("There is no {}.", reference.number())),
                Some(item) if item.retired && !kept => {
                    complaints.add(name, format!("{} is retired. Choose another.", reference.number()));
                }
                Some(_) => {}
            }
        };
        match (field.kind, value) {
            (_, Value::Ref(reference)) => check(field.name, reference),
            (_, Value::Refs(refs)) => refs.iter().for_each(|one| check(field.name, one)),
            (Kind::Rows(columns), Value::Rows(rows)) => {
                for (row_at, row) in rows.iter().enumerate() {
                    for (column, value) in columns.iter().zip(row) {
                        if let Value::Ref(reference) = value {
                            check(&format!("{}.{row_at}.{}", field.name, column.name), reference);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

fn holds(value: &Value, reference: &Ref) -> bool {
    match value {
        Value::Ref(one) => one == reference,
        Value::Refs(refs) => refs.contains(reference),
        Value::Rows(rows) => rows.iter().flatten().any(|value| holds(value, reference)),
        _ => false,
    }
}
