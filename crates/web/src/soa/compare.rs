//! Two statements side by side: versions, or a version and the draft that follows from today's records.

use attesta_isms::{
    ids::{ScopeId, SoaVersionId},
    soa::{FrozenLine, LineChange, SoaStatus, compare},
};
use attesta_record::{Ref, TypedId as _};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::scope_of;
use crate::{
    address::Address,
    error::WebError,
    extract::{Params, one},
    layout::Page,
    show,
    visit::Visit,
};

/// What stands for the draft in an address.
const DRAFT: &str = "draft";

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    let scope = scope_of(&visit, &params).ok_or(WebError::NotFound)?;
    let approved = visit.isms().approved_soa(scope).map(|one| one.id.number());
    let named = |name: &str| Some(one(&params, name).to_owned()).filter(|text| !text.is_empty());
    let from = named("from").or(approved).unwrap_or_else(|| DRAFT.to_owned());
    let to = named("to").unwrap_or_else(|| DRAFT.to_owned());
    let (older, newer) = (statement(&visit, scope, &from)?, statement(&visit, scope, &to)?);
    let changes = compare(&older, &newer);
    let body = html! {
        div class="page-head" { div { h1 { "Compare statements" } p { "What differs between two versions of the Statement of Applicability, line by line." } } }
        (choice(&visit, scope, &from, &to))
        dl class="meter" { div { dt { "lines differ" } dd { (changes.len()) } } }
        @if changes.is_empty() { section class="empty" { h2 { "They agree" } p { "No line differs between the two." } } }
        @for (at, change) in changes.iter().enumerate() { (card(change, at, &name_of(&visit, &from), &name_of(&visit, &to))) }
    };
    let soa = Address::new(format!("/{}/soa", visit.org())).with("scope", scope.get().to_string());
    let crumbs = vec![
        ("Statement of Applicability".to_owned(), soa.at(visit.view.moment).to_string()),
        ("Compare".to_owned(), String::new()),
    ];
    Ok(Page { title: "Compare statements", crumbs, body }.show(&visit).into_response())
}

fn statement(visit: &Visit, scope: ScopeId, named: &str) -> Result<Vec<FrozenLine>, WebError> {
    if named == DRAFT {
        return Ok(visit.isms().soa_draft(scope, show::day_of(visit).unwrap_or(visit.view.today)));
    }
    let id = version(named).ok_or(WebError::NotFound)?;
    let version = visit.isms().soa_versions.get(id).filter(|one| one.data.scope == scope);
    version.map(|one| one.data.lines.clone()).ok_or(WebError::NotFound)
}

fn version(number: &str) -> Option<SoaVersionId> {
    let Ref { kind, id, .. } = attesta_isms::reference(number)?;
    (kind == SoaVersionId::KEY).then(|| SoaVersionId::new(id))
}

fn name_of(visit: &Visit, named: &str) -> String {
    let version = version(named).and_then(|id| visit.isms().soa_versions.get(id));
    version.map_or_else(
        || "Draft, from today's records".to_owned(),
        |one| format!("Version {}", one.data.version),
    )
}

fn choice(visit: &Visit, scope: ScopeId, from: &str, to: &str) -> Markup {
    let frozen = visit
        .isms()
        .soa_versions
        .iter()
        .filter(|one| one.data.scope == scope && one.data.status != SoaStatus::Draft);
    let numbers: Vec<String> = frozen.map(|one| one.id.number()).chain([DRAFT.to_owned()]).collect();
    html! {
        form class="between" method="get" {
            input type="hidden" name="scope" value=(scope.get());
            @for (name, label, chosen) in [("from", "From", from), ("to", "To", to)] {
                div class="field" {
                    label for=(name) { (label) }
                    select id=(name) name=(name) {
                        @for number in &numbers { option value=(number) selected[number == chosen] { (name_of(visit, number)) } }
                    }
                }
            }
            button class="btn" { "Compare" }
        }
    }
}

fn card(change: &LineChange, at: usize, from: &str, to: &str) -> Markup {
    html! {
        section class="card diff" aria-labelledby={ "d" (at) } {
            header { h2 id={ "d" (at) } { span class="chip" { (change.reference) } " " (change.title) } }
            div class="scroll" tabindex="0" role="region" aria-label={ (change.reference) " columns" } {
                table class="data" {
                    thead { tr { th scope="col" { "Column" } th scope="col" { (from) } th scope="col" { (to) } } }
                    tbody {
                        @for (column, was, is) in &change.columns {
                            tr {
                                th scope="row" { (column) }
                                td { @if was.is_empty() { span class="none" { "Nothing" } } @else { del { (was) } } }
                                td { @if is.is_empty() { span class="none" { "Nothing" } } @else { ins { (is) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
