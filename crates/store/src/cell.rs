//! One value on its way to the database or back, and a column of an answer.

use attesta_record::ColumnType;

/// One value, on its way to the database or back; even nothing has a type there. Days and moments travel as text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Text(Option<String>),
    Integer(Option<i64>),
    Number(Option<f64>),
    Bool(Option<bool>),
}

impl Cell {
    /// Nothing, of a type.
    pub(crate) fn null(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text | ColumnType::Date | ColumnType::Time => Self::Text(None),
            ColumnType::Integer => Self::Integer(None),
            ColumnType::Number => Self::Number(None),
            ColumnType::Bool => Self::Bool(None),
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Text(None) | Self::Integer(None) | Self::Number(None) | Self::Bool(None))
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { text.as_deref() } else { None }
    }

    pub(crate) fn into_text(self) -> Option<String> {
        if let Self::Text(text) = self { text } else { None }
    }

    pub(crate) fn integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { *number } else { None }
    }

    pub(crate) fn is_true(&self) -> bool {
        *self == Self::Bool(Some(true))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Integer(Some(number))
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Self::Bool(Some(yes))
    }
}

/// A column of an answer: an expression and its type.
#[derive(Debug, Clone)]
pub(crate) struct Selected(pub(crate) String, pub(crate) ColumnType);
