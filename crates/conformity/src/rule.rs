//! A rule: an auditor's question, with its documentation.

use attesta_isms::Isms;
use attesta_standard::Grade;
use jiff::civil::Date;

use crate::{RULES, Verdicts};

/// An auditor's question. One rule is one file, whole: documentation, examples and the function that decides.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which is also that of its file, with hyphens; it never changes.
    pub name: &'static str,
    /// What is the case where it is content, in a line.
    pub headline: &'static str,
    /// What it looks at and when it raises something.
    pub checks: &'static str,
    /// Why an auditor asks it.
    pub why: &'static str,
    /// How to mend what it finds.
    pub mend: &'static str,
    /// What would turn a finding of it.
    pub turns: &'static str,
    /// The requirements that it decides: keys of clauses 4 to 10, references of Annex A.
    pub requirements: &'static [&'static str],
    /// The heaviest grade that it gives.
    pub grade: Grade,
    /// The kinds of records that it reads; only when one of them changed does it run again.
    pub reads: &'static [&'static str],
    /// A situation in which it is content, as text.
    pub conforming: &'static str,
    /// The same with the fault that it finds.
    pub failing: &'static str,
    /// Decides.
    pub check: fn(&Isms, Date, &mut Verdicts),
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
