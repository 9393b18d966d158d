//! What every concept is built from: tables of the snapshot, verbs, edits, owners, references to controls and clauses.

mod clause;
mod complain;
mod control;
mod edits;
mod links;
mod note;
mod owner;
mod record_type;
mod table;
mod verb;

pub use clause::ClauseRef;
pub use complain::{complain_about_missing, complain_about_order, refuse};
pub use control::ControlRef;
pub use edits::{Edit, Edits};
pub use links::Links;
pub use note::{Mood, Note};
pub use owner::Owner;
pub use record_type::{Concept, Kept, RecordType, complain_about_references};
pub use table::{AnyTable, Table};
pub use verb::{Act, Duty, Verb, VerbType};
