//! Reading the Statement of Applicability.

use attesta_isms::{
    ids::{ScopeId, SoaEntryId},
    soa::{self, ImplementationStatus, Line, Problem, Subject},
    trace::Start,
};
use attesta_record::{Choice as _, TypedId as _, form::Typed};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::{applicable, applicable_mark, filter, scope_of, status_mark, tabs, theme};
use crate::{
    address::{self, Address},
    downloads,
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record, show, trace,
    visit::Visit,
};

/// The page: to read, or with `edit=1` to answer in place.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let Some(scope) = scope_of(&visit, &params) else {
        return Ok(without_scope(&visit));
    };
    let editing = one(&params, "edit") == "1" && visit.present() && may_answer(&visit);
    // The form offers the controls of own sets too that the statement leaves out.
    let all = super::statement(&visit, scope);
    let answerable = if editing { visit.isms().answerable(scope, visit.view.today) } else { Vec::new() };
    let lines: Vec<&Line<'_>> =
        if editing { &answerable } else { &all }.iter().filter(|line| filter::fits(line, &params)).collect();
    let body = html! {
        (head(&visit, scope, &params, editing))
        (tabs(&visit, scope, ""))
        (approved(&visit, scope, &all))
        (meter(&visit, scope, &all))
        (downloads::of_statement(&visit, scope))
        (filter::form(&visit, scope, &all, &params, editing))
        (filter::active(&visit, &all, &params, &here(&visit, &params)))
        @if editing { (super::edit::grid(&visit, &lines, &super::edit::untouched(&lines), &attesta_record::Complaints::default(), scope, &params)) }
        @else { (grid(&visit, scope, &lines)) }
    };
    Ok(Page { title: TITLE, crumbs: vec![], body }.show(&visit).into_response())
}

pub(crate) const TITLE: &str = "Statement of Applicability";

/// Whether this account may answer.
pub(crate) fn may_answer(visit: &Visit) -> bool {
    record::kind(SoaEntryId::PATH).is_ok_and(|kind| visit.member.may(kind, "create"))
}

/// The page where there is no scope to make a statement for.
pub(super) fn without_scope(visit: &Visit) -> Response {
    Page { title: TITLE, crumbs: vec![], body: no_scope(visit) }.show(visit).into_response()
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

/// Which version is approved, and whether the records say something else by now.
fn approved(visit: &Visit, scope: ScopeId, all: &[Line<'_>]) -> Markup {
    let compare_with =
        Address::new(format!("/{}/soa/compare", visit.org())).with("scope", scope.get().to_string());
    let Some(version) = visit.isms().approved_soa(scope) else {
        let new = Address::new(format!("/{}/soa-versions/new", visit.org())).with("scope", scope.number());
        return html! {
            div class="notice" {
                strong { "No version is approved." } " "
                @if visit.present() && may_answer(visit) { a href=(new) { "Write down a version" } ", then approve it." }
            }
        };
    };
    let changed = soa::compare(&version.data.lines, &soa::freeze(all)).len();
    html! {
        div class={ "notice " @if changed == 0 { "ok" } @else { "warn" } } {
            strong {
                "Version " (version.data.version) " is approved"
                @if let Some(day) = version.data.approved_on { ", " (show::date(day)) } "."
            }
            " " (show::link(visit, record::reference(&version.to_item()))) ". "
            @if changed == 0 { "The records still say the same." }
            @else { a href=(compare_with.at(visit.view.moment)) { (changed) @if changed == 1 { " line" } @else { " lines" } " changed since" } "." }
        }
    }
}

/// How many are answered, and how; how many do not fit together.
fn meter(visit: &Visit, scope: ScopeId, all: &[Line<'_>]) -> Markup {
    let count = |what: &str| all.iter().filter(|line| applicable(line) == what).count();
    let implemented =
        all.iter().filter(|line| line.status() == Some(ImplementationStatus::Implemented)).count();
    let problems = all.iter().filter(|line| !line.problems.is_empty()).count();
    let link = |name: &str, value: &str| {
        let here = Address::new(format!("/{}/soa", visit.org())).with("scope", scope.get().to_string());
        here.with(name, value).at(visit.view.moment)
    };
    html! {
        dl class="meter" {
            @for (value, text) in [("yes", "applicable"), ("no", "left out"), ("unanswered", "unanswered")] {
                div { dt { (text) } dd { a href=(link("applicable", value)) { (count(value)) } } }
            }
            div { dt { "implemented" } dd { a href=(link("status", "implemented")) { (implemented) } } }
            div { dt { "with problems" } dd { a href=(link("problem", "any")) { (problems) } } }
        }
    }
}

fn grid(visit: &Visit, scope: ScopeId, lines: &[&Line<'_>]) -> Markup {
    html! {
        div class="list-bar" { p { b { (lines.len()) } @if lines.len() == 1 { " line" } @else { " lines" } } }
        @if lines.is_empty() { p class="mute" { "No control matches. Remove a filter above." } }
        @else {
            div class="scroll tall" tabindex="0" role="region" aria-label=(TITLE) {
                table class="data soa" {
                    thead { tr { th scope="col" { "Control" } th scope="col" { "Title" } th scope="col" { "Applicable" } th scope="col" { "Status" } th scope="col" { "Needed for" } th scope="col" { "Justification" } th scope="col" { "Problems" } } }
                    tbody { @for line in lines { (row(visit, scope, line)) } }
                }
            }
        }
    }
}

fn row(visit: &Visit, scope: ScopeId, line: &Line<'_>) -> Markup {
    let justification = line.entry.and_then(|entry| entry.data.justification.as_ref());
    let note = line.entry.and_then(|entry| entry.data.note.as_ref());
    html! {
        tr class=[(applicable(line) == "no").then_some("off")] {
            td class="id" { a class="chip" href=(trace::address(visit, Start::Line(scope, line.control))) title={ "Trace of " (line.reference()) } { (line.reference()) } }
            th scope="row" { (title(visit, line)) small { (theme(line).1) } }
            td { (applicable_mark(line)) }
            td { (status(visit, line)) }
            td { (reasons(visit, line)) }
            td class="why" {
                @if let Some(text) = justification { (text) }
                @if let Some(text) = note { " " span class="mute" { (text) } }
            }
            td { @for problem in &line.problems { span class={ "tag " (mood(*problem)) } title=(help(*problem)) { (problem.label()) } " " } }
        }
    }
}

fn title(visit: &Visit, line: &Line<'_>) -> Markup {
    let target = match (line.subject, line.entry) {
        (Subject::Own(control), _) => Some(record::reference(&control.to_item())),
        (Subject::Annex(_), entry) => entry.map(|entry| record::reference(&entry.to_item())),
    };
    html! {
        @if let Some(target) = target { a href=(Address::new(address::record(visit.org(), target)).at(visit.view.moment)) { (line.title()) } }
        @else { (line.title()) }
    }
}

/// The status, and the controls of the organisation that it follows from.
fn status(visit: &Visit, line: &Line<'_>) -> Markup {
    html! {
        (status_mark(line.status()))
        @for control in &line.controls {
            " " a class="chip" href=(Address::new(address::record(visit.org(), record::reference(&control.to_item()))).at(visit.view.moment)) title=(control.data.title) { (control.id.number()) }
        }
    }
}

/// Why it is needed: the first reasons as links, the others counted.
pub(super) fn reasons(visit: &Visit, line: &Line<'_>) -> Markup {
    html! {
        @for reason in line.reasons.iter().take(SHOWN) {
            a class="chip" href=(Address::new(address::record(visit.org(), reason.source)).at(visit.view.moment)) title={ (reason.kind.label()) ": " (show::title(visit.isms(), reason.source)) } {
                @if reason.live { (reason.source.number()) } @else { s { (reason.source.number()) } span class="vh" { ", no longer in force" } }
            }
            " "
        }
        @for own in line.entry.into_iter().flat_map(|entry| &entry.data.also) { span class="tag" { (own.label()) } " " }
        @if line.reasons.len() > SHOWN { span class="mute" { "and " (line.reasons.len() - SHOWN) " more" } }
    }
}

/// How many reasons of a line are shown.
const SHOWN: usize = 6;

fn mood(problem: Problem) -> &'static str {
    match problem {
        Problem::NeededButLeftOut | Problem::StatusContradicts => "bad",
        _ => "warn",
    }
}

fn help(problem: Problem) -> &'static str {
    Problem::words().iter().find(|word| word.key == problem.key()).map_or("", |word| word.help)
}
