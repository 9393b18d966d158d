//! Creating and amending any record.

use attesta_gate::{ActError, Deed, Doing};
use attesta_isms::{ids::RiskId, kit::RecordType, risk::MethodVersion};
use attesta_record::{
    Complaints, Field, Item, Kind, TypedId as _, Value,
    form::{self, Typed},
};
use axum::{
    extract::{Path, Request},
    response::{IntoResponse as _, Redirect, Response},
};
use http::StatusCode;
use maud::html;

use super::{
    conflict::{self, Clash},
    controls::Context,
    form::{Form as Shown, Pressed, press},
};
use crate::{
    address::{self, Address},
    error::WebError,
    extract::{Params, one},
    files::{self, Filled},
    layout::Page,
    show,
    visit::Visit,
};

/// The fields that a person fills in.
fn open_fields(kind: &'static RecordType) -> Vec<&'static Field> {
    kind.schema.fields.iter().filter(|field| !field.by_verb).collect()
}

/// The form of a new record. Fields can be filled in by the address: `?document=D-3`.
pub(crate) async fn new(
    visit: Visit,
    Path((_, path)): Path<(String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    visit.must_be_present()?;
    visit.member.permit(kind, "create")?;
    let template = kind.template(one(&params, "template"));
    let mut typed = form::to_typed(kind.schema.fields, &template.unwrap_or_else(|| kind.defaults()));
    for by_verb in
        kind.schema.fields.iter().filter(|field| field.by_verb || matches!(field.kind, Kind::Reference(_)))
    {
        typed.remove(by_verb.name);
    }
    typed.extend(params.into_iter().filter(|(name, _)| kind.schema.field(name).is_some()));
    Ok(show_new(&visit, kind, &typed, &Complaints::default(), false).into_response())
}

fn show_new(
    visit: &Visit,
    kind: &'static RecordType,
    typed: &Typed,
    complaints: &Complaints,
    dirty: bool,
) -> maud::Markup {
    let heading = format!("New {}", kind.schema.label.to_lowercase());
    let list = address::list(visit.org(), kind.schema);
    let form = Shown {
        heading: &heading,
        help: kind.schema.help,
        fields: open_fields(kind),
        context: Context { isms: visit.isms(), method: method(visit, typed), typed, complaints },
        revision: 0,
        save: "Create",
        cancel: list.clone(),
        reason: false,
        above: templates(kind, &list, typed),
    };
    let crumbs = vec![(kind.schema.plural.to_owned(), list), ("New".to_owned(), String::new())];
    Page { title: &form.title(), crumbs, body: form.show(dirty) }.show(visit)
}

/// By whose scales the levels of a new record are chosen: those of the risk that it belongs to.
fn method<'a>(visit: &'a Visit, typed: &Typed) -> Option<&'a MethodVersion> {
    let reference = attesta_isms::reference(one(typed, "risk")).filter(|one| one.kind == RiskId::KEY)?;
    let risk = visit.isms().risks.get(RiskId::new(reference.id))?;
    visit.isms().method_in_force(risk.data.scope).map(|one| &one.data)
}

/// Ready-made records to start from.
fn templates(kind: &'static RecordType, list: &str, typed: &Typed) -> maud::Markup {
    let kept = kind.schema.fields.iter().filter(|field| matches!(field.kind, Kind::Reference(_)));
    let kept: Typed =
        kept.filter_map(|field| Some((field.name.to_owned(), typed.get(field.name)?.clone()))).collect();
    let link = |key: &str| Address::new(format!("{list}/new")).with_all(&kept).with("template", key);
    html! {
        @if !kind.templates.is_empty() {
            div class="notice" {
                strong { "Start from a template: " }
                @for (key, name) in kind.templates { a href=(link(key)) { (name) } " " }
            }
        }
    }
}

/// Creates the record.
pub(crate) async fn create(
    visit: Visit,
    Path((_, path)): Path<(String, String)>,
    request: Request,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    visit.must_be_present()?;
    let permit = visit.member.permit(kind, "create")?;
    let Filled { mut typed, complaints: refused } =
        files::read(&visit, &permit, kind.schema.fields, request).await?;
    if let Pressed::Rows = press(kind.schema.fields, &mut typed, &visit.zone()) {
        return Ok(show_new(&visit, kind, &typed, &refused, true).into_response());
    }
    let (values, complaints) = form::parse(kind.schema.fields, &typed);
    let complaints = refused.before(complaints);
    let again = |complaints: &Complaints| {
        let page = show_new(&visit, kind, &typed, complaints, true);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if !complaints.is_empty() {
        return again(&complaints);
    }
    match visit.gate.act(&visit.member, Doing::new(permit, Deed::Create(values))).await {
        Ok(done) => {
            Ok(Redirect::to(&format!("{}?said=created", super::address_of(&visit, &done.item)))
                .into_response())
        }
        Err(ActError::Refused(complaints)) => again(&complaints),
        Err(error) => Err(error.into()),
    }
}

/// The form of a record.
pub(crate) async fn edit(
    visit: Visit,
    Path((_, path, id)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    visit.must_be_present()?;
    visit.member.permit(kind, "amend")?;
    let item = super::item(&visit, kind, &id).await?;
    if let Some(why) = kind.settled(visit.isms(), item.id) {
        return Err(WebError::BadRequest(why.to_owned()));
    }
    let typed = form::to_typed(kind.schema.fields, &item.values);
    Ok(show_edit(&visit, kind, &item, &typed, &Complaints::default(), None).into_response())
}

fn show_edit(
    visit: &Visit,
    kind: &'static RecordType,
    item: &Item,
    typed: &Typed,
    complaints: &Complaints,
    clashes: Option<&[Clash]>,
) -> maud::Markup {
    let title = show::item_title(visit.isms(), item);
    let heading = format!("Edit {}", item.number());
    let here = super::address_of(visit, item);
    let method = show::method_of(visit.isms(), item);
    let form = Shown {
        heading: &heading,
        help: &title,
        fields: open_fields(kind),
        context: Context { isms: visit.isms(), method, typed, complaints },
        revision: item.revision,
        save: "Save changes",
        cancel: here.clone(),
        reason: true,
        above: html! {},
    };
    let untouched = form::to_typed(kind.schema.fields, &item.values);
    let body = match clashes {
        Some(clashes) => conflict::show(visit, item, typed, clashes),
        None => form.show(!complaints.is_empty() || *typed != untouched),
    };
    let list = address::list(visit.org(), kind.schema);
    let crumbs = vec![
        (kind.schema.plural.to_owned(), list),
        (item.number(), here),
        ("Edit".to_owned(), String::new()),
    ];
    Page { title: &form.title(), crumbs, body }.show(visit)
}

/// Amends the record. Where somebody else changed it since the form was opened, what both changed is shown side by
/// side, and nothing that was typed is lost.
pub(crate) async fn amend(
    visit: Visit,
    Path((_, path, id)): Path<(String, String, String)>,
    request: Request,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    visit.must_be_present()?;
    let permit = visit.member.permit(kind, "amend")?;
    let item = super::item(&visit, kind, &id).await?;
    let Filled { mut typed, complaints: refused } =
        files::read(&visit, &permit, kind.schema.fields, request).await?;
    let revision: u32 = one(&typed, "revision").parse().map_err(|_| stale_form())?;
    if let Pressed::Rows = press(kind.schema.fields, &mut typed, &visit.zone()) {
        let opened = Item { revision, ..item };
        return Ok(show_edit(&visit, kind, &opened, &typed, &refused, None).into_response());
    }
    conflict::take_picks(kind, &item, &mut typed);
    let (mut values, complaints) = form::parse(kind.schema.fields, &typed);
    let complaints = refused.before(complaints);
    if !complaints.is_empty() {
        let opened = Item { revision, ..item };
        let page = show_edit(&visit, kind, &opened, &typed, &complaints, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    keep_erased(&item, &mut values);
    let deed = Deed::Amend { id: item.id, revision, values: values.clone() };
    let reason = Some(one(&typed, "reason").to_owned()).filter(|reason| !reason.is_empty());
    match visit.gate.act(&visit.member, Doing { permit, deed, reason, occurred_on: None }).await {
        Ok(done) => {
            let said = if done.item.revision == revision { "nothing" } else { "saved" };
            Ok(Redirect::to(&format!("{}?said={said}", super::address_of(&visit, &done.item)))
                .into_response())
        }
        Err(ActError::Refused(complaints)) => {
            let page = show_edit(&visit, kind, &item, &typed, &complaints, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(ActError::Conflict(now)) => {
            let clashes = conflict::clashes(&visit, &now, revision, &values).await?;
            let merged = conflict::merged(&now, &clashes, values);
            let typed = conflict::typed_again(&now, &merged, &typed);
            let page = show_edit(&visit, kind, &now, &typed, &Complaints::default(), Some(&clashes));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// An erased text comes back from the form as `[erased]`; left as it is, it stays erased.
pub(crate) fn keep_erased(item: &Item, values: &mut [Value]) {
    for (value, old) in values.iter_mut().zip(&item.values) {
        if *old == Value::Erased && *value == Value::text("[erased]") {
            *value = Value::Erased;
        }
    }
}

fn stale_form() -> WebError {
    WebError::BadRequest("The form does not say which revision it was made for. Open it again.".to_owned())
}
