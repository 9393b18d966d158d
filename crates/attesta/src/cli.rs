//! The command line.

use clap::{Parser, Subcommand};

use crate::{
    check::{Cases, Check, Rules},
    demo::Demo,
    export::Export,
    fsck::Fsck,
    generate::Generate,
    import::Import,
    journal::Verify,
    link::Link,
    serve::Serve,
    soa::{PlanExport, RisksExport, SoaExport},
    text::Schema,
};

/// An information security management system by ISO/IEC 27001, in one binary.
#[derive(Debug, Parser)]
#[command(
    name = "attesta",
    version,
    after_help = "Try it out:\n  attesta demo\n\nBegin for real:\n  attesta serve\n\nExit codes: 0 done, 1 a check failed, 2 could not run."
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the pages
    Serve(Serve),
    /// Serve a made-up company, to try everything out
    Demo(Demo),
    /// Print a fresh one-time link to sign in
    Link(Link),
    /// Write all records of one kind to a file, or every record as text
    Export(Export),
    /// The Statement of Applicability
    #[command(subcommand)]
    Soa(SoaCommand),
    /// The risk register
    #[command(subcommand)]
    Risks(RisksCommand),
    /// The risk treatment plan
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Take over registers from spreadsheets, CSV and XLSX, or a text of the ISMS
    Import(Import),
    /// Print the JSON Schema of the text format
    Schema(Schema),
    /// Ask the rules where the ISMS conforms, and where not
    Check(Check),
    /// List the rules, or print the documentation of one
    Rules(Rules),
    /// Measure
    #[command(subcommand)]
    Benchmark(BenchmarkCommand),
    /// Look at the journal
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Compare the files with the records that name them
    Fsck(Fsck),
    /// Make a large made-up organisation, for measuring
    Generate(Generate),
}

/// Measure.
#[derive(Debug, Subcommand)]
pub(crate) enum BenchmarkCommand {
    /// Ask the rules of situations with an expected outcome at their head
    Cases(Cases),
}

/// Look at the journal.
#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Recompute every hash of the journal and compare it with what is stored
    Verify(Verify),
}

/// The Statement of Applicability.
#[derive(Debug, Subcommand)]
pub(crate) enum SoaCommand {
    /// Write it to a file: a version, or the draft that follows from the records
    Export(SoaExport),
}

/// The risk register.
#[derive(Debug, Subcommand)]
pub(crate) enum RisksCommand {
    /// Write it to a file, with levels, treatment and acceptance of each risk
    Export(RisksExport),
}

/// The risk treatment plan.
#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Write it to a file: a version with its approvals, or what the records say
    Export(PlanExport),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
