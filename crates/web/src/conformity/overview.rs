//! Conformity by clause and control.

use attesta_conformity::{Answer, Outcome, Report};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::{
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record::filters,
    visit::Visit,
};

/// What can be looked at alone: the key in the address, and the outcome.
const SHOWN: [(&str, Outcome); 4] = [
    ("major", Outcome::Major),
    ("minor", Outcome::Minor),
    ("conforms", Outcome::Conforms),
    ("cannot_tell", Outcome::CannotTell),
];

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let report = super::report(&visit);
    let shown = SHOWN.iter().find(|(key, _)| *key == one(&params, "show")).map(|(_, outcome)| *outcome);
    let answers: Vec<&Answer> =
        report.answers.iter().filter(|answer| shown.is_none_or(|shown| answer.outcome == shown)).collect();
    let body = html! {
        div class="page-head" {
            div { h1 { "Conformity" } p { "What the records show of each requirement of clauses 4 to 10 and each control of Annex A on " (crate::show::date(report.today)) "." } }
            form method="get" class="between" {
                div class="field" { label for="as-of" { "See it on another day" } input id="as-of" type="date" name="as_of" max=(visit.view.today); }
                button class="btn" { "Go" }
            }
        }
        ul class="tiles" {
            @for (key, outcome) in SHOWN {
                li {
                    a class="tile" href=(super::address(&visit, "conformity").with("show", key)) {
                        span { (outcome.label()) } " " b { (report.count(outcome)) }
                    }
                }
            }
        }
        @if let Some(shown) = shown {
            p { "Only: " (shown.label().to_lowercase()) ". " a href=(super::address(&visit, "conformity")) { "Show all" } }
        }
        @if answers.is_empty() { section class="empty" { h2 { "Nothing here" } p { "No requirement has this outcome." } } }
        @for (clause, answers) in groups(&answers) { (section(&visit, &report, clause, &answers)) }
    };
    Ok(Page { title: "Conformity", crumbs: vec![], body }.show(&visit).into_response())
}

/// The answers by clause or theme, in the order of the standard.
fn groups<'a>(answers: &[&'a Answer]) -> Vec<(&'static str, Vec<&'a Answer>)> {
    let mut groups: Vec<(&'static str, Vec<&Answer>)> = Vec::new();
    for answer in answers {
        match groups.last_mut().filter(|(clause, _)| *clause == answer.criterion.clause) {
            Some((_, group)) => group.push(answer),
            None => groups.push((answer.criterion.clause, vec![answer])),
        }
    }
    groups
}

/// The heading of a clause or theme.
pub(crate) fn heading(clause: &str) -> String {
    let theme = attesta_standard::Theme::ALL.iter().find(|theme| clause == format!("A.{}", theme.number()));
    let title = attesta_standard::clause(clause).map(|clause| clause.title.clone());
    let title = title.or_else(|| theme.map(|theme| format!("{} controls", theme.label())));
    format!("{clause} {}", title.unwrap_or_default())
}

fn section(visit: &Visit, report: &Report, clause: &str, answers: &[&Answer]) -> Markup {
    let id = format!("c{}", clause.replace('.', "-"));
    html! {
        section class="card" aria-labelledby=(id) {
            header { h2 id=(id) { (heading(clause)) } }
            div class="scroll" tabindex="0" role="region" aria-label={ (heading(clause)) ", as a table" } {
                table class="data" {
                    thead { tr { th scope="col" { "Requirement" } th scope="col" { "Answer" } th scope="col" { "Findings" } } }
                    tbody {
                        @for answer in answers {
                            @let findings = report.verdicts_of(answer).filter(|one| one.outcome.is_finding()).count();
                            tr {
                                th scope="row" {
                                    a href=(super::address(visit, &format!("conformity/{}", answer.criterion.key))) { (answer.criterion.reference) " " (answer.criterion.title) }
                                }
                                td { (super::tag(answer.outcome)) }
                                td { @if findings > 0 { (findings) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
