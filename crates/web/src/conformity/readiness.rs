//! Readiness for Stage 1 on one printable page: the documented information that the standard asks for, what is open, and
//! what only people can tell.

use attesta_conformity::{Answer, Outcome, Report};
use attesta_standard::{Grade, Kind};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::{error::WebError, extract::Params, layout::Page, record::filters, show, visit::Visit};

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let report = super::report(&visit);
    let (documented, heavy) = (rows(&report, true), rows(&report, false));
    let open = report.answers.iter().filter(|answer| answer.outcome.is_nonconformity()).count();
    let shown = documented.iter().filter(|answer| answer.outcome == Outcome::Conforms).count();
    let body = html! {
        div class="page-head" {
            div {
                h1 { "Readiness for Stage 1" }
                p { (visit.organisation()) ", on " (show::date(report.today)) ". Of " (documented.len()) " pieces of documented information that the standard asks for, records show " (shown) "; " (open) " requirements and controls have a nonconformity." }
            }
        }
        (table(&visit, &report, "documented", "Documented information", &documented))
        (table(&visit, &report, "heavy", "Requirements whose absence is usually graded major", &heavy))
    };
    Ok(Page { title: "Readiness for Stage 1", crumbs: vec![], body }.show(&visit).into_response())
}

/// The requirements of documented information, or the others that weigh heavily where nothing is there.
fn rows(report: &Report, documented: bool) -> Vec<&Answer> {
    let belongs = |answer: &&Answer| {
        attesta_standard::requirement(answer.criterion.key).is_some_and(|row| {
            let is_documented = row.kind == Kind::Documented;
            is_documented == documented && (documented || row.typical_grade == Grade::Major)
        })
    };
    report.answers.iter().filter(belongs).collect()
}

fn table(visit: &Visit, report: &Report, id: &str, heading: &str, answers: &[&Answer]) -> Markup {
    html! {
        section class="card" aria-labelledby=(id) {
            header { h2 id=(id) { (heading) } }
            div class="scroll" tabindex="0" role="region" aria-label={ (heading) ", as a table" } {
                table class="data" {
                    thead { tr { th scope="col" { "Requirement" } th scope="col" { "Answer" } th scope="col" { "What shows it, or what is missing" } } }
                    tbody {
                        @for answer in answers {
                            tr {
                                th scope="row" { a href=(super::address(visit, &format!("conformity/{}", answer.criterion.key))) { (answer.criterion.reference) " " (answer.criterion.title) } }
                                td { (super::tag(answer.outcome)) }
                                td { (said(report, answer)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The worst verdict in a sentence, with the records that show it.
fn said(report: &Report, answer: &Answer) -> String {
    let worst =
        report.verdicts_of(answer).filter(|one| one.outcome != Outcome::Advice).min_by_key(|one| one.outcome);
    let Some(worst) = worst else { return "No record shows it.".to_owned() };
    let records: Vec<String> = worst.evidence.iter().take(5).map(|at| at.record.number()).collect();
    if records.is_empty() {
        worst.sentence.clone()
    } else {
        format!("{} {}", worst.sentence, records.join(", "))
    }
}
