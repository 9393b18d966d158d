//! 7.5.2: documents in force are identified, approved and reviewed.

use attesta_isms::{
    Isms,
    documents::{DocumentKind, DocumentVersion, VersionStatus},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "documents-are-approved",
    headline: "A document in force names who approved it, and when",
    checks: "Versions with the status approved name an approver and a day. The policy itself and documents of external \
             origin are judged elsewhere; drafts are nobody's finding.",
    why: "A document without a name and a date under it may be anybody's draft.",
    mend: "Write a new version and let the person who may approve it do so.",
    turns: "The version in force names its approver and the day of approval.",
    requirements: &["7.5.2.a", "7.5.2.c"],
    grade: MINOR,
    reads: &["document", "document_version"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
documents:
  - {number: D-1, title: Access procedure, kind: procedure, owner: PE-1}
document-versions:
  - {document: D-1, version: '2.0', status: approved, approved_by: PE-1, approved_on: 2026-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
documents:
  - {number: D-1, title: Access procedure, kind: procedure, owner: PE-1}
document-versions:
  - {document: D-1, version: '2.0', status: approved, approved_by: PE-1}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut identified, mut approved) = (Sample::of("7.5.2.a"), Sample::of("7.5.2.c"));
    for version in isms.document_versions.in_force().filter(|one| one.data.status == VersionStatus::Approved)
    {
        let Some(document) = isms.documents.get(version.data.document) else { continue };
        if document.retired || document.data.kind == DocumentKind::External {
            continue;
        }
        identified.good(version.id, &["document", "version"]);
        if document.data.kind != DocumentKind::Policy {
            judge(&mut approved, &document.data.title.to_string(), version);
        }
    }
    identified.close(verdicts, "Documents in force have a title, a number and a version.");
    approved.close(verdicts, "Documents in force say who approved them, and when.");
}

fn judge(sample: &mut Sample, title: &str, version: &Entity<DocumentVersion>) {
    let by = version.data.approved_by.is_some() || says_something(version.data.approved_by_words.as_ref());
    let missing = match (by, version.data.approved_on.is_some()) {
        (true, true) => return sample.good(version.id, &["approved_by", "approved_by_words", "approved_on"]),
        (false, true) => "by whom",
        (true, false) => "when",
        (false, false) => "by whom and when",
    };
    let gap = format!(
        "{title} {} is in force, and it is not recorded {missing} it was approved.",
        version.data.version
    );
    let verdict = Verdict::minor("7.5.2.c", gap).at(version.id, &["approved_by", "approved_on"]);
    sample.bad(verdict.create::<attesta_isms::ids::DocumentVersionId>());
}
