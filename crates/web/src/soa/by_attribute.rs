//! The statement by the attributes of ISO/IEC 27002: how many controls of each value are how far. Every number leads to
//! the grid with exactly these lines, since the same filter counts them and shows them.

use attesta_isms::{ids::ScopeId, soa::Line};
use attesta_record::form::Typed;
use attesta_standard::AttributeGroup;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::{filter, scope_of, statement, tab, view, view_head};
use crate::{address::Address, error::WebError, extract::Params, layout::Page, record, visit::Visit};

/// The columns: what they say, and the filters that make them. Together they are all lines, each once.
const COLUMNS: [(&str, &[(&str, &str)]); 7] = [
    ("Implemented", &[("applicable", "yes"), ("status", "implemented")]),
    ("Partial", &[("applicable", "yes"), ("status", "partial")]),
    ("Planned", &[("applicable", "yes"), ("status", "planned")]),
    ("Not implemented", &[("applicable", "yes"), ("status", "not_implemented")]),
    ("No status", &[("applicable", "yes"), ("status", "none")]),
    ("Left out", &[("applicable", "no")]),
    ("Unanswered", &[("applicable", "unanswered")]),
];

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let Some(scope) = scope_of(&visit, &params) else { return Ok(view::without_scope(&visit)) };
    let lines = statement(&visit, scope);
    let body = html! {
        (view_head(&visit, scope, "by-attribute", "The controls of Annex A by the attributes that ISO/IEC 27002 gives them. A control may have several values of one attribute."))
        @for group in AttributeGroup::ALL { (table(&visit, scope, &lines, *group)) }
    };
    Ok(Page { title: "SoA by attribute", crumbs: vec![], body }.show(&visit).into_response())
}

fn table(visit: &Visit, scope: ScopeId, lines: &[Line<'_>], group: AttributeGroup) -> Markup {
    html! {
        section class="section" {
            h2 { (group.label()) }
            div class="scroll" tabindex="0" role="region" aria-label=(group.label()) {
                table class="data counts heat" {
                    thead {
                        tr {
                            th scope="col" { "Value" }
                            @for (label, _) in COLUMNS { th scope="col" class="num" { (label) } }
                            th scope="col" class="num" { "All" }
                        }
                    }
                    tbody {
                        @for value in group.values() {
                            @let of = (group.key(), value.key());
                            @let all = Counted::of(visit, scope, lines, of, &[]);
                            tr {
                                th scope="row" { (value.label()) }
                                @for (_, filters) in COLUMNS { (cell(&Counted::of(visit, scope, lines, of, filters), all.count)) }
                                (cell(&all, 0))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many lines fit filters, and where these lines stand.
struct Counted {
    count: usize,
    address: Address,
}

impl Counted {
    fn of(
        visit: &Visit,
        scope: ScopeId,
        lines: &[Line<'_>],
        value: (&str, &str),
        filters: &[(&str, &str)],
    ) -> Self {
        let pairs = || [value].into_iter().chain(filters.iter().copied());
        let params: Typed = pairs().map(|(name, text)| (name.to_owned(), vec![text.to_owned()])).collect();
        let count = lines.iter().filter(|line| filter::fits(line, &params)).count();
        let address = pairs().fold(tab(visit, scope, ""), |address, (name, text)| address.with(name, text));
        Self { count, address }
    }
}

/// A number, tinted by its share of the whole, from a quarter to a quarter.
fn cell(counted: &Counted, whole: usize) -> Markup {
    let quarter = (counted.count * 4).div_ceil(whole.max(1)).min(4);
    let tint = (whole > 0 && counted.count > 0).then(|| format!("num heat-{quarter}"));
    html! {
        td class=(tint.as_deref().unwrap_or("num")) {
            @if counted.count > 0 { a href=(counted.address) { (counted.count) } } @else { span class="mute" { "0" } }
        }
    }
}
