//! 9.2.2: criteria of each audit, and the programme that covers what it promised.

use attesta_isms::{
    Isms,
    audits::{AuditProgramme, ProgrammeStatus},
    ids::AuditId,
};
use attesta_record::Entity;
use jiff::{ToSpan as _, civil::Date};

use super::audits_are_carried_out::took_place;
use crate::kit::{Outcome, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "audits-have-criteria",
    headline: "Each audit has criteria, and the programme covers by its end what it promised",
    checks: "Audits that took place name clauses, controls or own requirements. An approved programme that ends within \
             ninety days, or ended: every clause that it promised is covered by an audit that took place or is planned. \
             More than half uncovered is major. Not every audit must cover everything.",
    why: "Coverage is judged over the programme's own cycle; a gap at its end can no longer be closed.",
    mend: "Plan an audit of the clauses that are not covered, or revise the programme before it ends.",
    turns: "Every clause of the programme is covered by an audit.",
    requirements: &["9.2.2.a", "9.2.1.a1", "9.2.1.a2", "9.2.2-1", "9.2.2-2"],
    grade: crate::kit::MAJOR,
    reads: &["audit", "audit_programme"],
    conforming: "
audits:
  - {title: Audit of the first half, status: carried_out, extent: Head office, clauses: ['6', '8'], began_on: 2026-03-02, ended_on: 2026-03-04, conclusion: Effective}
",
    failing: "
audits:
  - {title: Audit of the first half, status: carried_out, extent: Head office, began_on: 2026-03-02, ended_on: 2026-03-04, conclusion: Effective}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut criteria, mut own) = (Sample::of("9.2.2.a"), Sample::of("9.2.1.a1"));
    for audit in isms.audits.in_force().filter(|audit| took_place(audit)) {
        let data = &audit.data;
        let said = says_something(data.criteria.as_ref());
        let named = said || !data.clauses.is_empty() || !data.controls.is_empty();
        criteria.judge(audit.id, &["clauses", "controls", "criteria", "extent"], named, || {
            let gap = format!("“{}” took place, and its criteria are not recorded.", data.title);
            Verdict::minor("9.2.2.a", gap)
                .at(audit.id, &["clauses", "controls", "criteria"])
                .amend(audit.id, "criteria")
        });
        if said {
            own.good(audit.id, &["criteria"]);
        }
    }
    criteria.close(verdicts, "Audits have criteria.");
    own.close(verdicts, "Audits were held against own requirements.");
    let (mut covered, mut planned, mut reasoned) =
        (Sample::of("9.2.1.a2"), Sample::of("9.2.2-1"), Sample::of("9.2.2-2"));
    for one in isms.audit_programmes.in_force().filter(|one| one.data.status == ProgrammeStatus::Approved) {
        judge_coverage(isms, &mut covered, one, today);
        judge_programme(&mut planned, one);
        if says_something(one.data.rationale.as_ref()) {
            reasoned.good(one.id, &["rationale"]);
        }
    }
    covered.close(verdicts, "The programme covers what it promised.");
    planned.close(verdicts, "The programme says how audits are planned and reported.");
    reasoned.close(verdicts, "The programme says how it follows from importance and past results.");
}

fn judge_coverage(isms: &Isms, sample: &mut Sample, programme: &Entity<AuditProgramme>, today: Date) {
    let end = programme.data.period_until;
    if programme.data.clauses.is_empty() || today < end.saturating_sub(90.days()) {
        return;
    }
    let counts = |audit: &&Entity<attesta_isms::audits::Audit>| {
        let mine = audit.data.programme.is_none_or(|own| own == programme.id);
        let ahead = audit.data.status == attesta_isms::audits::AuditStatus::Planned
            && audit.data.planned_until.or(audit.data.planned_from).is_none_or(|day| today <= day);
        let within = audit.data.ended_on.is_none_or(|day| programme.data.period_from <= day && day <= end);
        mine && within && (took_place(audit) || ahead)
    };
    let audits: Vec<_> = isms.audits.in_force().filter(counts).collect();
    let covered = |clause: &attesta_isms::kit::ClauseRef| {
        let mut clauses = audits.iter().flat_map(|audit| &audit.data.clauses);
        clauses.any(|one| one.lies_in(*clause) || clause.lies_in(*one))
    };
    let missing: Vec<&str> = programme
        .data
        .clauses
        .iter()
        .filter(|clause| !covered(clause))
        .map(attesta_record::Choice::key)
        .collect();
    let many = missing.len() * 2 > programme.data.clauses.len();
    sample.judge(programme.id, &["clauses", "period_until"], missing.is_empty(), || {
        let gap = format!(
            "The programme “{}”, which ends on {end}, promised clauses {}, and no audit covers them.",
            programme.data.title,
            missing.join(", ")
        );
        let outcome = if many { Outcome::Major } else { Outcome::Minor };
        Verdict::new(outcome, "9.2.1.a2", gap)
            .at(programme.id, &["clauses", "period_until"])
            .create::<AuditId>()
    });
}

fn judge_programme(sample: &mut Sample, one: &Entity<AuditProgramme>) {
    let data = &one.data;
    let parts = [
        ("frequency", &data.frequency),
        ("methods", &data.methods),
        ("responsibilities", &data.responsibilities),
        ("planning and reporting", &data.reporting),
    ];
    let missing: Vec<&str> =
        parts.iter().filter(|(_, text)| !says_something(text.as_ref())).map(|(what, _)| *what).collect();
    // A programme that says nothing of all four keeps it elsewhere.
    if missing.len() == parts.len() {
        return;
    }
    sample.judge(
        one.id,
        &["frequency", "methods", "responsibilities", "reporting"],
        missing.is_empty(),
        || {
            let gap =
                format!("The approved programme “{}” says nothing of {}.", data.title, missing.join(", "));
            Verdict::minor("9.2.2-1", gap)
                .at(one.id, &["frequency", "methods", "responsibilities", "reporting"])
                .verb(one.id, "revise")
        },
    );
}
