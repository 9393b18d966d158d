//! A decision of a management review (clause 9.3.3).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{DecisionId, PersonId, ReviewId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_missing, refuse},
};

/// Review decision
///
/// What top management decided in a review: by whom it is carried out and until when. Its day moves only by
/// re-planning, with a reason.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = DecisionId, plural = "Review decisions", clause = "9.3.3")]
pub struct ReviewDecision {
    /// Decision
    #[field(title, list)]
    pub title: Text,
    /// Review
    #[field(list, index)]
    pub review: ReviewId,
    /// Kind
    #[field(list, index)]
    pub kind: DecisionKind,
    /// Details
    #[field(long)]
    pub details: Option<Text>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Due
    ///
    /// Open where nothing remains to be done.
    #[field(list, index)]
    pub due: Option<Date>,
    /// Status
    #[field(list, index, by_verb, default = "open")]
    pub status: DecisionStatus,
    /// Done on
    #[field(list, by_verb, group = "Completion")]
    pub done_on: Option<Date>,
    /// Recorded by
    #[field(by_verb)]
    pub done_by: Option<PersonId>,
    /// Result
    #[field(long, by_verb)]
    pub outcome: Option<Text>,
}

/// Kind of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum DecisionKind {
    /// Improvement
    Improvement,
    /// Change to the ISMS
    Change,
    /// Resources
    Resources,
    /// Other
    Other,
}

/// Status of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum DecisionStatus {
    /// Open
    Open,
    /// Done
    Done,
    /// Dropped
    Dropped,
}

/// Done
///
/// Records that it was carried out.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct DecisionDone {
    /// Done on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Result
    #[field(long)]
    pub outcome: Option<Text>,
}

/// Re-plan
///
/// Moves the day on which it is due, and keeps the reason.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReplanDecision {
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
pub struct DropDecision {
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl Concept for ReviewDecision {
    const VERBS: &'static [VerbType] =
        &[VerbType::of::<DecisionDone>(), VerbType::of::<ReplanDecision>(), VerbType::of::<DropDecision>()];

    fn check(&self, before: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if before.is_some_and(|before| before.data.due.is_some() && before.data.due != self.due) {
            complaints.add("due", "The day moves only by re-planning, with a reason. Use “Re-plan”.");
        }
        complain_about_missing(
            &[("owner", self.due.is_some() && self.owner.is_none(), "Say who carries it out until then.")],
            complaints,
        );
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != DecisionStatus::Open)
            .then_some("A decision that is done or dropped never changes. Record a new one.")
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let open = on.data.status == DecisionStatus::Open;
        let overdue = open && on.data.due.is_some_and(|due| due < today);
        overdue.then(|| Note::bad("Overdue")).into_iter().collect()
    }
}

impl Verb for DecisionDone {
    type On = ReviewDecision;
    const NAME: &'static str = "done";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<ReviewDecision>, _: &Isms) -> bool {
        on.data.status == DecisionStatus::Open
    }

    fn prefill(_: &Entity<ReviewDecision>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<ReviewDecision>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        complaints.into_result()?;
        edits.amend(
            on,
            &ReviewDecision {
                status: DecisionStatus::Done,
                done_on: Some(day),
                done_by: act.person,
                outcome: self.outcome,
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl Verb for ReplanDecision {
    type On = ReviewDecision;
    const NAME: &'static str = "replan";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<ReviewDecision>, _: &Isms) -> bool {
        on.data.status == DecisionStatus::Open
    }

    fn prefill(on: &Entity<ReviewDecision>, _: &Act<'_>) -> Vec<Value> {
        vec![on.data.due.map_or(Value::None, Value::Date), Value::None]
    }

    fn apply(self, on: &Entity<ReviewDecision>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        if on.data.due == Some(self.due) {
            return Err(refuse("due", "This is the day that it is due already. Choose another."));
        }
        edits.amend(on, &ReviewDecision { due: Some(self.due), ..on.data.clone() });
        Ok(())
    }
}

impl Verb for DropDecision {
    type On = ReviewDecision;
    const NAME: &'static str = "drop";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<ReviewDecision>, _: &Isms) -> bool {
        on.data.status == DecisionStatus::Open
    }

    fn apply(self, on: &Entity<ReviewDecision>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        act.approver()?;
        let (status, outcome) = (DecisionStatus::Dropped, Some(self.why));
        edits.amend(on, &ReviewDecision { status, outcome, done_by: act.person, ..on.data.clone() });
        Ok(())
    }
}
