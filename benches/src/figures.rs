//! Figures: percentiles of what was measured, and lines on standard output.

use std::{
    io::{self, Write as _},
    time::Duration,
};

use crate::Failed;

/// Prints a line.
pub(crate) fn line(text: &str) -> Result<(), Failed> {
    writeln!(io::stdout(), "{text}")?;
    Ok(())
}

/// Says why nothing was measured.
pub(crate) fn complain(text: &str) {
    // Where even this cannot be said, there is nobody to say it to.
    let _ = writeln!(io::stderr(), "Error: {text}");
}

/// A time in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// How long each of many runs took.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Adds a run.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Adds the runs of another.
    pub(crate) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many runs there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The time below which this many percent of the runs lie, in milliseconds.
    pub(crate) fn percentile(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(at).copied().map_or(0.0, milliseconds)
    }

    /// p50, p95, p99 and the worst, in columns.
    pub(crate) fn columns(&mut self) -> String {
        let [p50, p95, p99, worst] = [50, 95, 99, 100].map(|percent| self.percentile(percent));
        format!("{p50:8.2} {p95:8.2} {p99:8.2} {worst:8.2}")
    }
}
