//! A management review: what top management looked at, and what it concluded (clause 9.3).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{PersonId, ReviewId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Note, Verb, VerbType, complain_about_missing, complain_about_order},
};

/// Management review
///
/// Top management looks at the ISMS at planned intervals: at the topics of 9.3.2, with conclusions and decisions. The
/// minutes are approved and never change after that.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ReviewId, plural = "Management reviews", clause = "9.3")]
pub struct ManagementReview {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Status
    #[field(list, index, by_verb, default = "open")]
    pub status: MinutesStatus,
    /// Planned for
    #[field(list, index)]
    pub planned_for: Option<Date>,
    /// Held on
    #[field(list, index)]
    pub held_on: Option<Date>,
    /// Period from
    ///
    /// The time that is looked back on.
    pub period_from: Option<Date>,
    /// Period until
    pub period_until: Option<Date>,
    /// Chaired by
    #[field(list)]
    pub chaired_by: Option<PersonId>,
    /// Participants
    pub participants: Vec<PersonId>,
    /// Guests
    pub guests: Option<Text>,
    /// Inputs
    ///
    /// What was before the review, topic by topic, and where that is kept. “Nothing new” is an answer.
    #[field(fixed, group = "Inputs")]
    pub inputs: Vec<ReviewInput>,
    /// Suitability
    ///
    /// Whether the ISMS still fits the organisation.
    #[field(long, group = "Conclusions")]
    pub suitability: Option<Text>,
    /// Adequacy
    ///
    /// Whether it is enough.
    #[field(long)]
    pub adequacy: Option<Text>,
    /// Effectiveness
    ///
    /// Whether it achieves what it is for.
    #[field(long)]
    pub effectiveness: Option<Text>,
    /// Nothing to decide
    ///
    /// Where neither improvement nor change was decided: why.
    #[field(long)]
    pub nothing_to_decide: Option<Text>,
    /// Next review
    pub next_on: Option<Date>,
    /// Minutes approved by
    #[field(list, by_verb, group = "Approval")]
    pub approved_by: Option<PersonId>,
    /// Minutes approved on
    #[field(list, by_verb)]
    pub approved_on: Option<Date>,
}

/// Input
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReviewInput {
    /// Topic
    pub topic: Topic,
    /// What was looked at
    #[field(long)]
    pub what: Option<Text>,
    /// Where it is kept
    pub place: Option<Text>,
}

/// A topic of a management review (clause 9.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Topic {
    /// Actions from earlier reviews (a)
    EarlierActions,
    /// Changed external and internal issues (b)
    Issues,
    /// Changed needs of interested parties (c)
    PartyNeeds,
    /// Nonconformities and corrective actions (d 1)
    Nonconformities,
    /// Monitoring and measurement (d 2)
    Measurements,
    /// Audit results (d 3)
    AuditResults,
    /// Objectives (d 4)
    Objectives,
    /// Feedback of interested parties (e)
    Feedback,
    /// Risk assessment and treatment plan (f)
    Risks,
    /// Opportunities for improvement (g)
    Improvement,
}

/// Status of the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum MinutesStatus {
    /// Open
    ///
    /// Being prepared, or written down.
    Open,
    /// Approved
    Approved,
}

/// Approve minutes
///
/// Confirms in your name that the review took place as it is written here. It never changes after that.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApproveMinutes {
    /// Decided on
    ///
    /// The day of the approval; today if left open.
    pub decided_on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

impl ManagementReview {
    /// The topics of which nothing is said yet.
    pub fn unanswered(&self) -> Vec<&'static str> {
        let answered =
            |key: &str| self.inputs.iter().any(|input| input.topic.key() == key && input.what.is_some());
        Topic::words().iter().filter(|word| !answered(word.key)).map(|word| word.label).collect()
    }

    fn missing(&self, decided: bool, complaints: &mut Complaints) {
        let nobody = self.participants.is_empty() && self.guests.is_none();
        complain_about_missing(
            &[
                ("", self.held_on.is_none(), "The review does not say on which day it was held."),
                ("", self.chaired_by.is_none(), "The review does not say who chaired it."),
                ("", nobody, "The review names no participants."),
                ("", self.suitability.is_none(), "Nothing is concluded on suitability."),
                ("", self.adequacy.is_none(), "Nothing is concluded on adequacy."),
                ("", self.effectiveness.is_none(), "Nothing is concluded on effectiveness."),
                (
                    "",
                    !decided && self.nothing_to_decide.is_none(),
                    "Nothing was decided. Record the decisions, or say why there are none.",
                ),
            ],
            complaints,
        );
        let unanswered = self.unanswered();
        if !unanswered.is_empty() {
            complaints.add("", format!("Nothing is said of: {}.", unanswered.join("; ")));
        }
    }
}

impl Concept for ManagementReview {
    const VERBS: &'static [VerbType] = &[VerbType::of::<ApproveMinutes>()];

    /// Every topic has its row, in the order of the standard, wherever the review came from.
    fn complete(&mut self, _: &Act<'_>) {
        for topic in Topic::words().iter().filter_map(|word| Topic::from_key(word.key)) {
            if !self.inputs.iter().any(|input| input.topic == topic) {
                self.inputs.push(ReviewInput { topic, what: None, place: None });
            }
        }
        let place = |topic: Topic| Topic::words().iter().position(|word| word.key == topic.key());
        self.inputs.sort_by_key(|input| place(input.topic));
    }

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("held_on", self.held_on, complaints);
        complain_about_order(self.period_from, self.period_until, "period_until", complaints);
        if self.inputs.len() > Topic::words().len() {
            complaints.add("inputs", "A topic stands there twice. Keep one row for each.");
        }
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status == MinutesStatus::Approved)
            .then_some("Approved minutes never change. Plan another review.")
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let review = &on.data;
        if review.status == MinutesStatus::Approved {
            return Vec::new();
        }
        match (review.held_on, review.planned_for) {
            (Some(_), _) => vec![Note::warn("Minutes not approved")],
            (None, Some(day)) if day < today => vec![Note::bad("Overdue")],
            _ => Vec::new(),
        }
    }
}

impl Verb for ApproveMinutes {
    type On = ManagementReview;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<ManagementReview>, _: &Isms) -> bool {
        on.data.status == MinutesStatus::Open
    }

    fn prefill(_: &Entity<ManagementReview>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(
        self,
        on: &Entity<ManagementReview>,
        act: &Act<'_>,
        edits: &mut Edits,
    ) -> Result<(), Complaints> {
        let person = act.approver()?;
        let approved_on = act.day_of_decision(self.decided_on)?;
        let data = &on.data;
        let mut complaints = Complaints::default();
        let decided = act.isms.decisions.in_force().any(|decision| decision.data.review == on.id);
        data.missing(decided, &mut complaints);
        if data.held_on.is_some_and(|held| approved_on < held) {
            complaints.add("decided_on", "Minutes are not approved before the review was held.");
        }
        if data.chaired_by != Some(person) && !data.participants.contains(&person) {
            complaints.add("", "Only somebody who took part can confirm the minutes.");
        }
        complaints.into_result()?;
        let (status, approved_by) = (MinutesStatus::Approved, Some(person));
        let approved_on = Some(approved_on);
        edits.amend(on, &ManagementReview { status, approved_by, approved_on, ..data.clone() });
        Ok(())
    }
}
