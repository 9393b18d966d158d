//! What a record refers to is written before it.

use std::collections::BTreeSet;

use attesta_record::{Ref, Value};

use super::*;

fn ordered(case: &str, there: &[&str]) -> Result<Vec<Step>, String> {
    let read = file(case).unwrap();
    let records: Vec<Ref> = read.places.iter().map(|spot| spot.record).collect();
    steps(&read.isms, &records, &|one| there.contains(&one.number().as_str()))
}

fn numbers(steps: &[Step]) -> Vec<String> {
    steps
        .iter()
        .map(|step| format!("{}{}", step.record.number(), if step.again { "+" } else { "" }))
        .collect()
}

#[test]
fn a_part_comes_after_the_whole() {
    let case = "\
risks:
  - {title: Fire, scope: Cellar}
scopes:
  - {name: Cellar, parent: House}
  - {name: House, parent: Street}
  - {name: Street}
";
    assert_eq!(numbers(&ordered(case, &[]).unwrap()), ["S-3", "S-2", "S-1", "R-1"]);
    // What is there already waits for what is new, which it may refer to now.
    assert_eq!(numbers(&ordered(case, &["S-1"]).unwrap()), ["S-3", "S-2", "R-1", "S-1"]);
}

#[test]
fn a_circle_is_written_in_two_steps() {
    let case = "\
scopes:
  - {name: Egg, parent: Hen}
  - {name: Hen, parent: Egg}
  - {name: Nest, parent: Hen}
  - {name: Self, parent: Self}
";
    let steps = ordered(case, &[]).unwrap();
    assert_eq!(numbers(&steps), ["S-1", "S-2", "S-3", "S-4", "S-1+", "S-2+", "S-3+", "S-4+"]);
    assert_eq!(steps[0].values[1], Value::None);
    assert!(matches!(steps[4].values[1], Value::Ref(Ref { id: 2, .. })));
}

#[test]
fn every_snapshot_has_an_order() {
    let texts = vec!["Text".to_owned()];
    for seed in 0..40 {
        let isms = super::generated::isms(seed, &texts);
        let out = written(&isms, &Manifest::default());
        let read = read(&Source::Folder(out), &|_| false).unwrap();
        let records: Vec<Ref> = read.places.iter().map(|spot| spot.record).collect();
        let steps = steps(&read.isms, &records, &|_| false).unwrap();
        let mut there = BTreeSet::new();
        for step in &steps {
            let needed = crate::text::order::needs(&read.isms.item(step.record).unwrap(), true);
            assert!(step.again || needed.iter().all(|one| there.contains(one)), "{}", step.record.number());
            there.insert(step.record);
        }
        assert_eq!(there.len(), records.len());
    }
}

#[test]
fn a_circle_of_lists_is_written_in_two_steps() {
    let case = "\
assets:
  - {name: Cluster, kind: hardware, depends_on: [Network]}
  - {name: Network, kind: network, depends_on: [Cluster]}
";
    let steps = ordered(case, &[]).unwrap();
    assert_eq!(numbers(&steps), ["AST-1", "AST-2", "AST-1+", "AST-2+"]);
    let leads = |step: &Step| step.values.iter().any(|value| matches!(value, Value::Refs(_)));
    assert!(!leads(&steps[0]) && !leads(&steps[1]) && leads(&steps[2]));
}
