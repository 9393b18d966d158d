//! The list of any kind of record: filtered, sorted, paged by key; all of its state stands in the address.

use attesta_isms::kit::{AnyTable, RecordType};
use attesta_record::{
    Field, Item, Value,
    filter::{Filter, Show, Sort},
    form::Typed,
    value_from_json, value_to_json,
};
use attesta_store::{Cursor, Page as Rows, Total};
use axum::extract::Path;
use maud::{Markup, html};

use super::filters;
use crate::{
    address::{self, Address},
    downloads,
    error::WebError,
    extract::{Params, one},
    layout::Page,
    show,
    visit::Visit,
};

/// How many records stand on a page.
const ON_PAGE: usize = 50;

/// What of the address has a place of its own and is no filter.
pub(crate) const OWN: &[&str] = &["after", "before", "at", "as_of", "said"];

/// The list.
pub(crate) async fn page(
    visit: Visit,
    Path((_, path)): Path<(String, String)>,
    Params(params): Params,
) -> Result<axum::response::Response, WebError> {
    use axum::response::IntoResponse as _;
    let kind = super::kind(&path)?;
    if let Some(there) = filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let (filter, complaints) = Filter::from_typed(kind.schema, &params);
    let sort = Sort::from_text(kind.schema, one(&params, "sort"));
    let (rows, total) = rows(&visit, &filter, sort, cursor(kind, sort, &params).as_ref()).await?;
    let body = html! {
        (head(&visit, kind))
        (super::form::problems(&complaints))
        (filters::form(&visit, kind, &params))
        (filters::active(&visit, kind, &params))
        @if rows.items.is_empty() && filter.terms.is_empty() && filter.words.is_empty() {
            (empty(&visit, kind))
        } @else {
            (table(&visit, kind, &params, sort, &rows, total))
        }
    };
    let crumbs = vec![(kind.schema.plural.to_owned(), String::new())];
    Ok(Page { title: kind.schema.plural, crumbs, body }.show(&visit).into_response())
}

/// The records of a page and how many there are: of the present from the database, of the past from the snapshot.
async fn rows(
    visit: &Visit,
    filter: &Filter,
    sort: Sort,
    cursor: Option<&Cursor>,
) -> Result<(Rows, Total), WebError> {
    if visit.present() {
        let rows = visit.member.data().list(filter, sort, cursor, ON_PAGE).await?;
        // Without a condition the snapshot knows how many there are; only with one are they counted.
        let total = if filter.terms.is_empty() && filter.words.is_empty() {
            let table = visit.isms().table(filter.schema.key).ok_or(WebError::NotFound)?;
            Total::of(i64::try_from(shown(table, filter.show)).unwrap_or(i64::MAX))
        } else {
            visit.member.data().count(filter).await?
        };
        return Ok((rows, total));
    }
    let table = visit.isms().table(filter.schema.key).ok_or(WebError::NotFound)?;
    let mut all: Vec<Item> = table.items().filter(|item| filter.matches(item)).collect();
    all.sort_by(|a, b| sort.compare(a, b));
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let at = |cursor: &Cursor| all.iter().position(|item| item.id == cursor.id);
    let from = match cursor {
        Some(cursor) if cursor.backwards => at(cursor).unwrap_or(0).saturating_sub(ON_PAGE),
        Some(cursor) => at(cursor).map_or(0, |at| at + 1),
        None => 0,
    };
    let after = all.len() > from + ON_PAGE;
    let items = all.into_iter().skip(from).take(ON_PAGE).collect();
    Ok((Rows { items, before: from > 0, after }, Total { count, more: false }))
}

/// How many records of a table are shown where nothing else is asked of them.
fn shown(table: &dyn AnyTable, show: Show) -> usize {
    match show {
        Show::InForce => table.count() - table.count_retired(),
        Show::Retired => table.count_retired(),
        Show::All => table.count(),
    }
}

fn head(visit: &Visit, kind: &'static RecordType) -> Markup {
    let may = visit.present() && visit.member.may(kind, "create") && kind.schema.key != "organisation";
    html! {
        div class="page-head" {
            div {
                h1 { (kind.schema.plural) }
                p { (kind.schema.help) }
            }
            @if may {
                div class="actions" {
                    a class="btn primary" data-key="c" href={ (address::list(visit.org(), kind.schema)) "/new" } { "New " (kind.schema.label.to_lowercase()) }
                }
            }
        }
    }
}

fn empty(visit: &Visit, kind: &'static RecordType) -> Markup {
    html! {
        section class="empty" {
            h2 { "No " (kind.schema.plural.to_lowercase()) @if visit.present() { " yet" } @else { " then" } }
            p { (kind.schema.help) }
            @if !kind.schema.clause.is_empty() { p class="ref" { (clause(kind.schema.clause)) } }
            @if visit.present() && visit.member.may(kind, "create") {
                div class="actions" {
                    a class="btn primary" href={ (address::list(visit.org(), kind.schema)) "/new" } { "New " (kind.schema.label.to_lowercase()) }
                }
            }
        }
    }
}

/// A clause by its number and title.
pub(crate) fn clause(number: &str) -> String {
    let title =
        attesta_standard::clause(number.split(' ').next().unwrap_or(number)).map(|one| one.title.as_str());
    format!("ISO/IEC 27001:2022, clause {number} {}", title.unwrap_or_default()).trim_end().to_owned()
}

fn columns(kind: &'static RecordType) -> Vec<(usize, &'static Field)> {
    kind.schema.fields.iter().enumerate().filter(|(_, field)| field.list && !field.title).collect()
}

fn table(
    visit: &Visit,
    kind: &'static RecordType,
    params: &Typed,
    sort: Sort,
    rows: &Rows,
    total: Total,
) -> Markup {
    let here = || {
        Address::new(address::list(visit.org(), kind.schema))
            .with_all(params)
            .without(&["after", "before", "said"])
    };
    let file = |format: &str| {
        let address = Address::new(format!("{}/{format}", address::list(visit.org(), kind.schema)));
        address.with_all(params).without(&["after", "before", "said"])
    };
    let title_sort = kind.schema.fields.iter().position(|field| field.title && field.ordered());
    html! {
        div class="list-bar" {
            p {
                b { (count_text(total)) } " "
                @if total.count == 1 { (kind.schema.label.to_lowercase()) } @else { (kind.schema.plural.to_lowercase()) }
            }
            (downloads::of_list(visit, kind))
            span { "This list: " a href=(file("csv")) { "CSV" } " " a href=(file("xlsx")) { "XLSX" } }
        }
        div class="scroll" tabindex="0" role="region" aria-label=(kind.schema.plural) {
            table class="data" {
                thead {
                    tr {
                        (heading(&here(), "No.", Column::Number, sort, kind))
                        (heading(&here(), title_label(kind), title_sort.map_or(Column::Unsorted, Column::Field), sort, kind))
                        @for (at, field) in columns(kind) {
                            (heading(&here(), field.label, if field.ordered() { Column::Field(at) } else { Column::Unsorted }, sort, kind))
                        }
                    }
                }
                tbody { @for item in &rows.items { (row(visit, kind, item)) } }
            }
        }
        @if rows.items.is_empty() { p class="mute" { "Nothing matches. Remove a filter above." } }
        (pager(&here(), sort, rows))
    }
}

fn title_label(kind: &'static RecordType) -> &'static str {
    let mut titles = kind.schema.fields.iter().filter(|field| field.title);
    match (titles.next(), titles.next()) {
        (Some(field), None) => field.label,
        _ => kind.schema.label,
    }
}

/// What a column of the list can be sorted by.
#[derive(Clone, Copy)]
enum Column {
    Number,
    Field(usize),
    Unsorted,
}

/// The heading of a column; with a sort, it is a link that sorts, and turns the order when it does already.
fn heading(here: &Address, label: &str, by: Column, sort: Sort, kind: &'static RecordType) -> Markup {
    let by = match by {
        Column::Number => None,
        Column::Field(at) => Some(at),
        Column::Unsorted => return html! { th scope="col" { (label) } },
    };
    let sorted = sort.field == by;
    let next = Sort { field: by, descending: sorted && !sort.descending };
    let direction = if sort.descending { "descending" } else { "ascending" };
    html! {
        th scope="col" aria-sort=[sorted.then_some(direction)] {
            a href=(here.clone().without(&["sort"]).with("sort", next.to_text(kind.schema))) { (label) }
        }
    }
}

fn row(visit: &Visit, kind: &'static RecordType, item: &Item) -> Markup {
    let method = show::method_of(visit.isms(), item);
    let address = Address::new(super::address_of(visit, item)).at(visit.view.moment);
    html! {
        tr {
            td class="id" { (item.number()) }
            th scope="row" {
                a href=(address) { (show::item_title(visit.isms(), item)) }
                @if item.retired { " " span class="tag" { "Retired" } }
                (super::page::notes(visit, kind, item))
            }
            @for (at, field) in columns(kind) { td { (show::cell(visit, field, &item.values[at], method)) } }
        }
    }
}

fn pager(here: &Address, sort: Sort, rows: &Rows) -> Markup {
    let (Some(first), Some(last)) = (rows.items.first(), rows.items.last()) else { return html! {} };
    if !rows.before && !rows.after {
        return html! {};
    }
    html! {
        nav class="pager" aria-label="Pages" {
            @if rows.before {
                a class="btn sm" href=(here) { "First" } " "
                a class="btn sm" rel="prev" href=(here.clone().with("before", cursor_text(first, sort))) { "Previous" } " "
            }
            @if rows.after { a class="btn sm" rel="next" href=(here.clone().with("after", cursor_text(last, sort))) { "Next" } " " }
            span { (ON_PAGE) " on a page" }
        }
    }
}

pub(crate) fn count_text(total: Total) -> String {
    let digits = total.count.to_string();
    let grouped: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    format!("{}{}", grouped.join(","), if total.more { "+" } else { "" })
}

/// A cursor as it stands in the address: the id, then the value of the sort field.
fn cursor_text(item: &Item, sort: Sort) -> String {
    let value = sort.field.and_then(|at| Some((item.schema.fields.get(at)?, item.values.get(at)?)));
    let json = value.map_or(serde_json::Value::Null, |(field, value)| value_to_json(field.kind, value));
    format!("{}:{json}", item.id)
}

fn cursor(kind: &'static RecordType, sort: Sort, params: &Typed) -> Option<Cursor> {
    let (text, backwards) = match (one(params, "after"), one(params, "before")) {
        ("", "") => return None,
        ("", before) => (before, true),
        (after, _) => (after, false),
    };
    let (id, json) = text.split_once(':')?;
    let json = serde_json::from_str(json).ok()?;
    let value = match sort.field.and_then(|at| kind.schema.fields.get(at)) {
        Some(field) => value_from_json(field.kind, &json)?,
        None => Value::None,
    };
    Some(Cursor { value, id: id.parse().ok()?, backwards })
}
