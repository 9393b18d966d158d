//! A competence, and that a role needs it (clause 7.2 a).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{CompetenceId, CompetenceRequirementId, PersonId, RoleId},
    kit::{Act, Concept, Note},
};

/// Competence
///
/// Something that people must be able to do, or know.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CompetenceId, plural = "Competences", clause = "7.2")]
pub struct Competence {
    /// Name
    #[field(title, list)]
    pub name: Text,
    /// What it consists of
    #[field(long, list)]
    pub description: Option<Text>,
}

/// Required competence
///
/// What the holder of a role must be able to do, and how well.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CompetenceRequirementId, plural = "Required competences", clause = "7.2 a")]
pub struct CompetenceRequirement {
    /// Role
    #[field(title, list, index)]
    pub role: RoleId,
    /// Competence
    #[field(title, list, index)]
    pub competence: CompetenceId,
    /// Level
    #[field(list)]
    pub level: Proficiency,
    /// How it is gained
    ///
    /// Certification, training, drills: in your own words.
    #[field(list)]
    pub source: Option<Text>,
    /// Mandatory
    #[field(list, index)]
    pub mandatory: bool,
    /// To be refreshed after
    #[field(min = 1, max = 120, unit = "months")]
    pub refresh_after: Option<u32>,
}

/// How well somebody can do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Proficiency {
    /// Basic
    ///
    /// With help.
    Basic,
    /// Intermediate
    ///
    /// Alone.
    Intermediate,
    /// Advanced
    ///
    /// Where it is hard, and for others.
    Advanced,
}

impl Concept for Competence {}

impl Concept for CompetenceRequirement {
    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        let same = |other: &Entity<Self>| {
            (other.data.role, other.data.competence) == (self.role, self.competence)
                && before.is_none_or(|before| before.id != other.id)
        };
        if act.isms.competence_requirements.in_force().any(same) {
            complaints.add("competence", "This role needs this competence already. Amend that entry.");
        }
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let lacking = isms.lacking(&on.data, today);
        if lacking.is_empty() {
            return Vec::new();
        }
        let name = |id: &PersonId| isms.people.get(*id).map(|person| person.data.name.to_string());
        let names: Vec<String> = lacking.iter().filter_map(name).collect();
        let text = format!("Lacked by {}", names.join(", "));
        vec![if on.data.mandatory { Note::bad(text) } else { Note::warn(text) }]
    }
}

impl Isms {
    /// The holders of the role who do not have the competence on a day, or not so well.
    pub fn lacking(&self, required: &CompetenceRequirement, day: Date) -> Vec<PersonId> {
        let mut people = self.holders(required.role, day);
        people.retain(|person| {
            let held = self.links().held.get(&(*person, required.competence));
            let mut held = held.into_iter().flatten().filter_map(|id| self.held_competences.get(*id));
            !held.any(|one| one.data.holds_on(day) && one.data.level >= required.level)
        });
        people
    }
}
