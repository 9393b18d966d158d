//! The only crate that knows SQL. One [`Store`] speaks to SQLite or to PostgreSQL; SQL is generated from the declaration
//! of each record, and everything in which the two differ stands in `dialect.rs`.
//!
//! An organisation's data is reachable only through [`Tenant`], a handle that already carries its id.

mod accounts;
mod cell;
mod change;
mod dialect;
mod erase;
mod error;
mod files;
mod history;
mod imports;
mod list;
mod migrate;
mod read;
mod rows;
mod sealed;
mod snapshot;
mod sql;
mod tenant;
#[cfg(test)]
mod tests;
mod write;

pub use accounts::{Account, Link, Membership, Purpose, Session};
pub use dialect::Location;
pub use error::StoreError;
pub use files::{FilesFound, MOST_FILE_BYTES, Unsound, Upload};
pub use history::{Change, JournalEntry};
pub use imports::{HeldFile, ImportedRow};
pub use list::{Cursor, Page, Total};
pub use sealed::{Sealed, SealedChange};
pub use tenant::{Store, Tenant, TenantInfo};
pub use write::{Actor, Entry, Receipt, Writing};

/// For the tests of the schema: what a migration would have to say.
pub mod schema {
    pub use crate::sql::ddl;
}
