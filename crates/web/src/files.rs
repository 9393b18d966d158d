//! Files of records: received with a form, piece by piece, and sent to be saved.
//!
//! What somebody uploaded is never shown as a page. It is saved under its name; only a few kinds that no browser runs
//! are shown in the browser, in a sandbox.

use std::fmt::Write as _;

use attesta_gate::Permit;
use attesta_record::{
    Complaints, Field, File, Kind, Value,
    form::{REMOVE, Typed, UPLOAD},
};
use attesta_store::StoreError;
use axum::{
    body::Body,
    extract::{FromRequest as _, Multipart, Path, Request, multipart::Field as Part},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, header};
use tokio::io::AsyncReadExt as _;

use crate::{MOST_BYTES, error::WebError, extract, visit::Visit};

/// The kinds of files that a browser may show by itself, in a sandbox; by their media types.
const SHOWN: &[&str] = &["application/pdf", "image/png", "image/jpeg", "text/plain"];

/// The policy of a file: it runs nothing, loads nothing and is nobody's page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// How much of a file is in memory while it is sent, in bytes.
const PIECE: usize = 64 * 1024;

/// A form with what was typed, and what is wrong with the files that came with it.
pub(crate) struct Filled {
    pub(crate) typed: Typed,
    pub(crate) complaints: Complaints,
}

/// Whether a request brings a form with files.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.to_ascii_lowercase().starts_with("multipart/form-data")
}

/// Reads a form with the files that belong to its fields. A file is stored at once and stands among what was typed, as
/// one line: so a form that is refused does not lose it.
pub(crate) async fn read(
    visit: &Visit,
    permit: &Permit,
    fields: &[Field],
    request: Request,
) -> Result<Filled, WebError> {
    let (mut typed, mut complaints) = (Typed::new(), Complaints::default());
    if !is_multipart(request.headers()) {
        let body =
            axum::body::to_bytes(request.into_body(), MOST_BYTES).await.map_err(|_| WebError::TooLarge)?;
        return Ok(Filled { typed: extract::pairs(&body), complaints });
    }
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut room = MOST_BYTES;
    while let Some(part) = parts.next_field().await.map_err(|_| WebError::TooLarge)? {
        let Some(name) = part.name().map(str::to_owned) else { continue };
        let Some(field) = name.strip_suffix(UPLOAD) else {
            let text = text(part, &mut room).await?;
            typed.entry(name).or_default().push(text);
            continue;
        };
        let chosen = part.file_name().is_some_and(|name| !name.is_empty());
        if !chosen || !holds_file(fields, field) {
            continue;
        }
        match receive(visit, permit, part).await? {
            Ok(file) => {
                typed.insert(field.to_owned(), vec![file.to_text()]);
                typed.remove(&format!("{field}{REMOVE}"));
            }
            Err(why) => complaints.add(field, why),
        }
    }
    Ok(Filled { typed, complaints })
}

/// What was typed in a form with files, without them: for whoever is not let in.
pub(crate) async fn without_files(request: Request) -> Result<Typed, WebError> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let (mut typed, mut room) = (Typed::new(), MOST_BYTES);
    while let Some(part) = parts.next_field().await.map_err(|_| WebError::TooLarge)? {
        if let Some(name) = part.name().filter(|name| !name.ends_with(UPLOAD)).map(str::to_owned) {
            let text = text(part, &mut room).await?;
            typed.entry(name).or_default().push(text);
        }
    }
    Ok(typed)
}

/// Whether a control belongs to a field for a file: `file`, or `proofs.0.file` in a row.
fn holds_file(fields: &[Field], name: &str) -> bool {
    let (name, column) =
        name.split_once('.').map_or((name, None), |(name, rest)| (name, rest.split_once('.')));
    fields.iter().any(|field| match (field.kind, column) {
        (Kind::File, None) => field.name == name && !field.by_verb,
        (Kind::Rows(columns), Some((_, column))) => field.name == name && holds_file(columns, column),
        _ => false,
    })
}

async fn text(mut part: Part<'_>, room: &mut usize) -> Result<String, WebError> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|_| WebError::TooLarge)? {
        *room = room.checked_sub(piece.len()).ok_or(WebError::TooLarge)?;
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| broken())
}

/// Stores a file, or says why not. What is too large is read to its end, so that the rest of the form is not lost.
async fn receive(
    visit: &Visit,
    permit: &Permit,
    mut part: Part<'_>,
) -> Result<Result<File, String>, WebError> {
    let name = part.file_name().unwrap_or_default().to_owned();
    let media = part.content_type().unwrap_or_default().to_owned();
    let mut upload = Some(visit.gate.receive(&visit.member, permit).await?);
    let mut refused = String::new();
    while let Some(piece) = part.chunk().await.map_err(|_| WebError::TooLarge)? {
        let Some(open) = &mut upload else { continue };
        match open.write(&piece).await {
            Ok(()) => {}
            Err(error @ StoreError::TooLarge(_)) => {
                refused = error.to_string();
                upload = None;
            }
            Err(error) => return Err(error.into()),
        }
    }
    match upload {
        Some(upload) if upload.size() == 0 => Ok(Err("The file is empty. Choose another.".to_owned())),
        Some(upload) => Ok(Ok(upload.finish(&name, &media).await?)),
        None => Ok(Err(refused)),
    }
}

fn broken() -> WebError {
    WebError::BadRequest(
        "The form did not arrive whole. Nothing was saved. Go back and send it again.".to_owned(),
    )
}

/// Sends the file of a record's field, as the record was at the moment that is looked at.
pub(crate) async fn download(
    visit: Visit,
    Path((_, path, id, field)): Path<(String, String, String, String)>,
) -> Result<Response, WebError> {
    let kind = crate::record::kind(&path)?;
    let item = crate::record::item(&visit, kind, &id).await?;
    let Value::File(file) = item.get(&field) else { return Err(WebError::NotFound) };
    let Some(open) = visit.member.data().open_file(file).await? else {
        tracing::error!(file = %file.hash(), record = item.number(), "a file is missing");
        let text = "The file is not where it should be. An administrator finds out more with “attesta fsck”.";
        return Err(WebError::Broken(text.to_owned()));
    };
    let pieces = stream::try_unfold(open, |mut open| async move {
        let mut piece = vec![0; PIECE];
        let read = open.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(piece), open)))
    });
    Ok((headers(file), Body::from_stream(pieces)).into_response())
}

fn headers(file: &File) -> [(header::HeaderName, String); 4] {
    let media = if is_shown(file) { file.media() } else { "application/octet-stream" };
    let charset = if media == "text/plain" { "; charset=utf-8" } else { "" };
    [
        (header::CONTENT_TYPE, format!("{media}{charset}")),
        (header::CONTENT_LENGTH, file.size().to_string()),
        (header::CONTENT_DISPOSITION, disposition(file)),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ]
}

/// Whether a browser may show it by itself.
pub(crate) fn is_shown(file: &File) -> bool {
    SHOWN.contains(&file.media())
}

/// How it is saved (RFC 6266): the name as it is, and one of plain letters for what does not know the former.
fn disposition(file: &File) -> String {
    let how = if is_shown(file) { "inline" } else { "attachment" };
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | ' ');
    let ascii: String = file.name().chars().map(|letter| if plain(letter) { letter } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in file.name().bytes() {
        if byte.is_ascii_alphanumeric() || b".-_~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use attesta_record::FileHash;

    use super::*;

    fn file(name: &str, media: &str) -> File {
        File::new(FileHash::new([1; 32]), name, 7, media)
    }

    #[test]
    fn what_a_browser_could_run_is_saved() {
        for media in
            ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "text/xml", ""]
        {
            let [kind, _, disposition, policy] = headers(&file("x.html", media)).map(|(_, value)| value);
            assert_eq!(kind, "application/octet-stream", "{media}");
            assert!(disposition.starts_with("attachment; "), "{disposition}");
            assert!(policy.contains("sandbox"));
        }
        let [kind, _, disposition, policy] = headers(&file("x.txt", "text/plain")).map(|(_, value)| value);
        assert_eq!((kind.as_str(), policy.as_str()), ("text/plain; charset=utf-8", POLICY));
        assert!(disposition.starts_with("inline; "), "{disposition}");
    }

    #[test]
    fn a_name_cannot_leave_its_header() {
        let name = disposition(&file("Zoë’s \"plan\"; filename=evil.exe\r\nX: y.pdf", "application/zip"));
        assert_eq!(
            name,
            "attachment; filename=\"Zo__s _plan__ filename_evil.exeX_ y.pdf\"; \
             filename*=UTF-8''Zo%C3%AB%E2%80%99s%20_plan_%3B%20filename%3Devil.exeX_%20y.pdf"
        );
    }
}
