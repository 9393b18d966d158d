//! A register as CSV: by the page, and by the command, with the most memory that either takes.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use clap::Args;
use tokio::runtime::Runtime;

use crate::{
    Failed,
    client::Client,
    figures::{self, Times},
    place::{Place, Program},
    process::Process,
    server::Server,
};

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Csv {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    program: Program,
    /// How often
    #[arg(long, default_value_t = 20)]
    runs: usize,
}

impl Csv {
    /// Measures it.
    pub(crate) fn run(&self, runtime: &Runtime) -> Result<(), Failed> {
        runtime.block_on(self.place.tell())?;
        let store = runtime.block_on(self.place.store())?;
        let org = runtime.block_on(self.place.tenant(&store))?.info().slug.clone();
        let server = Server::start(&self.program, &self.place)?;
        let cookie = server.sign_in(&self.program, &self.place)?;
        let mut client = Client::connect(server.address, &cookie)?;
        client.get(&format!("/{org}/risks"))?;
        let before = server.process().memory()?;
        let (mut times, mut size) = (Times::default(), 0);
        for _ in 0..self.runs {
            let answer = client.get(&format!("/{org}/risks/csv"))?;
            times.add(answer.took);
            size = answer.body.len();
        }
        figures::line("ms                                 p50      p95      p99    worst")?;
        figures::line(&format!("by the page                   {}", times.columns()))?;
        figures::line(&format!(
            "{} KB over the wire; the server held {before:.0} MB before and {:.0} MB at most",
            size / 1024,
            server.process().peak()?
        ))?;
        drop(server);
        let (mut times, mut memory) = (Times::default(), 0.0_f64);
        for _ in 0..self.runs {
            let begun = Instant::now();
            memory = memory.max(self.command()?);
            times.add(begun.elapsed());
        }
        figures::line(&format!("by the command                {}", times.columns()))?;
        figures::line(&format!(
            "the command held {memory:.0} MB at most, and took {:.0} ms at best",
            times.percentile(1)
        ))?;
        Ok(())
    }

    /// Runs the command once: the most memory it was seen to hold.
    fn command(&self) -> Result<f64, Failed> {
        let mut child = self
            .program
            .command(&["export", "risks"])?
            .args(self.place.options())
            .stdout(Stdio::null())
            .spawn()?;
        let mut most = 0.0_f64;
        loop {
            most = most.max(Process::Other(child.id()).peak().unwrap_or(0.0));
            if let Some(status) = child.try_wait()? {
                return if status.success() { Ok(most) } else { Err("The command failed.".into()) };
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}
