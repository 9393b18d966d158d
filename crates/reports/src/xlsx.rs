//! A report as a workbook: a front sheet with its facts, then a sheet for each table. Text of a person is written as
//! text, whatever it looks like: never as a formula, never as a link.

use std::io;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::{
    csv::is_like_a_formula,
    report::{Cell, Column, Part, Report, Table},
    xlsx_style::Styles,
};

/// The most UTF-16 units of a cell.
const LONGEST_TEXT: usize = 32_767;

/// The most rows of a sheet.
pub(crate) const MOST_ROWS: u32 = 1_048_576;

/// The narrowest and the widest column that is sensible, in letters.
const WIDTHS: (u16, u16) = (8, 60);

/// Writes the report as a workbook.
pub(crate) fn xlsx(report: &Report, out: impl io::Write + Send) -> io::Result<()> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&report.title, &report.organisation, report.day));
    let styles = Styles::new();
    let mut names = SheetNames::default();
    let front = workbook.add_worksheet();
    front.set_name(names.take("About")).map_err(why)?;
    write_front(front, report, &styles).map_err(why)?;
    for table in report.tables() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.take(&table.name)).map_err(why)?;
        write_table(sheet, table, &styles).map_err(why)?;
    }
    workbook.save_to_writer(out).map_err(why)
}

/// What a workbook says of itself. Its day is not the moment of writing: the same records give the same file.
pub(crate) fn properties(title: &str, author: &str, day: Date) -> DocProperties {
    let properties = DocProperties::new().set_title(title).set_author(author);
    match excel_day(day) {
        Some(day) => properties.set_creation_datetime(&day),
        None => properties,
    }
}

/// The title, the facts, and what the sections say in text.
fn write_front(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 24)?.set_column_width(1, 80)?;
    write_text(sheet, (0, 0), &report.title, &styles.title)?;
    write_text(sheet, (1, 0), &report.organisation, &styles.label)?;
    let classification =
        report.classification.iter().map(|text| ("Classification", Cell::from(text.as_str())));
    let facts = report.facts.iter().map(|fact| (fact.label.as_str(), fact.cell.clone()));
    let texts = report.sections.iter().flat_map(|section| {
        section.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some((section.heading.as_str(), Cell::from(text.as_str()))),
            Part::Table(_) => None,
        })
    });
    for (row, (label, cell)) in (3_u32..).zip(classification.chain(facts).chain(texts)) {
        write_text(sheet, (row, 0), label, &styles.label)?;
        write_cell(sheet, (row, 1), &cell, styles)?;
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, table: &Table, styles: &Styles) -> Result<(), XlsxError> {
    write_head(sheet, &table.columns, styles)?;
    let wide = table.columns.iter().map(|column| column.width).sum::<u16>() > 60;
    if wide {
        sheet.set_landscape();
    }
    for (row, cells) in (1..MOST_ROWS).zip(&table.rows) {
        for (at, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, (row, at), cell, styles)?;
        }
    }
    let rows = u32::try_from(table.rows.len()).unwrap_or(MOST_ROWS);
    finish(sheet, rows.min(MOST_ROWS - 1), table.columns.len())
}

/// The heading row, in sight while one reads on, and the widths of the columns.
pub(crate) fn write_head(
    sheet: &mut Worksheet,
    columns: &[Column],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(columns) {
        sheet.set_column_width(at, column.width.saturating_add(4).clamp(WIDTHS.0, WIDTHS.1))?;
        write_text(sheet, (0, at), &column.label, &styles.head)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// What can be said of a table only when its last row is known.
pub(crate) fn finish(sheet: &mut Worksheet, rows: u32, columns: usize) -> Result<(), XlsxError> {
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, rows, last).map(|_| ())
}

/// Writes a cell. What is a number or a day is one for the spreadsheet too.
pub(crate) fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let day = if let Cell::Day(day) = cell { excel_day(*day) } else { None };
    match (cell, day) {
        (Cell::Nothing, _) => Ok(()),
        (Cell::Number(number), _) => {
            sheet.write_number_with_format(row, at, *number, &styles.text).map(|_| ())
        }
        (_, Some(day)) => sheet.write_datetime_with_format(row, at, day, &styles.day).map(|_| ()),
        (Cell::Level { name, shade }, _) => write_text(sheet, (row, at), name, styles.level(*shade)),
        (Cell::Text(text), _) => {
            // So marked, it stays a text even when somebody edits the cell.
            let format = if is_like_a_formula(text) { &styles.marked } else { &styles.text };
            write_text(sheet, (row, at), text, format)
        }
        (Cell::Day(day), None) => write_text(sheet, (row, at), &day.to_string(), &styles.text),
    }
}

/// Writes a text as a text, as much of it as a cell holds.
fn write_text(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, at, cut(text), format).map(|_| ())
}

/// A day as spreadsheets count days; `None` before 1900, which they do not know.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// As much of a text as a cell can hold, with a sign that it goes on.
fn cut(text: &str) -> String {
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let mut left = LONGEST_TEXT - 1;
    let fits = text.chars().take_while(|one| {
        let rest = left.checked_sub(one.len_utf16());
        left = rest.unwrap_or(0);
        rest.is_some()
    });
    fits.chain(['…']).collect()
}

/// What the file said that could not be written to.
pub(crate) fn why(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// Names of sheets: at most 31 letters, without what spreadsheets do not take, each once.
#[derive(Debug, Default)]
pub(crate) struct SheetNames(Vec<String>);

impl SheetNames {
    pub(crate) fn take(&mut self, wanted: &str) -> String {
        let fits = |one: &char| !one.is_control() && !"[]:*?/\\".contains(*one) && u32::from(*one) <= 0xffff;
        let clean: String = wanted.chars().filter(fits).collect();
        let clean = clean.trim_matches(['\'', ' ']);
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "Table" } else { clean };
        let names = (1_u32..).map(|number| {
            let end = if number == 1 { String::new() } else { format!(" {number}") };
            let start: String = clean.chars().take(31 - end.len()).collect();
            format!("{}{end}", start.trim_end_matches(['\'', ' ']))
        });
        let taken = |name: &String| self.0.iter().any(|other| other.to_lowercase() == name.to_lowercase());
        let name = names.take(usize::from(u16::MAX)).find(|name| !taken(name)).unwrap_or_default();
        self.0.push(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_taken_by_spreadsheets() {
        let mut names = SheetNames::default();
        let taken: Vec<String> = ["a/b:c*[d]?\\", "'quoted'", "", "HISTORY", "Risks", "RISKS"]
            .into_iter()
            .map(|name| names.take(name))
            .collect();
        assert_eq!(taken, ["abcd", "quoted", "Table", "Table 2", "Risks", "RISKS 2"]);
        let (long, again) = (names.take(&"x".repeat(50)), names.take(&"x".repeat(50)));
        assert_eq!((long.len(), again.len()), (31, 31));
        assert_ne!(long, again);
    }

    #[test]
    fn a_cell_holds_so_much_and_says_when_there_is_more() {
        let fits = "x".repeat(LONGEST_TEXT);
        assert_eq!(cut(&fits), fits);
        for text in [format!("{fits}x"), "𝒳".repeat(LONGEST_TEXT), "漢".repeat(40_000)] {
            let cut = cut(&text);
            assert!(cut.encode_utf16().count() <= LONGEST_TEXT && cut.ends_with('…'));
            assert!(text.starts_with(cut.trim_end_matches('…')) && cut.len() > 30_000);
        }
    }
}
