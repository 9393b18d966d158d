//! Foreign files to tables and records, and back. Pure: bytes in, values out. Foreign shapes live only here.

pub mod table;
pub mod text;
