//! References to controls: of the built-in catalogue, and of any set.

use std::sync::LazyLock;

use attesta_record::{
    Choice, FieldType, Kind, ListItem, Ref, TypedId as _, Value, Word, choices_from_value, choices_value,
};
use attesta_standard::Control;

use crate::ids::CustomControlId;

/// A control of Annex A of ISO/IEC 27001:2022, by its reference: `A.5.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// All of them, in the order of Annex A.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|word| Self(word.key))
    }

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

/// A control that a Statement of Applicability answers for: one of Annex A, or one of an own set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyControl {
    /// Of Annex A.
    Annex(ControlRef),
    /// Of an own set.
    Own(CustomControlId),
}

impl AnyControl {
    /// What stands for it in an address and in a form: `A.5.1`, or the number of the custom control.
    pub fn key(self) -> String {
        match self {
            Self::Annex(control) => control.key().to_owned(),
            Self::Own(control) => control.number(),
        }
    }

    /// The control of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let own = || {
            let Ref { kind, id, .. } = crate::reference(key)?;
            (kind == CustomControlId::KEY).then(|| Self::Own(CustomControlId::new(id)))
        };
        ControlRef::from_key(key).map(Self::Annex).or_else(own)
    }
}

impl From<ControlRef> for AnyControl {
    fn from(control: ControlRef) -> Self {
        Self::Annex(control)
    }
}

impl From<CustomControlId> for AnyControl {
    fn from(control: CustomControlId) -> Self {
        Self::Own(control)
    }
}
