//! 7.2 c, 7.3, A.6.3: trainings are completed by their own days.

use std::collections::HashSet;

use attesta_isms::{
    Isms,
    ids::ParticipationId,
    people::{AwarenessTopic, Participation, Training},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Outcome, Rule, Sample, Verdict, Verdicts, is_there, late, person};

pub(crate) static RULE: Rule = Rule {
    name: "trainings-are-completed",
    headline: "People complete their trainings by the day that was set, and refresh them",
    checks: "Participations past their day without completion, and completed ones past their refresh without a later one, \
             of people who are there. Up to thirty days late is advice. What a course says and how deep it goes is not judged.",
    why: "The organisation set the day itself; auditors draw a sample of new starters.",
    mend: "Let the person complete the training, and record it.",
    turns: "The participation is completed, or its refresher is.",
    requirements: &["7.2.c1", "7.3.a", "7.3.b", "7.3.c", "A.6.3"],
    grade: MINOR,
    reads: &["participation", "training", "person"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
trainings:
  - {number: TR-1, title: Security for all, mandatory: true, topics: [policy, contribution, consequences]}
participations:
  - {person: PE-1, training: TR-1, due: 2026-03-31, completed_on: 2026-03-01, evidence: List of the course}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
trainings:
  - {number: TR-1, title: Security for all, mandatory: true, topics: [policy]}
participations:
  - {person: PE-1, training: TR-1, due: 2026-03-31}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut gaps = Sample::of("7.2.c1");
    let mut awareness = Sample::of("A.6.3");
    let topics = [
        ("7.3.a", AwarenessTopic::Policy),
        ("7.3.b", AwarenessTopic::Contribution),
        ("7.3.c", AwarenessTopic::Consequences),
    ];
    let mut known = topics.map(|(requirement, _)| Sample::of(requirement));
    let later: HashSet<_> = latest(isms);
    for one in isms.participations.in_force() {
        let Some(training) = isms.trainings.get(one.data.training).filter(|one| !one.retired) else {
            continue;
        };
        if !is_there(isms, one.data.person, today) || !later.contains(&one.id) {
            continue;
        }
        let aware = !training.data.topics.is_empty() || training.data.mandatory;
        match overdue(isms, one, training, today) {
            Some((outcome, gap)) => {
                let (requirement, sample) =
                    if aware { ("A.6.3", &mut awareness) } else { ("7.2.c1", &mut gaps) };
                let verdict = Verdict::new(outcome, requirement, gap)
                    .at(one.id, &["due", "completed_on", "refresh_on"]);
                sample.bad(verdict.verb(one.id, "complete"));
            }
            None if one.data.completed_on.is_some() => {
                if aware { &mut awareness } else { &mut gaps }.good(one.id, &["completed_on"]);
                for ((_, topic), sample) in topics.iter().zip(&mut known) {
                    if training.data.topics.contains(topic) {
                        sample.good(one.id, &["completed_on"]);
                    }
                }
            }
            None => {}
        }
    }
    let lacking = awareness.has_nonconformity();
    gaps.close(verdicts, "Trainings are completed.");
    awareness.close(verdicts, "Awareness trainings are completed.");
    for sample in known.into_iter().filter(|_| !lacking) {
        sample.close(verdicts, "People completed a training on it, and nobody is overdue.");
    }
}

/// The latest participation of each person in each training.
fn latest(isms: &Isms) -> HashSet<ParticipationId> {
    isms.links().participation.values().copied().collect()
}

fn overdue(
    isms: &Isms,
    one: &Entity<Participation>,
    training: &Entity<Training>,
    today: Date,
) -> Option<(Outcome, String)> {
    let (who, title) = (person(isms, one.data.person), &training.data.title);
    match (one.data.completed_on, one.data.due, one.data.refresh_on) {
        (None, Some(due), _) => late(due, today)
            .map(|outcome| (outcome, format!("{who} was to complete “{title}” by {due}, and has not."))),
        (Some(_), _, Some(refresh)) => late(refresh, today)
            .map(|outcome| (outcome, format!("{who} was to refresh “{title}” by {refresh}, and has not."))),
        _ => None,
    }
}
