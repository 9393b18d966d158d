//! What an import is told, what it is to do, and what is remembered of it.

use std::collections::HashMap;

use attesta_isms::kit::RecordType;
use attesta_record::Value;
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value as Json};

/// What an import is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// The scope of records that need one and do not say which; the only one if left out.
    pub scope: Option<i64>,
    /// Whether proposals for wrong references to controls are taken.
    pub accept: bool,
    /// The day, in the organisation's zone.
    pub today: Date,
    /// The moment.
    pub now: Timestamp,
    /// What a scope is called that has to be made: the organisation's name.
    pub organisation: String,
}

/// What somebody typed instead of a cell: by row and column.
pub type Corrections = HashMap<(u64, usize), String>;

/// What an earlier import said of one record of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// The name of the table.
    pub source: String,
    /// What tells the row apart.
    pub key: String,
    /// Which record of the row: its kind, and more where a row gives several of a kind over time.
    pub part: String,
    /// The key of the record's kind.
    pub kind: &'static str,
    /// The record.
    pub record: i64,
    /// The id that the file gives the row; empty where it has none.
    pub foreign: String,
    /// What the cells said, by field.
    pub said: Map<String, Json>,
}

/// One act of an import: a record as it is to be.
#[derive(Debug, Clone)]
pub struct Step {
    /// The kind of the record.
    pub kind: &'static RecordType,
    /// The record with the revision that was looked at; `None` for a new one.
    pub record: Option<(i64, u32)>,
    /// Its number.
    pub number: i64,
    /// All values.
    pub values: Vec<Value>,
    /// Whether it is retired.
    pub retired: bool,
    /// Whether the rules of form were held against it.
    pub checked: bool,
    /// Whether anything changes, so that there is an act.
    pub acts: bool,
    /// Where it was said: `risks.csv, row 7`.
    pub source: String,
    /// What is to be remembered of it.
    pub remember: Option<Remembered>,
}
