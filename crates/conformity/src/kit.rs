//! What many rules need: lateness, people who were there, words that say nothing.

use attesta_isms::{
    Isms,
    ids::{PersonId, ScopeId},
    kit::Owner,
    risk::ActionStatus,
    soa::SoaEntry,
};
use attesta_record::{Entity, Record, Text, TypedId as _};
use attesta_standard::Grade;
use jiff::{ToSpan as _, civil::Date, tz::TimeZone};

pub(crate) use crate::{
    rule::Rule,
    verdict::{Outcome, Sample, Verdict, Verdicts},
};

/// Up to so many days a missed day is a slip that is pointed out; beyond, the organisation's own term was not kept.
const SLIP: i64 = 30;

/// How late something is on a day: `None` where it is not.
pub(crate) fn late(due: Date, today: Date) -> Option<Outcome> {
    if due >= today {
        None
    } else if due.saturating_add(SLIP.days()) >= today {
        Some(Outcome::Advice)
    } else {
        Some(Outcome::Minor)
    }
}

/// A day so many months later.
pub(crate) fn months_after(day: Date, months: u32) -> Date {
    day.saturating_add(i64::from(months).months())
}

/// How many days lie between.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Whether a person works under the organisation's control on a day, as far as the days of joining and leaving say.
pub(crate) fn is_there(isms: &Isms, person: PersonId, day: Date) -> bool {
    isms.people.get(person).is_some_and(|one| {
        one.data.joined_on.is_none_or(|joined| joined <= day)
            && one.data.left_on.is_none_or(|left| day <= left)
    })
}

/// Whether a record says today what it said on a day: it was never changed, or last changed before.
pub(crate) fn unchanged_since<R: Record>(entity: &Entity<R>, day: Date) -> bool {
    entity.revision == 1 || entity.changed_at.to_zoned(TimeZone::UTC).date() < day
}

/// Whether something of an action remains to be done.
pub(crate) fn is_left(status: ActionStatus) -> bool {
    !matches!(status, ActionStatus::Done | ActionStatus::Dropped)
}

/// The name of a person with the number.
pub(crate) fn person(isms: &Isms, id: PersonId) -> String {
    isms.people.get(id).map_or_else(|| id.number(), |one| format!("{} ({})", one.data.name, id.number()))
}

/// Why an owner is nobody on a day; `None` where there is somebody. Where no record says who holds any role, a role is
/// an owner whose holder is not known here.
pub(crate) fn vacancy(isms: &Isms, owner: Option<Owner>, today: Date) -> Option<String> {
    let Some(owner) = owner else { return Some("it has no owner".to_owned()) };
    if matches!(owner, Owner::Role(_)) && isms.assignments.is_empty() {
        return None;
    }
    let people = isms.people_of(owner, today);
    if people.iter().any(|one| is_there(isms, *one, today)) {
        return None;
    }
    Some(match (owner, people.first()) {
        (Owner::Person(_), Some(one)) => {
            let left = isms.people.get(*one).and_then(|one| one.data.left_on);
            match left {
                Some(left) => format!("its owner {} left on {left}", person(isms, *one)),
                None => format!("its owner {} has not joined yet", person(isms, *one)),
            }
        }
        (Owner::Role(role), Some(one)) => {
            let name = isms.roles.get(role).map_or_else(|| role.number(), |role| role.data.name.to_string());
            format!("its owner is the role {name}, whose holder {} is no longer there", person(isms, *one))
        }
        (Owner::Role(role), None) => {
            let name = isms.roles.get(role).map_or_else(|| role.number(), |role| role.data.name.to_string());
            format!("its owner is the role {name} ({}), which nobody holds", role.number())
        }
        (Owner::Person(one), None) => format!("its owner {} is nobody on record", one.number()),
    })
}

/// Whether a text says something, rather than marking a place.
pub(crate) fn says_something(text: Option<&Text>) -> bool {
    let Some(text) = text else { return false };
    if text.is_erased() {
        return true;
    }
    let words: Vec<String> = attesta_record::words_of(text.as_str()).collect();
    let empty = [
        "n a",
        "na",
        "none",
        "nil",
        "tbd",
        "todo",
        "tbc",
        "not relevant",
        "not applicable",
        "irrelevant",
        "no",
        "not needed",
        "not required",
        "not necessary",
        "excluded",
        "x",
        "yes",
    ];
    let joined = words.join(" ");
    !joined.is_empty() && !empty.contains(&joined.as_str())
}

/// Whether a row of a statement answers for what lies in a scope: the row of that scope, else of the nearest scope that
/// it is part of. What lies everywhere is answered for by the outermost scopes.
pub(crate) fn answers_for(isms: &Isms, row: &Entity<SoaEntry>, place: Option<ScopeId>) -> bool {
    let Some(place) = place else {
        return isms.scopes.get(row.data.scope).is_some_and(|scope| scope.data.parent.is_none());
    };
    let Some(control) = row.data.about() else { return false };
    let mut rows = isms.scope_and_parents(place).filter_map(|scope| isms.soa_entry(scope.id, control));
    rows.next().is_some_and(|nearest| nearest.id == row.id)
}

/// The scopes that are part of no other: where what holds everywhere is judged.
pub(crate) fn outermost(isms: &Isms) -> Vec<ScopeId> {
    let roots = isms.scopes.in_force().filter(|scope| scope.data.parent.is_none());
    roots.map(|scope| scope.id).collect()
}

/// `R-1, R-2 and 7 more`.
pub(crate) fn listed(numbers: &[String]) -> String {
    const SHOWN: usize = 5;
    if numbers.len() <= SHOWN + 1 {
        return numbers.join(", ");
    }
    format!("{} and {} more", numbers[..SHOWN].join(", "), numbers.len() - SHOWN)
}

/// The grade of a rule that finds nothing worse than minor.
pub(crate) const MINOR: Grade = Grade::Minor;
/// The grade of a rule that may find a major.
pub(crate) const MAJOR: Grade = Grade::Major;
