//! What a verb wants changed, before anything is written.

use attesta_record::{Entity, Item, Record, Schema, TypedId, Value};

use crate::{Isms, kit::Concept};

/// One record as it is to be after the act.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The kind.
    pub schema: &'static Schema,
    /// Its id; a new one where the record is created.
    pub id: i64,
    /// The record before; `None` where it is created.
    pub before: Option<Item>,
    /// Whether it is retired afterwards.
    pub retired: bool,
    /// All values afterwards.
    pub values: Vec<Value>,
}

/// All that one act changes.
#[derive(Debug, Default)]
pub struct Edits(pub Vec<Edit>);

impl Edits {
    /// A new record; it gets the next number of its kind.
    pub fn create<R: Concept>(&mut self, isms: &Isms, record: &R) -> R::Id {
        let id = self.next(isms, R::SCHEMA);
        self.0.push(Edit { schema: R::SCHEMA, id, before: None, retired: false, values: record.to_values() });
        R::Id::new(id)
    }

    /// A record with other values.
    pub fn amend<R: Record>(&mut self, before: &Entity<R>, record: &R) {
        self.0.push(Edit {
            schema: R::SCHEMA,
            id: before.id.get(),
            before: Some(before.to_item()),
            retired: before.retired,
            values: record.to_values(),
        });
    }

    /// The number that the next new record of a kind gets in this act.
    pub fn next(&self, isms: &Isms, schema: &'static Schema) -> i64 {
        let made = self.0.iter().filter(|edit| edit.schema == schema && edit.before.is_none()).count();
        let first = isms.table(schema.key).map_or(1, super::table::AnyTable::next_number);
        first + i64::try_from(made).unwrap_or(i64::MAX)
    }
}
