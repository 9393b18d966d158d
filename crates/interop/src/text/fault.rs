//! What is wrong with a text: file, line, field, why, and how to mend it.

use std::fmt;

use super::suggest::did_you_mean;

/// How many faults are kept; more are only counted.
const MOST: usize = 100;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where it is about the whole file.
    pub line: usize,
    /// The field: `owner`, `sites.2.name`; empty where it is about no field.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// All that is wrong, as far as anybody would read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first ones, in the order in which they were found.
    pub list: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
}

impl Faults {
    /// Adds a fault.
    pub fn add(&mut self, file: &str, line: usize, field: &str, message: impl Into<String>) {
        if self.list.len() == MOST {
            self.more += 1;
            return;
        }
        let (file, field) = (file.to_owned(), field.to_owned());
        self.list.push(Fault { file, line, field, message: message.into() });
    }

    /// Adds all of another part of the same text.
    pub(crate) fn add_all(&mut self, other: Self) {
        for one in other.list {
            self.add(&one.file, one.line, &one.field, one.message);
        }
        self.more += other.more;
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len() + self.more
    }

    /// Whether no more are kept.
    pub(crate) fn full(&self) -> bool {
        self.list.len() == MOST
    }

    /// The known word that is nearest to an unknown one, as a question; nothing where no more faults are kept.
    pub(crate) fn near<'a>(&self, word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
        if self.full() { String::new() } else { did_you_mean(word, known) }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// A fault a line.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.list.iter().enumerate() {
            write!(f, "{}{fault}", if at > 0 { "\n" } else { "" })?;
        }
        if self.more > 0 {
            write!(f, "\n… and {} more.", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// At most 40 characters of what was written, for a fault.
pub(crate) fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(40).chain(['…']).collect() }
}
