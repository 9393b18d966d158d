//! A reference to what conformity is judged against: a requirement of clauses 4 to 10, or a control of Annex A.

use std::sync::LazyLock;

use attesta_record::{Choice, FieldType, Kind, Value, Word};

/// A requirement row of clauses 4 to 10 by its key (`6.1.2.a1`), or a control of Annex A by its reference (`A.5.1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CriterionRef(&'static str);

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let requirements = attesta_standard::requirements().iter().map(|row| Word {
        key: row.key.as_str(),
        label: row.title.as_str(),
        help: row.statement.as_str(),
    });
    let controls = attesta_standard::annex_a_2022().iter().map(|control| Word {
        key: control.reference.as_str(),
        label: control.title.as_str(),
        help: control.gist.as_str(),
    });
    requirements.chain(controls).collect()
});

impl Choice for CriterionRef {
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

impl FieldType for CriterionRef {
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
