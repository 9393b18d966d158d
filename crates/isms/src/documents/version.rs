//! A version of a document: draft, approved, superseded.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    ids::{DocumentId, DocumentVersionId, PersonId},
    kit::{Act, Concept, Duty, Edits, Note, Verb, VerbType},
};

/// Document version
///
/// What a document says, from its draft to the version that replaces it. An approved version never changes.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = DocumentVersionId, plural = "Document versions", clause = "7.5.2")]
pub struct DocumentVersion {
    /// Document
    #[field(title, list, index)]
    pub document: DocumentId,
    /// Version
    ///
    /// Its number or name: 1.2
    #[field(title, list)]
    pub version: Text,
    /// Status
    #[field(list, index, by_verb, default = "draft")]
    pub status: VersionStatus,
    /// Author
    #[field(list)]
    pub author: Option<PersonId>,
    /// What changed
    ///
    /// Against the version before, in a sentence.
    pub change_summary: Option<Text>,
    /// Text
    ///
    /// The wording, in Markdown: # heading, - list, **strong**.
    #[field(long)]
    pub text: Option<Text>,
    /// In force from
    ///
    /// The day of the approval if left open.
    pub in_force_from: Option<Date>,
    /// Approved by
    #[field(list, by_verb, group = "Approval")]
    pub approved_by: Option<PersonId>,
    /// Approved by, in words
    ///
    /// Where a register that was taken over names no person of the organisation: a role, a board.
    #[field(by_verb)]
    pub approved_by_words: Option<Text>,
    /// Approved on
    #[field(list, index, by_verb)]
    pub approved_on: Option<Date>,
    /// Last reviewed on
    ///
    /// By whom stands in its history.
    #[field(by_verb)]
    pub reviewed_on: Option<Date>,
    /// To be reviewed by
    #[field(list, index, by_verb)]
    pub review_by: Option<Date>,
}

/// Status of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum VersionStatus {
    /// Draft
    ///
    /// Being written; not in force.
    Draft,
    /// Approved
    ///
    /// In force.
    Approved,
    /// Superseded
    ///
    /// Replaced by a later version.
    Superseded,
}

/// Approve
///
/// Puts this version in force in your name, and supersedes the one that was in force before.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApproveDocument {
    /// Decided on
    ///
    /// The day of the decision; today if left open.
    pub decided_on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

/// Review
///
/// Says in your name that it was looked through and may stand as it is, and sets the day of the next review. What has
/// to change is written into a new version.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReviewDocument {
    /// Reviewed on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

impl Concept for DocumentVersion {
    const VERBS: &'static [VerbType] = &[VerbType::of::<ApproveDocument>(), VerbType::of::<ReviewDocument>()];

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        let same = |other: &&Entity<Self>| {
            other.data.document == self.document
                && other.data.version == self.version
                && before.is_none_or(|before| before.id != other.id)
        };
        if act.isms.document_versions.in_force().any(|other| same(&other)) {
            complaints
                .add("version", format!("There is a version {} of this document already.", self.version));
        }
    }

    fn notes(on: &Entity<Self>, _: &crate::Isms, today: Date) -> Vec<Note> {
        let in_force = on.data.status == VersionStatus::Approved;
        let overdue = in_force && on.data.review_by.is_some_and(|day| day < today);
        overdue.then(|| Note::warn("Review overdue")).into_iter().collect()
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != VersionStatus::Draft)
            .then_some("An approved or superseded version never changes. Write a new version.")
    }
}

impl Verb for ApproveDocument {
    type On = DocumentVersion;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<DocumentVersion>, _: &crate::Isms) -> bool {
        on.data.status == VersionStatus::Draft
    }

    fn prefill(_: &Entity<DocumentVersion>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<DocumentVersion>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let approved_on = act.day_of_decision(self.decided_on)?;
        if on.data.text.is_none() {
            return Err(Complaints::general("The version has no text yet. Write it before it is approved."));
        }
        for other in act.isms.document_versions.iter() {
            if other.data.document == on.data.document && other.data.status == VersionStatus::Approved {
                edits.amend(
                    other,
                    &DocumentVersion { status: VersionStatus::Superseded, ..other.data.clone() },
                );
            }
        }
        edits.amend(
            on,
            &DocumentVersion {
                status: VersionStatus::Approved,
                approved_by: Some(person),
                approved_on: Some(approved_on),
                in_force_from: on.data.in_force_from.or(Some(approved_on)),
                review_by: next_review(on, act, approved_on),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

/// The day of the review after one, by the document's interval.
fn next_review(on: &Entity<DocumentVersion>, act: &Act<'_>, day: Date) -> Option<Date> {
    let months = act.isms.documents.get(on.data.document)?.data.review_interval?;
    Some(day.saturating_add(i64::from(months).months()))
}

impl Verb for ReviewDocument {
    type On = DocumentVersion;
    const NAME: &'static str = "review";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<DocumentVersion>, _: &crate::Isms) -> bool {
        on.data.status == VersionStatus::Approved
    }

    fn prefill(_: &Entity<DocumentVersion>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<DocumentVersion>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        act.approver()?;
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        if on.data.reviewed_on.max(on.data.approved_on).is_some_and(|before| day < before) {
            complaints.add("on", "That is before it was last approved or reviewed.");
        }
        complaints.into_result()?;
        edits.amend(
            on,
            &DocumentVersion {
                reviewed_on: Some(day),
                review_by: next_review(on, act, day),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}
