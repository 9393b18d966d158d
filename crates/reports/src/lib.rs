//! From records to files that people take away. Pure: what is written comes in as values, where it goes is the
//! caller's.
//!
//! A [`Report`] is a plain tree made from a snapshot; each format is a function of it. Lists of any kind of record are
//! written row by row by [`CsvTable`] and [`XlsxTable`].

mod asked;
pub mod csv;
mod format;
mod names;
#[cfg(feature = "pdf")]
mod pdf;
mod plan;
mod report;
mod risks;
mod soa;
mod xlsx;
mod xlsx_list;
mod xlsx_style;

pub use asked::{Asked, Refused, Subject};
pub use csv::CsvTable;
pub use format::Format;
pub use report::{Cell, Column, Fact, Part, Report, Section, Table};
pub use xlsx_list::XlsxTable;
