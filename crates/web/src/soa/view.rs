//! Reading the Statement of Applicability.

use attesta_gate::Moment;
use attesta_isms::{
    ids::{ScopeId, SoaEntryId},
    soa::ImplementationStatus,
};
use attesta_record::{Choice as _, TypedId as _, form::Typed};
use attesta_standard::Theme;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::{Row, rows, scope_of};
use crate::{
    address::Address,
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record, show,
    visit::Visit,
};

/// The page: to read, or with `edit=1` to answer in place.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let Some(scope) = scope_of(visit.isms(), &params) else {
        return Ok(Page { title: TITLE, crumbs: vec![], body: no_scope(&visit) }
            .show(&visit)
            .into_response());
    };
    let rows = rows(visit.isms(), scope, &params);
    let editing = one(&params, "edit") == "1" && visit.present() && may_answer(&visit);
    let body = html! {
        (head(&visit, scope, &params, editing))
        (meter(&visit, scope))
        (filters(&visit, scope, &params, editing))
        @if editing { (super::edit::grid(&visit, &rows, &super::edit::untouched(&rows), &attesta_record::Complaints::default(), scope, &params)) }
        @else { (grid(&visit, &rows)) }
    };
    Ok(Page { title: TITLE, crumbs: vec![], body }.show(&visit).into_response())
}

pub(crate) const TITLE: &str = "Statement of Applicability";

/// Whether this account may answer.
pub(crate) fn may_answer(visit: &Visit) -> bool {
    record::kind(SoaEntryId::PATH).is_ok_and(|kind| visit.member.may(kind, "create"))
}

fn no_scope(visit: &Visit) -> Markup {
    html! {
        div class="page-head" { div { h1 { (TITLE) } } }
        section class="empty" {
            h2 { "No scope yet" }
            p { "The Statement of Applicability says for each control whether it is necessary in a scope, why, and how far it is implemented. Write down the scope first." }
            p class="ref" { (record::list::clause("6.1.3")) }
            div class="actions" { a class="btn primary" href={ "/" (visit.org()) "/scopes/new" } { "Write down the scope" } }
        }
    }
}

fn here(visit: &Visit, params: &Typed) -> Address {
    Address::new(format!("/{}/soa", visit.org()))
        .with_all(params)
        .without(&["edit", "said", "at"])
        .at(visit.view.moment)
}

pub(crate) fn head(visit: &Visit, scope: ScopeId, params: &Typed, editing: bool) -> Markup {
    let name = visit.isms().scopes.get(scope).map(|one| one.data.name.to_string()).unwrap_or_default();
    html! {
        div class="page-head" {
            div {
                div class="eyebrow" { (name) }
                h1 { (TITLE) }
                p { "ISO/IEC 27001:2022, 6.1.3 d: which controls are necessary, why, how far they are implemented, and why the others are left out." }
            }
            @if visit.present() && may_answer(visit) && !editing {
                div class="actions" { a class="btn primary" data-key="e" href=(here(visit, params).with("edit", "1")) { "Answer in place" } }
            }
        }
    }
}

/// How many are answered, and how.
pub(crate) fn meter(visit: &Visit, scope: ScopeId) -> Markup {
    let all = rows(visit.isms(), scope, &Typed::new());
    let count = |what: &str| all.iter().filter(|row| row.applicable() == what).count();
    let implemented = all
        .iter()
        .filter_map(|row| row.entry?.data.status)
        .filter(|status| *status == ImplementationStatus::Implemented);
    let link = |value: &str| {
        Address::new(format!("/{}/soa", visit.org()))
            .with("scope", scope.get().to_string())
            .with("applicable", value)
            .at(visit.view.moment)
    };
    html! {
        dl class="meter" {
            @for (value, text) in [("yes", "applicable"), ("no", "left out"), ("unanswered", "unanswered")] {
                div { dt { (text) } dd { a href=(link(value)) { (count(value)) } } }
            }
            div { dt { "implemented" } dd { (implemented.count()) } }
        }
    }
}

pub(crate) fn filters(visit: &Visit, scope: ScopeId, params: &Typed, editing: bool) -> Markup {
    let applicable = [("yes", "Yes"), ("no", "Left out"), ("unanswered", "Unanswered")];
    let statuses = ImplementationStatus::words()
        .iter()
        .map(|word| (word.key, word.label))
        .chain([("none", "No status")]);
    let themes = Theme::ALL.iter().map(|theme| (theme.key(), theme.label()));
    html! {
        details class="filters" open {
            summary { "Filter" }
            form method="get" {
                @if editing { input type="hidden" name="edit" value="1"; }
                @if let Moment::After(sequence) = visit.view.moment { input type="hidden" name="at" value=(sequence); }
                div class="field" {
                    label for="f-scope" { "Scope" }
                    select id="f-scope" name="scope" data-autosubmit {
                        @for one in visit.isms().scopes.in_force() { option value=(one.id.get()) selected[one.id == scope] { (one.data.name) } }
                    }
                }
                div class="field" { label for="f-q" { "Words" } input id="f-q" name="q" type="search" value=(one(params, "q")); }
                (select("theme", "Theme", themes, params))
                (select("applicable", "Applicable", applicable.into_iter(), params))
                (select("status", "Status", statuses, params))
                div class="actions" { button class="btn" { "Apply" } }
            }
        }
    }
}

fn select<'a>(
    name: &str,
    label: &str,
    options: impl Iterator<Item = (&'a str, &'a str)>,
    params: &Typed,
) -> Markup {
    html! {
        div class="field" {
            label for={ "f-" (name) } { (label) }
            select id={ "f-" (name) } name=(name) data-autosubmit {
                option value="" { "Any" }
                @for (key, text) in options { option value=(key) selected[one(params, name) == key] { (text) } }
            }
        }
    }
}

fn grid(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    html! {
        @if rows.is_empty() { p class="mute" { "No control matches. Remove a filter above." } }
        @else {
            div class="scroll tall" tabindex="0" role="region" aria-label=(TITLE) {
                table class="data soa" {
                    thead { tr { th scope="col" { "Control" } th scope="col" { "Title" } th scope="col" { "Theme" } th scope="col" { "Applicable" } th scope="col" { "Status" } th scope="col" { "Justification" } th scope="col" { "Note" } } }
                    tbody { @for row in rows { (line(visit, row)) } }
                }
            }
        }
    }
}

fn line(visit: &Visit, row: &Row<'_>) -> Markup {
    let schema = <attesta_isms::soa::SoaEntry as attesta_record::Record>::SCHEMA;
    let item = row.entry.map(attesta_record::Entity::to_item);
    let cell = |name: &str| {
        let (Some(field), Some(item)) = (schema.field(name), &item) else { return html! {} };
        show::cell(visit, field, item.get(name), None)
    };
    html! {
        tr class=[(row.applicable() == "no").then_some("off")] {
            td class="id" { (row.control.reference) }
            th scope="row" {
                @match &item {
                    Some(item) => a href=(Address::new(record::address_of(visit, item)).at(visit.view.moment)) { (row.control.title) },
                    None => (row.control.title),
                }
            }
            td class="theme" { (row.control.theme.label()) }
            td {
                @match row.applicable() {
                    "yes" => span class="tag ok" { "Yes" },
                    "no" => span class="tag" { "No" },
                    _ => span class="none" { "Unanswered" },
                }
            }
            td { @if item.is_some() { (cell("status")) } }
            td class="why" { @if item.is_some() { (cell("justification")) } }
            td { @if item.as_ref().is_some_and(|item| !item.get("note").is_none()) { (cell("note")) } }
        }
    }
}
