//! 8.1, A.5.20, A.5.22: suppliers that matter have requirements, and are reviewed as planned.

use attesta_isms::{
    Isms,
    ids::SupplierReviewId,
    kit::Grade,
    suppliers::{Agreement, Supplier, SupplierStatus},
};
use attesta_record::{Choice as _, Entity};
use jiff::civil::Date;

use crate::kit::{MINOR, Outcome, Rule, Sample, Verdict, Verdicts, late, months_after, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "suppliers-are-controlled",
    headline: "Critical suppliers have agreed requirements, and suppliers are reviewed at their own intervals",
    checks: "Active suppliers graded high or critical have security requirements agreed, and no agreement on data that is \
             noted as missing. Where a review interval is set, the last review, or the beginning of the contract, is \
             within it. Assurances of critical suppliers are not all over. Up to thirty days late is advice.",
    why: "What was bought is still the organisation's to answer for.",
    mend: "Agree the requirements and record them; review the supplier.",
    turns: "The requirements are recorded, and a review within the interval is.",
    requirements: &["8.1-6", "A.5.20", "A.5.22"],
    grade: MINOR,
    reads: &["supplier", "supplier_review"],
    conforming: "
suppliers:
  - {number: SU-1, name: Hoster, criticality: critical, requirements: Annex on security of the contract, review_interval: 12, contract_from: 2024-01-01, assurances: [{what: Certificate, until: 2027-05-01}]}
supplier-reviews:
  - {supplier: SU-1, reviewed_on: 2026-03-01, result: satisfactory}
",
    failing: "
suppliers:
  - {number: SU-1, name: Hoster, criticality: critical, requirements: Annex on security of the contract, review_interval: 12, contract_from: 2024-01-01}
supplier-reviews:
  - {supplier: SU-1, reviewed_on: 2025-03-01, result: satisfactory}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut controlled, mut agreed, mut reviewed) =
        (Sample::of("8.1-6"), Sample::of("A.5.20"), Sample::of("A.5.22"));
    for one in isms.suppliers.in_force().filter(|one| one.data.status == SupplierStatus::Active) {
        let critical = one.data.criticality >= Some(Grade::High);
        if critical {
            let gap = unagreed(one);
            agreed.judge(one.id, &["requirements", "processing"], gap.is_none(), || {
                Verdict::minor("A.5.20", gap.unwrap_or_default())
                    .at(one.id, &["criticality", "requirements", "processing"])
                    .amend(one.id, "requirements")
            });
        }
        match overdue(isms, one, critical, today) {
            Some((outcome, gap)) => {
                let verdict =
                    Verdict::new(outcome, "A.5.22", gap).at(one.id, &["review_interval", "assurances"]);
                reviewed.bad(verdict.create::<SupplierReviewId>());
            }
            None => {
                if let Some(review) = isms.links().supplier_review.get(&one.id) {
                    reviewed.good(*review, &["reviewed_on", "result"]);
                    controlled.good(one.id, &["requirements"]);
                }
            }
        }
    }
    if !agreed.has_nonconformity() && !reviewed.has_nonconformity() {
        controlled.close(verdicts, "Suppliers are reviewed as planned.");
    }
    agreed.close(verdicts, "Requirements are agreed with critical suppliers.");
    reviewed.close(verdicts, "Suppliers are reviewed as planned.");
}

fn unagreed(one: &Entity<Supplier>) -> Option<String> {
    if one.data.processing == Some(Agreement::Missing) {
        return Some(format!(
            "The agreement on data with {}, a supplier that matters, is noted as missing.",
            one.data.name
        ));
    }
    let agreed = says_something(one.data.requirements.as_ref());
    (!agreed).then(|| {
        let grade = one.data.criticality.map_or("", |grade| grade.label()).to_lowercase();
        format!(
            "No security requirements are recorded as agreed with {}, a supplier of {grade} criticality.",
            one.data.name
        )
    })
}

fn overdue(isms: &Isms, one: &Entity<Supplier>, critical: bool, today: Date) -> Option<(Outcome, String)> {
    let name = &one.data.name;
    let review = isms.links().supplier_review.get(&one.id).and_then(|id| isms.supplier_reviews.get(*id));
    let last = review.map(|review| review.data.reviewed_on);
    let interval = one.data.review_interval;
    let by_interval =
        last.or(one.data.contract_from).zip(interval).map(|(from, months)| months_after(from, months));
    let due = review.and_then(|review| review.data.next_on).or(by_interval);
    if let Some((due, outcome)) = due.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
        let last = last.map_or_else(|| "it never was".to_owned(), |last| format!("it last was on {last}"));
        return Some((outcome, format!("{name} was to be reviewed by {due}; {last}.")));
    }
    let ends: Option<Date> = one.data.assurances.iter().filter_map(|assurance| assurance.until).max();
    let undated = one.data.assurances.iter().any(|assurance| assurance.until.is_none());
    let outcome = ends
        .filter(|_| critical && !undated)
        .and_then(|end| late(end, today).map(|outcome| (end, outcome)))?;
    Some((
        outcome.1,
        format!("The last assurance of {name}, a supplier that matters, ended on {}.", outcome.0),
    ))
}
