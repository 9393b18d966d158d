//! 9.1: what is measured, how, when and by whom, and what follows from it.

use attesta_isms::{
    Isms,
    ids::MeasurementId,
    performance::{Measurement, Metric},
};
use attesta_record::Entity;
use jiff::{ToSpan as _, civil::Date};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "metrics-are-defined",
    headline: "Metrics say how, when and by whom they are measured and analysed, and are measured in time",
    checks: "Method, time and person of measuring, time and person of analysing: raised for a metric that leaves one open \
             while other metrics name it. The last measurement of each metric is within its interval.",
    why: "A figure of which nobody knows how it came about, or who looks at it, steers nothing.",
    mend: "Fill in what is missing; measure.",
    turns: "The metric names what is missing, and its last measurement is within the interval.",
    requirements: &["9.1.a", "9.1.b", "9.1.c", "9.1.d", "9.1.e", "9.1.f", "9.1-doc"],
    grade: MINOR,
    reads: &["metric", "measurement"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
metrics:
  - {number: MET-1, title: Days to mend, method: Mean of the month, measured_by: PE-1, measured_when: Monthly, analysed_by: PE-1, analysed_when: Quarterly, interval: 40}
measurements:
  - {metric: MET-1, measured_on: 2026-10-31, value: 4}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
metrics:
  - {number: MET-1, title: Days to mend, method: Mean of the month, measured_by: PE-1, measured_when: Monthly, analysed_by: PE-1, analysed_when: Quarterly}
  - {number: MET-2, title: Share of staff trained, measured_by: PE-1, measured_when: Monthly, analysed_by: PE-1, analysed_when: Quarterly}
",
    check,
};

/// What clause 9.1 wants determined of a metric: requirement, field, what it is, whether it is there.
type Part = (&'static str, &'static [&'static str], &'static str, fn(&Metric) -> bool);

const PARTS: [Part; 5] = [
    ("9.1.b", &["method"], "by what method it is measured", |one| says_something(one.method.as_ref())),
    ("9.1.c", &["measured_when", "interval"], "when it is measured", |one| {
        one.interval.is_some() || says_something(one.measured_when.as_ref())
    }),
    ("9.1.d", &["measured_by"], "who measures it", |one| one.measured_by.is_some()),
    ("9.1.e", &["analysed_when"], "when it is analysed", |one| says_something(one.analysed_when.as_ref())),
    ("9.1.f", &["analysed_by"], "who analyses it", |one| one.analysed_by.is_some()),
];

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut objects = Sample::of("9.1.a");
    for one in isms.metrics.in_force() {
        objects.good(one.id, &["title", "what"]);
    }
    objects.close(verdicts, "What is measured is on record.");
    for (requirement, fields, what, has) in PARTS {
        let mut sample = Sample::of(requirement);
        let kept = isms.metrics.in_force().any(|one| has(&one.data));
        for one in isms.metrics.in_force().filter(|_| kept) {
            sample.judge(one.id, fields, has(&one.data), || {
                let gap =
                    format!("The metric “{}” does not say {what}, as other metrics do.", one.data.title);
                let field = fields.first().copied().unwrap_or("title");
                Verdict::minor(requirement, gap).at(one.id, fields).amend(one.id, field)
            });
        }
        if requirement == "9.1.c" {
            for one in isms.metrics.in_force() {
                judge_interval(isms, &mut sample, one, today);
            }
        }
        sample.close(verdicts, "Metrics say so.");
    }
    let mut kept = Sample::of("9.1-doc");
    for one in isms.measurements.in_force() {
        kept.good(one.id, &["measured_on", "value"]);
    }
    kept.close(verdicts, "Results of measurement are kept.");
}

fn judge_interval(isms: &Isms, sample: &mut Sample, one: &Entity<Metric>, today: Date) {
    let last: Option<&Entity<Measurement>> = isms.last_measurement(one.id);
    let Some((last, interval)) = last.zip(one.data.interval) else { return };
    let due = last.data.measured_on.saturating_add(i64::from(interval).days());
    if let Some(outcome) = late(due, today) {
        let gap = format!(
            "“{}” is measured every {interval} days, and the last measurement is of {}.",
            one.data.title, last.data.measured_on
        );
        let verdict =
            Verdict::new(outcome, "9.1.c", gap).at(one.id, &["interval"]).at(last.id, &["measured_on"]);
        sample.bad(verdict.create::<MeasurementId>());
    }
}
