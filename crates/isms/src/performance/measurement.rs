//! A measurement of a metric: what was found, and what it means (clause 9.1).

use attesta_record::{Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{MeasurementId, MetricId, NonconformityId, PersonId},
    kit::{
        Act, Concept, Duty, Edits, Note, Verb, VerbType, complain_about_missing, complain_about_order, refuse,
    },
};

/// Measurement
///
/// A value of a metric, of a period. The value never changes; what it means is said by analysing it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = MeasurementId, plural = "Measurements", clause = "9.1")]
pub struct Measurement {
    /// Metric
    #[field(title, list, index)]
    pub metric: MetricId,
    /// Measured on
    #[field(title, list, index)]
    pub measured_on: Date,
    /// Period from
    #[field(list)]
    pub period_from: Option<Date>,
    /// Period until
    #[field(list)]
    pub period_until: Option<Date>,
    /// Value
    ///
    /// Left open where there was nothing to measure: no data is neither nought nor all.
    #[field(list)]
    pub value: Option<f64>,
    /// So many
    ///
    /// What the value is a part of …
    pub numerator: Option<f64>,
    /// Of so many
    ///
    /// … and of how many.
    #[field(min = 0)]
    pub denominator: Option<f64>,
    /// Measured by
    #[field(list)]
    pub measured_by: Option<PersonId>,
    /// Remark
    ///
    /// Where the data came from this time; why there is none.
    #[field(long)]
    pub remark: Option<Text>,
    /// Analysis
    #[field(long, by_verb, group = "Analysis")]
    pub analysis: Option<Text>,
    /// Analysed on
    #[field(list, by_verb)]
    pub analysed_on: Option<Date>,
    /// Analysed by
    #[field(by_verb)]
    pub analysed_by: Option<PersonId>,
    /// What follows
    #[field(by_verb)]
    pub response: Option<Text>,
    /// Nonconformity
    #[field(by_verb)]
    pub nonconformity: Option<NonconformityId>,
}

/// Analyse
///
/// Says in your name what the value means and what follows from it.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct AnalyseMeasurement {
    /// Analysed on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Analysis
    #[field(long)]
    pub analysis: Text,
    /// What follows
    ///
    /// Needed where the target was missed: what is decided, or why nothing is.
    #[field(long)]
    pub response: Option<Text>,
    /// Nonconformity
    ///
    /// The one that it led to.
    pub nonconformity: Option<NonconformityId>,
}

fn standing(on: &Measurement, isms: &Isms) -> Option<Note> {
    isms.metrics.get(on.metric)?.data.standing(on.value?)
}

impl Concept for Measurement {
    const VERBS: &'static [VerbType] = &[VerbType::of::<AnalyseMeasurement>()];

    fn complete(&mut self, act: &Act<'_>) {
        self.measured_by = self.measured_by.or(act.person);
    }

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("measured_on", Some(self.measured_on), complaints);
        complain_about_order(self.period_from, self.period_until, "period_until", complaints);
        let nothing = self.value.is_none() && self.remark.is_none();
        complain_about_missing(&[("remark", nothing, "Say why there is no value.")], complaints);
        if self.denominator == Some(0.0) && self.value.is_some() {
            complaints.add("value", "Of nothing there is no share. Leave the value open.");
        }
    }

    fn settled(_: &Entity<Self>) -> Option<&'static str> {
        Some("A measurement never changes. Retire it if it was wrong, and record another.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, _: Date) -> Vec<Note> {
        match on.data.value {
            None => vec![Note::plain("No data")],
            Some(_) => standing(&on.data, isms).into_iter().collect(),
        }
    }
}

impl Verb for AnalyseMeasurement {
    type On = Measurement;
    const NAME: &'static str = "analyse";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Measurement>, _: &Isms) -> bool {
        on.data.analysed_on.is_none()
    }

    fn prefill(_: &Entity<Measurement>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None, Value::None, Value::None]
    }

    fn apply(self, on: &Entity<Measurement>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        if day < on.data.measured_on {
            complaints.add("on", "It cannot be analysed before it was measured.");
        }
        complaints.into_result()?;
        let missed = standing(&on.data, act.isms).is_some_and(|note| note.mood != crate::kit::Mood::Ok);
        if missed && self.response.is_none() && self.nonconformity.is_none() {
            return Err(refuse("response", "The target is missed. Say what follows, or why nothing does."));
        }
        edits.amend(
            on,
            &Measurement {
                analysis: Some(self.analysis),
                analysed_on: Some(day),
                analysed_by: Some(person),
                response: self.response,
                nonconformity: self.nonconformity,
                ..on.data.clone()
            },
        );
        Ok(())
    }
}
