//! A controlled document.

use attesta_record::{Choice, Entity, Record, Text, TypedId};

use crate::{
    Isms,
    documents::{DocumentVersion, VersionStatus},
    ids::{DocumentId, ScopeId},
    kit::{Concept, Owner},
};

/// Document
///
/// A controlled document of the ISMS: a policy, a procedure, a plan. What it says stands in its versions.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = DocumentId, plural = "Documents", clause = "7.5")]
pub struct Document {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Identifier
    ///
    /// By the organisation's own numbering: POL-001.
    #[field(list)]
    pub identifier: Option<Text>,
    /// Kind
    #[field(list, index)]
    pub kind: DocumentKind,
    /// Owner
    ///
    /// Who keeps it up to date: a person or a role.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Classification
    ///
    /// By the organisation's own scheme: public, internal, confidential.
    #[field(list)]
    pub classification: Option<Text>,
    /// Distribution
    ///
    /// Who gets it, and where they find it.
    pub distribution: Option<Text>,
    /// Review interval
    ///
    /// How long an approved version may stand before it is reviewed.
    #[field(min = 1, max = 120, unit = "months")]
    pub review_interval: Option<u32>,
    /// What it is for
    #[field(long)]
    pub purpose: Option<Text>,
}

/// Kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum DocumentKind {
    /// Policy
    Policy,
    /// Topic policy
    TopicPolicy,
    /// Procedure
    Procedure,
    /// Plan
    Plan,
    /// Method
    Method,
    /// Guideline
    Guideline,
    /// Template
    Template,
    /// Of external origin
    External,
}

impl Concept for Document {}

impl Isms {
    /// The approved version of a document, if it has one.
    pub fn approved_version(&self, document: DocumentId) -> Option<&Entity<DocumentVersion>> {
        self.document_versions.in_force().find(|version| {
            version.data.document == document && version.data.status == VersionStatus::Approved
        })
    }

    /// The title of a document, or its number.
    pub fn document_title(&self, document: DocumentId) -> String {
        self.documents.get(document).map_or_else(|| document.number(), |one| one.data.title.to_string())
    }
}
