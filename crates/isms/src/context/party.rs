//! Interested parties and their requirements (clause 4.2).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    context::Side,
    ids::{CustomControlId, DocumentId, PartyId, RequirementId, ScopeId},
    kit::{Act, Concept, ControlRef, Grade, Owner, complain_about_future},
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
    /// Internal or external
    #[field(list, index)]
    pub side: Option<Side>,
    /// Asked about climate change
    ///
    /// The day on which it was last considered whether the party requires something in this respect.
    pub climate_checked_on: Option<Date>,
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
    /// Nature
    #[field(list, index, group = "Where it comes from, and where it is met")]
    pub nature: Option<RequirementNature>,
    /// Source
    ///
    /// The law and its section, the contract and its clause, the conversation.
    #[field(list)]
    pub source: Option<Text>,
    /// Priority
    #[field(list, index)]
    pub priority: Option<Grade>,
    /// What follows for the ISMS
    ///
    /// The requirement that the organisation derives from it.
    #[field(long)]
    pub derived: Option<Text>,
    /// Met by documents
    pub documents: Vec<DocumentId>,
    /// Met by, in words
    ///
    /// A process, an objective, a place.
    pub met_by: Option<Text>,
}

/// Nature of a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum RequirementNature {
    /// Legal
    Legal,
    /// Regulatory
    Regulatory,
    /// Contractual
    Contractual,
    /// Expectation
    ///
    /// Nobody can enforce it.
    Expectation,
}

impl InterestedParty {
    /// A party of which nothing is known yet but its name and kind.
    pub fn new(name: Text, kind: PartyKind) -> Self {
        Self { name, kind, interest: None, owner: None, side: None, climate_checked_on: None }
    }
}

impl PartyRequirement {
    /// A requirement of which nothing is decided yet.
    pub fn new(title: Text, party: PartyId) -> Self {
        Self {
            title,
            party,
            addressed: None,
            how: None,
            scope: None,
            controls: Vec::new(),
            own_controls: Vec::new(),
            nature: None,
            source: None,
            priority: None,
            derived: None,
            documents: Vec::new(),
            met_by: None,
        }
    }
}

impl Concept for InterestedParty {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        complain_about_future(self.climate_checked_on, "climate_checked_on", act, complaints);
    }
}

impl Concept for PartyRequirement {
    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if self.addressed == Some(false) && self.how.is_none() {
            complaints.add("how", "Say why the ISMS does not address it.");
        }
    }
}
