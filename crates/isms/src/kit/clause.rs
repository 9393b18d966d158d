//! A reference to a clause of the standard.

use std::sync::LazyLock;

use attesta_record::{Choice, FieldType, Kind, ListItem, Value, Word, choices_from_value, choices_value};

/// A clause of ISO/IEC 27001:2022, by its number: `6.1.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseRef(&'static str);

/// Number and title, since several clauses share a title.
static LABELS: LazyLock<Vec<String>> = LazyLock::new(|| {
    attesta_standard::clauses().iter().map(|clause| format!("{} {}", clause.id, clause.title)).collect()
});

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let clauses = attesta_standard::clauses().iter().zip(LABELS.iter());
    clauses.map(|(clause, label)| Word { key: &clause.id, label, help: "" }).collect()
});

impl ClauseRef {
    /// Whether this clause is the other or a part of it: 6.1.2 lies in 6.
    pub fn lies_in(self, other: Self) -> bool {
        self.0.strip_prefix(other.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl Choice for ClauseRef {
    fn words() -> &'static [Word] {
        &WORDS
    }
    fn key(&self) -> &'static str {
        self.0
    }
    fn from_key(key: &str) -> Option<Self> {
        WORDS.iter().find(|word| word.key == key).map(|word| Self(word.key))
    }
}

impl FieldType for ClauseRef {
    const KIND: Kind = Kind::Choice(<Self as Choice>::words);
    const REQUIRED: bool = true;
    fn to_value(&self) -> Value {
        Value::Choice(self.0)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Choice(key) => Self::from_key(key),
            _ => None,
        }
    }
}

impl ListItem for ClauseRef {
    const KIND: Kind = Kind::Choices(<Self as Choice>::words);
    fn list_to_value(items: &[Self]) -> Value {
        choices_value(items)
    }
    fn list_from_value(value: Value) -> Option<Vec<Self>> {
        choices_from_value(value)
    }
}
