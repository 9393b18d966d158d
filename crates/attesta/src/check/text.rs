//! A report as sentences for a person, grouped by clause.

use std::{collections::BTreeMap, fmt::Write as _};

use attesta_conformity::{Answer, At, Outcome, Report, Verdict, rule};
use attesta_isms::{Isms, record_type};

/// How many findings of one rule on one requirement are told in full.
const MOST_ALIKE: usize = 4;

/// The report.
pub(super) fn written(isms: &Isms, report: &Report, all: bool) -> String {
    let mut text = head(isms, report);
    let mut clause = "";
    for answer in &report.answers {
        let shown: Vec<&Verdict> =
            report.verdicts_of(answer).filter(|verdict| all || verdict.outcome.is_finding()).collect();
        let silent = all && shown.is_empty() && !answer.criterion.key.starts_with("A.");
        if shown.is_empty() && !silent && !(answer.outcome.is_nonconformity()) {
            continue;
        }
        if clause != answer.criterion.clause {
            clause = answer.criterion.clause;
            let title = attesta_standard::clause(clause).map_or("", |clause| clause.title.as_str());
            let _ = write!(text, "\n\n{clause} {title}");
        }
        one(&mut text, answer, &shown);
    }
    text
}

fn head(isms: &Isms, report: &Report) -> String {
    let name = isms.organisation().map_or_else(|| "The ISMS".to_owned(), |one| one.data.name.to_string());
    let findings = report.findings();
    let count = |outcome| findings.iter().filter(|finding| finding.outcome == outcome).count();
    let clauses = report.answers.iter().filter(|answer| !answer.criterion.key.starts_with("A."));
    let (mut conforming, mut unknown) = (0, 0);
    for answer in clauses {
        conforming += usize::from(answer.outcome == Outcome::Conforms);
        unknown += usize::from(answer.outcome == Outcome::CannotTell);
    }
    format!(
        "{name} on {}: {} major and {} minor nonconformities, {} pieces of advice. Of 159 requirements {conforming} conform, \
         and of {unknown} records cannot tell.",
        report.today,
        count(Outcome::Major),
        count(Outcome::Minor),
        count(Outcome::Advice),
    )
}

fn one(text: &mut String, answer: &Answer, shown: &[&Verdict]) {
    let criterion = answer.criterion;
    let _ = write!(text, "\n\n  {} {}: {}", criterion.reference, criterion.title, answer.outcome.label());
    if let Some(judgement) = answer.judgement {
        let number = attesta_record::TypedId::number(judgement);
        let _ = write!(text, ", as judged in {number}");
    }
    let mut said: BTreeMap<(&str, Outcome), usize> = BTreeMap::new();
    for verdict in shown {
        let count = said.entry((verdict.rule, verdict.outcome)).or_default();
        *count += 1;
        if *count > MOST_ALIKE {
            continue;
        }
        let _ = write!(text, "\n    {}: {}", verdict.outcome.label(), verdict.sentence);
        if !verdict.evidence.is_empty() {
            let _ = write!(text, "\n      Evidence: {}", evidence(verdict));
        }
        if let Some(rule) = rule(verdict.rule).filter(|_| verdict.outcome.is_finding()) {
            let _ = write!(text, "\n      Mend: {} [{}]", rule.mend, rule.name);
        }
    }
    for ((rule, outcome), count) in said.into_iter().filter(|(_, count)| *count > MOST_ALIKE) {
        let (more, label) = (count - MOST_ALIKE, outcome.label().to_lowercase());
        let _ = write!(text, "\n    And {more} more of the same: {label} [{rule}]; --format json names all.");
    }
}

/// The records and fields that show it.
fn evidence(verdict: &Verdict) -> String {
    let named: Vec<String> = verdict.evidence.iter().take(8).map(at).collect();
    let more = verdict.proof.max(verdict.evidence.len()) - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
}

fn at(at: &At) -> String {
    let schema = record_type(at.record.kind).map(|kind| kind.schema);
    let label = |name: &&'static str| {
        let field = schema.and_then(|schema| schema.field(name));
        field.map_or(*name, |field| field.label)
    };
    let fields: Vec<&str> = at.fields.iter().map(label).collect();
    if fields.is_empty() {
        at.record.number()
    } else {
        format!("{} ({})", at.record.number(), fields.join(", "))
    }
}
