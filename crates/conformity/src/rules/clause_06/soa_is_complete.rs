//! 6.1.3 c: the necessary controls are compared with all of Annex A.

use std::collections::BTreeSet;

use attesta_isms::{Isms, soa::SoaStatus};
use attesta_record::Choice as _;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, listed};

pub(crate) static RULE: Rule = Rule {
    name: "soa-is-complete",
    headline: "The approved Statement of Applicability answers for all 93 controls of Annex A",
    checks: "The lines of each approved version, or the rows of its scope where the version holds none. While no version \
             is approved, unanswered controls are work in progress.",
    why: "A control without an answer was not compared, and the comparison is the point of the statement.",
    mend: "Answer for each control that is missing, and approve a new version.",
    turns: "Every control of Annex A has an answer in the version in force.",
    requirements: &["6.1.3.c"],
    grade: MINOR,
    reads: &["soa_version", "soa_entry", "scope"],
    conforming: include_str!("examples/statement.yaml"),
    failing: include_str!("examples/statement_incomplete.yaml"),
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("6.1.3.c");
    for version in isms.soa_versions.in_force().filter(|one| one.data.status == SoaStatus::Approved) {
        let rows = isms.soa_entries.in_force().filter(|row| row.data.scope == version.data.scope);
        let answered: BTreeSet<&str> = if version.data.lines.is_empty() {
            let answered = rows.filter(|row| row.data.applicable.is_some());
            answered.filter_map(|row| row.data.control.map(|control| control.key())).collect()
        } else {
            version.data.lines.iter().map(|line| line.reference.as_str()).collect()
        };
        if answered.is_empty() {
            continue;
        }
        let missing: Vec<String> = attesta_standard::annex_a_2022()
            .iter()
            .map(|control| control.reference.clone())
            .filter(|reference| !answered.contains(reference.as_str()))
            .collect();
        sample.judge(version.id, &["lines"], missing.is_empty(), || {
            let gap = format!(
                "Version {} of the Statement of Applicability answers for {} of 93 controls of Annex A; missing: {}.",
                version.data.version,
                93 - missing.len(),
                listed(&missing)
            );
            Verdict::minor("6.1.3.c", gap).at(version.id, &["lines"]).create::<attesta_isms::ids::SoaEntryId>()
        });
    }
    sample.close(verdicts, "All controls of Annex A are answered for.");
}
