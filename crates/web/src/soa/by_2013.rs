//! The statement by the numbers of 2013: what became of each of the 114 controls of the edition that certificates were
//! issued by until 31 October 2025, and how the lines that it went into are answered today.

use std::collections::BTreeMap;

use attesta_isms::{ids::ScopeId, soa::Line};
use attesta_record::form::Typed;
use attesta_standard::{Control2013, Mapping, Relation, annex_a_2013, map_2013_2022, mappings_from};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::{applicable_mark, line_address, scope_of, statement, status_mark, tab, view, view_head};
use crate::{
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record,
    visit::Visit,
};

type ByReference<'a> = BTreeMap<&'a str, &'a Line<'a>>;

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let Some(scope) = scope_of(&visit, &params) else { return Ok(view::without_scope(&visit)) };
    let lines = statement(&visit, scope);
    let lines: ByReference<'_> = lines.iter().map(|line| (line.reference(), line)).collect();
    let body = html! {
        (view_head(&visit, scope, "by-2013", "The controls of ISO/IEC 27001:2013 and what became of them in 2022. The edition of 2022 is the current one; certificates by that of 2013 ended on 31 October 2025."))
        (meter(&visit, scope, &params))
        (table(&visit, scope, &params, &lines))
        (new_ones(&visit, scope, &params, &lines))
    };
    Ok(Page { title: "SoA by number of 2013", crumbs: vec![], body }.show(&visit).into_response())
}

/// Whether a mapping is shown.
fn fits(mapping: &Mapping, params: &Typed) -> bool {
    one(params, "relation").is_empty() || one(params, "relation") == mapping.relation.key()
}

fn meter(visit: &Visit, scope: ScopeId, params: &Typed) -> Markup {
    let of = |relation: Relation| map_2013_2022().iter().filter(|one| one.relation == relation).count();
    html! {
        dl class="meter" {
            @for relation in Relation::ALL {
                div { dt { (relation.label().to_lowercase()) } dd { a href=(tab(visit, scope, "by-2013").with("relation", relation.key())) { (of(*relation)) } } }
            }
        }
        div class="list-bar" {
            p { b { (map_2013_2022().iter().filter(|one| fits(one, params)).count()) } " rows" }
            @if !one(params, "relation").is_empty() { a href=(tab(visit, scope, "by-2013")) { "All rows" } }
        }
    }
}

fn table(visit: &Visit, scope: ScopeId, params: &Typed, lines: &ByReference<'_>) -> Markup {
    let rows =
        |control: &'static Control2013| mappings_from(&control.reference).filter(|one| fits(one, params));
    let mut domain = "";
    html! {
        @if annex_a_2013().iter().any(|control| rows(control).next().is_some()) {
            div class="scroll" tabindex="0" role="region" aria-label="Controls of 2013" {
                table class="data soa" {
                    caption class="vh" { "Controls of 2013 and the lines of 2022 that they went into" }
                    thead { tr { th scope="col" { "2013" } th scope="col" { "Title of 2013" } th scope="col" { "Became" } th scope="col" { "2022" } th scope="col" { "Title of 2022" } th scope="col" { "Applicable" } th scope="col" { "Status" } th scope="col" { "Justification" } } }
                    @for control in annex_a_2013() {
                        @if rows(control).next().is_some() {
                            @if domain != control.domain_id {
                                @let () = domain = &control.domain_id;
                                tbody { tr class="group" { th colspan="8" scope="rowgroup" { (control.domain_id) " " (control.domain) } } }
                            }
                            tbody {
                                @for mapping in rows(control) {
                                    tr {
                                        td class="id" { (control.reference) }
                                        th scope="row" { (control.title) }
                                        td { (mapping.relation.label()) @if mapping.group_size > 1 { " " small class="mute" { "one of " (mapping.group_size) } } }
                                        (answer(visit, scope, &mapping.id_2022, lines))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The controls that no control of 2013 went into.
fn new_ones(visit: &Visit, scope: ScopeId, params: &Typed, lines: &ByReference<'_>) -> Markup {
    let new: Vec<&Mapping> =
        map_2013_2022().iter().filter(|one| one.relation == Relation::New && fits(one, params)).collect();
    html! {
        @if !new.is_empty() {
            section class="section" {
                h2 { "New in 2022" }
                div class="scroll" tabindex="0" role="region" aria-label="New in 2022" {
                    table class="data soa" {
                        thead { tr { th scope="col" { "2022" } th scope="col" { "Title of 2022" } th scope="col" { "Applicable" } th scope="col" { "Status" } th scope="col" { "Justification" } } }
                        tbody { @for mapping in new { tr { (answer(visit, scope, &mapping.id_2022, lines)) } } }
                    }
                }
            }
        }
    }
}

/// How a line of 2022 is answered.
fn answer(visit: &Visit, scope: ScopeId, reference: &str, lines: &ByReference<'_>) -> Markup {
    let line = lines.get(reference);
    html! {
        @match line {
            Some(line) => {
                td class="id" { a class="chip" href=(line_address(visit, scope, line.control)) { (reference) } }
                td { (line.title()) }
                td { (applicable_mark(line)) }
                td { (status_mark(line.status())) }
                td class="why" { @if let Some(text) = line.entry.and_then(|entry| entry.data.justification.as_ref()) { (text) } }
            }
            None => td colspan="5" { (reference) },
        }
    }
}
