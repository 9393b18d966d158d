//! 9.3: top management reviews the ISMS, with every input, and decides.

use attesta_isms::{
    Isms,
    ids::{DecisionId, ReviewId},
    review::{DecisionStatus, ManagementReview, MinutesStatus, Topic},
};
use attesta_record::{Choice as _, Entity};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, is_there, late, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "reviews-are-complete",
    headline: "Management reviews take place as planned, look at every input and keep their results",
    checks: "Reviews that were held: top management took part where roles say who that is; every topic of the inputs says \
             what was looked at, judged only where inputs are kept; decisions, or why there is none; minutes or results \
             exist. Planned days and the day of the next review that passed. Decisions past their day. How results are \
             presented is not judged.",
    why: "A review that left an input out did not look there; above all the changed needs of interested parties are forgotten.",
    mend: "Say of each topic what was looked at; record decisions; hold the review.",
    turns: "The review says of each topic what was looked at, and has results.",
    requirements: &[
        "9.3.1-1", "9.3.2.a", "9.3.2.b", "9.3.2.c", "9.3.2.d1", "9.3.2.d2", "9.3.2.d3", "9.3.2.d4", "9.3.2.e", "9.3.2.f",
        "9.3.2.g", "9.3.3-1", "9.3.3-doc",
    ],
    grade: MINOR,
    reads: &["management_review", "review_decision", "role", "role_assignment", "person"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
management-reviews:
  - {number: MR-1, title: Review 2026, held_on: 2026-04-10, participants: [PE-1], effectiveness: It works, nothing_to_decide: All is on course, status: approved, approved_by: PE-1, approved_on: 2026-04-12}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
management-reviews:
  - {number: MR-1, title: Review 2026, held_on: 2026-04-10, participants: [PE-1]}
",
    check,
};

const TOPICS: [(&str, Topic); 10] = [
    ("9.3.2.a", Topic::EarlierActions),
    ("9.3.2.b", Topic::Issues),
    ("9.3.2.c", Topic::PartyNeeds),
    ("9.3.2.d1", Topic::Nonconformities),
    ("9.3.2.d2", Topic::Measurements),
    ("9.3.2.d3", Topic::AuditResults),
    ("9.3.2.d4", Topic::Objectives),
    ("9.3.2.e", Topic::Feedback),
    ("9.3.2.f", Topic::Risks),
    ("9.3.2.g", Topic::Improvement),
];

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let held = || isms.reviews.in_force().filter(|one| one.data.held_on.is_some_and(|day| day <= today));
    let mut took_place = Sample::of("9.3.1-1");
    for one in isms.reviews.in_force() {
        judge_day(isms, &mut took_place, one, today);
    }
    took_place.close(verdicts, "Top management reviews the ISMS as planned.");
    for (requirement, topic) in TOPICS {
        let mut sample = Sample::of(requirement);
        for one in held().filter(|one| keeps_inputs(&one.data)) {
            sample.judge(one.id, &["inputs"], looked_at(&one.data, topic), || {
                let gap =
                    format!("“{}” does not say what was looked at of: {}.", one.data.title, topic.label());
                Verdict::minor(requirement, gap).at(one.id, &["inputs"]).amend(one.id, "inputs")
            });
        }
        if topic == Topic::EarlierActions {
            judge_decisions(isms, &mut sample, today);
        }
        sample.close(verdicts, "Reviews looked at it.");
    }
    let (mut decided, mut kept) = (Sample::of("9.3.3-1"), Sample::of("9.3.3-doc"));
    for one in held() {
        judge_results(isms, &mut decided, &mut kept, one);
    }
    decided.close(verdicts, "Reviews ended in decisions, or say why there is none.");
    kept.close(verdicts, "Results of reviews are kept.");
}

fn keeps_inputs(review: &ManagementReview) -> bool {
    review.inputs.iter().any(|input| input.what.is_some() || input.place.is_some())
}

fn looked_at(review: &ManagementReview, topic: Topic) -> bool {
    let mut mine = review.inputs.iter().filter(|input| input.topic == topic);
    mine.any(|input| input.what.is_some() || input.place.is_some())
}

fn judge_day(isms: &Isms, sample: &mut Sample, one: &Entity<ManagementReview>, today: Date) {
    let title = &one.data.title;
    let Some(held) = one.data.held_on.filter(|day| *day <= today) else {
        let planned = one.data.planned_for.filter(|_| one.data.held_on.is_none());
        if let Some((due, outcome)) = planned.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
            let gap = format!("“{title}” was planned for {due}, and was not held.");
            let verdict = Verdict::new(outcome, "9.3.1-1", gap).at(one.id, &["planned_for", "held_on"]);
            sample.bad(verdict.amend(one.id, "held_on"));
        }
        return;
    };
    let later = isms.reviews.in_force().any(|other| {
        other.data.held_on.is_some_and(|day| held < day && day <= today)
            || other.data.planned_for.is_some_and(|day| other.data.held_on.is_none() && held < day)
    });
    let next = one.data.next_on.filter(|_| !later);
    if let Some((due, outcome)) = next.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
        let gap = format!("The review after “{title}” was to be held by {due}.");
        sample.bad(Verdict::new(outcome, "9.3.1-1", gap).at(one.id, &["next_on"]).create::<ReviewId>());
    } else if let Some(gap) = without_management(isms, one, held) {
        sample.bad(
            Verdict::minor("9.3.1-1", gap).at(one.id, &["participants", "chaired_by"]).create::<ReviewId>(),
        );
    } else {
        sample.good(one.id, &["held_on", "participants"]);
    }
}

/// That nobody of top management took part, where roles say who that is and participants are recorded.
fn without_management(isms: &Isms, one: &Entity<ManagementReview>, held: Date) -> Option<String> {
    let mut present: Vec<_> = one.data.participants.iter().chain(&one.data.chaired_by).copied().collect();
    present.retain(|person| is_there(isms, *person, held));
    let roles = isms.roles.iter().filter(|role| role.data.top_management == Some(true));
    let top: Vec<_> = roles.flat_map(|role| isms.holders(role.id, held)).collect();
    let missing =
        !present.is_empty() && !top.is_empty() && !present.iter().any(|person| top.contains(person));
    missing.then(|| format!("“{}” was held on {held} without anybody of top management.", one.data.title))
}

fn judge_decisions(isms: &Isms, sample: &mut Sample, today: Date) {
    for one in isms.decisions.in_force().filter(|one| one.data.status == DecisionStatus::Open) {
        let Some((due, outcome)) =
            one.data.due.and_then(|due| late(due, today).map(|outcome| (due, outcome)))
        else {
            continue;
        };
        let gap =
            format!("“{}”, decided in a management review, was due on {due} and is open.", one.data.title);
        let verdict = Verdict::new(outcome, "9.3.2.a", gap).at(one.id, &["due", "status"]);
        sample.bad(verdict.verb(one.id, "done"));
    }
}

fn judge_results(isms: &Isms, decided: &mut Sample, kept: &mut Sample, one: &Entity<ManagementReview>) {
    let data = &one.data;
    let decisions = isms.decisions.in_force().any(|decision| decision.data.review == one.id);
    let nothing = says_something(data.nothing_to_decide.as_ref());
    let concluded = [&data.suitability, &data.adequacy, &data.effectiveness].into_iter().any(Option::is_some);
    let approved = data.status == MinutesStatus::Approved;
    let written = decisions || nothing || concluded || approved || keeps_inputs(data);
    kept.judge(one.id, &["inputs", "effectiveness", "approved_on"], written, || {
        let gap = format!(
            "“{}” was held, and neither inputs nor conclusions nor decisions of it are on record.",
            data.title
        );
        Verdict::minor("9.3.3-doc", gap)
            .at(one.id, &["inputs", "effectiveness", "approved_on"])
            .amend(one.id, "inputs")
    });
    if decisions || nothing {
        decided.good(one.id, &["nothing_to_decide"]);
    } else if approved {
        let gap = format!(
            "The minutes of “{}” are approved without a decision, and without why there is none.",
            data.title
        );
        decided.bad(Verdict::minor("9.3.3-1", gap).at(one.id, &["nothing_to_decide"]).create::<DecisionId>());
    }
}
