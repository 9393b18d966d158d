//! Search over all records: by number, or by the beginnings of words.

use attesta_record::words_of;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;

use crate::{
    address,
    error::WebError,
    extract::{Params, one},
    layout::Page,
    show,
    visit::Visit,
};

/// How many records are shown.
const MOST: usize = 60;

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    let text = one(&params, "q").trim();
    if let Some(reference) = attesta_isms::reference(text)
        && visit.isms().item(reference).is_some()
    {
        return Ok(Redirect::to(&address::record(visit.org(), reference)).into_response());
    }
    let words: Vec<String> = words_of(text).take(8).collect();
    let found = visit.member.data().search(&words, MOST).await?;
    let title = if text.is_empty() { "Search".to_owned() } else { format!("Search: {text}") };
    let body = html! {
        div class="page-head" { div { h1 { (title) } } }
        @if found.is_empty() {
            section class="empty" {
                h2 { @if text.is_empty() { "What are you looking for?" } @else { "Nothing found" } }
                p { "Every word must begin a word of the record. A number such as R-42 leads straight to it." }
            }
        } @else {
            div class="list-bar" { p { b { (found.len()) @if found.len() == MOST { "+" } } " found, newest first" } }
            section class="card" aria-label="Results" {
                ul class="links" {
                    @for one in &found {
                        li {
                            span class="chip" { (one.number()) } " " (show::link(&visit, *one)) " "
                            span class="mute" { (attesta_isms::record_type(one.kind).map_or("", |kind| kind.schema.label)) }
                        }
                    }
                }
            }
        }
    };
    Ok(Page { title: &title, crumbs: vec![], body }.show(&visit).into_response())
}
