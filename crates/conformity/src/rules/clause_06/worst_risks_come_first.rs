//! 6.1.2 e 2: risks are treated in an order that fits their levels.

use attesta_isms::{
    Isms,
    risk::{Acceptance, Risk, TreatmentAction},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{Rule, Sample, Verdict, Verdicts, is_left, late};
use attesta_standard::Grade;

pub(crate) static RULE: Rule = Rule {
    name: "worst-risks-come-first",
    headline: "Actions on the worst risks are not all planned behind those on the least",
    checks: "Open actions on risks of a level that nobody may accept, and those on risks of lower levels. Where every one \
             of the first is due after every one of the second, and there are two of each, it is pointed out as advice.",
    why: "A plan in the order in which risks were entered shows that nobody set priorities.",
    mend: "Plan the worst risks first, or say in the plan why not.",
    turns: "An action on a risk that nobody may accept is due before one on a lesser risk.",
    requirements: &["6.1.2.e2"],
    grade: Grade::Improvement,
    reads: &["risk", "treatment", "treatment_action", "risk_method_version"],
    conforming: include_str!("examples/priorities.yaml"),
    failing: include_str!("examples/priorities_reversed.yaml"),
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut worst, mut lesser): (Vec<&Entity<TreatmentAction>>, Vec<&Entity<TreatmentAction>>) =
        Default::default();
    let open =
        |one: &&Entity<TreatmentAction>| is_left(one.data.status) && late(one.data.due, today).is_none();
    for action in isms.treatment_actions.in_force().filter(open) {
        let treatment = isms.treatments.get(action.data.treatment);
        let Some(risk) = treatment.and_then(|one| isms.risks.get(one.data.risk)) else { continue };
        match unacceptable(isms, &risk.data) {
            Some(true) => worst.push(action),
            Some(false) => lesser.push(action),
            None => {}
        }
    }
    let mut sample = Sample::of("6.1.2.e2");
    let first = worst.iter().min_by_key(|action| action.data.due);
    let last = lesser.iter().max_by_key(|action| action.data.due);
    if let (Some(first), Some(last)) = (first, last) {
        let reversed = worst.len() > 1 && lesser.len() > 1 && first.data.due > last.data.due;
        sample.judge(first.id, &["due"], !reversed, || {
            let gap = format!(
                "All {} open actions on risks that nobody may accept are due after the {} on lesser risks: the first on {}, the others by {}.",
                worst.len(), lesser.len(), first.data.due, last.data.due
            );
            Verdict::advice("6.1.2.e2", gap).at(first.id, &["due"]).at(last.id, &["due"]).verb(first.id, "replan")
        });
    }
    sample.close(verdicts, "Actions on the worst risks are not behind all others.");
}

/// Whether nobody may accept the level of a risk; `None` where the method does not say.
fn unacceptable(isms: &Isms, risk: &Risk) -> Option<bool> {
    let version = isms.method_versions.get(risk.method_version?)?;
    let terms = version.data.levels.get(usize::from(risk.level?.0).checked_sub(1)?)?;
    Some(terms.acceptance == Acceptance::Nobody)
}
