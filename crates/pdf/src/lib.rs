//! Lays out a template with its data as a tagged PDF: one function, no files, no network, no clock.
//!
//! The template is Typst's language and ours; what people wrote comes in as data, read from a virtual `data.json`, and
//! is never spliced into the template, so that no text of theirs is ever markup. Fonts are compiled in.

mod world;

use std::fmt;

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use typst::{comemo, diag::SourceDiagnostic};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::world::Virtual;

/// Stands before every template: the data by its name, and what a PDF must say of itself.
const PRELUDE: &str = r#"
#let data = json("data.json")
#set document(title: data.title, author: data.author, date: datetime(..data.date))
#set text(lang: data.language)
#let body = data.body
"#;

/// What is laid out.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The template, in Typst. It finds what is to be shown in `body`.
    pub template: &'a str,
    /// The title that a reader shows and a screen reader says.
    pub title: &'a str,
    /// Whose document it is.
    pub author: &'a str,
    /// The language of most of it, by its two letters: `en`.
    pub language: &'a str,
    /// The day of the document. With the same day and data, the same bytes come out.
    pub date: Date,
    /// What is to be shown.
    pub body: Json,
}

/// Why there is no PDF: the template and its data do not fit together. Nothing that a person wrote leads here.
#[derive(Debug)]
pub struct PdfError(String);

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The document could not be laid out: {}.", self.0)
    }
}

impl std::error::Error for PdfError {}

/// Lays out a document as a tagged PDF. It is PDF/UA-1 (ISO 14289) and PDF/A-2a (ISO 19005), unless it holds signs for
/// which there is no font; then they are shown as empty boxes, and it is a tagged PDF that claims nothing.
pub fn pdf(document: &Document<'_>) -> Result<Vec<u8>, PdfError> {
    let (day, Document { title, author, language, body, .. }) = (document.date, document);
    let data = json!({
        "title": title, "author": author, "language": language, "body": body,
        "date": { "year": day.year(), "month": day.month(), "day": day.day() },
    });
    let world = Virtual::new(format!("{PRELUDE}{}", document.template), data.to_string())?;
    let laid_out = typst::compile::<PagedDocument>(&world).output;
    let bytes = laid_out.and_then(|pages| {
        let strict = typst_pdf::pdf(&pages, &options(&[PdfStandard::Ua_1, PdfStandard::A_2a]));
        strict.or_else(|_| typst_pdf::pdf(&pages, &options(&[])))
    });
    // What was laid out is kept for the next time, and holds what people wrote. There is no next time.
    comemo::evict(0);
    bytes.map_err(|errors| PdfError::of(&errors))
}

fn options(standards: &[PdfStandard]) -> PdfOptions {
    PdfOptions {
        creator: typst::foundations::Smart::Custom(Some("Attesta".to_owned())),
        standards: PdfStandards::new(standards).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

impl PdfError {
    fn of(errors: &[SourceDiagnostic]) -> Self {
        Self(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
    }

    fn path(error: impl fmt::Debug) -> Self {
        Self(format!("{error:?}"))
    }
}
