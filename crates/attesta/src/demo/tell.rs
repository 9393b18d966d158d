//! Telling a record or a form by the fields that matter; what is left out is as a new form shows it.

use attesta_isms::{ids::PersonId, kit::Verb, record_type};
use attesta_record::{Field, FieldType, Record, TypedId, Value};
use jiff::{ToSpan as _, civil::Date};

use super::{
    people::{By, Who},
    scene::{Act, Cast, Change, Make, Scene, When, missing},
};
use crate::trouble::Trouble;

/// Fields and what they say.
pub(super) type Said = Vec<(&'static str, Value)>;

/// Somebody creates a record.
pub(super) fn tell<R: Record>(
    when: When,
    by: Who,
    name: &str,
    say: impl FnOnce(&Cast<'_>) -> Result<Said, Trouble> + Send + 'static,
) -> Scene {
    let make: Make = Box::new(move |cast| {
        let kind = record_type(R::SCHEMA.key).ok_or_else(|| missing("kind", R::SCHEMA.key))?;
        filled(R::SCHEMA.fields, kind.defaults(), say(cast)?)
    });
    Scene {
        when,
        by,
        act: Act::Create(R::SCHEMA, name.to_owned(), make),
        reason: None,
        occurred: None,
        file: None,
    }
}

/// Somebody amends some fields of a record.
pub(super) fn tell_more<R: Record>(
    when: When,
    by: Who,
    name: &str,
    say: impl FnOnce(&Cast<'_>) -> Result<Said, Trouble> + Send + 'static,
) -> Scene {
    let change: Change = Box::new(move |cast, item| filled(R::SCHEMA.fields, item.values, say(cast)?));
    Scene {
        when,
        by,
        act: Act::Amend(R::SCHEMA, name.to_owned(), change),
        reason: None,
        occurred: None,
        file: None,
    }
}

/// Somebody does a verb.
pub(super) fn act<V: Verb>(
    when: When,
    by: Who,
    name: &str,
    say: impl FnOnce(&Cast<'_>) -> Result<Said, Trouble> + Send + 'static,
) -> Scene {
    let form: Change =
        Box::new(move |cast, _| filled(V::FIELDS, vec![Value::None; V::FIELDS.len()], say(cast)?));
    let schema = <V::On as Record>::SCHEMA;
    Scene {
        when,
        by,
        act: Act::Verb(schema, name.to_owned(), V::NAME, form),
        reason: None,
        occurred: None,
        file: None,
    }
}

fn filled(fields: &[Field], mut values: Vec<Value>, said: Said) -> Result<Vec<Value>, Trouble> {
    for (name, value) in said {
        let at = fields.iter().position(|field| field.name == name);
        values[at.ok_or_else(|| missing("field", name))?] = value;
    }
    Ok(values)
}

/// A text; nothing where it is empty.
pub(super) fn text(text: &str) -> Value {
    if text.is_empty() { Value::None } else { Value::text(text) }
}

/// A day of the past.
pub(super) fn day(cast: &Cast<'_>, before: usize) -> Value {
    Value::Date(cast.day(before))
}

/// A day that is so many days away from the last one, in either direction.
pub(super) fn around(cast: &Cast<'_>, days: i64) -> Date {
    cast.day(0).saturating_add(days.days())
}

/// The record of a short name.
pub(super) fn the<I: TypedId + FieldType>(cast: &Cast<'_>, name: &str) -> Result<Value, Trouble> {
    Ok(cast.id::<I>(name)?.to_value())
}

/// Who owns something.
pub(super) fn owner(cast: &Cast<'_>, by: By) -> Result<Value, Trouble> {
    Ok(by.owner(cast)?.to_value())
}

/// Somebody.
pub(super) fn who(cast: &Cast<'_>, who: Who) -> Result<Value, Trouble> {
    the::<PersonId>(cast, who.name())
}

/// Several people.
pub(super) fn all(cast: &Cast<'_>, who: &[Who]) -> Result<Value, Trouble> {
    Ok(super::people::people(cast, who)?.to_value())
}
