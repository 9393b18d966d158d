//! Words that people use for the words of closed lists, kept as data.

use std::{collections::BTreeMap, sync::LazyLock};

use attesta_record::Word;
use serde::Deserialize;

const TEXT: &str = include_str!("../../data/words.toml");

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// By the key of a word, wherever a list has it.
    any: BTreeMap<String, Vec<String>>,
    /// By `kind.field`, then by the key of a word.
    field: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    nothing: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    role: Vec<String>,
    company: Vec<String>,
}

static WORDS: LazyLock<File> = LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

/// A word as it is compared: small letters, single spaces, without what stands in brackets at its end.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> = attesta_record::words_of(text).collect();
    words.join(" ")
}

fn among(words: &[String], text: &str) -> bool {
    words.iter().any(|word| word == text)
}

/// Whether the text says that there is nothing to say: `N/A`, `-`.
pub(super) fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    text.chars().all(|letter| !letter.is_alphanumeric()) || among(&WORDS.nothing, &text.to_lowercase())
}

/// Whether the text is what a template says where somebody is to write: `[Owner]`, `<name>`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let inner = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .or_else(|| text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')));
    inner.is_some_and(|inner| !inner.contains(['[', ']', '<', '>', '\n']))
}

/// Yes or no, in the words that people use.
pub(super) fn truth(text: &str) -> Option<bool> {
    let text = folded(text);
    if among(&WORDS.yes, &text) {
        return Some(true);
    }
    among(&WORDS.no, &text).then_some(false)
}

/// The word of a closed list that a text means: by its key, its label, or what people say for it in this field.
pub(super) fn choice(words: &'static [Word], kind: &str, field: &str, text: &str) -> Option<&'static str> {
    let text = folded(text);
    let itself = words.iter().find(|word| folded(word.key) == text || folded(word.label) == text);
    if let Some(word) = itself {
        return Some(word.key);
    }
    let here = WORDS.field.get(&format!("{kind}.{field}"));
    let said = |by_key: &BTreeMap<String, Vec<String>>| {
        let key = by_key.iter().find(|(_, said)| among(said, &text))?.0;
        words.iter().find(|word| word.key == key).map(|word| word.key)
    };
    here.and_then(said).or_else(|| {
        let listed = |key: &&String| words.iter().any(|word| word.key == **key);
        let key = WORDS.any.iter().find(|(key, said)| listed(key) && among(said, &text))?.0;
        words.iter().find(|word| word.key == key).map(|word| word.key)
    })
}

/// Whether the text names a company.
pub(super) fn names_a_company(text: &str) -> bool {
    attesta_record::words_of(text).any(|word| among(&WORDS.company, &word))
}

/// Whether a word of the text says that a role is meant, not a person.
pub(super) fn names_a_role(text: &str) -> bool {
    let short = |word: &str| word.len() <= 5 && word.chars().all(char::is_uppercase);
    text.split_whitespace().any(short) || attesta_record::words_of(text).any(|word| among(&WORDS.role, &word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_to_a_word_of_its_list() {
        let file: Result<File, _> = toml::from_str(TEXT);
        assert!(file.is_ok(), "{:?}", file.err());
        for (place, by_key) in &WORDS.field {
            let (kind, name) = place.split_once('.').unwrap();
            let schema = attesta_isms::record_type(kind).unwrap_or_else(|| panic!("no kind {kind}")).schema;
            let field = schema.field(name).unwrap_or_else(|| panic!("{kind} has no {name}"));
            let (attesta_record::Kind::Choice(words) | attesta_record::Kind::Choices(words)) = field.kind
            else {
                panic!("{place} is no choice")
            };
            for (key, said) in by_key {
                assert!(words().iter().any(|word| word.key == key), "{place} has no {key}");
                for word in said {
                    assert_eq!(*word, folded(word), "{place}: {word}");
                }
            }
        }
        let all = WORDS.any.values().flatten().chain(&WORDS.yes).chain(&WORDS.no).chain(&WORDS.role);
        all.for_each(|word| assert_eq!(*word, folded(word)));
    }

    #[test]
    fn words_of_people_are_understood_or_not() {
        let words = || attesta_isms::record_type("soa_entry").unwrap().schema.field("status").unwrap().kind;
        let attesta_record::Kind::Choice(words) = words() else { panic!() };
        let meant = |text| choice(words(), "soa_entry", "status", text);
        assert_eq!(meant("Not implemented"), Some("not_implemented"));
        assert_eq!(meant(" In Progress\t"), Some("partial"));
        assert_eq!(meant("Perhaps"), None);
        assert_eq!((truth("Ja"), truth("NO"), truth("maybe")), (Some(true), Some(false), None));
        assert!(says_nothing("N/A") && says_nothing("--") && !says_nothing("None of it"));
        assert!(is_placeholder("[dd/mm/yyyy]") && !is_placeholder("[a] and [b]"));
        assert!(names_a_role("IT Operations Lead") && names_a_role("CEO") && !names_a_role("Anna Weber"));
    }
}
