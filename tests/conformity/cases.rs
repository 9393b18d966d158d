//! The situations in `tests/cases`, as `attesta benchmark cases` asks them: every expected finding is raised, and no trap.

use std::{fs, path::Path};

use attesta_conformity::criterion;

use crate::situation::{ask, shown};

/// What stands behind a word at the head of a situation.
fn head(text: &str, word: &str) -> Option<String> {
    let mut lines = text.lines().take_while(|line| line.starts_with('#'));
    lines.find_map(|line| line.trim_start_matches('#').trim().strip_prefix(word).map(str::to_owned))
}

fn is_about(key: &str, wanted: &str) -> bool {
    let asked = criterion(key).unwrap();
    let clause = if key.starts_with("A.") { key } else { asked.clause };
    clause == wanted || clause.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
}

#[test]
fn every_situation_is_judged_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let verdicts = ask(&text);
        count += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if head(&text, "silent:").is_some() {
            let raised = verdicts.iter().filter(|one| one.outcome.is_nonconformity());
            wrong.extend(raised.map(|one| format!("{name} raises {}", shown(one))));
            continue;
        }
        let expected = head(&text, "expect:").unwrap_or_else(|| panic!("{name} says not what is expected"));
        let wanted: Vec<&str> = expected.split(',').map(str::trim).collect();
        let mut raised = verdicts.iter().filter(|one| one.outcome.is_finding());
        if !raised.any(|one| wanted.iter().any(|wanted| is_about(one.requirement, wanted))) {
            wrong.push(format!("{name} raises nothing on {expected}"));
        }
    }
    assert!(count > 50, "only {count} situations: is this the right folder?");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
