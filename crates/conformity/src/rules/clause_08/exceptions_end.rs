//! 8.1: exceptions from the organisation's own rules are decided and end.

use attesta_isms::{Isms, operations::ExceptionStatus};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "exceptions-end",
    headline: "Granted exceptions name who granted them, and end on their day",
    checks: "Exceptions that count as granted: who decided, and whether the last day is over. Up to thirty days is advice.",
    why: "An exception past its day is a rule that nobody follows.",
    mend: "End the exception, or have it decided anew.",
    turns: "The exception is ended, or granted until a day ahead.",
    requirements: &["8.1-3"],
    grade: MINOR,
    reads: &["exception"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
exceptions:
  - {title: Old server without updates, reason: Vendor is gone, expires_on: 2027-01-31, status: granted, decided_by: PE-1, decided_on: 2026-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
exceptions:
  - {title: Old server without updates, reason: Vendor is gone, expires_on: 2026-06-30, status: granted, decided_by: PE-1, decided_on: 2026-02-01}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("8.1-3");
    for one in isms.exceptions.in_force().filter(|one| one.data.status == ExceptionStatus::Granted) {
        let title = &one.data.title;
        if let Some(outcome) = late(one.data.expires_on, today) {
            let gap = format!(
                "The exception “{title}” ended on {} and still counts as granted.",
                one.data.expires_on
            );
            sample.bad(
                Verdict::new(outcome, "8.1-3", gap).at(one.id, &["expires_on", "status"]).verb(one.id, "end"),
            );
        } else if one.data.decided_by.is_none() && !says_something(one.data.decided_by_words.as_ref()) {
            let gap = format!(
                "The exception “{title}” counts as granted, and nobody is on record as having granted it."
            );
            sample
                .bad(Verdict::minor("8.1-3", gap).at(one.id, &["decided_by", "status"]).verb(one.id, "end"));
        } else {
            sample.good(one.id, &["decided_by", "expires_on"]);
        }
    }
    sample.close(verdicts, "Exceptions are granted by somebody, until a day ahead.");
}
