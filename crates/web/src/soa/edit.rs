//! The statement as a form: all rows answered in place or together, all of it saved or none. What it saves, and where,
//! is in `save.rs`.

use attesta_isms::{
    ids::{PersonId, RoleId, ScopeId},
    soa::{ImplementationStatus, Line, SoaEntry},
};
use attesta_record::{
    Choice as _, Complaints, Fields as _, Kind, Record as _, TypedId as _,
    form::{self, Typed},
};
use maud::{Markup, html};

use super::view;
use crate::{
    address::{self, Address},
    extract::one,
    record::{
        self,
        controls::{Candidates, candidates, id_of},
    },
    show,
    visit::Visit,
};

/// The columns that are answered in place.
pub(super) const COLUMNS: [&str; 4] = ["applicable", "status", "justification", "note"];

/// Up to here owners are offered in a list; beyond it, their number is typed.
const MOST_OWNERS: usize = 200;

/// Whose owner is set: what stands in the form, and what it says.
pub(super) const OWNED: [(&str, &str); 3] = [
    ("rows", "the rows"),
    ("ownerless", "their controls that have none"),
    ("controls", "all of their controls"),
];

/// The name of a control of the form: `A.5.1|status`. The dot is part of the reference.
pub(super) fn name(line: &Line<'_>, column: &str) -> String {
    format!("{}|{column}", line.control.key())
}

/// The status that the grid shows: that of the implementing controls, else the stated one.
pub(super) fn shown_status(line: &Line<'_>) -> Option<ImplementationStatus> {
    line.derived_status().or_else(|| line.entry?.data.status)
}

/// What the grid shows before anything was typed.
pub(crate) fn untouched(lines: &[&Line<'_>]) -> Typed {
    let mut typed = Typed::new();
    for line in lines {
        let values = line
            .entry
            .map(|entry| form::to_typed(SoaEntry::FIELDS, &entry.data.to_values()))
            .unwrap_or_default();
        for column in COLUMNS {
            typed.insert(name(line, column), vec![one(&values, column).to_owned()]);
        }
        let status = shown_status(line).map_or("", |status| status.key());
        typed.insert(name(line, "status"), vec![status.to_owned()]);
        typed.insert(name(line, "was"), vec![status.to_owned()]);
        typed.insert(name(line, "revision"), vec![revisions(line)]);
    }
    typed
}

/// The revision of the row, then of each control that implements it: `3 C-7:2 C-8:1`.
pub(super) fn revisions(line: &Line<'_>) -> String {
    let row = line.entry.map_or(0, |entry| entry.revision).to_string();
    let controls = line.controls.iter().map(|one| format!("{}:{}", one.id.number(), one.revision));
    [row].into_iter().chain(controls).collect::<Vec<_>>().join(" ")
}

/// The grid as a form.
pub(crate) fn grid(
    visit: &Visit,
    lines: &[&Line<'_>],
    typed: &Typed,
    complaints: &Complaints,
    scope: ScopeId,
    params: &Typed,
) -> Markup {
    let back = Address::new("").with_all(params).without(&["edit", "said"]);
    let back = if back.to_string().is_empty() { "?".to_owned() } else { back.to_string() };
    html! {
        form method="post" class="form wide" data-guard=(if complaints.is_empty() { "" } else { "dirty" }) {
            button class="vh" tabindex="-1" aria-hidden="true" { "Save" }
            input type="hidden" name="scope" value=(scope.get());
            (bulk(visit, typed, complaints))
            p class="list-bar" { "A status is kept in the controls named below it; where none is named, no control implements the line, and the row itself states it." }
            div class="scroll tall" tabindex="0" role="region" aria-label=(view::TITLE) {
                table class="data soa edit" {
                    thead {
                        tr {
                            th scope="col" class="tick" { label data-js hidden { input type="checkbox" data-select-all aria-label="Select all controls"; } span class="vh" { "Select" } }
                            th scope="col" { "Control" } th scope="col" { "Title" } th scope="col" { "Theme" } th scope="col" { "Applicable" } th scope="col" { "Status" } th scope="col" { "Justification" } th scope="col" { "Note" }
                        }
                    }
                    tbody { @for line in lines { (row(visit, line, typed, complaints)) } }
                }
            }
            div class="form-end" { button class="btn primary" { "Save changes" } " " a class="btn quiet" href=(back) { "Cancel" } }
        }
    }
}

fn bulk(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Markup {
    let bad = complaints.at("bulk_owner");
    html! {
        fieldset class="bulk" {
            legend class="vh" { "Change the selected controls" }
            p { b data-selected data-js hidden { "0" } " " span { "selected: tick controls, then set them together" } }
            div class="field" { label for="b-a" { "Set applicable to" } (select("bulk_applicable", "b-a", None, &[("", "No change"), ("true", "Yes"), ("false", "No")], one(typed, "bulk_applicable"), None)) }
            div class="field" { label for="b-s" { "Set status to" } (status_select("bulk_status", "b-s", None, Some("No change"), one(typed, "bulk_status"), None)) }
            div class="field" { label for="b-j" { "Set justification to" } input id="b-j" name="bulk_justification" type="text" value=(one(typed, "bulk_justification")); }
            div class="field" {
                label for="bulk_owner" { "Set owner to" }
                @if let Some(bad) = bad { span class="error" { (bad) } }
                (owner_select(visit, one(typed, "bulk_owner"), bad.map(|_| "true")))
            }
            div class="field" { label for="b-o" { "Owner of" } (select("bulk_owner_of", "b-o", None, &OWNED, one(typed, "bulk_owner_of"), None)) }
            button class="btn" name="do" value="bulk" { "Apply to selected" }
        }
    }
}

fn owner_select(visit: &Visit, chosen: &str, invalid: Option<&str>) -> Markup {
    let targets = SoaEntry::SCHEMA.field("owner").map(|field| field.kind);
    let Some(Kind::Reference(targets)) = targets else { return html! {} };
    match candidates(visit.isms(), targets, MOST_OWNERS) {
        Candidates::Few(found) => {
            let options: Vec<(String, String)> =
                found.into_iter().map(|(one, title)| (one.number(), title)).collect();
            let options = options.iter().map(|(key, text)| (key.as_str(), text.as_str()));
            let options: Vec<_> = [("", "No change")].into_iter().chain(options).collect();
            select("bulk_owner", "bulk_owner", None, &options, chosen, invalid)
        }
        Candidates::Many => {
            let hint = format!("{}-1 or {}-1", PersonId::PREFIX, RoleId::PREFIX);
            html! { input id="bulk_owner" name="bulk_owner" type="text" value=(chosen) placeholder=(hint) aria-invalid=[invalid]; }
        }
    }
}

fn row(visit: &Visit, line: &Line<'_>, typed: &Typed, complaints: &Complaints) -> Markup {
    let reference = line.reference();
    let key = line.control.key();
    let field = |column: &str| name(line, column);
    let value = |column: &str| one(typed, &field(column)).to_owned();
    let errors = COLUMNS.iter().filter_map(|column| complaints.at(&field(column)));
    let ticked = typed.get("sel").is_some_and(|chosen| chosen.contains(&key));
    let label = |what: &str| format!("{reference} {what}");
    let invalid = |column: &str| complaints.at(&field(column)).map(|_| "true");
    let id = |column: &str| id_of(&field(column));
    html! {
        tr {
            td class="tick" {
                label { input type="checkbox" name="sel" value=(key) data-select checked[ticked] aria-label={ "Select " (reference) }; }
                input type="hidden" name=(field("revision")) value=(value("revision"));
                input type="hidden" name=(field("was")) value=(value("was"));
            }
            td class="id" { (reference) }
            th scope="row" { (line.title()) @for error in errors { span class="error" { (error) } } }
            td class="theme" { (super::theme(line).1) }
            td { (select(&field("applicable"), &id("applicable"), Some(&label("applicable")), &[("", "Unanswered"), ("true", "Yes"), ("false", "No")], &value("applicable"), invalid("applicable"))) }
            td { (status(visit, line, &value("status"), invalid("status"))) }
            td class="why" { input id=(id("justification")) type="text" name=(field("justification")) value=(value("justification")) aria-label=(label("justification")) aria-invalid=[invalid("justification")]; }
            td { input id=(id("note")) type="text" name=(field("note")) value=(value("note")) aria-label=(label("note")) aria-invalid=[invalid("note")]; }
        }
    }
}

/// The status of a line, with the controls that it belongs to.
fn status(visit: &Visit, line: &Line<'_>, value: &str, invalid: Option<&str>) -> Markup {
    let field = name(line, "status");
    let none = line.controls.is_empty().then_some("None");
    let numbers: Vec<String> = line.controls.iter().map(|one| one.id.number()).collect();
    let label = match numbers.as_slice() {
        [] => format!("{} status", line.reference()),
        numbers => format!("{} status, kept in {}", line.reference(), numbers.join(", ")),
    };
    let stated =
        line.entry.filter(|entry| entry.data.status.is_some() && entry.data.status != shown_status(line));
    html! {
        (status_select(&field, &id_of(&field), Some(&label), none, value, invalid))
        @if !line.controls.is_empty() {
            small class="whose" {
                "of"
                @for control in &line.controls {
                    " " a class="chip" href=(address::record(visit.org(), record::reference(&control.to_item()))) title=(show::item_title(visit.isms(), &control.to_item())) { (control.id.number()) }
                }
                @if let Some(entry) = stated.filter(|_| super::applicable(line) == "yes") {
                    " " a href={ (address::record(visit.org(), record::reference(&entry.to_item()))) "/edit" } { "the row states otherwise" }
                }
            }
        }
    }
}

fn select(
    name: &str,
    id: &str,
    label: Option<&str>,
    options: &[(&str, &str)],
    chosen: &str,
    invalid: Option<&str>,
) -> Markup {
    html! {
        select id=(id) name=(name) aria-label=[label] aria-invalid=[invalid] {
            @for (key, text) in options { option value=(key) selected[*key == chosen] { (text) } }
        }
    }
}

/// A choice of statuses; `none` is what its empty choice says, if it has one.
fn status_select(
    name: &str,
    id: &str,
    label: Option<&str>,
    none: Option<&str>,
    chosen: &str,
    invalid: Option<&str>,
) -> Markup {
    let words = ImplementationStatus::words().iter().map(|word| (word.key, word.label));
    let options: Vec<(&str, &str)> = none.map(|none| ("", none)).into_iter().chain(words).collect();
    select(name, id, label, &options, chosen, invalid)
}
