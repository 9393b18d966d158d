//! From text to a snapshot, and what the rules say of it.

use std::sync::Arc;

use attesta_conformity::{Checked, Verdict};
use attesta_interop::text::{Source, read as read_text};
use attesta_isms::Isms;
use jiff::civil::{Date, date};

/// The day of a situation that names none.
pub(crate) const TODAY: Date = date(2026, 11, 2);

/// A situation and its day.
#[track_caller]
pub(crate) fn read(text: &str) -> (Arc<Isms>, Date) {
    // A file without a record is no file; an example may be empty.
    let text = if text.is_empty() { "people: []" } else { text };
    let source = Source::File("case.yaml".to_owned(), text.as_bytes().to_vec());
    let situation = read_text(&source, &|_| false).unwrap_or_else(|faults| panic!("{faults}\n{text}"));
    (Arc::new(situation.isms), situation.manifest.as_of.unwrap_or(TODAY))
}

/// What all rules say of a situation.
#[track_caller]
pub(crate) fn ask(text: &str) -> Vec<Verdict> {
    let (isms, today) = read(text);
    Checked::fresh(&isms, today).verdicts().cloned().collect()
}

/// A verdict in a line, for the message of a test.
pub(crate) fn shown(verdict: &Verdict) -> String {
    format!("{:?} {} {}: {}", verdict.outcome, verdict.requirement, verdict.id(), verdict.sentence)
}
