//! Conformity: what the rules say of each requirement and control, at each record, and on this day.

pub(crate) mod overview;
pub(crate) mod readiness;
pub(crate) mod requirement;
pub(crate) mod rule;
pub(crate) mod today;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use attesta_conformity::{At, Checked, Outcome, Report, Target, Verdict};
use attesta_isms::record_type;
use attesta_record::Ref;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::{
    address::{self, Address},
    show,
    visit::Visit,
};

/// How many records of the evidence are shown.
const MOST_EVIDENCE: usize = 12;

/// What was asked last of each organisation's present, so that asking again is cheap.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<HashMap<String, Checked>>>);

/// The day that is looked at.
pub(crate) fn day(visit: &Visit) -> Date {
    show::day_of(visit).unwrap_or(visit.view.today)
}

/// What the rules say of the moment that is looked at.
pub(crate) fn checked(visit: &Visit) -> Checked {
    let day = day(visit);
    if !visit.present() {
        return Checked::fresh(&visit.view.isms, day);
    }
    let kept = visit.kept.0.lock().unwrap_or_else(PoisonError::into_inner).get(visit.org()).cloned();
    let checked = match kept {
        Some(kept) => kept.again(&visit.view.isms, day),
        None => Checked::fresh(&visit.view.isms, day),
    };
    let mut all = visit.kept.0.lock().unwrap_or_else(PoisonError::into_inner);
    all.insert(visit.org().to_owned(), checked.clone());
    checked
}

/// The report of the moment that is looked at.
pub(crate) fn report(visit: &Visit) -> Report {
    checked(visit).report()
}

/// An address of this concept, at the moment that is looked at.
pub(crate) fn address(visit: &Visit, path: &str) -> Address {
    Address::new(format!("/{}/{path}", visit.org())).at(visit.view.moment)
}

/// An outcome as a tag.
pub(crate) fn tag(outcome: Outcome) -> Markup {
    let mood = match outcome {
        Outcome::Major | Outcome::Minor => "bad",
        Outcome::Advice => "warn",
        Outcome::Conforms => "ok",
        Outcome::CannotTell => "",
    };
    html! { span class={ "tag " (mood) } { (outcome.label()) } }
}

/// A verdict: what it says, its evidence, and the way to the form that mends it.
pub(crate) fn verdict(visit: &Visit, verdict: &Verdict, with_requirement: bool) -> Markup {
    let asked = attesta_conformity::criterion(verdict.requirement).filter(|_| with_requirement);
    let rule = attesta_conformity::rule(verdict.rule);
    html! {
        (tag(verdict.outcome))
        div {
            p {
                @if let Some(asked) = asked {
                    a href=(address(visit, &format!("conformity/{}", asked.key))) { (asked.reference) } " "
                }
                (verdict.sentence)
            }
            @if !verdict.evidence.is_empty() { p { (evidence(visit, &verdict.evidence, verdict.proof)) } }
            @if let Some(rule) = rule {
                p {
                    @if verdict.outcome.is_finding() { span class="mute" { (rule.mend) } " " }
                    @if let Some(target) = verdict.target.filter(|_| visit.present() && verdict.outcome.is_finding()) {
                        a href=(mend(visit, target)) { "Mend it" } " · "
                    }
                    a href=(address(visit, &format!("rules/{}", rule.name))) { "Rule" }
                }
            }
        }
    }
}

fn evidence(visit: &Visit, evidence: &[At], proof: usize) -> Markup {
    let more = proof.max(evidence.len()).saturating_sub(MOST_EVIDENCE.min(evidence.len()));
    html! {
        span class="mute" { "Evidence: " }
        @for (at, one) in evidence.iter().take(MOST_EVIDENCE).enumerate() {
            @if at > 0 { ", " }
            a href=(Address::new(address::record(visit.org(), one.record)).at(visit.view.moment)) { (one.record.number()) }
            @let fields = labels(one);
            @if !fields.is_empty() { " " span class="mute" { "(" (fields) ")" } }
        }
        @if more > 0 { " and " (more) " more" }
        "."
    }
}

fn labels(at: &At) -> String {
    let schema = record_type(at.record.kind).map(|kind| kind.schema);
    let label = |name: &&'static str| {
        let field = schema.and_then(|schema| schema.field(name));
        field.map_or(*name, |field| field.label)
    };
    at.fields.iter().map(label).collect::<Vec<_>>().join(", ")
}

/// The form that mends something.
fn mend(visit: &Visit, target: Target) -> Address {
    match target {
        Target::Create(kind) => {
            let path = record_type(kind).map_or("", |kind| kind.schema.path);
            Address::new(format!("/{}/{path}/new", visit.org()))
        }
        Target::Amend(record, field) => {
            Address::new(format!("{}/edit#{field}", address::record(visit.org(), record)))
        }
        Target::Verb(record, verb) => {
            Address::new(format!("{}/do/{verb}", address::record(visit.org(), record)))
        }
    }
}

/// The findings that a record causes, for its page.
pub(crate) fn card(visit: &Visit, record: Ref) -> Markup {
    let checked = checked(visit);
    let mine: Vec<&Verdict> = checked
        .verdicts()
        .filter(|one| one.outcome.is_finding() && one.evidence.iter().any(|at| at.record == record))
        .collect();
    html! {
        @if !mine.is_empty() {
            section class="card" aria-labelledby="findings" {
                header { h2 id="findings" { "Findings" } a href=(address(visit, "conformity")) { "Conformity" } }
                ul class="links" {
                    @for one in mine { li { (verdict(visit, one, true)) } }
                }
            }
        }
    }
}
