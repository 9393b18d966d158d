//! A reference to a control of the built-in catalogue.

use std::sync::LazyLock;

use attesta_record::{Choice, FieldType, Kind, ListItem, Value, Word, choices_from_value, choices_value};
use attesta_standard::Control;

/// A control of Annex A of ISO/IEC 27001:2022, by its reference: `A.5.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlRef(&'static str);

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let word = |control: &'static Control| Word {
        key: control.reference.as_str(),
        label: control.title.as_str(),
        help: control.gist.as_str(),
    };
    attesta_standard::annex_a_2022().iter().map(word).collect()
});

impl ControlRef {
    /// The control in the catalogue.
    pub fn control(self) -> Option<&'static Control> {
        attesta_standard::control_2022(self.0)
    }
}

impl Choice for ControlRef {
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

impl FieldType for ControlRef {
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

impl ListItem for ControlRef {
    const KIND: Kind = Kind::Choices(<Self as Choice>::words);
    fn list_to_value(items: &[Self]) -> Value {
        choices_value(items)
    }
    fn list_from_value(value: Value) -> Option<Vec<Self>> {
        choices_from_value(value)
    }
}
