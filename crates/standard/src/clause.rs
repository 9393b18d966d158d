//! Clauses 4 to 10 of the edition of 2022: their numbers and titles.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::load::parse;
use crate::requirement::Requirement;

const TEXT: &str = include_str!("../data/clauses.toml");

/// The parsed file of clauses and requirements.
pub(crate) static FILE: LazyLock<File> = LazyLock::new(|| parse(TEXT));

/// A clause of ISO/IEC 27001:2022, from 4 to 10, at any level.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The number: "6", "6.1" or "6.1.2".
    pub id: String,
    /// The title in the standard. Four clauses are called "General", and 6.1.2 and 8.2 as well as 6.1.3 and
    /// 8.3 share their titles: show the number with it.
    pub title: String,
}

impl Clause {
    /// The clause that this one is part of: "6.1" for "6.1.2"; `None` for "6".
    pub fn parent(&self) -> Option<&'static Clause> {
        self.id.rsplit_once('.').and_then(|(parent, _)| clause(parent))
    }

    /// How deep the clause stands: 1 for "6", 2 for "6.1", 3 for "6.1.2".
    pub fn level(&self) -> usize {
        self.id.split('.').count()
    }
}

/// The content of the data file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) clause: Vec<Clause>,
    pub(crate) requirement: Vec<Requirement>,
}

/// The 41 clauses of all levels, in the order of the standard.
pub fn clauses() -> &'static [Clause] {
    &FILE.clause
}

/// The clause with this number ("6.1.2"); `None` where there is none from 4 to 10.
pub fn clause(id: &str) -> Option<&'static Clause> {
    FILE.clause.iter().find(|clause| clause.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;

    fn numbers(clause: &Clause) -> Vec<u8> {
        clause.id.split('.').map(|number| number.parse().unwrap()).collect()
    }

    #[test]
    fn the_file_parses_and_has_41_clauses() {
        assert_eq!(load::error::<File>(TEXT), None);
        assert_eq!(clauses().len(), 41);
        let at = |level| clauses().iter().filter(|clause| clause.level() == level).count();
        assert_eq!([at(1), at(2), at(3)], [7, 23, 11]);
    }

    #[test]
    fn clauses_are_numbered_in_order_without_gaps() {
        assert!(clauses().is_sorted_by(|one, next| numbers(one) < numbers(next)));
        for clause in clauses() {
            assert!(!clause.title.is_empty() && clause.title.trim() == clause.title);
            assert_eq!(clause.parent().map_or(0, Clause::level), clause.level() - 1, "{}", clause.id);
            let number = *numbers(clause).last().unwrap();
            let siblings = clauses().iter().filter(|other| {
                other.level() == clause.level() && other.parent() == clause.parent() && other.id != clause.id
            });
            let first = if clause.level() == 1 { 4 } else { 1 };
            let before = siblings.filter(|other| numbers(other).last() < Some(&number)).count();
            assert_eq!(usize::from(number), first + before, "{}", clause.id);
        }
    }

    #[test]
    fn a_clause_is_found_by_its_number() {
        assert_eq!(clause("6.3").map(|clause| clause.title.as_str()), Some("Planning of changes"));
        assert_eq!(clause("6.1.3").and_then(Clause::parent), clause("6.1"));
        assert_eq!(clause("3"), None);
        assert_eq!(clause("A.5.1"), None);
    }
}
