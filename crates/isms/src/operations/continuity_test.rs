//! A test of a continuity plan. Tests are left behind by recording them and never change.

use attesta_record::{Choice, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::{ContinuityPlanId, ContinuityTestId, PersonId},
    kit::Concept,
};

/// Continuity test
///
/// What a test of a continuity plan found. It never changes.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ContinuityTestId, plural = "Continuity tests", clause = "")]
pub struct ContinuityTest {
    /// Plan
    #[field(title, list, index)]
    pub plan: ContinuityPlanId,
    /// On
    #[field(title, list, index)]
    pub tested_on: Date,
    /// Kind
    #[field(list, index)]
    pub kind: TestKind,
    /// Scenario
    #[field(long)]
    pub scenario: Option<Text>,
    /// Result
    #[field(list, index)]
    pub result: TestResult,
    /// Achieved recovery time
    #[field(list, unit = "hours")]
    pub rto: Option<f64>,
    /// Achieved recovery point
    #[field(list, unit = "hours")]
    pub rpo: Option<f64>,
    /// Findings
    #[field(long)]
    pub findings: Option<Text>,
    /// Evidence
    pub evidence: Option<Text>,
    /// Participants
    pub participants: Vec<PersonId>,
    /// Recorded by
    pub recorded_by: Option<PersonId>,
}

/// Kind of test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum TestKind {
    /// Restore
    ///
    /// Data is brought back from a copy.
    Restore,
    /// Failover
    ///
    /// Another system or site takes over.
    Failover,
    /// Desk exercise
    ///
    /// People talk the plan through.
    Desk,
    /// Full exercise
    ///
    /// People act as if it had happened.
    Full,
}

/// Result of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum TestResult {
    /// Passed
    Passed,
    /// Passed in part
    Partly,
    /// Failed
    Failed,
}

impl Concept for ContinuityTest {
    const BY_HAND: bool = false;

    fn settled(_: &Entity<Self>) -> Option<&'static str> {
        Some("A test never changes. Test again.")
    }
}
