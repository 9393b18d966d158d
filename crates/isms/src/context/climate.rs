//! Whether climate change is a relevant issue (clause 4.1, Amendment 1:2024): decided by a person, with reasons.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{ClimateId, IssueId, PersonId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Note, Verb, VerbType, overdue_review},
};

/// Climate determination
///
/// Whether climate change matters to the ISMS. Yes and no are both answers; none is not. A determination never changes
/// once it is made; the next one takes its place.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ClimateId, plural = "Climate determinations", clause = "4.1 Amd 1")]
pub struct ClimateDetermination {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Scope
    ///
    /// For which it is made; everywhere if left open.
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Climate change is relevant
    #[field(list)]
    pub relevant: Option<bool>,
    /// Reasons
    #[field(long)]
    pub reasons: Option<Text>,
    /// Issues
    ///
    /// In which it shows, where it is relevant.
    pub issues: Vec<IssueId>,
    /// Interested parties
    ///
    /// What interested parties require in this respect, or that nobody requires anything.
    #[field(long)]
    pub parties: Option<Text>,
    /// Status
    #[field(list, index, by_verb, default = "draft")]
    pub status: DeterminationStatus,
    /// Decided by
    #[field(list, by_verb, group = "Decision")]
    pub decided_by: Option<PersonId>,
    /// Decided on
    #[field(list, index, by_verb)]
    pub decided_on: Option<Date>,
    /// To be reviewed by
    #[field(list, index, by_verb)]
    pub review_on: Option<Date>,
}

/// Status of a determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum DeterminationStatus {
    /// Draft
    Draft,
    /// Decided
    Decided,
    /// Superseded
    ///
    /// Replaced by a later determination.
    Superseded,
}

/// Decide
///
/// Makes the determination in your name; the one before it is superseded.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct DecideClimate {
    /// Decided on
    ///
    /// The day of the decision; today if left open.
    pub decided_on: Option<Date>,
    /// To be reviewed by
    pub review_on: Date,
}

impl Concept for ClimateDetermination {
    const VERBS: &'static [VerbType] = &[VerbType::of::<DecideClimate>()];

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != DeterminationStatus::Draft)
            .then_some("A determination that was made never changes. Write a new one.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        if on.data.status != DeterminationStatus::Decided {
            return Vec::new();
        }
        let shown = on.data.issues.iter().any(|id| isms.issues.get(*id).is_some_and(|issue| !issue.retired));
        let empty = on.data.relevant == Some(true) && !shown;
        let empty = empty.then(|| Note::warn("Relevant, yet no issue in force names it"));
        overdue_review(on.data.review_on, today).into_iter().chain(empty).collect()
    }
}

impl Verb for DecideClimate {
    type On = ClimateDetermination;
    const NAME: &'static str = "decide";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<ClimateDetermination>, _: &Isms) -> bool {
        on.data.status == DeterminationStatus::Draft
    }

    fn prefill(_: &Entity<ClimateDetermination>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::Date(act.today.saturating_add(1.year()))]
    }

    fn apply(
        self,
        on: &Entity<ClimateDetermination>,
        act: &Act<'_>,
        edits: &mut Edits,
    ) -> Result<(), Complaints> {
        let person = act.approver()?;
        let decided_on = act.day_of_decision(self.decided_on)?;
        let mut complaints = Complaints::default();
        if on.data.relevant.is_none() {
            complaints
                .add("", "It does not say yet whether climate change is relevant. Yes or no, but say it.");
        }
        if on.data.reasons.is_none() {
            complaints.add("", "It gives no reasons yet. Write them before it is decided.");
        }
        if self.review_on <= decided_on {
            complaints.add("review_on", "The next review comes after the decision.");
        }
        complaints.into_result()?;
        for other in act.isms.climate.iter() {
            if other.data.status == DeterminationStatus::Decided && other.data.scope == on.data.scope {
                let status = DeterminationStatus::Superseded;
                edits.amend(other, &ClimateDetermination { status, ..other.data.clone() });
            }
        }
        let decided = ClimateDetermination {
            status: DeterminationStatus::Decided,
            decided_by: Some(person),
            decided_on: Some(decided_on),
            review_on: Some(self.review_on),
            ..on.data.clone()
        };
        edits.amend(on, &decided);
        Ok(())
    }
}
