//! 10.2: what auditors found becomes a nonconformity, and does not come back.

use std::collections::BTreeMap;

use attesta_isms::{
    Isms,
    audits::FindingKind,
    certification::BodyFindingKind,
    ids::NonconformityId,
    improvement::{Nonconformity, NonconformityStatus},
};
use attesta_record::{Choice as _, Entity};
use jiff::{ToSpan as _, civil::Date};

use crate::kit::{MINOR, Outcome, Rule, Sample, Verdict, Verdicts, late};

pub(crate) static RULE: Rule = Rule {
    name: "findings-are-followed",
    headline: "What auditors found is answered by a nonconformity, and does not come back",
    checks: "Nonconformities found in internal audits more than thirty days ago lead to a nonconformity record or an answer. \
             Findings of the certification body are answered by the agreed day. A nonconformity on the same control, or \
             clause, raised within a year of the closure of another: once is advice, three of a kind are a nonconformity.",
    why: "Finding the same again shows that the cause was not found.",
    mend: "Raise the nonconformity; look for the cause that the closed records share.",
    turns: "The finding is answered; no further one of its kind follows.",
    requirements: &["10.2.b1", "10.2.d"],
    grade: MINOR,
    reads: &["audit", "audit_finding", "nonconformity", "certification_audit"],
    conforming: "
audits:
  - {number: AU-1, title: Yearly audit, status: reported, extent: Everything, clauses: ['9'], ended_on: 2026-03-04, conclusion: Effective, reported_on: 2026-03-20}
audit-findings:
  - {number: AF-1, title: No reviewer, audit: AU-1, kind: minor, found_on: 2026-03-03}
nonconformities:
  - {number: NC-1, title: No reviewer, source: internal_audit, finding: AF-1, raised_on: 2026-03-20, cause: Nobody was named, due: 2026-12-31}
",
    failing: "
audits:
  - {number: AU-1, title: Yearly audit, status: reported, extent: Everything, clauses: ['9'], ended_on: 2026-03-04, conclusion: Effective, reported_on: 2026-03-20}
audit-findings:
  - {number: AF-1, title: No reviewer, audit: AU-1, kind: minor, found_on: 2026-03-03}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut reviewed = Sample::of("10.2.b1");
    for finding in isms.findings.in_force() {
        if !matches!(finding.data.kind, FindingKind::Major | FindingKind::Minor) {
            continue;
        }
        let raised = isms.nonconformities.iter().any(|one| one.data.finding == Some(finding.id));
        let audit = isms.audits.get(finding.data.audit);
        let found = finding.data.found_on.or_else(|| audit?.data.ended_on);
        if raised || finding.data.answer.is_some() {
            reviewed.good(finding.id, &["kind"]);
        } else if found.is_some_and(|day| day.saturating_add(30.days()) < today) {
            let gap = format!(
                "“{}”, found in an internal audit, led to no nonconformity and no answer.",
                finding.data.title
            );
            reviewed.bad(
                Verdict::minor("10.2.b1", gap).at(finding.id, &["kind", "answer"]).verb(finding.id, "raise"),
            );
        }
    }
    for audit in isms.certification_audits.in_force() {
        for one in &audit.data.findings {
            let open = one.nonconformity.is_none() && one.accepted_on.is_none();
            let counts = open && matches!(one.kind, BodyFindingKind::Major | BodyFindingKind::Minor);
            let due = one.answer_by.filter(|_| counts);
            if let Some((due, outcome)) = due.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
                let gap =
                    format!("A finding of the certification body was to be answered by {due}: {}", one.text);
                let verdict = Verdict::new(outcome, "10.2.b1", gap).at(audit.id, &["findings"]);
                reviewed.bad(verdict.create::<NonconformityId>());
            }
        }
    }
    reviewed.close(verdicts, "What audits found led to nonconformities.");
    recurrences(isms, verdicts);
}

/// What a nonconformity is about: its control, else its clause.
fn about(one: &Entity<Nonconformity>) -> Option<&'static str> {
    one.data.control.map(|control| control.key()).or_else(|| one.data.clause.map(|clause| clause.key()))
}

fn recurrences(isms: &Isms, verdicts: &mut Verdicts) {
    let mut by_kind: BTreeMap<&'static str, Vec<&Entity<Nonconformity>>> = BTreeMap::new();
    for one in isms.nonconformities.in_force() {
        if let Some(key) = about(one) {
            by_kind.entry(key).or_default().push(one);
        }
    }
    for (key, mut all) in by_kind {
        all.sort_by_key(|one| (one.data.raised_on, one.id));
        let again = |pair: &&[&Entity<Nonconformity>]| {
            let [first, second] = pair else { return false };
            let closed = first.data.closed_on.filter(|_| first.data.status == NonconformityStatus::Closed);
            closed.is_some_and(|closed| {
                closed <= second.data.raised_on && second.data.raised_on <= closed.saturating_add(1.year())
            })
        };
        let pairs: Vec<&[&Entity<Nonconformity>]> = all.windows(2).filter(again).collect();
        let Some([first, second]) = pairs.last() else { continue };
        let outcome = if pairs.len() > 1 { Outcome::Minor } else { Outcome::Advice };
        let gap = format!(
            "“{}” was raised on {} on {key}, after “{}” on the same was closed.",
            second.data.title, second.data.raised_on, first.data.title
        );
        let verdict =
            Verdict::new(outcome, "10.2.d", gap).at(second.id, &["raised_on"]).at(first.id, &["closed_on"]);
        verdicts.say(verdict.verb(second.id, "analyse"));
    }
}
