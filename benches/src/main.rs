//! Measurements: what the design asks for in numbers, each by one command, on data that `attesta generate` made. They
//! print figures and assert nothing. How to repeat each of them stands in `README.md`.

mod client;
mod csv;
mod figures;
mod generate;
mod journal;
mod lists;
mod pages;
mod place;
mod process;
mod server;
mod snapshot;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Anything that keeps a measurement from being made.
type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Measure Attesta.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

/// What is measured.
#[derive(Debug, Subcommand)]
enum What {
    /// Fresh start to first page, idle memory, size of the binary
    Start(start::Start),
    /// Pages over HTTP through the real binary: p50, p95, p99, worst
    Pages(pages::Pages),
    /// A list of 20 in the store: CPU and time
    Lists(lists::Lists),
    /// Snapshots: from disk, catching up one change, of the past; their memory
    Snapshot(snapshot::Snapshot),
    /// A register as CSV, by the page and by the command, with the memory it takes
    Csv(csv::Csv),
    /// A save, further acts in the same transaction, and verifying the journal
    Journal(journal::Journal),
    /// Making a large organisation
    Generate(generate::Generate),
}

fn main() -> ExitCode {
    match run(Cli::parse().what) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            figures::complain(&failed.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(what: What) -> Result<(), Failed> {
    let runtime = || tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match what {
        What::Start(start) => start.run(),
        What::Pages(pages) => pages.run(&runtime()?),
        What::Lists(lists) => runtime()?.block_on(lists.run()),
        What::Snapshot(snapshot) => runtime()?.block_on(snapshot.run()),
        What::Csv(csv) => csv.run(&runtime()?),
        What::Journal(journal) => runtime()?.block_on(journal.run()),
        What::Generate(generate) => generate.run(),
    }
}
