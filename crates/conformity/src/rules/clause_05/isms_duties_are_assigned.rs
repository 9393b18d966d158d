//! 5.3 a and b: who sees to conformity, and who reports performance.

use attesta_isms::{Isms, ids::AssignmentId, people::IsmsDuty};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "isms-duties-are-assigned",
    headline: "Somebody sees to the ISMS's conformity, and somebody reports its performance to top management",
    checks: "Responsibilities that carry one of these two duties are held by somebody who is there. Where none carries \
             it, the rule cannot tell: it may be assigned elsewhere.",
    why: "These are the two duties that the standard wants assigned by name.",
    mend: "Assign the responsibility to somebody who is there.",
    turns: "Somebody who is there is accountable for the duty.",
    requirements: &["5.3.a", "5.3.b"],
    grade: MINOR,
    reads: &["responsibility", "role", "role_assignment", "person"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
responsibilities:
  - {activity: Keeps the ISMS by the standard, duty: conformity, accountable: PE-1}
  - {activity: Reports to the board, duty: reporting, accountable: PE-1}
",
    failing: "
people:
  - {number: PE-1, name: Ada, left_on: 2026-05-31}
responsibilities:
  - {activity: Keeps the ISMS by the standard, duty: conformity, accountable: PE-1}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    for (requirement, duty) in [("5.3.a", IsmsDuty::Conformity), ("5.3.b", IsmsDuty::Reporting)] {
        let mut sample = Sample::of(requirement);
        for one in isms.responsibilities.in_force().filter(|one| one.data.duty == Some(duty)) {
            match vacancy(isms, Some(one.data.accountable), today) {
                None => sample.good(one.id, &["duty", "accountable"]),
                Some(why) => {
                    let gap = format!("Nobody answers for “{}” on {today}: {why}.", one.data.activity);
                    let verdict = Verdict::minor(requirement, gap).at(one.id, &["duty", "accountable"]);
                    sample.bad(verdict.create::<AssignmentId>());
                }
            }
        }
        sample.close(verdicts, "The duty is assigned to somebody who is there.");
    }
}
