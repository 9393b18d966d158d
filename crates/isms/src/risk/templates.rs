//! Ready-made scales and matrices to start a method version from. The words are ours and free to change.

use attesta_record::{Level, Text, TypedId as _};

use crate::{
    ids::MethodId,
    risk::{
        Acceptance, Combine, ConsequenceLevel, Criterion, LikelihoodLevel, MatrixRow, MethodStatus,
        MethodVersion, RiskLevel,
    },
};

/// The keys and names of the templates.
pub(crate) const TEMPLATES: &[(&str, &str)] = &[
    ("5x5", "5 × 5, four levels"),
    ("4x4", "4 × 4, three levels"),
    ("3x3", "3 × 3, for a small organisation"),
];

/// A scale with its wording, and how often that is at most in a year; endless for the last.
type Likelihoods = &'static [(&'static str, &'static str, f64)];

const FIVE: Likelihoods = &[
    ("Rare", "Less than once in twenty years", 0.05),
    ("Unlikely", "Once in five to twenty years", 0.2),
    ("Possible", "Once in one to five years", 1.0),
    ("Likely", "Once to five times a year", 5.0),
    ("Frequent", "More than five times a year", f64::INFINITY),
];

const FOUR: Likelihoods = &[
    ("Minimal", "Hardly conceivable; no known case", 0.05),
    ("Significant", "Conceivable; has happened elsewhere", 0.5),
    ("High", "To be expected within a year", 2.0),
    ("Maximal", "Happens, or is under way", f64::INFINITY),
];

const THREE: Likelihoods = &[
    ("Low", "Not in the next five years", 0.2),
    ("Medium", "Once in one to five years", 1.0),
    ("High", "Every year", f64::INFINITY),
];

const WORST: &[(&str, &str)] = &[
    ("Negligible", "Noticed by few; mended within the day"),
    ("Minor", "A team is held up; small costs"),
    ("Moderate", "Customers notice; costs show in the quarter"),
    ("Major", "A service fails for days, or a duty is broken"),
    ("Severe", "The organisation's existence is in question"),
];

const CRITERIA: &[(&str, &str)] = &[
    ("Financial", "Share of yearly revenue: 0.1 %, 0.5 %, 2 %, 10 %, more"),
    ("Legal", "From a reminder, over a fine, to the loss of a permission"),
    ("Operational", "From an hour, over a day, to a lasting loss of a service"),
    ("Reputation", "From single complaints to the loss of key customers"),
];

/// A level, what it calls for, who may accept it, and for how many months at the most.
type Levels = &'static [(&'static str, &'static str, Acceptance, u32)];

const FOUR_LEVELS: Levels = &[
    ("Low", "Watch it", Acceptance::Owner, 24),
    ("Moderate", "Treat it when the effort is in proportion", Acceptance::Owner, 12),
    ("High", "Treat it by a plan with dates", Acceptance::Owner, 6),
    ("Extreme", "Act at once; cannot be accepted", Acceptance::Nobody, 0),
];

const THREE_LEVELS: Levels = &[
    ("Low", "Watch it", Acceptance::Owner, 24),
    ("Medium", "Treat it when the effort is in proportion", Acceptance::Owner, 12),
    ("High", "Treat it; cannot be accepted", Acceptance::Nobody, 0),
];

/// A method version by a template, as a draft; `None` where there is no such template.
pub(crate) fn template(key: &str) -> Option<MethodVersion> {
    let (likelihoods, worst, levels, grid): (Likelihoods, &[usize], Levels, &[&[u8]]) = match key {
        "5x5" => (
            FIVE,
            &[0, 1, 2, 3, 4],
            FOUR_LEVELS,
            &[&[1, 1, 1, 1, 2], &[1, 1, 2, 2, 3], &[1, 2, 2, 3, 4], &[1, 2, 3, 4, 4], &[2, 3, 4, 4, 4]],
        ),
        "4x4" => {
            (FOUR, &[1, 2, 3, 4], THREE_LEVELS, &[&[1, 1, 1, 2], &[1, 1, 2, 3], &[1, 2, 3, 3], &[2, 2, 3, 3]])
        }
        "3x3" => (THREE, &[1, 2, 4], THREE_LEVELS, &[&[1, 1, 2], &[1, 2, 3], &[2, 3, 3]]),
        _ => return None,
    };
    let text = |words: &str| Text::from(words);
    Some(MethodVersion {
        method: MethodId::new(0),
        version: text("1"),
        status: MethodStatus::Draft,
        interval: Some(12),
        likelihoods: likelihoods
            .iter()
            .map(|(name, wording, most)| LikelihoodLevel {
                name: text(name),
                wording: Some(text(wording)),
                per_year: Some(*most).filter(|most| most.is_finite()),
            })
            .collect(),
        consequences: worst
            .iter()
            .filter_map(|at| WORST.get(*at))
            .map(|(name, wording)| ConsequenceLevel { name: text(name), wording: Some(text(wording)) })
            .collect(),
        criteria: CRITERIA
            .iter()
            .map(|(name, wording)| Criterion { name: text(name), wording: Some(text(wording)), weight: None })
            .collect(),
        combine: Combine::Highest,
        levels: levels
            .iter()
            .map(|(name, wording, acceptance, longest)| RiskLevel {
                name: text(name),
                wording: Some(text(wording)),
                acceptance: *acceptance,
                role: None,
                longest: Some(*longest).filter(|months| *months > 0),
            })
            .collect(),
        matrix: grid.iter().map(|row| matrix_row(row)).collect(),
        approved_by: None,
        approved_on: None,
    })
}

fn matrix_row(levels: &[u8]) -> MatrixRow {
    let cell = |at: usize| levels.get(at).copied().map(Level);
    MatrixRow { c1: cell(0), c2: cell(1), c3: cell(2), c4: cell(3), c5: cell(4), c6: cell(5), c7: cell(6) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_whole_and_never_falls() {
        for (key, _) in TEMPLATES {
            let version = template(key).expect(key);
            let mut complaints = attesta_record::Complaints::default();
            version.complain(&mut complaints);
            assert!(complaints.is_empty(), "{key}: {complaints:?}");
            let level = |l: usize, c: usize| {
                let level = |at: usize| Some(Level(u8::try_from(at).expect("small")));
                version.level(level(l), level(c)).expect("a whole matrix")
            };
            for l in 1..=version.likelihoods.len() {
                for c in 1..=version.consequences.len() {
                    assert!(l == 1 || level(l - 1, c) <= level(l, c), "{key}: more often is never less risk");
                    assert!(c == 1 || level(l, c - 1) <= level(l, c), "{key}: worse is never less risk");
                }
            }
        }
        assert!(template("9x9").is_none());
    }
}
