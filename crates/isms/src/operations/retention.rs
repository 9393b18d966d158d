//! An entry of the retention schedule (control A.5.33).

use attesta_record::{Complaints, Entity, Record, Text};

use crate::{
    ids::{ObligationId, RetentionId, ScopeId},
    kit::{Act, Concept, Owner, complain_about_missing},
};

/// Retention schedule entry
///
/// How long a category of records is kept, on what ground, and how it is disposed of afterwards.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = RetentionId, plural = "Retention schedule", clause = "")]
pub struct RetentionEntry {
    /// Category of records
    #[field(title, list)]
    pub category: Text,
    /// Description
    #[field(long)]
    pub description: Option<Text>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Location
    #[field(list)]
    pub location: Option<Text>,
    /// Format
    pub format: Option<Text>,
    /// Retention period
    ///
    /// In words, with what it counts from: ten years after the end of the contract.
    #[field(list, group = "Period")]
    pub period: Option<Text>,
    /// Retention period in months
    #[field(list, unit = "months")]
    pub months: Option<u32>,
    /// Legal basis
    ///
    /// The law, the contract, or the own decision.
    #[field(list)]
    pub basis: Option<Text>,
    /// Obligations
    pub obligations: Vec<ObligationId>,
    /// Disposal method
    #[field(group = "Disposal")]
    pub disposal: Option<Text>,
    /// Exceptions and remarks
    ///
    /// What makes it longer: an investigation, a consent, a dispute.
    #[field(long)]
    pub remark: Option<Text>,
}

impl Concept for RetentionEntry {
    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        let unsaid = self.period.is_none() && self.months.is_none();
        complain_about_missing(&[("period", unsaid, "Say how long it is kept.")], complaints);
    }
}
