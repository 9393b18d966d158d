//! Server-rendered pages. Every action sits on a plain link or form and works without script. Lists, pages, forms and
//! histories are generic, drawn from the declaration of the record; a concept brings a page of its own only where a
//! picture says more than a form.

mod address;
mod assets;
mod changes;
mod conformity;
mod doors;
mod downloads;
mod error;
mod extract;
mod files;
mod headers;
mod icons;
mod import;
mod journal;
mod layout;
mod matrix;
mod overview;
mod record;
mod search;
mod show;
mod soa;
mod trace;
mod visit;

use std::{sync::Arc, time::Duration};

use attesta_gate::Gate;
use attesta_reports::Format;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use tokio::sync::Semaphore;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType},
    csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

/// How the server is reached.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address under which people reach it, without a slash at the end: `http://localhost:8027`. Links are made
    /// from it and from nothing else.
    pub public_url: String,
}

/// What every handler may use.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) gate: Gate,
    pub(crate) config: Arc<Config>,
    /// How many reports may be made at a time: each takes a core while it is laid out.
    pub(crate) reports: Arc<Semaphore>,
    pub(crate) kept: conformity::Kept,
}

/// How many reports are made at a time.
const REPORTS: usize = 2;

/// What is compressed already is sent as it is.
fn worth_compressing() -> impl Predicate {
    let not = |format: Format| NotForContentType::const_new(format.media_type());
    DefaultPredicate::new().and(not(Format::Pdf)).and(not(Format::Xlsx))
}

/// The largest body of a request, in bytes; where it brings files, the most that the rest of it may have.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a form may take that brings files over a slow line.
const LONG_PATIENCE: Duration = Duration::from_mins(15);

/// The whole of the pages, behind this gate.
pub fn router(gate: Gate, config: Config) -> Router {
    let most_bytes = most_bytes(gate.most_file_bytes());
    let app = App {
        gate,
        config: Arc::new(config),
        reports: Arc::new(Semaphore::new(REPORTS)),
        kept: conformity::Kept::default(),
    };
    let pages = Router::new()
        .route("/{org}", get(overview::page))
        .route("/{org}/search", get(search::page))
        .route("/{org}/matrix", get(matrix::page))
        .route("/{org}/journal", get(journal::page))
        .route("/{org}/changes", get(changes::page))
        .merge(soa::routes())
        .route("/{org}/trace/{number}", get(trace::page))
        .route(
            "/{org}/import",
            get(import::page).post(import::upload).layer(DefaultBodyLimit::max(import::MOST_BYTES)),
        )
        .route("/{org}/import/look", get(import::look).post(import::decide))
        .route("/{org}/today", get(conformity::today::page))
        .route("/{org}/conformity", get(conformity::overview::page))
        .route("/{org}/conformity/{requirement}", get(conformity::requirement::page))
        .route("/{org}/rules/{rule}", get(conformity::rule::page))
        .route("/{org}/readiness", get(conformity::readiness::page))
        .route("/{org}/{kind}", get(record::list::page))
        .route("/{org}/reports/{subject}/{format}", get(downloads::report))
        .route("/{org}/{kind}/csv", get(record::files::csv))
        .route("/{org}/{kind}/xlsx", get(record::files::xlsx))
        .route("/{org}/{kind}/{id}", get(record::page::page))
        .route("/{org}/{kind}/{id}/history", get(record::history::page))
        .route("/{org}/{kind}/{id}/file/{field}", get(files::download))
        .layer(within(PATIENCE))
        .merge(forms(most_bytes))
        .layer(middleware::from_fn_with_state(app.clone(), doors::keep_what_was_typed));
    let doors = Router::new()
        .route("/", get(doors::home))
        .route("/link/{token}", get(doors::look).post(doors::enter))
        .route("/sign-out", post(doors::sign_out))
        .route("/theme", post(doors::theme))
        .route("/keys", post(doors::keys))
        .route("/health", get(doors::health))
        .route("/static/{file}", get(assets::file))
        .layer(within(PATIENCE));
    Router::new()
        .merge(doors)
        .merge(pages)
        .fallback(error::nothing_here)
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), headers::guard))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .with_state(app)
}

/// The forms of records. They alone take long and bring much, since files may come with them.
fn forms(most_bytes: usize) -> Router<App> {
    Router::new()
        .route("/{org}/{kind}/new", get(record::edit::new).post(record::edit::create))
        .route("/{org}/{kind}/{id}/edit", get(record::edit::edit).post(record::edit::amend))
        .route("/{org}/{kind}/{id}/do/{verb}", get(record::verb::form).post(record::verb::act))
        .layer(DefaultBodyLimit::max(most_bytes))
        .layer(within(LONG_PATIENCE))
}

/// The largest body of a form with files that may have so many bytes each. A file that is too large is read to its
/// end, within bounds, so that the form can be shown again with all that was typed.
fn most_bytes(most_file_bytes: u64) -> usize {
    usize::try_from(most_file_bytes).unwrap_or(usize::MAX).saturating_mul(4).saturating_add(MOST_BYTES)
}

fn within(patience: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, patience)
}
