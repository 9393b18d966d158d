//! The journal as people read it: who did what when, and what each field said before and after.

use std::collections::BTreeMap;

use attesta_record::{ColumnType, Field, Schema, Value, value_from_json};
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value as Json};

use crate::{
    StoreError, Tenant,
    change::object,
    dialect::{Cell, Selected},
    sql::timestamp,
};

/// One act of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalEntry {
    /// Its position, from 1.
    pub sequence: i64,
    /// When the server saw it.
    pub recorded_at: Timestamp,
    /// When it happened, as a person says.
    pub occurred_on: Option<Date>,
    /// The account that did it.
    pub account: i64,
    /// The person behind the account, by id.
    pub person: Option<i64>,
    /// What was done.
    pub verb: String,
    /// The human number of the record that it was done to.
    pub on: String,
    /// What was said in doing it, by field of the verb.
    pub input: Map<String, Json>,
    /// The hash of its leaf in the tree, in hex.
    pub leaf_hash: String,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// What one act changed in one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The kind.
    pub schema: &'static Schema,
    /// The record.
    pub id: i64,
    /// Its revision afterwards.
    pub revision: u32,
    /// Whether it is retired afterwards.
    pub retired: bool,
    /// The fields that changed, and what they said afterwards.
    pub facts: Map<String, Json>,
}

impl Change {
    /// The changed fields with their values afterwards, in the order of the declaration.
    pub fn values(&self) -> impl Iterator<Item = (&'static Field, Value)> + '_ {
        self.schema.fields.iter().filter_map(|field| {
            let json = self.facts.get(field.name)?;
            Some((field, value_from_json(field.kind, json).unwrap_or_default()))
        })
    }
}

/// Which acts to read.
enum Which {
    /// Those that changed one record.
    Of(&'static str, i64),
    /// All.
    All,
}

impl Tenant {
    /// The acts that changed a record, newest first: at most `limit`, with a sequence below `before`.
    pub async fn history(
        &self,
        schema: &'static Schema,
        id: i64,
        before: i64,
        limit: usize,
    ) -> Result<Vec<JournalEntry>, StoreError> {
        self.entries(&Which::Of(schema.key, id), 0, before, limit).await
    }

    /// All acts, newest first: at most `limit`, with a sequence above `after` and below `before`.
    pub async fn journal(
        &self,
        after: i64,
        before: i64,
        limit: usize,
    ) -> Result<Vec<JournalEntry>, StoreError> {
        self.entries(&Which::All, after, before, limit).await
    }

    /// The record as it was at a revision, as values; `None` where it never had that revision.
    pub async fn item_at_revision(
        &self,
        schema: &'static Schema,
        id: i64,
        revision: u32,
    ) -> Result<Option<Vec<Value>>, StoreError> {
        let columns = ["facts", "state"].map(|name| Selected(name.to_owned(), ColumnType::Text));
        let tail = "FROM change WHERE organisation = $1 AND kind = $2 AND record = $3 AND revision = $4";
        let cells = vec![self.id(), schema.key.into(), id.into(), i64::from(revision).into()];
        let Some(row) = self.reader().await?.one(&columns, tail, cells).await? else { return Ok(None) };
        let whole = row.iter().rev().find(|cell| cell.text().is_some());
        let whole = whole.map_or_else(|| Ok(Map::new()), object)?;
        let value = |field: &Field| {
            let json = whole.get(field.name)?;
            value_from_json(field.kind, json)
        };
        Ok(Some(schema.fields.iter().map(|field| value(field).unwrap_or_default()).collect()))
    }

    /// The fields of a record that an import set last, and where they were reported.
    pub async fn reported(
        &self,
        schema: &'static Schema,
        id: i64,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let columns =
            ["j.verb", "j.input", "c.facts"].map(|name| Selected(name.to_owned(), ColumnType::Text));
        let tail = "FROM change c JOIN journal j ON j.organisation = c.organisation AND j.sequence = c.sequence \
                    WHERE c.organisation = $1 AND c.kind = $2 AND c.record = $3 ORDER BY c.revision";
        let cells = vec![self.id(), schema.key.into(), id.into()];
        let mut reported = BTreeMap::new();
        for row in self.reader().await?.select(&columns, tail, cells).await? {
            let [verb, input, facts] = row.as_slice() else { continue };
            let source = object(input)?.get("source").and_then(Json::as_str).map(str::to_owned);
            let source = source.filter(|_| verb.text() == Some("import"));
            for (field, _) in object(facts)? {
                match &source {
                    Some(source) => reported.insert(field, source.clone()),
                    None => reported.remove(&field),
                };
            }
        }
        Ok(reported)
    }

    /// The texts of the leaves with these sequences, in order, for proofs and their verification.
    pub async fn leaves(&self, after: i64, limit: usize) -> Result<Vec<String>, StoreError> {
        let columns = [Selected("leaf".to_owned(), ColumnType::Text)];
        let tail =
            format!("FROM journal WHERE organisation = $1 AND sequence > $2 ORDER BY sequence LIMIT {limit}");
        let rows = self.reader().await?.select(&columns, &tail, vec![self.id(), after.into()]).await?;
        Ok(rows.into_iter().filter_map(|row| row.into_iter().next()?.into_text()).collect())
    }

    /// The size of the journal's tree and its right edge, as the head keeps them.
    pub async fn frontier(&self) -> Result<(i64, String), StoreError> {
        let columns = [
            Selected("sequence".to_owned(), ColumnType::Integer),
            Selected("frontier".to_owned(), ColumnType::Text),
        ];
        let row = self.reader().await?.one(&columns, "FROM tenant WHERE id = $1", vec![self.id()]).await?;
        let mut cells = row.unwrap_or_default().into_iter();
        let size = cells.next().and_then(|cell| cell.integer()).unwrap_or(0);
        Ok((size, cells.next().and_then(Cell::into_text).unwrap_or_default()))
    }

    async fn entries(
        &self,
        which: &Which,
        after: i64,
        before: i64,
        limit: usize,
    ) -> Result<Vec<JournalEntry>, StoreError> {
        let mut reader = self.database.reading().await?;
        let mut cells = vec![self.id(), after.into(), before.into()];
        let condition = match which {
            Which::All => "",
            Which::Of(kind, id) => {
                cells.extend([Cell::from(*kind), Cell::from(*id)]);
                " AND j.sequence IN (SELECT sequence FROM change WHERE organisation = $1 AND kind = $4 AND record = $5)"
            }
        };
        let tail = format!(
            "FROM journal j WHERE j.organisation = $1 AND j.sequence > $2 AND j.sequence < $3{condition} \
             ORDER BY j.sequence DESC LIMIT {limit}"
        );
        let rows = reader.select(&entry_columns(), &tail, cells).await?;
        let mut entries = rows.iter().map(|row| entry(row)).collect::<Result<Vec<_>, _>>()?;
        let (Some(newest), Some(oldest)) = (entries.first(), entries.last()) else { return Ok(entries) };
        let mut cells = vec![self.id(), oldest.sequence.into(), newest.sequence.into()];
        let condition = match which {
            Which::All => "",
            Which::Of(kind, id) => {
                cells.extend([Cell::from(*kind), Cell::from(*id)]);
                " AND kind = $4 AND record = $5"
            }
        };
        let tail = format!(
            "FROM change WHERE organisation = $1 AND sequence >= $2 AND sequence <= $3{condition} ORDER BY sequence, position"
        );
        for row in reader.select(&change_columns(), &tail, cells).await? {
            let sequence = row.first().and_then(Cell::integer).unwrap_or(0);
            if let Some(change) = change(&row)?
                && let Some(entry) = entries.iter_mut().find(|entry| entry.sequence == sequence)
            {
                entry.changes.push(change);
            }
        }
        Ok(entries)
    }
}

fn entry_columns() -> Vec<Selected> {
    let columns = [
        ("j.sequence", ColumnType::Integer),
        ("j.recorded_at", ColumnType::Time),
        ("j.occurred_on", ColumnType::Date),
        ("j.account", ColumnType::Integer),
        ("j.person", ColumnType::Integer),
        ("j.verb", ColumnType::Text),
        ("j.on_record", ColumnType::Text),
        ("j.input", ColumnType::Text),
        ("j.leaf_hash", ColumnType::Text),
    ];
    columns.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect()
}

fn change_columns() -> Vec<Selected> {
    let columns = [
        ("sequence", ColumnType::Integer),
        ("kind", ColumnType::Text),
        ("record", ColumnType::Integer),
        ("revision", ColumnType::Integer),
        ("retired", ColumnType::Bool),
        ("facts", ColumnType::Text),
    ];
    columns.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect()
}

fn entry(row: &[Cell]) -> Result<JournalEntry, StoreError> {
    let damaged = || StoreError::Damaged("an entry of the journal".to_owned());
    let cell = |at: usize| row.get(at).ok_or_else(damaged);
    let text = |at: usize| Ok::<_, StoreError>(cell(at)?.text().unwrap_or_default().to_owned());
    Ok(JournalEntry {
        sequence: cell(0)?.integer().ok_or_else(damaged)?,
        recorded_at: timestamp(cell(1)?).ok_or_else(damaged)?,
        occurred_on: cell(2)?.text().and_then(|text| text.parse().ok()),
        account: cell(3)?.integer().unwrap_or(0),
        person: cell(4)?.integer(),
        verb: text(5)?,
        on: text(6)?,
        input: object(cell(7)?)?,
        leaf_hash: text(8)?,
        changes: Vec::new(),
    })
}

fn change(row: &[Cell]) -> Result<Option<Change>, StoreError> {
    let damaged = || StoreError::Damaged("a change of the journal".to_owned());
    let cell = |at: usize| row.get(at).ok_or_else(damaged);
    let Some(kind) = attesta_isms::record_type(cell(1)?.text().unwrap_or_default()) else { return Ok(None) };
    Ok(Some(Change {
        schema: kind.schema,
        id: cell(2)?.integer().ok_or_else(damaged)?,
        revision: cell(3)?.integer().and_then(|n| u32::try_from(n).ok()).ok_or_else(damaged)?,
        retired: cell(4)?.is_true(),
        facts: object(cell(5)?)?,
    }))
}
