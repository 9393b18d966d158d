//! A.5.25 to A.5.27: incidents are graded, told in time, and learned from.

use attesta_isms::{
    Isms,
    kit::Grade,
    operations::{Incident, IncidentStatus},
};
use attesta_record::Entity;
use jiff::{civil::Date, tz::TimeZone};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "incidents-are-learned-from",
    headline: "Closed incidents have a cause and a lesson; those that must be told are told in time",
    checks: "Closed incidents graded high or critical have a cause and a lesson; lesser ones without are advice. Where \
             incidents are graded, a closed one without a grade is raised. A term of notice that passed without notice is \
             raised.",
    why: "The closed incident without a cause is the next incident.",
    mend: "Reopen the incident and record cause and lesson; record the notice.",
    turns: "Cause and lesson are recorded; the notice was given.",
    requirements: &["A.5.25", "A.5.26", "A.5.27"],
    grade: MINOR,
    reads: &["incident"],
    conforming: "
incidents:
  - {title: Letter to the wrong customer, severity: high, reported_at: '2026-03-01T09:00:00Z', status: closed, root_cause: Two customers of one name, lessons: Ask for the number, closed_on: 2026-03-20}
",
    failing: "
incidents:
  - {title: Letter to the wrong customer, severity: high, reported_at: '2026-03-01T09:00:00Z', status: closed, closed_on: 2026-03-20}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut judged, mut answered, mut learned) =
        (Sample::of("A.5.25"), Sample::of("A.5.26"), Sample::of("A.5.27"));
    let real = |one: &&Entity<Incident>| one.data.status != IncidentStatus::NoIncident;
    let graded = isms.incidents.in_force().filter(real).any(|one| one.data.severity.is_some());
    for one in isms.incidents.in_force().filter(real) {
        let title = &one.data.title;
        if let Some(until) = one.data.notify_until.map(|at| at.to_zoned(TimeZone::UTC).date()) {
            let told = one.data.notified_at.is_some() || today <= until;
            answered.judge(one.id, &["notify_until", "notified_at"], told, || {
                let gap =
                    format!("“{title}” was to be told to the authority by {until}; no notice is on record.");
                Verdict::minor("A.5.26", gap)
                    .at(one.id, &["notify_until", "notified_at"])
                    .amend(one.id, "notified_at")
            });
        }
        if one.data.status != IncidentStatus::Closed {
            continue;
        }
        if graded {
            judged.judge(one.id, &["severity"], one.data.severity.is_some(), || {
                let gap = format!("“{title}” is closed without a severity, which other incidents have.");
                Verdict::minor("A.5.25", gap).at(one.id, &["severity"]).amend(one.id, "severity")
            });
        }
        judge_lesson(&mut learned, one);
    }
    judged.close(verdicts, "Incidents are graded.");
    answered.close(verdicts, "Notices are given in time.");
    learned.close(verdicts, "Closed incidents have a cause and a lesson.");
}

fn judge_lesson(sample: &mut Sample, one: &Entity<Incident>) {
    let cause = says_something(one.data.root_cause.as_ref());
    let lesson = [&one.data.lessons, &one.data.corrective_action]
        .into_iter()
        .any(|text| says_something(text.as_ref()));
    let missing = match (cause, lesson) {
        (true, true) => return sample.good(one.id, &["root_cause", "lessons"]),
        (false, true) => "a cause",
        (true, false) => "a lesson",
        (false, false) => "a cause and a lesson",
    };
    let gap = format!("“{}” is closed without {missing}.", one.data.title);
    let grave = one.data.severity >= Some(Grade::High);
    let verdict = if grave { Verdict::minor("A.5.27", gap) } else { Verdict::advice("A.5.27", gap) };
    sample.bad(verdict.at(one.id, &["root_cause", "lessons", "severity"]).verb(one.id, "reopen"));
}
