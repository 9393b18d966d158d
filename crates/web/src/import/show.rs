//! What was understood, as a page with the form to correct it.

use attesta_gate::{Importing, Outcome};
use attesta_interop::table::{Recipe, Refused, TableReport, recipe, recipes};
use attesta_record::{TypedId as _, form::Typed};
use maud::{Markup, html};

use super::decide::place;
use crate::{extract::one, visit::Visit};

/// How many refused cells of a table get an input.
const SHOWN: usize = 100;

/// What was understood, and the form.
pub(super) fn preview(
    visit: &Visit,
    importing: &Importing,
    outcome: &Outcome,
    broken: &[(String, String)],
    typed: &Typed,
) -> Markup {
    let names = importing.names();
    let acts: usize = outcome.tables.iter().map(TableReport::acts).sum();
    html! {
        div class="page-head" {
            div {
                h1 { "What was understood" }
                p { (summary(outcome, false)) " Nothing is written yet." }
            }
        }
        form method="post" class="form wide" action={ "/" (visit.org()) "/import/look" } {
            (general(visit, outcome, typed))
            @for report in &outcome.tables { (table(report, place(names, &report.file, &report.sheet), Some(typed))) }
            @for report in importing.unclear.iter().map(|one| &one.report) { (table(report, place(names, &report.file, &report.sheet), Some(typed))) }
            (not_taken(broken))
            div class="actions" {
                button class="btn" name="do" value="look" { "Look again" }
                @if acts > 0 { " " button class="btn primary" name="do" value="import" { "Import" } }
                " " a class="btn quiet" href={ "/" (visit.org()) "/import" } { "Other files" }
            }
        }
    }
}

/// What was done.
pub(super) fn done(
    visit: &Visit,
    importing: &Importing,
    outcome: &Outcome,
    broken: &[(String, String)],
) -> Markup {
    html! {
        div class="page-head" {
            div { h1 { "Imported" } p { (summary(outcome, true)) } }
            div class="actions" { a class="btn primary" href={ "/" (visit.org()) } { "Go to the overview" } " " a class="btn" href={ "/" (visit.org()) "/import" } { "Import more" } }
        }
        @for report in &outcome.tables { (table(report, 0, None)) }
        @for report in importing.unclear.iter().map(|one| &one.report) { (table(report, 0, None)) }
        (not_taken(broken))
    }
}

fn summary(outcome: &Outcome, done: bool) -> String {
    let sum = |of: fn(&TableReport) -> usize| outcome.tables.iter().map(of).sum::<usize>();
    let to_be = if done { "" } else { "to be " };
    format!(
        "{} records {to_be}made, {} {to_be}changed, {} unchanged; {} rows left out.",
        sum(|one| one.made.values().sum()),
        sum(|one| one.changed.values().sum()),
        sum(|one| one.unchanged),
        sum(|one| one.left_out),
    )
}

/// What holds for all tables: the scope where there are several, and proposals for wrong numbers of controls.
fn general(visit: &Visit, outcome: &Outcome, typed: &Typed) -> Markup {
    let several = visit.isms().scopes.in_force().nth(1).is_some();
    let proposals = outcome.tables.iter().flat_map(|one| &one.refused).any(|one| one.proposed.is_some());
    let accepted = one(typed, "accept") == "yes";
    html! {
        @if several {
            div class="field" {
                label for="scope" { "Scope" }
                p class="hint" id="scope-h" { "Of records that need one and do not say which." }
                select id="scope" name="scope" aria-describedby="scope-h" {
                    option value="" { "Choose" }
                    @for scope in visit.isms().scopes.in_force() {
                        @let number = scope.id.number();
                        option value=(number) selected[one(typed, "scope") == number] { (number) " " (scope.data.name) }
                    }
                }
            }
        }
        @if proposals || accepted {
            div class="field" {
                label class="check" { input type="checkbox" name="accept" value="yes" checked[accepted]; " Take the proposed control wherever a number of Annex A is wrong" }
            }
        }
    }
}

/// One table; with `typed`, the inputs that correct it.
fn table(report: &TableReport, at: usize, typed: Option<&Typed>) -> Markup {
    let name = if report.sheet.is_empty() {
        report.file.clone()
    } else {
        format!("{}, {}", report.file, report.sheet)
    };
    let known = recipe(&report.register);
    let id = format!("t{at}-{}", report.sheet.len());
    html! {
        section class="card" aria-labelledby=(id) {
            header {
                h2 id=(id) { (name) }
                @if report.name.is_empty() { span class="tag warn" { "Not recognised" } } @else { span class="tag info" { (report.name) } }
            }
            @if let Some(fault) = &report.fault { p class="error" { (fault) } }
            @if !report.name.is_empty() {
                p class="mute" { (report.rows) " rows, read as " (report.read_as) ", score " (format!("{:.2}", report.score)) }
                ul class="flow" {
                    @for (what, counts) in [("made", &report.made), ("changed", &report.changed)] {
                        @for (kind, count) in counts { li { (count) " × " (kind) " " (what) } }
                    }
                    @if report.unchanged > 0 { li { (report.unchanged) " unchanged" } }
                    @for one in report.named.iter().take(30) { li { "Made because a cell names it: " (one) } }
                }
            }
            @if let Some(typed) = typed { (choices(report, known, at, typed)) }
            @else if !report.unplaced.is_empty() { p { "Columns without a place: " (report.unplaced.keys().cloned().collect::<Vec<_>>().join(", ")) } }
            (refused(report, at, typed))
            @for one in report.conflicts.iter().take(SHOWN) {
                p { strong { "Conflict" } " in row " (one.row) ", " (one.column) ": the file says “" (one.file) "”; " (one.record) " was changed to “" (one.here) "” by a person, and stays so." }
            }
            @if !report.remarks.is_empty() {
                details {
                    summary { "Remarks " span class="badge" { (report.remarks.len()) } }
                    ul { @for one in &report.remarks { li { (one.what) " (" (one.count) " ×)" } } }
                }
            }
        }
    }
}

/// What the table is, and where its columns go.
fn choices(report: &TableReport, known: Option<&'static Recipe>, at: usize, typed: &Typed) -> Markup {
    let kind = format!("kind.{at}");
    let chosen = one(typed, &kind);
    let unsure = report.name.is_empty();
    let dates = report.refused.iter().any(|one| one.why.contains("“dates"))
        || !one(typed, &format!("dates.{at}")).is_empty();
    html! {
        details open[unsure] {
            summary { "Kind and columns" @if !report.unplaced.is_empty() { " " span class="badge" { (report.unplaced.len()) " without a place" } } }
            div class="field" {
                label for=(kind) { "What it is" }
                select id=(kind) name=(kind) {
                    option value="" selected[chosen.is_empty()] { "As recognised" }
                    option value="-" selected[chosen == "-"] { "Leave it out" }
                    @for one in recipes() { option value=(one.key) selected[chosen == one.key] { (one.name) } }
                }
            }
            @for (heading, place) in &report.columns {
                @let name = format!("column.{at}.{heading}");
                @let said = one(typed, &name);
                @if let Some(known) = known {
                    div class="field" {
                        label for=(name) { (heading) }
                        select id=(name) name=(name) {
                            option value="" selected[said.is_empty()] { @match place { Some(place) => (place), None => "Without a place" } }
                            option value="-" selected[said == "-"] { "Leave it out" }
                            option value="key" selected[said == "key"] { "Tells the rows apart" }
                            @for (target, label) in targets(known) { option value=(target) selected[said == target] { (label) } }
                        }
                    }
                }
            }
        }
        @if dates { (style(&format!("dates.{at}"), "In days such as 03/04/2026", [("dmy", "the day comes first"), ("mdy", "the month comes first")], typed)) }
    }
}

fn style(name: &str, label: &str, options: [(&str, &str); 2], typed: &Typed) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { "Choose" }
                @for (key, text) in options { option value=(key) selected[one(typed, name) == key] { (text) } }
            }
        }
    }
}

/// The places that a column may go to.
fn targets(known: &'static Recipe) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for column in &known.column {
        if let Some(target) = known.target(&column.to).filter(|_| column.to != "key")
            && !found.iter().any(|(to, _)| *to == column.to)
        {
            found.push((column.to.clone(), known.target_label(&target)));
        }
    }
    found
}

/// The cells that are not taken, each with an input; those that were corrected keep theirs.
fn refused(report: &TableReport, at: usize, typed: Option<&Typed>) -> Markup {
    let prefix = format!("cell.{at}.");
    let name = |one: &Refused| format!("{prefix}{}.{}", one.row, one.column);
    let open: Vec<String> = report.refused.iter().map(name).collect();
    let kept = typed
        .into_iter()
        .flatten()
        .filter(|(control, _)| control.starts_with(&prefix) && !open.contains(control));
    html! {
        @for (control, texts) in kept { @for text in texts { input type="hidden" name=(control) value=(text); } }
        @if !report.refused.is_empty() {
            h3 { "Not taken" }
            p class="mute" { "The rows of these cells are left out, unless you correct them here and look again." }
            @for one in report.refused.iter().take(SHOWN) {
                @if one.column.is_empty() {
                    p { "Row " (one.row) ": " (one.why) @if !one.value.is_empty() { " " span class="mute mono" { (one.value) } } }
                } @else if let Some(typed) = typed {
                    @let name = name(one);
                    @let text = typed.get(&name).and_then(|texts| texts.first()).cloned().unwrap_or_else(|| one.value.clone());
                    div class="field bad" {
                        label for=(name) { "Row " (one.row) ", " (one.column) }
                        span class="error" id={ (name) "-e" } { (one.why) @if let Some(proposed) = &one.proposed { " Proposed: " (proposed) "." } }
                        input id=(name) name=(name) value=(text) aria-invalid="true" aria-describedby={ (name) "-e" };
                    }
                } @else {
                    p { "Row " (one.row) ", " (one.column) ": “" (one.value) "”: " (one.why) }
                }
            }
            @let more = report.refused.len().saturating_sub(SHOWN) + report.more_refused;
            @if more > 0 { p { "And " (more) " more." } }
        }
    }
}

fn not_taken(broken: &[(String, String)]) -> Markup {
    html! {
        @for (name, why) in broken {
            section class="card" { header { h2 { (name) } span class="tag bad" { "Not taken" } } p { (why) } }
        }
    }
}
