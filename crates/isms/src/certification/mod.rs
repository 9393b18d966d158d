//! Certification: audits by the certification body, and the certificate that rests on them.

mod audit;
mod certificate;

pub use audit::{BodyFinding, BodyFindingKind, CertificationAudit, Outcome, RecordOutcome, Stage};
pub use certificate::{Certificate, CertificateStatus, Reinstate, Suspend, Withdraw};
