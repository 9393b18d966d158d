//! What clauses 4 to 10 ask for, split into requirements that can be checked one by one.

use serde::Deserialize;

use crate::clause::FILE;
use crate::named::named;

named! {
    /// What a row is.
    pub enum Kind {
        /// A requirement (142 rows).
        Requirement = "req", "Requirement";
        /// A requirement of documented information (16 rows).
        Documented = "doc", "Documented information";
        /// A note of the standard: for information, not required (1 row).
        Note = "note", "Note";
    }
}

named! {
    /// How far records can show that a requirement is met. Records show that something is there; whether it
    /// conforms stays with people.
    pub enum Automation {
        /// Presence is decidable from records.
        Full = "full", "From records";
        /// Records and judgement.
        Partial = "partial", "Records and judgement";
        /// Judgement only.
        Human = "human", "Judgement";
    }
}

named! {
    /// The grade of a finding, heaviest first.
    pub enum Grade {
        /// Major nonconformity.
        Major = "major", "Major nonconformity";
        /// Minor nonconformity.
        Minor = "minor", "Minor nonconformity";
        /// Opportunity for improvement.
        Improvement = "ofi", "Opportunity for improvement";
    }
}

/// A requirement of ISO/IEC 27001:2022 with Amendment 1:2024, small enough to be checked by itself. Its texts
/// are our own words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Our key, which does not change and which no two share: "6.1.2.a1", "4.1-amd1", "5.2-1".
    pub key: String,
    /// The number of the clause it stands in: "6.1.2".
    pub clause: String,
    /// Where it stands, as people cite it: "6.1.2 a) 1)".
    #[serde(rename = "ref")]
    pub reference: String,
    /// What the row is.
    pub kind: Kind,
    /// A title of our own; no two requirements share one.
    pub title: String,
    /// What is asked for, in a sentence of our own.
    pub statement: String,
    /// The documented information asked for, such as "retain: risk assessment results"; empty where none is.
    /// What starts with "advised:" is our advice and no requirement.
    pub documented_information: String,
    /// The records that would show it, as names of our own.
    pub evidence_records: String,
    /// An idea for a check over those records. A number, interval, threshold or separation of people in it
    /// that the standard does not state binds only where the organisation declared it, and is advice
    /// otherwise.
    pub rule: String,
    /// How far records can show it.
    pub automation: Automation,
    /// Where the grading of a finding may start when nothing is there; the grade depends on what is around
    /// it.
    #[serde(rename = "typical_grade_if_missing")]
    pub typical_grade: Grade,
}

/// The 159 requirements, in the order of the standard.
pub fn requirements() -> &'static [Requirement] {
    &FILE.requirement
}

/// The requirement with this key ("6.1.2.a1"); `None` where there is none.
pub fn requirement(key: &str) -> Option<&'static Requirement> {
    FILE.requirement.iter().find(|requirement| requirement.key == key)
}

/// The requirements that stand in this clause itself ("6.1.2"), not in clauses below it; none where the
/// clause only holds others, or is none.
pub fn requirements_of(clause: &str) -> impl Iterator<Item = &'static Requirement> {
    FILE.requirement.iter().filter(move |requirement| requirement.clause == clause)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::clause::{Clause, clause, clauses};

    fn count(of: impl Fn(&Requirement) -> bool) -> usize {
        requirements().iter().filter(|requirement| of(requirement)).count()
    }

    #[test]
    fn there_are_159_requirements() {
        assert_eq!(requirements().len(), 159);
        let kinds = Kind::ALL.iter().map(|kind| count(|row| row.kind == *kind));
        assert_eq!(kinds.collect::<Vec<_>>(), [142, 16, 1]);
        let automation = Automation::ALL.iter().map(|automation| count(|row| row.automation == *automation));
        assert_eq!(automation.collect::<Vec<_>>(), [134, 21, 4]);
        let grades = Grade::ALL.iter().map(|grade| count(|row| row.typical_grade == *grade));
        assert_eq!(grades.collect::<Vec<_>>(), [30, 123, 6]);
    }

    #[test]
    fn every_requirement_stands_in_its_clause() {
        for row in requirements() {
            assert!(clause(&row.clause).is_some(), "{}", row.key);
            let rest = row.key.strip_prefix(row.clause.as_str());
            assert!(rest.is_some_and(|rest| rest.starts_with(['.', '-'])), "{}", row.key);
            let rest = row.reference.strip_prefix(row.clause.as_str());
            assert!(rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')), "{}", row.reference);
        }
    }

    #[test]
    fn every_clause_without_clauses_below_asks_for_something() {
        for clause in clauses() {
            let is_leaf = !clauses().iter().any(|other| other.parent() == Some(clause));
            assert_eq!(requirements_of(&clause.id).next().is_some(), is_leaf, "{}", clause.id);
        }
        let order = requirements().iter().map(|row| clause(&row.clause));
        let position = |of: Option<&Clause>| clauses().iter().position(|clause| Some(clause) == of);
        assert!(order.map(position).is_sorted());
    }

    #[test]
    fn keys_and_titles_are_unique_and_nothing_is_blank() {
        let keys = requirements().iter().map(|row| &row.key).collect::<BTreeSet<_>>();
        let titles = requirements().iter().map(|row| &row.title).collect::<BTreeSet<_>>();
        assert_eq!((keys.len(), titles.len()), (159, 159));
        for row in requirements() {
            for text in [&row.title, &row.statement, &row.evidence_records, &row.rule] {
                assert!(!text.is_empty() && text.trim() == text && text != "-", "{}: {text:?}", row.key);
            }
            let documented = &row.documented_information;
            assert!(row.kind != Kind::Documented || !documented.is_empty(), "{}", row.key);
            assert!(!documented.starts_with('-'), "{}: {documented:?}", row.key);
        }
    }

    #[test]
    fn a_requirement_is_found_by_its_key() {
        assert_eq!(
            requirement("6.1.3.d1").map(|row| row.title.as_str()),
            Some("SoA lists necessary controls")
        );
        assert_eq!(requirement("6.1.3"), None);
        assert_eq!(requirements_of("9.2.1").count(), 4);
        assert_eq!(requirements_of("9.2").count(), 0);
        assert_eq!(requirements_of("").count(), 0);
    }
}
