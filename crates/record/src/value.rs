//! The value of a field, and how Rust's types become values.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use crate::{
    file::File,
    record::Fields,
    schema::{Kind, Target},
    text::Text,
};

/// The value of one field, of any kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing was given: *not assessed*, never a low score.
    #[default]
    None,
    /// A text whose value was erased.
    Erased,
    /// A text.
    Text(Arc<str>),
    /// A finite number.
    Number(f64),
    /// A day.
    Date(Date),
    /// A moment.
    Time(Timestamp),
    /// Yes or no.
    Bool(bool),
    /// The key of a word.
    Choice(&'static str),
    /// The keys of several words, in the order of their list.
    Choices(Vec<&'static str>),
    /// A level, from 1.
    Level(u8),
    /// Another record.
    Ref(Ref),
    /// Other records, in order.
    Refs(Vec<Ref>),
    /// Rows; each holds a value for every field of the row.
    Rows(Vec<Vec<Value>>),
    /// A stored file.
    File(File),
}

impl Value {
    /// Whether nothing was given. An erased text was given.
    pub fn is_none(&self) -> bool {
        match self {
            Self::None => true,
            Self::Refs(refs) => refs.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
            Self::Choices(keys) => keys.is_empty(),
            _ => false,
        }
    }

    /// The stored files that it names, in its rows too.
    pub fn files(&self) -> Vec<&File> {
        match self {
            Self::File(file) => vec![file],
            Self::Rows(rows) => rows.iter().flatten().flat_map(Self::files).collect(),
            _ => Vec::new(),
        }
    }

    /// A text value.
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }
}

/// A reference to a record of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// The key of the record's kind.
    pub kind: &'static str,
    /// The prefix of its number.
    pub prefix: &'static str,
    /// Its id, which is also its number within the organisation.
    pub id: i64,
}

impl Ref {
    /// The human number: `R-42`.
    pub fn number(&self) -> String {
        format!("{}-{}", self.prefix, self.id)
    }

    /// Reads a human number that must belong to one of the targets.
    pub fn parse(number: &str, targets: &'static [Target]) -> Option<Self> {
        let (prefix, id) = number.trim().rsplit_once('-')?;
        let target = targets.iter().find(|target| target.prefix.eq_ignore_ascii_case(prefix))?;
        let id = id.parse().ok().filter(|id| *id > 0)?;
        Some(Self { kind: target.key, prefix: target.prefix, id })
    }
}

/// A level of a scale, from 1 (lowest) to at most 7. Absence is *not assessed* and is `Option::None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(pub u8);

impl Level {
    /// Which of seven shades shows it on a scale of so many levels: 1 is best, 7 is worst.
    pub fn shade(self, size: usize) -> usize {
        let (at, last) = (usize::from(self.0).saturating_sub(1), size.max(2) - 1);
        1 + (6 * at.min(last) * 2 + last) / (2 * last)
    }
}

/// A Rust type that can be a field.
pub trait FieldType: Sized {
    /// The kind of value it holds.
    const KIND: Kind;
    /// Whether a value must be given.
    const REQUIRED: bool;
    /// Whether it is a number without a fraction.
    const WHOLE: bool = false;
    /// The value.
    fn to_value(&self) -> Value;
    /// The field of a value; `None` where the value is of another kind or missing.
    fn from_value(value: Value) -> Option<Self>;
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;
    const WHOLE: bool = T::WHOLE;
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::None, FieldType::to_value)
    }
    fn from_value(value: Value) -> Option<Self> {
        if value == Value::None { Some(None) } else { T::from_value(value).map(Some) }
    }
}

impl FieldType for Text {
    const KIND: Kind = Kind::Text;
    const REQUIRED: bool = true;
    fn to_value(&self) -> Value {
        if self.is_erased() { Value::Erased } else { Value::text(self.as_str()) }
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::from(&*text)),
            Value::Erased => Some(Self::ERASED),
            _ => None,
        }
    }
}

/// A plain type whose value is one variant of [`Value`].
macro_rules! plain {
    ($($type:ty, $kind:ident, $value:pat => $back:expr, $self:ident => $to:expr;)*) => {$(
        impl FieldType for $type {
            const KIND: Kind = Kind::$kind;
            const REQUIRED: bool = true;
            fn to_value(&$self) -> Value {
                $to
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    $value => Some($back),
                    _ => None,
                }
            }
        }
    )*};
}

plain! {
    f64, Number, Value::Number(number) => number, self => Value::Number(*self);
    Date, Date, Value::Date(date) => date, self => Value::Date(*self);
    Timestamp, Time, Value::Time(time) => time, self => Value::Time(*self);
    bool, Bool, Value::Bool(yes) => yes, self => Value::Bool(*self);
    Level, Level, Value::Level(level) => Self(level), self => Value::Level(self.0);
    File, File, Value::File(file) => file, self => Value::File(self.clone());
}

/// A whole number from 0 to 4 294 967 295, kept as a number.
impl FieldType for u32 {
    const KIND: Kind = Kind::Number;
    const REQUIRED: bool = true;
    const WHOLE: bool = true;
    fn to_value(&self) -> Value {
        Value::Number(f64::from(*self))
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Number(n) if (0.0..=f64::from(Self::MAX)).contains(&n) => Some(n.round() as Self),
            _ => None,
        }
    }
}

/// What a list may hold: typed ids, or rows.
pub trait ListItem: Sized {
    /// The kind of the whole list.
    const KIND: Kind;
    /// The value of the whole list.
    fn list_to_value(items: &[Self]) -> Value;
    /// The list of a value.
    fn list_from_value(value: Value) -> Option<Vec<Self>>;
}

impl<T: ListItem> FieldType for Vec<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;
    fn to_value(&self) -> Value {
        if self.is_empty() { Value::None } else { T::list_to_value(self) }
    }
    fn from_value(value: Value) -> Option<Self> {
        if value == Value::None { Some(Self::new()) } else { T::list_from_value(value) }
    }
}

/// Rows are structs that declare their fields.
impl<T: Fields> ListItem for T {
    const KIND: Kind = Kind::Rows(T::FIELDS);
    fn list_to_value(items: &[Self]) -> Value {
        Value::Rows(items.iter().map(Fields::to_values).collect())
    }
    fn list_from_value(value: Value) -> Option<Vec<Self>> {
        match value {
            Value::Rows(rows) => rows.into_iter().map(|row| T::from_values(row).ok()).collect(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_spread_over_seven_shades() {
        let shades = |size: u8| (1..=size).map(|one| Level(one).shade(usize::from(size))).collect::<Vec<_>>();
        assert_eq!(shades(2), [1, 7]);
        assert_eq!(shades(3), [1, 4, 7]);
        assert_eq!(shades(4), [1, 3, 5, 7]);
        assert_eq!(shades(5), [1, 3, 4, 6, 7]);
        assert_eq!(shades(7), [1, 2, 3, 4, 5, 6, 7]);
    }
}
