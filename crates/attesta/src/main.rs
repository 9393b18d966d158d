//! The binary: one command a module. It reads the command line and the environment, and nothing below it does.

mod check;
mod cli;
mod demo;
mod export;
mod fsck;
mod generate;
mod import;
mod journal;
mod link;
mod out;
mod place;
mod scales;
mod serve;
mod soa;
mod text;
mod trouble;

use std::process::ExitCode;

use clap::Parser as _;

use crate::{
    cli::{BenchmarkCommand, Cli, Command, JournalCommand, PlanCommand, RisksCommand, SoaCommand},
    trouble::Trouble,
};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = tokio::runtime::Runtime::new()
        .map_err(|error| Trouble::said(format!("The system gives no threads to work with: {error}.")))
        .and_then(|runtime| runtime.block_on(run(cli.command)));
    done.unwrap_or_else(|trouble| trouble.tell())
}

async fn run(command: Command) -> Result<ExitCode, Trouble> {
    match command {
        Command::Serve(serve) => serve::run(serve).await,
        Command::Demo(demo) => demo::run(demo).await,
        Command::Link(link) => link::run(link).await,
        Command::Export(export) => export::run(export, &system_user()).await,
        Command::Soa(SoaCommand::Export(export)) => soa::statement(export, &system_user()).await,
        Command::Risks(RisksCommand::Export(export)) => soa::register(export, &system_user()).await,
        Command::Plan(PlanCommand::Export(export)) => soa::plan(export, &system_user()).await,
        Command::Import(import) => import::run(import, &system_user()).await,
        Command::Schema(schema) => text::schema(&schema),
        Command::Generate(generate) => generate::run(generate, &system_user()).await,
        Command::Check(check) => check::run(check, &system_user()).await,
        Command::Rules(rules) => check::rules(&rules),
        Command::Benchmark(BenchmarkCommand::Cases(cases)) => check::cases(&cases),
        Command::Fsck(fsck) => fsck::run(fsck).await,
        Command::Journal(JournalCommand::Verify(verify)) => journal::verify(verify).await,
    }
}

/// The name of the system's user, under which the journal notes what is done on the command line.
#[expect(clippy::disallowed_methods, reason = "this is the one place where the user's name is read")]
fn system_user() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].iter().filter_map(|name| std::env::var(name).ok());
    named
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
