//! Migrations: written once with neutral type words in braces, which the dialect maps.

use std::borrow::Cow;

use attesta_record::ColumnType;
use rust_embed::RustEmbed;
use sqlx::{
    AssertSqlSafe, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use crate::{
    StoreError,
    dialect::{Database, Engine},
};

/// Every migration there ever was: a file each, `0001_what_it_does.sql`. One that was released never changes.
#[derive(RustEmbed)]
#[folder = "migrations/"]
#[include = "*.sql"]
struct Files;

/// The migrations in order: version, description, text.
fn files() -> Vec<(i64, String, String)> {
    let file = |name: &str| {
        let (version, description) = name.strip_suffix(".sql")?.split_once('_')?;
        let text = String::from_utf8(Files::get(name)?.data.into_owned()).ok()?;
        Some((version.parse().ok()?, description.replace('_', " "), text))
    };
    let mut files: Vec<_> = Files::iter().filter_map(|name| file(&name)).collect();
    files.sort_unstable();
    files
}

/// Brings the database up to this version of the program, or refuses one that is ahead of it.
pub(crate) async fn migrate(database: &Database) -> Result<(), StoreError> {
    let engine = database.engine();
    let migrations = files().into_iter().map(|(version, description, text)| {
        let sql = AssertSqlSafe(in_dialect(engine, &text)).into_sql_str();
        Migration::new(version, Cow::Owned(description), MigrationType::Simple, sql, false)
    });
    let migrator = Migrator { migrations: Cow::Owned(migrations.collect()), ..Migrator::DEFAULT };
    let mut done = run(&migrator, database).await;
    // PostgreSQL has a lock for this, SQLite has none: where another process was faster, what it did is looked at
    // again, at most once for each migration.
    for _ in files() {
        if done.is_err() && engine == Engine::Sqlite {
            done = run(&migrator, database).await;
        }
    }
    done.map_err(|error| match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => StoreError::Newer,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        error => StoreError::Unreachable(format!("The database could not be brought up to date: {error}.")),
    })
}

async fn run(migrator: &Migrator, database: &Database) -> Result<(), MigrateError> {
    match database {
        Database::Sqlite { write, .. } => migrator.run(write).await,
        Database::Postgres(pool) => migrator.run(pool).await,
    }
}

fn in_dialect(engine: Engine, text: &str) -> String {
    let words = [
        ("{text}", ColumnType::Text),
        ("{integer}", ColumnType::Integer),
        ("{number}", ColumnType::Number),
        ("{date}", ColumnType::Date),
        ("{time}", ColumnType::Time),
        ("{bool}", ColumnType::Bool),
    ];
    let text =
        words.iter().fold(text.to_owned(), |text, (word, kind)| text.replace(word, engine.word(*kind)));
    let nulls = if engine == Engine::Postgres { " NULLS FIRST" } else { "" };
    let text = text.replace("{nulls first}", nulls);
    text.replace("{search key}", engine.search_key()).replace("{search index}", engine.search_index())
}
