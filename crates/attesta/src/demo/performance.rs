//! Objectives and metrics of the sample company, and how they went.

use attesta_isms::{
    ids::{MetricId, ObjectiveId, ScopeId},
    performance::{AnalyseMeasurement, CheckIn, ConcludeObjective, Measurement, Metric, Objective},
};
use attesta_record::Value;

use super::{
    people::{By, Who},
    scene::{Cast, Scene, at},
    tell::{Said, act, around, day, owner, tell, text, the, who},
};
use crate::trouble::Trouble;

/// A metric: short name, title, what is measured, by what method, unit, which way is better, target and warning
/// threshold, controls, who measures, when, at the latest every so many days.
type MetricRow = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (f64, f64),
    &'static [&'static str],
    By,
    &'static str,
    f64,
);

const METRICS: &[MetricRow] = &[
    (
        "restores",
        "Restores that succeeded",
        "Restores on trial, one database a month",
        "Restores that ended with a checked database within the goal, of all that were tried in the quarter",
        "%",
        "higher",
        (100.0, 75.0),
        &["A.8.13", "A.5.30"],
        By::Person(Who::Paul),
        "After the last restore of a quarter",
        100.0,
    ),
    (
        "reports",
        "Simulated phishing that is reported",
        "Mails of a campaign that reach the reporting address within a day",
        "Reports, of mails that were delivered",
        "%",
        "higher",
        (50.0, 25.0),
        &["A.6.3", "A.6.8"],
        By::Role("isms"),
        "A day after each campaign",
        150.0,
    ),
    (
        "holes",
        "Critical weaknesses mended in time",
        "Weaknesses of class critical that the weekly scan finds on production",
        "Those mended within 72 hours, of all that were due in the month",
        "%",
        "higher",
        (95.0, 85.0),
        &["A.8.8"],
        By::Role("isms"),
        "On the first Monday of a month",
        62.0,
    ),
    (
        "leavers",
        "Time until a leaver has no access",
        "Accounts of people who left",
        "Hours from the end of the last working day to the lock of the last account, the longest of the quarter",
        "hours",
        "lower",
        (24.0, 48.0),
        &["A.5.18", "A.6.5"],
        By::Role("operations"),
        "At the end of a quarter",
        100.0,
    ),
];

/// A measurement: metric, how many working days ago, by whom, value, how many of how many, what it means, what follows.
type MeasuredRow = (&'static str, usize, Who, Option<f64>, Option<(f64, f64)>, &'static str, &'static str);

const MEASURED: &[MeasuredRow] = &[
    (
        "restores",
        222,
        Who::Paul,
        Some(33.0),
        Some((1.0, 3.0)),
        "Two of three ran into the night.",
        "A full restore is tried.",
    ),
    (
        "restores",
        158,
        Who::Paul,
        Some(66.0),
        Some((2.0, 3.0)),
        "The largest database took 14 hours.",
        "The copy is cut into parts.",
    ),
    ("restores", 96, Who::Paul, Some(100.0), Some((3.0, 3.0)), "All within the goal.", ""),
    ("restores", 34, Who::Paul, Some(100.0), Some((3.0, 3.0)), "All within the goal, twice running.", ""),
    (
        "reports",
        214,
        Who::Jonas,
        Some(18.0),
        Some((11.0, 60.0)),
        "Most did not know where to report.",
        "The address moves to the first page of the wiki.",
    ),
    (
        "reports",
        138,
        Who::Jonas,
        Some(36.0),
        Some((21.0, 59.0)),
        "Better; sales is behind.",
        "A lesson for sales.",
    ),
    ("reports", 61, Who::Jonas, Some(52.0), Some((31.0, 60.0)), "For the first time more than half.", ""),
    (
        "holes",
        120,
        Who::Ines,
        Some(81.0),
        Some((13.0, 16.0)),
        "Three waited for a release.",
        "Emergency releases for critical ones.",
    ),
    (
        "holes",
        79,
        Who::Ines,
        Some(92.0),
        Some((12.0, 13.0)),
        "One waited for its maker.",
        "Nothing: there was no patch to be had.",
    ),
    ("holes", 38, Who::Ines, Some(100.0), Some((9.0, 9.0)), "All in time.", ""),
    ("holes", 18, Who::Ines, None, Some((0.0, 0.0)), "", ""),
    (
        "leavers",
        190,
        Who::Mehmet,
        Some(61.0),
        None,
        "IT learned of two leavers on the Monday after.",
        "The internal audit found the same; it is a nonconformity.",
    ),
    ("leavers", 99, Who::Mehmet, Some(20.0), None, "The list of leavers works.", ""),
    ("leavers", 36, Who::Mehmet, Some(6.0), None, "Within the day.", ""),
];

/// An objective: short name, title, owner, metric, what is measured, unit, which way is better, baseline, target, due in
/// days from now, what will be done, resources.
type ObjectiveRow = (
    &'static str,
    &'static str,
    By,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (f64, f64),
    i64,
    &'static str,
    &'static str,
);

const OBJECTIVES: &[ObjectiveRow] = &[
    (
        "keys",
        "A second factor that cannot be phished, for everybody",
        By::Role("operations"),
        "",
        "People with a hardware key or a passkey, of all",
        "%",
        "higher",
        (5.0, 100.0),
        -60,
        "Buy keys, hand them out unit by unit, then end the exemptions.",
        "9,000 euros; two days of IT a month",
    ),
    (
        "four hours",
        "Every database is back within four hours",
        By::Role("platform"),
        "",
        "The longest restore on trial of the quarter",
        "hours",
        "lower",
        (14.0, 4.0),
        75,
        "Cut the copies into parts, restore them side by side, and try it every month.",
        "A vault at a second provider, 400 euros a month",
    ),
    (
        "half",
        "Half of all simulated phishing is reported",
        By::Role("isms"),
        "reports",
        "",
        "%",
        "higher",
        (18.0, 50.0),
        40,
        "Three campaigns a year, each followed by a lesson of ten minutes.",
        "The service costs 1,800 euros a year",
    ),
    (
        "policies",
        "Every table is bound to a customer by the database itself",
        By::Person(Who::Anna),
        "",
        "Tables with a row policy, of 40",
        "tables",
        "higher",
        (0.0, 40.0),
        -12,
        "Ten tables a quarter; the build refuses new ones without a policy.",
        "A tenth of the platform team",
    ),
];

/// A check-in: objective, how many working days ago, by whom, value, assessment, remark.
const CHECK_INS: &[(&str, usize, Who, f64, &str, &str)] = &[
    ("keys", 205, Who::Mehmet, 30.0, "on_track", "Engineering has them."),
    ("keys", 145, Who::Mehmet, 62.0, "behind", "Deliveries were late by a month."),
    ("keys", 86, Who::Mehmet, 100.0, "achieved", "After the incident the last exemptions ended."),
    ("four hours", 157, Who::Paul, 14.0, "behind", "The first restore of everything."),
    ("four hours", 95, Who::Paul, 7.0, "behind", "Half of it, by restoring in parts."),
    ("four hours", 33, Who::Paul, 4.6, "on_track", "The last database moves in December."),
    ("half", 213, Who::Jonas, 18.0, "open", "The first campaign: this is where we begin."),
    ("half", 137, Who::Jonas, 36.0, "on_track", ""),
    ("half", 60, Who::Jonas, 52.0, "achieved", "To be seen whether it stays so."),
    ("policies", 118, Who::Anna, 18.0, "on_track", ""),
    ("policies", 33, Who::Anna, 31.0, "behind", "Nine of the oldest tables are left."),
];

fn metric(row: MetricRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (_, title, what, method, unit, direction, (target, warning), controls, by, when, days) = row;
    Ok(vec![
        ("title", text(title)),
        ("kind", Value::Choice("effectiveness")),
        ("scope", the::<ScopeId>(cast, "company")?),
        ("what", text(what)),
        ("method", text(method)),
        ("controls", Value::Choices(controls.to_vec())),
        ("unit", text(unit)),
        ("direction", Value::Choice(direction)),
        ("target", Value::Number(target)),
        ("warning", Value::Number(warning)),
        ("measured_by", owner(cast, by)?),
        ("measured_when", text(when)),
        ("interval", Value::Number(days)),
        ("analysed_by", owner(cast, By::Role("isms"))?),
        ("analysed_when", text("Within two weeks; all of them before a management review")),
        ("reported_to", text("Management review")),
    ])
}

fn measurement(row: MeasuredRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (metric, before, by, value, parts, ..) = row;
    let number = |number: Option<f64>| number.map_or(Value::None, Value::Number);
    Ok(vec![
        ("metric", the::<MetricId>(cast, metric)?),
        ("measured_on", day(cast, before)),
        ("period_from", day(cast, before + 21)),
        ("period_until", day(cast, before + 1)),
        ("value", number(value)),
        ("numerator", number(parts.map(|(part, _)| part))),
        ("denominator", number(parts.map(|(_, whole)| whole))),
        ("measured_by", who(cast, by)?),
        ("remark", text(if value.is_none() { "Nothing was due in this month." } else { "" })),
    ])
}

fn objective(row: ObjectiveRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (_, title, by, metric, measured, unit, direction, (baseline, target), due, plan, takes) = row;
    let metric = if metric.is_empty() { Value::None } else { the::<MetricId>(cast, metric)? };
    Ok(vec![
        ("title", text(title)),
        ("owner", owner(cast, by)?),
        ("scope", the::<ScopeId>(cast, "company")?),
        ("metric", metric),
        ("measured", text(measured)),
        ("unit", text(unit)),
        ("direction", Value::Choice(direction)),
        ("baseline", Value::Number(baseline)),
        ("target", Value::Number(target)),
        ("frequency", text("Each quarter")),
        ("interval", Value::Number(125.0)),
        ("plan", text(plan)),
        ("resources", text(takes)),
        ("due", Value::Date(around(cast, due))),
        ("evaluation", text("The owner shows the value of the last quarter to the management review.")),
        ("communicated", text("In the monthly meeting of all, and in the wiki.")),
    ])
}

fn measurements() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0..).zip(MEASURED.iter().copied()) {
        let (metric, before, by, .., meaning, follows) = row;
        let name = format!("{metric} {before}");
        scenes.push(tell::<Measurement>(at(before, 9, 10 + nth), by, &name, move |cast| {
            measurement(row, cast)
        }));
        if !meaning.is_empty() {
            let when = at(before.saturating_sub(2), 16, 10 + nth);
            scenes.push(act::<AnalyseMeasurement>(when, Who::Jonas, &name, move |_| {
                Ok(vec![("analysis", text(meaning)), ("response", text(follows))])
            }));
        }
    }
    scenes
}

/// All that happens to objectives and metrics.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = measurements();
    for (nth, row) in (0..).zip(METRICS.iter().copied()) {
        scenes
            .push(tell::<Metric>(at(245, 9, 10 + nth * 9), Who::Jonas, row.0, move |cast| metric(row, cast)));
    }
    for (nth, row) in (0..).zip(OBJECTIVES.iter().copied()) {
        scenes.push(tell::<Objective>(at(240, 13, 10 + nth * 11), Who::Jonas, row.0, move |cast| {
            objective(row, cast)
        }));
    }
    for (nth, (name, before, by, value, progress, remark)) in (0..).zip(CHECK_INS.iter().copied()) {
        let said = format!("{name} {before}");
        scenes.push(tell::<CheckIn>(at(before, 11, 5 + nth), by, &said, move |cast| {
            Ok(vec![
                ("objective", the::<ObjectiveId>(cast, name)?),
                ("checked_on", day(cast, before)),
                ("value", Value::Number(value)),
                ("progress", Value::Choice(progress)),
                ("checked_by", who(cast, by)?),
                ("remark", text(remark)),
            ])
        }));
    }
    scenes.push(act::<ConcludeObjective>(at(58, 10, 20), Who::Jonas, "keys", |_| {
        Ok(vec![
            ("result", Value::Choice("met")),
            ("conclusion", text("61 of 61 people; the list of exemptions is empty.")),
        ])
    }));
    scenes
}
