//! Forms: from what was typed to values with *all* complaints, and from values to what the form shows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    choice::Word,
    file::File,
    record::Complaints,
    schema::{Field, Kind, Target},
    value::{Ref, Value},
};

/// What was typed, by the name of the control. It is kept whole, so that a form can be shown again as it was.
pub type Typed = BTreeMap<String, Vec<String>>;

/// The first year that both databases keep.
const FIRST_YEAR: i16 = 1;

/// The longest text of one line, in characters.
pub const SHORT_TEXT: usize = 300;
/// The longest text of several lines, in characters.
pub const LONG_TEXT: usize = 200_000;
/// What follows the name of a field in the name of the control by which a file is chosen.
pub const UPLOAD: &str = ".upload";
/// What follows the name of a field in the name of the control by which its file is taken out.
pub const REMOVE: &str = ".remove";
/// The most rows of one field.
pub const MOST_ROWS: usize = 1_000;

/// Groups the pairs of a form by name.
pub fn typed(pairs: impl IntoIterator<Item = (String, String)>) -> Typed {
    let mut typed = Typed::new();
    for (name, value) in pairs {
        typed.entry(name).or_default().push(value);
    }
    typed
}

/// Reads the values of the fields. A complaint stands at the name of its control; its value is then `Value::None`.
pub fn parse(fields: &[Field], typed: &Typed) -> (Vec<Value>, Complaints) {
    let mut complaints = Complaints::default();
    let values = fields.iter().map(|field| parse_field(field, field.name, typed, &mut complaints)).collect();
    (values, complaints)
}

/// What a form shows for these values.
pub fn to_typed(fields: &[Field], values: &[Value]) -> Typed {
    let mut typed = Typed::new();
    write_fields(fields, values, "", &mut typed);
    typed
}

/// How many rows were typed for a field, empty ones too.
pub fn row_count(name: &str, typed: &Typed) -> usize {
    row_indexes(name, typed).last().map_or(0, |last| last + 1)
}

/// Drops the rows in which nothing was typed and closes the gaps between the others.
pub fn close_rows(fields: &[Field], typed: &mut Typed) {
    for field in fields.iter().filter(|field| matches!(field.kind, Kind::Rows(_))) {
        let empty: Vec<usize> = row_indexes(field.name, typed)
            .into_iter()
            .filter(|at| {
                row_controls(field.name, *at, typed)
                    .all(|(_, texts)| texts.iter().all(|t| t.trim().is_empty()))
            })
            .collect();
        for at in empty {
            remove_row(field.name, at, typed);
        }
        renumber(field.name, typed);
    }
}

/// Takes one row out of what was typed.
pub fn remove_row(name: &str, at: usize, typed: &mut Typed) {
    let prefix = format!("{name}.{at}.");
    typed.retain(|control, _| !control.starts_with(&prefix));
    renumber(name, typed);
}

fn renumber(name: &str, typed: &mut Typed) {
    for (new, old) in row_indexes(name, typed).into_iter().enumerate() {
        if new == old {
            continue;
        }
        let prefix = format!("{name}.{old}.");
        let moved: Vec<String> =
            typed.keys().filter(|control| control.starts_with(&prefix)).cloned().collect();
        for control in moved {
            if let Some(texts) = typed.remove(&control) {
                typed.insert(format!("{name}.{new}.{}", &control[prefix.len()..]), texts);
            }
        }
    }
}

fn row_indexes(name: &str, typed: &Typed) -> BTreeSet<usize> {
    let prefix = format!("{name}.");
    let rest = typed.keys().filter_map(|control| control.strip_prefix(&prefix));
    rest.filter_map(|rest| rest.split('.').next()?.parse().ok()).filter(|at| *at < MOST_ROWS).collect()
}

fn row_controls<'a>(
    name: &str,
    at: usize,
    typed: &'a Typed,
) -> impl Iterator<Item = (&'a String, &'a Vec<String>)> {
    let prefix = format!("{name}.{at}.");
    typed.iter().filter(move |(control, _)| control.starts_with(&prefix))
}

fn parse_field(field: &Field, name: &str, typed: &Typed, complaints: &mut Complaints) -> Value {
    if let Kind::Rows(fields) = field.kind {
        return parse_rows(field, fields, typed, complaints);
    }
    let texts = typed.get(name).map(Vec::as_slice).unwrap_or_default();
    if let Kind::Refs(targets) = field.kind {
        return parse_refs(targets, name, texts, complaints);
    }
    if let Kind::Choices(words) = field.kind {
        return parse_choices(words(), field, name, texts, complaints);
    }
    let text = texts.first().map(|text| text.trim()).unwrap_or_default();
    let text = if is_removed(field, name, typed) { "" } else { text };
    if text.is_empty() {
        return match field.kind {
            Kind::Bool if field.required => Value::Bool(false),
            _ => {
                if field.required && !field.by_verb {
                    complaints.add(name, format!("{} is missing.", field.label));
                }
                Value::None
            }
        };
    }
    match parse_text(field, text) {
        Ok(value) => value,
        Err(message) => {
            complaints.add(name, message);
            Value::None
        }
    }
}

/// Whether the file of a field is to be taken out.
fn is_removed(field: &Field, name: &str, typed: &Typed) -> bool {
    let asked = || {
        typed.get(&format!("{name}{REMOVE}")).is_some_and(|texts| texts.iter().any(|text| !text.is_empty()))
    };
    matches!(field.kind, Kind::File) && asked()
}

/// What a field holds until somebody says otherwise.
pub fn default_value(field: &Field) -> Value {
    if let Kind::Rows(columns) = field.kind
        && field.fixed
    {
        return laid_out(columns);
    }
    if field.default.is_empty() {
        return if matches!(field.kind, Kind::Bool) && field.required {
            Value::Bool(false)
        } else {
            Value::None
        };
    }
    parse_text(field, field.default).unwrap_or(Value::None)
}

/// Rows that the program lays out: one for each word of their first column, where that is a closed list.
fn laid_out(columns: &[Field]) -> Value {
    let Some(Kind::Choice(words)) = columns.first().map(|column| column.kind) else { return Value::None };
    let row = |word: &Word| {
        let rest = columns.iter().skip(1).map(default_value);
        std::iter::once(Value::Choice(word.key)).chain(rest).collect()
    };
    Value::Rows(words().iter().map(row).collect())
}

/// Reads one value from text, as forms, files and addresses write it. The error is a sentence for a person.
pub fn parse_text(field: &Field, text: &str) -> Result<Value, String> {
    let label = field.label;
    match field.kind {
        Kind::Text => parse_words(field, text),
        Kind::Number => parse_number(field, text),
        Kind::Date => {
            let day = text.parse::<Date>().ok().filter(|day| day.year() >= FIRST_YEAR);
            day.map(Value::Date).ok_or_else(|| {
                format!(
                    "{label}: “{}” is not a day of the calendar. Write it as 2026-03-15.",
                    shortened(text)
                )
            })
        }
        Kind::Time => {
            let moment = text.parse::<Timestamp>().ok();
            let moment = moment.filter(|moment| TimeZone::UTC.to_datetime(*moment).year() >= FIRST_YEAR);
            moment.map(Value::Time).ok_or_else(|| {
                format!("{label}: “{}” is not a moment. Write it as 2026-03-15T09:30:00Z.", shortened(text))
            })
        }
        Kind::Bool => match text {
            "true" | "yes" | "on" => Ok(Value::Bool(true)),
            "false" | "no" => Ok(Value::Bool(false)),
            _ => Err(format!("{label}: choose yes or no.")),
        },
        Kind::Choice(words) => {
            let known = words().iter().find(|word| word.key == text || word.label.eq_ignore_ascii_case(text));
            known.map(|word| Value::Choice(word.key)).ok_or_else(|| {
                format!("{label}: “{}” is not one of the words to choose from.", shortened(text))
            })
        }
        Kind::Level => match text.parse::<u8>() {
            Ok(level @ 1..=7) => Ok(Value::Level(level)),
            _ => Err(format!("{label}: “{}” is not a level of a scale.", shortened(text))),
        },
        Kind::Reference(targets) => Ref::parse(text, targets).map(Value::Ref).ok_or_else(|| {
            format!("{label}: “{}” is not a number like {}.", shortened(text), example(targets))
        }),
        Kind::File => File::parse(text)
            .map(Value::File)
            .ok_or_else(|| format!("{label}: no file was received. Choose it again.")),
        Kind::Choices(_) | Kind::Refs(_) | Kind::Rows(_) => Err(format!("{label} is a list.")),
    }
}

fn parse_words(field: &Field, text: &str) -> Result<Value, String> {
    let most = if field.long { LONG_TEXT } else { SHORT_TEXT };
    let length = text.chars().count();
    if length > most {
        return Err(format!("{} is {length} characters long. At most {most} are allowed.", field.label));
    }
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(format!("{} holds a control character. Type the text again without it.", field.label));
    }
    if field.long {
        return Ok(Value::text(&text.replace("\r\n", "\n").replace('\r', "\n")));
    }
    if text.contains(['\n', '\r']) {
        return Err(format!("{} must be one line.", field.label));
    }
    Ok(Value::text(text))
}

fn parse_number(field: &Field, text: &str) -> Result<Value, String> {
    let label = field.label;
    let plain = text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-'));
    let number = text.parse::<f64>().ok().filter(|number| plain && number.is_finite());
    let number = number.ok_or_else(|| {
        format!(
            "{label}: “{}” is not a number. Write digits, with a point before a fraction.",
            shortened(text)
        )
    })?;
    if field.whole && number.fract() != 0.0 {
        return Err(format!("{label} must be a whole number, without a fraction."));
    }
    match (field.min, field.max) {
        (Some(min), _) if number < min => Err(format!("{label} must be at least {min}.")),
        (_, Some(max)) if number > max => Err(format!("{label} must be at most {max}.")),
        _ => Ok(Value::Number(number)),
    }
}

fn parse_refs(
    targets: &'static [Target],
    name: &str,
    texts: &[String],
    complaints: &mut Complaints,
) -> Value {
    let mut refs: Vec<Ref> = Vec::new();
    for text in texts.iter().flat_map(|text| text.split([',', ';', ' ', '\n'])).map(str::trim) {
        if text.is_empty() {
            continue;
        }
        match Ref::parse(text, targets) {
            Some(one) if !refs.contains(&one) => refs.push(one),
            Some(_) => {}
            None => complaints
                .add(name, format!("“{}” is not a number like {}.", shortened(text), example(targets))),
        }
    }
    if refs.is_empty() { Value::None } else { Value::Refs(refs) }
}

fn parse_choices(
    words: &'static [Word],
    field: &Field,
    name: &str,
    texts: &[String],
    complaints: &mut Complaints,
) -> Value {
    let given = texts.iter().flat_map(|text| text.split([',', ';', '\n']));
    let given: Vec<&str> = given.map(str::trim).filter(|text| !text.is_empty()).collect();
    let key = |text: &&str| {
        words
            .iter()
            .find(|word| word.key == *text || word.label.eq_ignore_ascii_case(text))
            .map(|word| word.key)
    };
    for unknown in given.iter().filter(|text| key(text).is_none()) {
        complaints.add(
            name,
            format!("{}: “{}” is not one of the words to choose from.", field.label, shortened(unknown)),
        );
    }
    let keys: Vec<&str> = given.iter().filter_map(key).collect();
    match crate::json::known_words(words, &keys) {
        Some(keys) if !keys.is_empty() => Value::Choices(keys),
        _ => Value::None,
    }
}

fn parse_rows(field: &Field, fields: &'static [Field], typed: &Typed, complaints: &mut Complaints) -> Value {
    let mut rows = Vec::new();
    for at in row_indexes(field.name, typed) {
        let parse_one = |column: &Field| parse_field_in_row(field, at, column, typed);
        let (values, found): (Vec<_>, Vec<_>) = fields.iter().map(parse_one).unzip();
        complaints.0.extend(found.into_iter().flat_map(|complaints| complaints.0));
        rows.push(values);
    }
    if rows.is_empty() { Value::None } else { Value::Rows(rows) }
}

fn parse_field_in_row(field: &Field, at: usize, column: &Field, typed: &Typed) -> (Value, Complaints) {
    let mut complaints = Complaints::default();
    let name = format!("{}.{at}.{}", field.name, column.name);
    (parse_field(column, &name, typed, &mut complaints), complaints)
}

fn write_fields(fields: &[Field], values: &[Value], prefix: &str, typed: &mut Typed) {
    for (field, value) in fields.iter().zip(values) {
        let name = format!("{prefix}{}", field.name);
        let texts = match (field.kind, value) {
            (Kind::Rows(columns), Value::Rows(rows)) => {
                for (at, row) in rows.iter().enumerate() {
                    write_fields(columns, row, &format!("{name}.{at}."), typed);
                }
                continue;
            }
            (_, Value::None) => continue,
            (_, Value::Refs(refs)) => refs.iter().map(Ref::number).collect(),
            (_, Value::Choices(keys)) => keys.iter().map(|key| (*key).to_owned()).collect(),
            (_, Value::Time(at)) => vec![at.to_string()],
            (_, Value::Bool(yes)) => vec![yes.to_string()],
            (_, Value::File(file)) => vec![file.to_text()],
            (_, Value::Choice(key)) => vec![(*key).to_owned()],
            _ => vec![crate::cell(field, value)],
        };
        typed.insert(name, texts);
    }
}

fn example(targets: &[Target]) -> String {
    targets.iter().map(|target| format!("{}-1", target.prefix)).collect::<Vec<_>>().join(" or ")
}

/// At most 40 characters of what was typed, for a complaint.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(40).chain(['…']).collect() }
}
