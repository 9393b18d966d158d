//! What can go wrong with a request, and the page that says so.

use attesta_gate::ActError;
use attesta_store::StoreError;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::html;

use crate::layout;

/// Why a request has no answer of its own.
#[derive(Debug)]
pub(crate) enum WebError {
    /// There is nothing here, or nothing to be seen.
    NotFound,
    /// Nobody is signed in.
    SignIn,
    /// The account may not do this.
    Denied,
    /// More was sent than is taken.
    TooLarge,
    /// The form was made for another state of things.
    BadRequest(String),
    /// Something that should be there is not.
    Broken(String),
    /// The store could not.
    Store(StoreError),
    /// A file could not be made.
    File(std::io::Error),
}

impl From<std::io::Error> for WebError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::InvalidInput | ErrorKind::Unsupported => Self::BadRequest(error.to_string()),
            _ => Self::File(error),
        }
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ActError> for WebError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::NotFound => Self::NotFound,
            ActError::Denied => Self::Denied,
            ActError::Store(error) => Self::Store(error),
            ActError::At(_, error) => Self::from(*error),
            error => Self::BadRequest(error.to_string()),
        }
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let (status, title, text) = match self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "There is nothing here",
                "The address leads nowhere, or to something that is not yours to see.".to_owned(),
            ),
            Self::SignIn => (
                StatusCode::UNAUTHORIZED,
                "Sign in first",
                "Open the one-time link that you were given. An administrator prints a new one with “attesta link”.".to_owned(),
            ),
            Self::Denied => (
                StatusCode::FORBIDDEN,
                "You may not do this",
                "Your account may see it, but not change it. Ask an administrator of the organisation.".to_owned(),
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "That is too much at once",
                "A form may hold 2 MB of text. Nothing was saved. Go back, and shorten the longest text or choose a smaller file.".to_owned(),
            ),
            Self::Broken(text) => (StatusCode::INTERNAL_SERVER_ERROR, "That did not work", text),
            Self::BadRequest(text) => (StatusCode::BAD_REQUEST, "That did not work", text),
            Self::Store(error) => return store_failed(&error),
            Self::File(error) => {
                tracing::error!(%error, "a file could not be made");
                let text = "The file could not be made. The server's log says why; an administrator can read it.";
                (StatusCode::INTERNAL_SERVER_ERROR, "That did not work", text.to_owned())
            }
        };
        (status, page(title, &text)).into_response()
    }
}

fn store_failed(error: &StoreError) -> Response {
    tracing::error!(%error, "a request failed");
    let status = match error {
        StoreError::Full => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        StoreError::Busy | StoreError::Unreachable(_) => StatusCode::SERVICE_UNAVAILABLE,
        StoreError::Stale => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let text = match error {
        StoreError::Full | StoreError::Busy | StoreError::Stale | StoreError::TooLarge(_) => {
            error.to_string()
        }
        _ => "Nothing was changed. The server's log says why; an administrator can read it.".to_owned(),
    };
    (status, page("That did not work", &text)).into_response()
}

fn page(title: &str, text: &str) -> maud::Markup {
    layout::plain(
        title,
        &html! {
            section class="sheet" {
                h1 { (title) }
                p { (text) }
                div class="actions" { a class="btn" href="/" { "Go to the start" } }
            }
        },
    )
}

/// The page of an address that leads nowhere.
pub(crate) async fn nothing_here() -> WebError {
    WebError::NotFound
}

/// The answer when a handler panicked: the fault is in the log, never on the page.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over")]
pub(crate) fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = text.unwrap_or("unknown"), "a handler panicked");
    let text = "Nothing was changed. The server's log says why; an administrator can read it.";
    (StatusCode::INTERNAL_SERVER_ERROR, page("Something broke here", text)).into_response()
}
