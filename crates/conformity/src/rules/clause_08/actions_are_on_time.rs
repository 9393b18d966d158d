//! 8.3: the treatment plan is carried out.

use attesta_isms::{Isms, risk::ActionStatus, soa::ImplementationStatus};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, days_between, is_left, late};

pub(crate) static RULE: Rule = Rule {
    name: "actions-are-on-time",
    headline: "Actions of treatment are done by their day, or planned anew with a reason",
    checks: "Open actions past their day, and controls that are still only planned after the day they were planned for. \
             Re-planning moves the day and keeps the reason. Up to thirty days late is advice.",
    why: "A plan whose days pass unnoticed is not carried out.",
    mend: "Do the action, or re-plan it with a reason.",
    turns: "The action is done, dropped or re-planned.",
    requirements: &["8.3-1"],
    grade: MINOR,
    reads: &["treatment_action", "treatment", "risk", "control"],
    conforming: include_str!("../clause_06/examples/priorities.yaml"),
    failing: include_str!("examples/action_overdue.yaml"),
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("8.3-1");
    for action in isms.treatment_actions.in_force().filter(|one| one.data.status != ActionStatus::Dropped) {
        let treatment = isms.treatments.get(action.data.treatment).filter(|one| !one.retired);
        let risk = treatment.and_then(|one| isms.risks.get(one.data.risk)).filter(|risk| !risk.retired);
        let (Some(treatment), Some(risk)) = (treatment, risk) else { continue };
        let due = action.data.due;
        match late(due, today).filter(|_| is_left(action.data.status)) {
            None => sample.good(action.id, &["due", "status"]),
            Some(outcome) => {
                let days = days_between(due, today);
                let gap = format!(
                    "“{}” for “{}” was due on {due}, {days} days ago, and is open.",
                    action.data.title, risk.data.title
                );
                let verdict = Verdict::new(outcome, "8.3-1", gap).at(action.id, &["due", "status"]);
                sample.bad(verdict.at(treatment.id, &[]).verb(action.id, "replan"));
            }
        }
    }
    for control in isms.controls.in_force() {
        let waiting = matches!(
            control.data.status,
            ImplementationStatus::Planned | ImplementationStatus::NotImplemented
        );
        let Some(due) = control.data.planned_for.filter(|_| waiting) else { continue };
        if let Some(outcome) = late(due, today) {
            let gap =
                format!("The control “{}” was planned for {due} and is not implemented.", control.data.title);
            let verdict = Verdict::new(outcome, "8.3-1", gap).at(control.id, &["planned_for", "status"]);
            sample.bad(verdict.amend(control.id, "planned_for"));
        }
    }
    sample.close(verdicts, "Actions of treatment are on time.");
}
