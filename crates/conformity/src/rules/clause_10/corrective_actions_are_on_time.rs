//! 10.2 c: corrective actions are carried out by their day.

use attesta_isms::{
    Isms,
    improvement::{CorrectiveStatus, NonconformityStatus},
};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, days_between, late, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "corrective-actions-are-on-time",
    headline: "Corrective actions are done by their day, by somebody who is there",
    checks: "Open corrective actions past their day; re-planning moves the day and keeps the reason. Up to thirty days late \
             is advice. Their owners are there.",
    why: "Open for months is what turns a minor of last year into a major of this one.",
    mend: "Complete the action, or plan it anew with a reason.",
    turns: "The action is completed, dropped or planned anew.",
    requirements: &["10.2.c"],
    grade: MINOR,
    reads: &["corrective_action", "nonconformity", "person", "role", "role_assignment"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
nonconformities:
  - {number: NC-1, title: Reviews were missed, source: own, raised_on: 2026-09-01, cause: Nobody was named}
corrective-actions:
  - {title: Name a reviewer, nonconformity: NC-1, owner: PE-1, due: 2027-01-31}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
nonconformities:
  - {number: NC-1, title: Reviews were missed, source: own, raised_on: 2026-03-01, cause: Nobody was named}
corrective-actions:
  - {title: Name a reviewer, nonconformity: NC-1, owner: PE-1, due: 2026-06-30}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("10.2.c");
    for one in isms.corrective_actions.in_force() {
        if one.data.status != CorrectiveStatus::Open {
            sample.good(one.id, &["status", "done_on"]);
            continue;
        }
        // A register that was taken over may say that the whole is closed, and nothing of its parts: whether it was closed
        // rightly is asked of the whole.
        let whole = isms.nonconformities.get(one.data.nonconformity).map(|whole| &whole.data);
        if whole.is_some_and(|whole| whole.status == NonconformityStatus::Closed && whole.effective.is_none())
        {
            continue;
        }
        let title = &one.data.title;
        if let Some(outcome) = late(one.data.due, today) {
            let (due, days) = (one.data.due, days_between(one.data.due, today));
            let gap =
                format!("The corrective action “{title}” was due on {due}, {days} days ago, and is open.");
            let verdict = Verdict::new(outcome, "10.2.c", gap).at(one.id, &["due", "status"]);
            sample.bad(verdict.verb(one.id, "replan"));
        } else if let Some(why) = vacancy(isms, Some(one.data.owner), today) {
            let gap = format!("Nobody carries out the corrective action “{title}”: {why}.");
            sample.bad(Verdict::minor("10.2.c", gap).at(one.id, &["owner"]).amend(one.id, "owner"));
        } else {
            sample.good(one.id, &["due", "owner"]);
        }
    }
    sample.close(verdicts, "Corrective actions are on time.");
}
