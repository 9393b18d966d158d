//! Records: typed ones for the domain, [`Item`]s for what is generic over all of them.

use jiff::Timestamp;

use crate::{
    schema::{Kind, Schema},
    value::Value,
};

/// A struct whose fields are declared: a record, a verb, a row.
pub trait Fields: Sized {
    /// What it is called.
    const LABEL: &'static str;
    /// What it is for.
    const HELP: &'static str;
    /// Its fields, in the order of the form.
    const FIELDS: &'static [crate::Field];
    /// The values of all fields, in order.
    fn to_values(&self) -> Vec<Value>;
    /// Built from the values of all fields, in order. The error is the name of the field that did not fit.
    fn from_values(values: Vec<Value>) -> Result<Self, &'static str>;
}

/// A kind of record.
pub trait Record: Fields + Clone + Send + Sync + 'static {
    /// Its typed id.
    type Id: TypedId;
    /// Its declaration.
    const SCHEMA: &'static Schema;
}

/// The id of one kind of record. It is also the number that people read: `R-42` is risk 42 of its organisation.
pub trait TypedId: Copy + Eq + Ord + std::fmt::Debug + Send + Sync + 'static {
    /// The key of the kind.
    const KEY: &'static str;
    /// What stands before the number.
    const PREFIX: &'static str;
    /// The segment of the address.
    const PATH: &'static str;
    /// The id of a number.
    fn new(id: i64) -> Self;
    /// The number.
    fn get(self) -> i64;
    /// The human number: `R-42`.
    fn number(self) -> String {
        format!("{}-{}", Self::PREFIX, self.get())
    }
}

/// A typed record as the snapshot holds it.
#[derive(Debug, Clone)]
pub struct Entity<R: Record> {
    /// Its id.
    pub id: R::Id,
    /// Counts its changes, from 1.
    pub revision: u32,
    /// Whether it was retired: kept, but no longer in force.
    pub retired: bool,
    /// When it was created, by the server's clock.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// What it says.
    pub data: R,
}

/// A record of any kind, as values. This is what lists, forms, files and the journal work on.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The declaration of its kind.
    pub schema: &'static Schema,
    /// Its id and number.
    pub id: i64,
    /// Counts its changes, from 1.
    pub revision: u32,
    /// Whether it was retired.
    pub retired: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// The values of all fields, in the order of the declaration.
    pub values: Vec<Value>,
}

impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Item {
    /// The value of a field; `Value::None` where the kind has no such field.
    pub fn get(&self, field: &str) -> &Value {
        static NONE: Value = Value::None;
        self.schema.position(field).and_then(|at| self.values.get(at)).unwrap_or(&NONE)
    }

    /// The human number.
    pub fn number(&self) -> String {
        self.schema.number(self.id)
    }

    /// All text of the record that the search finds, as words.
    pub fn search_text(&self) -> String {
        let mut words: Vec<String> = vec![format!("{}{}", self.schema.prefix, self.id).to_lowercase()];
        for (field, value) in self.schema.fields.iter().zip(&self.values) {
            collect_words(field.kind, value, &mut words);
        }
        words.sort_unstable();
        words.dedup();
        words.join(" ")
    }

    /// The typed record, or the name of the field that does not fit.
    pub fn typed<R: Record>(self) -> Result<Entity<R>, &'static str> {
        Ok(Entity {
            id: R::Id::new(self.id),
            revision: self.revision,
            retired: self.retired,
            created_at: self.created_at,
            changed_at: self.changed_at,
            data: R::from_values(self.values)?,
        })
    }
}

impl<R: Record> Entity<R> {
    /// This record as values.
    pub fn to_item(&self) -> Item {
        Item {
            schema: R::SCHEMA,
            id: self.id.get(),
            revision: self.revision,
            retired: self.retired,
            created_at: self.created_at,
            changed_at: self.changed_at,
            values: self.data.to_values(),
        }
    }
}

fn collect_words(kind: Kind, value: &Value, words: &mut Vec<String>) {
    match (kind, value) {
        (_, Value::Text(text)) => words.extend(crate::words_of(text)),
        (_, Value::File(file)) => words.extend(crate::words_of(file.name())),
        (Kind::Rows(fields), Value::Rows(rows)) => {
            for row in rows {
                for (field, value) in fields.iter().zip(row) {
                    collect_words(field.kind, value, words);
                }
            }
        }
        _ => {}
    }
}

/// What is wrong with one field, in a sentence for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The field, by the name of its control: `title`, `impacts.1.level`; empty where it is about the whole.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// All that is wrong, not only the first fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complaints(pub Vec<Complaint>);

impl Complaints {
    /// Adds a complaint at a field.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(Complaint { field: field.into(), message: message.into() });
    }

    /// These complaints, then others: at a field of which something was said already, nothing more is said.
    #[must_use]
    pub fn before(self, others: Self) -> Self {
        let known: Vec<String> = self.0.iter().map(|complaint| complaint.field.clone()).collect();
        let more = others.0.into_iter().filter(|one| !known.contains(&one.field));
        Self(self.0.into_iter().chain(more).collect())
    }

    /// One complaint about the whole.
    pub fn general(message: impl Into<String>) -> Self {
        let mut complaints = Self::default();
        complaints.add("", message);
        complaints
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first complaint at a field.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|complaint| complaint.field == field).map(|complaint| complaint.message.as_str())
    }

    /// `Ok` where nothing is wrong.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}
