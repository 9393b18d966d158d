//! Clauses 4 to 10 and Annex A of ISO/IEC 27001 as facts: what there is, how it is numbered and called, what
//! of 2013 became what of 2022, and what the clauses ask for.
//!
//! The facts stand in data files that are compiled in and parsed once, at first use. Numbers, titles and
//! attribute values are the standard's; statements, gists and ideas for checks are our own words, and no
//! sentence of the standard stands here. The tests of this crate parse every file and count every row, so
//! that no function here has an error to report.

mod annex_a;
mod annex_a_2013;
mod attribute;
mod clause;
mod edition;
mod load;
mod mapping;
mod named;
mod requirement;

pub use annex_a::{Control, Theme, annex_a_2022, control_2022};
pub use annex_a_2013::{Control2013, annex_a_2013, control_2013};
pub use attribute::{Attribute, AttributeGroup};
pub use clause::{Clause, clause, clauses};
pub use edition::Edition;
pub use mapping::{Mapping, Relation, map_2013_2022, mappings_from, mappings_to};
pub use requirement::{Automation, Grade, Kind, Requirement, requirement, requirements, requirements_of};
