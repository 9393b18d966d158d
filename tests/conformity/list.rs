//! The list of rules, and what no rule decides yet.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use attesta_conformity::{RULES, criterion, decided};
use attesta_isms::record_type;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("crates/conformity")
}

/// The names of all files of rules, as the rules in them are called.
fn files() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in fs::read_dir(root().join("src/rules")).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().replace('_', "-");
            if path.extension().is_some_and(|end| end == "rs") && name != "mod" {
                found.insert(name);
            }
        }
    }
    found
}

#[test]
fn the_list_is_the_folder() {
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(listed.len(), RULES.len(), "a name stands twice");
    assert_eq!(listed, files());
}

#[test]
fn every_rule_is_whole() {
    for rule in RULES {
        for text in [rule.headline, rule.checks, rule.why, rule.mend, rule.turns] {
            assert!(text.len() > 15, "{}: “{text}”", rule.name);
        }
        assert!(!rule.requirements.is_empty() && !rule.reads.is_empty(), "{}", rule.name);
        for key in rule.requirements {
            assert!(criterion(key).is_some(), "{}: there is no {key}", rule.name);
        }
        for kind in rule.reads {
            assert!(record_type(kind).is_some(), "{} reads {kind}", rule.name);
        }
    }
}

/// The file may only shrink: a requirement that a rule decides is taken out, and none is ever added.
#[test]
fn what_no_rule_decides_is_listed() {
    let decided = decided();
    let undecided: Vec<String> = attesta_standard::requirements()
        .iter()
        .filter(|row| !decided.contains(&row.key.as_str()))
        .map(|row| format!("{:<12} {}", row.key, row.title))
        .collect();
    let path = root().join("clauses_without_a_rule.txt");
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let committed: Vec<&str> = committed.lines().collect();
    assert!(
        undecided == committed,
        "{} should read, for {} of 159 are decided:\n{}",
        path.display(),
        decided.len(),
        undecided.join("\n")
    );
}
