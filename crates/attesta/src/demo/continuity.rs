//! How the systems of the sample company come back, and what came of trying.

use attesta_isms::{
    ids::DocumentId,
    operations::{ContinuityPlan, Postpone, RecordTest},
};
use attesta_record::Value;

use super::{
    people::{By, Who},
    scene::{Cast, Scene, at},
    tell::{Said, act, day, owner, tell, text, the},
};
use crate::trouble::Trouble;

/// A plan: short name, system, criticality, owner, recovery time and point in hours, runbook, backup method and
/// location, tested every so many months, next test so many working days ago.
type PlanRow = (
    &'static str,
    &'static str,
    &'static str,
    By,
    (f64, f64),
    &'static str,
    &'static str,
    &'static str,
    f64,
    usize,
);

const PLANS: &[PlanRow] = &[
    (
        "databases",
        "Databases of Kaikante",
        "A: a port stands still without it",
        By::Person(Who::Paul),
        (4.0, 0.25),
        "Runbook 1, also printed",
        "Log shipping, and a full copy every night",
        "Second data centre; vault at a second provider",
        3.0,
        160,
    ),
    (
        "queue",
        "Message queue of Kaikante",
        "A: a port stands still without it",
        By::Role("platform"),
        (1.0, 0.0),
        "Runbook 2, also printed",
        "None: it is built anew",
        "Second data centre",
        6.0,
        100,
    ),
    (
        "console",
        "Support console",
        "B: a day without it is bearable",
        By::Person(Who::Tobias),
        (24.0, 24.0),
        "Runbook 5",
        "Full copy every night",
        "Vault at a second provider",
        12.0,
        90,
    ),
    (
        "office",
        "Office network",
        "C: work goes on from home",
        By::Role("site"),
        (48.0, 24.0),
        "Card behind the badge",
        "Settings are copied after each change",
        "Safe",
        12.0,
        70,
    ),
];

/// A test: plan, how many working days ago, by whom, kind, result, hours taken, findings.
const TESTS: &[(&str, usize, Who, &str, &str, f64, &str)] = &[
    (
        "databases",
        161,
        Who::Paul,
        "restore",
        "failed",
        14.0,
        "Copies are read in one piece; nobody had the keys at hand.",
    ),
    (
        "databases",
        97,
        Who::Paul,
        "restore",
        "partly",
        7.0,
        "Half the time; the largest table is still in one piece.",
    ),
    ("databases", 35, Who::Paul, "restore", "partly", 4.6, "Half an hour over the goal."),
    (
        "queue",
        16,
        Who::Paul,
        "failover",
        "passed",
        0.9,
        "The switch took 50 minutes; messages of two minutes came twice.",
    ),
    ("console", 92, Who::Tobias, "restore", "passed", 3.0, ""),
];

fn plan(row: PlanRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (_, system, criticality, by, (rto, rpo), runbook, backup, location, months, next) = row;
    Ok(vec![
        ("system", text(system)),
        ("criticality", text(criticality)),
        ("owner", owner(cast, by)?),
        ("rto", Value::Number(rto)),
        ("rpo", Value::Number(rpo)),
        ("runbook", text(runbook)),
        ("document", the::<DocumentId>(cast, "Business continuity plan")?),
        ("backup_method", text(backup)),
        ("backup_location", text(location)),
        ("test_interval", Value::Number(months)),
        ("next_test", day(cast, next)),
    ])
}

/// All that happens to continuity plans.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0..).zip(PLANS.iter().copied()) {
        scenes.push(tell::<ContinuityPlan>(at(188, 10, 10 + nth * 9), Who::Jonas, row.0, move |cast| {
            plan(row, cast)
        }));
    }
    for (name, before, by, kind, result, hours, findings) in TESTS.iter().copied() {
        scenes.push(act::<RecordTest>(at(before, 16, 30), by, name, move |_| {
            Ok(vec![
                ("kind", Value::Choice(kind)),
                ("result", Value::Choice(result)),
                ("rto", Value::Number(hours)),
                ("findings", text(findings)),
                ("evidence", text("Log of restores")),
            ])
        }));
    }
    for (before, next, why) in
        [(72, 40, "The provider changes the line in that week."), (41, 9, "Half of the office is ill.")]
    {
        scenes.push(act::<Postpone>(at(before, 11, 30), Who::Stefan, "office", move |cast| {
            Ok(vec![("next_test", day(cast, next)), ("why", text(why))])
        }));
    }
    scenes
}
