//! 8.1 and 8.2: changes are decided, and the significant ones set off an assessment.

use attesta_isms::{
    Isms,
    ids::AssessmentId,
    kit::Grade,
    operations::{Change, ChangeKind, ChangeOutcome, ChangeStatus},
    risk::RoundStatus,
};
use attesta_record::Entity;
use jiff::{ToSpan as _, civil::Date};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "changes-are-controlled",
    headline: "Changes are decided by somebody, and significant ones set off an assessment of risks",
    checks: "Closed changes that were carried out name who decided and when; emergency ones within thirty days. Standard \
             changes are decided once for all. A change that the organisation itself graded high or critical names risks, \
             or risks of its scope were assessed from its decision on.",
    why: "Auditors take the largest change of the year and ask for the assessment.",
    mend: "Record the decision; assess the risks that the change brings and name them in it.",
    turns: "The change names its decision, and an assessment followed from it.",
    requirements: &["8.1-4", "8.1-5", "8.2-2"],
    grade: MINOR,
    reads: &["change_request", "risk", "risk_assessment", "scope"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Data lost in the move, scope: S-1, owner: PE-1, availability: true}
change-requests:
  - {title: Move to the cloud, kind: normal, scope: S-1, risk: high, risks: [R-1], status: closed, outcome: done, decided_by: PE-1, decided_on: 2026-02-01, closed_on: 2026-06-30}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
change-requests:
  - {title: Move to the cloud, kind: normal, scope: S-1, risk: high, status: closed, outcome: done, decided_by: PE-1, decided_on: 2026-02-01, closed_on: 2026-06-30}
",
    check,
};

/// How long after the end of a change its papers may follow.
const GRACE: i64 = 30;

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut planned, mut emergencies, mut assessed) =
        (Sample::of("8.1-4"), Sample::of("8.1-5"), Sample::of("8.2-2"));
    let carried_out = |one: &Entity<Change>| {
        one.data.status == ChangeStatus::Closed && one.data.outcome != Some(ChangeOutcome::Dropped)
    };
    for one in isms.changes.in_force().filter(|one| carried_out(one)) {
        let over = one.data.closed_on.is_none_or(|closed| closed.saturating_add(GRACE.days()) < today);
        let decided = one.data.decided_by.is_some() && one.data.decided_on.is_some();
        let (requirement, sample) = match one.data.kind {
            ChangeKind::Standard => ("", None),
            ChangeKind::Normal => ("8.1-4", Some(&mut planned)),
            ChangeKind::Emergency => ("8.1-5", Some(&mut emergencies).filter(|_| decided || over)),
        };
        if let Some(sample) = sample {
            sample.judge(one.id, &["decided_by", "decided_on"], decided, || {
                let gap = format!(
                    "“{}” was carried out, and nobody is on record as having decided it.",
                    one.data.title
                );
                Verdict::minor(requirement, gap)
                    .at(one.id, &["decided_by", "decided_on", "outcome"])
                    .verb(one.id, "reopen")
            });
        }
        if one.data.risk >= Some(Grade::High) && (over || is_assessed(isms, one)) {
            assessed.judge(one.id, &["risk", "risks"], is_assessed(isms, one), || {
                let gap = format!(
                    "“{}” is graded as a significant change; it names no risk, and none was assessed from its decision on.",
                    one.data.title
                );
                Verdict::minor("8.2-2", gap).at(one.id, &["risk", "risks", "closed_on"]).create::<AssessmentId>()
            });
        }
    }
    planned.close(verdicts, "Planned changes are decided.");
    emergencies.close(verdicts, "Emergency changes are decided afterwards.");
    assessed.close(verdicts, "Significant changes set off an assessment.");
}

fn is_assessed(isms: &Isms, change: &Entity<Change>) -> bool {
    let from = change.data.decided_on.or(change.data.closed_on);
    let touches =
        |scope| change.data.scope.is_none_or(|own| isms.lies_in(scope, own) || isms.lies_in(own, scope));
    let since = |day: Option<Date>| day.zip(from).is_some_and(|(day, from)| from <= day);
    let round = |one: &Entity<attesta_isms::risk::RiskAssessment>| {
        one.data.status == RoundStatus::Completed && touches(one.data.scope) && since(one.data.completed_on)
    };
    !change.data.risks.is_empty()
        || isms.assessments.in_force().any(round)
        || isms.risks.in_force().any(|risk| touches(risk.data.scope) && since(risk.data.assessed_on))
}
