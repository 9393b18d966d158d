//! Making a large organisation: acts and rows a second.

use std::time::Instant;

use clap::Args;

use crate::{
    Failed, figures,
    place::{Place, Program},
};

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    program: Program,
    /// How many risks
    #[arg(long, default_value_t = 10_000)]
    records: u32,
    /// A PostgreSQL database instead of a SQLite file; it must not hold the organisation generated-1 yet
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Generate {
    /// Measures it, in a folder of its own.
    pub(crate) fn run(&self) -> Result<(), Failed> {
        let folder = tempfile::tempdir()?;
        let place =
            Place { data: folder.path().to_owned(), database: self.database.clone(), organisation: None };
        let begun = Instant::now();
        let records = self.records.to_string();
        let made = self
            .program
            .command(&["generate", "--format", "json", "--records", &records])?
            .args(place.options())
            .output()?;
        let seconds = begun.elapsed().as_secs_f64();
        if !made.status.success() {
            return Err(String::from_utf8_lossy(&made.stderr).into());
        }
        let said: serde_json::Value = serde_json::from_slice(&made.stdout)?;
        let entries = said.get("entries").and_then(serde_json::Value::as_f64).ok_or("It told no entries.")?;
        figures::line(&format!(
            "{records} risks: {entries:.0} acts in {seconds:.1} s, {:.0} acts and {:.0} risks a second",
            entries / seconds,
            f64::from(self.records) / seconds
        ))
    }
}
