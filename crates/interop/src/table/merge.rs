//! What a cell does to a value that is there: only what changed in the file since last time is changed, and never what a
//! person changed meanwhile.

use attesta_record::{Field, Kind, Schema, Value, value_from_json, value_to_json};
use serde_json::{Map, Value as Json};

use super::Remembered;

/// What happens to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It stays; the cell says nothing new.
    Keep,
    /// It becomes what the cell says.
    Take,
    /// What the cell lists is added to it.
    Add,
    /// A person changed it, and the file did too.
    Conflict,
}

/// The values of a record as they are to be, and what the cells said.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) values: Vec<Value>,
    pub(super) said: Vec<(&'static str, Value)>,
}

/// What happens to a value: `base` is what the cell said last time, `current` what the record says.
pub(super) fn outcome(
    value: &Value,
    base: Option<&Value>,
    current: Option<&Value>,
    default: &Value,
    add: bool,
) -> Outcome {
    let Some(current) = current else {
        return if value.is_none() { Outcome::Keep } else { Outcome::Take };
    };
    match base {
        Some(base) if base == value => Outcome::Keep,
        _ if add => {
            if value.is_none() && base.is_none() {
                Outcome::Keep
            } else {
                Outcome::Add
            }
        }
        Some(base) if current == base || current == value => Outcome::Take,
        None if value.is_none() || value == current => Outcome::Keep,
        None if current.is_none() || current == default => Outcome::Take,
        _ => Outcome::Conflict,
    }
}

/// What a cell said last time.
pub(super) fn base(field: &Field, remembered: &Remembered) -> Value {
    remembered.said.get(field.name).and_then(|json| value_from_json(field.kind, json)).unwrap_or_default()
}

/// What is remembered of the cells.
pub(super) fn said(schema: &Schema, said: &[(&'static str, Value)]) -> Map<String, Json> {
    said.iter()
        .filter(|(_, value)| !value.is_none())
        .filter_map(|(name, value)| {
            Some(((*name).to_owned(), value_to_json(schema.field(name)?.kind, value)))
        })
        .collect()
}

impl Merged {
    pub(super) fn from(values: Vec<Value>) -> Self {
        Self { values, said: Vec::new() }
    }

    /// The value stays as it is.
    pub(super) fn keep(&mut self, field: &Field, said: Value) {
        self.said.push((field.name, said));
    }

    /// The value becomes what the cell says.
    pub(super) fn take(&mut self, at: usize, field: &Field, value: Value) {
        self.values[at] = value.clone();
        self.said.push((field.name, value));
    }

    /// What the cell lists is added, in place of what it listed last time.
    pub(super) fn add(&mut self, at: usize, field: &Field, value: Value, base: Option<&Value>) {
        let current = std::mem::take(&mut self.values[at]);
        self.values[at] = match (field.kind, current) {
            (Kind::Choices(words), Value::Choices(keys)) => {
                let (gone, new) = (keys_of(base), keys_of(Some(&value)));
                let stays =
                    |key: &&'static str| new.contains(key) || (keys.contains(key) && !gone.contains(key));
                let keys: Vec<&'static str> = words().iter().map(|word| word.key).filter(stays).collect();
                if keys.is_empty() { Value::None } else { Value::Choices(keys) }
            }
            (Kind::Refs(_), Value::Refs(refs)) => {
                let gone = base.map(refs_of).unwrap_or_default();
                let mut refs: Vec<_> = refs.into_iter().filter(|one| !gone.contains(one)).collect();
                for one in refs_of(&value) {
                    if !refs.contains(&one) {
                        refs.push(one);
                    }
                }
                if refs.is_empty() { Value::None } else { Value::Refs(refs) }
            }
            (Kind::Text, Value::Text(text)) => {
                let without = match base {
                    Some(Value::Text(base)) => text.replace(&**base, ""),
                    _ => text.to_string(),
                };
                let new = if let Value::Text(new) = &value { new.to_string() } else { String::new() };
                let mut lines: Vec<&str> = without.lines().filter(|line| !line.trim().is_empty()).collect();
                lines.extend(new.lines().filter(|line| !without.lines().any(|one| one == *line)));
                if lines.is_empty() { Value::None } else { Value::text(&lines.join("\n")) }
            }
            (_, Value::None) => value.clone(),
            (_, current) => current,
        };
        self.said.push((field.name, value));
    }
}

fn keys_of(value: Option<&Value>) -> Vec<&'static str> {
    if let Some(Value::Choices(keys)) = value { keys.clone() } else { Vec::new() }
}

fn refs_of(value: &Value) -> Vec<attesta_record::Ref> {
    if let Value::Refs(refs) = value { refs.clone() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_in_the_file_changes() {
        let text = Value::text;
        let none = Value::None;
        for (cell, base, current, expected) in [
            ("new", None, None, Outcome::Take),
            ("same", Some("same"), Some("a person's"), Outcome::Keep),
            ("new", Some("old"), Some("old"), Outcome::Take),
            ("new", Some("old"), Some("new"), Outcome::Take),
            ("new", Some("old"), Some("a person's"), Outcome::Conflict),
            ("new", None, Some(""), Outcome::Take),
            ("new", None, Some("there"), Outcome::Conflict),
            ("", None, Some("there"), Outcome::Keep),
            ("", Some("old"), Some("old"), Outcome::Take),
        ] {
            let value = |one: &str| if one.is_empty() { Value::None } else { text(one) };
            let (base, current) = (base.map(value), current.map(value));
            assert_eq!(
                outcome(&value(cell), base.as_ref(), current.as_ref(), &none, false),
                expected,
                "{cell} {base:?} {current:?}"
            );
        }
    }
}
