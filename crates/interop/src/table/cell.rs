//! Cells and rows as a file holds them, with their places.

use jiff::civil::DateTime;

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Content {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number that the file keeps as one.
    Number(f64),
    /// A day, or a moment, that the file keeps as one.
    Moment(DateTime),
    /// True or false.
    Truth(bool),
    /// A fault of the spreadsheet: `#DIV/0!`; or a text that is too long, with its length.
    Fault(String),
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What stands in it.
    pub content: Content,
    /// Whether a formula computes it; what stands in it is what was computed last.
    pub formula: bool,
}

/// One row, with the number that a person finds it by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The line of a CSV file, the row of a sheet; from 1.
    pub place: u64,
    /// Its cells, from the first column on.
    pub cells: Vec<Cell>,
}

impl Cell {
    /// A cell of text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let content = if text.trim().is_empty() { Content::Empty } else { Content::Text(text) };
        Self { content, formula: false }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.content == Content::Empty
    }

    /// What stands in it as a person reads it, without white space around it.
    pub fn shown(&self) -> String {
        match &self.content {
            Content::Empty => String::new(),
            Content::Text(text) => text.trim().to_owned(),
            Content::Number(number) => attesta_record::number_text(*number),
            Content::Moment(moment) if moment.time() == jiff::civil::Time::MIN => moment.date().to_string(),
            Content::Moment(moment) => moment.to_string(),
            Content::Truth(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Content::Fault(fault) => fault.clone(),
        }
    }
}

impl Row {
    /// The cell of a column; an empty one beyond the last.
    pub fn cell(&self, at: usize) -> &Cell {
        static EMPTY: Cell = Cell { content: Content::Empty, formula: false };
        self.cells.get(at).unwrap_or(&EMPTY)
    }

    /// How many cells there are up to the last that holds something.
    pub fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
    }

    /// Whether nobody wrote anything in it: empty, or only what formulas compute.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_empty() || cell.formula)
    }
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn column_letters(at: usize) -> String {
    let mut letters = Vec::new();
    let mut left = at + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn white_space_is_nothing() {
        assert!(Cell::text(" \t\u{a0}").is_empty());
        assert_eq!(Cell::text(" In Progress\t").shown(), "In Progress");
    }
}
