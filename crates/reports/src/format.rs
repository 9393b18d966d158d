//! The formats that a report can be taken away in.

use std::io;

use crate::{csv::report_csv, report::Report, xlsx::xlsx};

/// The most rows that are laid out on pages. Nobody reads more of them, and laying them out takes minutes.
const MOST_ROWS: usize = 5_000;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Pages to print, to sign, to hand over: tagged PDF.
    Pdf,
    /// A workbook with a sheet for each table.
    Xlsx,
    /// The main table alone.
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Xlsx, Self::Csv];

    /// What follows the dot of the file's name, and stands in addresses.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The format of an extension.
    pub fn of(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Writes a report. A report that is too long for pages is refused as [`io::ErrorKind::InvalidInput`], and pages
    /// where this program makes none as [`io::ErrorKind::Unsupported`].
    pub fn write(self, report: &Report, mut out: impl io::Write + Send) -> io::Result<()> {
        match self {
            Self::Pdf if report.tables().any(|table| table.rows.len() > MOST_ROWS) => {
                let text = format!(
                    "More than {MOST_ROWS} rows are too many for pages. Take XLSX or CSV, or one scope."
                );
                Err(io::Error::new(io::ErrorKind::InvalidInput, text))
            }
            Self::Pdf => out.write_all(&pdf(report)?),
            Self::Xlsx => xlsx(report, out),
            Self::Csv => report_csv(report, out),
        }
    }
}

#[cfg(feature = "pdf")]
fn pdf(report: &Report) -> io::Result<Vec<u8>> {
    crate::pdf::pdf(report).map_err(io::Error::other)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Report) -> io::Result<Vec<u8>> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "This program was built without PDF. Take XLSX or CSV."))
}
