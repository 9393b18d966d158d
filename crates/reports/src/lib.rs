//! From records to files that people take away. Pure: what is written comes in as values, where it goes is the
//! caller's.

pub mod csv;

pub use csv::CsvTable;
