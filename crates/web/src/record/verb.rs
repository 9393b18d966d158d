//! Doing a verb: the record's own, or retiring, restoring and erasing.

use attesta_gate::{ActError, Deed, Doing};
use attesta_isms::kit::{Act, RecordType, VerbType};
use attesta_record::{
    Complaints, Field, Item, Kind, Value,
    form::{self, Typed},
};
use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse as _, Redirect, Response},
};
use http::StatusCode;
use maud::{Markup, html};

use super::{
    controls::Context,
    form::{Form as Shown, Pressed, press},
};
use crate::{
    App, address, downloads,
    error::WebError,
    extract::one,
    files::{self, Filled},
    layout::Page,
    show,
    visit::Visit,
};

/// The form of a verb.
pub(crate) async fn form(
    visit: Visit,
    Path((_, path, id, verb)): Path<(String, String, String, String)>,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    visit.must_be_present()?;
    visit.member.permit(kind, &verb)?;
    let item = super::item(&visit, kind, &id).await?;
    if let Some(own) = kind.verb(&verb) {
        let today = visit.view.today;
        let act = Act { isms: visit.isms(), today, now: visit.gate.now(), person: visit.member.person() };
        let typed = form::to_typed(own.fields, &(own.prefill)(&act, item.id));
        return Ok(show_own(&visit, kind, &item, own, &typed, &Complaints::default()).into_response());
    }
    Ok(show_generic(&visit, kind, &item, &verb, &Complaints::default()).into_response())
}

fn show_own(
    visit: &Visit,
    kind: &'static RecordType,
    item: &Item,
    verb: &'static VerbType,
    typed: &Typed,
    complaints: &Complaints,
) -> Markup {
    let heading = format!("{} {}", verb.label, item.number());
    let scope = if let Value::Ref(one) = item.get("scope") { Some(one.id) } else { None };
    let in_force = scope.and_then(|id| visit.isms().method_in_force(attesta_record::TypedId::new(id)));
    let title = show::item_title(visit.isms(), item);
    let form = Shown {
        heading: &heading,
        help: verb.help,
        fields: verb.fields.iter().collect(),
        context: Context { isms: visit.isms(), method: in_force.map(|one| &one.data), typed, complaints },
        revision: item.revision,
        save: verb.label,
        cancel: super::address_of(visit, item),
        reason: false,
        above: html! { p { b { (title) } } },
    };
    let body = form.show(!complaints.is_empty());
    Page { title: &form.title(), crumbs: crumbs(visit, kind, item, verb.label), body }.show(visit)
}

fn crumbs(visit: &Visit, kind: &'static RecordType, item: &Item, last: &str) -> Vec<(String, String)> {
    let of_kind = address::list(visit.org(), kind.schema);
    let here = super::address_of(visit, item);
    vec![(kind.schema.plural.to_owned(), of_kind), (item.number(), here), (last.to_owned(), String::new())]
}

fn show_generic(
    visit: &Visit,
    kind: &'static RecordType,
    item: &Item,
    verb: &str,
    complaints: &Complaints,
) -> Markup {
    let (label, help) = match verb {
        "retire" => (
            "Retire",
            "It stays, with its history, and every reference to it keeps working; it is no longer in force and can be restored.",
        ),
        "restore" => ("Restore", "Puts it in force again."),
        _ => (
            "Erase",
            "Removes a text here and from the whole past, for good. That it was there, when, and that it was erased stay provable; what it said does not.",
        ),
    };
    let heading = format!("{label} {}", item.number());
    let erasable = |(field, value): &(&'static Field, &Value)| {
        matches!(field.kind, Kind::Text) && !matches!(value, Value::None | Value::Erased)
    };
    let fields: Vec<(&'static Field, &Value)> =
        item.schema.fields.iter().zip(&item.values).filter(erasable).collect();
    let body = html! {
        (super::form::problems(complaints))
        div class="page-head" { div { h1 { (heading) } p { (help) } } }
        p { b { (show::item_title(visit.isms(), item)) } }
        form method="post" class="form" {
            input type="hidden" name="revision" value=(item.revision);
            @if verb == "erase" {
                fieldset class="field" {
                    legend { "What is erased" }
                    @for (field, value) in &fields {
                        label class="choice" {
                            input type="radio" name="field" value=(field.name);
                            " " span { (field.label) " " span class="hint" { (show::cell(visit, field, value, None)) } }
                        }
                    }
                }
            }
            div class="field" {
                label for="reason" { "Reason " span class="opt" { "(optional)" } }
                input id="reason" name="reason" type="text" maxlength="300";
            }
            div class="form-end" {
                button class={ "btn primary" @if verb != "restore" { " danger" } } { (label) }
                " " a class="btn quiet" href=(super::address_of(visit, item)) { "Cancel" }
            }
        }
    };
    Page { title: &heading, crumbs: crumbs(visit, kind, item, label), body }.show(visit)
}

/// Does it.
pub(crate) async fn act(
    State(app): State<App>,
    visit: Visit,
    Path((_, path, id, verb)): Path<(String, String, String, String)>,
    request: Request,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    visit.must_be_present()?;
    let permit = visit.member.permit(kind, &verb)?;
    let item = super::item(&visit, kind, &id).await?;
    let own = kind.verb(&verb);
    let fields: &'static [Field] = own.map_or(&[], |own| own.fields);
    let Filled { mut typed, complaints: refused } = files::read(&visit, &permit, fields, request).await?;
    let revision: u32 = one(&typed, "revision").parse().unwrap_or(0);
    if let Some(own) = own
        && let Pressed::Rows = press(own.fields, &mut typed, &visit.zone())
    {
        return Ok(show_own(&visit, kind, &item, own, &typed, &refused).into_response());
    }
    let again = |item: &Item, complaints: &Complaints, status: StatusCode| {
        let page = match own {
            Some(own) => show_own(&visit, kind, item, own, &typed, complaints),
            None => show_generic(&visit, kind, item, &verb, complaints),
        };
        Ok((status, page).into_response())
    };
    let (deed, said) = match (verb.as_str(), own) {
        (_, Some(own)) => {
            let (values, complaints) = form::parse(own.fields, &typed);
            let complaints = refused.before(complaints);
            if !complaints.is_empty() {
                return again(&item, &complaints, StatusCode::UNPROCESSABLE_ENTITY);
            }
            (Deed::Verb { id: item.id, revision, values }, "done")
        }
        ("retire", None) => (Deed::Retire { id: item.id, revision }, "retired"),
        ("restore", None) => (Deed::Restore { id: item.id, revision }, "restored"),
        _ => (Deed::Erase { id: item.id, field: one(&typed, "field").to_owned() }, "erased"),
    };
    let reason = Some(one(&typed, "reason").to_owned()).filter(|reason| own.is_none() && !reason.is_empty());
    match visit.gate.act(&visit.member, Doing { permit, deed, reason, occurred_on: None }).await {
        Ok(done) => {
            downloads::keep(&app, &visit, &done.item, &verb).await;
            Ok(Redirect::to(&format!("{}?said={said}", super::address_of(&visit, &done.item)))
                .into_response())
        }
        Err(ActError::Refused(complaints)) => again(&item, &complaints, StatusCode::UNPROCESSABLE_ENTITY),
        Err(ActError::Conflict(now)) => {
            let text = "It was changed meanwhile. Look at it as it is now, then press again; what you typed is still here.";
            again(&now, &Complaints::general(text), StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}
