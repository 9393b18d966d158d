//! The Statement of Applicability (clause 6.1.3 d): one answer a control and scope.

mod entry;

pub use entry::{ImplementationStatus, SoaEntry};
