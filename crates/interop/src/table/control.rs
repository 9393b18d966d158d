//! References to controls of Annex A, held against the titles beside them. A wrong number is shown with what it should
//! be, and never silently joined.

use std::{collections::BTreeSet, sync::LazyLock};

use attesta_standard::{annex_a_2013, annex_a_2022, control_2013, control_2022, mappings_from};

use super::heading;

/// How alike two titles must be to be the same: shared words among all words.
const ALIKE: f64 = 0.6;
/// How alike they must be not to contradict a number.
const NEAR: f64 = 0.34;

/// What becomes of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judged {
    /// It is this control of 2022.
    Is(&'static str),
    /// It is not what it says, or is of another edition: why, and what it should be, as far as that is known.
    Wrong {
        /// What is wrong with it.
        why: String,
        /// The controls of 2022 that are meant.
        proposed: Vec<&'static str>,
    },
}

/// Whether a cell looks as if it held references to controls, of whichever edition.
pub(super) fn looks_like_one(text: &str) -> bool {
    let mut parts = split(text).into_iter();
    parts.next().is_some_and(|first| normal(&first).is_some()) && parts.all(|part| normal(&part).is_some())
}

/// The references of a cell: `A 5.17 A 8.5`, `A.5.1, A.5.2`, `5.1; 8.12`.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let words = text.split(|letter: char| letter.is_whitespace() || ",;+&\n".contains(letter));
    for word in words.filter(|word| !word.is_empty()) {
        match found.last_mut() {
            Some(last) if last.eq_ignore_ascii_case("a") || last.eq_ignore_ascii_case("annex") => {
                last.push(' ');
                last.push_str(word);
            }
            _ => found.push(word.to_owned()),
        }
    }
    found
}

/// The references of the titles that a text lists, as the export writes them; the text itself where it lists none.
pub(super) fn titles(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let begins = annex_a_2022().iter().filter(|control| rest.starts_with(control.title.as_str()));
        let Some(control) = begins.max_by_key(|control| control.title.len()) else { return split(text) };
        found.push(control.reference.clone());
        rest = rest[control.title.len()..].trim_start_matches([',', ' ']);
    }
    found
}

/// A reference as Annex A writes it; `None` where the text is none.
fn normal(text: &str) -> Option<String> {
    let bare = text
        .trim()
        .trim_start_matches(|letter: char| letter.is_alphabetic() || letter.is_whitespace() || letter == '.');
    let before = &text.trim()[..text.trim().len() - bare.len()];
    if !["", "a", "annexa"].contains(&before.to_lowercase().replace([' ', '.'], "").as_str()) {
        return None;
    }
    let numbers: Option<Vec<u8>> =
        bare.trim_end_matches('.').split('.').map(|part| part.parse().ok()).collect();
    let numbers = numbers.filter(|numbers| (2..=4).contains(&numbers.len()))?;
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    Some(format!("A.{}", numbers.join(".")))
}

/// Judges a reference by itself, or with the title that stands beside it.
pub(super) fn judge(reference: &str, title: Option<&str>) -> Judged {
    let normal = normal(reference);
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let now = normal.as_deref().and_then(control_2022);
    let then = normal.as_deref().and_then(control_2013);
    let Some(title) = title else {
        return match (now, then) {
            (Some(now), _) => Judged::Is(&now.reference),
            (None, Some(then)) => of_2013(&then.reference, &then.title),
            (None, None) => Judged::Wrong {
                why: format!("There is no control {} in Annex A.", reference.trim()),
                proposed: Vec::new(),
            },
        };
    };
    let alike = |other: &str| likeness(title, other);
    if let Some(now) = now.filter(|now| alike(&now.title) >= ALIKE) {
        return Judged::Is(&now.reference);
    }
    if let Some(then) = then.filter(|then| alike(&then.title) >= ALIKE) {
        return of_2013(&then.reference, &then.title);
    }
    if let Some(named) = by_title(reference, now.map(|now| now.title.as_str()), title) {
        // The title of its forerunner names the same control.
        let same = |now: &&attesta_standard::Control| matches!(&named, Judged::Wrong { proposed, .. } if *proposed == [now.reference.as_str()]);
        return now.filter(same).map_or(named.clone(), |now| Judged::Is(&now.reference));
    }
    match (now, then) {
        (Some(now), _) if alike(&now.title) >= NEAR => Judged::Is(&now.reference),
        (Some(now), _) => Judged::Wrong {
            why: format!("{} is “{}” in the edition of 2022, not “{title}”.", now.reference, now.title),
            proposed: Vec::new(),
        },
        (None, Some(then)) => Judged::Wrong {
            why: format!(
                "{} is “{}” in the edition of 2013, not “{title}”, and no number of 2022.",
                then.reference, then.title
            ),
            proposed: Vec::new(),
        },
        (None, None) => Judged::Wrong {
            why: format!(
                "There is no control {} in Annex A, and “{title}” is no title of it.",
                reference.trim()
            ),
            proposed: Vec::new(),
        },
    }
}

fn of_2013(reference: &str, title: &str) -> Judged {
    let proposed: Vec<&'static str> =
        mappings_from(reference).map(|mapping| mapping.id_2022.as_str()).collect();
    let why = format!(
        "{reference} is the number of the edition of 2013 for “{title}”; in 2022 that is {}.",
        listed(&proposed)
    );
    Judged::Wrong { why, proposed }
}

/// What is meant, by the title: the number says something else.
fn by_title(reference: &str, now: Option<&str>, title: &str) -> Option<Judged> {
    let is = now.map_or_else(
        || format!("There is no control {} in the edition of 2022", reference.trim()),
        |now| format!("{} is “{now}”", reference.trim()),
    );
    let best_now = best(annex_a_2022().iter().map(|one| (one.title.as_str(), one.reference.as_str())), title);
    let best_then =
        best(annex_a_2013().iter().map(|one| (one.title.as_str(), one.reference.as_str())), title);
    let (score_now, score_then) = (best_now.map_or(0.0, |best| best.0), best_then.map_or(0.0, |best| best.0));
    if let Some((_, title, right)) = best_now.filter(|_| score_now >= ALIKE && score_now >= score_then) {
        return Some(Judged::Wrong {
            why: format!("{is}; “{title}” is {right}."), proposed: vec![right]
        });
    }
    let (_, title, old) = best_then.filter(|_| score_then >= ALIKE)?;
    let proposed: Vec<&'static str> = mappings_from(old).map(|mapping| mapping.id_2022.as_str()).collect();
    let why = format!(
        "{is}; “{title}” was {old} in the edition of 2013 and is {} in that of 2022.",
        listed(&proposed)
    );
    Some(Judged::Wrong { why, proposed })
}

fn best<'a>(
    titles: impl Iterator<Item = (&'a str, &'a str)>,
    title: &str,
) -> Option<(f64, &'a str, &'a str)> {
    let scored = titles.map(|(one, reference)| (likeness(one, title), one, reference));
    scored.max_by(|a, b| a.0.total_cmp(&b.0))
}

fn listed(references: &[&str]) -> String {
    if references.is_empty() { "no longer there".to_owned() } else { references.join(" and ") }
}

/// How many words two titles share, among all of their words.
fn likeness(a: &str, b: &str) -> f64 {
    static EMPTY: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        ["of", "the", "and", "for", "in", "to", "a", "or", "on", "control", "controls"].into()
    });
    let words = |text: &str| -> BTreeSet<String> {
        let words = attesta_record::words_of(text).filter(|word| !EMPTY.contains(word.as_str()));
        // One spelling for both: “synchronisation”, “synchronization”.
        words.map(|word| heading::singular(&word).replace("isation", "ization")).collect()
    };
    let (a, b) = (words(a), words(b));
    let all = a.union(&b).count();
    if all == 0 {
        return 0.0;
    }
    let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    share(a.intersection(&b).count()) / share(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(reference: &str, title: &str) -> Vec<&'static str> {
        match judge(reference, Some(title)) {
            Judged::Wrong { proposed, .. } => proposed,
            Judged::Is(is) => panic!("{reference} {title} is {is}"),
        }
    }

    #[test]
    fn a_number_and_its_title_agree() {
        for (reference, title, is) in [
            ("A.5.1", Some("Policies for Information Security\t"), "A.5.1"),
            ("A 8.12", Some("Data leakage prevention"), "A.8.12"),
            ("5.17", None, "A.5.17"),
            ("Annex A 6.3", Some("Information security awareness, education and training"), "A.6.3"),
            ("A.5.9", Some("Inventory of assets"), "A.5.9"),
            ("A.8.17", Some("Clock synchronisation"), "A.8.17"),
        ] {
            assert_eq!(
                judge(reference, title),
                Judged::Is(control_2022(is).unwrap().reference.as_str()),
                "{reference}"
            );
        }
    }

    #[test]
    fn a_wrong_number_is_shown_by_its_title() {
        assert_eq!(proposed("A.6.2", "Segregation of Duties"), ["A.5.3"]);
        assert_eq!(proposed("A.5.9", "Access control policy"), ["A.5.15"]);
        assert_eq!(proposed("A.7.1.1", "Screening"), ["A.6.1"]);
        assert!(proposed("A.8.1", "Fire drill").is_empty());
        assert!(proposed("A.99.1", "Fire drill").is_empty());
    }

    #[test]
    fn numbers_of_2013_are_offered_with_their_successors() {
        assert_eq!(proposed("A.9.2.1", "User registration and de-registration"), ["A.5.16"]);
        let Judged::Wrong { why, proposed } = judge("A.18.2.3", None) else { panic!("of 2013") };
        assert_eq!(proposed.len(), 2, "{why}");
    }

    #[test]
    fn several_references_of_a_cell() {
        assert_eq!(split("A 5.17 A 8.5"), ["A 5.17", "A 8.5"]);
        assert_eq!(split("A.5.1, 8.12;A.6.3"), ["A.5.1", "8.12", "A.6.3"]);
        assert_eq!(titles("Networks security, Awareness"), ["Networks", "security", "Awareness"]);
        assert_eq!(titles("Secure disposal or re-use of equipment, Networks security"), ["A.7.14", "A.8.20"]);
        assert!(looks_like_one("A 5.17 A 8.5") && !looks_like_one("Policy 5") && !looks_like_one("R-001"));
    }
}
