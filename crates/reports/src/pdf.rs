//! A report as a tagged PDF.

use attesta_pdf::{Document, PdfError};
use serde_json::{Value as Json, json};

use crate::report::{Cell, Column, Fact, Part, Report, Section, Table};

/// How it looks.
const TEMPLATE: &str = include_str!("../templates/report.typ");

/// From this many letters on, a word of letters only is one that no dictionary divides.
const LONGEST_WORD: usize = 26;

/// From this many letters on, anything else that has no space in it: an address, a key, a number.
const LONGEST_OTHER: usize = 11;

/// How long the pieces are that such a thing may be divided into.
const PIECE: usize = 4;

/// A row of at most about this many lines stands on one page; a longer one may go on on the next.
const WHOLE: usize = 16;

/// How many letters of a name or a classification stand on every page.
const RUNNING: usize = 60;

/// The report as a PDF.
pub(crate) fn pdf(report: &Report) -> Result<Vec<u8>, PdfError> {
    attesta_pdf::pdf(&Document {
        template: TEMPLATE,
        title: &report.title,
        author: &report.organisation,
        language: "en",
        date: report.day,
        body: body(report),
    })
}

fn body(report: &Report) -> Json {
    json!({
        "organisation": pieces(&report.organisation),
        "running": pieces(&short(&report.organisation)),
        "classification": report.classification.as_deref().map(|text| pieces(&short(text))),
        "facts": report.facts.iter().map(fact).collect::<Vec<_>>(),
        "runs": runs(&report.sections),
    })
}

/// As much of a text as has room above and below every page.
fn short(text: &str) -> String {
    if text.chars().count() <= RUNNING {
        return text.to_owned();
    }
    text.chars().take(RUNNING).chain(['…']).collect()
}

fn fact(fact: &Fact) -> Json {
    json!({ "label": fact.label, "cell": cell(&fact.cell) })
}

/// The sections, those that follow each other on pages of the same shape together.
fn runs(sections: &[Section]) -> Vec<Json> {
    let together = sections.chunk_by(|one, next| one.is_wide() == next.is_wide());
    together
        .map(|run| {
            let wide = run.first().is_some_and(Section::is_wide);
            json!({ "wide": wide, "sections": run.iter().map(section).collect::<Vec<_>>() })
        })
        .collect()
}

fn section(section: &Section) -> Json {
    let parts = section.parts.iter().map(|part| match part {
        Part::Text(text) => json!({ "text": pieces(text) }),
        Part::Table(one) => table(one),
    });
    json!({ "heading": pieces(&section.heading), "parts": parts.collect::<Vec<_>>() })
}

fn table(table: &Table) -> Json {
    let columns = table.columns.iter().enumerate().map(|(at, column)| {
        let number = |row: &Vec<Cell>| matches!(row.get(at), Some(Cell::Number(_)));
        json!({ "label": column.label, "width": column.width, "right": table.rows.iter().any(number) })
    });
    let rows = table.rows.iter().map(|row| {
        let breakable = lines(table, row) > WHOLE;
        json!({ "breakable": breakable, "cells": row.iter().map(cell).collect::<Vec<_>>() })
    });
    json!({ "columns": columns.collect::<Vec<_>>(), "rows": rows.collect::<Vec<_>>() })
}

/// About how many lines the highest cell of a row has.
fn lines(table: &Table, row: &[Cell]) -> usize {
    let lines = |(cell, column): (&Cell, &Column)| {
        let width = usize::from(column.width.max(1));
        cell.text().lines().map(|line| line.chars().count() / width + 1).sum()
    };
    row.iter().zip(&table.columns).map(lines).max().unwrap_or(0)
}

fn cell(cell: &Cell) -> Json {
    match cell {
        Cell::Nothing => Json::Null,
        // With spaces at which no line ends.
        Cell::Day(day) => json!([[day.strftime("%-d\u{a0}%b\u{a0}%Y").to_string()]]),
        Cell::Level { name, shade } => json!({ "level": pieces(name), "shade": shade }),
        Cell::Text(_) | Cell::Number(_) => json!(pieces(&cell.text())),
    }
}

/// A text in pieces: plain text, a line break, or the parts of a word between which a line may end. Other words stay
/// whole: the layout divides them by the rules of the language.
fn pieces(text: &str) -> Vec<Vec<String>> {
    let mut pieces = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            pieces.push(vec!["\n".to_owned()]);
        }
        let line = line.chars().map(|one| if one.is_whitespace() { ' ' } else { one });
        let line: String = line.filter(|one| !one.is_control()).collect();
        let mut plain = String::new();
        for run in line.split_inclusive(' ') {
            let word = run.trim_end();
            if must_be_divided(word) {
                pieces.extend(
                    Some(std::mem::take(&mut plain)).filter(|text| !text.is_empty()).map(|text| vec![text]),
                );
                pieces.push(divided(word));
                plain.push_str(&run[word.len()..]);
            } else {
                plain.push_str(run);
            }
        }
        pieces.extend(Some(plain).filter(|text| !text.is_empty()).map(|text| vec![text]));
    }
    pieces
}

fn must_be_divided(run: &str) -> bool {
    let letters = run.chars().count();
    let word = |part: &str| part.chars().all(char::is_alphabetic) && part.chars().count() < LONGEST_WORD;
    let words = run.trim_matches(|one: char| one.is_ascii_punctuation()).split(['-', '/', '–', '’', '\'']);
    let mut words = words.collect::<Vec<_>>().into_iter();
    letters >= LONGEST_OTHER && !words.all(word)
}

/// Cuts where nothing that belongs together is torn: never before a mark that joins itself to what stands before.
fn divided(run: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for one in run.chars() {
        let joins = matches!(u32::from(one), 0x300..=0x36f | 0x200d | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff);
        let full = pieces.last().is_some_and(|piece| piece.chars().count() >= PIECE);
        if full && !joins {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(one);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_nothing_in_pieces() {
        let long = "a".repeat(60);
        for text in [
            "",
            "plain words",
            "two\nlines",
            "see https://example.org/a/b?c=d now",
            &long,
            "e\u{301}".repeat(20).as_str(),
        ] {
            assert_eq!(pieces(text).concat().concat(), text);
        }
        assert_eq!(
            pieces("a\tb\0c\r\nd").concat().concat(),
            "a bc\nd",
            "signs that control something are gone"
        );
    }

    #[test]
    fn only_what_no_dictionary_divides_is_divided() {
        for text in
            ["confidentiality,", "Internationalisation", "well-established", "and/or", "(organization’s)"]
        {
            assert_eq!(pieces(text), [[text]]);
        }
        assert_eq!(pieces("to ada@example.org."), [vec!["to "], vec!["ada@", "exam", "ple.", "org."]]);
        assert_eq!(pieces(&"x".repeat(30))[0].len(), 8);
    }
}
