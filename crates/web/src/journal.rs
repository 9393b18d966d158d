//! The journal of an organisation: every act, newest first, with the root of the tree that proves it.

use attesta_record::merkle::{Frontier, hex};
use axum::response::{IntoResponse as _, Response};
use maud::html;

use crate::{
    address::Address,
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record::history::{ON_PAGE, act},
    visit::Visit,
};

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    let latest = if visit.present() { i64::MAX } else { visit.isms().sequence + 1 };
    let before = one(&params, "before").parse().unwrap_or(i64::MAX).min(latest);
    let entries = visit.member.data().journal(0, before, ON_PAGE).await?;
    let accounts = visit.member.data().account_names().await?;
    let (size, frontier) = visit.member.data().frontier().await?;
    let root =
        u64::try_from(size).ok().and_then(|size| Frontier::decode(size, &frontier)).map(|edge| edge.root());
    let body = html! {
        div class="page-head" {
            div {
                h1 { "Journal" }
                p { "Every act is a leaf of one Merkle tree (RFC 6962). Nobody can change an entry without changing the root." }
            }
        }
        dl class="meter" { div { dt { "entries" } dd { (size) } } }
        @if let Some(root) = root { p class="mono mute" { "Root " (hex(&root)) } }
        ol class="timeline" reversed { @for entry in &entries { (act(&visit, entry, &accounts, None)) } }
        @if let Some(last) = entries.last().filter(|last| last.sequence > 1) {
            nav class="pager" aria-label="Pages" {
                a class="btn sm" rel="next" href=(Address::new(visit.path.clone()).with("before", last.sequence.to_string()).at(visit.view.moment)) { "Older" }
                span { (ON_PAGE) " on a page" }
            }
        }
    };
    Ok(Page { title: "Journal", crumbs: vec![], body }.show(&visit).into_response())
}
