//! Everything in which SQLite and PostgreSQL differ: opening, type words, placeholders, locking, the search index.

use std::{path::PathBuf, str::FromStr as _, time::Duration};

use attesta_record::ColumnType;
use futures_util::TryStreamExt as _;
use sqlx::{
    AssertSqlSafe, ColumnIndex, Decode, PgPool, Postgres, Row, Sqlite, SqlitePool, Transaction, Type,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::StoreError;

pub(crate) use crate::cell::{Cell, Selected};

/// Where the data is.
#[derive(Debug, Clone)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// The address of a PostgreSQL database: `postgres://…`.
    Postgres(String),
}

/// Which of the two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The engine's word for a neutral type, as it stands in a table.
    pub(crate) fn word(self, kind: ColumnType) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, ColumnType::Text | ColumnType::Date | ColumnType::Time) => "TEXT",
            (Self::Sqlite, ColumnType::Integer | ColumnType::Bool) => "INTEGER",
            (Self::Sqlite, ColumnType::Number) => "REAL",
            (Self::Postgres, ColumnType::Text) => "TEXT COLLATE \"C\"",
            (Self::Postgres, ColumnType::Integer) => "BIGINT",
            (Self::Postgres, ColumnType::Number) => "DOUBLE PRECISION",
            (Self::Postgres, ColumnType::Date) => "DATE",
            (Self::Postgres, ColumnType::Time) => "TIMESTAMPTZ",
            (Self::Postgres, ColumnType::Bool) => "BOOLEAN",
        }
    }

    /// The place of the n-th parameter, of a type.
    pub(crate) fn place(self, n: usize, kind: ColumnType) -> String {
        match (self, kind) {
            (Self::Postgres, ColumnType::Date) => format!("${n}::text::date"),
            (Self::Postgres, ColumnType::Time) => format!("${n}::text::timestamptz"),
            _ => format!("${n}"),
        }
    }

    /// The place of a parameter where all of them stand in order. SQLite looks numbered places up one by one, which
    /// takes long where there are thousands.
    pub(crate) fn place_in_order(self, n: usize, kind: ColumnType) -> String {
        match self {
            Self::Sqlite => "?".to_owned(),
            Self::Postgres => self.place(n, kind),
        }
    }

    /// A column as it is read: days and moments as text.
    fn read(self, selected: &Selected) -> String {
        let Selected(expression, kind) = selected;
        match (self, kind) {
            (Self::Postgres, ColumnType::Date) => format!("{expression}::text"),
            (Self::Postgres, ColumnType::Time) => {
                format!("to_char({expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
            }
            _ => expression.clone(),
        }
    }

    /// A list of columns as it is read.
    pub(crate) fn columns(self, selected: &[Selected]) -> String {
        selected.iter().map(|one| self.read(one)).collect::<Vec<_>>().join(", ")
    }

    /// What makes a read of a row wait for whoever is changing it. SQLite has one writer anyway.
    pub(crate) fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// The search index over the table `search`: kept up by the engine itself.
    pub(crate) fn search_index(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search', content_rowid='key', \
                 tokenize=\"ascii\");
                 CREATE TRIGGER search_added AFTER INSERT ON search BEGIN
                   INSERT INTO search_index(rowid, words) VALUES (new.key, new.words);
                 END;
                 CREATE TRIGGER search_removed AFTER DELETE ON search BEGIN
                   INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.key, old.words);
                 END;
                 CREATE TRIGGER search_changed AFTER UPDATE ON search BEGIN
                   INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.key, old.words);
                   INSERT INTO search_index(rowid, words) VALUES (new.key, new.words);
                 END;"
            }
            Self::Postgres => {
                "ALTER TABLE search ADD COLUMN tokens tsvector
                   GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
                 CREATE INDEX search_tokens ON search USING gin (tokens);"
            }
        }
    }

    /// What makes the search index drop the words of rows that are gone at once, and not when it next tidies up.
    pub(crate) fn forget_words(self) -> Option<&'static str> {
        (self == Self::Sqlite).then_some("INSERT INTO search_index(search_index) VALUES ('optimize')")
    }

    /// The column that numbers the rows of `search`.
    pub(crate) fn search_key(self) -> &'static str {
        match self {
            Self::Sqlite => "INTEGER PRIMARY KEY",
            Self::Postgres => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        }
    }

    /// The rows of `search AS s` that hold all the words and of which more is asked, newest first. SQLite's index gives
    /// them in that order, so that the first of very many are found at once.
    pub(crate) fn search_newest(self, place: &str, more: &str) -> String {
        match self {
            Self::Sqlite => format!(
                "FROM search_index CROSS JOIN search s ON s.key = search_index.rowid \
                 WHERE search_index MATCH {place} AND {more} ORDER BY search_index.rowid DESC"
            ),
            Self::Postgres => {
                format!("FROM search s WHERE {more} AND {} ORDER BY s.key DESC", self.search_match(place))
            }
        }
    }

    /// A condition on the table `search AS s`: it holds all the words, each as the beginning of one.
    pub(crate) fn search_match(self, place: &str) -> String {
        match self {
            Self::Sqlite => {
                format!("s.key IN (SELECT rowid FROM search_index WHERE search_index MATCH {place})")
            }
            Self::Postgres => format!("s.tokens @@ {place}::tsquery"),
        }
    }

    /// The words as the parameter of [`Self::search_match`]. Words are letters and digits only.
    pub(crate) fn search_words(self, words: &[String]) -> String {
        let words = words.iter().map(|word| beginning(word));
        match self {
            Self::Sqlite => words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" "),
            Self::Postgres => words.map(|word| format!("'{word}':*")).collect::<Vec<_>>().join(" & "),
        }
    }
}

/// As much of a word as is kept and looked for; PostgreSQL takes no words of more than 2046 bytes.
const MOST_LETTERS: usize = 200;

/// The beginning of a long word.
fn beginning(word: &str) -> &str {
    word.char_indices().nth(MOST_LETTERS).map_or(word, |(end, _)| &word[..end])
}

/// The words of a record as the search keeps them.
pub(crate) fn kept_words(text: &str) -> String {
    text.split(' ').map(beginning).collect::<Vec<_>>().join(" ")
}

/// The pools of connections. SQLite has one writer and several readers.
#[derive(Debug, Clone)]
pub(crate) enum Database {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres(PgPool),
}

impl Database {
    pub(crate) async fn open(location: &Location) -> Result<Self, StoreError> {
        match location {
            Location::File(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(30))
                    // A large answer comes in larger portions: each one wakes two threads.
                    .row_buffer_size(1_000)
                    // What is erased is overwritten, not only forgotten.
                    .pragma("secure_delete", "ON")
                    .pragma("cache_size", "-16384")
                    .pragma("temp_store", "MEMORY");
                let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
                let read = options.read_only(true).pragma("cache_size", "-8192");
                let read = SqlitePoolOptions::new().max_connections(4).connect_with(read).await?;
                Ok(Self::Sqlite { write, read })
            }
            Location::Postgres(url) => {
                let options = PgConnectOptions::from_str(url).map_err(|error| {
                    StoreError::Unreachable(format!("The address of the database is not one: {error}."))
                })?;
                let pool = PgPoolOptions::new()
                    .max_connections(12)
                    .acquire_timeout(Duration::from_secs(10))
                    .connect_with(options)
                    .await
                    .map_err(|error| {
                        StoreError::Unreachable(format!("The database does not answer: {error}."))
                    })?;
                Ok(Self::Postgres(pool))
            }
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// A connection for reading.
    pub(crate) async fn reader(&self) -> Result<Connection, StoreError> {
        Ok(match self {
            Self::Sqlite { read, .. } => Connection::Sqlite(read.acquire().await?),
            Self::Postgres(pool) => Connection::Postgres(pool.acquire().await?),
        })
    }

    /// A transaction in which all reads see the same state.
    pub(crate) async fn reading(&self) -> Result<Connection, StoreError> {
        Ok(match self {
            Self::Sqlite { read, .. } => Connection::SqliteWrite(read.begin().await?),
            Self::Postgres(pool) => Connection::PostgresWrite(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            ),
        })
    }

    /// A transaction for writing. It is rolled back unless it is committed. SQLite takes its one write lock at once.
    pub(crate) async fn writer(&self) -> Result<Connection, StoreError> {
        Ok(match self {
            Self::Sqlite { write, .. } => Connection::SqliteWrite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Connection::PostgresWrite(pool.begin().await?),
        })
    }
}

/// A connection or a transaction on either engine.
pub(crate) enum Connection {
    Sqlite(PoolConnection<Sqlite>),
    SqliteWrite(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresWrite(Transaction<'static, Postgres>),
}

/// Runs `$body` with the driver's connection as `$connection`, and a query with all parameters bound as `$query`.
macro_rules! with_query {
    ($self:ident, $sql:ident, $cells:ident, |$connection:ident, $query:ident| $body:expr) => {
        match $self {
            Connection::Sqlite(one) => {
                let ($connection, $query) = (&mut **one, bound!($sql, $cells));
                $body
            }
            Connection::SqliteWrite(one) => {
                let ($connection, $query) = (&mut **one, bound!($sql, $cells));
                $body
            }
            Connection::Postgres(one) => {
                let ($connection, $query) = (&mut **one, bound!($sql, $cells));
                $body
            }
            Connection::PostgresWrite(one) => {
                let ($connection, $query) = (&mut **one, bound!($sql, $cells));
                $body
            }
        }
    };
}

macro_rules! bound {
    ($sql:ident, $cells:ident) => {{
        // The one place where generated SQL is handed over. Its parts are names from declarations, which are compiled
        // in; whatever a person typed travels as a parameter.
        let mut query = sqlx::query(AssertSqlSafe($sql.to_owned()));
        for cell in $cells {
            query = match cell {
                Cell::Text(text) => query.bind(text),
                Cell::Integer(number) => query.bind(number),
                Cell::Number(number) => query.bind(number),
                Cell::Bool(yes) => query.bind(yes),
            };
        }
        query
    }};
}

impl Connection {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) | Self::SqliteWrite(_) => Engine::Sqlite,
            Self::Postgres(_) | Self::PostgresWrite(_) => Engine::Postgres,
        }
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) async fn execute(&mut self, sql: &str, cells: Vec<Cell>) -> Result<u64, StoreError> {
        Ok(with_query!(self, sql, cells, |connection, query| query
            .execute(connection)
            .await?
            .rows_affected()))
    }

    /// `SELECT columns tail`, all rows.
    pub(crate) async fn select(
        &mut self,
        columns: &[Selected],
        tail: &str,
        cells: Vec<Cell>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let mut rows = Vec::new();
        self.each(columns, tail, cells, |row| {
            rows.push(row);
            Ok(())
        })
        .await?;
        Ok(rows)
    }

    /// `SELECT columns tail`, at most one row.
    pub(crate) async fn one(
        &mut self,
        columns: &[Selected],
        tail: &str,
        cells: Vec<Cell>,
    ) -> Result<Option<Vec<Cell>>, StoreError> {
        Ok(self.select(columns, tail, cells).await?.into_iter().next())
    }

    /// `SELECT columns tail`, row by row, so that memory stays bounded.
    pub(crate) async fn each(
        &mut self,
        columns: &[Selected],
        tail: &str,
        cells: Vec<Cell>,
        mut take: impl FnMut(Vec<Cell>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = &format!("SELECT {} {tail}", self.engine().columns(columns));
        with_query!(self, sql, cells, |connection, query| {
            let mut rows = query.fetch(connection);
            while let Some(row) = rows.try_next().await? {
                take(read_row(&row, columns)?)?;
            }
        });
        Ok(())
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::SqliteWrite(one) => one.commit().await?,
            Self::PostgresWrite(one) => one.commit().await?,
            Self::Sqlite(_) | Self::Postgres(_) => {}
        }
        Ok(())
    }
}

fn read_row<'r, R: Row>(row: &'r R, columns: &[Selected]) -> Result<Vec<Cell>, StoreError>
where
    usize: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
{
    let mut cells = Vec::with_capacity(columns.len());
    for (at, Selected(_, kind)) in columns.iter().enumerate() {
        cells.push(match kind {
            ColumnType::Text | ColumnType::Date | ColumnType::Time => Cell::Text(row.try_get(at)?),
            ColumnType::Integer => Cell::Integer(row.try_get(at)?),
            ColumnType::Number => Cell::Number(row.try_get(at)?),
            ColumnType::Bool => Cell::Bool(row.try_get(at)?),
        });
    }
    Ok(cells)
}
