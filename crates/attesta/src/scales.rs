//! Scales of risk methods, from plain tables.

use attesta_isms::{
    ids::RoleId,
    risk::{Acceptance, ConsequenceLevel, Criterion, LikelihoodLevel, MatrixRow, RiskLevel},
};
use attesta_record::{Level, Text};

/// A scale of likelihood: name, wording, at most times a year.
pub(crate) fn likelihoods(rows: &[(&str, &str, f64)]) -> Vec<LikelihoodLevel> {
    let level = |(name, wording, per_year): &(&str, &str, f64)| LikelihoodLevel {
        name: Text::from(*name),
        wording: Some(Text::from(*wording)),
        per_year: Some(*per_year),
    };
    rows.iter().map(level).collect()
}

/// A scale of consequence: name and wording.
pub(crate) fn consequences(rows: &[(&str, &str)]) -> Vec<ConsequenceLevel> {
    let level = |(name, wording): &(&str, &str)| ConsequenceLevel {
        name: Text::from(*name),
        wording: Some(Text::from(*wording)),
    };
    rows.iter().map(level).collect()
}

/// Criteria of impact: name and wording.
pub(crate) fn criteria(rows: &[(&str, &str)]) -> Vec<Criterion> {
    let criterion = |(name, wording): &(&str, &str)| Criterion {
        name: Text::from(*name),
        wording: Some(Text::from(*wording)),
        weight: None,
    };
    rows.iter().map(criterion).collect()
}

/// A level of risk that its owner may accept, a role, or nobody.
pub(crate) fn risk_level(
    name: &str,
    wording: &str,
    acceptance: Acceptance,
    role: Option<RoleId>,
    longest: Option<u32>,
) -> RiskLevel {
    RiskLevel { name: Text::from(name), wording: Some(Text::from(wording)), acceptance, role, longest }
}

/// A matrix: a row for each likelihood, rarest first, with the level of risk for each consequence.
pub(crate) fn matrix(rows: &[&[u8]]) -> Vec<MatrixRow> {
    let row = |cells: &&[u8]| {
        let cell = |at: usize| cells.get(at).copied().map(Level);
        MatrixRow {
            c1: cell(0),
            c2: cell(1),
            c3: cell(2),
            c4: cell(3),
            c5: cell(4),
            c6: cell(5),
            c7: cell(6),
        }
    };
    rows.iter().map(row).collect()
}
