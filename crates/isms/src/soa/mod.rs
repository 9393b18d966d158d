//! The Statement of Applicability (clause 6.1.3 d): one answer a control and scope.

mod answer;
mod entry;
mod statement;
mod version;

pub use answer::ControlEdits;
pub use entry::{ImplementationStatus, OwnReason, SoaEntry};
pub use statement::{Line, Problem, Reason, ReasonKind, SAME_SENTENCE, Subject};
pub use version::{ApproveSoa, FrozenLine, KeepFiles, LineChange, SoaStatus, SoaVersion, compare, freeze};
