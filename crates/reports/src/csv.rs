//! Records of one kind as CSV (RFC 4180, UTF-8): a heading row, then a row for each record.
//!
//! Text of a person is never a formula: a cell that a spreadsheet would compute gets an apostrophe in front. The
//! apostrophe can be taken off again without doubt, because a text that looks as if it had one already gets another.

use std::{collections::BTreeMap, io};

use attesta_record::{Item, Ref, Schema, Value, cell_with};

use crate::report::{Cell, Report};

/// The first letters by which a spreadsheet takes a cell for a formula, and their full-width forms.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// A table of records that is written row by row, so that memory stays bounded.
pub struct CsvTable<W: io::Write> {
    schema: &'static Schema,
    rows: ::csv::Writer<W>,
}

impl<W: io::Write> CsvTable<W> {
    /// Begins the table with its heading: the number, then the label of each field.
    pub fn new(schema: &'static Schema, out: W) -> io::Result<Self> {
        let mut rows = writer(out);
        let labels = schema.fields.iter().map(|field| field.label);
        rows.write_record(std::iter::once("Number").chain(labels)).map_err(why)?;
        Ok(Self { schema, rows })
    }

    /// Goes on with a table whose heading, and perhaps some rows, are written elsewhere already.
    pub fn going_on(schema: &'static Schema, out: W) -> Self {
        Self { schema, rows: writer(out) }
    }

    /// Writes a record of the table's kind. References are written as number and title: `PE-3 Anna Weber`; without a
    /// title, as the number alone.
    pub fn row(&mut self, item: &Item, titles: &BTreeMap<Ref, String>) -> io::Result<()> {
        let name = |one: &Ref| named(one, titles);
        self.rows.write_field(item.number()).map_err(why)?;
        for (field, value) in self.schema.fields.iter().zip(&item.values) {
            let text = cell_with(field, value, &name);
            // A number is meant to be computed with; a negative one is no formula.
            let text = if matches!(value, Value::Number(_) | Value::Level(_)) { text } else { plain(text) };
            self.rows.write_field(text).map_err(why)?;
        }
        self.rows.write_record(None::<&[u8]>).map_err(why)
    }

    /// Writes what waits, and gives back where it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.rows.into_inner().map_err(::csv::IntoInnerError::into_error)
    }
}

/// Writes the main table of a report, under its labels.
pub fn report_csv(report: &Report, out: impl io::Write) -> io::Result<()> {
    let mut rows = writer(out);
    let Some(table) = report.main_table() else { return Ok(()) };
    rows.write_record(table.columns.iter().map(|column| column.label.as_str())).map_err(why)?;
    for row in &table.rows {
        let text = |cell: &Cell| match cell {
            Cell::Number(_) | Cell::Day(_) => cell.text(),
            cell => plain(cell.text()),
        };
        rows.write_record(row.iter().map(text)).map_err(why)?;
    }
    rows.flush()
}

fn writer<W: io::Write>(out: W) -> ::csv::Writer<W> {
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out)
}

/// A reference by number and title; without a title, by its number alone.
pub(crate) fn named(one: &Ref, titles: &BTreeMap<Ref, String>) -> String {
    match titles.get(one) {
        Some(title) => format!("{} {title}", one.number()),
        None => one.number(),
    }
}

/// What the file said that could not be written to.
fn why(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The references of a record, for which a table wants titles.
pub fn references(item: &Item) -> Vec<Ref> {
    let mut found = Vec::new();
    item.values.iter().for_each(|value| collect(value, &mut found));
    found
}

fn collect(value: &Value, found: &mut Vec<Ref>) {
    match value {
        Value::Ref(one) => found.push(*one),
        Value::Refs(refs) => found.extend(refs),
        Value::Rows(rows) => rows.iter().flatten().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// A text that no spreadsheet takes for a formula.
fn plain(text: String) -> String {
    if is_like_a_formula(&text) { format!("'{text}") } else { text }
}

/// Whether a spreadsheet would compute a text, or would once the apostrophes before it are taken off.
pub(crate) fn is_like_a_formula(text: &str) -> bool {
    text.trim_start_matches(['\'', ' ']).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use attesta_isms::{
        documents::{Document, DocumentKind},
        ids::{DocumentId, PersonId, RoleId},
        kit::Owner,
        risk::RiskLevel,
    };
    use attesta_record::{Entity, Field, Fields as _, Kind, Text, TypedId as _};
    use jiff::Timestamp;

    use super::*;

    fn document(title: &str) -> Entity<Document> {
        let data = Document {
            title: Text::from(title),
            identifier: None,
            kind: DocumentKind::TopicPolicy,
            owner: Some(Owner::Person(PersonId::new(3))),
            scope: None,
            classification: None,
            distribution: None,
            review_interval: Some(12),
            purpose: Some(Text::from("Says \"who\",\nand when")),
        };
        let (created_at, changed_at) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
        Entity { id: DocumentId::new(7), revision: 1, retired: false, created_at, changed_at, data }
    }

    fn written(item: &Item, titles: &BTreeMap<Ref, String>) -> String {
        let mut table = CsvTable::new(item.schema, Vec::new()).unwrap();
        table.row(item, titles).unwrap();
        String::from_utf8(table.finish().unwrap()).unwrap()
    }

    /// What somebody reads who takes the apostrophe off again.
    fn restored(cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if rest.trim_start_matches(['\'', ' ']).starts_with(FORMULA) => rest,
            _ => cell,
        }
    }

    #[test]
    fn a_record_is_a_row_under_its_labels() {
        let item = document("Access control").to_item();
        let anna = Ref { kind: PersonId::KEY, prefix: PersonId::PREFIX, id: 3 };
        assert_eq!(references(&item), [anna]);
        let titles = BTreeMap::from([(anna, "Anna Weber".to_owned())]);
        let expected = concat!(
            "Number,Title,Identifier,Kind,Owner,Scope,Classification,Distribution,Review interval,What it is for\r\n",
            "D-7,Access control,,Topic policy,PE-3 Anna Weber,,,,12,\"Says \"\"who\"\",\nand when\"\r\n",
        );
        assert_eq!(written(&item, &titles), expected);
        assert!(written(&item, &BTreeMap::new()).contains(",PE-3,"), "without a title, the number alone");
    }

    #[test]
    fn text_is_never_a_formula() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠1",
            " =1", "'=1", "''+1",
        ] {
            let csv = written(&document(text).to_item(), &BTreeMap::new());
            let mut rows = ::csv::Reader::from_reader(csv.as_bytes());
            let row = rows.records().next().unwrap().unwrap();
            assert_eq!(&row[1], format!("'{text}"), "{text:?}");
            assert_eq!(restored(&row[1]), text);
        }
        for text in ["1-2", "a=b", "'quoted'", "me@example.org", "– dash", ""] {
            assert_eq!(plain(text.to_owned()), text);
            assert_eq!(restored(text), text);
        }
    }

    #[test]
    fn names_of_others_are_no_formulas_either() {
        let item = document("a").to_item();
        let anna = Ref { kind: PersonId::KEY, prefix: PersonId::PREFIX, id: 3 };
        let csv = written(&item, &BTreeMap::from([(anna, "=cmd".to_owned())]));
        assert!(csv.contains(",PE-3 =cmd,"), "the number stands in front");
    }

    #[test]
    fn numbers_stay_numbers_and_nothing_stays_empty() {
        static FIELDS: &[Field] = &[
            Field::new("balance", "Balance", "", Kind::Number, false),
            Field::new("level", "Level", "", Kind::Level, false),
            Field::new("on", "On", "", Kind::Date, false),
            Field::new("note", "Note", "", Kind::Text, false),
        ];
        static SCHEMA: Schema = Schema {
            key: "made_up",
            prefix: "X",
            path: "made-up",
            label: "Made up",
            plural: "Made up",
            help: "",
            clause: "",
            version: 1,
            fields: FIELDS,
        };
        let item = Item {
            schema: &SCHEMA,
            id: 1,
            revision: 1,
            retired: false,
            created_at: Timestamp::UNIX_EPOCH,
            changed_at: Timestamp::UNIX_EPOCH,
            values: vec![
                Value::Number(-2.5),
                Value::Level(4),
                Value::Date(jiff::civil::date(-1, 2, 3)),
                Value::Erased,
            ],
        };
        let csv = written(&item, &BTreeMap::new());
        assert_eq!(csv, "Number,Balance,Level,On,Note\r\nX-1,-2.5,4,'-000001-02-03,[erased]\r\n");
        let empty = Item { values: vec![Value::None; 4], ..item };
        assert!(written(&empty, &BTreeMap::new()).ends_with("X-1,,,,\r\n"), "not assessed is empty, never 0");
    }

    #[test]
    fn references_in_rows_are_named_too() {
        let levels = Value::Rows(vec![
            RiskLevel {
                name: Text::from("High"),
                wording: None,
                acceptance: attesta_isms::risk::Acceptance::Role,
                role: Some(RoleId::new(2)),
                longest: None,
            }
            .to_values(),
        ]);
        let schema = attesta_isms::record_type("risk_method_version").unwrap().schema;
        let mut values = vec![Value::None; schema.fields.len()];
        values[schema.position("levels").unwrap()] = levels;
        let at = Timestamp::UNIX_EPOCH;
        let item =
            Item { schema, id: 1, revision: 1, retired: false, created_at: at, changed_at: at, values };
        let role = Ref { kind: RoleId::KEY, prefix: RoleId::PREFIX, id: 2 };
        assert_eq!(references(&item), [role]);
        let csv = written(&item, &BTreeMap::from([(role, "Top management".to_owned())]));
        assert!(csv.contains("Accepted by role: RO-2 Top management"), "{csv}");
    }
}
