//! A check-in on an objective: how it stands on a day (clause 6.2 d).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::{CheckInId, ObjectiveId, PersonId},
    kit::{Act, Concept, complain_about_missing},
};

/// Check-in
///
/// How an objective stands on a day. It never changes; what was wrong is put right by another one.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CheckInId, plural = "Check-ins on objectives", clause = "6.2 d")]
pub struct CheckIn {
    /// Objective
    #[field(title, list, index)]
    pub objective: ObjectiveId,
    /// On
    #[field(title, list, index)]
    pub checked_on: Date,
    /// Value
    #[field(list)]
    pub value: Option<f64>,
    /// Value in words
    ///
    /// The period that it is of, or what stands in for a number.
    #[field(list)]
    pub said: Option<Text>,
    /// Assessment
    #[field(list, index)]
    pub progress: Progress,
    /// By
    #[field(list)]
    pub checked_by: Option<PersonId>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

/// How an objective stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Progress {
    /// On track
    OnTrack,
    /// Behind
    Behind,
    /// Achieved
    Achieved,
    /// Not known yet
    Open,
}

impl Concept for CheckIn {
    fn complete(&mut self, act: &Act<'_>) {
        self.checked_by = self.checked_by.or(act.person);
    }

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("checked_on", Some(self.checked_on), complaints);
        let nothing = self.value.is_none() && self.said.is_none() && self.progress != Progress::Open;
        complain_about_missing(
            &[("value", nothing, "Give the value, or say in words what the assessment rests on.")],
            complaints,
        );
        let Some(objective) = act.isms.objectives.get(self.objective) else { return };
        if before.is_none() && objective.data.result.is_some() {
            complaints.add("objective", "This objective is concluded.");
        }
        let reached = self.value.and_then(|value| objective.data.reached_by(value));
        if self.progress == Progress::Achieved && reached == Some(false) {
            complaints.add("progress", "The value does not reach the target. It is not achieved yet.");
        }
    }

    fn settled(_: &Entity<Self>) -> Option<&'static str> {
        Some("A check-in never changes. Retire it if it was wrong, and check in anew.")
    }
}
