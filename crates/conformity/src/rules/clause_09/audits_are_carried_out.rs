//! 9.2.1: internal audits take place as planned, and before a certification.

use attesta_isms::{
    Isms,
    audits::{Audit, AuditStatus, ProgrammeStatus},
    certification::{CertificateStatus, Stage},
    ids::AuditId,
};
use attesta_record::Entity;
use jiff::{ToSpan as _, civil::Date};

use crate::kit::{MAJOR, Outcome, Rule, Sample, Verdict, Verdicts, late};

pub(crate) static RULE: Rule = Rule {
    name: "audits-are-carried-out",
    headline: "Internal audits take place by their days, and one has before a certification",
    checks: "Planned audits whose days passed; up to thirty days late is advice. No audit carried out at all is major once a \
             certificate is valid, once a Stage 2 audit took place or lies within sixty days, or once an approved \
             programme ended.",
    why: "An ISMS that never audited itself is the surest major of a Stage 2.",
    mend: "Carry out the audit and record it, or plan it anew.",
    turns: "An audit is carried out, and no planned one is past its day.",
    requirements: &["9.2.1-1", "9.2.1.b", "9.2.2-doc"],
    grade: MAJOR,
    reads: &["audit", "audit_finding", "audit_programme", "certificate", "certification_audit"],
    conforming: "
audits:
  - {title: Yearly audit, status: reported, planned_until: 2026-03-31, extent: Everything, clauses: ['4'], began_on: 2026-03-02, ended_on: 2026-03-04, conclusion: Effective, summary: Two findings, reported_on: 2026-03-20}
",
    failing: "
certification-audits:
  - {stage: stage2, planned_from: 2026-11-16, body: Certifier}
audits:
  - {title: Yearly audit, planned_from: 2026-12-10}
",
    check,
};

/// Whether an audit took place.
pub(crate) fn took_place(audit: &Entity<Audit>) -> bool {
    matches!(audit.data.status, AuditStatus::CarriedOut | AuditStatus::Reported)
}

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut held, mut concluded, mut kept) =
        (Sample::of("9.2.1-1"), Sample::of("9.2.1.b"), Sample::of("9.2.2-doc"));
    for audit in isms.audits.in_force() {
        if took_place(audit) {
            held.good(audit.id, &["status", "ended_on"]);
            if audit.data.conclusion.is_some() {
                concluded.good(audit.id, &["conclusion"]);
            }
            judge_results(isms, &mut kept, audit);
        } else if let Some((due, outcome)) = overdue(audit, today) {
            let gap = format!("“{}” was planned until {due}, and was not carried out.", audit.data.title);
            let verdict = Verdict::new(outcome, "9.2.1-1", gap)
                .at(audit.id, &["planned_from", "planned_until", "status"]);
            held.bad(verdict.amend(audit.id, "planned_until"));
        }
    }
    if !isms.audits.in_force().any(took_place)
        && let Some(finding) = never(isms, today)
    {
        held.bad(finding);
    }
    held.close(verdicts, "Internal audits took place as planned.");
    concluded.close(verdicts, "Audits concluded on effectiveness.");
    kept.close(verdicts, "Results of audits are kept.");
}

fn overdue(audit: &Entity<Audit>, today: Date) -> Option<(Date, Outcome)> {
    let due = audit.data.planned_until.or(audit.data.planned_from);
    let due = due.filter(|_| audit.data.status == AuditStatus::Planned)?;
    late(due, today).map(|outcome| (due, outcome))
}

/// That no audit took place, where something calls for one.
fn never(isms: &Isms, today: Date) -> Option<Verdict> {
    let major = |gap: String| Verdict::major("9.2.1-1", gap).create::<AuditId>();
    let certificate = isms.certificates.in_force().find(|one| one.data.status == CertificateStatus::Valid);
    if let Some(one) = certificate {
        let gap =
            format!("The certificate {} is valid, and no internal audit is on record.", one.data.reference);
        return Some(major(gap).at(one.id, &["status"]));
    }
    let mut audits = isms.certification_audits.in_force().filter(|one| one.data.stage == Stage::Stage2);
    let near = audits.find_map(|one| {
        let day = one.data.began_on.or(one.data.planned_from)?;
        (day <= today.saturating_add(60.days())).then_some((one.id, day))
    });
    if let Some((id, day)) = near {
        let gap = format!("The Stage 2 audit is on {day}, and on {today} no internal audit was carried out.");
        return Some(major(gap).at(id, &["planned_from"]));
    }
    let mut programmes = isms.audit_programmes.in_force();
    let over = programmes
        .find(|one| one.data.status == ProgrammeStatus::Approved && one.data.period_until < today)?;
    let gap = format!(
        "The programme “{}” ended on {}, and no internal audit was carried out.",
        over.data.title, over.data.period_until
    );
    Some(major(gap).at(over.id, &["period_until"]))
}

fn judge_results(isms: &Isms, sample: &mut Sample, audit: &Entity<Audit>) {
    let data = &audit.data;
    let written = data.summary.is_some() || data.conclusion.is_some() || data.report.is_some();
    let found = isms.findings.in_force().any(|finding| finding.data.audit == audit.id);
    sample.judge(audit.id, &["summary", "conclusion", "report"], written || found, || {
        let gap = format!(
            "“{}” took place, and neither findings nor a report nor a conclusion is on record.",
            data.title
        );
        Verdict::minor("9.2.2-doc", gap)
            .at(audit.id, &["summary", "conclusion", "report"])
            .create::<attesta_isms::ids::FindingId>()
    });
}
