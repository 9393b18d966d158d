//! One requirement or control: its answer, the evidence, and a person's judgement.

use attesta_conformity::{Outcome, RULES, Verdict};
use attesta_isms::{ids::JudgementId, record_type};
use attesta_record::TypedId as _;
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use crate::{
    address::Address, error::WebError, extract::Params, layout::Page, record::filters, show, visit::Visit,
};

/// How many verdicts of the page are shown.
const MOST: usize = 200;

/// The page.
pub(crate) async fn page(
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    if let Some(there) = filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let report = super::report(&visit);
    let answer =
        report.answers.iter().find(|answer| answer.criterion.key == key).ok_or(WebError::NotFound)?;
    let asked = answer.criterion;
    let mut verdicts: Vec<&Verdict> = report.verdicts_of(answer).collect();
    verdicts.sort_by_key(|one| one.outcome);
    let rules = RULES.iter().filter(|rule| rule.requirements.contains(&asked.key));
    let body = html! {
        div class="page-head" {
            div {
                div class="eyebrow" { span class="chip" { (asked.reference) } " " (super::tag(answer.outcome)) }
                h1 { (asked.title) }
                p { (asked.statement) }
            }
        }
        section class="card" aria-labelledby="verdicts" {
            header { h2 id="verdicts" { "What the records show" } }
            @if verdicts.is_empty() { p { "No record shows whether it is met." } }
            ul class="links" { @for one in verdicts.iter().take(MOST) { li { (super::verdict(&visit, one, false)) } } }
            @if verdicts.len() > MOST { p class="mute" { "The first " (MOST) " of " (verdicts.len()) " are shown." } }
        }
        (judgement(&visit, &asked, answer.judgement, answer.outcome))
        section class="card" aria-labelledby="rules" {
            header { h2 id="rules" { "Rules that ask about it" } }
            ul class="links" {
                @for rule in rules { li { a href=(super::address(&visit, &format!("rules/{}", rule.name))) { (rule.headline) } } }
            }
            @if !RULES.iter().any(|rule| rule.requirements.contains(&asked.key)) { p { "None yet: only a person can tell." } }
        }
    };
    let title = format!("{} {}", asked.reference, asked.title);
    let crumbs = vec![
        ("Conformity".to_owned(), super::address(&visit, "conformity").to_string()),
        (asked.reference.to_owned(), String::new()),
    ];
    Ok(Page { title: &title, crumbs, body }.show(&visit).into_response())
}

/// What a person judged, and the way to judge.
fn judgement(
    visit: &Visit,
    asked: &attesta_conformity::Criterion,
    judged: Option<JudgementId>,
    outcome: Outcome,
) -> Markup {
    let may = record_type(JudgementId::KEY).is_some_and(|kind| visit.member.may(kind, "create"));
    let new = Address::new(format!("/{}/{}/new", visit.org(), JudgementId::PATH));
    let new = new.with("criterion", asked.key).with("judged_on", visit.view.today.to_string());
    html! {
        section class="card" aria-labelledby="judged" {
            header { h2 id="judged" { "A person's judgement" } }
            @match judged {
                Some(id) => p { (show::link(visit, attesta_record::Ref { kind: JudgementId::KEY, prefix: JudgementId::PREFIX, id: id.get() })) }
                None => {
                    p {
                        @if outcome == Outcome::CannotTell { "Records alone do not decide it: somebody must look, and say what was seen." }
                        @else { "Nobody has judged it, and nobody needs to." }
                    }
                    @if !asked.needs.is_empty() { p { "What would show it: " (asked.needs) } }
                }
            }
            @if visit.present() && may { p { a class="btn" href=(new) { "Record a judgement" } } }
        }
    }
}
