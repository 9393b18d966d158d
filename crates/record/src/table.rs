//! Values as the text of one cell: in a CSV file, in a list, in the history.

use crate::{
    schema::{Field, Kind},
    value::{Ref, Value},
};

/// A value as plain text. What is not given is empty; words are shown by their label, references by their number.
pub fn cell(field: &Field, value: &Value) -> String {
    cell_with(field, value, &Ref::number)
}

/// A value as plain text, with references shown by the name that they have here.
pub fn cell_with(field: &Field, value: &Value, name: &dyn Fn(&Ref) -> String) -> String {
    match value {
        Value::None => String::new(),
        Value::Erased => "[erased]".to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number_text(*number),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => format!("{time:.0}"),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Choice(key) => label_of(field.kind, key).to_owned(),
        Value::Choices(keys) => {
            keys.iter().map(|key| label_of(field.kind, key)).collect::<Vec<_>>().join(", ")
        }
        Value::Level(level) => level.to_string(),
        Value::Ref(reference) => name(reference),
        Value::Refs(refs) => refs.iter().map(name).collect::<Vec<_>>().join(", "),
        Value::File(file) => format!("{} ({})", file.name(), file.hash().short()),
        Value::Rows(rows) => {
            let Kind::Rows(fields) = field.kind else { return String::new() };
            let row_text = |row: &Vec<Value>| {
                let cells = fields.iter().zip(row).filter(|(_, value)| !value.is_none());
                cells
                    .map(|(f, v)| format!("{}: {}", f.label, cell_with(f, v, name)))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            rows.iter().map(row_text).collect::<Vec<_>>().join("\n")
        }
    }
}

/// The label of a word.
fn label_of(kind: Kind, key: &str) -> &str {
    match kind {
        Kind::Choice(words) | Kind::Choices(words) => {
            words().iter().find(|word| word.key == key).map_or(key, |word| word.label)
        }
        _ => key,
    }
}

/// A number without a needless fraction: `3`, `0.25`.
pub fn number_text(number: f64) -> String {
    format!("{number}")
}
