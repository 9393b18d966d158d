//! 4.1 and 4.2 with the amendment of 2024: whether climate change is relevant.

use attesta_isms::{Isms, context::DeterminationStatus, ids::ClimateId};
use jiff::civil::{Date, date};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late, says_something};

/// The day of the amendment; before it nobody asked.
const AMENDED: Date = date(2024, 2, 23);

pub(crate) static RULE: Rule = Rule {
    name: "climate-is-decided",
    headline: "It is decided, with a reason, whether climate change is relevant",
    checks: "Where issues of the context are kept, a determination is decided with its reasons, or an issue concerns \
             climate. Not relevant is as good an answer as relevant. Days before the amendment of 2024 are not judged.",
    why: "The amendment asks for a yes or a no; auditors find silence.",
    mend: "Record whether climate change is relevant to the ISMS and why, and decide it.",
    turns: "A determination with reasons is decided.",
    requirements: &["4.1-amd1", "4.2-amd1"],
    grade: MINOR,
    reads: &["context_issue", "climate_determination", "interested_party"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
context-issues:
  - {title: New customers abroad, side: external}
climate-determinations:
  - {title: Climate 2026, relevant: false, reasons: One office on a hill and a hoster with two sites, status: decided, decided_by: PE-1, decided_on: 2026-02-10}
",
    failing: "
context-issues:
  - {title: New customers abroad, side: external, reviewed_on: 2026-03-10}
  - {title: Few people with deep knowledge, side: internal, reviewed_on: 2026-03-10}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    if today < AMENDED {
        return;
    }
    let (mut decided, mut parties) = (Sample::of("4.1-amd1"), Sample::of("4.2-amd1"));
    for one in isms.climate.in_force().filter(|one| one.data.status == DeterminationStatus::Decided) {
        let said = one.data.relevant.is_some() && says_something(one.data.reasons.as_ref());
        let overdue = one.data.review_on.and_then(|due| late(due, today).map(|outcome| (due, outcome)));
        if !said {
            let gap = format!(
                "“{}” is decided without saying whether climate change is relevant, and why.",
                one.data.title
            );
            decided.bad(
                Verdict::minor("4.1-amd1", gap).at(one.id, &["relevant", "reasons"]).create::<ClimateId>(),
            );
        } else if let Some((due, outcome)) = overdue {
            let gap = format!("“{}” was to be reviewed by {due}.", one.data.title);
            decided
                .bad(Verdict::new(outcome, "4.1-amd1", gap).at(one.id, &["review_on"]).create::<ClimateId>());
        } else {
            decided.good(one.id, &["relevant", "reasons", "decided_on"]);
        }
        if says_something(one.data.parties.as_ref()) {
            parties.good(one.id, &["parties"]);
        }
    }
    let decision = isms.climate.in_force().any(|one| one.data.status == DeterminationStatus::Decided);
    for issue in isms.issues.in_force().filter(|one| one.data.climate) {
        decided.good(issue.id, &["climate"]);
    }
    let considered = decision || isms.issues.in_force().any(|one| one.data.climate);
    if let (false, Some(issue)) = (considered, isms.issues.in_force().next()) {
        let count = isms.issues.in_force().count();
        let gap = format!(
            "{count} issues of the context are on record, and none says whether climate change is relevant."
        );
        decided.bad(Verdict::minor("4.1-amd1", gap).at(issue.id, &["climate"]).create::<ClimateId>());
    }
    for party in isms.parties.in_force().filter(|one| one.data.climate_checked_on.is_some()) {
        parties.good(party.id, &["climate_checked_on"]);
    }
    decided.close(verdicts, "It is decided whether climate change is relevant.");
    parties.close(verdicts, "It was asked whether interested parties have requirements on climate.");
}
