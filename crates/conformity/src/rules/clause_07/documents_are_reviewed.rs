//! 7.5.2 c: documents are reviewed by the organisation's own dates.

use attesta_isms::{Isms, documents::VersionStatus};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, days_between, late, months_after};

pub(crate) static RULE: Rule = Rule {
    name: "documents-are-reviewed",
    headline: "Documents in force are reviewed by the day that the organisation set",
    checks: "The review day of every version in force, or its day of approval and the document's review interval. Up to \
             thirty days late is advice. A document without either is not judged.",
    why: "A missed review of one's own date is the finding that auditors raise most often on documents.",
    mend: "Review the document and approve a new version, or the same text as a new version.",
    turns: "A version that was approved within the review interval is in force.",
    requirements: &["7.5.2.c"],
    grade: MINOR,
    reads: &["document", "document_version"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
documents:
  - {number: D-1, title: Backup rule, kind: topic_policy, owner: PE-1, review_interval: 12}
document-versions:
  - {document: D-1, version: '1', status: approved, approved_by: PE-1, approved_on: 2026-02-01, review_by: 2027-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
documents:
  - {number: D-1, title: Backup rule, kind: topic_policy, owner: PE-1, review_interval: 12}
document-versions:
  - {document: D-1, version: '1', status: approved, approved_by: PE-1, approved_on: 2025-02-01, review_by: 2026-02-01}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("7.5.2.c");
    for version in isms.document_versions.in_force().filter(|one| one.data.status == VersionStatus::Approved)
    {
        let Some(document) = isms.documents.get(version.data.document).filter(|one| !one.retired) else {
            continue;
        };
        let interval = document.data.review_interval;
        let from_interval =
            || Some(months_after(version.data.reviewed_on.max(version.data.approved_on)?, interval?));
        let Some(due) = version.data.review_by.or_else(from_interval) else { continue };
        match late(due, today) {
            None => sample.good(version.id, &["review_by"]),
            Some(outcome) => {
                let gap = format!(
                    "{} {} was to be reviewed by {due}, {} days before {today}.",
                    document.data.title,
                    version.data.version,
                    days_between(due, today)
                );
                let verdict =
                    Verdict::new(outcome, "7.5.2.c", gap).at(version.id, &["review_by", "approved_on"]);
                sample.bad(verdict.create::<attesta_isms::ids::DocumentVersionId>());
            }
        }
    }
    sample.close(verdicts, "Documents in force are within their review dates.");
}
