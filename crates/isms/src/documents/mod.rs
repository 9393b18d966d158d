//! Documented information (clause 7.5): documents and their versions.

mod document;
mod version;

pub use document::{Document, DocumentKind};
pub use version::{ApproveDocument, DocumentVersion, ReviewDocument, VersionStatus};
