//! Performance (clauses 6.2, 9.1): objectives with check-ins, metrics with measurements.

mod check_in;
mod measurement;
mod metric;
mod objective;

use attesta_record::Choice;

pub use check_in::{CheckIn, Progress};
pub use measurement::{AnalyseMeasurement, Measurement};
pub use metric::{Metric, MetricKind};
pub use objective::{ConcludeObjective, Objective, ObjectiveResult};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Direction {
    /// Higher is better
    Higher,
    /// Lower is better
    Lower,
}

impl Direction {
    /// Whether a value is at least as good as a yardstick.
    pub fn reaches(self, value: f64, yardstick: f64) -> bool {
        match self {
            Self::Higher => value >= yardstick,
            Self::Lower => value <= yardstick,
        }
    }
}
