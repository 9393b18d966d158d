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
    ("kind", ColumnType::Text),
    ("record", ColumnType::Integer),
    ("revision", ColumnType::Integer),
    ("retired", ColumnType::Bool),
    ("created_at", ColumnType::Time),
    ("changed_at", ColumnType::Time),
    ("facts", ColumnType::Text),
    ("state", ColumnType::Text),
    ("sequence", ColumnType::Integer),
];

/// The last revision that each record had after an act.
const LAST: &str = "SELECT kind, record, MAX(revision) AS revision FROM change \
                    WHERE organisation = $1 AND sequence <= $2 GROUP BY kind, record";

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
        let tail = "FROM change WHERE organisation = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence, position";
        let cells = vec![self.id(), Cell::from(isms.sequence), Cell::from(until)];
        let mut last = isms.sequence;
        reader
            .each(&fact_columns(""), tail, cells, |row| {
                last = row.get(8).and_then(Cell::integer).unwrap_or(last);
                let Some(facts) = facts(&row, FACT)? else { return Ok(()) };
                let before = isms.table(facts.schema.key).and_then(|table| table.item(facts.id));
                put(isms, facts.over(before)?)
            })
            .await?;
        isms.sequence = last;
        Ok(())
    }

    /// The ISMS as it was right after the act of this sequence. Records that did not change since are shared with the
    /// present snapshot; of the others, the last state before is read.
    pub async fn snapshot_at(&self, sequence: i64, present: &Isms) -> Result<Isms, StoreError> {
        let mut reader = self.database.reading().await?;
        let mut isms = Isms::at(sequence);
        // Of a snapshot that does not reach that far, nothing can be shared.
        let shared = present.sequence >= sequence;
        if shared {
            let columns = [
                ("kind", ColumnType::Text),
                ("record", ColumnType::Integer),
                ("revision", ColumnType::Integer),
            ];
            let columns = columns.map(|(name, kind)| Selected(name.to_owned(), kind));
            let cells = vec![self.id(), Cell::from(sequence)];
            let share = |row: Vec<Cell>| {
                let [kind, record, revision] = row.as_slice() else { return Ok(()) };
                let (Some(kind), Some(id), Some(revision)) =
                    (kind.text(), record.integer(), revision.integer())
                else {
                    return Ok(());
                };
                isms.share(present, kind, id, revision);
                Ok(())
            };
            reader.each(&columns, &format!("FROM ({LAST}) AS last"), cells, share).await?;
        }
        let changed = "EXISTS (SELECT 1 FROM change n WHERE n.organisation = c.organisation AND n.kind = c.kind \
                       AND n.record = c.record AND n.revision = c.revision + 1)";
        let tail = format!(
            "FROM change c JOIN ({LAST}) AS last ON last.kind = c.kind AND last.record = c.record AND last.revision = c.revision \
             WHERE c.organisation = $1{}",
            if shared { format!(" AND {changed}") } else { String::new() }
        );
        let cells = vec![self.id(), Cell::from(sequence)];
        let load = |row: Vec<Cell>| stored(&row)?.map_or(Ok(()), |item| put(&mut isms, item));
        reader.each(&fact_columns("c."), &tail, cells, load).await?;
        Ok(isms)
    }

    /// The ISMS as the acts tell it, one after the other, up to a sequence. `untold` hears of every record and act
    /// beside which a state is stored that the acts do not tell.
    pub async fn retold(
        &self,
        sequence: i64,
        untold: &mut (dyn FnMut(i64, &Item) + Send),
    ) -> Result<Isms, StoreError> {
        let mut isms = Isms::default();
        let mut reader = self.database.reading().await?;
        let tail = "FROM change WHERE organisation = $1 AND sequence <= $2 ORDER BY sequence, position";
        let retell = |row: Vec<Cell>| {
            let Some(told) = facts(&row, FACT)? else { return Ok(()) };
            let before = isms.table(told.schema.key).and_then(|table| table.item(told.id));
            let item = told.over(before)?;
            let stored =
                if item.revision == 1 { item.clone() } else { stored(&row)?.unwrap_or_else(|| item.clone()) };
            if stored != item || row.get(4).and_then(timestamp) != Some(item.created_at) {
                untold(row.get(8).and_then(Cell::integer).unwrap_or(0), &item);
            }
            put(&mut isms, item)
        };
        reader.each(&fact_columns(""), tail, vec![self.id(), Cell::from(sequence)], retell).await?;
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

/// Where a row of [`FACTS`] has what the act changed, and the whole record afterwards.
const FACT: usize = 6;
const STATE: usize = 7;

/// The whole record of a row of [`FACTS`]: what the act created, or the state beside it; `None` where the kind is no
/// longer known.
fn stored(row: &[Cell]) -> Result<Option<Item>, StoreError> {
    let first = row.get(2).and_then(Cell::integer) == Some(1);
    let Some(facts) = facts(row, if first { FACT } else { STATE })? else { return Ok(None) };
    let created_at = row.get(4).and_then(timestamp);
    let item = facts.over(None)?;
    Ok(Some(Item { created_at: created_at.unwrap_or(item.created_at), ..item }))
}

fn fact_columns(of: &str) -> Vec<Selected> {
    FACTS.iter().map(|(name, kind)| Selected(format!("{of}{name}"), *kind)).collect()
}

/// The facts of a row of [`FACTS`], from one of its columns; `None` where the kind is no longer known.
fn facts(row: &[Cell], column: usize) -> Result<Option<Facts>, StoreError> {
    let damaged = || StoreError::Damaged("a change without a record".to_owned());
    let cell = |at: usize| row.get(at).ok_or_else(damaged);
    let Some(kind) = attesta_isms::record_type(cell(0)?.text().unwrap_or_default()) else { return Ok(None) };
    Ok(Some(Facts {
        schema: kind.schema,
        id: cell(1)?.integer().ok_or_else(damaged)?,
        revision: cell(2)?.integer().and_then(|n| u32::try_from(n).ok()).ok_or_else(damaged)?,
        retired: cell(3)?.is_true(),
        at: timestamp(cell(5)?).ok_or_else(damaged)?,
        fields: object(cell(column)?)?,
    }))
}
