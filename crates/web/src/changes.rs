//! What changed between the ends of two days: record by record, field by field.

use std::collections::BTreeMap;

use attesta_gate::Moment;
use attesta_isms::{Isms, RECORDS};
use attesta_record::{Field, Item, Value};
use axum::response::{IntoResponse as _, Response};
use jiff::{ToSpan as _, civil::Date};
use maud::{Markup, html};

use crate::{
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record, show,
    visit::Visit,
};

/// How many records are shown in full; the counts are of all.
const MOST: usize = 100;

/// A record that differs.
struct Difference {
    item: Item,
    what: &'static str,
    fields: Vec<(&'static Field, Value, Value)>,
}

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    let today = visit.view.today;
    let day = |name: &str, otherwise: Date| match one(&params, name) {
        "" => Ok(otherwise),
        text => text.parse::<Date>().map_err(|_| {
            WebError::BadRequest(format!("“{text}” is not a day of the calendar. Write it as 2026-03-15."))
        }),
    };
    let (from, to) = (day("from", today.saturating_sub(1.month()))?, day("to", today)?);
    let (from, to) = (from.min(to), from.max(to));
    let (older, newer) = (at(&visit, from).await?, at(&visit, to).await?);
    let found = differences(&older, &newer);
    let body = html! {
        div class="page-head" { div { h1 { "Compare two days" } p { "Between the end of one day and the end of another, as the journal recorded them." } } }
        form class="between" method="get" {
            div class="field" { label for="from" { "From" } input id="from" type="date" name="from" value=(from) max=(today); }
            div class="field" { label for="to" { "To" } input id="to" type="date" name="to" value=(to) max=(today); }
            button class="btn" { "Compare" }
        }
        dl class="meter" {
            @for what in ["New", "Changed", "Retired", "Restored"] {
                div { dt { (what.to_lowercase()) } dd { (found.iter().filter(|one| one.what == what).count()) } }
            }
        }
        @if found.is_empty() { section class="empty" { h2 { "Nothing changed" } p { "No record differs between the two days." } } }
        @for (at, one) in found.iter().take(MOST).enumerate() { (card(&visit, one, at, from, to)) }
        @if found.len() > MOST { p class="mute" { "The first " (MOST) " of " (found.len()) " records are shown. Choose days that lie closer together." } }
    };
    Ok(Page { title: "Compare two days", crumbs: vec![], body }.show(&visit).into_response())
}

async fn at(visit: &Visit, day: Date) -> Result<std::sync::Arc<Isms>, WebError> {
    if day >= visit.view.today {
        return Ok(visit.gate.view(&visit.member, Moment::Present).await?.ok_or(WebError::NotFound)?.isms);
    }
    let sequence = visit.gate.end_of_day(&visit.member, day).await?;
    Ok(visit.gate.view(&visit.member, Moment::After(sequence)).await?.ok_or(WebError::NotFound)?.isms)
}

fn differences(older: &Isms, newer: &Isms) -> Vec<Difference> {
    let mut found = Vec::new();
    for kind in RECORDS {
        let (Some(before), Some(after)) = (older.table(kind.schema.key), newer.table(kind.schema.key)) else {
            continue;
        };
        let before: BTreeMap<i64, Item> = before.items().map(|item| (item.id, item)).collect();
        for item in after.items() {
            let old = before.get(&item.id);
            if old.is_some_and(|old| old.revision == item.revision) {
                continue;
            }
            let what = match old {
                None => "New",
                Some(old) if !old.retired && item.retired => "Retired",
                Some(old) if old.retired && !item.retired => "Restored",
                Some(_) => "Changed",
            };
            let old_value = |at: usize| old.map_or(Value::None, |old| old.values[at].clone());
            let fields = kind.schema.fields.iter().enumerate().filter_map(|(at, field)| {
                let (was, is) = (old_value(at), item.values[at].clone());
                (was != is).then_some((field, was, is))
            });
            let fields = fields.collect();
            found.push(Difference { item, what, fields });
        }
    }
    found
}

fn card(visit: &Visit, one: &Difference, at: usize, from: Date, to: Date) -> Markup {
    let mood = match one.what {
        "New" => "ok",
        "Retired" => "warn",
        _ => "info",
    };
    let method = show::method_of(visit.isms(), &one.item);
    html! {
        section class="card diff" aria-labelledby={ "d" (at) } {
            header {
                h2 id={ "d" (at) } { span class="chip" { (one.item.number()) } " " (show::link(visit, record::reference(&one.item))) }
                span class={ "tag " (mood) } { (one.what) }
            }
            @if !one.fields.is_empty() {
                div class="scroll" tabindex="0" role="region" aria-label={ (one.item.number()) " fields" } {
                    table class="data" {
                        thead { tr { th scope="col" { "Field" } th scope="col" { (show::date(from)) } th scope="col" { (show::date(to)) } } }
                        tbody {
                            @for (field, was, is) in &one.fields {
                                tr {
                                    th scope="row" { (field.label) }
                                    td { @if was.is_none() { (show::nothing(field)) } @else { del { (show::brief(visit, field, was, method)) } } }
                                    td { @if is.is_none() { (show::nothing(field)) } @else { ins { (show::brief(visit, field, is, method)) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
