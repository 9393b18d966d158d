//! Importing registers: files are sent, what was understood is shown with a form to correct it, and then it is done.
//! Between the steps the files wait in the database, so that any process can go on.

mod decide;
mod show;

use attesta_gate::{Importing, Imports, Outcome};
use attesta_interop::table::{Limits, Table};
use attesta_isms::record_type;
use attesta_record::form::Typed;
use axum::{
    extract::{FromRequest as _, Multipart, Request},
    response::{IntoResponse as _, Redirect, Response},
};
use maud::html;

use crate::{
    error::WebError,
    extract::{Form, one},
    layout::Page,
    visit::Visit,
};

/// The largest upload, in bytes: all files together.
pub(crate) const MOST_BYTES: usize = 9 * 1024 * 1024;
/// The most files of one upload.
const MOST_FILES: usize = 40;

/// The tables that were sent, and the files that are none: names and reasons.
type Read = (Vec<Table>, Vec<(String, String)>);

/// The page on which files are sent.
pub(crate) async fn page(visit: Visit) -> Result<Response, WebError> {
    let visit = allowed(visit)?;
    let waiting = visit.gate.import_uploads(&visit.member).await?;
    let names: Vec<&str> = waiting.iter().map(|(name, _)| name.as_str()).collect();
    Ok(first(&visit, &names, ""))
}

fn first(visit: &Visit, waiting: &[&str], complaint: &str) -> Response {
    let bad = !complaint.is_empty();
    let body = html! {
        div class="page-head" {
            div {
                h1 { "Import" }
                p { "Take over registers that you keep in spreadsheets: risks, treatment plan, Statement of Applicability, assets, suppliers, documents and many more. You see what was understood before anything is written." }
            }
        }
        form method="post" enctype="multipart/form-data" class="form" action={ "/" (visit.org()) "/import" } {
            div class={ "field" @if bad { " bad" } } {
                label for="files" { "Files" }
                p class="hint" id="files-h" { "CSV and XLSX, one or several, 8 MB together. They are kept for an hour at the most, for you alone." }
                @if bad { span class="error" id="files-e" { (complaint) } }
                input id="files" type="file" name="files" multiple accept=".csv,.tsv,.txt,.xlsx,.xlsm" required aria-describedby="files-h files-e" aria-invalid=[bad.then_some("true")];
            }
            div class="actions" { button class="btn primary" { "Look at them" } }
        }
        @if !waiting.is_empty() {
            section class="section" {
                h2 { "Still waiting" }
                p { (waiting.join(", ")) }
                div class="actions" { a class="btn" href={ "/" (visit.org()) "/import/look" } { "Go on with these" } }
            }
        }
    };
    let title = if bad { "Error: Import" } else { "Import" };
    Page { title, crumbs: vec![], body }.show(visit).into_response()
}

/// Takes the files that are sent, and goes on to what was understood.
pub(crate) async fn upload(visit: Visit, request: Request) -> Result<Response, WebError> {
    let visit = allowed(visit)?;
    let broken = |_| WebError::BadRequest("The files did not arrive whole. Send them again.".to_owned());
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| WebError::TooLarge)?;
    let mut files = Vec::new();
    let mut total = 0;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name =
            part.file_name().unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| WebError::TooLarge)?;
        total += bytes.len();
        if total > Limits::PAGE.bytes || files.len() >= MOST_FILES {
            return Ok(first(
                &visit,
                &[],
                "That is more than 8 MB, or more than 40 files. Send them in several goes.",
            ));
        }
        if !name.is_empty() && !bytes.is_empty() {
            let name = name.chars().filter(|letter| !letter.is_control()).take(200).collect();
            files.push((name, bytes.to_vec()));
        }
    }
    if files.is_empty() {
        return Ok(first(&visit, &[], "Choose a file first."));
    }
    visit.gate.keep_import_uploads(&visit.member, &files).await?;
    Ok(Redirect::to(&format!("/{}/import/look", visit.org())).into_response())
}

/// What was understood, before anything was decided.
pub(crate) async fn look(visit: Visit) -> Result<Response, WebError> {
    decided(allowed(visit)?, Typed::new()).await
}

/// What was understood with what somebody decided; or the import itself.
pub(crate) async fn decide(visit: Visit, Form(typed): Form) -> Result<Response, WebError> {
    decided(allowed(visit)?, typed).await
}

async fn decided(visit: Visit, typed: Typed) -> Result<Response, WebError> {
    let uploads = visit.gate.import_uploads(&visit.member).await?;
    if uploads.is_empty() {
        return Ok(first(&visit, &[], "The files are gone; they are kept for an hour. Send them again."));
    }
    let (tables, broken) = read(uploads);
    let (mut importing, outcome) = understand(&visit, tables, &typed).await?;
    if one(&typed, "do") != "import" {
        let body = show::preview(&visit, &importing, &outcome, &broken, &typed);
        return Ok(Page { title: "Import: what was understood", crumbs: crumbs(&visit), body }
            .show(&visit)
            .into_response());
    }
    importing.again();
    let outcome = visit.gate.apply_import(&visit.member, &mut importing).await?;
    visit.gate.keep_import_uploads(&visit.member, &[]).await?;
    let body = show::done(&visit, &importing, &outcome, &broken);
    Ok(Page { title: "Imported", crumbs: crumbs(&visit), body }.show(&visit).into_response())
}

fn crumbs(visit: &Visit) -> Vec<(String, String)> {
    vec![
        ("Import".to_owned(), format!("/{}/import", visit.org())),
        ("What was understood".to_owned(), String::new()),
    ]
}

fn read(uploads: Vec<(String, Vec<u8>)>) -> Read {
    let (mut tables, mut broken) = (Vec::new(), Vec::new());
    for (name, bytes) in uploads {
        match Table::read(&name, bytes, &Limits::PAGE) {
            Ok(some) => tables.extend(some),
            Err(fault) => broken.push((name, fault.to_string())),
        }
    }
    (tables, broken)
}

/// Plans the tables by what somebody decided.
async fn understand(
    visit: &Visit,
    tables: Vec<Table>,
    typed: &Typed,
) -> Result<(Importing, Outcome), WebError> {
    let names: Vec<(String, String)> =
        tables.iter().map(|one| (one.file.clone(), one.sheet.clone())).collect();
    let mapping = decide::mapping(&names, typed);
    let scope =
        attesta_isms::reference(one(typed, "scope")).filter(|one| one.kind == "scope").map(|one| one.id);
    let accept = one(typed, "accept") == "yes";
    let imports = Imports { tables, mapping, scope, accept, ..Imports::default() };
    let mut importing = Importing::of(imports);
    importing.corrections = decide::corrections(&names, &importing, typed);
    let outcome = visit.gate.preview_import(&visit.member, &mut importing).await?;
    Ok((importing, outcome))
}

/// Only who may import sees the page; and there is no import into the past.
fn allowed(visit: Visit) -> Result<Visit, WebError> {
    visit.must_be_present()?;
    let kind = record_type("risk").ok_or(WebError::NotFound)?;
    if visit.member.may(kind, "import") { Ok(visit) } else { Err(WebError::Denied) }
}
