//! The page of any record: its fields in groups, who refers to it, what can be done to it.

use std::collections::BTreeMap;

use attesta_isms::{
    kit::{Mood, Note, RecordType},
    trace::{Start, traceable},
};
use attesta_record::{Field, File, Item, Kind, TypedId as _, Value};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::filters;
use crate::{
    address::{self, Address},
    conformity, downloads,
    error::WebError,
    extract::Params,
    files,
    layout::Page,
    show,
    visit::Visit,
};

/// How many records of a kind are shown among those that refer to this one.
const REFERRING: usize = 8;

/// The page.
pub(crate) async fn page(
    visit: Visit,
    Path((_, path, id)): Path<(String, String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    if let Some(there) = filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let item = super::item(&visit, kind, &id).await?;
    let title = show::item_title(visit.isms(), &item);
    let reported = reported(&visit, &item).await?;
    let body = html! {
        (head(&visit, kind, &item, &title))
        div class="split" {
            div {
                (conformity::card(&visit, super::reference(&item)))
                (cards(&visit, &item, &reported))
                (referring(&visit, &item).await?)
            }
            (aside(&visit, kind, &item))
        }
    };
    let list = Address::new(address::list(visit.org(), kind.schema)).at(visit.view.moment);
    let crumbs = vec![(kind.schema.plural.to_owned(), list.to_string()), (item.number(), String::new())];
    let title = format!("{} {title}", item.number());
    Ok(Page { title: &title, crumbs, body }.show(&visit).into_response())
}

fn head(visit: &Visit, kind: &'static RecordType, item: &Item, title: &str) -> Markup {
    let status = kind.schema.field("status");
    html! {
        div class="page-head" {
            div {
                div class="eyebrow" {
                    span class="chip" { (item.number()) }
                    @if let Some(field) = status { " " (show::value(visit, field, item.get("status"), None)) }
                    @if item.retired { " " span class="tag" { "Retired" } }
                    (notes(visit, kind, item))
                }
                h1 { (title) }
            }
            @if visit.present() { (actions(visit, kind, item)) }
        }
    }
}

/// What follows from the record on the day that is looked at.
pub(crate) fn notes(visit: &Visit, kind: &'static RecordType, item: &Item) -> Markup {
    let day = show::day_of(visit).unwrap_or(visit.view.today);
    html! {
        @if !item.retired {
            @for one in kind.notes(visit.isms(), item.id, day) { " " (note(&one)) }
        }
    }
}

/// A remark beside a record.
pub(crate) fn note(note: &Note) -> Markup {
    let mood = match note.mood {
        Mood::Ok => "ok",
        Mood::Plain => "",
        Mood::Warn => "warn",
        Mood::Bad => "bad",
    };
    html! { span class={ "tag " (mood) } { (note.text) } }
}

/// What can be done to the record now, by this account.
fn actions(visit: &Visit, kind: &'static RecordType, item: &Item) -> Markup {
    let here = super::address_of(visit, item);
    let amend =
        !item.retired && visit.member.may(kind, "amend") && kind.settled(visit.isms(), item.id).is_none();
    let own = kind
        .verbs
        .iter()
        .filter(|verb| visit.member.may(kind, verb.name) && (verb.offered)(visit.isms(), item.id));
    html! {
        div class="actions" {
            @for verb in own { a class="btn primary" href={ (here) "/do/" (verb.name) } { (verb.label) } " " }
            @if amend { a class="btn" data-key="e" href={ (here) "/edit" } { "Edit" } " " }
            @for (made, field) in made_here(kind) {
                @if visit.member.may(made, "create") && !item.retired {
                    a class="btn" href=(Address::new(format!("{}/new", address::list(visit.org(), made.schema))).with(field, item.number())) { "New " (made.schema.label.to_lowercase()) }
                    " "
                }
            }
        }
    }
}

/// The kinds whose records are made from the page of this one: versions of a document, of a method.
fn made_here(kind: &'static RecordType) -> Vec<(&'static RecordType, &'static str)> {
    if ["scope", "person", "organisation"].contains(&kind.schema.key) {
        return Vec::new();
    }
    let first = |other: &'static RecordType| {
        let to_this = |field: &&Field| {
            let one = matches!(field.kind, Kind::Reference(targets) if targets.len() == 1 && targets[0].key == kind.schema.key);
            one && field.required
        };
        let field = other.schema.fields.iter().find(to_this).filter(|_| other.by_hand)?;
        Some((other, field.name))
    };
    attesta_isms::RECORDS.iter().filter_map(first).collect()
}

/// The fields that otherwise only verbs set, where an import set them: nobody here did what they say.
async fn reported(visit: &Visit, item: &Item) -> Result<BTreeMap<String, String>, WebError> {
    let by_verb = |name: &str| item.schema.field(name).is_some_and(|field| field.by_verb);
    let any =
        item.schema.fields.iter().zip(&item.values).any(|(field, value)| field.by_verb && !value.is_none());
    if !any || !visit.present() {
        return Ok(BTreeMap::new());
    }
    let mut reported = visit.member.data().reported(item.schema, item.id).await?;
    reported.retain(|name, _| by_verb(name));
    Ok(reported)
}

/// The fields, a card for each group.
fn cards(visit: &Visit, item: &Item, reported: &BTreeMap<String, String>) -> Markup {
    let method = show::method_of(visit.isms(), item);
    let mut groups: Vec<(&str, Vec<(&Field, &Value)>)> = Vec::new();
    for (field, value) in item.schema.fields.iter().zip(&item.values) {
        if groups.is_empty() || !field.group.is_empty() {
            groups.push((if field.group.is_empty() { item.schema.label } else { field.group }, Vec::new()));
        }
        if let Some((_, fields)) = groups.last_mut() {
            fields.push((field, value));
        }
    }
    html! {
        @for (at, (heading, fields)) in groups.iter().enumerate() {
            section class="card" aria-labelledby={ "g" (at) } {
                header { h2 id={ "g" (at) } { (heading) } }
                dl class="fields" {
                    @for (field, value) in fields {
                        @let wide = (field.long || matches!(field.kind, Kind::Rows(_))) && !value.is_none();
                        div class=[wide.then_some("wide")] {
                            dt { (field.label) }
                            dd {
                                @if let Value::File(file) = value { (self::file(visit, item, field, file)) }
                                @else { (show::value(visit, field, value, method)) }
                                @if let Some(source) = reported.get(field.name).filter(|_| !value.is_none()) {
                                    " " span class="mute" { "reported in " (source) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A file, to be saved; one of the kinds that no browser runs can be looked at, too.
fn file(visit: &Visit, item: &Item, field: &Field, file: &File) -> Markup {
    let here = format!("{}/file/{}", super::address_of(visit, item), field.name);
    let address = Address::new(here).at(visit.view.moment);
    html! {
        a href=(address) download { (file.name()) } " " span class="mute" { (file.size_text()) }
        @if files::is_shown(file) { " " a href=(address) { "Look at it" span class="vh" { ": " (file.name()) } } }
        p class="mute small" { "SHA-256 " code class="hash" { (file.hash()) } }
    }
}

async fn referring(visit: &Visit, item: &Item) -> Result<Markup, WebError> {
    if !visit.present() {
        return Ok(html! {});
    }
    let groups = visit.member.data().referring(super::reference(item), REFERRING).await?;
    Ok(html! {
        @for (at, (schema, field, items, more)) in groups.iter().enumerate() {
            @let label = schema.fields[*field].label;
            @let all = Address::new(address::list(visit.org(), schema)).with(schema.fields[*field].name, item.number()).with("show", "all");
            section class="card" aria-labelledby={ "r" (at) } {
                header {
                    h2 id={ "r" (at) } { (schema.plural) " " span class="mute" { "by " (label.to_lowercase()) } }
                    a href=(all) { @if *more { "All of them" } @else { "As a list" } }
                }
                ul class="links" {
                    @for one in items {
                        li {
                            span class="chip" { (one.number()) } " "
                            a href=(super::address_of(visit, one)) { (show::item_title(visit.isms(), one)) }
                            @if let Some(status) = schema.field("status") { " " (show::value(visit, status, one.get("status"), None)) }
                            @if one.retired { " " span class="tag" { "Retired" } }
                        }
                    }
                }
            }
        }
    })
}

fn aside(visit: &Visit, kind: &'static RecordType, item: &Item) -> Markup {
    let here = super::address_of(visit, item);
    html! {
        aside class="meta" aria-label="About this record" {
            section {
                h2 { "Record" }
                dl {
                    div { dt { "Revision" } dd { (item.revision) } }
                    div { dt { "Created" } dd { (show::moment(visit, item.created_at)) } }
                    div { dt { "Changed" } dd { (show::moment(visit, item.changed_at)) } }
                    @if !item.schema.clause.is_empty() {
                        div { dt { "Clause" } dd { (item.schema.clause) } }
                    }
                }
            }
            section {
                h2 { "History" }
                ul { li { a href=(Address::new(format!("{here}/history")).at(visit.view.moment)) { "Every change" } } }
            }
            @if traceable(kind.schema.key) {
                section {
                    h2 { "Trace" }
                    ul { li { a href=(crate::trace::address(visit, Start::Record(super::reference(item)))) { "The whole chain, and what is missing in it" } } }
                }
            }
            (downloads::of_record(visit, item))
            (rare_acts(visit, kind, item))
            section {
                h2 { "See it on another day" }
                form method="get" {
                    div class="field" { label for="as-of" { "Day" } input id="as-of" type="date" name="as_of" max=(visit.view.today); }
                    button class="btn" { "Go" }
                }
            }
        }
    }
}

/// What is seldom done: retiring, restoring, erasing.
fn rare_acts(visit: &Visit, kind: &'static RecordType, item: &Item) -> Markup {
    let here = super::address_of(visit, item);
    let text = |field: &Field, value: &Value| {
        matches!(field.kind, Kind::Text) && !matches!(value, Value::None | Value::Erased)
    };
    let erasable = item.schema.fields.iter().zip(&item.values).any(|(field, value)| text(field, value));
    let retire = if item.retired { "restore" } else { "retire" };
    let may_retire =
        visit.member.may(kind, retire) && kind.schema.key != attesta_isms::ids::OrganisationId::KEY;
    let may_erase = erasable && visit.member.may(kind, "erase");
    html! {
        @if visit.present() && (may_retire || may_erase) {
            section {
                h2 { "Seldom" }
                ul {
                    @if may_retire { li { a href={ (here) "/do/" (retire) } { @if item.retired { "Restore it" } @else { "Retire it" } } } }
                    @if may_erase { li { a href={ (here) "/do/erase" } { "Erase a text" } } }
                }
            }
        }
    }
}
