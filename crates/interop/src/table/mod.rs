//! Tables of other people: read under limits, recognised, and planned as acts on records. Pure: nothing is written here.
//!
//! [`Table::read`] turns a file into tables, [`Understood::of`] says what a table is, and [`Planner`] turns its rows into
//! [`Step`]s on a working copy of the ISMS, with a [`TableReport`] for the person who looks at it before anything happens.

mod assess;
mod cell;
mod control;
mod convert;
mod csv;
mod draft;
mod file;
mod heading;
mod limits;
mod mapping;
mod matrix;
mod merge;
mod names;
mod part;
mod planner;
mod recipe;
mod recognise;
mod refer;
mod report;
mod row;
mod step;
mod style;
mod understand;
mod words;
mod xlsx;

pub use cell::{Cell, Content, Row, column_letters};
pub use file::{FileFault, Table};
pub use limits::Limits;
pub use mapping::{Dates, Mapping, Numbers, TableMapping};
pub use planner::Planner;
pub use recipe::{Recipe, Target, recipe, recipes};
pub use recognise::{Candidate, LEAST_MARGIN, LEAST_SCORE, Placed, Recognised};
pub use report::{Conflict, Refused, Remark, TableReport};
pub use step::{Corrections, Options, Remembered, Step};
pub use understand::{Unclear, Understood};

#[cfg(test)]
mod tests;
