//! Today: what is overdue, what falls due soon, and what the rules find.

use attesta_conformity::{Outcome, Verdict};
use attesta_isms::{
    Isms,
    documents::VersionStatus,
    improvement::{CorrectiveStatus, NonconformityStatus},
    review::DecisionStatus,
    risk::ActionStatus,
};
use attesta_record::{Ref, TypedId};
use axum::response::{IntoResponse as _, Response};
use jiff::{ToSpan as _, civil::Date};
use maud::{Markup, html};

use crate::{error::WebError, extract::Params, layout::Page, record::filters, show, visit::Visit};

/// How many days ahead count as soon.
const SOON: i64 = 30;
/// How many rows of a kind are shown; the counts are of all.
const MOST: usize = 100;

/// Something with a day.
struct Due {
    day: Date,
    what: &'static str,
    record: Ref,
}

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let day = super::day(&visit);
    let mut all = due(visit.isms());
    all.sort_by_key(|one| (one.day, one.record));
    let (overdue, ahead): (Vec<Due>, Vec<Due>) = all.into_iter().partition(|one| one.day < day);
    let soon: Vec<Due> = ahead.into_iter().filter(|one| one.day <= day.saturating_add(SOON.days())).collect();
    let report = super::report(&visit);
    let findings = report.findings();
    let (faults, advice): (Vec<&Verdict>, Vec<&Verdict>) =
        findings.into_iter().partition(|one| one.outcome != Outcome::Advice);
    let tiles = [
        ("Overdue", "overdue", overdue.len()),
        ("Due within 30 days", "soon", soon.len()),
        ("Nonconformities", "findings", faults.len()),
        ("Advice", "advice", advice.len()),
    ];
    let body = html! {
        div class="page-head" { div { h1 { "Today" } p { "On " (show::date(day)) "." } } }
        ul class="tiles" {
            @for (label, id, count) in tiles {
                li { a class="tile" href={ "#" (id) } { span { (label) } " " b { (count) } } }
            }
        }
        (days(&visit, "overdue", "Overdue", &overdue))
        (days(&visit, "soon", "Due within 30 days", &soon))
        (verdicts(&visit, "findings", "Nonconformities", &faults))
        (verdicts(&visit, "advice", "Advice", &advice))
    };
    Ok(Page { title: "Today", crumbs: vec![], body }.show(&visit).into_response())
}

fn days(visit: &Visit, id: &str, heading: &str, rows: &[Due]) -> Markup {
    html! {
        section class="card" aria-labelledby=(id) {
            header { h2 id=(id) { (heading) " " span class="mute" { (rows.len()) } } }
            @if rows.is_empty() { p { "Nothing." } }
            ul class="links" {
                @for row in rows.iter().take(MOST) {
                    li {
                        span class="chip" { (row.record.number()) }
                        span { (show::link(visit, row.record)) " " span class="mute" { (row.what) } }
                        (show::short_date(row.day))
                    }
                }
            }
        }
    }
}

fn verdicts(visit: &Visit, id: &str, heading: &str, rows: &[&Verdict]) -> Markup {
    html! {
        section class="card" aria-labelledby=(id) {
            header { h2 id=(id) { (heading) " " span class="mute" { (rows.len()) } } a href=(super::address(visit, "conformity")) { "Conformity" } }
            @if rows.is_empty() { p { "None." } }
            ul class="links" { @for row in rows.iter().take(MOST) { li { (super::verdict(visit, row, true)) } } }
            @if rows.len() > MOST { p class="mute" { "The first " (MOST) " of " (rows.len()) ". The page of conformity has all, by clause." } }
        }
    }
}

/// Everything that has a day by which something is to be done.
fn due(isms: &Isms) -> Vec<Due> {
    let mut found = Vec::new();
    let mut add = |day: Option<Date>, what: &'static str, record: Ref| {
        found.extend(day.map(|day| Due { day, what, record }));
    };
    for one in isms.treatment_actions.in_force() {
        if !matches!(one.data.status, ActionStatus::Done | ActionStatus::Dropped) {
            add(Some(one.data.due), "treatment action", to(one.id));
        }
    }
    for one in isms.corrective_actions.in_force().filter(|one| one.data.status == CorrectiveStatus::Open) {
        add(Some(one.data.due), "corrective action", to(one.id));
    }
    for one in isms.nonconformities.in_force() {
        if one.data.status == NonconformityStatus::Open && one.data.cause.is_none() {
            add(one.data.due, "nonconformity to be answered", to(one.id));
        }
    }
    for one in isms.decisions.in_force().filter(|one| one.data.status == DecisionStatus::Open) {
        add(one.data.due, "decision of a management review", to(one.id));
    }
    for one in isms.document_versions.in_force().filter(|one| one.data.status == VersionStatus::Approved) {
        add(one.data.review_by, "review of a document", to(one.id));
    }
    for one in isms.risks.in_force() {
        add(one.data.review_on, "review of a risk", to(one.id));
    }
    for one in isms.acceptances.in_force() {
        let latest = isms.acceptance_of(one.data.risk).is_some_and(|latest| latest.id == one.id);
        add(Some(one.data.until).filter(|_| latest), "end of an acceptance", to(one.id));
    }
    for one in isms.objectives.in_force().filter(|one| one.data.result.is_none()) {
        add(one.data.due, "objective", to(one.id));
    }
    found
}

fn to<I: TypedId>(id: I) -> Ref {
    Ref { kind: I::KEY, prefix: I::PREFIX, id: id.get() }
}
