//! Records of one kind as a workbook, row by row: what is written waits in a file and not in memory.

use std::{collections::BTreeMap, io};

use attesta_record::{Field, Item, Kind, Ref, Schema, Value, cell_with};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::{
    csv::named,
    report::{Cell, Column},
    xlsx::{MOST_ROWS, SheetNames, finish, why, write_cell, write_head},
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
    /// Begins the workbook with the heading: the number, then the label of each field.
    pub fn new(schema: &'static Schema) -> io::Result<Self> {
        Self::with_sheets_of(schema, MOST_ROWS)
    }

    fn with_sheets_of(schema: &'static Schema, most: u32) -> io::Result<Self> {
        let number = Column { label: "Number".to_owned(), width: 8 };
        let columns = std::iter::once(number).chain(schema.fields.iter().map(column)).collect();
        let (styles, names) = (Styles::new(), SheetNames::default());
        let mut table = Self { schema, workbook: Workbook::new(), styles, names, columns, most, next: 0 };
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
