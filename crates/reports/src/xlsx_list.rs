//! Records of one kind as a workbook, row by row: what is written waits in a file and not in memory.

use std::{collections::BTreeMap, io};

use attesta_record::{Field, Item, Kind, Ref, Schema, Value, cell_with};
use jiff::civil::Date;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::{
    csv::named,
    report::{Cell, Column},
    xlsx::{MOST_ROWS, SheetNames, finish, properties, why, write_cell, write_head},
    xlsx_style::Styles,
};

/// A workbook of records that is written row by row, so that memory stays bounded. More records than a sheet can hold
/// go on on the next.
pub struct XlsxTable {
    schema: &'static Schema,
    workbook: Workbook,
    styles: Styles,
    names: SheetNames,
    columns: Vec<Column>,
    /// How many rows a sheet holds, its heading too.
    most: u32,
    /// The row of the open sheet that comes next.
    next: u32,
}

impl XlsxTable {
    /// Begins the workbook of a day with the heading: the number, then the label of each field.
    pub fn new(schema: &'static Schema, day: Date) -> io::Result<Self> {
        Self::with_sheets_of(schema, day, MOST_ROWS)
    }

    fn with_sheets_of(schema: &'static Schema, day: Date, most: u32) -> io::Result<Self> {
        let number = Column { label: "Number".to_owned(), width: 8 };
        let columns = std::iter::once(number).chain(schema.fields.iter().map(column)).collect();
        let (styles, names) = (Styles::new(), SheetNames::default());
        let mut table = Self { schema, workbook: Workbook::new(), styles, names, columns, most, next: 0 };
        table.workbook.set_properties(&properties(schema.plural, "", day));
        table.turn_over().map_err(why)?;
        Ok(table)
    }

    /// Writes a record. References are written as number and title, as in CSV; days and numbers are real ones.
    pub fn row(&mut self, item: &Item, titles: &BTreeMap<Ref, String>) -> io::Result<()> {
        if self.next == self.most {
            self.close().and_then(|()| self.turn_over()).map_err(why)?;
        }
        let cells =
            self.schema.fields.iter().zip(&item.values).map(|(field, value)| cell(field, value, titles));
        let cells: Vec<Cell> = std::iter::once(Cell::from(item.number())).chain(cells).collect();
        let row = self.next;
        self.next += 1;
        let sheet = last_sheet(&mut self.workbook).map_err(why)?;
        let mut cells = (0_u16..).zip(&cells);
        cells.try_for_each(|(at, cell)| write_cell(sheet, (row, at), cell, &self.styles)).map_err(why)
    }

    /// Writes the workbook.
    pub fn finish(mut self, out: impl io::Write + Send) -> io::Result<()> {
        self.close().map_err(why)?;
        self.workbook.save_to_writer(out).map_err(why)
    }

    fn turn_over(&mut self) -> Result<(), XlsxError> {
        let name = self.names.take(self.schema.plural);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_landscape();
        write_head(sheet, &self.columns, &self.styles)?;
        self.next = 1;
        Ok(())
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        let (rows, columns) = (self.next.saturating_sub(1), self.columns.len());
        finish(last_sheet(&mut self.workbook)?, rows, columns)
    }
}

fn last_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    let last = workbook.worksheets().len().saturating_sub(1);
    workbook.worksheet_from_index(last)
}

fn column(field: &Field) -> Column {
    let width = match field.kind {
        Kind::Text if field.long => 50,
        Kind::Rows(_) => 50,
        Kind::Text | Kind::Reference(_) | Kind::Refs(_) | Kind::Choices(_) => 26,
        _ => 12,
    };
    Column { label: field.label.to_owned(), width }
}

fn cell(field: &Field, value: &Value, titles: &BTreeMap<Ref, String>) -> Cell {
    match value {
        Value::Number(number) => Cell::Number(*number),
        Value::Level(level) => Cell::Number(f64::from(*level)),
        Value::Date(day) => Cell::Day(*day),
        value => Cell::from(cell_with(field, value, &|one| named(one, titles))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use attesta_isms::{ids::DocumentId, risk::Risk};
    use attesta_record::{Record as _, TypedId as _};
    use calamine::{Data, Reader as _, Xlsx};
    use jiff::Timestamp;

    use super::*;

    fn item(id: i64) -> Item {
        let schema = Risk::SCHEMA;
        let mut values = vec![Value::None; schema.fields.len()];
        let mut set = |name: &str, value: Value| {
            let at = schema.position(name).unwrap();
            values[at] = value;
        };
        set("title", Value::text("=HYPERLINK(\"https://example.org\")"));
        set("level", Value::Level(3));
        set("identified_on", Value::Date(jiff::civil::date(2026, 3, 2)));
        set("scope", Value::Ref(Ref { kind: DocumentId::KEY, prefix: DocumentId::PREFIX, id: 7 }));
        let at = Timestamp::UNIX_EPOCH;
        Item { schema, id, revision: 1, retired: false, created_at: at, changed_at: at, values }
    }

    fn written(rows: i64, most: u32) -> Xlsx<Cursor<Vec<u8>>> {
        let day = jiff::civil::date(2026, 3, 2);
        let mut table = XlsxTable::with_sheets_of(Risk::SCHEMA, day, most).unwrap();
        let name = Ref { kind: DocumentId::KEY, prefix: DocumentId::PREFIX, id: 7 };
        let titles = BTreeMap::from([(name, "-2+3".to_owned())]);
        (1..=rows).for_each(|id| table.row(&item(id), &titles).unwrap());
        let mut bytes = Vec::new();
        table.finish(&mut bytes).unwrap();
        Xlsx::new(Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn values_keep_their_kinds() {
        let mut book = written(1, MOST_ROWS);
        let sheet = book.worksheet_range("Risks").unwrap();
        let cell = |name: &str| {
            let at = Risk::SCHEMA.position(name).unwrap() + 1;
            sheet.get_value((1, u32::try_from(at).unwrap())).cloned().unwrap_or(Data::Empty)
        };
        assert_eq!(cell("title"), Data::String("=HYPERLINK(\"https://example.org\")".to_owned()));
        assert_eq!(cell("level"), Data::Float(3.0));
        assert_eq!(cell("scope"), Data::String("D-7 -2+3".to_owned()));
        assert_eq!(cell("residual_level"), Data::Empty, "not assessed is empty, never 0");
        assert!(matches!(cell("identified_on"), Data::DateTime(day) if day.as_f64().to_string() == "46083"));
        assert!(book.worksheet_formula("Risks").unwrap().is_empty());
    }

    #[test]
    fn what_one_sheet_cannot_hold_goes_on_on_the_next() {
        let mut book = written(5, 3);
        assert_eq!(book.sheet_names(), ["Risks", "Risks 2", "Risks 3"]);
        let mut numbers = Vec::new();
        for name in book.sheet_names() {
            let sheet = book.worksheet_range(&name).unwrap();
            assert_eq!(sheet.get_value((0, 0)), Some(&Data::String("Number".to_owned())));
            numbers.extend(sheet.rows().skip(1).map(|row| row[0].to_string()));
        }
        assert_eq!(numbers, ["R-1", "R-2", "R-3", "R-4", "R-5"]);
    }

    #[test]
    fn nothing_is_a_workbook_too() {
        let mut book = written(0, MOST_ROWS);
        assert_eq!(book.worksheet_range("Risks").unwrap().height(), 1);
    }
}
