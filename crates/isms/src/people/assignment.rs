//! A person's holding of a role, from a day to a day.

use attesta_record::{Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{AssignmentId, PersonId, RoleId, ScopeId},
    kit::{Act, Concept, Owner},
};

/// Role assignment
///
/// Who holds a role, from when to when, and who granted it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = AssignmentId, plural = "Role assignments", clause = "5.3")]
pub struct RoleAssignment {
    /// Role
    #[field(title, list, index)]
    pub role: RoleId,
    /// Person
    #[field(title, list, index)]
    pub person: PersonId,
    /// Scope
    ///
    /// Where it holds; everywhere if left open.
    #[field(list)]
    pub scope: Option<ScopeId>,
    /// From
    #[field(list)]
    pub begins_on: Date,
    /// Until
    ///
    /// The last day; open if it goes on.
    #[field(list)]
    pub ends_on: Option<Date>,
    /// Granted by
    #[field(list)]
    pub granted_by: Option<PersonId>,
    /// Authority
    ///
    /// On what ground: a decision, a contract, a letter of appointment.
    pub authority: Option<Text>,
}

impl RoleAssignment {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.begins_on <= day && self.ends_on.is_none_or(|until| day <= until)
    }
}

impl Concept for RoleAssignment {
    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if self.ends_on.is_some_and(|until| until < self.begins_on) {
            complaints.add("ends_on", "It cannot end before it begins. Correct one of the two days.");
        }
    }
}

impl Isms {
    /// The people who hold a role on a day, in the order of the assignments.
    pub fn holders(&self, role: RoleId, day: Date) -> Vec<PersonId> {
        let assignments = self.links().assignments.get(&role).into_iter().flatten();
        let assignments = assignments.filter_map(|id| self.assignments.get(*id));
        assignments.filter(|one| one.data.holds_on(day)).map(|one| one.data.person).collect()
    }

    /// The people behind an owner on a day: the person, or whoever holds the role.
    pub fn people_of(&self, owner: Owner, day: Date) -> Vec<PersonId> {
        match owner {
            Owner::Person(person) => vec![person],
            Owner::Role(role) => self.holders(role, day),
        }
    }
}
