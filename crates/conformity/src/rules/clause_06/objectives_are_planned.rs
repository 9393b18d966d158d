//! 6.2: objectives that can be measured, with somebody who answers for them and a day.

use attesta_isms::{Isms, performance::Objective};
use attesta_record::Entity;
use jiff::{ToSpan as _, civil::Date};

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late, says_something, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "objectives-are-planned",
    headline: "Objectives have a measure, somebody who answers for them and a day, and are followed",
    checks: "Every objective without a result: a metric, a measure or a target, in numbers or words; an owner who is there; \
             a day; check-ins within its own interval. That nothing is said of action, resources or evaluation is advice.",
    why: "An objective that nobody can miss is a wish.",
    mend: "Give the objective a measure, an owner and a day, and check in.",
    turns: "The objective has a measure, an owner who is there and a day that is not past.",
    requirements: &[
        "6.2-1", "6.2.a", "6.2.b", "6.2.c", "6.2.d", "6.2.e", "6.2.g", "6.2.h", "6.2.i", "6.2.j", "6.2.k", "6.2.l",
    ],
    grade: MINOR,
    reads: &["objective", "objective_check_in", "person", "role", "role_assignment"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
objectives:
  - {title: Restore within four hours, owner: PE-1, target_note: Four hours, due: 2027-06-30, plan: Two exercises a year, resources: Three days, evaluation: Exercise reports}
",
    failing: "
objectives:
  - {title: Strengthen resilience}
",
    check,
};

/// A text or list of an objective that is advised where it is missing: requirement, field, what it is, whether it is there.
type Wish = (&'static str, &'static [&'static str], &'static str, fn(&Objective) -> bool);

/// What an objective shows of a requirement, where it says so.
type Shown = (&'static str, fn(&Objective) -> bool);

const WISHES: [Wish; 3] = [
    ("6.2.h", &["plan", "actions"], "what will be done", |one| {
        says_something(one.plan.as_ref()) || !one.actions.is_empty() || !one.corrective_actions.is_empty()
    }),
    ("6.2.i", &["resources"], "with what resources", |one| says_something(one.resources.as_ref())),
    ("6.2.l", &["evaluation"], "how the result is evaluated", |one| says_something(one.evaluation.as_ref())),
];

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let shown: [Shown; 5] = [
        ("6.2-1", |_| true),
        ("6.2.g", |_| true),
        ("6.2.a", |one| one.policy.is_some()),
        ("6.2.c", |one| !one.risks.is_empty() || !one.requirements.is_empty()),
        ("6.2.e", |one| says_something(one.communicated.as_ref())),
    ];
    for (requirement, has) in shown {
        let mut sample = Sample::of(requirement);
        for one in isms.objectives.in_force().filter(|one| has(&one.data)) {
            sample.good(one.id, &[]);
        }
        sample.close(verdicts, "Objectives on record show it.");
    }
    let open = || isms.objectives.in_force().filter(|one| one.data.result.is_none());
    for (requirement, fields, what, has) in WISHES {
        let mut sample = Sample::of(requirement);
        for one in open() {
            sample.judge(one.id, fields, has(&one.data), || {
                let gap = format!("The objective “{}” does not say {what}.", one.data.title);
                Verdict::advice(requirement, gap)
                    .at(one.id, fields)
                    .amend(one.id, fields.first().unwrap_or(&"plan"))
            });
        }
        sample.close(verdicts, "Objectives say so.");
    }
    let (mut measured, mut owned, mut dated, mut followed) =
        (Sample::of("6.2.b"), Sample::of("6.2.j"), Sample::of("6.2.k"), Sample::of("6.2.d"));
    for one in open() {
        judge_measure(&mut measured, one);
        judge_owner(isms, &mut owned, one, today);
        judge_day(&mut dated, one, today);
        judge_progress(isms, &mut followed, one, today);
    }
    measured.close(verdicts, "Objectives can be measured.");
    owned.close(verdicts, "Somebody answers for each objective.");
    dated.close(verdicts, "Objectives have a day.");
    followed.close(verdicts, "Objectives are followed.");
}

fn judge_measure(sample: &mut Sample, one: &Entity<Objective>) {
    let data = &one.data;
    let said = [&data.measured, &data.target_note].into_iter().any(|text| says_something(text.as_ref()));
    let measurable = said || data.metric.is_some() || data.target.is_some();
    sample.judge(one.id, &["metric", "measured", "target"], measurable, || {
        let gap = format!("The objective “{}” has no metric, no measure and no target.", data.title);
        Verdict::minor("6.2.b", gap).at(one.id, &["metric", "measured", "target"]).amend(one.id, "target")
    });
}

fn judge_owner(isms: &Isms, sample: &mut Sample, one: &Entity<Objective>, today: Date) {
    match vacancy(isms, one.data.owner, today) {
        None => sample.good(one.id, &["owner"]),
        Some(why) => {
            let gap = format!("Nobody answers for the objective “{}”: {why}.", one.data.title);
            sample.bad(Verdict::minor("6.2.j", gap).at(one.id, &["owner"]).amend(one.id, "owner"));
        }
    }
}

fn judge_day(sample: &mut Sample, one: &Entity<Objective>, today: Date) {
    let title = &one.data.title;
    let finding = match one.data.due {
        // Whoever sets a day to look at it has thought of time, and not said when it is reached.
        None if one.data.review_on.is_some() => Verdict::advice(
            "6.2.k",
            format!("The objective “{title}” has a day of review, and none by which it is to be reached."),
        ),
        None => Verdict::minor(
            "6.2.k",
            format!("The objective “{title}” has no day by which it is to be reached."),
        ),
        Some(due) => match late(due, today) {
            None => return sample.good(one.id, &["due"]),
            Some(outcome) => {
                let gap = format!("The objective “{title}” was due on {due}, and has no result.");
                Verdict::new(outcome, "6.2.k", gap)
            }
        },
    };
    sample.bad(finding.at(one.id, &["due", "result"]).amend(one.id, "due"));
}

fn judge_progress(isms: &Isms, sample: &mut Sample, one: &Entity<Objective>, today: Date) {
    let last = isms.last_check_in(one.id);
    let (Some(last), Some(interval)) = (last, one.data.interval) else {
        if let Some(last) = last {
            sample.good(last.id, &["progress"]);
        }
        return;
    };
    let due = last.data.checked_on.saturating_add(i64::from(interval).days());
    match late(due, today) {
        None => sample.good(last.id, &["progress"]),
        Some(outcome) => {
            let gap = format!(
                "The objective “{}” is followed every {interval} days, and the last check-in is of {}.",
                one.data.title, last.data.checked_on
            );
            let verdict = Verdict::new(outcome, "6.2.d", gap).at(one.id, &["interval"]).at(last.id, &[]);
            sample.bad(verdict.create::<attesta_isms::ids::CheckInId>());
        }
    }
}
