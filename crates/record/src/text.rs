//! Text of a person, which can be erased without a trace of its value.

use std::{fmt, sync::Arc};

/// A text that a person wrote. *Erased* is a state of its own: it never reads as empty or as missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Option<Arc<str>>);

impl Text {
    /// The text whose value was erased.
    pub const ERASED: Self = Self(None);

    /// The words, or `[erased]`.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or("[erased]")
    }

    /// Whether the value was erased.
    pub fn is_erased(&self) -> bool {
        self.0.is_none()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Some(Arc::from(text)))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Some(Arc::from(text)))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The words of a text as the search sees them: runs of letters and digits, in small letters.
pub fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
