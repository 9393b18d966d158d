//! Which lines of a statement are shown. All of it stands in the address, and a count and the list that it links to are
//! decided by the same function.

use attesta_gate::Moment;
use attesta_isms::{
    ids::ScopeId,
    kit::{AnyControl, Owner},
    soa::{ImplementationStatus, Line, Problem, ReasonKind, Subject},
};
use attesta_record::{
    Choice as _, FieldType as _, Ref, TypedId as _, Value, filter::NOTHING, form::Typed, words_of,
};
use attesta_standard::{Attribute, AttributeGroup, Theme};
use maud::{Markup, html};

use super::{applicable, theme};
use crate::{address::Address, extract::one, show, visit::Visit};

/// Filters that come from a link and have no control of their own in the form: what they are called.
const LINKED: [(&str, &str); 3] = [("control", "Control"), ("needed_by", "Needed for"), ("line", "Line")];

/// Whether a line is shown.
pub(crate) fn fits(line: &Line<'_>, params: &Typed) -> bool {
    let is = |name: &str, value: &str| one(params, name).is_empty() || one(params, name) == value;
    is("theme", theme(line).0)
        && is("applicable", applicable(line))
        && is("status", line.status().map_or(NOTHING, |status| status.key()))
        && is_line(line, one(params, "line"))
        && has_reason(line, one(params, "reason"))
        && has_problem(line, one(params, "problem"))
        && has_owner(line, one(params, "owner"))
        && is_implemented_by(line, one(params, "control"))
        && is_needed_by(line, one(params, "needed_by"))
        && AttributeGroup::ALL.iter().all(|group| has_attribute(line, *group, one(params, group.key())))
        && has_words(line, one(params, "q"))
}

fn is_line(line: &Line<'_>, wanted: &str) -> bool {
    wanted.is_empty() || line.control.key() == wanted
}

fn has_reason(line: &Line<'_>, wanted: &str) -> bool {
    match wanted {
        "" => true,
        NOTHING => !line.needed(),
        kind => line.reasons.iter().any(|reason| reason.live && reason.kind.key() == kind),
    }
}

fn has_problem(line: &Line<'_>, wanted: &str) -> bool {
    match wanted {
        "" => true,
        "any" => !line.problems.is_empty(),
        kind => line.problems.iter().any(|problem| problem.key() == kind),
    }
}

fn has_owner(line: &Line<'_>, wanted: &str) -> bool {
    match wanted {
        "" => true,
        NOTHING => line.owners().is_empty(),
        number => line.owners().into_iter().any(|owner| number_of(owner) == number),
    }
}

fn is_implemented_by(line: &Line<'_>, wanted: &str) -> bool {
    match wanted {
        "" => true,
        NOTHING => line.controls.is_empty(),
        number => line.controls.iter().any(|control| control.id.number() == number),
    }
}

fn is_needed_by(line: &Line<'_>, wanted: &str) -> bool {
    wanted.is_empty() || line.reasons.iter().any(|reason| reason.live && reason.source.number() == wanted)
}

/// A control of an own set has no attributes.
fn has_attribute(line: &Line<'_>, group: AttributeGroup, wanted: &str) -> bool {
    let values = match line.subject {
        Subject::Annex(control) => control.attributes(group),
        Subject::Own(_) => &[],
    };
    wanted.is_empty() || values.iter().any(|value| value.key() == wanted)
}

fn has_words(line: &Line<'_>, wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let justification = line.entry.and_then(|entry| entry.data.justification.as_ref());
    let text =
        format!("{} {} {}", line.reference(), line.title(), justification.map_or("", |text| text.as_str()));
    let text: Vec<String> = words_of(&text).collect();
    words_of(wanted).all(|word| text.iter().any(|have| have.starts_with(word.as_str())))
}

/// The number of an owner: `PE-1`, `RO-2`.
fn number_of(owner: Owner) -> String {
    if let Value::Ref(one) = owner.to_value() { one.number() } else { String::new() }
}

/// A filter with a control of its own: name, label, what can be chosen.
struct Choice {
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
}

fn choice<A: Into<String>, B: Into<String>>(
    name: &'static str,
    label: &'static str,
    options: impl IntoIterator<Item = (A, B)>,
) -> Choice {
    let options = options.into_iter().map(|(key, text)| (key.into(), text.into())).collect();
    Choice { name, label, options }
}

/// The filters of the form, attributes aside; the owners are those of all lines.
fn choices(visit: &Visit, all: &[Line<'_>]) -> Vec<Choice> {
    let keyed = |word: &'static attesta_record::Word| (word.key, word.label);
    let themes = Theme::ALL.iter().map(|theme| (theme.key(), theme.label())).chain([("own", "Own set")]);
    let statuses = ImplementationStatus::words().iter().map(keyed).chain([(NOTHING, "No status")]);
    let reasons = ReasonKind::words().iter().map(keyed).chain([(NOTHING, "Nothing")]);
    let problems = [("any", "Any problem")].into_iter().chain(Problem::words().iter().map(keyed));
    let applicable = [("yes", "Yes"), ("no", "Left out"), ("unanswered", "Unanswered")];
    vec![
        choice("theme", "Theme", themes),
        choice("applicable", "Applicable", applicable),
        choice("status", "Status", statuses),
        choice("reason", "Needed for", reasons),
        choice("problem", "Problem", problems),
        choice("owner", "Owner", owners(visit, all)),
    ]
}

/// The filters by the attributes of ISO/IEC 27002.
fn attributes() -> Vec<Choice> {
    let values = |group: AttributeGroup| group.values().map(|value: Attribute| (value.key(), value.label()));
    AttributeGroup::ALL.iter().map(|group| choice(group.key(), group.label(), values(*group))).collect()
}

/// Everybody who owns a row or a control of the scope, and nobody.
fn owners(visit: &Visit, all: &[Line<'_>]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for owner in all.iter().flat_map(Line::owners) {
        let number = number_of(owner);
        if let (Value::Ref(one), true) = (owner.to_value(), found.iter().all(|(known, _)| *known != number)) {
            found.push((number, show::title(visit.isms(), one)));
        }
    }
    found.sort_by_cached_key(|(_, name)| name.to_lowercase());
    found.push((NOTHING.to_owned(), "Nobody".to_owned()));
    found
}

/// The form of the filters.
pub(crate) fn form(visit: &Visit, scope: ScopeId, all: &[Line<'_>], params: &Typed, editing: bool) -> Markup {
    let attributes = attributes();
    let used = attributes.iter().any(|one_of| !one(params, one_of.name).is_empty());
    html! {
        details class="filters" open {
            summary { "Filter" }
            form method="get" {
                @if editing { input type="hidden" name="edit" value="1"; }
                @if let Moment::After(sequence) = visit.view.moment { input type="hidden" name="at" value=(sequence); }
                @for (name, _) in LINKED {
                    @if !one(params, name).is_empty() { input type="hidden" name=(name) value=(one(params, name)); }
                }
                div class="field" {
                    label for="f-scope" { "Scope" }
                    select id="f-scope" name="scope" data-autosubmit {
                        @for one in visit.isms().scopes.in_force() { option value=(one.id.get()) selected[one.id == scope] { (one.data.name) } }
                    }
                }
                div class="field" { label for="f-q" { "Words" } input id="f-q" name="q" type="search" value=(one(params, "q")); }
                @for choice in choices(visit, all) { (select(&choice, params)) }
                details class="more" open[used] {
                    summary { "By attribute of ISO/IEC 27002" }
                    div { @for choice in &attributes { (select(choice, params)) } }
                }
                div class="actions" { button class="btn" { "Apply" } }
            }
        }
    }
}

fn select(choice: &Choice, params: &Typed) -> Markup {
    let chosen = one(params, choice.name);
    let known = chosen.is_empty() || choice.options.iter().any(|(key, _)| key == chosen);
    html! {
        div class="field" {
            label for={ "f-" (choice.name) } { (choice.label) }
            select id={ "f-" (choice.name) } name=(choice.name) data-autosubmit {
                option value="" { @if choice.name == "problem" { "All rows" } @else { "Any" } }
                @if !known { option value=(chosen) selected { (chosen) } }
                @for (key, text) in &choice.options { option value=(key) selected[key == chosen] { (text) } }
            }
        }
    }
}

/// The filters in force, each with a link that removes it.
pub(crate) fn active(visit: &Visit, all: &[Line<'_>], params: &Typed, here: &Address) -> Markup {
    let mut found: Vec<(&str, &str, String)> = Vec::new();
    for choice in choices(visit, all).iter().chain(&attributes()) {
        let chosen = one(params, choice.name);
        if !chosen.is_empty() {
            let text = choice.options.iter().find(|(key, _)| key == chosen).map(|(_, text)| text.as_str());
            found.push((choice.name, choice.label, text.unwrap_or(chosen).to_owned()));
        }
    }
    let linked = LINKED.iter().filter(|(name, _)| !one(params, name).is_empty());
    found.extend(linked.map(|(name, label)| (*name, *label, linked_text(visit, name, one(params, name)))));
    if !one(params, "q").is_empty() {
        found.push(("q", "Words", one(params, "q").to_owned()));
    }
    html! {
        @if !found.is_empty() {
            ul class="active" aria-label="Active filters" {
                @for (name, label, value) in &found {
                    li {
                        span { (label) ": " b { (value) } }
                        a class="x" href=(here.clone().without(&[name])) aria-label={ "Remove filter " (label) ": " (value) } {}
                    }
                }
            }
        }
    }
}

fn linked_text(visit: &Visit, name: &str, value: &str) -> String {
    if value == NOTHING {
        return "none of the organisation".to_owned();
    }
    if name == "line" {
        return AnyControl::from_key(value).map_or_else(|| value.to_owned(), |one| visit.isms().name_of(one));
    }
    let named = |one: Ref| format!("{value} {}", show::title(visit.isms(), one));
    attesta_isms::reference(value).map_or_else(|| value.to_owned(), named)
}
