//! Why an act did not happen.

use std::fmt;

use attesta_record::{Complaints, Item};
use attesta_store::StoreError;

/// Why an act did not happen. Nothing was written in any of these cases.
#[derive(Debug)]
pub enum ActError {
    /// The record is not there, or not to be seen.
    NotFound,
    /// The account may see the record, but not do this.
    Denied,
    /// Something is wrong with what was typed, or the domain refuses.
    Refused(Complaints),
    /// Somebody changed the record since the form was opened; this is the record now.
    Conflict(Box<Item>),
    /// One of several acts did not happen, so none did: which one, and why.
    At(usize, Box<Self>),
    /// The store could not.
    Store(StoreError),
}

impl From<StoreError> for ActError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Complaints> for ActError {
    fn from(complaints: Complaints) -> Self {
        Self::Refused(complaints)
    }
}

impl fmt::Display for ActError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("There is no such record."),
            Self::Denied => f.write_str("Your account may not do this. Ask an administrator."),
            Self::Refused(complaints) => {
                let texts = complaints.0.iter().map(|one| match one.field.as_str() {
                    "" => one.message.clone(),
                    field => format!("{field}: {}", one.message),
                });
                f.write_str(&texts.collect::<Vec<_>>().join(" "))
            }
            Self::Conflict(item) => write!(f, "{} was changed by somebody else meanwhile.", item.number()),
            Self::At(at, error) => write!(f, "Act {}: {error}", at + 1),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ActError {}
