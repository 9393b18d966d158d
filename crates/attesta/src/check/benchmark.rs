//! `attesta benchmark cases`: situations with the outcome that is expected of them, asked one by one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use attesta_conformity::{Checked, criterion};
use attesta_interop::text::{Source, read};
use clap::Args;
use jiff::civil::{Date, date};
use serde_json::json;

use crate::{
    out::{self, Format},
    trouble::Trouble,
};

/// The day of a situation that names none.
const TODAY: Date = date(2026, 11, 2);
/// What the command exits with where a case is missed or a trap raised.
const MISSED: u8 = 1;

/// Ask the rules of situations with an expected outcome at their head
#[derive(Debug, Args)]
#[command(
    after_help = "A situation is a YAML file of the text format. Comments at its head say what is expected:\n\n  \
                  # expect: 6.1.3, A.5.19    a finding on one of these clauses or controls\n  \
                  # silent: 6.1.3            a trap: no nonconformity at all, above all none here\n\n\
                  Exit codes: 0 all as expected, 1 a case missed or a trap raised, 2 could not run."
)]
pub(crate) struct Cases {
    /// The folder of situations
    #[arg(default_value = "tests/cases")]
    folder: PathBuf,
    /// How to answer
    #[arg(long, default_value = "text")]
    format: Format,
}

/// What came of a situation.
struct Row {
    name: String,
    trap: bool,
    expected: Vec<String>,
    raised: Vec<String>,
    as_expected: bool,
}

/// Runs the command.
pub(crate) fn run(cases: &Cases) -> Result<ExitCode, Trouble> {
    let mut paths = Vec::new();
    find(&cases.folder, &mut paths)?;
    paths.sort();
    if paths.is_empty() {
        return Err(Trouble::said(format!("There is no situation in {}.", cases.folder.display())));
    }
    let rows: Vec<Row> = paths.iter().map(|path| row(&cases.folder, path)).collect::<Result<_, _>>()?;
    let count = |trap: bool, fine: bool| {
        rows.iter().filter(|row| row.trap == trap && row.as_expected == fine).count()
    };
    let (found, missed, silent, raised) =
        (count(false, true), count(false, false), count(true, true), count(true, false));
    let mut text: Vec<String> = rows.iter().map(line).collect();
    text.push(format!("Recall {found} of {}; traps raised {raised} of {}.", found + missed, silent + raised));
    let object = json!({
        "recall": {"found": found, "of": found + missed},
        "traps": {"raised": raised, "of": silent + raised},
        "cases": rows.iter().map(|row| json!({
            "case": row.name, "trap": row.trap, "expected": row.expected, "raised": row.raised,
            "as_expected": row.as_expected,
        })).collect::<Vec<_>>(),
    });
    out::answer(cases.format, &text.join("\n"), &object)?;
    Ok(if missed + raised == 0 { ExitCode::SUCCESS } else { ExitCode::from(MISSED) })
}

fn line(row: &Row) -> String {
    let verdict = match (row.trap, row.as_expected) {
        (false, true) => "found ",
        (false, false) => "MISSED",
        (true, true) => "silent",
        (true, false) => "RAISED",
    };
    format!("{verdict}  {}: expected {}; raised {}", row.name, row.expected.join(", "), row.raised.join(", "))
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::at(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| Trouble::at(folder, &error))?.path();
        if path.is_dir() {
            find(&path, paths)?;
        } else if path.extension().is_some_and(|end| end == "yaml" || end == "yml") {
            paths.push(path);
        }
    }
    Ok(())
}

fn row(folder: &Path, path: &Path) -> Result<Row, Trouble> {
    let bytes = fs::read(path).map_err(|error| Trouble::at(path, &error))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let head = |word: &str| {
        let mut lines = text.lines().take_while(|line| line.starts_with('#'));
        let said =
            lines.find_map(|line| line.trim_start_matches('#').trim().strip_prefix(word).map(str::to_owned));
        said.map(|said| said.split([',', ';']).map(|one| one.trim().to_owned()).collect::<Vec<_>>())
    };
    let (expected, trap) = match (head("expect:"), head("silent:")) {
        (Some(expected), None) => (expected, false),
        (None, Some(expected)) => (expected, true),
        _ => {
            return Err(Trouble::said(format!(
                "{name} says not what is expected. Begin it with “# expect: 6.1.3” or “# silent: 6.1.3”."
            )));
        }
    };
    let source = Source::File(name.clone(), bytes);
    let situation = read(&source, &|_| false).map_err(|faults| Trouble::said(faults.to_string()))?;
    let today = situation.manifest.as_of.unwrap_or(TODAY);
    let checked = Checked::fresh(&Arc::new(situation.isms), today);
    let report = checked.report();
    let findings =
        report.findings().into_iter().filter(|finding| !trap || finding.outcome.is_nonconformity());
    let mut raised: Vec<String> = findings.map(|finding| finding.requirement.to_owned()).collect();
    raised.dedup();
    let hit = raised.iter().any(|key| expected.iter().any(|wanted| is_about(key, wanted)));
    let as_expected = if trap { raised.is_empty() } else { hit };
    Ok(Row { name, trap, expected, raised, as_expected })
}

/// Whether a requirement is what was expected: the same clause, a part of it, or the same control.
fn is_about(key: &str, wanted: &str) -> bool {
    let clause =
        criterion(key).map_or("", |one| if one.key.starts_with("A.") { one.key } else { one.clause });
    let wanted = wanted.split_whitespace().next().unwrap_or_default();
    key == wanted || clause == wanted || clause.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
}
