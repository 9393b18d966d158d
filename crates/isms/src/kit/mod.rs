//! What every concept is built from: tables of the snapshot, verbs, edits, owners, references to controls and clauses.

mod clause;
mod complain;
mod control;
mod criterion;
mod days;
mod edits;
mod grade;
mod links;
mod note;
mod owner;
mod record_type;
mod table;
mod verb;

pub use clause::ClauseRef;
pub use complain::{complain_about_missing, refuse};
pub use control::{AnyControl, ControlRef};
pub use criterion::CriterionRef;
pub use days::{complain_about_future, complain_about_order, day_done, overdue_review, ownerless};
pub use edits::{Edit, Edits};
pub use grade::Grade;
pub use links::Links;
pub use note::{Mood, Note};
pub use owner::Owner;
pub use record_type::{Concept, Kept, RecordType, complain_about_references};
pub use table::{AnyTable, Table};
pub use verb::{Act, Duty, Verb, VerbType};
