//! What can go wrong in the store, each with a sentence that says what to do.

use std::fmt;

/// Why the store could not do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The database was written by a later version of the program.
    Newer,
    /// The folder or the file cannot be read or written.
    Unreachable(String),
    /// The disk, or the quota, is full.
    Full,
    /// A file has more bytes than are taken; how many that is.
    TooLarge(u64),
    /// Another process held the database for too long.
    Busy,
    /// Two writers wanted the same; the later one must look again.
    Stale,
    /// What is stored does not fit its declaration: which record and field.
    Damaged(String),
    /// Anything else that the database said.
    Database(sqlx::Error),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer => f.write_str(
                "This data was written by a later version of Attesta. Use that version, or restore a backup made by this one.",
            ),
            Self::Unreachable(why) => f.write_str(why),
            Self::Full => f.write_str("The disk is full. Nothing was changed. Free some space and try again."),
            Self::TooLarge(most) => f.write_str(&crate::files::too_large(*most)),
            Self::Busy => f.write_str("Another process is writing for very long. Nothing was changed. Try again."),
            Self::Stale => f.write_str("Somebody else changed this at the same moment. Nothing was changed. Look again."),
            Self::Damaged(what) => write!(f, "The stored data does not fit its declaration: {what}."),
            Self::Database(error) => write!(f, "The database refused: {error}"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .unwrap_or_default()
            .into_owned();
        match code.as_str() {
            // SQLite: SQLITE_FULL; PostgreSQL: disk_full.
            "13" | "53100" => Self::Full,
            // SQLite: SQLITE_BUSY and its kin; PostgreSQL: lock_not_available, deadlock, serialization failure.
            "5" | "261" | "517" | "6" | "55P03" | "40P01" | "40001" => Self::Busy,
            // Unique or primary key.
            "1555" | "2067" | "23505" => Self::Stale,
            // SQLite: SQLITE_READONLY, SQLITE_CANTOPEN.
            "8" | "1032" | "1544" => {
                Self::Unreachable("The database file cannot be written. Check its permissions.".to_owned())
            }
            "14" => Self::Unreachable(
                "The database file cannot be opened. Check the folder and its permissions.".to_owned(),
            ),
            "26" => Self::Unreachable(
                "The database file is not one. Check the folder, or restore a backup.".to_owned(),
            ),
            _ => match error {
                sqlx::Error::PoolTimedOut => Self::Busy,
                error => Self::Database(error),
            },
        }
    }
}
