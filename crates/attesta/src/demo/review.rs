//! Management reviews of the sample company: one that was held, one that is being prepared.

use attesta_isms::{
    ids::{ReviewId, ScopeId},
    review::{ApproveMinutes, DecisionDone, ManagementReview, ReplanDecision, ReviewDecision},
};
use attesta_record::Value;

use super::{
    people::{By, Who},
    scene::{Scene, at},
    tell::{act, all, around, day, owner, tell, tell_more, text, the, who},
};

/// What was before the review that was held: topic, what was looked at, where it is kept.
const INPUTS: &[(&str, &str, &str)] = &[
    ("earlier_actions", "The first review: there are none.", ""),
    (
        "issues",
        "Ports ask for certificates in tenders; two data centres are one supplier.",
        "Wiki, “Context”",
    ),
    ("party_needs", "Two framework contracts now ask for notice within 24 hours.", "Obligations"),
    (
        "nonconformities",
        "Two from the first internal audit; one is corrected, one waits for a restore.",
        "Nonconformities",
    ),
    ("measurements", "Restores 33, then 66 of 100; phishing 18, now rising.", "Measurements"),
    ("audit_results", "Audit 1: two lapses, one suggestion, much that works.", "Wiki, “Audit 1”"),
    ("objectives", "Four are set; keys are on track, restores are behind.", "Check-ins"),
    ("feedback", "One complaint of a port about late notice, answered.", "Tickets"),
    ("risks", "Twenty risks, three high; six measures, two done.", "Risk assessment, plan 2026.1"),
    ("improvement", "One table for suppliers; restores in parts.", ""),
];

/// A decision: short name, what was decided, kind, owner, due, and when it was done with what result.
type DecisionRow = (&'static str, &'static str, &'static str, By, usize, Option<(usize, Who, &'static str)>);

const DECISIONS: &[DecisionRow] = &[
    (
        "engineer",
        "Hire a security engineer",
        "resources",
        By::Person(Who::Silke),
        140,
        Some((151, Who::Silke, "Inês Carvalho begins today.")),
    ),
    (
        "vault",
        "A vault for backups at a second provider",
        "improvement",
        By::Role("operations"),
        120,
        Some((126, Who::Mehmet, "Runs since the weekend, under a key of our own.")),
    ),
    (
        "notice",
        "Customers are told within a day; the procedure is changed",
        "change",
        By::Role("incident"),
        75,
        Some((78, Who::Ines, "Version 1.1 of the incident procedure.")),
    ),
    (
        "rehearsal",
        "The continuity plan is rehearsed with the crisis team",
        "improvement",
        By::Role("continuity"),
        100,
        None,
    ),
];

fn held() -> Vec<Scene> {
    let row = |(topic, what, place): &(&'static str, &str, &str)| {
        vec![Value::Choice(topic), text(what), text(place)]
    };
    let inputs = Value::Rows(INPUTS.iter().map(row).collect());
    vec![
        tell::<ManagementReview>(at(186, 9, 40), Who::Jonas, "first review", |cast| {
            Ok(vec![
                ("title", text("First management review")),
                ("scope", the::<ScopeId>(cast, "company")?),
                ("planned_for", day(cast, 172)),
            ])
        }),
        tell_more::<ManagementReview>(at(171, 15, 0), Who::Jonas, "first review", move |cast| {
            Ok(vec![
                ("held_on", day(cast, 172)),
                ("period_from", day(cast, 300)),
                ("period_until", day(cast, 173)),
                ("chaired_by", who(cast, Who::Katharina)?),
                (
                    "participants",
                    all(cast, &[Who::Katharina, Who::Anna, Who::Jonas, Who::Marta, Who::Silke])?,
                ),
                ("inputs", inputs),
                ("suitability", text("It fits: ports ask for just this.")),
                (
                    "adequacy",
                    text(
                        "Too few hands for what it found. One more person is worth more than one more tool.",
                    ),
                ),
                (
                    "effectiveness",
                    text(
                        "It finds what matters, and most of it is acted on. Restores are not good enough yet.",
                    ),
                ),
                ("next_on", Value::Date(around(cast, 21))),
            ])
        }),
        act::<ApproveMinutes>(at(168, 12, 0), Who::Katharina, "first review", |_| Ok(Vec::new())),
    ]
}

fn decisions() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0..).zip(DECISIONS.iter().copied()) {
        let (name, title, kind, by, due, done) = row;
        let when = at(171, 16, nth * 6);
        scenes.push(tell::<ReviewDecision>(when, Who::Jonas, name, move |cast| {
            Ok(vec![
                ("title", text(title)),
                ("review", the::<ReviewId>(cast, "first review")?),
                ("kind", Value::Choice(kind)),
                ("owner", owner(cast, by)?),
                ("due", day(cast, due)),
            ])
        }));
        if let Some((before, by, outcome)) = done {
            scenes.push(act::<DecisionDone>(at(before, 17, 0), by, name, move |_| {
                Ok(vec![("outcome", text(outcome))])
            }));
        }
    }
    scenes
}

/// All that happens to management reviews.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = held();
    scenes.extend(decisions());
    scenes.push(act::<ReplanDecision>(at(98, 9, 15), Who::Jonas, "rehearsal", |cast| {
        let why = text("Björn Claasen left; a successor is to be named first.");
        Ok(vec![("due", day(cast, 20)), ("why", why)])
    }));
    scenes.push(tell::<ManagementReview>(at(22, 9, 30), Who::Jonas, "second review", |cast| {
        Ok(vec![
            ("title", text("Second management review")),
            ("scope", the::<ScopeId>(cast, "company")?),
            ("planned_for", Value::Date(around(cast, 21))),
            ("chaired_by", who(cast, Who::Katharina)?),
        ])
    }));
    scenes
}
