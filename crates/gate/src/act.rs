//! Acting: lock the journal's head, catch the snapshot up, apply, compare the expected revision, write, commit.

use std::sync::Arc;

use attesta_isms::{
    Isms,
    kit::{Act, AnyTable, Edit, Edits, RecordType},
};
use attesta_record::{Complaints, Field, Item, Kind, Value, values_to_json};
use attesta_store::{Entry, ImportedRow, Receipt, Writing};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use crate::{ActError, Gate, Member, Permit, files, view::Key};

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Create a record with these values.
    Create(Vec<Value>),
    /// Create the organisation's own record, with the fields that nobody can type.
    Found(Vec<Value>),
    /// Give the record these values, if it still has the revision that the form was opened at.
    Amend {
        /// The record.
        id: i64,
        /// The revision at which the form was opened.
        revision: u32,
        /// All values.
        values: Vec<Value>,
    },
    /// Retire or restore the record.
    Retire {
        /// The record.
        id: i64,
        /// The revision that was looked at.
        revision: u32,
    },
    /// Put a retired record in force again.
    Restore {
        /// The record.
        id: i64,
        /// The revision that was looked at.
        revision: u32,
    },
    /// Erase the text of a field, in all of its past.
    Erase {
        /// The record.
        id: i64,
        /// The field; a text.
        field: String,
    },
    /// Take a record over from elsewhere: a row of a file, a record of a text folder. Fields that only verbs set are
    /// taken as they are said, for the journal names the source, never the person, as who said so.
    Import(Imported),
    /// Do a verb of the record's own, with the values of its form.
    Verb {
        /// The record.
        id: i64,
        /// The revision that was looked at.
        revision: u32,
        /// The values of the verb's fields.
        values: Vec<Value>,
    },
}

/// A record as it comes from elsewhere.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The record that it is, with the revision that was looked at; `None` for a new one.
    pub record: Option<(i64, u32)>,
    /// The number that a new record gets; the next one if left out.
    pub number: Option<i64>,
    /// All values.
    pub values: Vec<Value>,
    /// Whether it is retired.
    pub retired: bool,
    /// Whether the rules of form hold for it. A record that was kept elsewhere under them comes back as it was.
    pub checked: bool,
    /// Where it was said, in words of the journal: `risks.csv, row 7`.
    pub source: String,
}

/// A deed with its permit, and what is said in doing it.
#[derive(Debug, Clone)]
pub struct Doing {
    /// The permit for the verb.
    pub permit: Permit,
    /// The deed.
    pub deed: Deed,
    /// Why, in a person's words; kept in the journal.
    pub reason: Option<String>,
    /// When it happened, as a person says.
    pub occurred_on: Option<Date>,
}

/// What an act left behind.
#[derive(Debug, Clone)]
pub struct Done {
    /// Its sequence in the journal.
    pub sequence: i64,
    /// The record that it was done to, as it is now.
    pub item: Item,
}

impl Doing {
    /// A deed without a reason.
    pub fn new(permit: Permit, deed: Deed) -> Self {
        Self { permit, deed, reason: None, occurred_on: None }
    }
}

impl Gate {
    /// Does one thing.
    pub async fn act(&self, member: &Member, doing: Doing) -> Result<Done, ActError> {
        let done = self.act_many(member, vec![doing]).await.map_err(|error| match error {
            ActError::At(_, error) => *error,
            error => error,
        })?;
        done.into_iter().next().ok_or(ActError::NotFound)
    }

    /// Does several things in one transaction: all of them or none. Each leaves an entry of its own in the journal.
    pub async fn act_many(&self, member: &Member, doings: Vec<Doing>) -> Result<Vec<Done>, ActError> {
        self.act_and_remember(member, doings, &[]).await
    }

    /// Does several things in one transaction, and remembers in it what rows of a table said.
    pub(crate) async fn act_and_remember(
        &self,
        member: &Member,
        doings: Vec<Doing>,
        rows: &[ImportedRow],
    ) -> Result<Vec<Done>, ActError> {
        let present = self.present(member).await?;
        let mut writing = member.tenant.begin().await?;
        let mut isms = Isms::clone(&present);
        drop(present);
        writing.catch_up(&mut isms).await?;
        let mut done = Vec::with_capacity(doings.len());
        for (at, doing) in doings.into_iter().enumerate() {
            let one = self.act_in(member, &mut writing, &mut isms, doing).await;
            done.push(one.map_err(|error| ActError::At(at, Box::new(error)))?);
        }
        writing.remember(rows).await?;
        writing.commit().await?;
        self.keep(Key::present(&member.tenant), Arc::new(isms));
        Ok(done)
    }

    async fn act_in(
        &self,
        member: &Member,
        writing: &mut Writing,
        isms: &mut Isms,
        doing: Doing,
    ) -> Result<Done, ActError> {
        if !doing.permit.covers(member, &doing.deed) {
            return Err(ActError::Denied);
        }
        let now = self.now();
        let mut edits = Edits::default();
        let act = Act { isms, today: self.today(isms), now, person: member.person() };
        let input = input_of(&doing);
        let (id, erased) = Self::apply(&act, &doing, &mut edits)?;
        if edits.0.iter().all(|edit| {
            edit.before.as_ref().is_some_and(|b| b.values == edit.values && b.retired == edit.retired)
        }) {
            // Nothing changes: there is nothing to write, and the journal stays silent.
            let item = isms.table(doing.permit.kind.schema.key).and_then(|table| table.item(id));
            return Ok(Done { sequence: writing.sequence(), item: item.ok_or(ActError::NotFound)? });
        }
        files::must_be_there(member, &edits).await?;
        if let (Some(field), Some(edit)) = (erased, edits.0.first()) {
            writing.erase_past(edit, &field).await?;
        }
        let entry = Entry {
            recorded_at: now,
            occurred_on: doing.occurred_on,
            actor: member.actor(),
            verb: doing.permit.verb,
            on: doing.permit.kind.schema.number(id),
            input,
            edits: edits.0,
        };
        let random = self.random;
        let Receipt { sequence, items } = writing.append(entry, &mut move || random.bytes()).await?;
        let mut target = None;
        for item in items {
            if item.schema == doing.permit.kind.schema && item.id == id {
                target = Some(item.clone());
            }
            let number = item.number();
            let key = item.schema.key;
            isms.table_mut(key).ok_or(ActError::NotFound)?.put_item(item).map_err(|field| {
                attesta_store::StoreError::Damaged(format!("the field {field} of {number}"))
            })?;
        }
        isms.sequence = sequence;
        // A verb may change other records only: accepting a risk leaves the risk as it is.
        let unchanged = || isms.table(doing.permit.kind.schema.key).and_then(|table| table.item(id));
        Ok(Done { sequence, item: target.or_else(unchanged).ok_or(ActError::NotFound)? })
    }

    /// Applies the deed to the snapshot: the id of its record, and the field that it erases.
    fn apply(act: &Act<'_>, doing: &Doing, edits: &mut Edits) -> Result<(i64, Option<String>), ActError> {
        let kind = doing.permit.kind;
        let table = act.isms.table(kind.schema.key).ok_or(ActError::NotFound)?;
        let id = match &doing.deed {
            Deed::Create(values) => kind.create(act, values.clone(), edits)?,
            Deed::Found(values) => {
                let id = kind.create(act, values.clone(), edits)?;
                if let Some(edit) = edits.0.last_mut() {
                    edit.values.clone_from(values);
                }
                id
            }
            Deed::Amend { id, revision, values } => {
                kind.amend(act, current(table, *id, *revision)?, values.clone(), edits)?;
                *id
            }
            Deed::Retire { id, revision } => {
                kind.set_retired(current(table, *id, *revision)?, true, edits)?;
                *id
            }
            Deed::Restore { id, revision } => {
                kind.set_retired(current(table, *id, *revision)?, false, edits)?;
                *id
            }
            Deed::Import(imported) => import(act, kind, table, imported, edits)?,
            Deed::Verb { id, revision, values } => {
                current(table, *id, *revision)?;
                let verb = kind.verb(doing.permit.verb).ok_or(ActError::NotFound)?;
                (verb.apply)(act, *id, values.clone(), edits)?;
                *id
            }
            Deed::Erase { id, field } => {
                let before = table.item(*id).ok_or(ActError::NotFound)?;
                erase(before, field, edits)?;
                return Ok((*id, Some(field.clone())));
            }
        };
        Ok((id, None))
    }
}

/// The record, if it still has the revision that was looked at.
fn current(table: &dyn AnyTable, id: i64, revision: u32) -> Result<Item, ActError> {
    let item = table.item(id).ok_or(ActError::NotFound)?;
    if item.revision == revision { Ok(item) } else { Err(ActError::Conflict(Box::new(item))) }
}

fn import(
    act: &Act<'_>,
    kind: &RecordType,
    table: &dyn AnyTable,
    imported: &Imported,
    edits: &mut Edits,
) -> Result<i64, ActError> {
    let before = match imported.record {
        Some((id, revision)) => Some(current(table, id, revision)?),
        None => None,
    };
    let id = match (&before, imported.number) {
        (Some(before), _) => before.id,
        (None, Some(number)) if number > 0 && table.item(number).is_none() => number,
        (None, Some(number)) => {
            let number = kind.schema.number(number);
            return Err(Complaints::general(format!("{number} is taken, or no number for a record.")).into());
        }
        (None, None) => edits.next(act.isms, kind.schema),
    };
    let Imported { values, retired, checked, .. } = imported;
    kind.import(
        act,
        Edit { schema: kind.schema, id, before, retired: *retired, values: values.clone() },
        *checked,
        edits,
    )?;
    Ok(id)
}

fn erase(before: Item, field: &str, edits: &mut Edits) -> Result<(), ActError> {
    let at = before.schema.position(field).filter(|at| matches!(before.schema.fields[*at].kind, Kind::Text));
    let Some(at) = at else {
        return Err(Complaints::general("Only a text can be erased.").into());
    };
    if matches!(before.values[at], Value::None | Value::Erased) {
        return Err(Complaints::general("There is nothing to erase in this field.").into());
    }
    let mut values = before.values.clone();
    values[at] = Value::Erased;
    let (schema, id, retired) = (before.schema, before.id, before.retired);
    edits.0.push(Edit { schema, id, before: Some(before), retired, values });
    Ok(())
}

/// What is said in doing it: the reason, and the fields of the verb's own form.
fn input_of(doing: &Doing) -> Map<String, Json> {
    let fields: &[Field] = doing.permit.kind.verb(doing.permit.verb).map_or(&[], |verb| verb.fields);
    let mut input = match &doing.deed {
        Deed::Verb { values, .. } => values_to_json(fields, values),
        Deed::Import(imported) => {
            Map::from_iter([("source".to_owned(), Json::String(imported.source.clone()))])
        }
        Deed::Erase { field, .. } => Map::from_iter([("field".to_owned(), Json::String(field.clone()))]),
        _ => Map::new(),
    };
    if let Some(reason) = doing.reason.as_ref().filter(|reason| !reason.trim().is_empty()) {
        input.insert("reason".to_owned(), Json::String(reason.trim().to_owned()));
    }
    input
}
