//! A continuity plan of a system (controls A.5.29, A.5.30, A.8.13, A.8.14).

use attesta_record::{Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{ContinuityPlanId, DocumentId, PersonId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, refuse},
    operations::{ContinuityTest, TestKind, TestResult},
};

/// Continuity plan
///
/// How a system comes back: how fast, with how much lost at most, from which copies, by which instructions; and when
/// that is tried again.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ContinuityPlanId, plural = "Continuity plans", clause = "")]
pub struct ContinuityPlan {
    /// System
    #[field(title, list)]
    pub system: Text,
    /// Criticality
    ///
    /// By the organisation's own scheme.
    #[field(list)]
    pub criticality: Option<Text>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Recovery time objective
    ///
    /// How long it may be away.
    #[field(min = 0, unit = "hours", list, group = "Recovery")]
    pub rto: Option<f64>,
    /// Recovery point objective
    ///
    /// How much of the latest work may be lost.
    #[field(min = 0, unit = "hours", list)]
    pub rpo: Option<f64>,
    /// Runbook
    ///
    /// The instructions, and where they lie when nothing works.
    pub runbook: Option<Text>,
    /// Document
    pub document: Option<DocumentId>,
    /// Security during a disruption
    ///
    /// How information stays protected while things run otherwise.
    #[field(long)]
    pub security: Option<Text>,
    /// Redundancy
    pub redundancy: Option<Text>,
    /// Backup method
    #[field(group = "Backup")]
    pub backup_method: Option<Text>,
    /// Backup frequency
    pub backup_frequency: Option<Text>,
    /// Backup location
    pub backup_location: Option<Text>,
    /// Tested at the latest every
    #[field(min = 1, max = 120, unit = "months", group = "Tests")]
    pub test_interval: Option<u32>,
    /// Next test
    ///
    /// It moves by testing, or by being postponed with a reason.
    #[field(list, index)]
    pub next_test: Option<Date>,
    /// Postponed
    ///
    /// How often since the last test.
    #[field(by_verb, unit = "times")]
    pub postponed: Option<u32>,
    /// Last test
    #[field(list, by_verb)]
    pub last_test: Option<Date>,
}

/// Record test
///
/// Records what a test found; it leaves a test behind that never changes, and sets the next one.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RecordTest {
    /// Tested on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Kind
    pub kind: TestKind,
    /// Scenario
    #[field(long)]
    pub scenario: Option<Text>,
    /// Result
    pub result: TestResult,
    /// Achieved recovery time
    #[field(min = 0, unit = "hours")]
    pub rto: Option<f64>,
    /// Achieved recovery point
    #[field(min = 0, unit = "hours")]
    pub rpo: Option<f64>,
    /// Findings
    #[field(long)]
    pub findings: Option<Text>,
    /// Evidence
    ///
    /// The log, the report, and where it is kept.
    pub evidence: Option<Text>,
    /// Participants
    pub participants: Vec<PersonId>,
    /// Next test
    pub next_test: Option<Date>,
}

/// Postpone
///
/// Moves the next test, and keeps the reason.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Postpone {
    /// Next test
    pub next_test: Date,
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl ContinuityPlan {
    /// The day of the test after one, by the interval.
    fn test_after(&self, day: Date) -> Option<Date> {
        self.test_interval.map(|months| day.saturating_add(i64::from(months).months()))
    }
}

impl Isms {
    /// The last test of a plan.
    pub fn last_test(&self, plan: ContinuityPlanId) -> Option<&Entity<ContinuityTest>> {
        self.continuity_tests.get(*self.links().continuity_test.get(&plan)?)
    }
}

impl Concept for ContinuityPlan {
    const VERBS: &'static [VerbType] = &[VerbType::of::<RecordTest>(), VerbType::of::<Postpone>()];

    fn check(&self, before: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        let set = before.and_then(|before| before.data.next_test);
        if set.is_some() && set != self.next_test {
            complaints.add(
                "next_test",
                "The day moves by testing, or by being postponed with a reason. Use “Postpone”.",
            );
        }
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let plan = &on.data;
        let mut notes = Vec::new();
        let last = isms.last_test(on.id);
        match last.map(|test| test.data.result) {
            None => notes.push(Note::warn("Never tested")),
            Some(TestResult::Failed) => notes.push(Note::bad("Last test failed")),
            Some(TestResult::Partly) => notes.push(Note::warn("Last test passed in part")),
            Some(TestResult::Passed) => {}
        }
        let by_interval = last.and_then(|test| plan.test_after(test.data.tested_on));
        if plan.next_test.or(by_interval).is_some_and(|day| day < today) {
            notes.push(Note::bad("Test overdue"));
        }
        if let Some(times @ 2..) = plan.postponed {
            notes.push(Note::warn(format!("Postponed {times} times")));
        }
        notes
    }
}

const WORKERS: &[Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

impl Verb for RecordTest {
    type On = ContinuityPlan;
    const NAME: &'static str = "record_test";
    const MAY: &'static [Duty] = WORKERS;

    fn prefill(on: &Entity<ContinuityPlan>, act: &Act<'_>) -> Vec<Value> {
        let mut form = vec![Value::None; <Self as Fields>::FIELDS.len()];
        form[0] = Value::Date(act.today);
        if let (Some(day), Some(last)) = (on.data.test_after(act.today), form.last_mut()) {
            *last = Value::Date(day);
        }
        form
    }

    fn apply(self, on: &Entity<ContinuityPlan>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        if self.next_test.is_some_and(|next| next <= day) {
            complaints.add("next_test", "The next test comes after this one.");
        }
        if self.result != TestResult::Passed && self.findings.is_none() {
            complaints.add("findings", "Say what did not work.");
        }
        let slow = |achieved: Option<f64>, goal: Option<f64>| matches!((achieved, goal), (Some(achieved), Some(goal)) if achieved > goal);
        if self.result == TestResult::Passed && (slow(self.rto, on.data.rto) || slow(self.rpo, on.data.rpo)) {
            complaints.add("result", "The objective was not kept. It passed in part at best.");
        }
        complaints.into_result()?;
        let test = ContinuityTest {
            plan: on.id,
            tested_on: day,
            kind: self.kind,
            scenario: self.scenario,
            result: self.result,
            rto: self.rto,
            rpo: self.rpo,
            findings: self.findings,
            evidence: self.evidence,
            participants: self.participants,
            recorded_by: act.person,
        };
        edits.create(act.isms, &test);
        let last_test = on.data.last_test.max(Some(day));
        let next_test = self.next_test.or_else(|| on.data.test_after(day));
        edits.amend(on, &ContinuityPlan { next_test, last_test, postponed: None, ..on.data.clone() });
        Ok(())
    }
}

impl Verb for Postpone {
    type On = ContinuityPlan;
    const NAME: &'static str = "postpone";
    const MAY: &'static [Duty] = WORKERS;

    fn offered(on: &Entity<ContinuityPlan>, _: &Isms) -> bool {
        on.data.next_test.is_some()
    }

    fn prefill(on: &Entity<ContinuityPlan>, _: &Act<'_>) -> Vec<Value> {
        vec![on.data.next_test.map_or(Value::None, Value::Date), Value::None]
    }

    fn apply(self, on: &Entity<ContinuityPlan>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        if on.data.next_test == Some(self.next_test) {
            return Err(refuse("next_test", "It is planned for this day already. Choose another."));
        }
        let postponed = Some(on.data.postponed.unwrap_or(0).saturating_add(1));
        let next_test = Some(self.next_test);
        edits.amend(on, &ContinuityPlan { next_test, postponed, ..on.data.clone() });
        Ok(())
    }
}
