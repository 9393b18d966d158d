//! What an import says: for a person, or for a program.

use std::{collections::BTreeMap, fmt::Write as _};

use attesta_gate::{Importing, Outcome};
use attesta_interop::table::{LEAST_MARGIN, LEAST_SCORE, TableReport};
use serde_json::{Value as Json, json};

use super::files::Broken;

/// How many refused cells, conflicts and remarks of a table are shown to a person.
const SHOWN: usize = 20;

/// All that is said.
pub(super) struct Answer<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) importing: &'a Importing,
    pub(super) broken: &'a [Broken],
    pub(super) founded: bool,
    pub(super) slug: &'a str,
}

impl Answer<'_> {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for report in &self.outcome.tables {
            text.push_str(&table(report, self.outcome.applied));
        }
        for report in self.importing.unclear.iter().map(|one| &one.report) {
            text.push_str(&unclear(report));
        }
        for one in self.broken {
            let _ = writeln!(text, "{}\n  not taken: {}\n", one.file, one.why);
        }
        text.push_str(&self.summary());
        text
    }

    fn summary(&self) -> String {
        let tables = &self.outcome.tables;
        let (made, changed, unchanged) = totals(tables);
        let left_out: usize = tables.iter().map(|one| one.left_out).sum();
        let (done, to_be) = if self.outcome.applied {
            ("", "")
        } else {
            ("to be ", "Nothing was written. Add --apply to write it.")
        };
        let mut text = format!(
            "{} tables of {}: {made} records {done}made, {changed} {done}changed, {unchanged} unchanged; {left_out} rows left out.",
            tables.len(),
            tables.len() + self.importing.unclear.len() + self.broken.len(),
        );
        if self.founded && self.outcome.applied {
            let _ = write!(text, "\nThe organisation “{}” was made.", self.slug);
        }
        if !to_be.is_empty() {
            let _ = write!(text, "\n{to_be}");
        }
        text
    }

    pub(super) fn json(&self) -> Json {
        let (made, changed, unchanged) = totals(&self.outcome.tables);
        json!({
            "applied": self.outcome.applied,
            "organisation": self.slug,
            "founded": self.founded && self.outcome.applied,
            "made": made, "changed": changed, "unchanged": unchanged,
            "tables": self.outcome.tables.iter().map(as_json).collect::<Vec<_>>(),
            "unclear": self.importing.unclear.iter().map(|one| as_json(&one.report)).collect::<Vec<_>>(),
            "broken": self.broken.iter().map(|one| json!({"file": one.file, "why": one.why})).collect::<Vec<_>>(),
        })
    }
}

fn totals(tables: &[TableReport]) -> (usize, usize, usize) {
    let sum = |of: fn(&TableReport) -> usize| tables.iter().map(of).sum();
    (sum(|one| one.made.values().sum()), sum(|one| one.changed.values().sum()), sum(|one| one.unchanged))
}

fn name(report: &TableReport) -> String {
    if report.sheet.is_empty() {
        report.file.clone()
    } else {
        format!("{}, sheet “{}”", report.file, report.sheet)
    }
}

fn table(report: &TableReport, applied: bool) -> String {
    let mut text = format!("{}\n", name(report));
    let _ = writeln!(
        text,
        "  {} (score {:.2}, {:.2} ahead of the next; read as {}), {} rows",
        report.name, report.score, report.margin, report.read_as, report.rows
    );
    let placed =
        report.columns.iter().filter_map(|(heading, place)| Some(format!("{heading} → {}", place.as_ref()?)));
    let _ = writeln!(text, "  columns: {}", placed.collect::<Vec<_>>().join("; "));
    if !report.unplaced.is_empty() {
        let columns = report.unplaced.iter().map(|(heading, count)| format!("{heading} ({count} cells)"));
        let _ = writeln!(text, "  columns without a place: {}", columns.collect::<Vec<_>>().join("; "));
    }
    let done = if applied { "" } else { "to be " };
    let counts = |counts: &BTreeMap<&'static str, usize>| {
        counts.iter().map(|(kind, count)| format!("{count} × {kind}")).collect::<Vec<_>>().join(", ")
    };
    for (what, some) in [("made", &report.made), ("changed", &report.changed)] {
        if !some.is_empty() {
            let _ = writeln!(text, "  {done}{what}: {}", counts(some));
        }
    }
    if report.unchanged > 0 {
        let _ = writeln!(text, "  unchanged: {}", report.unchanged);
    }
    if !report.named.is_empty() {
        let _ = writeln!(text, "  {done}made because cells name them: {}", report.named.join("; "));
    }
    text.push_str(&faults(report));
    text.push('\n');
    text
}

fn faults(report: &TableReport) -> String {
    let mut text = String::new();
    if let Some(fault) = &report.fault {
        let _ = writeln!(text, "  not taken: {fault}");
    }
    for one in report.refused.iter().take(SHOWN) {
        let column = if one.column.is_empty() { String::new() } else { format!(", {}", one.column) };
        let _ = writeln!(text, "  refused: row {}{column}: “{}”: {}", one.row, one.value, one.why);
    }
    for one in report.conflicts.iter().take(SHOWN) {
        let _ = writeln!(
            text,
            "  conflict: row {}, {}: the file says “{}”, {} was changed to “{}” by a person and stays so",
            one.row, one.column, one.file, one.record, one.here
        );
    }
    let more = report.refused.len().saturating_sub(SHOWN)
        + report.more_refused
        + report.conflicts.len().saturating_sub(SHOWN)
        + report.more_conflicts;
    if more > 0 {
        let _ = writeln!(text, "  and {more} more; --format json lists them");
    }
    if report.left_out > 0 {
        let _ = writeln!(text, "  left out: {} rows", report.left_out);
    }
    for one in report.remarks.iter().take(SHOWN) {
        let from = if one.row == 0 { String::new() } else { format!(", first in row {}", one.row) };
        let _ = writeln!(text, "  note: {} ({} ×{from})", one.what, one.count);
    }
    text
}

fn unclear(report: &TableReport) -> String {
    let mut text = format!("{}\n", name(report));
    if let Some(fault) = &report.fault {
        let _ = writeln!(text, "  not taken: {fault}\n");
        return text;
    }
    let may: Vec<String> =
        report.candidates.iter().map(|(key, score)| format!("{key} ({score:.2})")).collect();
    let may = if may.is_empty() { "nothing that is known".to_owned() } else { may.join(", ") };
    let _ = writeln!(
        text,
        "  not recognised: a score of {LEAST_SCORE} and {LEAST_MARGIN} ahead of the next are asked for. It may be: {may}."
    );
    let _ = writeln!(
        text,
        "  Say what it is: --save-mapping FILE writes a file to fill in, --mapping FILE uses it."
    );
    text.push('\n');
    text
}

fn as_json(report: &TableReport) -> Json {
    json!({
        "file": report.file, "sheet": report.sheet, "read_as": report.read_as,
        "register": report.register, "name": report.name, "score": report.score, "margin": report.margin,
        "fault": report.fault,
        "candidates": report.candidates.iter().map(|(key, score)| json!({"register": key, "score": score})).collect::<Vec<_>>(),
        "columns": report.columns.iter().map(|(heading, place)| json!({"heading": heading, "place": place})).collect::<Vec<_>>(),
        "unplaced": report.unplaced,
        "rows": report.rows, "left_out": report.left_out,
        "made": report.made, "changed": report.changed, "unchanged": report.unchanged, "named": report.named,
        "refused": report.refused.iter().map(|one| json!({
            "row": one.row, "column": one.column, "value": one.value, "why": one.why, "proposed": one.proposed,
        })).collect::<Vec<_>>(),
        "more_refused": report.more_refused,
        "conflicts": report.conflicts.iter().map(|one| json!({
            "row": one.row, "column": one.column, "record": one.record, "file": one.file, "here": one.here,
        })).collect::<Vec<_>>(),
        "more_conflicts": report.more_conflicts,
        "remarks": report.remarks.iter().map(|one| json!({"what": one.what, "count": one.count, "row": one.row})).collect::<Vec<_>>(),
    })
}
