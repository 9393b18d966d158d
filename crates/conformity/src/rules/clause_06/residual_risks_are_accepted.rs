//! 6.1.3 f: owners accept what remains.

use std::collections::BTreeSet;

use attesta_isms::{
    Isms,
    ids::{RiskId, RoleId},
    kit::Owner,
    risk::{PlanStatus, Risk, RiskAcceptance, Standing},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late, person, unchanged_since};

pub(crate) static RULE: Rule = Rule {
    name: "residual-risks-are-accepted",
    headline: "What remains of a risk is accepted by whoever may, and the acceptance still holds",
    checks: "The latest acceptance of every risk: given by the owner of that day or by the role that the method names, \
             not expired, and of the risk as it is now. A risk in an approved treatment plan has an acceptance.",
    why: "An acceptance by the wrong person, of another state of the risk or beyond its last day is none.",
    mend: "Let the owner of the risk accept what remains.",
    turns: "The owner accepts the risk as it is now.",
    requirements: &["6.1.3.f2"],
    grade: MINOR,
    reads: &[
        "risk", "acceptance", "treatment", "treatment_plan", "risk_method_version", "person", "role", "role_assignment",
    ],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
acceptances:
  - {risk: R-1, accepted_on: 2026-03-01, accepted_by: PE-1, authority: PE-1, until: 2027-03-01, reason: Disks are encrypted}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
acceptances:
  - {risk: R-1, accepted_on: 2025-03-01, accepted_by: PE-1, authority: PE-1, until: 2026-03-01, reason: Disks are encrypted}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("6.1.3.f2");
    for risk in isms.risks.in_force() {
        let Some(acceptance) = isms.acceptance_of(risk.id) else { continue };
        let title = &risk.data.title;
        let fault = wrong_person(isms, risk, acceptance)
            .map(|why| format!("What remains of “{title}” was accepted by {why}."));
        let fault =
            fault.map(|gap| Verdict::minor("6.1.3.f2", gap).at(acceptance.id, &["accepted_by", "authority"]));
        let fault = fault.or_else(|| match isms.standing(acceptance, today) {
            Standing::Valid | Standing::Replaced => None,
            Standing::Stale(why) => {
                let gap = format!("The acceptance of what remains of “{title}” no longer fits: {why}.");
                let fields = &["likelihood", "consequence", "level", "controls"];
                Some(Verdict::minor("6.1.3.f2", gap).at(acceptance.id, fields))
            }
            Standing::Expired => {
                let until = acceptance.data.until;
                let gap = format!("The acceptance of what remains of “{title}” ended on {until}.");
                late(until, today)
                    .map(|outcome| Verdict::new(outcome, "6.1.3.f2", gap).at(acceptance.id, &["until"]))
            }
        });
        match fault {
            None => sample.good(acceptance.id, &["accepted_by", "until", "level"]),
            Some(fault) => {
                sample.bad(fault.at(risk.id, &["residual_level", "owner"]).verb(risk.id, "accept"));
            }
        }
    }
    for risk in planned(isms) {
        let Some(risk) =
            isms.risks.get(risk).filter(|risk| !risk.retired && isms.acceptance_of(risk.id).is_none())
        else {
            continue;
        };
        let gap = format!(
            "“{}” stands in the approved treatment plan, and nobody accepted what remains of it.",
            risk.data.title
        );
        sample.bad(Verdict::minor("6.1.3.f2", gap).at(risk.id, &["residual_level"]).verb(risk.id, "accept"));
    }
    sample.close(verdicts, "Owners accepted what remains.");
}

/// Who accepted without being entitled, judged by the day of the acceptance. Where the risk changed since or has no owner now, its owner may
/// have been another one, and what the acceptance says of its authority is believed.
fn wrong_person(isms: &Isms, risk: &Entity<Risk>, acceptance: &Entity<RiskAcceptance>) -> Option<String> {
    let (by, on) = (acceptance.data.accepted_by, acceptance.data.accepted_on);
    let said = isms.people_of(acceptance.data.authority, on).contains(&by);
    let owns = risk.data.owner.is_none_or(|owner| isms.people_of(owner, on).contains(&by));
    let named = role_for(isms, acceptance).is_some_and(|role| acceptance.data.authority == Owner::Role(role));
    let entitled = said && (owns || named || !unchanged_since(risk, on));
    (!entitled).then(|| format!("{}, who was not entitled to on {on}", person(isms, by)))
}

/// The role that the method names for the level that was accepted.
fn role_for(isms: &Isms, acceptance: &Entity<RiskAcceptance>) -> Option<RoleId> {
    let version = isms.method_versions.get(acceptance.data.method_version?)?;
    version.data.levels.get(usize::from(acceptance.data.level?.0).checked_sub(1)?)?.role
}

/// The risks of all approved plans.
fn planned(isms: &Isms) -> BTreeSet<RiskId> {
    let plans = isms.treatment_plans.in_force().filter(|plan| plan.data.status == PlanStatus::Approved);
    plans.flat_map(|plan| plan.data.actions.iter().map(|row| row.risk)).collect()
}
