//! The ISMS audits itself: rules read a snapshot and a day, and say where it conforms, where it does not, and where
//! only a person can tell. Pure: no clock, no SQL, no HTML.
//!
//! [`Checked::fresh`] asks all rules, [`Checked::again`] only those whose records changed, and [`Report`] says for every
//! requirement of clauses 4 to 10 and every control of Annex A what follows.

mod checked;
mod kit;
mod report;
mod rule;
mod rules;
mod verdict;

pub use checked::Checked;
pub use report::{Answer, Criterion, Report, criteria, criterion};
pub use rule::{Rule, rule};
pub use rules::RULES;
pub use verdict::{At, Outcome, Sample, Target, Verdict, Verdicts};

use std::collections::BTreeSet;

/// The keys of the requirements of clauses 4 to 10 that at least one rule decides, in the order of the standard.
pub fn decided() -> Vec<&'static str> {
    let claimed: BTreeSet<&str> = RULES.iter().flat_map(|rule| rule.requirements).copied().collect();
    let keys = attesta_standard::requirements().iter().map(|row| row.key.as_str());
    keys.filter(|key| claimed.contains(key)).collect()
}
