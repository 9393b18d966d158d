//! The Statement of Applicability as a grid: derived from risks and duties, the decisions answered in place.

pub(crate) mod compare;
pub(crate) mod edit;
pub(crate) mod view;

use attesta_isms::{
    ids::ScopeId,
    soa::{Line, Subject},
};
use attesta_record::{Choice as _, TypedId as _, form::Typed, words_of};

use crate::{extract::one, show, visit::Visit};

/// The scope that is looked at: the one in the address, else the first that has answers.
pub(crate) fn scope_of(visit: &Visit, params: &Typed) -> Option<ScopeId> {
    let isms = visit.isms();
    let named = one(params, "scope").parse().ok().map(ScopeId::new);
    named.filter(|id| isms.scopes.get(*id).is_some()).or_else(|| {
        let answered = isms.soa_entries.in_force().map(|one| one.data.scope).next();
        answered.or_else(|| isms.scopes.in_force().map(|scope| scope.id).next())
    })
}

/// The lines of a scope on the day that is looked at, as far as the filters of the address let them through.
pub(crate) fn lines<'a>(visit: &'a Visit, scope: ScopeId, params: &Typed) -> Vec<Line<'a>> {
    let day = show::day_of(visit).unwrap_or(visit.view.today);
    let mut lines = visit.isms().statement(scope, day);
    lines.retain(|line| fits(line, params));
    lines
}

/// `yes`, `no` or `unanswered`.
pub(crate) fn applicable(line: &Line<'_>) -> &'static str {
    match line.applicable() {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unanswered",
    }
}

/// The theme of a line, as key and label.
pub(crate) fn theme(line: &Line<'_>) -> (&'static str, &'static str) {
    match line.subject {
        Subject::Annex(control) => (control.theme.key(), control.theme.label()),
        Subject::Own(_) => ("own", "Own set"),
    }
}

fn fits(line: &Line<'_>, params: &Typed) -> bool {
    let is = |name: &str, value: &str| one(params, name).is_empty() || one(params, name) == value;
    let reason = one(params, "reason");
    let problem = one(params, "problem");
    let words: Vec<String> = words_of(one(params, "q")).collect();
    let justification = line.entry.and_then(|entry| entry.data.justification.as_ref());
    let text =
        format!("{} {} {}", line.reference(), line.title(), justification.map_or("", |text| text.as_str()));
    let text: Vec<String> = words_of(&text).collect();
    is("theme", theme(line).0)
        && is("applicable", applicable(line))
        && is("status", line.status().map_or("none", |status| status.key()))
        && match reason {
            "" => true,
            "none" => !line.needed(),
            kind => line.reasons.iter().any(|reason| reason.live && reason.kind.key() == kind),
        }
        && match problem {
            "" => true,
            "any" => !line.problems.is_empty(),
            kind => line.problems.iter().any(|problem| problem.key() == kind),
        }
        && words.iter().all(|word| text.iter().any(|have| have.starts_with(word.as_str())))
}
