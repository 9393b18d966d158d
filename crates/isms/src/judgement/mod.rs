//! What people judge where records cannot tell (clauses 9.2, 9.3).

#[expect(clippy::module_inception, reason = "a file is a record, and the concept is named after it")]
mod judgement;

pub use judgement::{Judgement, Opinion};
