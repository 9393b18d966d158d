//! A report as one object for programs.

use attesta_conformity::{Report, Target, Verdict, criterion, rule};
use attesta_isms::{Isms, record_type};
use serde_json::{Value as Json, json};

/// The report.
pub(super) fn written(isms: &Isms, report: &Report) -> Json {
    let answers = report.answers.iter().map(|answer| {
        json!({
            "requirement": answer.criterion.key,
            "reference": answer.criterion.reference,
            "title": answer.criterion.title,
            "verdict": answer.outcome.key(),
            "grade": answer.outcome.grade().map(attesta_standard::Grade::key),
            "judgement": answer.judgement.map(attesta_record::TypedId::number),
        })
    });
    json!({
        "organisation": isms.organisation().map(|one| one.data.name.to_string()),
        "on": report.today.to_string(),
        "sequence": isms.sequence,
        "requirements": answers.collect::<Vec<_>>(),
        "verdicts": report.verdicts.iter().map(verdict).collect::<Vec<_>>(),
    })
}

/// A verdict with all that it says.
pub(super) fn verdict(verdict: &Verdict) -> Json {
    let records: Vec<String> = verdict.evidence.iter().map(|at| at.record.number()).collect();
    let fields: Vec<Json> = verdict
        .evidence
        .iter()
        .map(|at| json!({"record": at.record.number(), "fields": at.fields}))
        .collect();
    let rule = rule(verdict.rule);
    json!({
        "id": verdict.id(),
        "rule": verdict.rule,
        "requirement": verdict.requirement,
        "reference": criterion(verdict.requirement).map(|one| one.reference),
        "verdict": verdict.outcome.key(),
        "grade": verdict.outcome.grade().map(attesta_standard::Grade::key),
        "records": records,
        "fields": fields,
        "proof": verdict.proof,
        "sentence": verdict.sentence,
        "mend": rule.filter(|_| verdict.outcome.is_finding()).map(|rule| json!({
            "text": rule.mend,
            "turns": rule.turns,
            "target": verdict.target.map(target),
        })),
    })
}

fn target(target: Target) -> Json {
    match target {
        Target::Create(kind) => {
            json!({"create": record_type(kind).map(|kind| kind.schema.path)})
        }
        Target::Amend(record, field) => json!({"record": record.number(), "field": field}),
        Target::Verb(record, verb) => json!({"record": record.number(), "verb": verb}),
    }
}
