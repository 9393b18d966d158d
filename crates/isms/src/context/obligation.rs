//! A legal, regulatory or contractual obligation (clauses 4.2, 6.1.3; control A.5.31).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::{CustomControlId, ObligationId, ScopeId},
    kit::{Act, Concept, ControlRef, Owner},
};

/// Obligation
///
/// What a law, a regulator or a contract demands of information security, and the controls that it makes necessary.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ObligationId, plural = "Obligations", clause = "4.2")]
pub struct Obligation {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Kind
    #[field(list, index)]
    pub kind: ObligationKind,
    /// Source
    ///
    /// The law and its section, the contract and its clause.
    #[field(list)]
    pub source: Option<Text>,
    /// What it demands
    #[field(long)]
    pub demand: Option<Text>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    ///
    /// Where it applies; everywhere if left open.
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// From
    pub begins_on: Option<Date>,
    /// Until
    #[field(index)]
    pub ends_on: Option<Date>,
    /// Makes necessary, of Annex A
    #[field(group = "Controls")]
    pub controls: Vec<ControlRef>,
    /// Makes necessary, of own sets
    pub own_controls: Vec<CustomControlId>,
}

/// Kind of obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ObligationKind {
    /// Legal
    Legal,
    /// Regulatory
    Regulatory,
    /// Contractual
    Contractual,
}

impl Obligation {
    /// Whether it binds on a day.
    pub fn binds_on(&self, day: Date) -> bool {
        self.begins_on.is_none_or(|from| from <= day) && self.ends_on.is_none_or(|until| day <= until)
    }
}

impl Concept for Obligation {
    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if let (Some(from), Some(until)) = (self.begins_on, self.ends_on)
            && until < from
        {
            complaints.add("ends_on", "It cannot end before it begins. Correct one of the two days.");
        }
    }
}
