//! Rows that wait to be inserted together: a statement for many of them is cheaper than many statements.

use std::collections::{BTreeMap, HashMap, HashSet};

use attesta_record::{Column, ColumnType};

use crate::{
    StoreError,
    dialect::{Cell, Connection, Engine},
};

/// Rows that wait, by table.
#[derive(Default)]
pub(crate) struct Waiting {
    tables: BTreeMap<String, Rows>,
    /// Where the one row of a record waits, by table.
    places: HashMap<(&'static str, RecordKey), usize>,
    /// The records of which rows of lists wait.
    lists: HashSet<RecordKey>,
}

/// A record: the key of its kind, and its id.
pub(crate) type RecordKey = (&'static str, i64);

/// The rows of one table.
struct Rows {
    columns: Vec<Column>,
    cells: Vec<Cell>,
}

/// How many parameters wait at the most, for one table; both engines take more in one statement.
const MOST_CELLS: usize = 8_000;

/// How many rows go into one statement: as many as fit of the first, then of the next. Few sizes, so that each stays
/// prepared.
const CHUNKS: [usize; 3] = [128, 16, 1];

pub(crate) const JOURNAL: &[(&str, ColumnType)] = &[
    ("organisation", ColumnType::Integer),
    ("sequence", ColumnType::Integer),
    ("recorded_at", ColumnType::Time),
    ("occurred_on", ColumnType::Date),
    ("account", ColumnType::Integer),
    ("person", ColumnType::Integer),
    ("verb", ColumnType::Text),
    ("on_record", ColumnType::Text),
    ("input", ColumnType::Text),
    ("input_salts", ColumnType::Text),
    ("leaf", ColumnType::Text),
    ("leaf_hash", ColumnType::Text),
];

pub(crate) const CHANGE: &[(&str, ColumnType)] = &[
    ("organisation", ColumnType::Integer),
    ("sequence", ColumnType::Integer),
    ("position", ColumnType::Integer),
    ("kind", ColumnType::Text),
    ("record", ColumnType::Integer),
    ("revision", ColumnType::Integer),
    ("retired", ColumnType::Bool),
    ("created_at", ColumnType::Time),
    ("changed_at", ColumnType::Time),
    ("state", ColumnType::Text),
    ("facts", ColumnType::Text),
    ("salts", ColumnType::Text),
];

pub(crate) const SEARCH: &[(&str, ColumnType)] = &[
    ("organisation", ColumnType::Integer),
    ("kind", ColumnType::Text),
    ("record", ColumnType::Integer),
    ("words", ColumnType::Text),
];

impl Waiting {
    /// Adds a row.
    pub(crate) fn add(&mut self, table: &str, columns: impl FnOnce() -> Vec<Column>, cells: Vec<Cell>) {
        if let Some(rows) = self.tables.get_mut(table) {
            rows.cells.extend(cells);
        } else {
            self.tables.insert(table.to_owned(), Rows { columns: columns(), cells });
        }
    }

    /// Adds the one row that a record has in a table, or puts it in the place of the one that waits.
    pub(crate) fn put(
        &mut self,
        table: &'static str,
        record: RecordKey,
        columns: impl FnOnce() -> Vec<Column>,
        cells: Vec<Cell>,
    ) {
        let width = cells.len();
        match (self.places.get(&(table, record)), self.tables.get_mut(table)) {
            (Some(row), Some(rows)) => {
                rows.cells.splice(row * width..(row + 1) * width, cells);
            }
            (_, rows) => {
                let row = rows.map_or(0, |rows| rows.cells.len() / width);
                self.places.insert((table, record), row);
                self.add(table, columns, cells);
            }
        }
    }

    /// Whether the one row of a record in a table waits.
    pub(crate) fn holds(&self, table: &'static str, record: RecordKey) -> bool {
        self.places.contains_key(&(table, record))
    }

    /// Notes that rows of a record's lists wait. They are inserted before that record's lists change again.
    pub(crate) fn note_list(&mut self, record: RecordKey) {
        self.lists.insert(record);
    }

    /// Whether rows of a record's lists wait.
    pub(crate) fn holds_list(&self, record: RecordKey) -> bool {
        self.lists.contains(&record)
    }

    /// Inserts them once there are enough for a statement.
    pub(crate) async fn insert_if_full(&mut self, connection: &mut Connection) -> Result<(), StoreError> {
        if self.tables.values().any(|rows| rows.cells.len() >= MOST_CELLS) {
            self.insert(connection).await
        } else {
            Ok(())
        }
    }

    /// Inserts them all.
    pub(crate) async fn insert(&mut self, connection: &mut Connection) -> Result<(), StoreError> {
        let engine = connection.engine();
        self.places.clear();
        self.lists.clear();
        for (table, rows) in std::mem::take(&mut self.tables) {
            let width = rows.columns.len();
            let mut cells = rows.cells.into_iter();
            for count in CHUNKS {
                while cells.len() >= count * width {
                    let chunk: Vec<Cell> = cells.by_ref().take(count * width).collect();
                    connection.execute(&insert(engine, &table, &rows.columns, count), chunk).await?;
                }
            }
        }
        Ok(())
    }
}

pub(crate) fn columns_of(columns: &[(&str, ColumnType)]) -> Vec<Column> {
    columns
        .iter()
        .map(|(name, kind)| Column { name: (*name).to_owned(), kind: *kind, target: None })
        .collect()
}

fn insert(engine: Engine, table: &str, columns: &[Column], count: usize) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let rows = (0..count).map(|row| {
        let first = row * columns.len() + 1;
        let places = (first..).zip(columns).map(|(n, column)| engine.place_in_order(n, column.kind));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    });
    format!("INSERT INTO {table} ({}) VALUES {}", names.join(", "), rows.collect::<Vec<_>>().join(", "))
}
