//! The journal as it is verified: each leaf with everything that it commits to, as stored and not yet believed.

use attesta_record::ColumnType;

use crate::{
    StoreError, Tenant,
    dialect::{Cell, Selected},
};

/// One act with its leaf and all that the leaf commits to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    /// Its position, from 1.
    pub sequence: i64,
    /// The text of its leaf.
    pub leaf: String,
    /// The hash of its leaf, in hex.
    pub leaf_hash: String,
    /// When the server saw it, as the leaf writes it.
    pub recorded_at: String,
    /// When it happened, as a person says.
    pub occurred_on: Option<String>,
    /// Who did it, as the leaf writes it.
    pub actor: Vec<String>,
    /// What was done.
    pub verb: String,
    /// The human number of the record that it was done to.
    pub on: String,
    /// What was said in doing it, as JSON by field.
    pub input: String,
    /// The salts of what was said, as JSON by field.
    pub input_salts: String,
    /// What it changed, in order.
    pub changes: Vec<SealedChange>,
}

/// What one act changed in one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SealedChange {
    /// The key of the kind.
    pub kind: String,
    /// The record.
    pub id: i64,
    /// Its revision afterwards.
    pub revision: i64,
    /// Whether it is retired afterwards.
    pub retired: bool,
    /// When it changed, as the leaf writes it.
    pub changed_at: String,
    /// The fields that changed, as JSON by field.
    pub facts: String,
    /// Their salts, as JSON by field.
    pub salts: String,
}

const ENTRY: &[(&str, ColumnType)] = &[
    ("sequence", ColumnType::Integer),
    ("leaf", ColumnType::Text),
    ("leaf_hash", ColumnType::Text),
    ("recorded_at", ColumnType::Time),
    ("occurred_on", ColumnType::Date),
    ("account", ColumnType::Integer),
    ("person", ColumnType::Integer),
    ("verb", ColumnType::Text),
    ("on_record", ColumnType::Text),
    ("input", ColumnType::Text),
    ("input_salts", ColumnType::Text),
];

const CHANGE: &[(&str, ColumnType)] = &[
    ("sequence", ColumnType::Integer),
    ("kind", ColumnType::Text),
    ("record", ColumnType::Integer),
    ("revision", ColumnType::Integer),
    ("retired", ColumnType::Bool),
    ("changed_at", ColumnType::Time),
    ("facts", ColumnType::Text),
    ("salts", ColumnType::Text),
];

impl Tenant {
    /// The acts after a sequence, oldest first, at most `limit` of them, with all that their leaves commit to.
    pub async fn sealed(&self, after: i64, limit: usize) -> Result<Vec<Sealed>, StoreError> {
        let mut reader = self.database.reading().await?;
        let tail =
            format!("FROM journal WHERE organisation = $1 AND sequence > $2 ORDER BY sequence LIMIT {limit}");
        let mut entries = Vec::new();
        let cells = vec![self.id(), after.into()];
        reader
            .each(&selected(ENTRY), &tail, cells, |row| {
                entries.push(entry(row));
                Ok(())
            })
            .await?;
        let Some(last) = entries.last().map(|entry| entry.sequence) else { return Ok(entries) };
        let tail = "FROM change WHERE organisation = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence, position";
        let mut at = 0;
        let cells = vec![self.id(), after.into(), last.into()];
        let take = |row: Vec<Cell>| {
            let sequence = row.first().and_then(Cell::integer).unwrap_or(0);
            while entries.get(at).is_some_and(|entry| entry.sequence < sequence) {
                at += 1;
            }
            if let Some(entry) = entries.get_mut(at) {
                entry.changes.push(change(row));
            }
            Ok(())
        };
        reader.each(&selected(CHANGE), tail, cells, take).await?;
        Ok(entries)
    }
}

fn selected(columns: &[(&str, ColumnType)]) -> Vec<Selected> {
    columns.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect()
}

fn entry(row: Vec<Cell>) -> Sealed {
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Text(None));
    Sealed {
        sequence: next().integer().unwrap_or(0),
        leaf: next().into_text().unwrap_or_default(),
        leaf_hash: next().into_text().unwrap_or_default(),
        recorded_at: next().into_text().unwrap_or_default(),
        occurred_on: next().into_text(),
        actor: {
            let account = format!("account:{}", next().integer().unwrap_or(0));
            std::iter::once(account).chain(next().integer().map(|person| format!("PE-{person}"))).collect()
        },
        verb: next().into_text().unwrap_or_default(),
        on: next().into_text().unwrap_or_default(),
        input: next().into_text().unwrap_or_default(),
        input_salts: next().into_text().unwrap_or_default(),
        changes: Vec::new(),
    }
}

fn change(row: Vec<Cell>) -> SealedChange {
    let mut cells = row.into_iter().skip(1);
    let mut next = || cells.next().unwrap_or(Cell::Text(None));
    SealedChange {
        kind: next().into_text().unwrap_or_default(),
        id: next().integer().unwrap_or(0),
        revision: next().integer().unwrap_or(0),
        retired: next().is_true(),
        changed_at: next().into_text().unwrap_or_default(),
        facts: next().into_text().unwrap_or_default(),
        salts: next().into_text().unwrap_or_default(),
    }
}
