//! A metric: what is monitored and measured, how, when and by whom (clause 9.1).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{MetricId, ScopeId},
    kit::{Act, ClauseRef, Concept, ControlRef, Note, Owner, complain_about_missing},
    performance::{Direction, Measurement},
};

/// Metric
///
/// What is monitored and measured, by what method, when and by whom, and who evaluates the results when.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = MetricId, plural = "Metrics", clause = "9.1")]
pub struct Metric {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Kind
    #[field(list, index)]
    pub kind: Option<MetricKind>,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// What it is to tell
    ///
    /// The question that somebody has, and who asks it.
    pub question: Option<Text>,
    /// What is measured
    ///
    /// The process, the control, the thing that is counted.
    #[field(long)]
    pub what: Option<Text>,
    /// Method
    ///
    /// How the value comes about, so that another person would get the same.
    #[field(long)]
    pub method: Option<Text>,
    /// Where the data comes from
    pub source: Option<Text>,
    /// Clauses
    #[field(group = "What it is about")]
    pub clauses: Vec<ClauseRef>,
    /// Controls
    pub controls: Vec<ControlRef>,
    /// Unit
    #[field(list, group = "Yardstick")]
    pub unit: Option<Text>,
    /// Direction
    pub direction: Option<Direction>,
    /// Target
    #[field(list)]
    pub target: Option<f64>,
    /// Warning threshold
    ///
    /// Beyond it something is to be decided.
    pub warning: Option<f64>,
    /// What follows when it is missed
    pub response: Option<Text>,
    /// Measured by
    #[field(list, index, group = "Who and when")]
    pub measured_by: Option<Owner>,
    /// When measured
    ///
    /// Monthly, at each campaign, after each event.
    pub measured_when: Option<Text>,
    /// At the latest every
    ///
    /// A measurement that is older is overdue.
    #[field(min = 1, max = 1100, unit = "days")]
    pub interval: Option<u32>,
    /// Analysed and evaluated by
    #[field(index)]
    pub analysed_by: Option<Owner>,
    /// When analysed and evaluated
    pub analysed_when: Option<Text>,
    /// Reported to
    pub reported_to: Option<Text>,
}

/// Kind of metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum MetricKind {
    /// Performance
    ///
    /// Whether it is being done.
    Performance,
    /// Effectiveness
    ///
    /// Whether it has the effect that was wanted.
    Effectiveness,
}

impl Metric {
    /// How a value stands against target and warning threshold; nothing where there is no yardstick.
    pub fn standing(&self, value: f64) -> Option<Note> {
        let direction = self.direction?;
        if direction.reaches(value, self.target?) {
            return Some(Note::ok("On target"));
        }
        Some(match self.warning {
            Some(warning) if !direction.reaches(value, warning) => Note::bad("Beyond the warning threshold"),
            _ => Note::warn("Off target"),
        })
    }
}

impl Isms {
    /// The last measurement of a metric.
    pub fn last_measurement(&self, metric: MetricId) -> Option<&Entity<Measurement>> {
        self.measurements.get(*self.links().measurement.get(&metric)?)
    }
}

impl Concept for Metric {
    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        let yardstick = self.target.is_some() || self.warning.is_some();
        complain_about_missing(
            &[(
                "direction",
                yardstick && self.direction.is_none(),
                "Say whether higher or lower is better: otherwise nobody knows when the target is reached.",
            )],
            complaints,
        );
        if let (Some(direction), Some(target), Some(warning)) = (self.direction, self.target, self.warning)
            && !direction.reaches(target, warning)
        {
            complaints
                .add("warning", "The warning threshold is stricter than the target. Correct one of them.");
        }
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let last = isms.last_measurement(on.id);
        let value = last.and_then(|one| one.data.value);
        let mut notes: Vec<Note> = value.and_then(|value| on.data.standing(value)).into_iter().collect();
        let since =
            last.map_or_else(|| on.created_at.to_zoned(isms.zone()).date(), |one| one.data.measured_on);
        if on.data.interval.is_some_and(|days| since.saturating_add(i64::from(days).days()) < today) {
            notes.push(Note::warn("Measurement overdue"));
        }
        notes
    }
}
