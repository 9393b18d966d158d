//! Where the data of one test lies: a fresh SQLite file, or a fresh database on the PostgreSQL server of the tests.

use std::{
    io::Write as _,
    process::Command,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

use attesta_store::Location;
use tempfile::TempDir;

use crate::must;

/// The variable that names the PostgreSQL server: an address of any database on it, by a user who may make others.
const VARIABLE: &str = "TEST_DATABASE_URL";

/// Which of the two databases a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A fresh, empty database. It is gone when this is dropped.
#[derive(Debug)]
pub struct Place {
    /// Which engine it is.
    pub engine: Engine,
    /// Where it is.
    pub location: Location,
    /// The folder for files beside it.
    pub files: TempDir,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    #[expect(dead_code, reason = "the folder goes with it")]
    Folder(TempDir),
    Database {
        server: String,
        name: String,
    },
}

impl Place {
    /// A fresh SQLite file in a folder of its own.
    pub fn sqlite() -> Self {
        let folder = must(TempDir::new());
        let location = Location::File(folder.path().join("attesta.db"));
        Self { engine: Engine::Sqlite, location, files: must(TempDir::new()), kept: Kept::Folder(folder) }
    }

    /// A fresh database on the server of the tests; `None` where there is no such server.
    pub fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let server = server()?;
        let name = format!("attesta_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        must(psql(&server, &format!("CREATE DATABASE {name}")));
        let location = Location::Postgres(with_database(&server, &name));
        Some(Self {
            engine: Engine::Postgres,
            location,
            files: must(TempDir::new()),
            kept: Kept::Database { server, name },
        })
    }

    /// A fresh database on each engine that there is.
    pub fn each() -> impl Iterator<Item = Self> {
        std::iter::once_with(Self::sqlite).chain(std::iter::once_with(Self::postgres).flatten())
    }

    /// The location as one argument of a command line.
    pub fn argument(&self) -> String {
        match &self.location {
            Location::File(path) => path.display().to_string(),
            Location::Postgres(url) => url.clone(),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = writeln!(std::io::stderr(), "(on {:?})", self.engine);
        }
        if let Kept::Database { server, name } = &self.kept
            && let Err(error) = psql(server, &format!("DROP DATABASE {name} WITH (FORCE)"))
        {
            let _ = writeln!(std::io::stderr(), "{error}");
        }
    }
}

/// The address of the server. Without one, the tests run on SQLite only, and say so.
#[expect(clippy::disallowed_methods, reason = "a test has no command line to be told the server on")]
fn server() -> Option<String> {
    static SAY: Once = Once::new();
    let server = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty());
    if server.is_none() {
        SAY.call_once(|| {
            // Not by a macro, whose words would be kept from whoever runs the tests.
            let _ =
                writeln!(std::io::stderr(), "{VARIABLE} is not set: on SQLite only. ./test runs on both.");
        });
    }
    server
}

/// The address of another database of the same server.
fn with_database(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, None), |(a, b)| (a, Some(b)));
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find('/').map_or(address.len(), |at| host + at);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{}/{name}{options}", &address[..end])
}

/// Has PostgreSQL's own client do something.
fn psql(server: &str, sql: &str) -> Result<(), String> {
    let ran =
        Command::new("psql").args(["--no-psqlrc", "--quiet", "--dbname", server, "--command", sql]).output();
    let output = ran.map_err(|error| format!("{VARIABLE} is set, but psql does not run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{VARIABLE} is set, but “{sql}” failed: {}", String::from_utf8_lossy(&output.stderr)))
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn another_database_of_the_same_server() {
        assert_eq!(with_database("postgres://u@h:1/a?x=y", "b"), "postgres://u@h:1/b?x=y");
        assert_eq!(with_database("postgres://u@h:1/a", "b"), "postgres://u@h:1/b");
        assert_eq!(with_database("postgres://u@h:1", "b"), "postgres://u@h:1/b");
    }
}
