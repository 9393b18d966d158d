//! Closed lists of words: a status, an option, a class.

/// One word of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// What is stored, and what stands in addresses and files.
    pub key: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// What it means, in a sentence; may be empty.
    pub help: &'static str,
}

/// Several words as a value, in the order of their list, each once.
pub fn choices_value<C: Choice>(items: &[C]) -> crate::Value {
    let given: Vec<&str> = items.iter().map(Choice::key).collect();
    crate::Value::Choices(C::words().iter().map(|word| word.key).filter(|key| given.contains(key)).collect())
}

/// Several words of a value; `None` where it is another kind of value.
pub fn choices_from_value<C: Choice>(value: crate::Value) -> Option<Vec<C>> {
    match value {
        crate::Value::Choices(keys) => keys.into_iter().map(C::from_key).collect(),
        _ => None,
    }
}

/// A closed list of words. Derive it on an enum; implement it by hand where the words are data.
pub trait Choice: Sized {
    /// All words, in the order in which they are offered.
    fn words() -> &'static [Word];
    /// The key of this word.
    fn key(&self) -> &'static str;
    /// The word of a key, or `None` where the list has no such key.
    fn from_key(key: &str) -> Option<Self>;
    /// What a person reads for this word.
    fn label(&self) -> &'static str {
        let key = self.key();
        Self::words().iter().find(|word| word.key == key).map_or(key, |word| word.label)
    }
}
