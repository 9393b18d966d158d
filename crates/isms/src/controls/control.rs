//! A control of the organisation: a measure that it runs.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::{ControlId, CustomControlId, ScopeId},
    kit::{Act, AnyControl, Concept, ControlRef, Owner},
    soa::ImplementationStatus,
};

/// Control
///
/// A measure that the organisation runs: who owns it, how it works, how far it is implemented, and which controls of
/// Annex A or of its own sets it implements.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ControlId, plural = "Controls", clause = "6.1.3 b")]
pub struct Control {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    ///
    /// Where it works; in every scope if left open.
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// How it works
    #[field(long)]
    pub description: Option<Text>,
    /// Status
    #[field(list, index, default = "not_implemented")]
    pub status: ImplementationStatus,
    /// Status since
    #[field(list)]
    pub status_on: Option<Date>,
    /// Planned for
    #[field(index)]
    pub planned_for: Option<Date>,
    /// Run by
    #[field(default = "own", list)]
    pub operation: Operation,
    /// Supplier
    ///
    /// Who runs it, where it is shared or run by a supplier. The organisation still answers for it.
    pub supplier: Option<Text>,
    /// Implements, of Annex A
    #[field(group = "What it implements")]
    pub implements: Vec<ControlRef>,
    /// Implements, of own sets
    pub implements_own: Vec<CustomControlId>,
    /// Pointers to evidence
    ///
    /// Where elsewhere it is found that it works, and of which day. Evidence that Attesta is to keep is a record of its
    /// own, which shows this control.
    #[field(group = "Evidence")]
    pub evidence: Vec<Evidence>,
}

/// Pointer to evidence
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Evidence {
    /// What it shows
    pub what: Text,
    /// Where it is
    pub place: Option<Text>,
    /// Of
    pub on: Option<Date>,
}

/// Who runs a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Operation {
    /// The organisation
    Own,
    /// Shared with a supplier
    Shared,
    /// A supplier
    Supplier,
}

impl Control {
    /// The controls of Annex A and of own sets that it implements.
    pub fn implemented(&self) -> impl Iterator<Item = AnyControl> {
        let annex = self.implements.iter().copied().map(AnyControl::from);
        annex.chain(self.implements_own.iter().copied().map(AnyControl::from))
    }
}

impl Concept for Control {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        if self.operation != Operation::Own && self.supplier.is_none() {
            complaints.add("supplier", "Name the supplier that runs it, or shares in running it.");
        }
        if self.status_on.is_some_and(|day| day > act.today) {
            complaints.add("status_on", "The day since which it has this status lies in the future.");
        }
        for (at, evidence) in self.evidence.iter().enumerate() {
            if evidence.on.is_some_and(|day| day > act.today) {
                complaints.add(format!("evidence.{at}.on"), "Evidence cannot be of a day in the future.");
            }
        }
    }
}
