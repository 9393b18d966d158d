//! A rule's own page: what it checks, why, how to mend, and what it says now.

use attesta_conformity::{Verdict, criterion, rule};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use maud::html;

use crate::{error::WebError, layout::Page, visit::Visit};

/// How many verdicts are shown.
const MOST: usize = 100;

/// The page.
pub(crate) async fn page(
    visit: Visit,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let rule = rule(&name).ok_or(WebError::NotFound)?;
    let checked = super::checked(&visit);
    let verdicts: Vec<&Verdict> = checked.verdicts().filter(|one| one.rule == rule.name).collect();
    let body = html! {
        div class="page-head" {
            div { div class="eyebrow" { span class="chip" { (rule.name) } } h1 { (rule.headline) } }
        }
        section class="card" aria-labelledby="about" {
            header { h2 id="about" { "The rule" } }
            dl class="fields" {
                div class="wide" { dt { "What it checks" } dd { (rule.checks) } }
                div class="wide" { dt { "Why" } dd { (rule.why) } }
                div class="wide" { dt { "How to mend" } dd { (rule.mend) } }
                div class="wide" { dt { "What turns it" } dd { (rule.turns) } }
                div { dt { "Grade" } dd { "At most: " (rule.grade.label().to_lowercase()) } }
                div {
                    dt { "Requirements" }
                    dd {
                        ul class="links" {
                            @for asked in rule.requirements.iter().filter_map(|key| criterion(key)) {
                                li { a href=(super::address(&visit, &format!("conformity/{}", asked.key))) { (asked.reference) " " (asked.title) } }
                            }
                        }
                    }
                }
            }
        }
        section class="card" aria-labelledby="says" {
            header { h2 id="says" { "What it says now" } }
            @if verdicts.is_empty() { p { "Nothing: there are no records that it could judge." } }
            ul class="links" { @for one in verdicts.iter().take(MOST) { li { (super::verdict(&visit, one, true)) } } }
            @if verdicts.len() > MOST { p class="mute" { "The first " (MOST) " of " (verdicts.len()) " are shown." } }
        }
        @for (id, heading, example) in [("good", "A conforming example", rule.conforming), ("bad", "A failing example", rule.failing)] {
            @if !example.trim().is_empty() {
                section class="card" aria-labelledby=(id) {
                    header { h2 id=(id) { (heading) } }
                    div class="scroll" tabindex="0" role="region" aria-label={ (heading) ", as text" } { pre { code { (example.trim()) } } }
                }
            }
        }
    };
    let crumbs = vec![
        ("Conformity".to_owned(), super::address(&visit, "conformity").to_string()),
        (rule.name.to_owned(), String::new()),
    ];
    Ok(Page { title: rule.headline, crumbs, body }.show(&visit).into_response())
}
