//! Migrations: written once with neutral type words in braces, which the dialect maps.

use std::borrow::Cow;

use attesta_record::ColumnType;
use sqlx::{
    AssertSqlSafe, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use crate::{
    StoreError,
    dialect::{Database, Engine},
};

/// Every migration there ever was, in order: version, description, text. One that was released never changes.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "the spine", include_str!("../migrations/0001_spine.sql")),
    (2, "treatment", include_str!("../migrations/0002_treatment.sql")),
    (3, "versions of the SoA", include_str!("../migrations/0003_soa_version.sql")),
    (4, "indexes of risks", include_str!("../migrations/0004_risk_indexes.sql")),
];

/// Brings the database up to this version of the program, or refuses one that is ahead of it.
pub(crate) async fn migrate(database: &Database) -> Result<(), StoreError> {
    let engine = database.engine();
    let migrations = MIGRATIONS.iter().map(|(version, description, text)| {
        let sql = AssertSqlSafe(in_dialect(engine, text)).into_sql_str();
        Migration::new(*version, Cow::Borrowed(description), MigrationType::Simple, sql, false)
    });
    let migrator = Migrator { migrations: Cow::Owned(migrations.collect()), ..Migrator::DEFAULT };
    let mut done = run(&migrator, database).await;
    // PostgreSQL has a lock for this, SQLite has none: where another process was faster, what it did is looked at
    // again, at most once for each migration.
    for _ in MIGRATIONS {
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
