//! 8.3: results of treatment are kept.

use attesta_isms::{Isms, risk::ActionStatus};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, is_left, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "treatment-results-are-kept",
    headline: "Actions that are done say when, and show it; the remaining risk counts no action that is overdue",
    checks: "An action that is done names its day; one without evidence is pointed out as advice. A residual level below \
             the current one, while an action of its treatment is more than thirty days overdue and none is done, rests \
             on what did not happen. Open actions have owners who are there.",
    why: "A risk looks small on paper because of work that nobody did.",
    mend: "Attach what shows the result; assess the risk as it is, or do the action.",
    turns: "The action is done and shows its result.",
    requirements: &["8.3-doc"],
    grade: MINOR,
    reads: &["treatment_action", "treatment", "risk", "person", "role", "role_assignment"],
    conforming: include_str!("examples/action_done.yaml"),
    failing: include_str!("examples/action_done_never.yaml"),
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("8.3-doc");
    for action in isms.treatment_actions.in_force() {
        match action.data.status {
            ActionStatus::Done if action.data.done_on.is_none() => {
                let gap = format!("“{}” is done, and it is not recorded when.", action.data.title);
                sample.bad(
                    Verdict::minor("8.3-doc", gap).at(action.id, &["done_on"]).amend(action.id, "done_on"),
                );
            }
            ActionStatus::Done => {
                sample.judge(action.id, &["evidence", "done_on"], !action.data.evidence.is_empty(), || {
                    let gap = format!("“{}” is done, and nothing shows its result.", action.data.title);
                    Verdict::advice("8.3-doc", gap).at(action.id, &["evidence"]).amend(action.id, "evidence")
                });
            }
            ActionStatus::Dropped => {}
            _ => {
                if let Some(why) = vacancy(isms, Some(action.data.owner), today) {
                    let gap = format!("Nobody carries out “{}”: {why}.", action.data.title);
                    sample.bad(
                        Verdict::minor("8.3-1", gap).at(action.id, &["owner"]).amend(action.id, "owner"),
                    );
                }
            }
        }
    }
    for treatment in isms.treatments.in_force() {
        if let Some(finding) = rests_on_nothing(isms, treatment, today) {
            sample.bad(finding);
        }
    }
    sample.close(verdicts, "Results of treatment are kept.");
}

fn rests_on_nothing(
    isms: &Isms,
    treatment: &attesta_record::Entity<attesta_isms::risk::Treatment>,
    today: Date,
) -> Option<Verdict> {
    let risk = isms.risks.get(treatment.data.risk).filter(|risk| !risk.retired)?;
    let (residual, level) = (risk.data.residual_level?, risk.data.level?);
    let actions = isms.links().actions.get(&treatment.id)?;
    let actions: Vec<_> = actions.iter().filter_map(|id| isms.treatment_actions.get(*id)).collect();
    if residual >= level || actions.iter().any(|one| one.data.status == ActionStatus::Done) {
        return None;
    }
    let overdue = |one: &&&attesta_record::Entity<attesta_isms::risk::TreatmentAction>| {
        is_left(one.data.status)
            && crate::kit::late(one.data.due, today).is_some_and(crate::Outcome::is_nonconformity)
    };
    let overdue = actions.iter().find(overdue)?;
    let gap = format!(
        "What remains of “{}” is put at level {} against {} today, and no action of its treatment is done: “{}” was due on {}.",
        risk.data.title, residual.0, level.0, overdue.data.title, overdue.data.due
    );
    let verdict = Verdict::minor("8.3-doc", gap).at(risk.id, &["level", "residual_level"]);
    Some(verdict.at(overdue.id, &["due", "status"]).verb(risk.id, "assess"))
}
