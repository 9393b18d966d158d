//! The stylesheet and the script, compiled in.

use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use http::header;
use rust_embed::RustEmbed;

use crate::error::WebError;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// A file of the program, by its name. Its address carries its version, so it may be kept for a year.
pub(crate) async fn file(Path(name): Path<String>) -> Result<Response, WebError> {
    let file = Static::get(&name).ok_or(WebError::NotFound)?;
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.data).into_response())
}

/// The address of a file, with its version.
pub(crate) fn address(name: &str) -> String {
    let hash = Static::get(name).map(|file| file.metadata.sha256_hash()).unwrap_or_default();
    format!("/static/{name}?v={}", &attesta_record::merkle::hex(&hash)[..12])
}
