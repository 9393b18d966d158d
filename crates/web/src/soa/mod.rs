//! The Statement of Applicability as a grid: derived from risks and duties, the decisions answered in place; and the
//! same statement seen from other sides.

mod by_2013;
mod by_attribute;
mod by_control;
mod by_risk;
pub(crate) mod compare;
pub(crate) mod edit;
mod filter;
mod rebase;
pub(crate) mod save;
pub(crate) mod view;

use attesta_isms::{
    ids::ScopeId,
    kit::AnyControl,
    soa::{ImplementationStatus, Line, Subject},
};
use attesta_record::{TypedId as _, form::Typed};
use axum::{Router, routing::get};
use maud::{Markup, html};

use crate::{App, address::Address, extract::one, show, visit::Visit};

/// The pages of the statement.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/{org}/soa", get(view::page).post(save::save))
        .route("/{org}/soa/compare", get(compare::page))
        .route("/{org}/soa/by-control", get(by_control::page))
        .route("/{org}/soa/by-attribute", get(by_attribute::page))
        .route("/{org}/soa/by-risk", get(by_risk::page))
        .route("/{org}/soa/by-2013", get(by_2013::page))
}

/// The sides from which the statement is seen: the last segment of the address, and what the tab says.
const TABS: [(&str, &str); 5] = [
    ("", "Grid"),
    ("by-control", "By control"),
    ("by-attribute", "By attribute"),
    ("by-risk", "Risks and options"),
    ("by-2013", "By number of 2013"),
];

/// The tabs.
fn tabs(visit: &Visit, scope: ScopeId, current: &str) -> Markup {
    html! {
        nav class="tabs" aria-label="Views of the statement" {
            ul {
                @for (segment, text) in TABS {
                    li { a href=(tab(visit, scope, segment)) aria-current=[(segment == current).then_some("page")] { (text) } }
                }
            }
        }
    }
}

/// The address of a tab; that of the grid is where counts lead to.
fn tab(visit: &Visit, scope: ScopeId, segment: &str) -> Address {
    let slash = if segment.is_empty() { "" } else { "/" };
    let here = Address::new(format!("/{}/soa{slash}{segment}", visit.org()));
    here.with("scope", scope.get().to_string()).at(visit.view.moment)
}

/// The address of the grid that shows one line only.
fn line_address(visit: &Visit, scope: ScopeId, control: AnyControl) -> Address {
    tab(visit, scope, "").with("line", control.key())
}

/// The head of a view beside the grid, with its tabs and the choice of the scope.
fn view_head(visit: &Visit, scope: ScopeId, current: &str, about: &str) -> Markup {
    let name = visit.isms().scopes.get(scope).map(|one| one.data.name.to_string()).unwrap_or_default();
    html! {
        div class="page-head" {
            div { div class="eyebrow" { (name) } h1 { (view::TITLE) } p { (about) } }
            form method="get" class="between" {
                @if let attesta_gate::Moment::After(sequence) = visit.view.moment { input type="hidden" name="at" value=(sequence); }
                div class="field" {
                    label for="scope" { "Scope" }
                    select id="scope" name="scope" data-autosubmit {
                        @for one in visit.isms().scopes.in_force() { option value=(one.id.get()) selected[one.id == scope] { (one.data.name) } }
                    }
                }
                button class="btn" { "Show" }
            }
        }
        (tabs(visit, scope, current))
    }
}

/// The scope that is looked at: the one in the address, else the first that has answers.
pub(crate) fn scope_of(visit: &Visit, params: &Typed) -> Option<ScopeId> {
    let isms = visit.isms();
    let named = one(params, "scope").parse().ok().map(ScopeId::new);
    named.filter(|id| isms.scopes.get(*id).is_some()).or_else(|| {
        let answered = isms.soa_entries.in_force().map(|one| one.data.scope).next();
        answered.or_else(|| isms.scopes.in_force().map(|scope| scope.id).next())
    })
}

/// The statement of a scope on the day that is looked at.
pub(crate) fn statement(visit: &Visit, scope: ScopeId) -> Vec<Line<'_>> {
    visit.isms().statement(scope, day(visit))
}

/// The day that is looked at.
fn day(visit: &Visit) -> jiff::civil::Date {
    show::day_of(visit).unwrap_or(visit.view.today)
}

/// `yes`, `no` or `unanswered`.
pub(crate) fn applicable(line: &Line<'_>) -> &'static str {
    match line.applicable() {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unanswered",
    }
}

/// The theme of a line, as key and label.
pub(crate) fn theme(line: &Line<'_>) -> (&'static str, &'static str) {
    match line.subject {
        Subject::Annex(control) => (control.theme.key(), control.theme.label()),
        Subject::Own(_) => ("own", "Own set"),
    }
}

/// Whether it is applicable, as a mark.
fn applicable_mark(line: &Line<'_>) -> Markup {
    html! {
        @match applicable(line) {
            "yes" => span class="tag ok" { "Yes" },
            "no" => span class="tag" { "No" },
            _ => span class="none" { "Unanswered" },
        }
    }
}

/// A status as a mark.
pub(crate) fn status_mark(status: Option<ImplementationStatus>) -> Markup {
    let mood = match status {
        Some(ImplementationStatus::Implemented) => "ok",
        Some(ImplementationStatus::NotImplemented) => "bad",
        _ => "info",
    };
    html! { @if let Some(status) = status { span class={ "tag " (mood) } { (attesta_record::Choice::label(&status)) } } }
}
