//! 6.3: changes to the ISMS are planned.

use attesta_isms::{
    Isms,
    operations::{Change, ChangeStatus},
};
use attesta_record::Entity;
use jiff::{civil::Date, tz::TimeZone};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "isms-changes-are-planned",
    headline: "Changes to the ISMS are decided before they begin, and say what they are for or what they affect",
    checks: "Approved and closed changes that are marked as changes of the ISMS: a purpose or an effect is described, and \
             the decision is not later than the planned beginning. A procedure for such changes is not asked for.",
    why: "The edition of 2022 asks for planned changes; a decision after the fact is no plan.",
    mend: "Describe purpose and effects, and decide before the change begins.",
    turns: "The change describes its purpose or effects and was decided before it began.",
    requirements: &["6.3-1"],
    grade: MINOR,
    reads: &["change_request"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
change-requests:
  - {title: Scope takes in the second site, kind: normal, of_isms: true, purpose: One certificate, impact: Audit programme grows, status: approved, decided_by: PE-1, decided_on: 2026-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
change-requests:
  - {title: Scope takes in the second site, kind: normal, of_isms: true, purpose: One certificate, planned_from: '2026-01-05T08:00:00Z', status: approved, decided_by: PE-1, decided_on: 2026-02-01}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("6.3-1");
    let made = |status| matches!(status, ChangeStatus::Approved | ChangeStatus::Closed);
    for one in isms.changes.in_force().filter(|one| one.data.of_isms && made(one.data.status)) {
        match unplanned(one) {
            None => sample.good(one.id, &["purpose", "impact", "decided_on"]),
            Some(why) => {
                let gap = format!("The change of the ISMS “{}”: {why}.", one.data.title);
                let verdict = Verdict::minor("6.3-1", gap)
                    .at(one.id, &["purpose", "impact", "decided_on", "planned_from"]);
                sample.bad(verdict.amend(one.id, "purpose"));
            }
        }
    }
    sample.close(verdicts, "Changes to the ISMS are planned.");
}

fn unplanned(one: &Entity<Change>) -> Option<String> {
    let began = one.data.planned_from.map(|at| at.to_zoned(TimeZone::UTC).date());
    if let (Some(decided), Some(began)) = (one.data.decided_on, began)
        && began < decided
    {
        return Some(format!("it began on {began} and was decided on {decided}"));
    }
    let said = says_something(one.data.purpose.as_ref()) || says_something(one.data.impact.as_ref());
    (!said).then(|| "neither its purpose nor what it affects is described".to_owned())
}
