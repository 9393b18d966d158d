//! A corrective action against the cause of a nonconformity (clause 10.2 c).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{CorrectiveActionId, NonconformityId, PersonId},
    improvement::NonconformityStatus,
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, refuse},
};

/// Corrective action
///
/// What is done against the cause of a nonconformity: by whom, until when. Its day moves only by re-planning, with a
/// reason.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CorrectiveActionId, plural = "Corrective actions", clause = "10.2 c")]
pub struct CorrectiveAction {
    /// Action
    #[field(title, list)]
    pub title: Text,
    /// Nonconformity
    #[field(list, index)]
    pub nonconformity: NonconformityId,
    /// Owner
    #[field(list, index)]
    pub owner: Owner,
    /// Due
    #[field(list, index)]
    pub due: Date,
    /// Resources
    ///
    /// Money, people, time.
    pub resources: Option<Text>,
    /// How its effect will be checked
    ///
    /// By what, and when: the next audit sample, a figure over a quarter.
    pub check_planned: Option<Text>,
    /// Status
    #[field(list, index, by_verb, default = "open")]
    pub status: CorrectiveStatus,
    /// Done on
    #[field(list, by_verb, group = "Completion")]
    pub done_on: Option<Date>,
    /// Done by
    #[field(by_verb)]
    pub done_by: Option<PersonId>,
    /// Result
    #[field(long, by_verb)]
    pub outcome: Option<Text>,
}

/// Status of a corrective action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum CorrectiveStatus {
    /// Open
    Open,
    /// Done
    Done,
    /// Dropped
    Dropped,
}

/// Complete
///
/// Records that it was carried out. Whoever did it does not verify whether it worked.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct CompleteAction {
    /// Done on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Done by
    ///
    /// You, if left open.
    pub by: Option<PersonId>,
    /// Result
    ///
    /// What is otherwise now, and what shows it.
    #[field(long)]
    pub outcome: Text,
}

/// Re-plan
///
/// Moves the day on which it is due, and keeps the reason.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReplanCorrection {
    /// Due
    pub due: Date,
    /// Reason
    #[field(long)]
    pub why: Text,
}

/// Drop
///
/// It will not be carried out.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct DropAction {
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl Concept for CorrectiveAction {
    const VERBS: &'static [VerbType] =
        &[VerbType::of::<CompleteAction>(), VerbType::of::<ReplanCorrection>(), VerbType::of::<DropAction>()];

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        if before.is_some_and(|before| before.data.due != self.due) {
            complaints.add("due", "The day moves only by re-planning, with a reason. Use “Re-plan”.");
        }
        let Some(on) = act.isms.nonconformities.get(self.nonconformity) else { return };
        if on.data.status == NonconformityStatus::Closed {
            complaints.add("nonconformity", "This nonconformity is closed. Reopen it first.");
        }
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != CorrectiveStatus::Open)
            .then_some("An action that is done or dropped never changes. Record a new one.")
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let overdue = on.data.status == CorrectiveStatus::Open && on.data.due < today;
        overdue.then(|| Note::bad("Overdue")).into_iter().collect()
    }
}

impl Verb for CompleteAction {
    type On = CorrectiveAction;
    const NAME: &'static str = "complete";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<CorrectiveAction>, _: &Isms) -> bool {
        on.data.status == CorrectiveStatus::Open
    }

    fn prefill(_: &Entity<CorrectiveAction>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), attesta_record::FieldType::to_value(&act.person), Value::None]
    }

    fn apply(
        self,
        on: &Entity<CorrectiveAction>,
        act: &Act<'_>,
        edits: &mut Edits,
    ) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        let done_by = self.by.or(act.person);
        if done_by.is_none() {
            complaints.add("by", "Say who did it: otherwise nobody knows who may verify it.");
        }
        complaints.into_result()?;
        edits.amend(
            on,
            &CorrectiveAction {
                status: CorrectiveStatus::Done,
                done_on: Some(day),
                done_by,
                outcome: Some(self.outcome),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl Verb for ReplanCorrection {
    type On = CorrectiveAction;
    const NAME: &'static str = "replan";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<CorrectiveAction>, _: &Isms) -> bool {
        on.data.status == CorrectiveStatus::Open
    }

    fn prefill(on: &Entity<CorrectiveAction>, _: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(on.data.due), Value::None]
    }

    fn apply(self, on: &Entity<CorrectiveAction>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        if self.due == on.data.due {
            return Err(refuse("due", "This is the day that it is due already. Choose another."));
        }
        edits.amend(on, &CorrectiveAction { due: self.due, ..on.data.clone() });
        Ok(())
    }
}

impl Verb for DropAction {
    type On = CorrectiveAction;
    const NAME: &'static str = "drop";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<CorrectiveAction>, _: &Isms) -> bool {
        on.data.status == CorrectiveStatus::Open
    }

    fn apply(
        self,
        on: &Entity<CorrectiveAction>,
        act: &Act<'_>,
        edits: &mut Edits,
    ) -> Result<(), Complaints> {
        act.approver()?;
        let (status, outcome) = (CorrectiveStatus::Dropped, Some(self.why));
        edits.amend(on, &CorrectiveAction { status, outcome, ..on.data.clone() });
        Ok(())
    }
}
