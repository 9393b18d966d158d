//! Headings as words that can be compared.

/// Words that say nothing about what a column holds.
const EMPTY_WORDS: &[&str] =
    &["the", "of", "is", "are", "a", "an", "for", "to", "and", "or", "in", "by", "on"];

/// A heading as words: small letters, without what stands in brackets, without punctuation.
pub(super) fn words(heading: &str) -> Vec<String> {
    let bare = without_brackets(heading);
    let found: Vec<String> = attesta_record::words_of(&bare).collect();
    if found.is_empty() { attesta_record::words_of(heading).collect() } else { found }
}

/// How well a heading says what a name says, from 0 to 1.
pub(super) fn likeness(heading: &[String], name: &[String]) -> f64 {
    if heading.is_empty() || name.is_empty() {
        return 0.0;
    }
    if heading == name {
        return 1.0;
    }
    let (bare, bare_name) = (telling(heading), telling(name));
    if !bare.is_empty() && same_words(&bare, &bare_name) {
        return 0.9;
    }
    // A longer heading that has all the words of a name of several words.
    if bare_name.len() > 1 && bare_name.iter().all(|word| bare.contains(word)) {
        return 0.7;
    }
    0.0
}

fn telling(words: &[String]) -> Vec<String> {
    let telling = words.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str()));
    telling.map(|word| singular(word)).collect()
}

fn same_words(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|word| b.contains(word)) && b.iter().all(|word| a.contains(word))
}

/// A word without the ending of its plural, as far as that is plain.
pub(super) fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ => match word.strip_suffix('s') {
            Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
            _ => word.to_owned(),
        },
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_by_their_words() {
        for (heading, name, least) in [
            ("Risk ID\t", "risk id", 1.0),
            ("Likelihood (1-5)", "Likelihood", 1.0),
            ("Is Control Applicable? ", "control applicable", 0.9),
            ("Affected Assets", "affected asset", 0.9),
            ("Justification for the Inclusion/Exclusion", "justification inclusion", 0.7),
        ] {
            let found = likeness(&words(heading), &words(name));
            assert!((found - least).abs() < f64::EPSILON, "{heading}: {found}");
        }
        for (heading, name) in [("Residual likelihood", "Likelihood"), ("Date", "Update"), ("", "ID")] {
            assert!(likeness(&words(heading), &words(name)) < 0.1, "{heading}");
        }
        assert_eq!(words("(EUR)"), ["eur"]);
    }
}
