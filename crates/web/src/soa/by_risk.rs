//! Risks by options of treatment: for each risk of the scope which options were chosen, and the controls that they make
//! necessary.

use std::collections::BTreeMap;

use attesta_isms::{
    ids::ScopeId,
    risk::{Risk, Treatment, TreatmentOption},
    soa::Line,
    trace::Start,
};
use attesta_record::{Choice as _, Entity, Scale, filter::NOTHING, form::Typed};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::{line_address, scope_of, statement, tab, view, view_head};
use crate::{
    address::{self, Address},
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record, show, trace,
    visit::Visit,
};

/// How many risks stand on a page.
const ON_PAGE: usize = 100;
/// How many controls are shown of a risk.
const SHOWN: usize = 6;

type Row<'a> = (&'a Entity<Risk>, Option<&'a Entity<Treatment>>);

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let Some(scope) = scope_of(&visit, &params) else { return Ok(view::without_scope(&visit)) };
    let isms = visit.isms();
    let here = isms.risks.in_force().filter(|risk| isms.lies_in(risk.data.scope, scope));
    let all: Vec<Row<'_>> = here.map(|risk| (risk, isms.treatment_of(risk.id))).collect();
    let shown: Vec<&Row<'_>> = all.iter().filter(|row| fits(row, one(&params, "option"))).collect();
    let first = one(&params, "from").parse().unwrap_or(0_usize).min(shown.len());
    let lines = statement(&visit, scope);
    let body = html! {
        (view_head(&visit, scope, "by-risk", "Each risk with the options that were chosen for its treatment (6.1.3 a) and the controls that they make necessary (6.1.3 b)."))
        (meter(&visit, scope, &all))
        div class="list-bar" {
            p { b { (shown.len()) } @if shown.len() == 1 { " risk" } @else { " risks" } }
            @if shown.len() < all.len() { a href=(tab(&visit, scope, "by-risk")) { "All risks" } }
        }
        @if shown.is_empty() { p class="mute" { "No risk of this scope is treated like that." } }
        @else { (table(&visit, scope, &shown[first..], &needed(&lines))) }
        (pager(&visit, scope, &params, first, shown.len()))
    };
    Ok(Page { title: "Risks and options of treatment", crumbs: vec![], body }.show(&visit).into_response())
}

/// Whether a risk is treated by an option; `none` for a risk without treatment.
fn fits((_, treatment): &Row<'_>, option: &str) -> bool {
    match option {
        "" => true,
        NOTHING => treatment.is_none(),
        key => treatment.is_some_and(|one| one.data.options.iter().any(|option| option.key() == key)),
    }
}

/// The lines that each record makes necessary, by its number.
fn needed<'a>(lines: &'a [Line<'a>]) -> BTreeMap<String, Vec<&'a Line<'a>>> {
    let mut needed: BTreeMap<String, Vec<&Line<'_>>> = BTreeMap::new();
    for line in lines {
        for reason in line.reasons.iter().filter(|reason| reason.live) {
            needed.entry(reason.source.number()).or_default().push(line);
        }
    }
    needed
}

fn meter(visit: &Visit, scope: ScopeId, all: &[Row<'_>]) -> Markup {
    let options = TreatmentOption::words().iter().map(|word| (word.key, word.label));
    html! {
        dl class="meter" {
            @for (key, text) in options.chain([(NOTHING, "Without treatment")]) {
                div { dt { (text.to_lowercase()) } dd { a href=(tab(visit, scope, "by-risk").with("option", key)) { (all.iter().filter(|row| fits(row, key)).count()) } } }
            }
        }
    }
}

fn table(
    visit: &Visit,
    scope: ScopeId,
    shown: &[&Row<'_>],
    needed: &BTreeMap<String, Vec<&Line<'_>>>,
) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Risks and options of treatment" {
            table class="data options" {
                thead {
                    tr {
                        th scope="col" { "No." } th scope="col" { "Risk" } th scope="col" { "Level" } th scope="col" { "Residual" }
                        @for word in TreatmentOption::words() { th scope="col" { (word.label) } }
                        th scope="col" { "Makes necessary" }
                    }
                }
                tbody { @for row in shown.iter().take(ON_PAGE) { (self::row(visit, scope, row, needed)) } }
            }
        }
    }
}

fn row(
    visit: &Visit,
    scope: ScopeId,
    (risk, treatment): &Row<'_>,
    needed: &BTreeMap<String, Vec<&Line<'_>>>,
) -> Markup {
    let item = risk.to_item();
    let (reference, method) = (record::reference(&item), show::method_of(visit.isms(), &item));
    let number = reference.number();
    let lines = needed.get(&number).map(Vec::as_slice).unwrap_or_default();
    html! {
        tr {
            td class="id" { a class="chip" href=(trace::address(visit, Start::Record(reference))) title={ "Trace of " (number) } { (number) } }
            th scope="row" { a href=(Address::new(address::record(visit.org(), reference)).at(visit.view.moment)) { (risk.data.title) } }
            @for level in [risk.data.level, risk.data.residual_level] {
                td { @if let Some(level) = level { (show::level(method, Some(Scale::Risk), level.0)) } @else { span class="none" { "Not assessed" } } }
            }
            @match treatment {
                Some(treatment) => {
                    @for option in TreatmentOption::words().iter().filter_map(|word| TreatmentOption::from_key(word.key)) {
                        td { @if treatment.data.options.contains(&option) { a href=(Address::new(address::record(visit.org(), record::reference(&treatment.to_item()))).at(visit.view.moment)) { "Yes" span class="vh" { ", " (option.label()) ": the treatment of " (number) } } } @else { span class="none" { "No" } } }
                    }
                }
                None => td colspan=(TreatmentOption::words().len()) { span class="none" { "No treatment" } },
            }
            td {
                @if lines.is_empty() { span class="none" { "Nothing" } }
                @else {
                    a href=(tab(visit, scope, "").with("needed_by", &number)) { (lines.len()) @if lines.len() == 1 { " line" } @else { " lines" } }
                    ul class="inline" { @for line in lines.iter().take(SHOWN) { li { a class="chip" href=(line_address(visit, scope, line.control)) title=(line.title()) { (line.reference()) } } } }
                }
            }
        }
    }
}

fn pager(visit: &Visit, scope: ScopeId, params: &Typed, first: usize, count: usize) -> Markup {
    let there = |from: usize| {
        let there = tab(visit, scope, "by-risk").with("from", from.to_string());
        if one(params, "option").is_empty() { there } else { there.with("option", one(params, "option")) }
    };
    let last = (first + ON_PAGE).min(count);
    html! {
        @if first > 0 || last < count {
            nav class="pager" aria-label="Pages" {
                @if first > 0 { a class="btn sm" rel="prev" href=(there(first.saturating_sub(ON_PAGE))) { "Before" } " " }
                @if last < count { a class="btn sm" rel="next" href=(there(last)) { "After" } " " }
                span { "Rows " (first + 1) " to " (last) " of " (count) }
            }
        }
    }
}
