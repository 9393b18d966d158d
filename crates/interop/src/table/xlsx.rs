//! Spreadsheets (XLSX): unpacked under limits first, then read cell by cell.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use jiff::civil::DateTime;
use zip::ZipArchive;

use super::{Cell, FileFault, Limits, Row, cell::Content, column_letters};

/// A rectangle of merged cells: first row and column, last row and column, from 0.
type Merged = (usize, usize, usize, usize);

/// How many cells a merged rectangle may repeat its value in.
const MOST_REPEATED: usize = 10_000;

/// All sheets that are not hidden, with their rows; empty rows are left out.
pub(super) fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Vec<(String, Vec<Row>)>, FileFault> {
    check_parts(&bytes, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let sheets = book.sheets_metadata().iter();
    let shown = sheets.filter(|one| one.typ == SheetType::WorkSheet && one.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|one| one.name.clone()).collect();
    if names.len() > limits.sheets {
        return Err(FileFault::whole(format!("There are more than {} sheets.", limits.sheets)));
    }
    let mut budget = limits.unpacked;
    let mut sheets = Vec::new();
    for name in names {
        let mut rows = cells(&mut book, &name, limits, &mut budget).map_err(|fault| FileFault {
            place: format!("sheet “{name}” {}", fault.place).trim_end().to_owned(),
            ..fault
        })?;
        let merged = book.merge_cells_by_sheet_name(&name).map_err(|error| broken(&error.to_string()))?;
        let merged = merged.iter().map(|one| {
            let at = |(row, column): (u32, u32)| (row as usize, column as usize);
            let ((top, left), (bottom, right)) = (at(one.start), at(one.end));
            (top, left, bottom, right)
        });
        repeat_merged(&mut rows, merged);
        rows.retain(|row| row.width() > 0);
        sheets.push((name, rows));
    }
    Ok(sheets)
}

fn broken(why: &str) -> FileFault {
    FileFault::whole(format!("The file is not a whole spreadsheet ({why}). Save it again as XLSX or CSV."))
}

/// Unpacks every part and throws it away: sizes that a file declares are not believed.
fn check_parts(bytes: &[u8], limits: &Limits) -> Result<(), FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    if archive.len() > limits.parts {
        return Err(FileFault::whole(format!("The file has more than {} parts.", limits.parts)));
    }
    let mut total = 0;
    let mut buffer = vec![0; 64 * 1024];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| broken(&error.to_string()))?;
        let (packed, mut size) = (part.compressed_size().max(1), 0_u64);
        let place = format!("part {}", at + 1);
        loop {
            let read = part.read(&mut buffer).map_err(|error| broken(&error.to_string()))?;
            if read == 0 {
                break;
            }
            size += read as u64;
            total += read as u64;
            if total > limits.unpacked {
                let most = limits.unpacked / (1024 * 1024);
                return Err(FileFault::at(place, format!("Unpacked, the file is larger than {most} MB.")));
            }
            if size > Limits::RATIO_FROM && size / packed > limits.ratio {
                let why = format!(
                    "It grows more than {} times when it is unpacked. Nobody keeps a register like that.",
                    limits.ratio
                );
                return Err(FileFault::at(place, why));
            }
            if buffer[..read].windows(9).any(|bytes| bytes == b"<!DOCTYPE") {
                return Err(FileFault::at(place, "It declares a document type, which no spreadsheet does."));
            }
        }
    }
    Ok(())
}

/// The cells of a sheet in rows. `budget` counts down the bytes of all text in memory.
fn cells(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    limits: &Limits,
    budget: &mut u64,
) -> Result<Vec<Row>, FileFault> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| broken(&error.to_string()))?;
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let record = reader.next_cell_with_formula_metadata().map_err(|error| broken(&error.to_string()))?;
        let Some(record) = record else { return Ok(rows) };
        let (row, column) = (u64::from(record.pos.0) + 1, record.pos.1 as usize);
        let content = content(&record.value, limits);
        if content == Content::Empty {
            continue;
        }
        let place = || format!("{}{row}", column_letters(column));
        if column >= limits.columns {
            return Err(FileFault::at(place(), format!("At most {} columns are taken.", limits.columns)));
        }
        let size =
            if let Content::Text(text) = &content { text.len() as u64 } else { 0 } + 32 + column as u64 * 8;
        *budget = budget.checked_sub(size).ok_or_else(|| {
            FileFault::at(place(), "The cells hold more text than is taken at once. Split the file.")
        })?;
        // Rows come in order; one that does not is a fault of the file, not a reason to sort.
        match rows.last() {
            Some(last) if last.place > row => {
                return Err(FileFault::at(place(), "The rows are out of order."));
            }
            Some(last) if last.place == row => {}
            _ => rows.push(Row { place: row, cells: Vec::new() }),
        }
        if rows.len() > limits.rows {
            return Err(FileFault::at(
                place(),
                format!("There are more than {} rows. Split the file.", limits.rows),
            ));
        }
        let Some(last) = rows.last_mut() else { continue };
        if last.cells.len() <= column {
            last.cells.resize(column + 1, Cell::default());
        }
        last.cells[column] = Cell { content, formula: record.formula.is_some() };
    }
}

fn content(value: &DataRef<'_>, limits: &Limits) -> Content {
    let text = |text: &str| {
        if text.len() > limits.cell {
            return Content::Fault(format!(
                "(a text of {} bytes; at most {} are taken)",
                text.len(),
                limits.cell
            ));
        }
        Cell::text(text).content
    };
    match value {
        DataRef::Empty => Content::Empty,
        DataRef::String(one) | DataRef::DurationIso(one) => text(one),
        DataRef::SharedString(one) => text(one),
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet keeps every number as a float")]
        DataRef::Int(number) => Content::Number(*number as f64),
        DataRef::Float(number) => Content::Number(*number),
        DataRef::Bool(yes) => Content::Truth(*yes),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
            let small = |number: u8| i8::try_from(number).unwrap_or(i8::MAX);
            let nano = i32::from(milli) * 1_000_000;
            let year = i16::try_from(year).unwrap_or(i16::MAX);
            let whole = DateTime::new(
                year,
                small(month),
                small(day),
                small(hour),
                small(minute),
                small(second),
                nano,
            );
            whole.map_or_else(|_| Content::Number(moment.as_f64()), Content::Moment)
        }
        DataRef::DateTime(duration) => Content::Number(duration.as_f64()),
        DataRef::DateTimeIso(one) => one.parse().map_or_else(|_| text(one), Content::Moment),
        DataRef::Error(error) => Content::Fault(error.to_string()),
    }
}

/// A value that stands in cells merged downwards is meant for each of their rows. Across columns it is a heading, and
/// stays where it is.
fn repeat_merged(rows: &mut [Row], merged: impl Iterator<Item = Merged>) {
    for (top, left, bottom, right) in merged {
        let row_at = |place: usize| rows.binary_search_by_key(&(place as u64 + 1), |row| row.place);
        let height = bottom.saturating_sub(top);
        if right != left || height == 0 || height > MOST_REPEATED {
            continue;
        }
        let Ok(first) = row_at(top) else { continue };
        let cell = rows[first].cell(left).clone();
        if cell.is_empty() {
            continue;
        }
        for row in rows.iter_mut().skip(first + 1).take_while(|row| row.place <= bottom as u64 + 1) {
            if row.cells.len() <= left {
                row.cells.resize(left + 1, Cell::default());
            }
            row.cells[left] = cell.clone();
        }
    }
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
mod tests;
