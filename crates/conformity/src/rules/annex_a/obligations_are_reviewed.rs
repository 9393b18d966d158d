//! A.5.31: obligations are kept up by somebody, and judged by their day.

use attesta_isms::Isms;
use jiff::civil::Date;

use crate::kit::{MINOR, Outcome, Rule, Sample, Verdict, Verdicts, late, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "obligations-are-reviewed",
    headline: "Obligations that bind have somebody who keeps them up, and are judged by their day",
    checks: "Obligations that bind today: an owner who left or a vacant role; the day of the next judgement. That no owner \
             is named at all is advice.",
    why: "Laws and contracts change; a register that nobody keeps shows those of the year in which it was made.",
    mend: "Name an owner who is there, and judge the obligation anew.",
    turns: "The obligation has an owner who is there, and its next judgement lies ahead.",
    requirements: &["A.5.31"],
    grade: MINOR,
    reads: &["obligation", "person", "role", "role_assignment"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
obligations:
  - {title: Law on books, kind: legal, owner: PE-1, review_on: 2027-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
obligations:
  - {title: Law on books, kind: legal, owner: PE-1, review_on: 2026-02-01}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("A.5.31");
    for one in isms.obligations.in_force().filter(|one| one.data.binds_on(today)) {
        let title = &one.data.title;
        if let Some(why) = vacancy(isms, one.data.owner, today) {
            let outcome = if one.data.owner.is_some() { Outcome::Minor } else { Outcome::Advice };
            let gap = format!("Nobody keeps the obligation “{title}” up: {why}.");
            sample.bad(Verdict::new(outcome, "A.5.31", gap).at(one.id, &["owner"]).amend(one.id, "owner"));
        }
        match one.data.review_on.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
            None => sample.good(one.id, &["owner", "review_on"]),
            Some((due, outcome)) => {
                let gap = format!("The obligation “{title}” was to be judged anew by {due}.");
                sample.bad(
                    Verdict::new(outcome, "A.5.31", gap).at(one.id, &["review_on"]).verb(one.id, "judge"),
                );
            }
        }
    }
    sample.close(verdicts, "Obligations are kept up.");
}
