//! A report as a plain tree: what it is called, what stands on its front page, sections of text, facts and tables. It
//! knows nothing of pages, sheets or files; each format is a function of it.

use jiff::civil::Date;

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its title: “Statement of Applicability”.
    pub title: String,
    /// Whose it is.
    pub organisation: String,
    /// Who may see it; stands on every page.
    pub classification: Option<String>,
    /// Its day: that of the records, or of the approval.
    pub day: Date,
    /// What tells this one from others of its title, for the name of the file: a version, a day.
    pub edition: String,
    /// The front page: scope, version, approval, from which records it was made.
    pub facts: Vec<Fact>,
    /// What follows.
    pub sections: Vec<Section>,
}

/// A label and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// What it says.
    pub cell: Cell,
}

/// A part of a report with a heading of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands below it.
    pub parts: Vec<Part>,
}

/// What a section is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A text; its lines are kept.
    Text(String),
    /// A table.
    Table(Table),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it holds, in a few words: the name of its sheet.
    pub name: String,
    /// Whether it is what the report is about, and so what a file with only one table holds.
    pub main: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// How much room it wants, in letters.
    pub width: u16,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing was given: *not assessed*, *not decided*.
    Nothing,
    /// A text; its lines are kept.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// A level of risk.
    Level {
        /// Its wording.
        name: String,
        /// Its shade, from 1 (best) to 7 (worst).
        shade: u8,
    },
}

/// How wide the tables of a page can be, in letters, before the page is turned.
const UPRIGHT: u16 = 105;

impl Report {
    /// The table that the report is about.
    pub fn main_table(&self) -> Option<&Table> {
        self.tables().find(|table| table.main)
    }

    /// All tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.parts).filter_map(|part| match part {
            Part::Table(table) => Some(table),
            Part::Text(_) => None,
        })
    }

    /// A name for its file without what follows the dot: small letters, digits, and what is harmless between them.
    pub fn file_stem(&self) -> String {
        let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
        let name: String =
            format!("{} {}", self.title, self.edition).to_lowercase().chars().map(safe).collect();
        let words: Vec<&str> = name.split('-').map(|word| word.trim_matches('.')).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join("-").chars().take(80).collect()
    }
}

impl Section {
    /// Whether a table in it wants a page that is turned.
    pub fn is_wide(&self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Table(table) => table.columns.iter().map(|column| column.width).sum::<u16>() > UPRIGHT,
            Part::Text(_) => false,
        })
    }
}

impl Table {
    /// A table without rows yet, by the labels and widths of its columns.
    pub fn new(name: &str, columns: &[(&str, u16)]) -> Self {
        let column = |(label, width): &(&str, u16)| Column { label: (*label).to_owned(), width: *width };
        Self {
            name: name.to_owned(),
            main: false,
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }
}

impl Fact {
    /// A fact of a label and a cell.
    pub fn new(label: &str, cell: impl Into<Cell>) -> Self {
        Self { label: label.to_owned(), cell: cell.into() }
    }
}

impl Cell {
    /// The cell as plain text; nothing is empty.
    pub fn text(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => attesta_record::number_text(*number),
            Self::Day(day) => day.to_string(),
            Self::Level { name, .. } => name.clone(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text) }
    }
}

impl From<Option<&attesta_record::Text>> for Cell {
    fn from(text: Option<&attesta_record::Text>) -> Self {
        text.map_or(Self::Nothing, |text| Self::from(text.as_str()))
    }
}

impl From<Option<Date>> for Cell {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<usize> for Cell {
    #[expect(clippy::cast_precision_loss, reason = "what is counted here stays far below 2^53")]
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_harmless() {
        let report = |edition: &str| Report {
            title: "Statement of Applicability".to_owned(),
            organisation: String::new(),
            classification: None,
            day: jiff::civil::date(2026, 3, 2),
            edition: edition.to_owned(),
            facts: Vec::new(),
            sections: Vec::new(),
        };
        assert_eq!(report("1.0").file_stem(), "statement-of-applicability-1.0");
        for (edition, end) in [
            ("../../etc/passwd", "-etc-passwd"),
            ("a\"b\r\nc;é", "-a-b-c"),
            ("...", "applicability"),
            ("Ü", "applicability"),
        ] {
            let stem = report(edition).file_stem();
            assert!(stem.ends_with(end), "{edition:?} {stem}");
            assert!(
                stem.chars().all(|one| one.is_ascii_alphanumeric() || one == '-' || one == '.'),
                "{stem}"
            );
        }
        assert!(report(&"x".repeat(500)).file_stem().len() <= 80);
    }
}
