//! Management review (clause 9.3): reviews with their inputs, and the decisions that come of them.

mod decision;
#[expect(clippy::module_inception, reason = "a file is a record, and the concept is named after it")]
mod review;

pub use decision::{
    DecisionDone, DecisionKind, DecisionStatus, DropDecision, ReplanDecision, ReviewDecision,
};
pub use review::{ApproveMinutes, ManagementReview, MinutesStatus, ReviewInput, Topic};
