//! 6.1.2 d: consequence and likelihood of every risk.

use attesta_isms::{
    Isms,
    risk::{Risk, RoundStatus},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "risks-are-assessed",
    headline: "Likelihood and consequence of every risk are assessed",
    checks: "A risk that was assessed has both a likelihood and a consequence. One that has neither is raised once a \
             round of assessment of its scope was completed on or after the day on which it was identified.",
    why: "A risk without a level is not compared with anything, and falls out of treatment unseen.",
    mend: "Assess the risk.",
    turns: "The risk has a likelihood and a consequence.",
    requirements: &["6.1.2.d1", "6.1.2.d2"],
    grade: MINOR,
    reads: &["risk", "risk_assessment", "scope"],
    conforming: include_str!("examples/method.yaml"),
    failing: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true, likelihood: 2, assessed_on: 2026-02-01}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut consequences, mut likelihoods) = (Sample::of("6.1.2.d1"), Sample::of("6.1.2.d2"));
    for risk in isms.risks.in_force() {
        let (likelihood, consequence) = (risk.data.likelihood, risk.data.consequence);
        let due = risk.data.assessed_on.is_some()
            || likelihood.is_some()
            || consequence.is_some()
            || was_passed_over(isms, risk);
        if !due {
            continue;
        }
        let finding = |requirement, what, field: &'static [&'static str]| {
            let gap = format!("The {what} of “{}” is not assessed.", risk.data.title);
            Verdict::minor(requirement, gap).at(risk.id, field).verb(risk.id, "assess")
        };
        consequences.judge(risk.id, &["consequence"], consequence.is_some(), || {
            finding("6.1.2.d1", "consequence", &["consequence"])
        });
        likelihoods.judge(risk.id, &["likelihood"], likelihood.is_some(), || {
            finding("6.1.2.d2", "likelihood", &["likelihood"])
        });
    }
    consequences.close(verdicts, "Consequences are assessed.");
    likelihoods.close(verdicts, "Likelihoods are assessed.");
}

/// Whether a round of the risk's scope was completed after it was identified.
fn was_passed_over(isms: &Isms, risk: &Entity<Risk>) -> bool {
    let Some(identified) = risk.data.identified_on else { return false };
    isms.assessments.in_force().any(|round| {
        round.data.status == RoundStatus::Completed
            && round.data.completed_on.is_some_and(|day| identified <= day)
            && isms.lies_in(risk.data.scope, round.data.scope)
    })
}
