//! Saving the statement: decisions in the rows, and a status in the controls that own it, all in one go or nothing.

use std::collections::BTreeSet;

use attesta_gate::{ActError, Deed, Doing, Permit};
use attesta_isms::{
    ids::{ControlId, ScopeId, SoaEntryId},
    kit::Owner,
    soa::{ControlEdits, ImplementationStatus, Line, SoaEntry},
};
use attesta_record::{
    Choice as _, Complaints, FieldType as _, Fields as _, Record as _, TypedId as _, Value,
    form::{self, Typed},
};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use maud::html;

use super::{
    edit::{self, COLUMNS, name},
    rebase, scope_of, view,
};
use crate::{
    address::Address,
    error::WebError,
    extract::{Form, Params, one},
    layout::Page,
    record::{self, form::problems},
    visit::Visit,
};

/// Saves the grid.
pub(crate) async fn save(
    visit: Visit,
    Params(params): Params,
    Form(mut typed): Form,
) -> Result<Response, WebError> {
    visit.must_be_present()?;
    let scope = scope_of(&visit, &typed).ok_or(WebError::NotFound)?;
    let mut lines = visit.isms().answerable(scope, visit.view.today);
    lines.retain(|line| typed.contains_key(&name(line, "revision")));
    let mut complaints = Complaints::default();
    rebase::rebase(&visit, &lines, &mut typed, &mut complaints).await?;
    if one(&typed, "do") == "bulk" {
        apply_bulk(&lines, &mut typed, &mut complaints);
    }
    let wanted = Wanted::read(&visit, scope, &lines, &typed, &mut complaints)?;
    let nothing = wanted.doings.is_empty();
    if complaints.is_empty() && !nothing {
        match visit.gate.act_many(&visit.member, wanted.doings).await {
            Ok(_) => {}
            Err(ActError::At(at, error)) => explain(&wanted.places[at], &error, &mut complaints)?,
            Err(error) => return Err(error.into()),
        }
    }
    if !complaints.is_empty() {
        return Ok(again(&visit, scope, &params, &lines, &typed, &complaints));
    }
    let said = if nothing { "nothing" } else { "saved" };
    let there = Address::new(visit.path.clone()).with_all(&params).without(&["edit", "said", "scope"]);
    Ok(Redirect::to(&there.with("scope", scope.get().to_string()).with("said", said).to_string())
        .into_response())
}

/// Writes the bulk values into every ticked row, as if they had been typed there.
fn apply_bulk(lines: &[Line<'_>], typed: &mut Typed, complaints: &mut Complaints) {
    let chosen: BTreeSet<String> = typed.get("sel").into_iter().flatten().cloned().collect();
    let chosen: Vec<&Line<'_>> = lines.iter().filter(|line| chosen.contains(&line.control.key())).collect();
    for column in ["applicable", "status", "justification", "owner"] {
        let value = one(typed, &format!("bulk_{column}")).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        if chosen.is_empty() {
            complaints.add("", "Tick the controls that are to be changed together.");
            return;
        }
        for line in &chosen {
            typed.insert(name(line, column), vec![value.clone()]);
            if column == "applicable" && value == "false" && line.controls.is_empty() {
                typed.insert(name(line, "status"), vec![String::new()]);
            }
        }
    }
    let of_controls = one(typed, "bulk_owner_of") != "rows" && !one(typed, "bulk_owner").is_empty();
    if of_controls && chosen.iter().all(|line| line.controls.is_empty()) {
        complaints.add(
            "bulk_owner",
            "No control of the organisation implements what is ticked. Set the owner of the rows.",
        );
    }
}

/// What is to be done, and at which control of the form a refusal is shown.
struct Wanted {
    doings: Vec<Doing>,
    places: Vec<Place>,
}

/// Where a refusal is shown: the line's reference for people, its key in the form, the column for what has none, and
/// what the record is called where it is not the row.
struct Place {
    reference: String,
    key: String,
    column: &'static str,
    record: Option<String>,
}

impl Wanted {
    fn read(
        visit: &Visit,
        scope: ScopeId,
        lines: &[Line<'_>],
        typed: &Typed,
        complaints: &mut Complaints,
    ) -> Result<Self, WebError> {
        let mut wanted = Self { doings: Vec::new(), places: Vec::new() };
        let rows = record::kind(SoaEntryId::PATH)?;
        let (create, amend) = (visit.member.permit(rows, "create")?, visit.member.permit(rows, "amend")?);
        let mut edits = ControlEdits::default();
        for line in lines {
            if let Some(values) = changed(line, scope, typed, complaints) {
                wanted.add(line, values, create, amend);
            }
            give_to_controls(visit, line, typed, &mut edits, complaints);
        }
        let permit = visit.member.permit(record::kind(ControlId::PATH)?, "amend")?;
        for (before, after) in edits.changed() {
            let (id, revision, values) = (before.id.get(), before.revision, after.to_values());
            wanted.doings.push(Doing::new(permit, Deed::Amend { id, revision, values }));
            let line = lines.iter().find(|line| line.controls.iter().any(|one| one.id == before.id));
            wanted.places.push(Place {
                reference: line.map(|line| line.reference().to_owned()).unwrap_or_default(),
                key: line.map(|line| line.control.key()).unwrap_or_default(),
                column: "status",
                record: Some(before.id.number()),
            });
        }
        Ok(wanted)
    }

    fn add(&mut self, line: &Line<'_>, values: Vec<Value>, create: Permit, amend: Permit) {
        self.doings.push(match line.entry {
            Some(entry) => {
                let (id, revision) = (entry.id.get(), entry.revision);
                Doing::new(amend, Deed::Amend { id, revision, values })
            }
            None => Doing::new(create, Deed::Create(values)),
        });
        let (reference, key) = (line.reference().to_owned(), line.control.key());
        self.places.push(Place { reference, key, column: "applicable", record: None });
    }
}

/// Gives the controls of a line the status that was chosen for it, and the owner.
fn give_to_controls<'a>(
    visit: &Visit,
    line: &Line<'a>,
    typed: &Typed,
    edits: &mut ControlEdits<'a>,
    complaints: &mut Complaints,
) {
    if line.controls.is_empty() {
        return;
    }
    let field = name(line, "status");
    let status = one(typed, &field);
    if status != one(typed, &name(line, "was")) {
        let reference = line.reference();
        match ImplementationStatus::from_key(status) {
            None => complaints.add(field, format!("{reference}: its controls need a status. Choose one.")),
            Some(status) => {
                if let Err(control) = edits.give_status(line, status, visit.view.today) {
                    let number = control.id.number();
                    complaints.add(field, format!("{reference}: {number} implements another line too, for which another status was chosen. It can have only one."));
                }
            }
        }
    }
    let of = one(typed, "bulk_owner_of");
    if !matches!(of, "ownerless" | "controls") {
        return;
    }
    match owner(line, typed) {
        Some(Ok(owner)) => edits.give_owner(line, owner, of == "ownerless"),
        Some(Err(message)) if complaints.at("bulk_owner").is_none() => complaints.add("bulk_owner", message),
        _ => {}
    }
}

/// The owner that was chosen for a line, together with others; `None` where none was.
fn owner(line: &Line<'_>, typed: &Typed) -> Option<Result<Owner, String>> {
    let text = one(typed, &name(line, "owner"));
    let field = SoaEntry::SCHEMA.field("owner").filter(|_| !text.is_empty())?;
    let owner = form::parse_text(field, text);
    Some(
        owner.and_then(|value| {
            Owner::from_value(value).ok_or_else(|| "Choose a person or a role.".to_owned())
        }),
    )
}

/// The values of a row that was changed; `None` where it was not.
fn changed(
    line: &Line<'_>,
    scope: ScopeId,
    typed: &Typed,
    complaints: &mut Complaints,
) -> Option<Vec<Value>> {
    let before = line.entry.map_or_else(|| SoaEntry::open(scope, line.control), |entry| entry.data.clone());
    let before = before.to_values();
    let mut values = before.clone();
    let of_controls = !line.controls.is_empty();
    for column in COLUMNS.into_iter().filter(|column| !(of_controls && *column == "status")) {
        let at = SoaEntry::SCHEMA.position(column)?;
        let text = one(typed, &name(line, column)).trim();
        values[at] = match text {
            "" => Value::None,
            "[erased]" if before[at] == Value::Erased => Value::Erased,
            text => form::parse_text(&SoaEntry::FIELDS[at], text).unwrap_or_else(|message| {
                complaints.add(name(line, column), format!("{}: {message}", line.reference()));
                Value::None
            }),
        };
    }
    let left_out = values[SoaEntry::SCHEMA.position("applicable")?] == Value::Bool(false);
    if of_controls && left_out {
        // The form does not show what the row states beside its controls, so nobody could clear it there.
        values[SoaEntry::SCHEMA.position("status")?] = Value::None;
    }
    if let (Some(owner), "rows" | "") = (owner(line, typed), one(typed, "bulk_owner_of")) {
        match owner {
            Ok(owner) => values[SoaEntry::SCHEMA.position("owner")?] = owner.to_value(),
            Err(message) if complaints.at("bulk_owner").is_none() => complaints.add("bulk_owner", message),
            Err(_) => {}
        }
    }
    (values != before).then_some(values)
}

fn explain(place: &Place, error: &ActError, complaints: &mut Complaints) -> Result<(), WebError> {
    let Place { reference, key, column, record } = place;
    let named = record.as_ref().map_or_else(|| reference.clone(), |record| format!("{reference}: {record}"));
    match error {
        ActError::Refused(refused) => {
            for one in &refused.0 {
                let known = record.is_none() && COLUMNS.contains(&one.field.as_str());
                let column = if known { one.field.as_str() } else { column };
                complaints.add(format!("{key}|{column}"), format!("{named}: {}", one.message));
            }
        }
        ActError::Conflict(now) => complaints.add(
            format!("{key}|{column}"),
            format!("{named} was changed by somebody else meanwhile ({}). Nothing was saved yet; what you typed is still here. Look at it, then save again.", now.number()),
        ),
        other => return Err(WebError::BadRequest(other.to_string())),
    }
    Ok(())
}

fn again(
    visit: &Visit,
    scope: ScopeId,
    params: &Typed,
    lines: &[Line<'_>],
    typed: &Typed,
    complaints: &Complaints,
) -> Response {
    let body = html! {
        (problems(complaints))
        (view::head(visit, scope, params, true))
        (edit::grid(visit, &lines.iter().collect::<Vec<_>>(), typed, complaints, scope, params))
    };
    let page = Page { title: "Error: Statement of Applicability", crumbs: vec![], body }.show(visit);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
