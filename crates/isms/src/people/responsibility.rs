//! Who answers for what (clause 5.3).

use attesta_record::{Choice, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{ResponsibilityId, RoleId, ScopeId},
    kit::{Concept, Note, Owner},
};

/// Responsibility
///
/// An activity of the ISMS: who answers for it, who does it, who is asked and who is told.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ResponsibilityId, plural = "Responsibilities", clause = "5.3")]
pub struct Responsibility {
    /// Activity
    #[field(title, list)]
    pub activity: Text,
    /// Duty
    ///
    /// Where it is one that the standard wants assigned by name.
    #[field(list, index)]
    pub duty: Option<IsmsDuty>,
    /// Accountable
    ///
    /// Who answers for it: one person, or one role.
    #[field(list, index)]
    pub accountable: Owner,
    /// Deputy
    pub deputy: Option<Owner>,
    /// Responsible
    ///
    /// Who does it.
    #[field(list)]
    pub responsible: Vec<RoleId>,
    /// Consulted
    ///
    /// Who is asked before.
    pub consulted: Vec<RoleId>,
    /// Informed
    ///
    /// Who is told afterwards.
    pub informed: Vec<RoleId>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Remarks
    #[field(long)]
    pub remarks: Option<Text>,
}

/// A duty that clause 5.3 wants assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum IsmsDuty {
    /// Conformity of the ISMS
    ///
    /// 5.3 a
    Conformity,
    /// Reporting its performance
    ///
    /// 5.3 b
    Reporting,
}

impl Concept for Responsibility {
    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let here = |person: &crate::ids::PersonId| {
            let left = isms.people.get(*person).and_then(|person| person.data.left_on);
            left.is_none_or(|left| today <= left)
        };
        let nobody = !isms.people_of(on.data.accountable, today).iter().any(here);
        nobody.then(|| Note::bad("Nobody answers for it today")).into_iter().collect()
    }
}
