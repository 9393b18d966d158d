//! A file as tables, whatever it is.

use std::fmt;

use super::{Limits, Row, csv, xlsx};

/// A table of a file: one sheet, or all of a CSV file.
#[derive(Debug, Clone)]
pub struct Table {
    /// The name of the file, as the person knows it.
    pub file: String,
    /// The name of the sheet; empty where the file has none.
    pub sheet: String,
    /// What was found out about the file: its encoding, its delimiter.
    pub read_as: String,
    rows: Rows,
}

#[derive(Debug, Clone)]
enum Rows {
    Csv(csv::Csv),
    Sheet(Vec<Row>),
}

/// Why a file, or a table, is not taken at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// Where: `row 7`, `B1 and C1`; empty where it is the whole file.
    pub place: String,
    /// What is wrong and how to mend it.
    pub why: String,
}

impl FileFault {
    /// A fault of the whole file.
    pub fn whole(why: impl Into<String>) -> Self {
        Self { place: String::new(), why: why.into() }
    }

    /// A fault at a place.
    pub fn at(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place: place.into(), why: why.into() }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() { f.write_str(&self.why) } else { write!(f, "{}: {}", self.place, self.why) }
    }
}

impl Table {
    /// All tables of a file. The name decides nothing; what is in it does.
    pub fn read(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Vec<Self>, FileFault> {
        if bytes.len() > limits.bytes {
            return Err(FileFault::whole(format!(
                "The file is larger than {} MB. Split it, or leave out what is not to be imported.",
                limits.bytes / (1024 * 1024)
            )));
        }
        if bytes.starts_with(b"PK\x03\x04") {
            let sheets = xlsx::read(bytes, limits)?;
            let read_as = || "spreadsheet".to_owned();
            return Ok(sheets
                .into_iter()
                .map(|(sheet, rows)| Self {
                    file: name.to_owned(),
                    sheet,
                    read_as: read_as(),
                    rows: Rows::Sheet(rows),
                })
                .collect());
        }
        let csv = csv::Csv::read(&bytes, limits)?;
        let read_as = csv.read_as();
        Ok(vec![Self { file: name.to_owned(), sheet: String::new(), read_as, rows: Rows::Csv(csv) }])
    }

    /// Its rows in order, empty ones left out. A fault ends them.
    pub fn rows(&self) -> Box<dyn Iterator<Item = Result<Row, FileFault>> + Send + '_> {
        match &self.rows {
            Rows::Csv(csv) => Box::new(csv.rows()),
            Rows::Sheet(rows) => Box::new(rows.iter().cloned().map(Ok)),
        }
    }

    /// Whether every row must have as many cells as the heading: a spreadsheet keeps the columns apart by itself.
    pub fn is_delimited(&self) -> bool {
        matches!(self.rows, Rows::Csv(_))
    }

    /// How the table is called: the file, and the sheet where there are several.
    pub fn name(&self) -> String {
        if self.sheet.is_empty() {
            self.file.clone()
        } else {
            format!("{}, sheet “{}”", self.file, self.sheet)
        }
    }
}
