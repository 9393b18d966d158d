//! What follows from a record on a day and is shown beside it: never stored, always computed.

/// A remark beside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How it is meant.
    pub mood: Mood,
    /// What it says, in a few words.
    pub text: String,
}

/// How a remark is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should be.
    Ok,
    /// Just so.
    Plain,
    /// Look at it.
    Warn,
    /// Something must be done.
    Bad,
}

impl Note {
    /// As it should be.
    pub fn ok(text: impl Into<String>) -> Self {
        Self { mood: Mood::Ok, text: text.into() }
    }

    /// Just so.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { mood: Mood::Plain, text: text.into() }
    }

    /// Look at it.
    pub fn warn(text: impl Into<String>) -> Self {
        Self { mood: Mood::Warn, text: text.into() }
    }

    /// Something must be done.
    pub fn bad(text: impl Into<String>) -> Self {
        Self { mood: Mood::Bad, text: text.into() }
    }
}
