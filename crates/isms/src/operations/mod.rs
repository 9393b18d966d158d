//! What happens while the organisation runs: incidents, changes, exceptions, retention and deletion, cryptographic
//! keys, continuity and recovery (clause 8.1; controls A.5.24 to A.5.30, A.5.33, A.8.10, A.8.24, A.8.32).

mod change;
mod continuity;
mod continuity_test;
mod decide_change;
mod deletion;
mod exception;
mod handle;
mod incident;
mod key;
mod retention;

pub use change::{Change, ChangeKind, ChangeOutcome, ChangeStatus};
pub use continuity::{ContinuityPlan, Postpone, RecordTest};
pub use continuity_test::{ContinuityTest, TestKind, TestResult};
pub use decide_change::{ApproveChange, CloseChange, RefuseChange, ReopenChange};
pub use deletion::{Deletion, DeletionStatus, VerifyDeletion};
pub use exception::{ApproveException, EndException, Exception, ExceptionStatus, RefuseException};
pub use handle::{CloseIncident, ContainIncident, DismissIncident, ReopenIncident, ResolveIncident};
pub use incident::{Incident, IncidentStatus, TimelineEntry};
pub use key::{CryptoKey, KeyStatus, RevokeKey, RotateKey};
pub use retention::RetentionEntry;
