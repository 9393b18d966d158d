//! 7.5.3 e: changes are controlled, so that one version is in force.

use std::collections::BTreeMap;

use attesta_isms::{Isms, documents::VersionStatus, ids::DocumentId};
use attesta_record::TypedId as _;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "one-version-in-force",
    headline: "Of every document at most one version is in force",
    checks: "Versions of one document that have the status approved at the same time.",
    why: "Where two versions are in force, people follow either.",
    mend: "Retire the version that no longer applies, or approve a new one, which supersedes the others.",
    turns: "Only one version of the document is approved.",
    requirements: &["7.5.3.e"],
    grade: MINOR,
    reads: &["document", "document_version"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
documents:
  - {number: D-1, title: Classification standard, kind: topic_policy, owner: PE-1}
document-versions:
  - {document: D-1, version: '2.2', status: superseded, approved_by: PE-1, approved_on: 2025-02-01}
  - {document: D-1, version: '2.3', status: approved, approved_by: PE-1, approved_on: 2026-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
documents:
  - {number: D-1, title: Classification standard, kind: topic_policy, owner: PE-1}
document-versions:
  - {document: D-1, version: '2.2', status: approved, approved_by: PE-1, approved_on: 2026-01-01}
  - {document: D-1, version: '2.3', status: approved, approved_by: PE-1, approved_on: 2026-02-01}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("7.5.3.e");
    let mut by_document: BTreeMap<DocumentId, Vec<_>> = BTreeMap::new();
    for version in isms.document_versions.in_force().filter(|one| one.data.status == VersionStatus::Approved)
    {
        by_document.entry(version.data.document).or_default().push(version);
    }
    for (document, versions) in by_document {
        let title = isms.document_title(document);
        let (Some(first), Some(second)) = (versions.first(), versions.get(1)) else {
            sample.good(document, &[]);
            continue;
        };
        let gap = format!(
            "Versions {} and {} of {title} ({}) are in force at the same time.",
            first.data.version,
            second.data.version,
            document.number()
        );
        let verdict = Verdict::minor("7.5.3.e", gap).at(first.id, &["status"]).at(second.id, &["status"]);
        sample.bad(verdict.create::<attesta_isms::ids::DocumentVersionId>());
    }
    sample.close(verdicts, "No document has two versions in force.");
}
