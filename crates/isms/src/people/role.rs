//! A role in the ISMS (clause 5.3).

use attesta_record::{Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::RoleId,
    kit::{Concept, Note},
};

/// Role
///
/// Responsibilities and authorities that some person holds: ISMS manager, risk owner of a unit, internal auditor.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = RoleId, plural = "Roles", clause = "5.3")]
pub struct Role {
    /// Name
    #[field(title, list)]
    pub name: Text,
    /// Responsibilities
    #[field(long)]
    pub responsibilities: Option<Text>,
    /// Authority
    ///
    /// What its holder may decide.
    #[field(long)]
    pub authority: Option<Text>,
    /// Top management
    ///
    /// Its holders direct the organisation at its highest level (clause 5).
    pub top_management: Option<bool>,
    /// Must be filled
    ///
    /// The ISMS does not work while nobody holds it.
    #[field(list)]
    pub mandatory: bool,
}

impl Concept for Role {
    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let vacant = on.data.mandatory && isms.holders(on.id, today).is_empty();
        vacant.then(|| Note::bad("Vacant")).into_iter().collect()
    }
}
