//! 6.1.2 e: levels are held against the criteria of acceptance.

use attesta_isms::{
    Isms,
    risk::{Acceptance, Risk, RiskLevel, TreatmentOption},
};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "risks-are-evaluated",
    headline: "A risk of a level that nobody may accept is not simply retained",
    checks: "Every assessed risk against what its method says of its level. A level that nobody may accept, with a \
             treatment that only retains the risk or with an acceptance of that level, contradicts the method.",
    why: "The organisation set the line itself. Auditors look for risks above it that were waved through.",
    mend: "Treat the risk, or change the criteria of the method and approve them.",
    turns: "The risk is treated other than by retaining it, or the method lets somebody accept its level.",
    requirements: &["6.1.2.e1"],
    grade: MINOR,
    reads: &["risk", "risk_method_version", "treatment", "acceptance"],
    conforming: include_str!("examples/method.yaml"),
    failing: include_str!("examples/retained_too_high.yaml"),
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("6.1.2.e1");
    for risk in isms.risks.in_force() {
        let Some(terms) = terms(isms, &risk.data, risk.data.level) else { continue };
        let treatment = isms.treatment_of(risk.id);
        let retained = treatment.filter(|one| one.data.options == [TreatmentOption::Retain]);
        if let (Acceptance::Nobody, Some(treatment)) = (terms.acceptance, retained) {
            let gap = format!(
                "“{}” is at level {}, which the method lets nobody accept, and its treatment only retains it.",
                risk.data.title, terms.name
            );
            let verdict =
                Verdict::minor("6.1.2.e1", gap).at(risk.id, &["level"]).at(treatment.id, &["options"]);
            sample.bad(verdict.amend(treatment.id, "options"));
        } else {
            sample.good(risk.id, &["level"]);
        }
        let Some(acceptance) = isms.acceptance_of(risk.id) else { continue };
        let accepted = self::terms(isms, &risk.data, acceptance.data.level);
        if let Some(level) = accepted.filter(|level| level.acceptance == Acceptance::Nobody) {
            let gap = format!(
                "What remains of “{}” was accepted at level {}, which the method lets nobody accept.",
                risk.data.title, level.name
            );
            let verdict = Verdict::minor("6.1.2.e1", gap)
                .at(acceptance.id, &["level"])
                .at(risk.id, &["residual_level"]);
            sample.bad(verdict.verb(risk.id, "assess"));
        }
    }
    sample.close(verdicts, "Levels are held against the criteria of the method.");
}

/// What the method of a risk says of a level.
fn terms<'a>(isms: &'a Isms, risk: &Risk, level: Option<attesta_record::Level>) -> Option<&'a RiskLevel> {
    let version = isms.method_versions.get(risk.method_version?)?;
    version.data.levels.get(usize::from(level?.0).checked_sub(1)?)
}
