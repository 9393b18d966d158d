//! 4.1: external and internal issues, reviewed by the organisation's own days.

use attesta_isms::{Isms, context::Side};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late};

pub(crate) static RULE: Rule = Rule {
    name: "issues-are-reviewed",
    headline: "External and internal issues are on record, and reviewed by the days that were set for it",
    checks: "External and internal issues in force, and the review day of each where it has one. Up to thirty days late is \
             advice.",
    why: "A context that nobody looked at since it was written describes an earlier organisation.",
    mend: "Review the issue and set its next review.",
    turns: "The next review of the issue lies ahead.",
    requirements: &["4.1-1", "4.1-2"],
    grade: MINOR,
    reads: &["context_issue"],
    conforming: "
context-issues:
  - {title: New law on resilience, side: external, climate: true, review_on: 2027-03-01}
  - {title: Two sites were merged, side: internal, review_on: 2027-03-01}
",
    failing: "
context-issues:
  - {title: New law on resilience, side: external, climate: true, review_on: 2026-03-01}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    for (requirement, side) in [("4.1-1", Side::External), ("4.1-2", Side::Internal)] {
        let mut sample = Sample::of(requirement);
        for issue in isms.issues.in_force().filter(|one| one.data.side == side) {
            match issue.data.review_on.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
                None => sample.good(issue.id, &["title", "review_on"]),
                Some((due, outcome)) => {
                    let gap = format!("The issue “{}” was to be reviewed by {due}.", issue.data.title);
                    let verdict = Verdict::new(outcome, requirement, gap).at(issue.id, &["review_on"]);
                    sample.bad(verdict.amend(issue.id, "review_on"));
                }
            }
        }
        sample.close(verdicts, "Issues are on record, and none is past its review.");
    }
}
