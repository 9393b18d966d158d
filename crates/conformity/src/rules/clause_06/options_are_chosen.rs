//! 6.1.3 a and b: an option for every risk, and the controls that it makes necessary.

use attesta_isms::{
    Isms,
    ids::TreatmentId,
    risk::{PlanStatus, Risk, TreatmentOption},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "options-are-chosen",
    headline: "Every assessed risk is treated or accepted, and modifying it names controls",
    checks: "A treatment names an option; one that modifies the risk names controls. An assessed risk that is neither \
             treated nor accepted is raised once a treatment plan of its scope was approved after its assessment.",
    why: "Improving the controls, without saying which, treats nothing.",
    mend: "Choose an option, and name the controls that it makes necessary.",
    turns: "The treatment names an option and its controls, or the risk is accepted.",
    requirements: &["6.1.3.a", "6.1.3.b", "6.1.3-1"],
    grade: MINOR,
    reads: &["risk", "treatment", "treatment_plan", "acceptance", "scope"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
treatments:
  - {risk: R-1, options: [modify], necessary: [A.8.24]}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
treatments:
  - {risk: R-1, options: [modify], reasons: Improve the controls}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut options, mut controls, mut process) =
        (Sample::of("6.1.3.a"), Sample::of("6.1.3.b"), Sample::of("6.1.3-1"));
    for one in isms.treatments.in_force() {
        let Some(risk) = isms.risks.get(one.data.risk).filter(|risk| !risk.retired) else { continue };
        options.judge(one.id, &["options"], !one.data.options.is_empty(), || {
            let gap = format!("The treatment of “{}” names no option.", risk.data.title);
            Verdict::minor("6.1.3.a", gap).at(one.id, &["options"]).amend(one.id, "options")
        });
        process.good(one.id, &[]);
        if one.data.options.contains(&TreatmentOption::Modify) {
            let named = one.data.necessary.len() + one.data.necessary_own.len() + one.data.controls.len();
            controls.judge(one.id, &["necessary", "necessary_own", "controls"], named > 0, || {
                let gap = format!("“{}” is to be modified, and no control is named for it.", risk.data.title);
                Verdict::minor("6.1.3.b", gap)
                    .at(one.id, &["options", "necessary", "controls"])
                    .amend(one.id, "necessary")
            });
        }
    }
    for risk in isms.risks.in_force().filter(|risk| isms.treatment_of(risk.id).is_none()) {
        if isms.acceptance_of(risk.id).is_some() || !was_left_out(isms, risk) {
            continue;
        }
        let gap = format!(
            "“{}” was assessed before the treatment plan was approved, and is neither treated nor accepted.",
            risk.data.title
        );
        options.bad(
            Verdict::minor("6.1.3.a", gap).at(risk.id, &["level", "assessed_on"]).create::<TreatmentId>(),
        );
    }
    options.close(verdicts, "Options of treatment are chosen.");
    controls.close(verdicts, "Necessary controls are determined.");
    process.close(verdicts, "Risks are treated.");
}

/// Whether a plan of the risk's scope was approved after the risk was assessed.
fn was_left_out(isms: &Isms, risk: &Entity<Risk>) -> bool {
    let Some(assessed) = risk.data.assessed_on.filter(|_| risk.data.level.is_some()) else { return false };
    isms.treatment_plans.in_force().any(|plan| {
        plan.data.status == PlanStatus::Approved
            && plan.data.approved_on.is_some_and(|day| assessed < day)
            && isms.lies_in(risk.data.scope, plan.data.scope)
    })
}
