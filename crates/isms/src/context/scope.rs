//! The scope of an ISMS (clause 4.3). Scopes form a tree.

use attesta_record::{Complaints, Entity, Fields, Record, Text};

use crate::{
    Isms,
    ids::ScopeId,
    kit::{Act, Concept},
};

/// Scope
///
/// What the ISMS covers. Scopes form a tree: one for the whole organisation, smaller ones (a site, a product, an
/// application) that inherit from it and differ.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ScopeId, plural = "Scopes", clause = "4.3")]
pub struct Scope {
    /// Name
    #[field(title, list)]
    pub name: Text,
    /// Part of
    ///
    /// The larger scope from which it inherits.
    #[field(list)]
    pub parent: Option<ScopeId>,
    /// Scope statement
    ///
    /// The activities, places, systems and people that are covered, as the certificate is to say it.
    #[field(long)]
    pub statement: Option<Text>,
    /// Interfaces and dependencies
    ///
    /// Where activities of the organisation meet those that others perform.
    #[field(group = "Boundaries")]
    pub interfaces: Vec<Interface>,
    /// Exclusions
    ///
    /// What is left out, and why that does not hurt the ISMS.
    pub exclusions: Vec<Exclusion>,
    /// Sites
    pub sites: Vec<Site>,
}

/// Interface or dependency
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Interface {
    /// With whom
    pub with: Text,
    /// What crosses it
    ///
    /// Data, services, people, decisions.
    #[field(long)]
    pub what: Text,
    /// Depends on it
    pub depends: bool,
}

/// Exclusion
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Exclusion {
    /// What is left out
    pub what: Text,
    /// Reason
    #[field(long)]
    pub reason: Text,
}

/// Site
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Site {
    /// Name
    pub name: Text,
    /// Address
    pub address: Option<Text>,
    /// Activities there
    pub activities: Option<Text>,
}

impl Concept for Scope {
    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        let (Some(before), Some(parent)) = (before, self.parent) else { return };
        if act.isms.scope_and_parents(parent).any(|scope| scope.id == before.id) {
            complaints.add("parent", "A scope cannot be part of itself, nor of one of its own parts.");
        }
    }
}

impl Isms {
    /// A scope, then the scopes that it is part of, outwards. Ends where a circle would begin.
    pub fn scope_and_parents(&self, scope: ScopeId) -> impl Iterator<Item = &Entity<Scope>> {
        let mut next = Some(scope);
        let mut left = self.scopes.len();
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let scope = self.scopes.get(next?)?;
            next = scope.data.parent;
            Some(scope)
        })
    }
}
