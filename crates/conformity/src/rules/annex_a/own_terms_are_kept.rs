//! A.5.30, A.8.8, A.8.10, A.8.24: the organisation's own terms for tests, weaknesses, deletions and keys.

use attesta_isms::{
    Isms,
    operations::ExceptionStatus,
    operations::{ContinuityPlan, DeletionStatus, KeyStatus},
    threats::{Vulnerability, VulnerabilityStatus},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Outcome, Rule, Sample, Verdict, Verdicts, late, months_after};

pub(crate) static RULE: Rule = Rule {
    name: "own-terms-are-kept",
    headline: "Continuity tests, weaknesses, deletions and keys keep to the days that were set for them",
    checks: "Days that passed: the next test of a continuity plan or its interval, the term of an open weakness that no \
             exception covers, a planned deletion, the end of an active key. The last test of a plan reached its own \
             goals of recovery. Up to thirty days late is advice.",
    why: "These are the organisation's own promises, and each can be held against a date.",
    mend: "Do what was due, or decide otherwise and record it.",
    turns: "It is done, or its new day lies ahead.",
    requirements: &["A.5.30", "A.8.8", "A.8.10", "A.8.24"],
    grade: MINOR,
    reads: &["continuity_plan", "continuity_test", "vulnerability", "exception", "deletion", "crypto_key"],
    conforming: "
continuity-plans:
  - {number: BCP-1, system: Shop, rto: 8, test_interval: 12, last_test: 2026-05-01}
continuity-tests:
  - {plan: BCP-1, tested_on: 2026-05-01, kind: restore, result: passed, rto: 6}
",
    failing: "
continuity-plans:
  - {number: BCP-1, system: Shop, rto: 8, test_interval: 12, last_test: 2024-10-01}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut tests, mut weaknesses, mut deletions, mut keys) =
        (Sample::of("A.5.30"), Sample::of("A.8.8"), Sample::of("A.8.10"), Sample::of("A.8.24"));
    for plan in isms.continuity_plans.in_force() {
        judge_plan(isms, &mut tests, plan, today);
    }
    for one in isms.vulnerabilities.in_force() {
        judge_weakness(isms, &mut weaknesses, one, today);
    }
    for one in isms.deletions.in_force() {
        let due = one.data.planned_for.filter(|_| one.data.status == DeletionStatus::Planned);
        match due.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
            None => deletions.good(one.id, &["status"]),
            Some((due, outcome)) => {
                let gap = format!("“{}” was to be deleted by {due}.", one.data.subject);
                let verdict = Verdict::new(outcome, "A.8.10", gap).at(one.id, &["planned_for", "status"]);
                deletions.bad(verdict.amend(one.id, "performed_on"));
            }
        }
    }
    for one in isms.keys.in_force().filter(|one| one.data.status == KeyStatus::Active) {
        match one.data.expires_on.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
            None => keys.good(one.id, &["expires_on"]),
            Some((due, outcome)) => {
                let gap = format!("The key {} ended on {due} and counts as active.", one.data.key);
                keys.bad(
                    Verdict::new(outcome, "A.8.24", gap)
                        .at(one.id, &["expires_on", "status"])
                        .verb(one.id, "rotate"),
                );
            }
        }
    }
    tests.close(verdicts, "Continuity plans are tested as planned.");
    weaknesses.close(verdicts, "Weaknesses are within their terms.");
    deletions.close(verdicts, "Deletions are on time.");
    keys.close(verdicts, "Active keys are within their time.");
}

fn judge_plan(isms: &Isms, sample: &mut Sample, plan: &Entity<ContinuityPlan>, today: Date) {
    let system = &plan.data.system;
    let last = isms
        .continuity_tests
        .in_force()
        .filter(|test| test.data.plan == plan.id)
        .max_by_key(|test| test.data.tested_on);
    let tested = last.map(|test| test.data.tested_on).max(plan.data.last_test);
    let by_interval = tested.zip(plan.data.test_interval).map(|(day, months)| months_after(day, months));
    let due = plan.data.next_test.or(by_interval);
    let overdue: Option<(Date, Outcome)> = due.and_then(|due| late(due, today).map(|outcome| (due, outcome)));
    if let Some((due, outcome)) = overdue {
        let gap = format!("The continuity plan of {system} was to be tested by {due}.");
        let verdict =
            Verdict::new(outcome, "A.5.30", gap).at(plan.id, &["next_test", "test_interval", "last_test"]);
        sample.bad(verdict.verb(plan.id, "record_test"));
        return;
    }
    let Some(last) = last else { return };
    let missed = [("time", plan.data.rto, last.data.rto), ("point", plan.data.rpo, last.data.rpo)]
        .into_iter()
        .find_map(|(what, goal, reached)| {
            goal.zip(reached).filter(|(goal, reached)| reached > goal).map(|pair| (what, pair))
        });
    match missed {
        None => sample.good(last.id, &["result", "rto", "rpo"]),
        Some((what, (goal, reached))) => {
            let gap = format!(
                "The last test of {system} reached a recovery {what} of {reached} hours; its goal is {goal}."
            );
            let verdict =
                Verdict::minor("A.5.30", gap).at(last.id, &["rto", "rpo"]).at(plan.id, &["rto", "rpo"]);
            sample.bad(verdict.verb(plan.id, "record_test"));
        }
    }
}

fn judge_weakness(isms: &Isms, sample: &mut Sample, one: &Entity<Vulnerability>, today: Date) {
    let due = match one.data.status {
        VulnerabilityStatus::Open => one.data.due,
        VulnerabilityStatus::Accepted => one.data.accepted_until,
        VulnerabilityStatus::Remediated | VulnerabilityStatus::NotAffected => None,
    };
    let excepted = isms.exceptions.in_force().any(|exception| {
        exception.data.status == ExceptionStatus::Granted
            && today <= exception.data.expires_on
            && exception.data.assets.iter().any(|asset| one.data.assets.contains(asset))
    });
    match due.filter(|_| !excepted).and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
        None => sample.good(one.id, &["due", "status"]),
        Some((due, outcome)) => {
            let gap = format!("The weakness “{}” was to be settled by {due}.", one.data.title);
            let verdict =
                Verdict::new(outcome, "A.8.8", gap).at(one.id, &["due", "status", "accepted_until"]);
            sample.bad(verdict.verb(one.id, "remediate"));
        }
    }
}
