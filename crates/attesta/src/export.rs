//! `attesta export`: all records of one kind, as they are or as they were.

use std::{io::Write as _, path::PathBuf, process::ExitCode};

use attesta_gate::{Gate, Member, Moment, View};
use attesta_interop::text::Manifest;
use attesta_isms::{RECORDS, kit::RecordType};
use attesta_record::{
    Item, Ref,
    filter::{Filter, Sort},
    form::typed,
    values_to_json,
};
use attesta_reports::{CsvTable, XlsxTable, csv::references};
use attesta_store::{Cursor, Tenant};
use clap::{Args, ValueEnum};
use jiff::{civil::Date, tz::TimeZone};
use serde_json::json;
use std::collections::BTreeMap;

use crate::{
    out::Sink,
    place::{Place, Which, gate},
    text,
    trouble::{Trouble, one_of},
};

/// How many records are read at a time, so that memory stays bounded.
const AT_ONCE: usize = 1_000;

/// Write all records of one kind to a file, or every record as text.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  attesta export risks -o risks.csv\n  \
                        attesta export risks --format xlsx -o risks.xlsx\n  \
                        attesta export risks --filter level.from=3 --filter owner=none\n  \
                        attesta export documents --format json --as-of 2026-01-31\n  \
                        attesta export document-versions --filter status=draft,approved\n  \
                        attesta export people --filter show=all    (retired ones too)\n  \
                        attesta export --text isms    (every record, to be kept in git and read back by import)")]
pub(crate) struct Export {
    /// What to export, by its plural in addresses: risks, documents, soa-entries …
    #[arg(required_unless_present = "text")]
    kind: Option<String>,
    /// Write every record as text into this folder: a folder for each kind, a YAML file for each record
    #[arg(long, value_name = "DIR", conflicts_with_all = ["kind", "format", "output", "filter"])]
    text: Option<PathBuf>,
    /// How to write it
    #[arg(long, default_value = "csv")]
    format: FileFormat,
    /// The file; standard output if left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// As it was at the end of this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Only records like this: status=draft, due.from=2026-01-01, owner=none, q=words, show=all
    #[arg(long, value_name = "FIELD=VALUE")]
    filter: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    which: Which,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// A table for spreadsheets and programs
    Csv,
    /// A workbook for spreadsheets
    Xlsx,
    /// A list of objects for programs
    Json,
}

/// A table in the making, in one of the formats.
enum Table {
    Csv(Box<CsvTable<Sink>>),
    Xlsx { table: Box<XlsxTable>, sink: Sink },
    Json { sink: Sink, any: bool },
}

/// Runs the command.
pub(crate) async fn run(export: Export, user: &str) -> Result<ExitCode, Trouble> {
    let Some(path) = &export.kind else { return run_text(export, user).await };
    let kind = kind(path)?;
    let filter = filter(kind, &export.filter)?;
    let gate = gate(export.place.open().await?);
    let tenant = export.which.choose(&gate).await?;
    let past = match export.as_of {
        Some(day) => Some(past(&gate, &gate.console(tenant.clone(), user).await?, day).await?),
        None => None,
    };
    let day = export.as_of.unwrap_or_else(|| gate.now().to_zoned(TimeZone::UTC).date());
    let sink = Sink::open(export.output.as_deref())?;
    let mut table = Table::begin(export.format, kind, day, sink)?;
    match past {
        Some(view) => write_past(&view, &filter, &mut table)?,
        None => write_present(&tenant, &filter, &mut table).await?,
    }
    table.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Every record as text.
async fn run_text(export: Export, user: &str) -> Result<ExitCode, Trouble> {
    let Some(folder) = &export.text else {
        return Err(Trouble::said("Name a kind, or a folder with --text."));
    };
    let gate = gate(export.place.open().await?);
    let tenant = export.which.choose(&gate).await?;
    let organisation = Some(tenant.info().slug.clone());
    let manifest = Manifest { organisation, as_of: export.as_of };
    match export.as_of {
        Some(day) => {
            let view = past(&gate, &gate.console(tenant.clone(), user).await?, day).await?;
            text::export(folder, &view.isms, &tenant, &manifest).await?;
        }
        None => text::export(folder, &tenant.snapshot().await?, &tenant, &manifest).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a day of the command line.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "Write a day as 2026-03-15.".to_owned())
}

/// A kind of record by its address.
pub(crate) fn kind(path: &str) -> Result<&'static RecordType, Trouble> {
    attesta_isms::record_type_at(path).ok_or_else(|| {
        let paths: Vec<&str> = RECORDS.iter().map(|kind| kind.schema.path).collect();
        Trouble::said(format!(
            "“{path}” is nothing that can be exported. Name one of these: {}.",
            one_of(&paths)
        ))
    })
}

/// The filter of the options; unlike in an address, a name that means nothing is a mistake.
fn filter(kind: &'static RecordType, texts: &[String]) -> Result<Filter, Trouble> {
    let mut pairs = Vec::new();
    for text in texts {
        let Some((name, values)) = text.split_once('=') else {
            return Err(Trouble::said(format!(
                "“{text}” is no filter. Write it as field=value, such as status=draft."
            )));
        };
        let name = name.trim();
        let field = name.strip_suffix(".from").or_else(|| name.strip_suffix(".to")).unwrap_or(name);
        if !matches!(name, "q" | "show") && kind.schema.field(field).is_none() {
            let names: Vec<&str> =
                kind.schema.fields.iter().map(|field| field.name).chain(["q", "show"]).collect();
            let known = one_of(&names);
            return Err(Trouble::said(format!(
                "“{name}” is nothing to filter by. Name one of these: {known}."
            )));
        }
        let values: Vec<&str> = if name == "q" { vec![values] } else { values.split(',').collect() };
        pairs.extend(values.into_iter().map(|value| (name.to_owned(), value.trim().to_owned())));
    }
    let (filter, complaints) = Filter::from_typed(kind.schema, &typed(pairs));
    match complaints.0.first() {
        Some(complaint) => Err(Trouble::said(complaint.message.clone())),
        None => Ok(filter),
    }
}

/// The organisation at the end of a day.
pub(crate) async fn past(gate: &Gate, member: &Member, day: Date) -> Result<View, Trouble> {
    let sequence = gate.end_of_day(member, day).await?;
    let view = gate.view(member, Moment::After(sequence)).await?;
    view.filter(|view| day <= view.today).ok_or_else(|| {
        Trouble::said(format!("{day} lies in the future. Name a day of the past, or leave --as-of out."))
    })
}

fn write_past(view: &View, filter: &Filter, table: &mut Table) -> Result<(), Trouble> {
    let find = |one: Ref| view.isms.item(one);
    let Some(items) = view.isms.table(filter.schema.key) else { return Ok(()) };
    for item in items.items().filter(|item| filter.matches(item)) {
        let titles = references(&item).into_iter();
        let titles = titles.filter_map(|one| Some((one, attesta_isms::title(&find(one)?, &find)))).collect();
        table.row(&item, &titles)?;
    }
    Ok(())
}

async fn write_present(tenant: &Tenant, filter: &Filter, table: &mut Table) -> Result<(), Trouble> {
    let sort = Sort { field: None, descending: false };
    let mut cursor = None;
    loop {
        let page = tenant.list(filter, sort, cursor.as_ref(), AT_ONCE).await?;
        cursor = page.items.last().map(|last| Cursor::after(last, sort));
        let refs: Vec<Ref> = page.items.iter().flat_map(references).collect();
        let titles = tenant.titles(&refs).await?;
        page.items.iter().try_for_each(|item| table.row(item, &titles))?;
        if !page.after {
            return Ok(());
        }
    }
}

impl Table {
    fn begin(
        format: FileFormat,
        kind: &'static RecordType,
        day: Date,
        mut sink: Sink,
    ) -> Result<Self, Trouble> {
        let failed = |error: std::io::Error| Trouble::printing(&error);
        match format {
            FileFormat::Csv => Ok(Self::Csv(Box::new(CsvTable::new(kind.schema, sink).map_err(failed)?))),
            FileFormat::Xlsx => {
                Ok(Self::Xlsx { table: Box::new(XlsxTable::new(kind.schema, day).map_err(failed)?), sink })
            }
            FileFormat::Json => {
                sink.write_all(b"[").map_err(failed)?;
                Ok(Self::Json { sink, any: false })
            }
        }
    }

    fn row(&mut self, item: &Item, titles: &BTreeMap<Ref, String>) -> Result<(), Trouble> {
        let written = match self {
            Self::Csv(table) => table.row(item, titles),
            Self::Xlsx { table, .. } => table.row(item, titles),
            Self::Json { sink, any } => {
                let comma = if std::mem::replace(any, true) { "," } else { "" };
                let object = json!({
                    "number": item.number(), "revision": item.revision, "retired": item.retired,
                    "created_at": item.created_at.to_string(), "changed_at": item.changed_at.to_string(),
                    "values": values_to_json(item.schema.fields, &item.values),
                });
                write!(sink, "{comma}\n{object}")
            }
        };
        written.map_err(|error| Trouble::printing(&error))
    }

    fn finish(self) -> Result<(), Trouble> {
        let failed = |error: std::io::Error| Trouble::printing(&error);
        match self {
            Self::Csv(table) => table.finish().map_err(failed)?.finish(),
            Self::Xlsx { table, mut sink } => {
                table.finish(&mut sink).map_err(failed)?;
                sink.finish()
            }
            Self::Json { mut sink, any } => {
                sink.write_all(if any { b"\n]\n" } else { b"]\n" }).map_err(failed)?;
                sink.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(trouble: &Trouble) -> &str {
        match trouble {
            Trouble::Said(sentence) => sentence,
            Trouble::NobodyReads => "",
        }
    }

    #[test]
    fn a_kind_is_named_by_its_address() {
        assert_eq!(kind("soa-entries").unwrap().schema.key, "soa_entry");
        let sentence = kind("risk").unwrap_err();
        assert!(said(&sentence).contains("risks, risk-assessments"), "{sentence:?}");
    }

    #[test]
    fn a_filter_that_means_nothing_is_refused() {
        let versions = kind("document-versions").unwrap();
        let read = |texts: &[&str]| {
            filter(versions, &texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(read(&["status=draft,approved", "review_by.to=2026-01-01"]).unwrap().terms.len(), 2);
        assert_eq!(read(&["q=two words"]).unwrap().words, ["two", "words"]);
        for (text, why) in
            [("status", "field=value"), ("state=draft", "nothing to filter by"), ("status=gone", "words")]
        {
            let sentence = read(&[text]).unwrap_err();
            assert!(said(&sentence).contains(why), "{sentence:?}");
        }
    }
}
