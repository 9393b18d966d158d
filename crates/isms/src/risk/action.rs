//! An action of risk treatment (clauses 6.1.3 e, 6.2).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    controls::Evidence,
    ids::{ActionId, ControlId, TreatmentId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_order},
};

/// Treatment action
///
/// What is to be done for a treatment: by whom, until when, with what. Its day moves only by re-planning, with a reason.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ActionId, plural = "Treatment actions", clause = "6.1.3 e")]
pub struct TreatmentAction {
    /// Action
    #[field(title, list)]
    pub title: Text,
    /// Treatment
    #[field(list, index)]
    pub treatment: TreatmentId,
    /// Control
    ///
    /// The control that it builds or improves.
    #[field(list, index)]
    pub control: Option<ControlId>,
    /// Owner
    #[field(list, index)]
    pub owner: Owner,
    /// Start
    pub starts_on: Option<Date>,
    /// Due
    #[field(list, index)]
    pub due: Date,
    /// Repeated
    ///
    /// How often, where it is never done for good.
    pub repeated: Option<Text>,
    /// Resources
    ///
    /// People, time, what it takes.
    pub resources: Option<Text>,
    /// Budget
    #[field(min = 0, unit = "euros")]
    pub budget: Option<f64>,
    /// Verification
    ///
    /// What will show that it is done and works.
    pub verification: Option<Text>,
    /// Status
    #[field(list, index, default = "open")]
    pub status: ActionStatus,
    /// Done on
    #[field(list)]
    pub done_on: Option<Date>,
    /// Evidence
    pub evidence: Vec<Evidence>,
}

/// Status of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ActionStatus {
    /// Open
    Open,
    /// Under way
    UnderWay,
    /// Done
    Done,
    /// Dropped
    Dropped,
}

impl ActionStatus {
    /// Whether something remains to be done.
    pub fn is_left_to_do(self) -> bool {
        matches!(self, Self::Open | Self::UnderWay)
    }
}

/// Re-plan
///
/// Moves the day on which it is due, and keeps the reason.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Replan {
    /// Due
    pub due: Date,
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl Concept for TreatmentAction {
    const VERBS: &'static [VerbType] = &[VerbType::of::<Replan>()];

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        if before.is_some_and(|before| before.data.due != self.due) {
            complaints.add("due", "The day moves only by re-planning, with a reason. Use “Re-plan”.");
        }
        complain_about_order(self.starts_on, Some(self.due), "starts_on", complaints);
        match (self.status, self.done_on) {
            (ActionStatus::Done, None) => complaints.add("done_on", "Say on which day it was done."),
            (ActionStatus::Open | ActionStatus::UnderWay | ActionStatus::Dropped, Some(_)) => {
                complaints.add("done_on", "Only an action that is done has such a day.");
            }
            (_, Some(day)) if day > act.today => complaints.add("done_on", "This day lies in the future."),
            _ => {}
        }
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let overdue = on.data.status.is_left_to_do() && on.data.due < today;
        overdue.then(|| Note::bad("Overdue")).into_iter().collect()
    }
}

impl Verb for Replan {
    type On = TreatmentAction;
    const NAME: &'static str = "replan";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<TreatmentAction>, _: &Isms) -> bool {
        on.data.status.is_left_to_do()
    }

    fn prefill(on: &Entity<TreatmentAction>, _: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(on.data.due), Value::None]
    }

    fn apply(self, on: &Entity<TreatmentAction>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        if self.due == on.data.due {
            let mut complaints = Complaints::default();
            complaints.add("due", "This is the day that it is due already. Choose another.");
            return Err(complaints);
        }
        edits.amend(on, &TreatmentAction { due: self.due, ..on.data.clone() });
        Ok(())
    }
}
