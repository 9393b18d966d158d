//! An information security objective (clause 6.2).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{
        ActionId, CorrectiveActionId, DocumentId, MetricId, ObjectiveId, PersonId, RequirementId, RiskId,
        ScopeId,
    },
    kit::{
        Act, ClauseRef, Concept, ControlRef, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_missing,
    },
    performance::{CheckIn, Direction, Progress},
};

/// Objective
///
/// What information security is to achieve: for whom, by whom, until when, and by what it is judged. How it stands
/// follows from its check-ins.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ObjectiveId, plural = "Objectives", clause = "6.2")]
pub struct Objective {
    /// Objective
    #[field(title, list)]
    pub title: Text,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Function or level
    ///
    /// For which part of the organisation it is set.
    pub level: Option<Text>,
    /// Policy
    ///
    /// The policy that it follows from.
    #[field(group = "What it serves")]
    pub policy: Option<DocumentId>,
    /// Clauses
    pub clauses: Vec<ClauseRef>,
    /// Controls
    pub controls: Vec<ControlRef>,
    /// Risks
    pub risks: Vec<RiskId>,
    /// Requirements of interested parties
    pub requirements: Vec<RequirementId>,
    /// Metric
    #[field(index, group = "How it is measured")]
    pub metric: Option<MetricId>,
    /// What is measured
    ///
    /// Where no metric stands for it. If measuring is not practicable: why, and how else it is judged.
    pub measured: Option<Text>,
    /// Unit
    pub unit: Option<Text>,
    /// Direction
    pub direction: Option<Direction>,
    /// Baseline
    ///
    /// The value at the beginning.
    pub baseline: Option<f64>,
    /// Baseline in words
    ///
    /// Of when it is, or what stands in for a number.
    pub baseline_note: Option<Text>,
    /// Target
    #[field(list)]
    pub target: Option<f64>,
    /// Target in words
    pub target_note: Option<Text>,
    /// How often
    ///
    /// Monthly, each quarter, at each campaign.
    pub frequency: Option<Text>,
    /// At the latest every
    ///
    /// A check-in that is older is overdue.
    #[field(min = 1, max = 1100, unit = "days")]
    pub interval: Option<u32>,
    /// What will be done
    #[field(long, group = "Planning")]
    pub plan: Option<Text>,
    /// Treatment actions
    pub actions: Vec<ActionId>,
    /// Corrective actions
    pub corrective_actions: Vec<CorrectiveActionId>,
    /// Resources
    ///
    /// Money, people, time.
    pub resources: Option<Text>,
    /// Due
    #[field(list, index)]
    pub due: Option<Date>,
    /// To be reviewed on
    #[field(index)]
    pub review_on: Option<Date>,
    /// How the result is evaluated
    #[field(long)]
    pub evaluation: Option<Text>,
    /// Made known
    ///
    /// To whom, how and when.
    pub communicated: Option<Text>,
    /// Result
    #[field(list, index, by_verb, group = "Conclusion")]
    pub result: Option<ObjectiveResult>,
    /// Concluded on
    #[field(by_verb)]
    pub concluded_on: Option<Date>,
    /// Concluded by
    #[field(by_verb)]
    pub concluded_by: Option<PersonId>,
    /// What shows it
    #[field(long, by_verb)]
    pub conclusion: Option<Text>,
}

/// Result of an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ObjectiveResult {
    /// Met
    Met,
    /// Partly met
    Partly,
    /// Missed
    Missed,
    /// Given up
    GivenUp,
}

/// Conclude
///
/// Says in your name whether it was met, and what shows it. After that it never changes.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ConcludeObjective {
    /// Result
    pub result: ObjectiveResult,
    /// Concluded on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// What shows it
    #[field(long)]
    pub conclusion: Text,
}

impl Objective {
    /// Whether a value is at least as good as the target; `None` where there is no target or no direction.
    pub fn reached_by(&self, value: f64) -> Option<bool> {
        Some(self.direction?.reaches(value, self.target?))
    }
}

impl Isms {
    /// The last check-in on an objective.
    pub fn last_check_in(&self, objective: ObjectiveId) -> Option<&Entity<CheckIn>> {
        self.check_ins.get(*self.links().check_in.get(&objective)?)
    }
}

impl Concept for Objective {
    const VERBS: &'static [VerbType] = &[VerbType::of::<ConcludeObjective>()];

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        complain_about_missing(
            &[(
                "direction",
                self.target.is_some() && self.direction.is_none(),
                "Say whether higher or lower is better: otherwise nobody knows when the target is reached.",
            )],
            complaints,
        );
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        on.data.result.map(|_| "An objective that is concluded never changes. Set a new one.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        if on.data.result.is_some() {
            return Vec::new();
        }
        let last = isms.last_check_in(on.id);
        let mut notes = vec![match last.map(|one| one.data.progress) {
            None => Note::plain("No check-in yet"),
            Some(Progress::Achieved) => Note::ok("Achieved"),
            Some(Progress::OnTrack) => Note::ok("On track"),
            Some(Progress::Behind) => Note::warn("Behind"),
            Some(Progress::Open) => Note::plain("Not known yet"),
        }];
        let achieved = last.is_some_and(|one| one.data.progress == Progress::Achieved);
        if !achieved && on.data.due.is_some_and(|due| due < today) {
            notes.push(Note::bad("Overdue"));
        }
        let since =
            last.map_or_else(|| on.created_at.to_zoned(isms.zone()).date(), |one| one.data.checked_on);
        if on.data.interval.is_some_and(|days| since.saturating_add(i64::from(days).days()) < today) {
            notes.push(Note::warn("Check-in overdue"));
        }
        notes
    }
}

impl Verb for ConcludeObjective {
    type On = Objective;
    const NAME: &'static str = "conclude";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Objective>, _: &Isms) -> bool {
        on.data.result.is_none()
    }

    fn prefill(_: &Entity<Objective>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::None, Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Objective>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        let last = act.isms.last_check_in(on.id).and_then(|one| one.data.value);
        if self.result == ObjectiveResult::Met
            && last.and_then(|value| on.data.reached_by(value)) == Some(false)
        {
            complaints.add(
                "result",
                "The last check-in does not reach the target. Check in anew, or say that it was partly met.",
            );
        }
        complaints.into_result()?;
        edits.amend(
            on,
            &Objective {
                result: Some(self.result),
                concluded_on: Some(day),
                concluded_by: Some(person),
                conclusion: Some(self.conclusion),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}
