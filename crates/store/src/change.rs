//! Facts: what one act changed in one record, as JSON by field, and how facts are laid over a record.

use attesta_record::{Item, Schema, Value, value_from_json};
use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use crate::{StoreError, dialect::Cell};

/// A change as it is stored: the facts of one record in one act.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) schema: &'static Schema,
    pub(crate) id: i64,
    pub(crate) revision: u32,
    pub(crate) retired: bool,
    pub(crate) at: Timestamp,
    pub(crate) fields: Map<String, Json>,
}

impl Facts {
    /// Lays the facts over the record as it was before; `None` where they create it.
    pub(crate) fn over(self, before: Option<Item>) -> Result<Item, StoreError> {
        let mut item = before.unwrap_or_else(|| Item {
            schema: self.schema,
            id: self.id,
            revision: 0,
            retired: false,
            created_at: self.at,
            changed_at: self.at,
            values: vec![Value::None; self.schema.fields.len()],
        });
        for (field, value) in self.schema.fields.iter().zip(&mut item.values) {
            if let Some(json) = self.fields.get(field.name) {
                *value = value_from_json(field.kind, json).ok_or_else(|| {
                    StoreError::Damaged(format!("the fact {} of {}", field.name, self.schema.number(self.id)))
                })?;
            }
        }
        item.revision = self.revision;
        item.retired = self.retired;
        item.changed_at = self.at;
        Ok(item)
    }
}

/// A JSON object from a cell.
pub(crate) fn object(cell: &Cell) -> Result<Map<String, Json>, StoreError> {
    let text = cell.text().unwrap_or("{}");
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("a fact that is not JSON".to_owned()))
}
