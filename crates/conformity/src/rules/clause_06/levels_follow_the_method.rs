//! 6.1.2 b and d 3: levels are those of the method's scales, and follow from its matrix.

use attesta_isms::{
    Isms,
    risk::{MethodStatus, MethodVersion, Risk},
};
use attesta_record::{Entity, Level};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "levels-follow-the-method",
    headline: "Levels stand on the scales of the method by which they were found, and follow from its matrix",
    checks: "Every assessed risk: likelihood and consequence are levels of the scales of its method version, that version \
             was approved, and the level is the one that the matrix gives.",
    why: "A value off the scale, or a level that nobody can recompute, cannot be compared with any other.",
    mend: "Assess the risk again by the method in force.",
    turns: "The risk is assessed by an approved version, on its scales.",
    requirements: &["6.1.2.b", "6.1.2.d3"],
    grade: MINOR,
    reads: &["risk", "risk_method_version"],
    conforming: include_str!("examples/method.yaml"),
    failing: include_str!("examples/off_scale.yaml"),
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut comparable, mut computed) = (Sample::of("6.1.2.b"), Sample::of("6.1.2.d3"));
    for risk in isms.risks.in_force().filter(|risk| risk.data.level.is_some()) {
        let version = risk.data.method_version.and_then(|id| isms.method_versions.get(id));
        let Some(version) = version else { continue };
        if let Some(why) = incomparable(&risk.data, version) {
            let gap = format!("“{}”: {why}.", risk.data.title);
            let verdict =
                Verdict::minor("6.1.2.b", gap).at(risk.id, &["likelihood", "consequence", "method_version"]);
            comparable.bad(verdict.at(version.id, &["status"]).verb(risk.id, "assess"));
            continue;
        }
        comparable.good(risk.id, &["method_version"]);
        match miscomputed(&risk.data, &version.data) {
            None => computed.good(risk.id, &["level"]),
            Some(why) => {
                let gap = format!("“{}”: {why}.", risk.data.title);
                let verdict =
                    Verdict::minor("6.1.2.d3", gap).at(risk.id, &["likelihood", "consequence", "level"]);
                computed.bad(verdict.at(version.id, &["matrix"]).verb(risk.id, "assess"));
            }
        }
    }
    comparable.close(verdicts, "Levels are those of the method's scales.");
    computed.close(verdicts, "Levels of risk follow from the matrix.");
}

type Levels = (&'static str, Option<Level>, Option<Level>, Option<Level>);

fn estimates(risk: &Risk) -> [Levels; 3] {
    [
        ("inherent", risk.inherent_likelihood, risk.inherent_consequence, risk.inherent_level),
        ("current", risk.likelihood, risk.consequence, risk.level),
        ("residual", risk.residual_likelihood, risk.residual_consequence, risk.residual_level),
    ]
}

fn incomparable(risk: &Risk, version: &Entity<MethodVersion>) -> Option<String> {
    if version.data.status == MethodStatus::Draft {
        return Some(format!(
            "it was assessed by version {} of the method, which was never approved",
            version.data.version
        ));
    }
    let (rows, columns) = (version.data.likelihoods.len(), version.data.consequences.len());
    let off =
        |level: Option<Level>, size: usize| level.filter(|level| level.0 == 0 || usize::from(level.0) > size);
    estimates(risk).into_iter().find_map(|(which, likelihood, consequence, _)| {
        let (what, level, size) = match (off(likelihood, rows), off(consequence, columns)) {
            (Some(level), _) => ("likelihood", level, rows),
            (None, Some(level)) => ("consequence", level, columns),
            (None, None) => return None,
        };
        Some(format!("its {which} {what} is {}, and the scale of the method has {size} levels", level.0))
    })
}

fn miscomputed(risk: &Risk, version: &MethodVersion) -> Option<String> {
    estimates(risk).into_iter().find_map(|(which, likelihood, consequence, level)| {
        let (level, right) = (level?, version.level(likelihood, consequence));
        let right = match right {
            Some(right) if right == level => return None,
            Some(right) => right.0.to_string(),
            None => "none, since one of the two is not assessed".to_owned(),
        };
        Some(format!("its {which} level is {}, and the matrix gives {right}", level.0))
    })
}
