//! `attesta soa export`, `attesta risks export`, `attesta plan export`: reports to hand over, as PDF, XLSX or CSV.

use std::{path::PathBuf, process::ExitCode};

use attesta_gate::Moment;
use attesta_reports::{Asked, Format, Subject};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::{
    export::{day, past},
    out::Sink,
    place::{Place, Which, gate},
    trouble::Trouble,
};

/// Write the Statement of Applicability to a file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  attesta soa export -o soa.pdf\n  \
                        attesta soa export --version 1.0 -o soa-1.0.pdf\n  \
                        attesta soa export --format xlsx --scope S-1 --as-of 2026-01-31 -o soa.xlsx\n  \
                        attesta soa export --public -o for-customers.pdf")]
pub(crate) struct SoaExport {
    /// A version by its name or number (1.0, SV-2); else the draft that follows from the records
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Only what anybody may see: reference, title, applicable, status
    #[arg(long)]
    public: bool,
    #[command(flatten)]
    how: How,
}

/// Write the risk register to a file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  attesta risks export -o risks.pdf\n  \
                        attesta risks export --format xlsx --scope S-2 -o risks.xlsx")]
pub(crate) struct RisksExport {
    #[command(flatten)]
    how: How,
}

/// Write the risk treatment plan to a file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  attesta plan export -o plan.pdf\n  \
                        attesta plan export --version 1.0 --format xlsx -o plan.xlsx")]
pub(crate) struct PlanExport {
    /// A version by its name or number (1.0, TP-1); else what the records say
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    #[command(flatten)]
    how: How,
}

/// From what a report is made, and where it goes.
#[derive(Debug, Args)]
struct How {
    /// How to write it; by the name of the file, if left out
    #[arg(long)]
    format: Option<ReportFormat>,
    /// The file; standard output if left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The scope, by number or name, where there are several
    #[arg(long, value_name = "SCOPE")]
    scope: Option<String>,
    /// As it was at the end of this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    which: Which,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Pages to print and to hand over
    Pdf,
    /// A workbook with a sheet for each table
    Xlsx,
    /// The main table alone
    Csv,
}

/// Runs `attesta soa export`.
pub(crate) async fn statement(export: SoaExport, user: &str) -> Result<ExitCode, Trouble> {
    write(Subject::Soa, export.version.as_deref(), export.public, &export.how, user).await
}

/// Runs `attesta risks export`.
pub(crate) async fn register(export: RisksExport, user: &str) -> Result<ExitCode, Trouble> {
    write(Subject::Risks, None, false, &export.how, user).await
}

/// Runs `attesta plan export`.
pub(crate) async fn plan(export: PlanExport, user: &str) -> Result<ExitCode, Trouble> {
    write(Subject::Plan, export.version.as_deref(), false, &export.how, user).await
}

async fn write(
    subject: Subject,
    version: Option<&str>,
    public: bool,
    how: &How,
    user: &str,
) -> Result<ExitCode, Trouble> {
    let gate = gate(how.place.open().await?);
    let tenant = how.which.choose(&gate).await?;
    let member = gate.console(tenant, user).await?;
    let view = if let Some(day) = how.as_of {
        past(&gate, &member, day).await?
    } else {
        let present = gate.view(&member, Moment::Present).await?;
        present.ok_or_else(|| Trouble::said("The organisation cannot be read."))?
    };
    let asked = Asked { subject, scope: how.scope.as_deref(), version, public };
    let report = asked.report(&view.isms, how.as_of.unwrap_or(view.today));
    let report = report.map_err(|refused| Trouble::said(refused.0))?;
    let mut sink = Sink::open(how.output.as_deref())?;
    how.format().write(&report, &mut sink).map_err(|error| Trouble::printing(&error))?;
    sink.finish()?;
    Ok(ExitCode::SUCCESS)
}

impl How {
    /// What was asked for; else what the file's name says; else PDF.
    fn format(&self) -> Format {
        let named = self.output.as_deref().and_then(|path| path.extension()?.to_str());
        match self.format {
            Some(ReportFormat::Pdf) => Format::Pdf,
            Some(ReportFormat::Xlsx) => Format::Xlsx,
            Some(ReportFormat::Csv) => Format::Csv,
            None => named.and_then(Format::of).unwrap_or(Format::Pdf),
        }
    }
}
