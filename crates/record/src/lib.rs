//! What a record is, as data. A record of the ISMS is declared once, as a struct with doc comments; from that
//! declaration come its form, its JSON, its SQL, its table, its leaf in the journal and its manual.
//!
//! This crate knows no database, no HTML and no clock.

extern crate self as attesta_record;

mod choice;
mod file;
pub mod filter;
pub mod form;
pub mod journal;
mod json;
pub mod merkle;
mod record;
mod schema;
mod table;
mod text;
mod value;

pub use attesta_record_derive::{Choice, Fields, Record};
pub use choice::{Choice, Word, choices_from_value, choices_value};
pub use file::{File, FileHash, bytes_text};
pub use json::{value_from_json, value_to_json, values_from_json, values_to_json};
pub use record::{Complaint, Complaints, Entity, Fields, Item, Record, TypedId};
pub use schema::{Column, ColumnType, Field, Kind, Scale, Schema, Target};
pub use table::{cell, cell_with, number_text};
pub use text::{Text, words_of};
pub use value::{FieldType, Level, ListItem, Ref, Value};
