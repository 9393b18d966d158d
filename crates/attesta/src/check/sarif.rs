//! Findings as SARIF 2.1.0, for tools that read findings.

use attesta_conformity::{Outcome, RULES, Report, Verdict, criterion};
use serde_json::{Value as Json, json};

/// The log with one run.
pub(super) fn written(report: &Report) -> Json {
    let rules: Vec<Json> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": {"text": rule.headline},
                "fullDescription": {"text": rule.checks},
                "help": {"text": rule.mend},
                "properties": {"requirements": rule.requirements},
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "attesta",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": report.findings().into_iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(verdict: &Verdict) -> Json {
    let level = match verdict.outcome {
        Outcome::Major => "error",
        Outcome::Minor => "warning",
        Outcome::Advice | Outcome::CannotTell | Outcome::Conforms => "note",
    };
    let asked = criterion(verdict.requirement);
    let asked = asked.map(|one| format!("{} {}: ", one.reference, one.title)).unwrap_or_default();
    let places: Vec<Json> = verdict
        .evidence
        .iter()
        .map(|at| json!({"fullyQualifiedName": at.record.number(), "kind": at.record.kind}))
        .collect();
    json!({
        "ruleId": verdict.rule,
        "level": level,
        "message": {"text": format!("{asked}{}", verdict.sentence)},
        "locations": [{"logicalLocations": places}],
        "partialFingerprints": {"finding/v1": verdict.id()},
    })
}
