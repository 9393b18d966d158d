//! The filters of a list, and the day that is looked at.

use attesta_gate::Moment;
use attesta_isms::kit::RecordType;
use attesta_record::{
    Field, Kind, Ref,
    filter::{GIVEN, NOTHING},
    form::Typed,
};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

use super::{
    controls::{Candidates, candidates},
    list::OWN,
};
use crate::{
    address::{self, Address},
    error::WebError,
    extract::one,
    show,
    visit::Visit,
};

/// Where `as_of=DAY` leads: to the sequence at the end of that day, which pins what is shown.
pub(crate) async fn as_of(visit: &Visit, params: &Typed) -> Result<Option<Response>, WebError> {
    let text = one(params, "as_of");
    if text.is_empty() {
        return Ok(None);
    }
    let Ok(day) = text.parse::<jiff::civil::Date>() else {
        let text = format!("“{text}” is not a day of the calendar. Write it as 2026-03-15.");
        return Err(WebError::BadRequest(text));
    };
    let there = Address::new(visit.path.clone()).with_all(params).without(&["as_of", "at", "said"]);
    if day >= visit.view.today {
        return Ok(Some(Redirect::to(&there.to_string()).into_response()));
    }
    let sequence = visit.gate.end_of_day(&visit.member, day).await?;
    Ok(Some(Redirect::to(&there.at(Moment::After(sequence)).to_string()).into_response()))
}

/// The fields that a list can be filtered by.
fn filterable(kind: &'static RecordType) -> impl Iterator<Item = &'static Field> {
    kind.schema.fields.iter().filter(|field| match field.kind {
        Kind::Rows(_) | Kind::Text | Kind::Number | Kind::Time => false,
        Kind::Bool | Kind::Refs(_) | Kind::Choices(_) | Kind::File => true,
        _ => field.list || field.index,
    })
}

/// The form of the filters.
pub(crate) fn form(visit: &Visit, kind: &'static RecordType, params: &Typed) -> Markup {
    let used = params.iter().filter(|(name, texts)| {
        !OWN.contains(&name.as_str()) && *name != "sort" && texts.iter().any(|t| !t.is_empty())
    });
    let used = used.count();
    let past = if let Moment::After(sequence) = visit.view.moment { Some(sequence) } else { None };
    html! {
        details class="filters" open[used > 0] {
            summary { "Filter" @if used > 0 { " " span class="badge" { (used) } } }
            form method="get" action=(address::list(visit.org(), kind.schema)) {
                @if let Some(sequence) = past { input type="hidden" name="at" value=(sequence); }
                @if !one(params, "sort").is_empty() { input type="hidden" name="sort" value=(one(params, "sort")); }
                div class="field" {
                    label for="f-q" { "Words" }
                    input id="f-q" name="q" type="search" value=(one(params, "q"));
                }
                @for field in filterable(kind) { (control(visit, field, params)) }
                div class="field" {
                    label for="f-show" { "Show" }
                    select id="f-show" name="show" data-autosubmit {
                        @for (value, text) in [("", "In force"), ("retired", "Retired"), ("all", "Both")] {
                            option value=(value) selected[one(params, "show") == value] { (text) }
                        }
                    }
                }
                div class="actions" { button class="btn" { "Apply" } }
            }
        }
    }
}

fn control(visit: &Visit, field: &'static Field, params: &Typed) -> Markup {
    let id = format!("f-{}", field.name);
    let value = one(params, field.name);
    if matches!(field.kind, Kind::Date) {
        return html! {
            @for (suffix, word) in [("from", "from"), ("to", "to")] {
                @let name = format!("{}.{suffix}", field.name);
                div class="field" {
                    label for={ (id) "-" (suffix) } { (field.label) ", " (word) }
                    input id={ (id) "-" (suffix) } name=(name) type="date" value=(one(params, &name));
                }
            }
        };
    }
    let Some(options) = options(visit, field) else {
        return html! {
            div class="field" {
                label for=(id) { (field.label) }
                input id=(id) name=(field.name) value=(value) placeholder="Number";
            }
        };
    };
    html! {
        div class="field" {
            label for=(id) { (field.label) }
            select id=(id) name=(field.name) data-autosubmit {
                option value="" { "Any" }
                @if !field.required && !matches!(field.kind, Kind::Refs(_)) {
                    option value=(NOTHING) selected[value == NOTHING] { @if matches!(field.kind, Kind::Level) { "Not assessed" } @else { "Not given" } }
                }
                @for (key, text) in options { option value=(key) selected[value == key] { (text) } }
            }
        }
    }
}

/// The values to choose from; `None` where there are too many.
fn options(visit: &Visit, field: &'static Field) -> Option<Vec<(String, String)>> {
    Some(match field.kind {
        Kind::File => vec![(GIVEN.to_owned(), "Given".to_owned())],
        Kind::Bool => vec![("true".to_owned(), "Yes".to_owned()), ("false".to_owned(), "No".to_owned())],
        Kind::Choice(words) | Kind::Choices(words) => {
            words().iter().map(|word| (word.key.to_owned(), choice_text(word))).collect()
        }
        Kind::Level => {
            let approved = visit.isms().method_versions.in_force();
            let method = approved.filter(|one| one.data.approved_on.is_some()).last().map(|one| &one.data);
            let words = field.scale.map(|scale| show::words(method, scale)).unwrap_or_default();
            let named = words
                .into_iter()
                .enumerate()
                .map(|(at, (name, _))| ((at + 1).to_string(), format!("{} {name}", at + 1)));
            named.collect()
        }
        Kind::Reference(targets) | Kind::Refs(targets) => match candidates(visit.isms(), targets, 200) {
            Candidates::Few(found) => found.into_iter().map(|(one, title)| (one.number(), title)).collect(),
            Candidates::Many => return None,
        },
        _ => return None,
    })
}

fn choice_text(word: &attesta_record::Word) -> String {
    if word.key.starts_with("A.") { format!("{} {}", word.key, word.label) } else { word.label.to_owned() }
}

/// The filters in force, each with a link that removes it.
pub(crate) fn active(visit: &Visit, kind: &'static RecordType, params: &Typed) -> Markup {
    let here = Address::new(address::list(visit.org(), kind.schema))
        .with_all(params)
        .without(&["after", "before", "said"]);
    let mut found: Vec<(String, String, Address)> = Vec::new();
    for (name, texts) in params {
        let (base, suffix) = name.split_once('.').unwrap_or((name, ""));
        let text = texts.iter().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        let label = match (kind.schema.field(base), name.as_str()) {
            (Some(field), _) if suffix.is_empty() => field.label.to_owned(),
            (Some(field), _) => format!("{}, {suffix}", field.label),
            (None, "q") => "Words".to_owned(),
            (None, "show") => "Show".to_owned(),
            _ => continue,
        };
        let value =
            kind.schema.field(base).map_or_else(|| text.to_owned(), |field| value_text(visit, field, text));
        found.push((label, value, here.clone().without(&[name.as_str()])));
    }
    html! {
        @if !found.is_empty() {
            ul class="active" aria-label="Active filters" {
                @for (label, value, without) in &found {
                    li {
                        span { (label) ": " b { (value) } }
                        a class="x" href=(without) aria-label={ "Remove filter " (label) ": " (value) } {}
                    }
                }
            }
        }
    }
}

fn value_text(visit: &Visit, field: &'static Field, text: &str) -> String {
    if text == NOTHING {
        return if matches!(field.kind, Kind::Level) { "Not assessed" } else { "Not given" }.to_owned();
    }
    match field.kind {
        Kind::Reference(targets) | Kind::Refs(targets) => {
            Ref::parse(text, targets).map_or_else(|| text.to_owned(), |one| show::title(visit.isms(), one))
        }
        _ => options(visit, field)
            .and_then(|options| options.into_iter().find(|(key, _)| key == text))
            .map_or_else(|| text.to_owned(), |(_, label)| label),
    }
}
