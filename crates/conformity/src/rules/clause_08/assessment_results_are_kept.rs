//! 8.2: rounds of assessment use an approved method, and their results are kept.

use attesta_isms::{
    Isms,
    risk::{MethodStatus, RiskAssessment, RoundStatus},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "assessment-results-are-kept",
    headline: "Completed rounds of assessment used an approved method, and left results",
    checks: "Each completed round: the method version that it names was approved by then; a result or a risk that was \
             assessed between its first and its last day exists.",
    why: "The results are documented information that the standard wants kept.",
    mend: "Assess the risks of the round by an approved version of the method.",
    turns: "The round names an approved version, and results of it exist.",
    requirements: &["8.2-3", "8.2-doc"],
    grade: MINOR,
    reads: &["risk", "risk_assessment", "risk_result", "risk_method_version"],
    conforming: include_str!("examples/round_with_results.yaml"),
    failing: include_str!("examples/round_by_draft.yaml"),
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut method, mut results) = (Sample::of("8.2-3"), Sample::of("8.2-doc"));
    for round in isms.assessments.in_force().filter(|round| round.data.status == RoundStatus::Completed) {
        let title = &round.data.title;
        if let Some(version) = round.data.method_version.and_then(|id| isms.method_versions.get(id)) {
            let end = round.data.completed_on;
            let later = version.data.approved_on.zip(end).is_some_and(|(approved, end)| approved > end);
            let draft = version.data.status == MethodStatus::Draft;
            method.judge(round.id, &["method_version"], !later && !draft, || {
                let gap = format!(
                    "“{title}” was completed by version {} of the method, which was not approved by then.",
                    version.data.version
                );
                Verdict::minor("8.2-3", gap)
                    .at(round.id, &["method_version", "completed_on"])
                    .at(version.id, &["status", "approved_on"])
                    .create::<attesta_isms::ids::AssessmentId>()
            });
        }
        results.judge(round.id, &[], left_results(isms, round), || {
            let gap = format!("“{title}” is completed, and no result of it is on record.");
            Verdict::minor("8.2-doc", gap).at(round.id, &["status", "completed_on"]).amend(round.id, "status")
        });
    }
    method.close(verdicts, "Rounds used an approved method.");
    results.close(verdicts, "Results of assessment are kept.");
}

fn left_results(isms: &Isms, round: &Entity<RiskAssessment>) -> bool {
    let within = |day: Option<Date>| {
        day.is_some_and(|day| {
            round.data.begun_on.is_none_or(|begun| begun <= day)
                && round.data.completed_on.is_none_or(|end| day <= end)
        })
    };
    isms.results
        .iter()
        .any(|result| result.data.assessment == Some(round.id) || within(Some(result.data.assessed_on)))
        || isms.risks.iter().any(|risk| within(risk.data.assessed_on))
}
