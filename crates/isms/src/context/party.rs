//! Interested parties and their requirements (clause 4.2).

use attesta_record::{Choice, Complaints, Entity, Record, Text};

use crate::{
    ids::{CustomControlId, PartyId, RequirementId, ScopeId},
    kit::{Act, Concept, ControlRef, Owner},
};

/// Interested party
///
/// Who can affect the ISMS, or is affected by it: customers, owners, authorities, staff, suppliers.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = PartyId, plural = "Interested parties", clause = "4.2 a")]
pub struct InterestedParty {
    /// Name
    #[field(title, list)]
    pub name: Text,
    /// Kind
    #[field(list, index)]
    pub kind: PartyKind,
    /// Interest
    #[field(long)]
    pub interest: Option<Text>,
    /// Contact within the organisation
    #[field(list)]
    pub owner: Option<Owner>,
}

/// Kind of interested party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum PartyKind {
    /// Customer
    Customer,
    /// Owner or investor
    Owner,
    /// Authority
    Authority,
    /// Staff
    Staff,
    /// Supplier
    Supplier,
    /// Public
    Public,
    /// Other
    Other,
}

/// Requirement of an interested party
///
/// What a party requires, and whether the ISMS addresses it; if so, the controls that it makes necessary.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = RequirementId, plural = "Requirements of interested parties", clause = "4.2 b")]
pub struct PartyRequirement {
    /// Requirement
    #[field(title, list)]
    pub title: Text,
    /// Party
    #[field(list, index)]
    pub party: PartyId,
    /// Addressed through the ISMS
    ///
    /// Open until somebody has decided (4.2 c).
    #[field(list, index)]
    pub addressed: Option<bool>,
    /// How, or why not
    #[field(long)]
    pub how: Option<Text>,
    /// Scope
    ///
    /// Where it applies; everywhere if left open.
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Makes necessary, of Annex A
    #[field(group = "Controls")]
    pub controls: Vec<ControlRef>,
    /// Makes necessary, of own sets
    pub own_controls: Vec<CustomControlId>,
}

impl Concept for InterestedParty {}

impl Concept for PartyRequirement {
    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if self.addressed == Some(false) && self.how.is_none() {
            complaints.add("how", "Say why the ISMS does not address it.");
        }
    }
}
