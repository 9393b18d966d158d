//! A round of risk assessment (clause 8.2).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::{AssessmentId, MethodVersionId, PersonId, ScopeId},
    kit::{Act, Concept},
};

/// Risk assessment
///
/// A round in which the risks of a scope are assessed, at the planned interval or because something changed. Its
/// results are the assessments that name it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = AssessmentId, plural = "Risk assessments", clause = "8.2")]
pub struct RiskAssessment {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Scope
    #[field(list, index)]
    pub scope: ScopeId,
    /// Status
    #[field(list, index, default = "planned")]
    pub status: RoundStatus,
    /// Method version
    ///
    /// By which it is carried out.
    #[field(list)]
    pub method_version: Option<MethodVersionId>,
    /// Begun on
    #[field(list)]
    pub begun_on: Option<Date>,
    /// Completed on
    #[field(list)]
    pub completed_on: Option<Date>,
    /// Occasion
    ///
    /// The planned interval, or the change that called for it.
    pub occasion: Option<Text>,
    /// Took part
    pub participants: Vec<PersonId>,
    /// Summary
    #[field(long)]
    pub summary: Option<Text>,
}

/// Status of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum RoundStatus {
    /// Planned
    Planned,
    /// Under way
    UnderWay,
    /// Completed
    Completed,
}

impl Concept for RiskAssessment {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        match (self.status, self.begun_on, self.completed_on) {
            (RoundStatus::Completed, _, None) => {
                complaints.add("completed_on", "Say on which day the round was completed.");
            }
            (RoundStatus::Planned | RoundStatus::UnderWay, _, Some(_)) => {
                complaints.add("completed_on", "A round that is not completed has no day of completion.");
            }
            (_, Some(begun), Some(completed)) if completed < begun => {
                complaints.add("completed_on", "It cannot be completed before it begins.");
            }
            (_, _, Some(completed)) if completed > act.today => {
                complaints.add("completed_on", "The day of completion lies in the future.");
            }
            _ => {}
        }
    }
}
