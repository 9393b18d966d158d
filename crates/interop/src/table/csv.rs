//! Text with delimiters: encoding and delimiter are found out from the text itself, and said.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Cell, FileFault, Limits, Row, cell::Content};

/// The delimiters that are tried, the likelier ones first.
const DELIMITERS: [(u8, &str); 4] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "pipe")];
/// How many rows are looked at to find the delimiter.
const SAMPLE: usize = 60;
/// The first letters by which a spreadsheet takes a cell for a formula, as they are written by the export.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// A text with delimiters, read row by row.
#[derive(Debug, Clone)]
pub(super) struct Csv {
    text: String,
    encoding: &'static str,
    delimiter: u8,
    limits: Limits,
}

impl Csv {
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, FileFault> {
        let (text, encoding) = decode(bytes)?;
        let text = text.into_owned();
        if let Some(at) = text.find('\0') {
            let line = text[..at].matches('\n').count() + 1;
            return Err(FileFault::at(
                format!("row {line}"),
                "The file is not a table of text: it holds binary data. Save it as CSV or XLSX.",
            ));
        }
        let delimiter = delimiter(&text);
        Ok(Self { text, encoding, delimiter, limits: *limits })
    }

    /// Encoding and delimiter, in words.
    pub(super) fn read_as(&self) -> String {
        let name = DELIMITERS.iter().find(|(one, _)| *one == self.delimiter).map_or("", |(_, name)| name);
        format!("{}, {name}", self.encoding)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Result<Row, FileFault>> + Send + '_ {
        let mut reader = reader(&self.text, self.delimiter);
        let mut count = 0;
        let mut ended = false;
        let mut record = ::csv::StringRecord::new();
        std::iter::from_fn(move || {
            if ended {
                return None;
            }
            match reader.read_record(&mut record) {
                Ok(false) => None,
                Ok(true) => {
                    count += 1;
                    let last = reader.position().byte() >= self.text.len() as u64;
                    let row = self.row(&record, count, last);
                    ended = row.is_err();
                    Some(row)
                }
                Err(error) => {
                    ended = true;
                    Some(Err(FileFault::whole(format!("The text cannot be read as a table: {error}."))))
                }
            }
        })
        .filter(|row| row.as_ref().map_or(true, |row| row.cells.iter().any(|cell| !cell.is_empty())))
    }

    fn row(&self, record: &::csv::StringRecord, count: usize, last: bool) -> Result<Row, FileFault> {
        let (place, from) = self.begins(record);
        let at = || format!("row {place}");
        if count > self.limits.rows {
            return Err(FileFault::at(
                at(),
                format!("There are more than {} rows. Split the file.", self.limits.rows),
            ));
        }
        if record.len() > self.limits.columns {
            return Err(FileFault::at(
                at(),
                format!("The row has {} columns; at most {} are taken.", record.len(), self.limits.columns),
            ));
        }
        let cells: Vec<Cell> = record.iter().map(|text| self.cell(text)).collect();
        if last && open_at_the_end(&self.text[from..], self.delimiter) {
            return Err(FileFault::at(
                at(),
                "A quotation mark is opened in this row and never closed. Close it, or double the mark if it is meant as text.",
            ));
        }
        Ok(Row { place, cells })
    }

    fn cell(&self, text: &str) -> Cell {
        if text.len() > self.limits.cell {
            let fault = format!("(a text of {} bytes; at most {} are taken)", text.len(), self.limits.cell);
            return Cell { content: Content::Fault(fault), formula: false };
        }
        Cell::text(without_apostrophe(text))
    }

    /// The line on which a row begins, and its place in the text: empty lines before it are no part of it.
    fn begins(&self, record: &::csv::StringRecord) -> (u64, usize) {
        let (byte, line) = record.position().map_or((0, 1), |at| (at.byte(), at.line()));
        let from = usize::try_from(byte).unwrap_or(0);
        let between = self.text.get(from..).unwrap_or_default();
        let empty = between.len() - between.trim_start_matches(['\r', '\n']).len();
        let lines = between[..empty].matches('\n').count();
        (line + lines as u64, from + empty)
    }
}

/// Whether the text of one row ends within quotation marks.
fn open_at_the_end(text: &str, delimiter: u8) -> bool {
    let mut open = false;
    let mut begins = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if open && bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            b'"' if open => open = false,
            b'"' if begins => open = true,
            _ => {}
        }
        begins = !open && (byte == delimiter || byte == b'\n' || byte == b'\r');
    }
    open
}

/// A text without the apostrophe that the export puts before what a spreadsheet would take for a formula.
fn without_apostrophe(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches(['\'', ' ']).starts_with(FORMULA) => rest,
        _ => text,
    }
}

fn reader(text: &str, delimiter: u8) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// The text, and what it was encoded in. Nothing is replaced: what does not decode is refused with its place.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), FileFault> {
    let (encoding, skip, name) = encoding(bytes);
    let bytes = &bytes[skip..];
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| (text, name)).ok_or_else(
        || {
            FileFault::whole(format!(
                "The file is not text in {name}, as it seemed to be. Save it as CSV in UTF-8."
            ))
        },
    )
}

fn encoding(bytes: &[u8]) -> (&'static Encoding, usize, &'static str) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let name = if encoding == UTF_8 { "UTF-8" } else { "UTF-16" };
        return (encoding, length, name);
    }
    let sample = &bytes[..bytes.len().min(4_096)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if sample.len() >= 4 && odd * 4 > sample.len() && even == 0 {
        return (UTF_16LE, 0, "UTF-16");
    }
    if sample.len() >= 4 && even * 4 > sample.len() && odd == 0 {
        return (UTF_16BE, 0, "UTF-16");
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, 0, "UTF-8");
    }
    (WINDOWS_1252, 0, "Windows-1252")
}

/// The delimiter by which the first rows agree best on how many columns there are.
fn delimiter(text: &str) -> u8 {
    let mut best = (0.0, b',');
    for (delimiter, _) in DELIMITERS {
        let score = agreement(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How well the first rows agree on several columns by this delimiter; 0 where there is but one.
fn agreement(text: &str, delimiter: u8) -> f64 {
    let mut widths = Vec::new();
    let mut reader = reader(text, delimiter);
    let mut record = ::csv::StringRecord::new();
    while widths.len() < SAMPLE && reader.read_record(&mut record).unwrap_or(false) {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            widths.push(record.len());
        }
    }
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for width in &widths {
        match counts.iter_mut().find(|(one, _)| one == width) {
            Some((_, count)) => *count += 1,
            None => counts.push((*width, 1)),
        }
    }
    let several = counts.into_iter().filter(|(width, _)| *width > 1);
    let Some((width, count)) = several.max_by_key(|(width, count)| (*count, *width)) else { return 0.0 };
    let share = f64::from(u32::try_from(count).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(widths.len()).unwrap_or(1));
    // Ten columns are hardly ever a coincidence, two often are.
    share * f64::from(u32::try_from(width.min(20)).unwrap_or(20)).ln()
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
