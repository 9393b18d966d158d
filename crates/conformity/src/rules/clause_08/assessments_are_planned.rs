//! 8.2: risks are assessed at planned intervals, by the method in force, and results are kept.

use std::collections::BTreeMap;

use attesta_isms::{
    Isms,
    ids::ScopeId,
    risk::{RiskAssessment, RoundStatus},
};
use attesta_record::{Entity, TypedId as _};
use jiff::civil::Date;

use crate::kit::{MAJOR, Outcome, Rule, Sample, Verdict, Verdicts, late, months_after};

pub(crate) static RULE: Rule = Rule {
    name: "assessments-are-planned",
    headline: "Risks are assessed at the interval that the method sets",
    checks: "The last completed round of each scope that has risks, or the last assessment of any of its risks, against \
             the interval of the method in force. Up to thirty days late is advice; later than half an interval is major. \
             Each risk's own review day counts too. Without an interval the rule cannot tell.",
    why: "The interval is the organisation's own promise, and auditors compare two dates.",
    mend: "Carry out a round of assessment, and complete it.",
    turns: "A round of the scope is completed within the interval.",
    requirements: &["8.2-1"],
    grade: MAJOR,
    reads: &["risk", "risk_assessment", "risk_method", "risk_method_version", "scope"],
    conforming: include_str!("../clause_06/examples/method.yaml"),
    failing: include_str!("examples/round_overdue.yaml"),
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("8.2-1");
    for (scope, assessed) in last_assessed(isms) {
        let Some(method) = isms.method_in_force(scope) else { continue };
        let name = isms.scopes.get(scope).map_or_else(|| scope.number(), |one| one.data.name.to_string());
        let Some(interval) = method.data.interval else {
            let ask = format!(
                "The planned interval at which the risks of {name} are assessed: the method sets none."
            );
            verdicts.say(Verdict::cannot_tell("8.2-1", ask).at(method.id, &["interval"]));
            continue;
        };
        let round = last_round(isms, scope);
        let last = assessed.max(round.and_then(|round| round.data.completed_on));
        let Some(last) = last else { continue };
        let due = months_after(last, interval);
        let Some(outcome) = late(due, today) else {
            sample.good(scope, &[]);
            continue;
        };
        let outcome = match outcome {
            Outcome::Minor if months_after(due, interval.div_ceil(2)) < today => Outcome::Major,
            other => other,
        };
        let gap = format!(
            "The risks of {name} were last assessed on {last}; the method asks for it every {interval} months, by {due}."
        );
        let mut verdict = Verdict::new(outcome, "8.2-1", gap).at(scope, &[]).at(method.id, &["interval"]);
        if let Some(round) = round {
            verdict = verdict.at(round.id, &["completed_on"]);
        }
        sample.bad(verdict.create::<attesta_isms::ids::AssessmentId>());
    }
    for risk in isms.risks.in_force() {
        let Some(due) = risk.data.review_on else { continue };
        match late(due, today) {
            None => sample.good(risk.id, &["review_on"]),
            Some(outcome) => {
                let gap = format!("“{}” was to be reviewed by {due}.", risk.data.title);
                sample.bad(
                    Verdict::new(outcome, "8.2-1", gap)
                        .at(risk.id, &["review_on", "assessed_on"])
                        .verb(risk.id, "assess"),
                );
            }
        }
    }
    sample.close(verdicts, "Risks are assessed within the planned interval.");
}

/// The scopes that have risks, with the last day on which one of them was assessed.
fn last_assessed(isms: &Isms) -> BTreeMap<ScopeId, Option<Date>> {
    let mut last: BTreeMap<ScopeId, Option<Date>> = BTreeMap::new();
    for risk in isms.risks.in_force() {
        let day = last.entry(risk.data.scope).or_default();
        *day = (*day).max(risk.data.assessed_on.filter(|_| risk.data.level.is_some()));
    }
    last
}

/// The last completed round of a scope, or of a scope that it is part of.
fn last_round(isms: &Isms, scope: ScopeId) -> Option<&Entity<RiskAssessment>> {
    let rounds = isms.assessments.in_force().filter(|round| round.data.status == RoundStatus::Completed);
    rounds.filter(|round| isms.lies_in(scope, round.data.scope)).max_by_key(|round| round.data.completed_on)
}
