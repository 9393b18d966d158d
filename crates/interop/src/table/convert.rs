//! From a cell to the value of a field.

use attesta_record::{Field, Kind, Value, Word, form, form::parse_text};

use super::{
    Cell, Content,
    control::{self, Judged},
    heading,
    planner::Planner,
    recipe::holds_controls,
    refer::{Said, what_fits},
    style::{self, Style, Unclear},
    words,
};

/// What is known of a cell's place, to read it by.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own")]
pub(super) struct Place<'a> {
    /// The key of the kind of record.
    pub(super) kind: &'static str,
    /// The field.
    pub(super) field: &'a Field,
    /// How its column writes days and numbers.
    pub(super) style: Style,
    /// Whether it names a person, not a role.
    pub(super) person: bool,
    /// The title that stands beside a reference to a control.
    pub(super) title: Option<&'a str>,
    /// Whether somebody looked at this very cell and said what it is to be.
    pub(super) corrected: bool,
    /// Whether a long text takes what does not fit.
    pub(super) rest: bool,
    /// Whether the record is simply not made without it.
    pub(super) optional: bool,
}

impl Place<'_> {
    /// Whether a value must be given.
    fn required(&self) -> bool {
        self.field.required && !self.optional
    }
}

/// Why a cell is not taken, and what may be meant instead.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NotTaken {
    pub(super) why: String,
    pub(super) proposed: Option<String>,
}

impl From<String> for NotTaken {
    fn from(why: String) -> Self {
        Self { why, proposed: None }
    }
}

impl Planner {
    /// The value that a cell gives to a field.
    pub(super) fn convert(&mut self, place: &Place<'_>, cell: &Cell) -> Result<Said, NotTaken> {
        if let Some(fault) = cell.content.fault() {
            return Err(format!("{fault} cannot be taken. Mend the cell in the file.").into());
        }
        let text = cell.shown();
        if text.is_empty() {
            return Ok(Said::default());
        }
        if words::is_placeholder(&text) {
            let remark = format!("“{text}” is what a template says; it was read as nothing");
            return Ok(Said { remark: Some(remark), ..Said::default() });
        }
        match place.field.kind {
            Kind::Text => words_of(place.field, &text, place.rest).map_err(NotTaken::from),
            Kind::Choice(_) | Kind::Choices(_) if holds_controls(place.field.kind) => {
                self.controls(place, &text)
            }
            Kind::Choice(choices) => one_word(choices(), place, &text).map_err(NotTaken::from),
            Kind::Choices(choices) => some_words(choices(), place, &text).map_err(NotTaken::from),
            Kind::Reference(targets) => {
                let said = self.one(targets, &text, place.person);
                or_left(said, place, &text)
            }
            Kind::Refs(targets) => {
                let said = self.several(targets, &text, place.person);
                or_left(said, place, &text)
            }
            Kind::Bool => truth(cell, place, &text).map_err(NotTaken::from),
            Kind::Number | Kind::Level | Kind::Date | Kind::Time => {
                measured(cell, place, &text).map_err(NotTaken::from)
            }
            Kind::File => Err("A file does not come in by a table. Leave the cell empty, and add the file on the record's page.".to_owned().into()),
            Kind::Rows(fields) => rows(place.field, fields, &text).map_err(NotTaken::from),
        }
    }

    /// References to controls, held against the title beside them.
    fn controls(&self, place: &Place<'_>, text: &str) -> Result<Said, NotTaken> {
        if words::says_nothing(text) && !place.required() {
            return Ok(Said::default());
        }
        let references =
            if control::looks_like_one(text) { control::split(text) } else { control::titles(text) };
        let mut keys: Vec<&'static str> = Vec::new();
        for reference in &references {
            let title = place.title.filter(|_| references.len() == 1 && !place.corrected);
            match control::judge(reference, title) {
                Judged::Is(key) => keys.push(key),
                Judged::Wrong { why, proposed } => {
                    let accepted = self.accepted(reference, title);
                    let taken = proposed.first().copied().filter(|_| self.options.accept);
                    if let Some(key) = accepted.or(taken) {
                        keys.push(key);
                        continue;
                    }
                    let proposed = proposed.first().map(|one| (*one).to_owned());
                    let mend = if proposed.is_some() {
                        " Accept it, or correct the cell."
                    } else {
                        " Correct the cell."
                    };
                    return Err(NotTaken { why: why + mend, proposed });
                }
            }
        }
        let all = match place.field.kind {
            Kind::Choice(choices) | Kind::Choices(choices) => choices(),
            _ => &[],
        };
        let in_order: Vec<&'static str> =
            all.iter().map(|word| word.key).filter(|key| keys.contains(key)).collect();
        if matches!(place.field.kind, Kind::Choices(_)) {
            return Ok(Said::of(Value::Choices(in_order)));
        }
        match in_order.as_slice() {
            [only] => Ok(Said::of(Value::Choice(only))),
            _ => Err(format!("{} takes one control.", place.field.label).into()),
        }
    }

    /// What somebody said that a wrong reference means.
    fn accepted(&self, reference: &str, title: Option<&str>) -> Option<&'static str> {
        let as_written = format!("{} {}", reference.trim(), title.unwrap_or_default());
        let key = words::folded(&as_written);
        let said = self.controls.iter().find(|(one, _)| *one == key).map(|(_, to)| to.as_str())?;
        match control::judge(said, None) {
            Judged::Is(key) => Some(key),
            Judged::Wrong { .. } => None,
        }
    }
}

/// What names no record goes to the long text, or is refused where there is none.
fn or_left(said: Said, place: &Place<'_>, text: &str) -> Result<Said, NotTaken> {
    let nothing = said.value.is_none();
    if !said.left || (place.rest && !(nothing && place.required())) {
        return Ok(if nothing && words::says_nothing(text) { Said::default() } else { said });
    }
    if nothing && words::says_nothing(text) && !place.required() {
        return Ok(Said::default());
    }
    Err(format!(
        "There is no {} “{text}”. Write one that is there, or import it first.",
        what_fits(place.field)
    )
    .into())
}

fn words_of(field: &Field, text: &str, rest: bool) -> Result<Said, String> {
    let text =
        if field.long { text.to_owned() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") };
    let length = text.chars().count();
    if !field.long && length > form::SHORT_TEXT && rest {
        let end = text.char_indices().nth(form::SHORT_TEXT - 1).map_or(text.len(), |(at, _)| at);
        let remark = Some(format!(
            "{} is longer than {} characters; all of it stands in the long text",
            field.label,
            form::SHORT_TEXT
        ));
        return Ok(Said {
            value: Value::text(&format!("{}…", &text[..end])),
            left: true,
            remark,
            open: false,
        });
    }
    parse_text(field, &text).map(Said::of)
}

/// A text without what stands in brackets at its end: `No (NDA only)`.
fn before_brackets(text: &str) -> Option<&str> {
    let (before, _) = text.strip_suffix(')')?.split_once('(')?;
    Some(before.trim()).filter(|before| !before.is_empty())
}

/// Reads the text, or what stands before its brackets; then the whole is left for the long text.
fn with_or_without_brackets<T>(
    text: &str,
    rest: bool,
    read: impl Fn(&str) -> Option<T>,
) -> Option<(T, bool)> {
    if let Some(value) = read(text) {
        return Some((value, false));
    }
    let before = before_brackets(text).filter(|_| rest)?;
    read(before).map(|value| (value, true))
}

fn one_word(choices: &'static [Word], place: &Place<'_>, text: &str) -> Result<Said, String> {
    let read = |text: &str| words::choice(choices, place.kind, place.field.name, text);
    if let Some((key, left)) = with_or_without_brackets(text, place.rest, read) {
        return Ok(Said { value: Value::Choice(key), left, ..Said::default() });
    }
    if words::says_nothing(text) && !place.required() {
        return Ok(Said::default());
    }
    let remark = || format!("“{text}” is no word for {}; it stands in the long text", place.field.label);
    if place.rest && (!place.required() || !place.field.default.is_empty()) && !listable(choices) {
        return Ok(Said { left: true, remark: Some(remark()), ..Said::default() });
    }
    Err(format!("{} takes one of: {}.", place.field.label, labels(choices)))
}

/// Whether a list is short enough to choose from in the file.
fn listable(choices: &[Word]) -> bool {
    choices.len() <= 20
}

fn labels(choices: &[Word]) -> String {
    choices.iter().map(|word| word.label).collect::<Vec<_>>().join(", ")
}

fn some_words(choices: &'static [Word], place: &Place<'_>, text: &str) -> Result<Said, String> {
    let read = |text: &str| words::choice(choices, place.kind, place.field.name, text);
    let mut keys = Vec::new();
    if let Some((key, left)) = with_or_without_brackets(text, place.rest, read) {
        return Ok(Said { value: Value::Choices(vec![key]), left, ..Said::default() });
    }
    for piece in text.split([',', ';', '/', '+', '\n']).map(str::trim).filter(|piece| !piece.is_empty()) {
        match read(piece) {
            Some(key) => keys.push(key),
            None if words::says_nothing(piece) => {}
            None => return Err(format!("{}: “{piece}” is none of: {}.", place.field.label, labels(choices))),
        }
    }
    let keys: Vec<&'static str> =
        choices.iter().map(|word| word.key).filter(|key| keys.contains(key)).collect();
    Ok(Said::of(if keys.is_empty() { Value::None } else { Value::Choices(keys) }))
}

fn truth(cell: &Cell, place: &Place<'_>, text: &str) -> Result<Said, String> {
    if let Content::Truth(yes) = cell.content {
        return Ok(Said::of(Value::Bool(yes)));
    }
    match with_or_without_brackets(text, place.rest, words::truth) {
        Some((yes, left)) => Ok(Said { value: Value::Bool(yes), left, ..Said::default() }),
        None if words::says_nothing(before_brackets(text).unwrap_or(text)) => {
            Ok(Said { left: place.rest && before_brackets(text).is_some(), ..Said::default() })
        }
        None => Err(format!("{} takes yes or no.", place.field.label)),
    }
}

/// Days, moments, numbers and levels.
fn measured(cell: &Cell, place: &Place<'_>, text: &str) -> Result<Said, String> {
    let field = place.field;
    let read = |text: &str| {
        let cell = if text == cell.shown() { cell.clone() } else { Cell::text(text) };
        match field.kind {
            Kind::Date => style::moment(&cell, place.style)
                .map(|moment| (Value::Date(moment.date()), moment.time() != jiff::civil::Time::MIN)),
            Kind::Time => style::moment(&cell, place.style).map(|moment| {
                let utc = moment.to_zoned(jiff::tz::TimeZone::UTC).map(|one| Value::Time(one.timestamp()));
                (utc.unwrap_or_default(), false)
            }),
            _ => style::number(&cell, place.style, field.unit).map(|number| (Value::Number(number), false)),
        }
    };
    let first = read(text);
    let bracket = before_brackets(text).filter(|_| place.rest && first == Err(Unclear::No)).map(read);
    let (read, left) = match (first, bracket) {
        (Ok(said), _) => (Ok(said), false),
        (_, Some(Ok(said))) => (Ok(said), true),
        (first, _) => (first, false),
    };
    match read {
        Ok((value, more)) => bounded(field, value, left || (more && place.rest), more && !place.rest),
        Err(Unclear::EitherOr) if matches!(field.kind, Kind::Date | Kind::Time) => Err(format!(
            "“{text}” may be two days, and no other cell of the column says which. Say “dates = \"dmy\"” or “\"mdy\"” in the mapping."
        )),
        Err(Unclear::EitherOr) => Err(format!(
            "“{text}” may be two numbers. Say “numbers = \"comma\"” or “\"point\"” in the mapping: what stands before a fraction."
        )),
        Err(Unclear::No) if !place.required() && words::says_nothing(text) => Ok(Said::default()),
        Err(Unclear::No) if place.rest && !place.required() && text.contains(char::is_alphabetic) => {
            let what = if matches!(field.kind, Kind::Date | Kind::Time) { "day" } else { "number" };
            let remark = format!("{}: “{text}” is no {what}; it stands in the long text", field.label);
            Ok(Said { left: true, remark: Some(remark), ..Said::default() })
        }
        Err(Unclear::No) => Err(match field.kind {
            Kind::Date => format!("“{text}” is not a day of the calendar. Write it as 2026-03-15."),
            Kind::Time => format!("“{text}” is not a moment. Write it as 2026-03-15 09:30."),
            _ => format!("“{text}” is not a number."),
        }),
    }
}

/// A value within the bounds of its field.
fn bounded(field: &Field, value: Value, left: bool, cut: bool) -> Result<Said, String> {
    let value = match value {
        Value::Number(number) => parse_text(field, &attesta_record::number_text(number))?,
        value => value,
    };
    let remark = cut.then(|| format!("{} is a day; the time of day was left out", field.label));
    Ok(Said { value, left, remark, open: false })
}

/// Rows of a field, as the export writes them: a line for each, `Label: text, Label: text`.
fn rows(field: &Field, fields: &'static [Field], text: &str) -> Result<Said, String> {
    let unclear = || {
        format!(
            "{} holds several values in each line and cannot be read back here. Change it on its page.",
            field.label
        )
    };
    let labelled = fields.iter().any(|field| text.trim_start().starts_with(&format!("{}: ", field.label)));
    if !labelled {
        // A plain text says what the first column of such a row says, where no other column must be given.
        let mut row = vec![Value::None; fields.len()];
        row[0] = parse_text(&fields[0], text).map_err(|_| unclear())?;
        let whole = fields.iter().skip(1).all(|field| !field.required);
        return if whole { Ok(Said::of(Value::Rows(vec![row]))) } else { Err(unclear()) };
    }
    let mut read = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut row = vec![Value::None; fields.len()];
        let mut rest = line.trim();
        while !rest.is_empty() {
            let begins =
                |at: usize| rest.strip_prefix(fields[at].label).and_then(|rest| rest.strip_prefix(": "));
            let (at, after) =
                (0..fields.len()).find_map(|at| begins(at).map(|after| (at, after))).ok_or_else(unclear)?;
            let next = fields
                .iter()
                .skip(at + 1)
                .filter_map(|field| after.find(&format!(", {}: ", field.label)))
                .min();
            let (value, more) = next.map_or((after, ""), |end| (&after[..end], &after[end + 2..]));
            let value = match fields[at].kind {
                Kind::Reference(_) => value.split_whitespace().next().unwrap_or_default(),
                _ => value,
            };
            row[at] = parse_text(&fields[at], value).map_err(|_| unclear())?;
            rest = more;
        }
        read.push(row);
    }
    Ok(Said::of(Value::Rows(read)))
}

/// Whether a unit stands in a heading: `Budget (EUR)`.
pub(super) fn unit_of(heading: &str) -> Option<&str> {
    let (_, rest) = heading.split_once('(')?;
    let unit = rest.trim_end().strip_suffix(')')?;
    let words = heading::words(unit);
    (words.len() == 1 && unit.chars().all(char::is_alphabetic)).then_some(unit)
}
