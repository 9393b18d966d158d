//! Erasing: the value of a text and its salt are removed from the whole past, and every proof stays whole.

use attesta_isms::kit::Edit;
use attesta_record::{ColumnType, Kind, Value, value_to_json};
use serde_json::{Map, Value as Json};

use crate::{
    StoreError, Writing,
    change::object,
    dialect::{Cell, Selected},
};

const PAST: &[(&str, ColumnType)] = &[
    ("c.sequence", ColumnType::Integer),
    ("c.position", ColumnType::Integer),
    ("c.facts", ColumnType::Text),
    ("c.salts", ColumnType::Text),
    ("c.state", ColumnType::Text),
    ("j.input", ColumnType::Text),
    ("j.input_salts", ColumnType::Text),
];

impl Writing {
    /// Removes the value and the salt of a field from every past change of a record, so that nothing but the
    /// commitments remains; where the form of a verb said the same in a field of that name, from there too. The act
    /// itself is then appended like any other, with the field as `Value::Erased`.
    pub async fn erase_past(&mut self, edit: &Edit, field: &str) -> Result<(), StoreError> {
        self.rows.insert(&mut self.connection).await?;
        let columns: Vec<Selected> =
            PAST.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect();
        let tail = "FROM change c JOIN journal j ON j.organisation = c.organisation AND j.sequence = c.sequence \
                    WHERE c.organisation = $1 AND c.kind = $2 AND c.record = $3";
        let cells = vec![self.tenant.id(), edit.schema.key.into(), edit.id.into()];
        for row in self.connection.select(&columns, tail, cells).await? {
            let [sequence, position, facts, salts, state, input, input_salts] = row.as_slice() else {
                continue;
            };
            let here = [self.tenant.id(), sequence.clone(), position.clone()];
            self.erase_state(here.clone(), state, field).await?;
            let (mut facts, mut salts) = (object(facts)?, object(salts)?);
            let Some(said) = take(&mut facts, &mut salts, field) else { continue };
            let sql = "UPDATE change SET facts = $4, salts = $5 \
                       WHERE organisation = $1 AND sequence = $2 AND position = $3";
            let cells = here.into_iter().chain([text(facts), text(salts)]).collect();
            self.connection.execute(sql, cells).await?;
            let (mut input, mut input_salts) = (object(input)?, object(input_salts)?);
            if input.get(field) == Some(&said) && take(&mut input, &mut input_salts, field).is_some() {
                let sql = "UPDATE journal SET input = $3, input_salts = $4 WHERE organisation = $1 AND sequence = $2";
                let cells = vec![self.tenant.id(), sequence.clone(), text(input), text(input_salts)];
                self.connection.execute(sql, cells).await?;
            }
        }
        self.forget_imported(edit).await?;
        self.erasures += 1;
        self.erased = true;
        Ok(())
    }

    /// Removes the value of a field from what is kept of the whole record.
    async fn erase_state(&mut self, here: [Cell; 3], state: &Cell, field: &str) -> Result<(), StoreError> {
        let mut values = object(state)?;
        let Some(value) = values.get_mut(field) else { return Ok(()) };
        *value = value_to_json(Kind::Text, &Value::Erased);
        let sql = "UPDATE change SET state = $4 WHERE organisation = $1 AND sequence = $2 AND position = $3";
        let cells = here.into_iter().chain([text(values)]).collect();
        self.connection.execute(sql, cells).await?;
        Ok(())
    }
}

/// Takes a value and its salt out; what it said. `None` where it has no salt, and so was erased before.
fn take(values: &mut Map<String, Json>, salts: &mut Map<String, Json>, field: &str) -> Option<Json> {
    salts.remove(field)?;
    values.insert(field.to_owned(), value_to_json(Kind::Text, &Value::Erased))
}

fn text(object: Map<String, Json>) -> Cell {
    Cell::from(Json::Object(object).to_string())
}
