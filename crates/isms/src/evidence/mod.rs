//! Evidence: what shows that something is as it is said to be (clauses 7.5, 9.1, 9.2).

#[expect(clippy::module_inception, reason = "the concept has one record, which bears its name")]
mod evidence;
mod shown;

pub use evidence::{Evidence, EvidenceKind, Showing, Strength};
pub use shown::Shown;
