//! What a request brings: the parameters of its address, and the pairs of its form. Nothing else reads either.

use attesta_record::form::{Typed, typed};
use axum::extract::{FromRequest, FromRequestParts, Request};
use bytes::Bytes;
use http::request::Parts;

use crate::error::WebError;

/// The parameters of the address.
pub(crate) struct Params(pub(crate) Typed);

/// The pairs of a form.
pub(crate) struct Form(pub(crate) Typed);

/// Pairs from their encoded text.
pub(crate) fn pairs(text: &[u8]) -> Typed {
    typed(form_urlencoded::parse(text).into_owned())
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        Ok(Self(pairs(parts.uri.query().unwrap_or_default().as_bytes())))
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = WebError;
    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let body = Bytes::from_request(request, state).await.map_err(|_| WebError::TooLarge)?;
        Ok(Self(pairs(&body)))
    }
}

/// The first value of a parameter; empty where it is missing.
pub(crate) fn one<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).and_then(|texts| texts.first()).map(String::as_str).unwrap_or_default()
}
