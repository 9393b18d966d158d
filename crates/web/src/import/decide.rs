//! What somebody decided in the form: a mapping, and cells typed anew.

use attesta_gate::Importing;
use attesta_interop::table::{Corrections, Dates, Mapping, Numbers, TableMapping};
use attesta_record::form::Typed;

use crate::extract::one;

/// The tables by file and sheet, in the order in which they were sent; controls carry their place.
pub(super) type Names = [(String, String)];

/// The place of a table in the form.
pub(super) fn place(names: &Names, file: &str, sheet: &str) -> usize {
    names.iter().position(|(one, other)| one == file && other == sheet).unwrap_or(0)
}

/// The mapping that the form says.
pub(super) fn mapping(names: &Names, typed: &Typed) -> Mapping {
    let table = names.iter().enumerate().map(|(at, (file, sheet))| {
        let prefix = format!("column.{at}.");
        let columns = typed.iter().filter_map(|(name, texts)| {
            let heading = name.strip_prefix(&prefix)?;
            let to = texts.first().filter(|to| !to.is_empty())?;
            Some((heading.to_owned(), to.clone()))
        });
        TableMapping {
            file: Some(file.clone()),
            sheet: Some(sheet.clone()),
            register: Some(one(typed, &format!("kind.{at}")).to_owned()).filter(|key| !key.is_empty()),
            dates: match one(typed, &format!("dates.{at}")) {
                "dmy" => Some(Dates::Dmy),
                "mdy" => Some(Dates::Mdy),
                _ => None,
            },
            numbers: match one(typed, &format!("numbers.{at}")) {
                "comma" => Some(Numbers::Comma),
                "point" => Some(Numbers::Point),
                _ => None,
            },
            columns: columns.collect(),
            ..TableMapping::default()
        }
    });
    Mapping { table: table.collect() }
}

/// The cells that somebody typed anew.
pub(super) fn corrections(
    names: &Names,
    importing: &Importing,
    typed: &Typed,
) -> Vec<((String, String), Corrections)> {
    let mut all = Vec::new();
    for understood in importing.understood() {
        let (file, sheet) = (&understood.table.file, &understood.table.sheet);
        let prefix = format!("cell.{}.", place(names, file, sheet));
        let mut found = Corrections::new();
        for (name, texts) in typed {
            let Some((row, heading)) = name.strip_prefix(&prefix).and_then(|rest| rest.split_once('.'))
            else {
                continue;
            };
            let column = understood.columns.iter().find(|column| column.heading == heading);
            if let (Ok(row), Some(column), Some(text)) = (row.parse(), column, texts.first()) {
                found.insert((row, column.at), text.clone());
            }
        }
        if !found.is_empty() {
            all.push(((file.clone(), sheet.clone()), found));
        }
    }
    all
}
