//! What the cells of a row give to one of its records, before it is known which record that is.

use std::collections::BTreeMap;

use attesta_record::{Field, Kind, Schema, Value, form::parse_text};

use super::{Placed, convert::unit_of, recipe::Part, words};

/// What a row gives to one of its records.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// By field: the value, and the column that it comes from.
    pub(super) fields: BTreeMap<usize, (Value, usize)>,
    /// Texts with their headings, for long texts that several columns share: first those without a heading.
    pub(super) lines: BTreeMap<usize, (usize, Vec<String>, Vec<String>)>,
}

impl Draft {
    pub(super) fn take(
        &mut self,
        field: &Field,
        at: usize,
        value: Value,
        column: &Placed,
        labelled: bool,
        cell: &super::Cell,
    ) {
        if field.long && matches!(field.kind, Kind::Text) {
            let (_, plain, lines) = self.lines.entry(at).or_insert((column.at, Vec::new(), Vec::new()));
            if let Value::Text(text) = &value {
                if labelled {
                    lines.push(format!("{}: {text}", column.heading));
                } else {
                    plain.push(text.to_string());
                }
            }
            return;
        }
        let value = match (&value, unit_of(&column.heading)) {
            // A number in a field of text loses nothing of what its heading says: the unit comes with it.
            (Value::Text(text), Some(unit))
                if matches!(cell.content, super::Content::Number(_)) || text.parse::<f64>().is_ok() =>
            {
                Value::text(&format!("{text} {unit}"))
            }
            _ => value,
        };
        self.fields.insert(at, (value, column.at));
    }

    /// Texts that several columns share become one.
    pub(super) fn join(&mut self, schema: Option<&'static Schema>) -> Result<(), String> {
        for (at, (column, plain, lines)) in std::mem::take(&mut self.lines) {
            let Some(field) = schema.and_then(|schema| schema.fields.get(at)) else { continue };
            let texts: Vec<String> = plain.into_iter().chain(lines).collect();
            let text = texts.join(if field.long { "\n" } else { "; " });
            let value = if text.is_empty() { Value::None } else { parse_text(field, &text)? };
            self.fields.insert(at, (value, column));
        }
        Ok(())
    }

    pub(super) fn has(&self, schema: &Schema, name: &str) -> bool {
        schema.position(name).and_then(|at| self.fields.get(&at)).is_some_and(|(value, _)| !value.is_none())
    }

    /// Whether a cell speaks of a field.
    pub(super) fn speaks_of(&self, at: usize) -> bool {
        self.fields.get(&at).is_some_and(|(value, column)| *column != usize::MAX && !value.is_none())
    }
}

/// Which record of a row: its kind, and what tells it apart from the one before it.
pub(super) fn part_name(part: &Part, schema: &Schema, draft: &Draft) -> String {
    let texts = part.by.iter().filter_map(|name| {
        let at = schema.position(name)?;
        draft.fields.get(&at).map(|(value, _)| attesta_record::cell(&schema.fields[at], value))
    });
    std::iter::once(part.kind.clone()).chain(texts).collect::<Vec<_>>().join("/")
}

/// The first line of another field, as short as a title: `&description`.
pub(super) fn first_line(schema: &Schema, name: &str, draft: &Draft) -> Value {
    let at = schema.position(name).and_then(|at| draft.fields.get(&at));
    let Some((Value::Text(text), _)) = at else { return Value::None };
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(attesta_record::form::SHORT_TEXT).collect();
    Value::text(short.trim())
}

/// A word that the text of another field means: `?name|other`.
pub(super) fn meant_by(rule: &str, schema: &'static Schema, field: &Field, draft: &Draft) -> Value {
    let (name, otherwise) = rule.split_once('|').unwrap_or((rule, ""));
    let Kind::Choice(choices) = field.kind else { return Value::None };
    let text = schema.position(name).and_then(|at| draft.fields.get(&at)).map(|(value, _)| match value {
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    });
    // The first words say it: “Internal audit 2026-Q1”.
    let meant = text.and_then(|text| {
        let parts: Vec<&str> = text.split_whitespace().collect();
        (1..=parts.len())
            .rev()
            .find_map(|end| words::choice(choices(), schema.key, field.name, &parts[..end].join(" ")))
    });
    let meant = meant.or_else(|| choices().iter().find(|word| word.key == otherwise).map(|word| word.key));
    meant.map_or(Value::None, Value::Choice)
}
