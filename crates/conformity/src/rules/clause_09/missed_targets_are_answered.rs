//! 9.1: a figure that misses its own target is analysed and answered.

use std::collections::BTreeMap;

use attesta_isms::{
    Isms,
    ids::MetricId,
    performance::{Measurement, Metric},
};
use attesta_record::{Choice as _, Entity};
use jiff::{ToSpan as _, civil::Date};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "missed-targets-are-answered",
    headline: "A measurement that misses the organisation's own target is analysed, or something follows from it",
    checks: "The last measurement of each metric with a target and a direction: where it misses the target, an analysis, a \
             response or a nonconformity is recorded within thirty days. A figure that reaches the target is fine, \
             however far it is from all.",
    why: "Measuring without looking is the finding behind many others: awareness far below target, access that ends late.",
    mend: "Analyse the measurement and say what follows.",
    turns: "The measurement is analysed, or a later one reaches the target.",
    requirements: &["9.1-1"],
    grade: MINOR,
    reads: &["metric", "measurement"],
    conforming: "
metrics:
  - {number: MET-1, title: Score of the cloud tool, direction: higher, target: 80, unit: percent}
measurements:
  - {metric: MET-1, measured_on: 2026-09-30, value: 83}
",
    failing: "
metrics:
  - {number: MET-1, title: Days from exit to end of access, direction: lower, target: 1, unit: days}
measurements:
  - {metric: MET-1, measured_on: 2026-09-30, value: 5.3}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut last: BTreeMap<MetricId, &Entity<Measurement>> = BTreeMap::new();
    for one in
        isms.measurements.in_force().filter(|one| one.data.value.is_some() && one.data.measured_on <= today)
    {
        let kept = last.entry(one.data.metric).or_insert(one);
        if (one.data.measured_on, one.id) > (kept.data.measured_on, kept.id) {
            *kept = one;
        }
    }
    let mut general = Sample::of("9.1-1");
    for (metric, measurement) in last {
        let Some(metric) = isms.metrics.get(metric).filter(|metric| !metric.retired) else { continue };
        let requirement = metric.data.controls.first().map_or("9.1-1", |control| control.key());
        match unanswered(metric, measurement, today) {
            None => general.good(measurement.id, &["value"]),
            Some(gap) => {
                let verdict =
                    Verdict::minor(requirement, gap).at(measurement.id, &["value", "analysis", "response"]);
                let verdict = verdict.at(metric.id, &["target", "direction"]).verb(measurement.id, "analyse");
                if requirement == "9.1-1" { general.bad(verdict) } else { verdicts.say(verdict) }
            }
        }
    }
    general.close(verdicts, "Measurements reach their targets, or are answered.");
}

fn unanswered(metric: &Entity<Metric>, measurement: &Entity<Measurement>, today: Date) -> Option<String> {
    let (target, direction, value) = (metric.data.target?, metric.data.direction?, measurement.data.value?);
    let data = &measurement.data;
    let answered = data.analysed_on.is_some()
        || data.analysis.is_some()
        || data.response.is_some()
        || data.nonconformity.is_some();
    let fresh = today <= data.measured_on.saturating_add(30.days());
    if direction.reaches(value, target) || answered || fresh {
        return None;
    }
    Some(format!(
        "“{}” was {value} on {}; its target is {target}. No analysis and no response is recorded.",
        metric.data.title, data.measured_on
    ))
}
