//! The competence of a person, and what shows it (clauses 7.2 b and d).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{CompetenceId, HeldCompetenceId, ParticipationId, PersonId},
    kit::{Act, Concept, Note, complain_about_future, complain_about_order},
    people::Proficiency,
};

/// Held competence
///
/// That a person is competent, on what ground, and what shows it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = HeldCompetenceId, plural = "Held competences", clause = "7.2 b")]
pub struct HeldCompetence {
    /// Person
    #[field(title, list, index)]
    pub person: PersonId,
    /// Competence
    #[field(title, list, index)]
    pub competence: CompetenceId,
    /// Level
    #[field(list)]
    pub level: Proficiency,
    /// By
    #[field(list)]
    pub basis: Vec<Basis>,
    /// Participation
    ///
    /// In the training by which it was gained.
    pub participation: Option<ParticipationId>,
    /// Evidence
    ///
    /// What shows it, and where that is found.
    pub evidence: Text,
    /// Since
    #[field(list)]
    pub begins_on: Date,
    /// Until
    #[field(list, index)]
    pub ends_on: Option<Date>,
}

/// By what somebody became competent (clause 7.2 b).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Basis {
    /// Education
    Education,
    /// Training
    Training,
    /// Experience
    Experience,
}

impl HeldCompetence {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.begins_on <= day && self.ends_on.is_none_or(|until| day <= until)
    }
}

impl Concept for HeldCompetence {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        complain_about_order(Some(self.begins_on), self.ends_on, "ends_on", complaints);
        complain_about_future(Some(self.begins_on), "begins_on", act, complaints);
        let participation = self.participation.and_then(|id| act.isms.participations.get(id));
        if participation.is_some_and(|one| one.data.person != self.person) {
            complaints.add("participation", "Somebody else took part there.");
        }
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let over = on.data.ends_on.is_some_and(|until| until < today);
        over.then(|| Note::warn("Expired")).into_iter().collect()
    }
}
