//! What happens while the organisation runs: incidents, changes, exceptions (clause 8.1; controls A.5.24 to A.5.28,
//! A.8.32).

mod change;
mod decide_change;
mod exception;
mod handle;
mod incident;

pub use change::{Change, ChangeKind, ChangeOutcome, ChangeStatus};
pub use decide_change::{ApproveChange, CloseChange, RefuseChange, ReopenChange};
pub use exception::{ApproveException, EndException, Exception, ExceptionStatus, RefuseException};
pub use handle::{CloseIncident, ContainIncident, DismissIncident, ReopenIncident, ResolveIncident};
pub use incident::{Incident, IncidentStatus, TimelineEntry};
