//! What imports said of which record, and the files that wait to be imported.

use std::collections::HashMap;

use attesta_isms::kit::Edit;
use attesta_record::{
    ColumnType,
    merkle::{hex, leaf_hash},
};
use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use crate::{
    StoreError, Tenant, Writing,
    change::object,
    dialect::{Cell, Selected},
    sql::time_text,
};

/// How many rows are asked for, or written, in one statement.
const AT_ONCE: usize = 60;

/// What an import said of one record of one row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedRow {
    /// The name of the table.
    pub source: String,
    /// What tells the row apart from the others of the table.
    pub key: String,
    /// Which of the records of the row.
    pub part: String,
    /// The key of the record's kind.
    pub kind: String,
    /// The record.
    pub record: i64,
    /// The id that the table gives the row; empty where it has none.
    pub foreign: String,
    /// What the cells said, by field.
    pub said: Map<String, Json>,
}

/// A file that waits to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// Its name.
    pub name: String,
    /// What is in it, as text of base 64.
    pub content: String,
}

const ROW: &[(&str, ColumnType)] = &[
    ("row_key", ColumnType::Text),
    ("part", ColumnType::Text),
    ("kind", ColumnType::Text),
    ("record", ColumnType::Integer),
    ("foreign_id", ColumnType::Text),
    ("said", ColumnType::Text),
];

fn selected(columns: &[(&str, ColumnType)]) -> Vec<Selected> {
    columns.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect()
}

/// A key as it is kept: keys may hold names of people, and nothing needs them back.
fn kept(key: &str) -> String {
    hex(&leaf_hash(key.as_bytes()))
}

impl Tenant {
    /// What was said last of rows of a table, by their keys.
    pub async fn imported(&self, source: &str, keys: &[String]) -> Result<Vec<ImportedRow>, StoreError> {
        let by_hash: HashMap<String, &String> = keys.iter().map(|key| (kept(key), key)).collect();
        let mut hashes: Vec<&String> = by_hash.keys().collect();
        hashes.sort_unstable();
        let mut reader = self.reader().await?;
        let mut found = Vec::new();
        for some in hashes.chunks(AT_ONCE) {
            let places: Vec<String> = (3..some.len() + 3).map(|at| format!("${at}")).collect();
            let tail = format!(
                "FROM import_row WHERE organisation = $1 AND source = $2 AND row_key IN ({})",
                places.join(", ")
            );
            let mut cells = vec![self.id(), source.into()];
            cells.extend(some.iter().map(|hash| Cell::from(hash.as_str())));
            for row in reader.select(&selected(ROW), &tail, cells).await? {
                let [key, part, kind, record, foreign, said] = row.as_slice() else { continue };
                let text = |cell: &Cell| cell.text().unwrap_or_default().to_owned();
                let Some(key) = key.text().and_then(|hash| by_hash.get(hash)) else { continue };
                found.push(ImportedRow {
                    source: source.to_owned(),
                    key: (*key).clone(),
                    part: text(part),
                    kind: text(kind),
                    record: record.integer().unwrap_or(0),
                    foreign: text(foreign),
                    said: object(said)?,
                });
            }
        }
        Ok(found)
    }

    /// All ids that imported tables gave to records: the key of the kind, the id, the record.
    pub async fn foreign_ids(&self) -> Result<Vec<(String, String, i64)>, StoreError> {
        let columns =
            [("kind", ColumnType::Text), ("foreign_id", ColumnType::Text), ("record", ColumnType::Integer)];
        let tail =
            "FROM import_row WHERE organisation = $1 AND foreign_id <> '' ORDER BY kind, foreign_id, source";
        let rows = self.reader().await?.select(&selected(&columns), tail, vec![self.id()]).await?;
        let one = |row: Vec<Cell>| {
            let mut cells = row.into_iter();
            Some((cells.next()?.into_text()?, cells.next()?.into_text()?, cells.next()?.integer()?))
        };
        Ok(rows.into_iter().filter_map(one).collect())
    }

    /// Keeps files of an account until a moment, instead of those that it had there.
    pub async fn keep_uploads(
        &self,
        account: i64,
        uploads: &[HeldFile],
        now: Timestamp,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let mut writer = self.database.writer().await?;
        let engine = writer.engine();
        let place = engine.place(1, ColumnType::Time);
        let sql = format!("DELETE FROM import_upload WHERE expires_at <= {place}");
        writer.execute(&sql, vec![time_text(now).into()]).await?;
        let sql = "DELETE FROM import_upload WHERE organisation = $1 AND account = $2";
        writer.execute(sql, vec![self.id(), account.into()]).await?;
        let place = engine.place(6, ColumnType::Time);
        let sql = format!(
            "INSERT INTO import_upload (organisation, account, position, name, content, expires_at) \
             VALUES ($1, $2, $3, $4, $5, {place})"
        );
        for (at, one) in (0_i64..).zip(uploads) {
            let cells = vec![
                self.id(),
                account.into(),
                at.into(),
                one.name.as_str().into(),
                one.content.as_str().into(),
                time_text(until).into(),
            ];
            writer.execute(&sql, cells).await?;
        }
        writer.commit().await
    }

    /// The files of an account that still wait.
    pub async fn uploads(&self, account: i64, now: Timestamp) -> Result<Vec<HeldFile>, StoreError> {
        let mut reader = self.reader().await?;
        let place = reader.engine().place(3, ColumnType::Time);
        let tail = format!(
            "FROM import_upload WHERE organisation = $1 AND account = $2 AND expires_at > {place} ORDER BY position"
        );
        let columns = selected(&[("name", ColumnType::Text), ("content", ColumnType::Text)]);
        let cells = vec![self.id(), account.into(), time_text(now).into()];
        let rows = reader.select(&columns, &tail, cells).await?;
        let one = |row: Vec<Cell>| {
            let mut cells = row.into_iter();
            Some(HeldFile { name: cells.next()?.into_text()?, content: cells.next()?.into_text()? })
        };
        Ok(rows.into_iter().filter_map(one).collect())
    }
}

impl Writing {
    /// Remembers what rows said, in place of what they said before.
    pub async fn remember(&mut self, rows: &[ImportedRow]) -> Result<(), StoreError> {
        let engine = self.connection.engine();
        for some in rows.chunks(AT_ONCE) {
            let mut cells = Vec::with_capacity(some.len() * 8);
            let mut values = Vec::with_capacity(some.len());
            for row in some {
                let first = cells.len();
                let kind =
                    |at: usize| if at == 0 || at == 5 { ColumnType::Integer } else { ColumnType::Text };
                let places = (0..8).map(|at| engine.place_in_order(first + at + 1, kind(at)));
                values.push(format!("({})", places.collect::<Vec<_>>().join(", ")));
                cells.extend([
                    self.tenant.id(),
                    row.source.as_str().into(),
                    kept(&row.key).into(),
                    row.part.as_str().into(),
                    row.kind.as_str().into(),
                    row.record.into(),
                    row.foreign.as_str().into(),
                    Json::Object(row.said.clone()).to_string().into(),
                ]);
            }
            let sql = format!(
                "INSERT INTO import_row (organisation, source, row_key, part, kind, record, foreign_id, said) \
                 VALUES {} ON CONFLICT (organisation, source, row_key, part) DO UPDATE SET kind = excluded.kind, \
                 record = excluded.record, foreign_id = excluded.foreign_id, said = excluded.said",
                values.join(", ")
            );
            self.connection.execute(&sql, cells).await?;
        }
        Ok(())
    }

    /// Forgets what imports said of a record, because one of its texts is erased.
    pub(crate) async fn forget_imported(&mut self, edit: &Edit) -> Result<(), StoreError> {
        let sql = "UPDATE import_row SET said = '{}' WHERE organisation = $1 AND kind = $2 AND record = $3";
        let cells = vec![self.tenant.id(), edit.schema.key.into(), edit.id.into()];
        self.connection.execute(sql, cells).await.map(|_| ())
    }
}
