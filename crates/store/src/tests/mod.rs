//! Tests that need SQL to see what they judge: the migrated tables, the journal's leaves and salts, what an erasure
//! leaves behind. Everything else is in the stories.

mod book;
mod erasure;
mod journal;
mod schema;
mod writers;

use std::{
    io::Write as _,
    panic::{AssertUnwindSafe, resume_unwind},
};

use attesta_record::ColumnType;
use futures_util::FutureExt as _;

use crate::{
    Location, Store,
    dialect::{Cell, Connection, Selected},
};

/// Runs a test on a fresh store on SQLite and, where `TEST_DATABASE_URL` names a server, on PostgreSQL too.
async fn on_both(test: impl AsyncFn(&Store, &Location)) {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("attesta.db"));
    on_engine(&location, &test).await;
    let Some(server) = server() else { return };
    let one = Store::open_unmigrated(&Location::Postgres(server.clone())).await;
    let name = format!("attesta_store_{}_{}", std::process::id(), next());
    one.run(&format!("CREATE DATABASE {name}")).await;
    let (address, rest) = server.split_at(server.find("://").unwrap() + 3);
    let host = rest.split(['/', '?']).next().unwrap();
    let location = Location::Postgres(format!("{address}{host}/{name}"));
    let ended = AssertUnwindSafe(on_engine(&location, &test)).catch_unwind().await;
    one.run(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(panic) = ended {
        resume_unwind(panic);
    }
}

async fn on_engine(location: &Location, test: &impl AsyncFn(&Store, &Location)) {
    let _named = Named(location);
    let store = Store::open(location).await.unwrap();
    test(&store, location).await;
}

/// Says where a test failed.
struct Named<'a>(&'a Location);

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = writeln!(std::io::stderr(), "(on {:?})", self.0);
        }
    }
}

/// The address of the server, without which the tests run on SQLite only.
#[expect(clippy::disallowed_methods, reason = "a test has no command line to be told the server on")]
fn server() -> Option<String> {
    static SAY: std::sync::Once = std::sync::Once::new();
    let server = std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty());
    if server.is_none() {
        // Not by a macro, whose words would be kept from whoever runs the tests.
        SAY.call_once(|| drop(writeln!(std::io::stderr(), "TEST_DATABASE_URL is not set: on SQLite only.")));
    }
    server
}

fn next() -> u32 {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

impl Store {
    /// The database as it is, for making others beside it.
    async fn open_unmigrated(location: &Location) -> Self {
        let database = crate::dialect::Database::open(location).await.unwrap();
        Self { database: std::sync::Arc::new(database), files: None }
    }

    async fn connection(&self) -> Connection {
        self.database.reader().await.unwrap()
    }

    async fn run(&self, sql: &str) {
        self.connection().await.execute(sql, vec![]).await.unwrap();
    }

    /// All rows of `SELECT columns tail`; each column is an expression and its type.
    async fn rows(&self, columns: &[(&str, ColumnType)], tail: &str, cells: Vec<Cell>) -> Vec<Vec<Cell>> {
        let columns: Vec<Selected> =
            columns.iter().map(|(name, kind)| Selected((*name).to_owned(), *kind)).collect();
        self.connection().await.select(&columns, tail, cells).await.unwrap()
    }

    /// The texts of one column.
    async fn texts(&self, column: &str, tail: &str, cells: Vec<Cell>) -> Vec<String> {
        let rows = self.rows(&[(column, ColumnType::Text)], tail, cells).await;
        rows.into_iter().filter_map(|row| row.into_iter().next()?.into_text()).collect()
    }
}
