//! Filters and sort orders of lists. One [`Filter`] has two meanings that must agree: the store compiles it to SQL,
//! and [`Filter::matches`] decides it on a record in memory, for the past.

use std::cmp::Ordering;

use crate::{
    form::{Typed, parse_text},
    record::{Complaints, Item},
    schema::{Field, Kind, Schema},
    text::words_of,
    value::Value,
};

/// The word that stands for *nothing given* in an address.
pub const NOTHING: &str = "none";

/// The word that stands for *a file is given* in an address.
pub const GIVEN: &str = "given";

/// Which records of one kind are shown.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The kind.
    pub schema: &'static Schema,
    /// All of these must hold.
    pub terms: Vec<Term>,
    /// Each of these words must begin some word of the record.
    pub words: Vec<String>,
    /// In force, retired, or both.
    pub show: Show,
}

/// One condition on one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Position of the field in the declaration.
    pub field: usize,
    /// What must hold.
    pub test: Test,
}

/// What must hold of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// It is one of these; `Value::None` stands for nothing given. A list must hold one of them.
    AnyOf(Vec<Value>),
    /// It is given, whatever it is.
    Given,
    /// It is given and not less.
    AtLeast(Value),
    /// It is given and not greater.
    AtMost(Value),
}

/// Whether retired records are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Only records in force.
    #[default]
    InForce,
    /// Only retired ones.
    Retired,
    /// Both.
    All,
}

/// The order of a list. Ties are broken by the number, in the same direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// Position of the field, or the number where it is `None`.
    pub field: Option<usize>,
    /// Greatest first. Nothing given counts as the least.
    pub descending: bool,
}

impl Filter {
    /// Every record in force.
    pub fn all(schema: &'static Schema) -> Self {
        Self { schema, terms: Vec::new(), words: Vec::new(), show: Show::InForce }
    }

    /// Reads a filter from the parameters of an address: `status=draft`, `likelihood=none`, `due.from=2026-01-01`,
    /// `q=words`, `show=all`. Parameters that name no field are left to others.
    pub fn from_typed(schema: &'static Schema, typed: &Typed) -> (Self, Complaints) {
        let mut filter = Self::all(schema);
        let mut complaints = Complaints::default();
        for (at, field) in schema.fields.iter().enumerate() {
            for (suffix, make) in
                [("", None), (".from", Some(Test::AtLeast as fn(Value) -> Test)), (".to", Some(Test::AtMost))]
            {
                let name = format!("{}{suffix}", field.name);
                let texts = typed.get(&name).map(Vec::as_slice).unwrap_or_default();
                let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
                if suffix.is_empty() && asks_for_a_file(field, texts.clone()) {
                    filter.terms.push(Term { field: at, test: Test::Given });
                    continue;
                }
                let read = texts.map(|text| filter_value(field, text)).collect::<Result<Vec<_>, _>>();
                match (read, make) {
                    (Ok(values), _) if values.is_empty() => {}
                    (Ok(values), Some(_)) if !field.ordered() || values.contains(&Value::None) => {
                        complaints.add(
                            name,
                            format!("{} has no order here. Name one value, without from or to.", field.label),
                        );
                    }
                    (Ok(values), None) => filter.terms.push(Term { field: at, test: Test::AnyOf(values) }),
                    (Ok(mut values), Some(make)) => {
                        let value = values.swap_remove(0);
                        filter.terms.push(Term { field: at, test: make(value) });
                    }
                    (Err(message), _) => complaints.add(name, message),
                }
            }
        }
        let one = |name: &str| {
            typed.get(name).and_then(|texts| texts.first()).map(String::as_str).unwrap_or_default()
        };
        filter.words = words_of(one("q")).take(8).collect();
        filter.show = match one("show") {
            "retired" => Show::Retired,
            "all" => Show::All,
            _ => Show::InForce,
        };
        (filter, complaints)
    }

    /// Whether a record is shown.
    pub fn matches(&self, item: &Item) -> bool {
        let shown = match self.show {
            Show::InForce => !item.retired,
            Show::Retired => item.retired,
            Show::All => true,
        };
        shown && self.terms.iter().all(|term| term.holds(&item.values)) && self.words_match(item)
    }

    fn words_match(&self, item: &Item) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = item.search_text();
        self.words.iter().all(|wanted| text.split(' ').any(|word| word.starts_with(wanted.as_str())))
    }
}

impl Term {
    fn holds(&self, values: &[Value]) -> bool {
        let Some(value) = values.get(self.field) else { return false };
        match (&self.test, value) {
            (Test::AnyOf(wanted), Value::Refs(refs)) => wanted.iter().any(|one| match one {
                Value::Ref(reference) => refs.contains(reference),
                _ => false,
            }),
            (Test::AnyOf(wanted), Value::Choices(keys)) => wanted.iter().any(|one| match one {
                Value::Choice(key) => keys.contains(key),
                Value::None => keys.is_empty(),
                _ => false,
            }),
            (Test::AnyOf(wanted), value) => wanted.iter().any(|one| match one {
                Value::None => value.is_none(),
                one => one == value,
            }),
            // Of an erased text nobody knows what it came before or after.
            (Test::AtLeast(_) | Test::AtMost(_), Value::Erased) => false,
            (Test::Given, value) => !value.is_none(),
            (Test::AtLeast(least), value) => !value.is_none() && order(value, least) != Ordering::Less,
            (Test::AtMost(most), value) => !value.is_none() && order(value, most) != Ordering::Greater,
        }
    }
}

impl Sort {
    /// Newest first.
    pub const NEWEST: Self = Self { field: None, descending: true };

    /// Reads `sort=title` or `sort=-title`; what names no sortable field is newest first.
    pub fn from_text(schema: &Schema, text: &str) -> Self {
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        if name == "number" {
            return Self { field: None, descending };
        }
        match schema.position(name) {
            Some(at) if schema.fields[at].ordered() => Self { field: Some(at), descending },
            _ => Self::NEWEST,
        }
    }

    /// As it stands in an address.
    pub fn to_text(self, schema: &Schema) -> String {
        let name = self.field.and_then(|at| schema.fields.get(at)).map_or("number", |field| field.name);
        format!("{}{name}", if self.descending { "-" } else { "" })
    }

    /// The order of two records.
    pub fn compare(self, a: &Item, b: &Item) -> Ordering {
        let by_field = self.field.map_or(Ordering::Equal, |at| order(&a.values[at], &b.values[at]));
        let ordering = by_field.then(a.id.cmp(&b.id));
        if self.descending { ordering.reverse() } else { ordering }
    }
}

/// Whether an address asks for records with a file, whichever it is.
fn asks_for_a_file<'a>(field: &Field, mut texts: impl Iterator<Item = &'a str>) -> bool {
    matches!(field.kind, Kind::File) && texts.any(|text| text == GIVEN)
}

fn filter_value(field: &Field, text: &str) -> Result<Value, String> {
    if text == NOTHING {
        return Ok(Value::None);
    }
    match field.kind {
        Kind::Refs(targets) => crate::Ref::parse(text, targets)
            .map(Value::Ref)
            .ok_or_else(|| format!("{}: “{text}” is not the number of a record.", field.label)),
        // One word of several is looked for as one word.
        Kind::Choices(words) => parse_text(&Field { kind: Kind::Choice(words), ..*field }, text),
        _ => parse_text(field, text),
    }
}

/// The order of two values of one field; nothing given is the least, then erased text. Both databases sort alike.
fn order(a: &Value, b: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::None | Value::Erased => 0,
        _ => 1,
    };
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Choice(a), Value::Choice(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Value::Level(a), Value::Level(b)) => a.cmp(b),
        (Value::Ref(a), Value::Ref(b)) => a.id.cmp(&b.id),
        _ => rank(a).cmp(&rank(b)),
    }
}
