//! 6.1.3 d, 7.5.2 c: the statement in force is the organisation's own.

use attesta_isms::{Isms, ids::SoaVersionId, soa::SoaStatus};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "soa-is-approved",
    headline: "The Statement of Applicability in force was approved by a person of the organisation",
    checks: "Versions with the status approved name an approver and a day.",
    why: "The certificate names this version. One that a consultant issued and nobody approved is not the organisation's.",
    mend: "Let a new version be approved.",
    turns: "The version in force names who approved it and when.",
    requirements: &["7.5.2.c"],
    grade: MINOR,
    reads: &["soa_version"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
soa-versions:
  - {scope: S-1, version: '1.3', status: approved, approved_by: PE-1, approved_on: 2026-02-02}
",
    failing: "
scopes:
  - {number: S-1, name: Company, statement: Everything}
soa-versions:
  - {scope: S-1, version: '1.3', status: approved, approved_on: 2026-02-02}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("7.5.2.c");
    for version in isms.soa_versions.in_force().filter(|one| one.data.status == SoaStatus::Approved) {
        let named = version.data.approved_by.is_some() && version.data.approved_on.is_some();
        sample.judge(version.id, &["approved_by", "approved_on"], named, || {
            let gap = format!(
                "Version {} of the Statement of Applicability is in force, and it is not recorded who approved it and when.",
                version.data.version
            );
            Verdict::minor("7.5.2.c", gap).at(version.id, &["approved_by", "approved_on"]).create::<SoaVersionId>()
        });
    }
    sample.close(verdicts, "The Statement of Applicability is approved by a named person.");
}
