//! The history of any record: every act that changed it, with what each field said before and after.

use std::collections::BTreeMap;

use attesta_record::{Field, Value};
use attesta_store::{Change, JournalEntry};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use crate::{
    address::{self, Address},
    error::WebError,
    extract::{Params, one},
    layout::Page,
    show,
    visit::Visit,
};

/// How many acts stand on a page.
pub(crate) const ON_PAGE: usize = 50;

/// The history.
pub(crate) async fn page(
    visit: Visit,
    Path((_, path, id)): Path<(String, String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    let item = super::item(&visit, kind, &id).await?;
    let latest = if visit.present() { i64::MAX } else { visit.isms().sequence + 1 };
    let before = one(&params, "before").parse().unwrap_or(i64::MAX).min(latest);
    // One more than is shown, so that the oldest shown change can be compared with the one before it.
    let mut entries = visit.member.data().history(kind.schema, item.id, before, ON_PAGE + 1).await?;
    let more = entries.len() > ON_PAGE;
    let mut previous = BTreeMap::new();
    if let Some(first) = entries.last().and_then(|entry| entry.changes.first()).filter(|_| more) {
        let values = visit.member.data().item_at_revision(kind.schema, item.id, first.revision).await?;
        previous = names(kind.schema.fields, &values.unwrap_or_default());
    }
    entries.truncate(ON_PAGE);
    let olds = befores(&entries, previous);
    let accounts = visit.member.data().account_names().await?;
    let here = super::address_of(&visit, &item);
    let body = html! {
        div class="page-head" {
            div {
                div class="eyebrow" { span class="chip" { (item.number()) } }
                h1 { "History" }
                p { (show::item_title(visit.isms(), &item)) }
            }
        }
        ol class="timeline" reversed {
            @for (entry, old) in entries.iter().zip(&olds) { (act(&visit, entry, &accounts, Some(old))) }
        }
        @if let Some(last) = entries.last().filter(|_| more) {
            nav class="pager" aria-label="Pages" {
                a class="btn sm" rel="next" href=(Address::new(format!("{here}/history")).with("before", last.sequence.to_string()).at(visit.view.moment)) { "Older" }
                span { (ON_PAGE) " on a page" }
            }
        }
    };
    let list = address::list(visit.org(), kind.schema);
    let crumbs = vec![
        (kind.schema.plural.to_owned(), list),
        (item.number(), Address::new(here).at(visit.view.moment).to_string()),
        ("History".to_owned(), String::new()),
    ];
    let title = format!("History of {}", item.number());
    Ok(Page { title: &title, crumbs, body }.show(&visit).into_response())
}

type Named = BTreeMap<&'static str, Value>;

fn names(fields: &'static [Field], values: &[Value]) -> Named {
    fields.iter().zip(values).map(|(field, value)| (field.name, value.clone())).collect()
}

/// For each act, newest first: the values of the changed fields before it.
fn befores(entries: &[JournalEntry], mut state: Named) -> Vec<Named> {
    let mut olds: Vec<Named> = entries
        .iter()
        .rev()
        .map(|entry| {
            let mut old = Named::new();
            for (field, value) in entry.changes.iter().flat_map(Change::values) {
                old.insert(field.name, state.insert(field.name, value).unwrap_or_default());
            }
            old
        })
        .collect();
    olds.reverse();
    olds
}

/// One act: who, what, when, why, and what changed. Without the values before, only what was said afterwards is shown.
pub(crate) fn act(
    visit: &Visit,
    entry: &JournalEntry,
    accounts: &BTreeMap<i64, String>,
    old: Option<&Named>,
) -> Markup {
    let who = accounts.get(&entry.account).cloned().unwrap_or_else(|| format!("Account {}", entry.account));
    let reason = entry.input.get("reason").and_then(|text| text.as_str());
    let source = entry.input.get("source").and_then(|text| text.as_str()).filter(|_| entry.verb == "import");
    let at = Address::new(visit.path.trim_end_matches("/history").to_owned())
        .with("at", entry.sequence.to_string());
    html! {
        li class=[(entry.verb == "create").then_some("create")] {
            div class="what" {
                strong { (who) } " "
                span { (past_tense(&entry.verb)) " " (on(visit, entry)) } " "
                (show::moment(visit, entry.recorded_at)) " "
                span class="seq" { @if old.is_some() { a href=(at) { "#" (entry.sequence) } } @else { "#" (entry.sequence) } }
            }
            @if let Some(day) = entry.occurred_on { p class="why" { "Happened on " (show::date(day)) "." } }
            @if let Some(reason) = reason { p class="why" { (reason) } }
            @if let Some(source) = source { p class="why" { "Reported in " (source) "." } }
            (said(entry))
            @for change in &entry.changes { (changes(visit, change, old)) }
        }
    }
}

fn on(visit: &Visit, entry: &JournalEntry) -> Markup {
    let Some(reference) = attesta_isms::reference(&entry.on) else { return html! { (entry.on) } };
    html! {
        span class="chip" { (entry.on) } " "
        a href=(address::record(visit.org(), reference)) { (show::title(visit.isms(), reference)) }
    }
}

/// What was said in a verb's own form, in words.
fn said(entry: &JournalEntry) -> Markup {
    let verb = attesta_isms::reference(&entry.on)
        .and_then(|one| attesta_isms::record_type(one.kind))
        .and_then(|kind| kind.verb(&entry.verb));
    let texts: Vec<(&str, &str)> = verb
        .into_iter()
        .flat_map(|verb| verb.fields)
        .filter(|field| field.long)
        .filter_map(|field| Some((field.label, entry.input.get(field.name)?.as_str()?)))
        .collect();
    html! { @for (label, text) in texts { p class="why" { (label) ": " (text) } } }
}

fn changes(visit: &Visit, change: &Change, old: Option<&Named>) -> Markup {
    let now = visit.isms().table(change.schema.key).and_then(|table| table.item(change.id));
    let method = now.and_then(|item| show::method_of(visit.isms(), &item).cloned());
    let brief = |field: &Field, value: &Value| show::brief(visit, field, value, method.as_ref());
    html! {
        dl class="changes" {
            @for (field, value) in change.values() {
                @let before = old.and_then(|old| old.get(field.name)).filter(|value| !value.is_none());
                div {
                    dt { (field.label) }
                    dd {
                        @if let Some(before) = before { del { span class="vh" { "Removed: " } (brief(field, before)) } " " }
                        @if value.is_none() { (show::nothing(field)) }
                        @else { ins { span class="vh" { "Added: " } (brief(field, &value)) } }
                    }
                }
            }
        }
    }
}

/// What was done, in the past tense.
pub(crate) fn past_tense(verb: &str) -> String {
    match verb {
        "withdraw" => "withdrew".to_owned(),
        "take_back" => "took back".to_owned(),
        "carry_out" => "carried out".to_owned(),
        "submit" | "replan" => format!("{verb}{}ed", &verb[verb.len() - 1..]),
        other if other.ends_with('e') => format!("{other}d"),
        other => format!("{other}ed"),
    }
}
