//! Internal audit (clause 9.2): programmes, audits, findings.

mod audit;
mod finding;
mod impartiality;
mod programme;

pub use audit::{Audit, AuditStatus, CallOff, CarryOut, ReportAudit};
pub use finding::{AuditFinding, FindingKind, RaiseNonconformity};
pub use programme::{ApproveProgramme, AuditProgramme, ProgrammeStatus, ReviseProgramme};
