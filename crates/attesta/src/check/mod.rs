//! `attesta check`: the rules asked of an organisation, of a text folder or of one file; `attesta rules`; and
//! `attesta benchmark cases`.

mod benchmark;
mod json;
mod rules;
mod sarif;
mod text;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use attesta_conformity::{Checked, Report};
use attesta_gate::{Clock as _, Moment, SystemClock, View};
use attesta_interop::text::read;
use attesta_isms::Isms;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

pub(crate) use benchmark::{Cases, run as cases};
pub(crate) use rules::{Rules, run as rules};

use crate::{
    export::day,
    out,
    place::{Place, Which, gate},
    text::source,
    trouble::Trouble,
};

/// What a command exits with where something does not conform.
const NONCONFORMITY: u8 = 1;

/// Ask the rules where the ISMS conforms, and where not
#[derive(Debug, Args)]
#[command(
    after_help = "Without PATH the data folder is asked; with it a text folder or a single YAML file, without a database.\n\n\
                  Exit codes: 0 no nonconformity, 1 some, 2 could not run.\n\n\
                  Examples:\n  attesta check\n  attesta check case.yaml\n  attesta check --on 2027-03-03\n  \
                  attesta check --as-of 2026-01-31 --format json\n  attesta check isms --format sarif"
)]
pub(crate) struct Check {
    /// A text folder or a single file, instead of the data folder
    path: Option<PathBuf>,
    /// As it was at the end of this day
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "path")]
    as_of: Option<Date>,
    /// Judged as on this day, past or to come
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// How to answer
    #[arg(long, default_value = "text")]
    format: Format,
    /// Name what conforms and what cannot be told, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    which: Which,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sentences for a person
    Text,
    /// One object for programs
    Json,
    /// SARIF 2.1.0, for tools that read findings
    Sarif,
}

/// Runs the command.
pub(crate) async fn run(check: Check, user: &str) -> Result<ExitCode, Trouble> {
    let (isms, day) = match &check.path {
        Some(_) => from_text(&check)?,
        None => from_data(&check, user).await?,
    };
    let report = Checked::fresh(&isms, check.on.unwrap_or(day)).report();
    let written = match check.format {
        Format::Text => text::written(&isms, &report, check.all),
        Format::Json => json::written(&isms, &report).to_string(),
        Format::Sarif => sarif::written(&report).to_string(),
    };
    out::line(&written)?;
    Ok(exit(&report))
}

fn exit(report: &Report) -> ExitCode {
    if report.has_nonconformity() { ExitCode::from(NONCONFORMITY) } else { ExitCode::SUCCESS }
}

/// The records of a text, and the day that they are of.
fn from_text(check: &Check) -> Result<(Arc<Isms>, Date), Trouble> {
    let path = check.path.as_deref().unwrap_or(std::path::Path::new("."));
    let situation = read(&source(path)?, &|_| false).map_err(|faults| Trouble::said(faults.to_string()))?;
    let zone = situation.isms.zone();
    let day = situation.manifest.as_of.unwrap_or_else(|| SystemClock.now().to_zoned(zone).date());
    Ok((Arc::new(situation.isms), day))
}

/// The records of an organisation, and the day that they are of.
async fn from_data(check: &Check, user: &str) -> Result<(Arc<Isms>, Date), Trouble> {
    let gate = gate(check.place.open().await?);
    let tenant = check.which.choose(&gate).await?;
    let member = gate.console(tenant, user).await?;
    let moment = match check.as_of {
        Some(day) => Moment::After(gate.end_of_day(&member, day).await?),
        None => Moment::Present,
    };
    let view: Option<View> = gate.view(&member, moment).await?;
    let view = view.filter(|view| check.as_of.is_none_or(|day| day <= view.today)).ok_or_else(|| {
        Trouble::said("This day lies in the future. To judge today's records on a day to come, use --on.")
    })?;
    Ok((view.isms, check.as_of.unwrap_or(view.today)))
}
