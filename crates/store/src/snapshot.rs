//! Snapshots: every record of an organisation at one point of its journal.

use std::collections::HashMap;

use attesta_isms::{Isms, RECORDS};
use attesta_record::{ColumnType, Item, Ref, Schema};
use jiff::Timestamp;

use crate::{
    StoreError, Tenant,
    change::{Facts, object},
    dialect::{Cell, Connection, Selected},
    sql::{self, timestamp},
};

const FACTS: &[(&str, ColumnType)] = &[
    ("c.kind", ColumnType::Text),
    ("c.record", ColumnType::Integer),
    ("c.revision", ColumnType::Integer),
    ("c.retired", ColumnType::Bool),
    ("j.recorded_at", ColumnType::Time),
    ("c.facts", ColumnType::Text),
    ("c.sequence", ColumnType::Integer),
];

const FROM_FACTS: &str =
    "FROM change c JOIN journal j ON j.organisation = c.organisation AND j.sequence = c.sequence";

impl Tenant {
    /// The ISMS as it is now.
    pub async fn snapshot(&self) -> Result<Isms, StoreError> {
        let mut reader = self.database.reading().await?;
        let columns = [Selected("sequence".to_owned(), ColumnType::Integer)];
        let head = reader.one(&columns, "FROM tenant WHERE id = $1", vec![self.id()]).await?;
        let sequence = head.and_then(|row| row.first()?.integer()).unwrap_or(0);
        let mut isms = Isms::at(sequence);
        for kind in RECORDS {
            self.load(&mut reader, kind.schema, &mut isms).await?;
        }
        Ok(isms)
    }

    async fn load(
        &self,
        reader: &mut Connection,
        schema: &'static Schema,
        isms: &mut Isms,
    ) -> Result<(), StoreError> {
        let mut lists = Vec::new();
        for (at, table, targets) in sql::lists(schema) {
            let mut columns = vec![Selected("record".to_owned(), ColumnType::Integer)];
            columns.extend(
                sql::list_columns(targets).into_iter().map(|name| Selected(name, ColumnType::Integer)),
            );
            let tail = format!("FROM {table} WHERE organisation = $1 ORDER BY record, position");
            let mut refs: HashMap<i64, Vec<Ref>> = HashMap::new();
            reader
                .each(&columns, &tail, vec![self.id()], |row| {
                    if let (Some(record), Some(one)) =
                        (row.first().and_then(Cell::integer), sql::list_ref(targets, &row[1..]))
                    {
                        refs.entry(record).or_default().push(one);
                    }
                    Ok(())
                })
                .await?;
            lists.push((at, refs));
        }
        let tail = format!("FROM {} WHERE organisation = $1 ORDER BY id", schema.key);
        reader
            .each(&sql::selected(schema), &tail, vec![self.id()], |row| {
                let mut item = sql::item_from_row(schema, row)?;
                for (at, refs) in &mut lists {
                    if let Some(refs) = refs.remove(&item.id) {
                        item.values[*at] = attesta_record::Value::Refs(refs);
                    }
                }
                put(isms, item)
            })
            .await
    }

    /// Brings a snapshot up to the journal's head. What it missed is read from the journal.
    pub async fn catch_up(&self, isms: &mut Isms) -> Result<(), StoreError> {
        let mut reader = self.database.reading().await?;
        self.catch_up_on(&mut reader, isms, i64::MAX).await
    }

    pub(crate) async fn catch_up_on(
        &self,
        reader: &mut Connection,
        isms: &mut Isms,
        until: i64,
    ) -> Result<(), StoreError> {
        let tail = format!(
            "{FROM_FACTS} WHERE c.organisation = $1 AND c.sequence > $2 AND c.sequence <= $3 ORDER BY c.sequence, c.position"
        );
        let cells = vec![self.id(), Cell::from(isms.sequence), Cell::from(until)];
        let mut last = isms.sequence;
        reader
            .each(&fact_columns(), &tail, cells, |row| {
                last = row.get(6).and_then(Cell::integer).unwrap_or(last);
                let Some(facts) = facts(&row)? else { return Ok(()) };
                let before = isms.table(facts.schema.key).and_then(|table| table.item(facts.id));
                put(isms, facts.over(before)?)
            })
            .await?;
        isms.sequence = last;
        Ok(())
    }

    /// The ISMS as it was right after the act of this sequence.
    pub async fn snapshot_at(&self, sequence: i64) -> Result<Isms, StoreError> {
        let mut reader = self.database.reading().await?;
        let mut items: HashMap<(&'static str, i64), Item> = HashMap::new();
        let tail = format!(
            "{FROM_FACTS} WHERE c.organisation = $1 AND c.sequence <= $2 ORDER BY c.sequence, c.position"
        );
        reader
            .each(&fact_columns(), &tail, vec![self.id(), Cell::from(sequence)], |row| {
                if let Some(facts) = facts(&row)? {
                    let key = (facts.schema.key, facts.id);
                    let item = facts.over(items.remove(&key))?;
                    items.insert(key, item);
                }
                Ok(())
            })
            .await?;
        let mut isms = Isms::default();
        let mut items: Vec<Item> = items.into_values().collect();
        items.sort_unstable_by_key(|item| (item.schema.key, item.id));
        items.into_iter().try_for_each(|item| put(&mut isms, item))?;
        isms.sequence = sequence;
        Ok(isms)
    }

    /// The sequence of the last act recorded before this moment; 0 where there was none yet.
    pub async fn sequence_before(&self, moment: Timestamp) -> Result<i64, StoreError> {
        let mut reader = self.reader().await?;
        let place = reader.engine().place(2, ColumnType::Time);
        let tail = format!("FROM journal WHERE organisation = $1 AND recorded_at < {place}");
        let max = Selected("MAX(sequence)".to_owned(), ColumnType::Integer);
        let row = reader.one(&[max], &tail, vec![self.id(), Cell::from(sql::time_text(moment))]).await?;
        Ok(row.and_then(|row| row.first()?.integer()).unwrap_or(0))
    }
}

fn put(isms: &mut Isms, item: Item) -> Result<(), StoreError> {
    let (key, number) = (item.schema.key, item.number());
    let Some(table) = isms.table_mut(key) else { return Ok(()) };
    table.put_item(item).map_err(|field| StoreError::Damaged(format!("the field {field} of {number}")))
}

fn fact_columns() -> Vec<Selected> {
    FACTS.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect()
}

/// The facts of a row of [`FACTS`]; `None` where the kind is no longer known.
pub(crate) fn facts(row: &[Cell]) -> Result<Option<Facts>, StoreError> {
    let damaged = || StoreError::Damaged("a change without a record".to_owned());
    let cell = |at: usize| row.get(at).ok_or_else(damaged);
    let Some(kind) = attesta_isms::record_type(cell(0)?.text().unwrap_or_default()) else { return Ok(None) };
    Ok(Some(Facts {
        schema: kind.schema,
        id: cell(1)?.integer().ok_or_else(damaged)?,
        revision: cell(2)?.integer().and_then(|n| u32::try_from(n).ok()).ok_or_else(damaged)?,
        retired: cell(3)?.is_true(),
        at: timestamp(cell(4)?).ok_or_else(damaged)?,
        fields: object(cell(5)?)?,
    }))
}
