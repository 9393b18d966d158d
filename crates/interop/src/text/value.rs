//! What was written in a field, as a value, or why it is none.

use std::collections::HashSet;

use attesta_record::{
    Field, File, Kind, Value,
    form::{LONG_TEXT, default_value, parse_text},
};

use super::{
    ERASED, NamedFile,
    draft::{Draft, says_erased},
    fault::{Faults, shortened},
    names::Names,
    node::{Entry, Node, What},
    suggest::did_you_mean,
};

/// Reads the values of one record.
pub(crate) struct Reading<'a> {
    /// What references lead to.
    pub(crate) names: &'a Names<'a>,
    /// The record.
    pub(crate) draft: &'a Draft,
    /// All that is wrong.
    pub(crate) faults: &'a mut Faults,
    /// The files that are named.
    pub(crate) files: &'a mut Vec<NamedFile>,
}

/// A field, as it is called in its record, and where it stands.
struct Place<'a> {
    field: &'a Field,
    path: String,
    line: usize,
    /// Whether the least and the greatest number hold: not for what a verb works out.
    bounded: bool,
}

impl Reading<'_> {
    /// The values of all fields of the record.
    pub(crate) fn record(mut self) -> Vec<Value> {
        let fields = self.draft.kind.schema.fields;
        self.fields(fields, &self.draft.fields, "", self.draft.line, false)
    }

    fn fields(
        &mut self,
        fields: &'static [Field],
        entries: &[Entry],
        above: &str,
        line: usize,
        by_verb: bool,
    ) -> Vec<Value> {
        let mut values = Vec::with_capacity(fields.len());
        for field in fields {
            let entry = entries.iter().find(|entry| entry.name == field.name);
            let value = entry.map_or_else(
                || default_value(field),
                |entry| {
                    let path = format!("{above}{}", field.name);
                    let bounded = !by_verb && !field.by_verb;
                    self.value(&Place { field, path, line: entry.line, bounded }, &entry.node)
                },
            );
            let missing = entry.is_none_or(|entry| entry.node.what == What::Nothing);
            if field.required && missing && value.is_none() {
                let message = format!("{} is missing. Add “{}: …”.", field.label, field.name);
                let line = entry.map_or(line, |entry| entry.line);
                self.fault(line, &format!("{above}{}", field.name), message);
            }
            values.push(value);
        }
        values
    }

    fn fault(&mut self, line: usize, path: &str, message: impl Into<String>) {
        self.faults.add(&self.draft.file, line, path, message);
    }

    /// The value of a field; nothing where it is none, with a fault.
    fn value(&mut self, place: &Place<'_>, node: &Node) -> Value {
        let value = match (place.field.kind, &node.what) {
            (_, What::Nothing) => Ok(Value::None),
            (Kind::Text, What::Erased) => Ok(Value::Erased),
            (Kind::Text, What::Map(entries)) if says_erased(entries) => Ok(Value::Erased),
            (_, What::Erased) => Err(format!("Only a text can be !{ERASED}.")),
            (Kind::Rows(columns), What::List(rows)) => Ok(self.rows(place, columns, rows)),
            (Kind::Refs(_) | Kind::Choices(_), What::List(items)) => Ok(self.list(place, items)),
            (Kind::Rows(_) | Kind::Refs(_) | Kind::Choices(_), _) => {
                Err(format!("{} is a list: write each entry behind “- ”.", place.field.label))
            }
            (_, What::Scalar(text, plain)) => self.single(place, text, *plain),
            (_, What::List(_) | What::Map(_)) => {
                Err(format!("{} is a single value, and this is {}.", place.field.label, node.noun()))
            }
        };
        if let Ok(Value::File(file)) = &value {
            self.files.push(NamedFile {
                file: file.clone(),
                record: self.draft.record(),
                source: self.draft.file.to_string(),
                line: place.line,
                field: place.path.clone(),
            });
        }
        value.unwrap_or_else(|message| {
            self.fault(place.line, &place.path, message);
            Value::None
        })
    }

    fn rows(&mut self, place: &Place<'_>, columns: &'static [Field], rows: &[Node]) -> Value {
        let mut values = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let path = format!("{}.{}", place.path, at + 1);
            let What::Map(entries) = &row.what else {
                self.fault(row.line, &path, format!("A row is a map, “- name: …”; this is {}.", row.noun()));
                continue;
            };
            let above = format!("{path}.");
            for entry in entries.iter().filter(|one| !columns.iter().any(|field| field.name == one.name)) {
                let near = self.faults.near(&entry.name, columns.iter().map(|column| column.name));
                let path = format!("{above}{}", shortened(&entry.name));
                self.fault(entry.line, &path, format!("A row of it has no such field.{near}"));
            }
            values.push(self.fields(columns, entries, &above, row.line, !place.bounded));
        }
        if values.is_empty() { Value::None } else { Value::Rows(values) }
    }

    /// Several references, or several words.
    fn list(&mut self, place: &Place<'_>, items: &[Node]) -> Value {
        let mut refs = Vec::new();
        let mut keys: HashSet<&'static str> = HashSet::new();
        let mut seen = HashSet::new();
        for (at, item) in items.iter().enumerate() {
            let path = format!("{}.{}", place.path, at + 1);
            let What::Scalar(text, _) = &item.what else {
                self.fault(
                    item.line,
                    &path,
                    format!("This must be a single value, and it is {}.", item.noun()),
                );
                continue;
            };
            let found = match place.field.kind {
                Kind::Refs(targets) => self.names.find(text, targets, !self.faults.full()).map(|one| {
                    if seen.insert(one) {
                        refs.push(one);
                    }
                }),
                _ => word(place.field, text, !self.faults.full()).map(|key| {
                    keys.insert(key);
                }),
            };
            if let Err(message) = found {
                self.fault(item.line, &path, message);
            }
        }
        match place.field.kind {
            Kind::Choices(words) if !keys.is_empty() => {
                Value::Choices(words().iter().map(|word| word.key).filter(|key| keys.contains(key)).collect())
            }
            Kind::Refs(_) if !refs.is_empty() => Value::Refs(refs),
            _ => Value::None,
        }
    }

    fn single(&self, place: &Place<'_>, text: &str, plain: bool) -> Result<Value, String> {
        let field = place.field;
        match field.kind {
            Kind::Text => words(field, text),
            Kind::Reference(targets) => self.names.find(text, targets, !self.faults.full()).map(Value::Ref),
            Kind::Choice(_) => word(field, text, !self.faults.full()).map(Value::Choice),
            Kind::File => File::parse(text).map(Value::File).ok_or_else(|| {
                format!(
                    "{}: “{}” is no file. Write its hash, size in bytes, media type and name.",
                    field.label,
                    shortened(text)
                )
            }),
            Kind::Number | Kind::Level | Kind::Bool if !plain => {
                Err(format!("{}: “{}” is a text. Write it without quotes.", field.label, shortened(text)))
            }
            Kind::Number => number(field, text, place.bounded),
            Kind::Date => day(field, text),
            _ => parse_text(field, text),
        }
    }
}

/// A text as it stands. What was kept once can be read again, however it came to be: only what no database keeps is
/// refused.
fn words(field: &Field, text: &str) -> Result<Value, String> {
    let length = text.chars().count();
    if length > LONG_TEXT {
        return Err(format!("{} is {length} characters long. At most {LONG_TEXT} are allowed.", field.label));
    }
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(format!("{} holds a control character. Leave it out.", field.label));
    }
    Ok(Value::text(text))
}

/// A number; great and small ones may be written with an exponent. What a verb works out may lie beyond what a person
/// may type.
pub(crate) fn number(field: &Field, text: &str, bounded: bool) -> Result<Value, String> {
    let field = if bounded { *field } else { Field { min: None, max: None, ..*field } };
    let exponent = text.contains('e') && text.bytes().all(|byte| b"0123456789.+-e".contains(&byte));
    let number = text.parse::<f64>().ok().filter(|number| exponent && number.is_finite());
    match number {
        Some(number) => parse_text(&field, &number.to_string()),
        None => parse_text(&field, text),
    }
}

fn day(field: &Field, text: &str) -> Result<Value, String> {
    match parse_text(field, text)? {
        // The calendar would also read a moment as its day.
        Value::Date(day) if day.to_string() != text => {
            Err(format!("{}: “{}” is not a day. Write it as {day}.", field.label, shortened(text)))
        }
        value => Ok(value),
    }
}

/// The key of a word, by its key or by what a person reads for it.
fn word(field: &Field, text: &str, near: bool) -> Result<&'static str, String> {
    let (Kind::Choice(words) | Kind::Choices(words)) = field.kind else { return Err(String::new()) };
    let words = words();
    let known = words.iter().find(|word| word.key == text);
    let known = known.or_else(|| words.iter().find(|word| word.label.eq_ignore_ascii_case(text)));
    known.map(|word| word.key).ok_or_else(|| {
        let near =
            did_you_mean(text, words.iter().take(if near { words.len() } else { 0 }).map(|word| word.key));
        let some = words.iter().take(8).map(|word| word.key).collect::<Vec<_>>().join(", ");
        let more = if words.len() > 8 { " …" } else { "" };
        format!("“{}” is not one of the words to choose from: {some}{more}.{near}", shortened(text))
    })
}
