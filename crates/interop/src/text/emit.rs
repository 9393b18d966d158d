//! Values as YAML, in one way only: the same value is always the same bytes.

use std::fmt::Write as _;

use attesta_record::{Field, Kind, Ref, Value, form::default_value};

use super::ERASED;

/// At most this many characters of a title stand beside a reference.
const MOST_TITLE: usize = 60;

/// Writes the fields of a record or of a row, each on lines of its own, after `indent` spaces. The first one goes on
/// where the line is, if it has begun already.
pub(crate) fn fields(
    fields: &[Field],
    values: &[Value],
    indent: usize,
    title: &dyn Fn(Ref) -> String,
    begun: bool,
    out: &mut String,
) {
    let mut begun = begun;
    for (field, value) in fields.iter().zip(values) {
        let assumed = value.is_none() && !default_value(field).is_none();
        if value.is_none() && !assumed {
            continue;
        }
        if !std::mem::take(&mut begun) {
            spaces(indent, out);
        }
        // In quotes where readers of the older YAML take the name for a yes or a no.
        scalar(field.name, out);
        out.push(':');
        if assumed {
            // Left out, it would be taken for what is assumed.
            out.push_str(" null\n");
        } else {
            field_value(field, value, indent, title, out);
        }
    }
    if begun {
        out.push_str("{}\n");
    }
}

fn field_value(field: &Field, value: &Value, indent: usize, title: &dyn Fn(Ref) -> String, out: &mut String) {
    match value {
        Value::Rows(rows) => {
            let Kind::Rows(columns) = field.kind else { return };
            out.push('\n');
            for row in rows {
                spaces(indent + 2, out);
                out.push_str("- ");
                fields(columns, row, indent + 4, title, true, out);
            }
            return;
        }
        Value::Refs(refs) => {
            out.push('\n');
            for one in refs {
                spaces(indent + 2, out);
                out.push_str("- ");
                reference(*one, title, out);
            }
            return;
        }
        _ => out.push(' '),
    }
    match value {
        Value::Text(text) => words(text, indent, out),
        Value::Erased => {
            out.push('!');
            out.push_str(ERASED);
        }
        Value::Number(number) => number_text(*number, out),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Choice(key) => scalar(key, out),
        Value::Choices(keys) => {
            out.push('[');
            for (at, key) in keys.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                // The keys of the program's words have no comma and no bracket.
                scalar(key, out);
            }
            out.push(']');
        }
        Value::File(file) => scalar(&file.to_text(), out),
        Value::Ref(one) => return reference(*one, title, out),
        // Writing to a text does not fail.
        Value::Date(day) => _ = write!(out, "{day}"),
        Value::Time(moment) => _ = write!(out, "{moment}"),
        Value::Level(level) => _ = write!(out, "{level}"),
        Value::None | Value::Refs(_) | Value::Rows(_) => {}
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

fn spaces(count: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// A reference with the title of what it leads to as a comment.
fn reference(one: Ref, title: &dyn Fn(Ref) -> String, out: &mut String) {
    _ = write!(out, "{}-{}", one.prefix, one.id);
    let title = title(one);
    if !title.is_empty() {
        out.push_str(" # ");
        comment(&title, out);
    }
    out.push('\n');
}

/// A text as one line that no reader takes for anything but a comment.
pub(crate) fn comment(text: &str, out: &mut String) {
    let harmless = |letter: char| if needs_escape(letter) || letter == '\t' { ' ' } else { letter };
    out.extend(text.chars().take(MOST_TITLE).map(harmless));
    if text.chars().nth(MOST_TITLE).is_some() {
        out.push('…');
    }
    out.truncate(out.trim_end_matches(' ').len());
}

/// A number that every reader takes for one, and for the same.
fn number_text(number: f64, out: &mut String) {
    if number == 0.0 || (1e-6..1e15).contains(&number.abs()) {
        _ = write!(out, "{number}");
        return;
    }
    // Readers of the older YAML want a point and a sign in it.
    let text = format!("{number:e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if power.starts_with('-') { "" } else { "+" };
    _ = write!(out, "{digits}{point}e{sign}{power}");
}

/// A text of a person: as a block where it has several lines.
fn words(text: &str, indent: usize, out: &mut String) {
    if !is_block(text) {
        return scalar(text, out);
    }
    out.push('|');
    if text.starts_with([' ', '\n', '\t']) {
        // Or the reader would guess where the text begins.
        out.push('2');
    }
    let body = text.trim_end_matches('\n');
    out.push_str(match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => "+",
    });
    out.push('\n');
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            spaces(indent + 2, out);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Whether a text can be a block: several lines, the last of them with words, and nothing that needs an escape.
fn is_block(text: &str) -> bool {
    let last = text.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
    text.contains('\n')
        && !last.trim().is_empty()
        && !text.chars().any(|letter| letter != '\n' && needs_escape(letter))
}

/// A text on one line: as it is where every reader takes it for a text, in quotes otherwise.
pub(crate) fn scalar(text: &str, out: &mut String) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if needs_escape(letter) && u32::from(letter) > 0xffff => {
                _ = write!(out, "\\U{:08X}", u32::from(letter));
            }
            _ if needs_escape(letter) => _ = write!(out, "\\u{:04X}", u32::from(letter)),
            _ => out.push(letter),
        }
    }
    out.push('"');
}

/// Characters that some reader takes for a break, or drops.
fn needs_escape(letter: char) -> bool {
    (letter.is_control() && letter != '\t')
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_plain(text: &str) -> bool {
    // What the readers of one YAML or another take for something else than a text.
    const TAKEN: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(char::is_alphabetic)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(|letter| needs_escape(letter) || letter == '\t')
        && !TAKEN.iter().any(|word| word.eq_ignore_ascii_case(text))
}
