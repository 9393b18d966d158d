//! 7.5.3: classification, and documents from outside.

use attesta_isms::{Isms, documents::DocumentKind};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "documents-are-protected",
    headline: "Documents are classified by the organisation's own scheme, and those from outside have a keeper",
    checks: "Where some documents carry a classification, those that carry none are pointed out as advice. A document of \
             external origin has an owner who is there.",
    why: "Protection follows the classification; a document from outside that nobody keeps goes out of date unseen.",
    mend: "Give the document its classification, or name who keeps the external document up to date.",
    turns: "The document is classified; the external one has an owner.",
    requirements: &["7.5.3.b", "7.5.3-ext"],
    grade: MINOR,
    reads: &["document", "person", "role", "role_assignment"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
documents:
  - {number: D-1, title: Hardening guide of the vendor, kind: external, owner: PE-1, classification: Public}
",
    failing: "
documents:
  - {number: D-1, title: Hardening guide of the vendor, kind: external, classification: Public}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut protected, mut external) = (Sample::of("7.5.3.b"), Sample::of("7.5.3-ext"));
    let scheme = isms.documents.in_force().any(|one| one.data.classification.is_some());
    for document in isms.documents.in_force().filter(|_| scheme) {
        protected.judge(document.id, &["classification"], document.data.classification.is_some(), || {
            let gap = format!("{} carries no classification, as other documents do.", document.data.title);
            Verdict::advice("7.5.3.b", gap)
                .at(document.id, &["classification"])
                .amend(document.id, "classification")
        });
    }
    for document in isms.documents.in_force().filter(|one| one.data.kind == DocumentKind::External) {
        let vacant = vacancy(isms, document.data.owner, today);
        external.judge(document.id, &["owner"], vacant.is_none(), || {
            let why = vacant.unwrap_or_default();
            let gap = format!("Nobody keeps the external document {}: {why}.", document.data.title);
            Verdict::minor("7.5.3-ext", gap).at(document.id, &["owner"]).amend(document.id, "owner")
        });
    }
    protected.close(verdicts, "Documents are classified.");
    external.close(verdicts, "Documents from outside have somebody who keeps them.");
}
