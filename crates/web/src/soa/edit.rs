//! Answering the Statement of Applicability in place and in bulk: one form, all rows, all of it saved or none.

use attesta_gate::{ActError, Deed, Doing};
use attesta_isms::{
    ids::{ScopeId, SoaEntryId},
    soa::{ImplementationStatus, Line, SoaEntry, Subject},
};
use attesta_record::{
    Choice as _, Complaints, Fields as _, Record as _, TypedId as _, Value,
    form::{self, Typed},
};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use maud::{Markup, html};

use super::{lines, scope_of, view};
use crate::{
    address::Address,
    error::WebError,
    extract::{Form, Params, one},
    layout::Page,
    record::{self, controls::id_of, form::problems},
    visit::Visit,
};

/// The columns that are answered in place.
const COLUMNS: [&str; 4] = ["applicable", "status", "justification", "note"];

/// The name of a control of the form: `A.5.1|status`. The dot is part of the reference.
fn name(reference: &str, column: &str) -> String {
    format!("{reference}|{column}")
}

/// What the grid shows before anything was typed.
pub(crate) fn untouched(lines: &[Line<'_>]) -> Typed {
    let mut typed = Typed::new();
    for row in annex(lines) {
        let values = row
            .entry
            .map(|entry| form::to_typed(SoaEntry::FIELDS, &entry.data.to_values()))
            .unwrap_or_default();
        for column in COLUMNS {
            typed.insert(name(row.reference(), column), vec![one(&values, column).to_owned()]);
        }
        let revision = row.entry.map_or(0, |entry| entry.revision);
        typed.insert(name(row.reference(), "revision"), vec![revision.to_string()]);
    }
    typed
}

/// The grid as a form.
pub(crate) fn grid(
    lines: &[Line<'_>],
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
            (bulk(typed))
            div class="scroll tall" tabindex="0" role="region" aria-label=(view::TITLE) {
                table class="data soa edit" {
                    thead {
                        tr {
                            th scope="col" class="tick" { label data-js hidden { input type="checkbox" data-select-all aria-label="Select all controls"; } span class="vh" { "Select" } }
                            th scope="col" { "Control" } th scope="col" { "Title" } th scope="col" { "Theme" } th scope="col" { "Applicable" } th scope="col" { "Status" } th scope="col" { "Justification" } th scope="col" { "Note" }
                        }
                    }
                    tbody { @for row in annex(lines) { (line(row, typed, complaints)) } }
                }
            }
            div class="form-end" { button class="btn primary" { "Save changes" } " " a class="btn quiet" href=(back) { "Cancel" } }
        }
    }
}

fn bulk(typed: &Typed) -> Markup {
    html! {
        fieldset class="bulk" {
            legend class="vh" { "Change the selected controls" }
            p { b data-selected data-js hidden { "0" } " " span { "selected: tick controls, then set them together" } }
            div class="field" { label for="b-a" { "Set applicable to" } (select("bulk_applicable", "b-a", None, &[("", "No change"), ("true", "Yes"), ("false", "No")], one(typed, "bulk_applicable"), None)) }
            div class="field" { label for="b-s" { "Set status to" } (status_select("bulk_status", "b-s", None, "No change", one(typed, "bulk_status"), None)) }
            div class="field" { label for="b-j" { "Set justification to" } input id="b-j" name="bulk_justification" type="text" value=(one(typed, "bulk_justification")); }
            button class="btn" name="do" value="bulk" { "Apply to selected" }
        }
    }
}

fn line(row: &Line<'_>, typed: &Typed, complaints: &Complaints) -> Markup {
    let reference = row.reference();
    let field = |column: &str| name(reference, column);
    let value = |column: &str| one(typed, &field(column)).to_owned();
    let error = COLUMNS.iter().find_map(|column| complaints.at(&field(column)));
    let ticked = typed.get("sel").is_some_and(|chosen| chosen.iter().any(|one| one == reference));
    let label = |what: &str| format!("{reference} {what}");
    let invalid = |column: &str| complaints.at(&field(column)).map(|_| "true");
    html! {
        tr {
            td class="tick" {
                label { input type="checkbox" name="sel" value=(reference) data-select checked[ticked] aria-label={ "Select " (reference) }; }
                input type="hidden" name=(field("revision")) value=(value("revision"));
            }
            td class="id" { (reference) }
            th scope="row" { (row.title()) @if let Some(error) = error { span class="error" { (error) } } }
            td class="theme" { (super::theme(row).1) }
            td { (select(&field("applicable"), &id_of(&field("applicable")), Some(&label("applicable")), &[("", "Unanswered"), ("true", "Yes"), ("false", "No")], &value("applicable"), invalid("applicable"))) }
            td { (status_select(&field("status"), &id_of(&field("status")), Some(&label("status")), "None", &value("status"), invalid("status"))) }
            td class="why" { input id=(id_of(&field("justification"))) type="text" name=(field("justification")) value=(value("justification")) aria-label=(label("justification")) aria-invalid=[invalid("justification")]; }
            td { input id=(id_of(&field("note"))) type="text" name=(field("note")) value=(value("note")) aria-label=(label("note")) aria-invalid=[invalid("note")]; }
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

fn status_select(
    name: &str,
    id: &str,
    label: Option<&str>,
    none: &str,
    chosen: &str,
    invalid: Option<&str>,
) -> Markup {
    let words = ImplementationStatus::words().iter().map(|word| (word.key, word.label));
    let options: Vec<(&str, &str)> = [("", none)].into_iter().chain(words).collect();
    select(name, id, label, &options, chosen, invalid)
}

/// Saves the grid.
pub(crate) async fn save(
    visit: Visit,
    Params(params): Params,
    Form(mut typed): Form,
) -> Result<Response, WebError> {
    visit.must_be_present()?;
    let kind = record::kind(SoaEntryId::PATH)?;
    let (create, amend) = (visit.member.permit(kind, "create")?, visit.member.permit(kind, "amend")?);
    let scope = scope_of(&visit, &typed).ok_or(WebError::NotFound)?;
    if one(&typed, "do") == "bulk" {
        apply_bulk(&mut typed);
    }
    let rows = lines(&visit, scope, &Typed::new());
    let mut complaints = Complaints::default();
    let mut doings = Vec::new();
    let mut touched = Vec::new();
    for row in annex(&rows) {
        let Some((values, revision)) = changed(row, scope, &typed, &mut complaints) else { continue };
        touched.push(row.reference());
        doings.push(match row.entry {
            Some(entry) => Doing::new(amend, Deed::Amend { id: entry.id.get(), revision, values }),
            None => Doing::new(create, Deed::Create(values)),
        });
    }
    if complaints.is_empty() && !doings.is_empty() {
        match visit.gate.act_many(&visit.member, doings).await {
            Ok(_) => {}
            Err(ActError::At(at, error)) => explain(touched[at], &error, &mut complaints)?,
            Err(error) => return Err(error.into()),
        }
    }
    if !complaints.is_empty() {
        return Ok(again(&visit, scope, &params, &typed, &complaints));
    }
    let said = if touched.is_empty() { "nothing" } else { "saved" };
    let there = Address::new(visit.path.clone()).with_all(&params).without(&["edit", "said", "scope"]);
    Ok(Redirect::to(&there.with("scope", scope.get().to_string()).with("said", said).to_string())
        .into_response())
}

/// Writes the bulk values into every ticked row, as if they had been typed there.
fn apply_bulk(typed: &mut Typed) {
    let chosen = typed.get("sel").cloned().unwrap_or_default();
    for column in ["applicable", "status", "justification"] {
        let value = one(typed, &format!("bulk_{column}")).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        for reference in &chosen {
            typed.insert(name(reference, column), vec![value.clone()]);
            if column == "applicable" && value == "false" {
                typed.insert(name(reference, "status"), vec![String::new()]);
            }
        }
    }
}

/// The values of a row that was changed, with the revision at which it was opened; `None` where it was not, or the form
/// does not hold it.
fn changed(
    row: &Line<'_>,
    scope: ScopeId,
    typed: &Typed,
    complaints: &mut Complaints,
) -> Option<(Vec<Value>, u32)> {
    let reference = row.reference();
    let revision: u32 = one(typed, &name(reference, "revision")).parse().ok()?;
    let mut values =
        row.entry.map_or_else(|| vec![Value::None; SoaEntry::FIELDS.len()], |entry| entry.data.to_values());
    let before = values.clone();
    for column in COLUMNS {
        let at = SoaEntry::SCHEMA.position(column)?;
        let text = one(typed, &name(reference, column)).trim();
        values[at] = match text {
            "" => Value::None,
            "[erased]" if before[at] == Value::Erased => Value::Erased,
            text => form::parse_text(&SoaEntry::FIELDS[at], text).unwrap_or_else(|message| {
                complaints.add(name(reference, column), format!("{reference}: {message}"));
                Value::None
            }),
        };
    }
    if values == before {
        return None;
    }
    let set = |values: &mut Vec<Value>, field: &str, value: Value| {
        if let Some(at) = SoaEntry::SCHEMA.position(field) {
            values[at] = value;
        }
    };
    set(&mut values, "scope", attesta_record::FieldType::to_value(&scope));
    let key = attesta_isms::kit::ControlRef::from_key(reference)?;
    set(&mut values, "control", attesta_record::FieldType::to_value(&key));
    Some((values, revision))
}

fn explain(reference: &str, error: &ActError, complaints: &mut Complaints) -> Result<(), WebError> {
    match error {
        ActError::Refused(refused) => {
            for one in &refused.0 {
                let column = if one.field.is_empty() { "applicable" } else { &one.field };
                complaints.add(name(reference, column), format!("{reference}: {}", one.message));
            }
        }
        ActError::Conflict(now) => complaints.add(
            name(reference, "applicable"),
            format!("{reference} was changed by somebody else meanwhile ({}). Nothing was saved yet; what you typed is still here. Look at it, then save again.", now.number()),
        ),
        other => return Err(WebError::BadRequest(other.to_string())),
    }
    Ok(())
}

fn again(visit: &Visit, scope: ScopeId, params: &Typed, typed: &Typed, complaints: &Complaints) -> Response {
    let mut lines = lines(visit, scope, &Typed::new());
    lines.retain(|line| typed.contains_key(&name(line.reference(), "revision")));
    let mut typed = typed.clone();
    for row in annex(&lines) {
        // The next attempt is made knowing what is stored now.
        let revision = row.entry.map_or(0, |entry| entry.revision).to_string();
        typed.insert(name(row.reference(), "revision"), vec![revision]);
    }
    let body = html! {
        (problems(complaints))
        (view::head(visit, scope, params, true))
        (grid(&lines, &typed, complaints, scope, params))
    };
    let page = Page { title: "Error: Statement of Applicability", crumbs: vec![], body }.show(visit);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// The lines of Annex A: those that are answered. A control of an own set is necessary by its reason alone.
fn annex<'a, 'b>(lines: &'b [Line<'a>]) -> impl Iterator<Item = &'b Line<'a>> {
    lines.iter().filter(|line| matches!(line.subject, Subject::Annex(_)))
}
