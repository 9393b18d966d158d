//! The certificate of the sample company, with the audits behind it and the next one before it.

use attesta_isms::{
    certification::{Certificate, CertificationAudit, RecordOutcome},
    ids::{CertificationAuditId, NonconformityId, ScopeId},
};
use attesta_record::Value;
use jiff::ToSpan as _;

use super::{
    people::Who,
    scene::{Cast, Scene, at},
    tell::{Said, act, around, day, tell, tell_more, text, the},
};
use crate::trouble::Trouble;

const BODY: &str = "Hanse Zertifizierung GmbH";
const EDITION: &str = "ISO/IEC 27001:2022 with amendment 1:2024";

fn audit(
    cast: &Cast<'_>,
    stage: &'static str,
    (from, until): (Value, Value),
    days: f64,
) -> Result<Said, Trouble> {
    Ok(vec![
        ("stage", Value::Choice(stage)),
        ("planned_from", from),
        ("planned_until", until),
        ("body", text(BODY)),
        ("scope", the::<ScopeId>(cast, "company")?),
        ("standard", text(EDITION)),
        ("auditors", text("Vera Ahlers (lead), Ole Thomsen")),
        ("days", Value::Number(days)),
        ("people", Value::Number(61.0)),
        ("sites", text("Hamburg, Brooktorkai 14; work from home")),
    ])
}

fn finding(kind: &'static str, says: &str, answer_by: Value, answered: Value, accepted: Value) -> Vec<Value> {
    vec![Value::Choice(kind), text(says), answer_by, answered, accepted]
}

fn outcome(
    name: &'static str,
    (began, ended, told): (usize, usize, usize),
    outcome: &'static str,
    summary: &'static str,
) -> Scene {
    act::<RecordOutcome>(at(told, 13, 30), Who::Jonas, name, move |cast| {
        Ok(vec![
            ("began_on", day(cast, began)),
            ("ended_on", day(cast, ended)),
            ("outcome", Value::Choice(outcome)),
            ("report_on", day(cast, told)),
            ("report", text("Wiki, page “Certification”")),
            ("summary", text(summary)),
        ])
    })
}

fn audits() -> Vec<Scene> {
    vec![
        tell::<CertificationAudit>(at(165, 10, 0), Who::Jonas, "stage 1", |cast| {
            audit(cast, "stage1", (day(cast, 134), day(cast, 133)), 2.0)
        }),
        tell::<CertificationAudit>(at(165, 10, 15), Who::Jonas, "stage 2", |cast| {
            audit(cast, "stage2", (day(cast, 113), day(cast, 110)), 5.5)
        }),
        outcome("stage 1", (134, 133, 131), "passed", "The design is there. One concern for stage 2."),
        tell_more::<CertificationAudit>(at(131, 13, 40), Who::Jonas, "stage 1", |_| {
            let concern = "Not all documents say when they are reviewed.";
            let row = finding("concern", concern, Value::None, Value::None, Value::None);
            Ok(vec![("findings", Value::Rows(vec![row]))])
        }),
        outcome("stage 2", (113, 110, 109), "conditional", "It works. One minor lapse, two suggestions."),
        tell_more::<CertificationAudit>(at(102, 9, 30), Who::Jonas, "stage 2", |cast| {
            let nonconformity = the::<NonconformityId>(cast, "reviews")?;
            let minor = "Three documents have no day of their next review.";
            let suggestion = "Numbers of suppliers on the crisis card.";
            Ok(vec![(
                "findings",
                Value::Rows(vec![
                    finding("minor", minor, day(cast, 80), nonconformity, day(cast, 103)),
                    finding("opportunity", suggestion, Value::None, Value::None, Value::None),
                ]),
            )])
        }),
        tell::<CertificationAudit>(at(60, 14, 0), Who::Jonas, "surveillance", |cast| {
            let (from, until) = (around(cast, 180), around(cast, 181));
            audit(cast, "surveillance", (Value::Date(from), Value::Date(until)), 2.5)
        }),
    ]
}

/// All that happens to the certificate.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = audits();
    scenes.push(tell::<Certificate>(at(93, 15, 20), Who::Jonas, "certificate", |cast| {
        let issued = cast.day(95);
        Ok(vec![
            ("reference", text("HZ-ISMS-20417")),
            ("standard", text(EDITION)),
            ("body", text(BODY)),
            ("accreditation", text("By the national accreditation body, D-ZM-00000-01-00")),
            ("scope", the::<ScopeId>(cast, "company")?),
            ("scope_text", text("Development, operation and support of the hosted platform Kaikante")),
            ("sites", text("Brooktorkai 14, 20457 Hamburg")),
            ("audit", the::<CertificationAuditId>(cast, "stage 2")?),
            ("first_issued_on", Value::Date(issued)),
            ("issued_on", Value::Date(issued)),
            ("expires_on", Value::Date(issued.saturating_add(3.years()).saturating_sub(1.day()))),
        ])
    }));
    scenes
}
