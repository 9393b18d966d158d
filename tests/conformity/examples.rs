//! Every rule holds on its own examples, and no other rule disturbs them.

use attesta_conformity::{Outcome, RULES, Target, Verdict};
use attesta_isms::record_type;
use attesta_standard::Grade;

use crate::situation::{ask, shown};

fn worst(grade: Grade) -> Outcome {
    match grade {
        Grade::Major => Outcome::Major,
        Grade::Minor => Outcome::Minor,
        Grade::Improvement => Outcome::Advice,
    }
}

#[test]
fn nothing_is_raised_on_a_conforming_example() {
    for rule in RULES {
        let verdicts = ask(rule.conforming);
        let raised: Vec<String> =
            verdicts.iter().filter(|one| one.outcome.is_nonconformity()).map(shown).collect();
        assert!(raised.is_empty(), "{}: {raised:#?}", rule.name);
        let mine: Vec<&Verdict> = verdicts.iter().filter(|one| one.rule == rule.name).collect();
        let advice: Vec<String> =
            mine.iter().filter(|one| one.outcome == Outcome::Advice).map(|one| shown(one)).collect();
        assert!(advice.is_empty(), "{}: {advice:#?}", rule.name);
    }
}

#[test]
fn a_failing_example_is_raised_by_its_rule_and_by_no_other() {
    for rule in RULES {
        let verdicts = ask(rule.failing);
        let (mine, others): (Vec<&Verdict>, Vec<&Verdict>) =
            verdicts.iter().filter(|one| one.outcome.is_finding()).partition(|one| one.rule == rule.name);
        if rule.failing.is_empty() {
            continue;
        }
        assert!(!mine.is_empty(), "{} raises nothing on its failing example", rule.name);
        let others: Vec<String> =
            others.into_iter().filter(|one| one.outcome.is_nonconformity()).map(shown).collect();
        assert!(others.is_empty(), "{}: {others:#?}", rule.name);
        for finding in mine {
            must_lead_somewhere(finding);
            assert!(rule.requirements.contains(&finding.requirement), "{}", shown(finding));
            assert!(finding.outcome >= worst(rule.grade), "{}", shown(finding));
            assert!(!finding.evidence.is_empty(), "no evidence: {}", shown(finding));
            assert!(finding.target.is_some(), "nowhere to mend it: {}", shown(finding));
        }
    }
}

/// Evidence and the place where it is mended are real: fields and verbs of the kinds they name.
#[track_caller]
pub(crate) fn must_lead_somewhere(verdict: &Verdict) {
    for at in &verdict.evidence {
        let schema = record_type(at.record.kind).unwrap().schema;
        for field in at.fields {
            assert!(schema.field(field).is_some(), "{} has no {field}: {}", schema.key, shown(verdict));
        }
    }
    match verdict.target {
        None => {}
        Some(Target::Create(kind)) => {
            assert!(record_type(kind).unwrap().by_hand, "{kind}: {}", shown(verdict));
        }
        Some(Target::Amend(record, field)) => {
            let schema = record_type(record.kind).unwrap().schema;
            let typed = schema.field(field).is_some_and(|field| !field.by_verb);
            assert!(typed, "nobody types {}.{field}: {}", schema.key, shown(verdict));
        }
        Some(Target::Verb(record, verb)) => {
            let known = record_type(record.kind).unwrap().verb(verb).is_some();
            assert!(known, "{} has no verb {verb}: {}", record.kind, shown(verdict));
        }
    }
}
