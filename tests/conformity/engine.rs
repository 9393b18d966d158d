//! The engine: silence is never met, judgements decide where records cannot, and asking again says the same.

use std::sync::Arc;

use attesta_conformity::{Checked, Outcome, RULES, Report};
use attesta_isms::Isms;

use crate::situation::{TODAY, read};

fn report(text: &str) -> Report {
    let (isms, today) = read(text);
    Checked::fresh(&isms, today).report()
}

fn outcome(report: &Report, key: &str) -> Outcome {
    report.answers.iter().find(|answer| answer.criterion.key == key).unwrap().outcome
}

#[test]
fn an_empty_isms_conforms_nowhere_and_is_blamed_nowhere() {
    let report = Checked::fresh(&Arc::new(Isms::default()), TODAY).report();
    assert_eq!(report.answers.len(), 159 + 93);
    assert!(report.answers.iter().all(|answer| answer.outcome == Outcome::CannotTell));
    assert!(report.findings().is_empty() && !report.has_nonconformity());
}

/// A judgement with an opinion, on a criterion.
fn judged(criterion: &str, opinion: &str, until: &str) -> String {
    format!(
        "people:\n  - {{number: PE-1, name: Ada}}\njudgements:\n  - {{criterion: {criterion}, opinion: {opinion}, judged_by: PE-1, \
         judged_on: 2026-06-01, until: {until}, evidence: Read on site}}\n"
    )
}

#[test]
fn a_judgement_decides_what_records_cannot_and_only_while_it_holds() {
    assert_eq!(outcome(&report(&judged("5.2.b", "conforms", "2027-06-01")), "5.2.b"), Outcome::Conforms);
    assert_eq!(outcome(&report(&judged("A.7.2", "minor", "2027-06-01")), "A.7.2"), Outcome::Minor);
    assert_eq!(outcome(&report(&judged("5.2.b", "conforms", "2026-10-01")), "5.2.b"), Outcome::CannotTell);
}

#[test]
fn a_judgement_does_not_talk_a_nonconformity_away() {
    let unowned = "scopes:\n  - {number: S-1, name: Lab, statement: All}\nrisks:\n  - {title: Fire, scope: S-1, availability: true}\n";
    let text = format!("{unowned}{}", judged("6.1.2.c2", "conforms", "2027-06-01"));
    assert_eq!(outcome(&report(&text), "6.1.2.c2"), Outcome::Minor);
}

#[test]
fn a_requirement_that_needs_judgement_is_not_met_by_records_alone() {
    let text = "interested-parties:\n  - {name: Customers, kind: customer, interest: Their data}\n";
    assert_eq!(outcome(&report(text), "4.2.a"), Outcome::CannotTell, "records and judgement");
    assert_eq!(outcome(&report(text), "4.2.b"), Outcome::Conforms, "from records");
}

#[test]
fn asking_again_says_what_asking_afresh_says() {
    let (before, today) = read(include_str!("clean/saas.yaml"));
    let first = Checked::fresh(&before, today);
    for kind in attesta_isms::RECORDS {
        let mut after = Isms::clone(&before);
        let items: Vec<_> = after.table(kind.schema.key).unwrap().items().take(1).collect();
        for mut item in items {
            (item.retired, item.revision) = (true, item.revision + 1);
            after.table_mut(kind.schema.key).unwrap().put_item(item).unwrap();
        }
        let after = Arc::new(after);
        let again: Vec<_> = first.again(&after, today).verdicts().cloned().collect();
        let fresh: Vec<_> = Checked::fresh(&after, today).verdicts().cloned().collect();
        assert_eq!(again, fresh, "after one {} was retired", kind.schema.key);
    }
}

#[test]
fn every_rule_says_which_records_it_reads() {
    // A record that a rule names as evidence is of a kind that it reads.
    let texts = RULES.iter().flat_map(|rule| [rule.conforming, rule.failing]);
    for text in texts.chain([include_str!("clean/saas.yaml"), include_str!("clean/factory.yaml")]) {
        let (isms, today) = read(text);
        for verdict in Checked::fresh(&isms, today).verdicts() {
            let rule = attesta_conformity::rule(verdict.rule).unwrap();
            for at in &verdict.evidence {
                assert!(rule.reads.contains(&at.record.kind), "{} reads no {}", rule.name, at.record.kind);
            }
        }
    }
}
