//! 10.2: nonconformities are corrected, understood and mended for good.

use attesta_isms::{
    Isms,
    ids::NonconformityId,
    improvement::{Nonconformity, NonconformityStatus},
};
use attesta_record::{Entity, Text};
use jiff::{ToSpan as _, civil::Date};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "nonconformities-are-handled",
    headline: "Nonconformities have a correction, a cause and a check of effect before they are closed",
    checks: "Closed ones: a correction or its consequences, a cause, whether similar ones exist, and that the corrective \
             action was effective where there was one. Open ones: the day by which they were to be answered, and those \
             older than thirty days that have a correction or nothing, no cause and no such day. What is not yet due is \
             left alone, and no procedure is asked for.",
    why: "A nonconformity that was only corrected comes back.",
    mend: "Analyse the cause, look for similar ones, plan the action and verify its effect.",
    turns: "The record says what is missing.",
    requirements: &[
        "10.2.a1", "10.2.a2", "10.2.b1", "10.2.b2", "10.2.b3", "10.2.d", "10.2.e", "10.2.f", "10.2.g",
    ],
    grade: MINOR,
    reads: &["nonconformity", "corrective_action"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
nonconformities:
  - {number: NC-1, title: Account of a leaver, source: own, raised_on: 2026-02-01, description: Active for twelve days, correction: Account closed, consequences: None, cause: Notice came late, similar_cases: None among forty, status: closed, closed_on: 2026-06-01, effective: true, effectiveness: No case since}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
nonconformities:
  - {number: NC-1, title: Account of a leaver, source: own, raised_on: 2026-02-01, description: Active for twelve days, correction: Account closed, corrected_on: 2026-02-02}
",
    check,
};

/// What a closed nonconformity must say: requirement, fields, what it is, where it stands.
type Part = (&'static str, &'static [&'static str], &'static str, fn(&Nonconformity) -> bool);

/// What a nonconformity shows of a requirement, where it says so.
type Shown = (&'static str, fn(&Nonconformity) -> bool);

const PARTS: [Part; 3] = [
    ("10.2.a1", &["correction"], "a correction", |one| {
        given(one.correction.as_ref()) || given(one.consequences.as_ref()) || given(one.no_action.as_ref())
    }),
    ("10.2.b2", &["cause"], "a cause", |one| says_something(one.cause.as_ref())),
    ("10.2.b3", &["similar_cases"], "whether similar ones exist", |one| given(one.similar_cases.as_ref())),
];

fn given(text: Option<&Text>) -> bool {
    text.is_some()
}

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let closed =
        || isms.nonconformities.in_force().filter(|one| one.data.status == NonconformityStatus::Closed);
    let open = || isms.nonconformities.in_force().filter(|one| one.data.status == NonconformityStatus::Open);
    for (requirement, fields, what, has) in PARTS {
        let mut sample = Sample::of(requirement);
        for one in closed() {
            sample.judge(one.id, fields, has(&one.data), || {
                let gap = format!("“{}” is closed without {what}.", one.data.title);
                Verdict::minor(requirement, gap).at(one.id, fields).verb(one.id, "reopen")
            });
        }
        if requirement == "10.2.b2" {
            for one in open() {
                judge_open(&mut sample, one, today);
            }
        }
        sample.close(verdicts, "Closed nonconformities say so.");
    }
    let (mut effect, mut results) = (Sample::of("10.2.d"), Sample::of("10.2.g"));
    for one in closed() {
        judge_effect(isms, &mut effect, one);
        if given(one.data.effectiveness.as_ref()) {
            results.good(one.id, &["effectiveness"]);
        }
    }
    effect.close(verdicts, "The effect of corrective action was verified.");
    results.close(verdicts, "Results of corrective action are kept.");
    let shown: [Shown; 4] = [
        ("10.2.a2", |one| given(one.consequences.as_ref())),
        ("10.2.b1", |one| one.analysed_on.is_some() || says_something(one.cause.as_ref())),
        ("10.2.e", |one| given(one.isms_change.as_ref())),
        ("10.2.f", |one| given(one.description.as_ref()) || given(one.evidence.as_ref())),
    ];
    for (requirement, has) in shown {
        let mut sample = Sample::of(requirement);
        for one in isms.nonconformities.in_force().filter(|one| has(&one.data)) {
            sample.good(one.id, &[]);
        }
        sample.close(verdicts, "Nonconformities on record show it.");
    }
}

fn judge_open(sample: &mut Sample, one: &Entity<Nonconformity>, today: Date) {
    let (data, title) = (&one.data, &one.data.title);
    if says_something(data.cause.as_ref()) {
        return sample.good(one.id, &["cause"]);
    }
    let fields = &["cause", "due", "raised_on"];
    match data.due {
        Some(due) => {
            if let Some(outcome) = late(due, today) {
                let gap = format!("“{title}” was to be answered by {due}, and no cause is recorded.");
                sample.bad(Verdict::new(outcome, "10.2.b2", gap).at(one.id, fields).verb(one.id, "analyse"));
            }
        }
        None if data.raised_on.saturating_add(30.days()) < today => {
            let gap = format!(
                "“{title}” was raised on {}; neither a cause nor a day by which it is to be answered is recorded.",
                data.raised_on
            );
            sample.bad(Verdict::minor("10.2.b2", gap).at(one.id, fields).verb(one.id, "analyse"));
        }
        None => {}
    }
}

fn judge_effect(isms: &Isms, sample: &mut Sample, one: &Entity<Nonconformity>) {
    let actions = || isms.corrective_actions.in_force().filter(|action| action.data.nonconformity == one.id);
    let acted = actions().next().is_some();
    // A register that was taken over may say in words how the effect was checked: whether it was, a person must judge.
    if one.data.effective.is_none()
        && actions().any(|action| says_something(action.data.check_planned.as_ref()))
    {
        return;
    }
    let gap = match one.data.effective {
        Some(true) => return sample.good(one.id, &["effective", "verified_on"]),
        Some(false) => {
            format!("“{}” is closed, although its corrective action was found not effective.", one.data.title)
        }
        None if acted => format!(
            "“{}” is closed, and nobody verified the effect of its corrective action.",
            one.data.title
        ),
        None => return,
    };
    let verdict = Verdict::minor("10.2.d", gap).at::<NonconformityId>(one.id, &["effective", "closed_on"]);
    sample.bad(verdict.verb(one.id, "reopen"));
}
