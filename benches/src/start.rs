//! Fresh start to first page; idle memory; the size of the binary.

use std::{fs, time::Duration};

use clap::Args;

use crate::{
    Failed,
    figures::{self, Times},
    place::{Place, Program},
    server::Server,
};

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Start {
    #[command(flatten)]
    program: Program,
    /// How often
    #[arg(long, default_value_t = 20)]
    runs: usize,
}

impl Start {
    /// Measures it, on an empty folder each time.
    pub(crate) fn run(&self) -> Result<(), Failed> {
        let (mut times, mut memory) = (Times::default(), 0.0_f64);
        for run in 0..self.runs {
            let folder = tempfile::tempdir()?;
            let place = Place { data: folder.path().to_owned(), database: None, organisation: None };
            let server = Server::start(&self.program, &place)?;
            times.add(server.ready);
            if run == 0 {
                std::thread::sleep(Duration::from_secs(2));
            }
            memory = memory.max(server.process().memory()?);
        }
        let path = self.program.path()?;
        #[expect(clippy::cast_precision_loss, reason = "a size needs no more digits")]
        let size = fs::metadata(&path)?.len() as f64 / 1024.0 / 1024.0;
        figures::line("                                              p50      p95      p99    worst")?;
        figures::line(&format!("fresh start to first page, ms            {}", times.columns()))?;
        figures::line(&format!("idle memory, the most of {} starts, MB   {memory:8.1}", self.runs))?;
        figures::line(&format!("size of the binary, MB                   {size:8.1}"))
    }
}
