//! The ISMS as text: a folder of YAML files, one a record, or a single file with a situation in it.
//!
//! [`files`] writes a snapshot, [`read`] makes one of what was written, with all that is wrong at its file and line.
//! Neither needs a database. The journal and the accounts do not travel. The format is told in `docs/text.md`.

mod draft;
mod emit;
mod fault;
mod names;
mod node;
mod order;
mod read;
mod schema;
mod suggest;
mod value;
mod write;

use attesta_isms::Isms;
use attesta_record::{File, Ref};
use jiff::civil::Date;

pub use fault::{Fault, Faults};
pub use order::{Step, steps};
pub use read::{manifest, read};
pub use schema::{of_all, of_kind};
pub use write::files;

/// The version of the format; it stands in the manifest.
pub const FORMAT: u32 = 1;
/// The file of a folder that says what the folder is.
pub const MANIFEST: &str = "attesta.yaml";
/// Where the files that records name lie beside them, each called by its hash. They are carried as they are.
pub const FILES: &str = "files";
/// The most bytes of one file.
pub const MOST_BYTES: usize = 16 << 20;
/// The most bytes of a whole folder.
pub const MOST_BYTES_IN_ALL: usize = 1 << 30;
/// The greatest number of a record.
const MOST_NUMBER: i64 = 1_000_000_000;

/// The key of a record's number, beside its fields.
const NUMBER: &str = "number";
/// The key that says that a record is retired, beside its fields.
const RETIRED: &str = "retired";
/// The tag of an erased text.
const ERASED: &str = "erased";

/// What is said beside the records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The short name of the organisation.
    pub organisation: Option<String>,
    /// The day that the records are of; today if left out.
    pub as_of: Option<Date>,
}

/// Text that is to be read: names and bytes, as they lie on a disk or came over the wire.
#[derive(Debug, Clone)]
pub enum Source {
    /// A folder: paths below it with `/` between the names, and what the files hold.
    Folder(Vec<(String, Vec<u8>)>),
    /// A single file with all records in it, and how it is called.
    File(String, Vec<u8>),
}

/// What was read.
#[derive(Debug, Clone)]
pub struct Situation {
    /// What is said beside the records.
    pub manifest: Manifest,
    /// All records, at revision 1. They were created on the day that they are of, for nothing else is known.
    pub isms: Isms,
    /// Where each record stands, by kind and number.
    pub places: Vec<Spot>,
    /// The files that records name, each as often as it is named. Whether they are there is not known here.
    pub files: Vec<NamedFile>,
}

/// A file that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// The file.
    pub file: File,
    /// The record.
    pub record: Ref,
    /// The file of the text in which it is named.
    pub source: String,
    /// The line.
    pub line: usize,
    /// The field: `file`, `kept.1.file`.
    pub field: String,
}

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The record.
    pub record: Ref,
    /// Whether its number was given; else it is the lowest that was free.
    pub numbered: bool,
    /// The file.
    pub file: String,
    /// The line on which it begins, from 1.
    pub line: usize,
}

#[cfg(test)]
mod tests;
