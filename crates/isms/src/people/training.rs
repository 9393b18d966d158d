//! A training, or another way of making people aware (clauses 7.2, 7.3; control A.6.3).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{CompetenceId, RoleId, TrainingId},
    kit::{Act, Concept, Note, Owner, complain_about_future, overdue_review},
};

/// Training
///
/// What people learn, and what makes them aware: courses, drills, certifications.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = TrainingId, plural = "Trainings", clause = "7.2 c")]
pub struct Training {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Type
    ///
    /// Course, drill, certification, self-study: in your own words.
    #[field(list)]
    pub category: Option<Text>,
    /// Mandatory
    #[field(list, index)]
    pub mandatory: bool,
    /// For roles
    ///
    /// Everybody if left open.
    pub roles: Vec<RoleId>,
    /// Provider
    pub provider: Option<Text>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// To be refreshed after
    #[field(min = 1, max = 120, unit = "months", list)]
    pub refresh_after: Option<u32>,
    /// Builds competences
    pub competences: Vec<CompetenceId>,
    /// Makes aware of
    #[field(list)]
    pub topics: Vec<AwarenessTopic>,
    /// Content
    #[field(long)]
    pub content: Option<Text>,
    /// Content of
    ///
    /// The day of its last revision.
    pub content_of: Option<Date>,
    /// Next review of the content
    #[field(index)]
    pub review_on: Option<Date>,
}

/// What people are to be aware of (clause 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum AwarenessTopic {
    /// The policy
    Policy,
    /// Their contribution
    Contribution,
    /// What follows when requirements are not met
    Consequences,
}

impl Concept for Training {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        complain_about_future(self.content_of, "content_of", act, complaints);
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        overdue_review(on.data.review_on, today).into_iter().collect()
    }
}
