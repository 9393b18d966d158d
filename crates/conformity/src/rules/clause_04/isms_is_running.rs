//! 4.4: the ISMS is set up, used, kept up and made better.

use attesta_isms::{Isms, audits::AuditStatus, documents::DocumentKind, soa::SoaStatus};
use jiff::civil::Date;

use crate::{
    kit::{MINOR, Outcome, Rule, Verdict, Verdicts, says_something},
    verdict::{At, to},
};

pub(crate) static RULE: Rule = Rule {
    name: "isms-is-running",
    headline: "Scope, policy, assessment, statement, audit and review are all there",
    checks: "A stated scope, a policy in force, an assessed risk, an approved Statement of Applicability, an internal \
             audit and a management review. What is missing is named; each has a rule of its own that judges it.",
    why: "An ISMS is established when its parts exist and one round of each was made.",
    mend: "Make what is named as missing.",
    turns: "All six are on record.",
    requirements: &["4.4-1"],
    grade: MINOR,
    reads: &["scope", "document", "document_version", "risk", "soa_version", "audit", "management_review"],
    conforming: "",
    failing: "",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let scope =
        isms.scopes.in_force().find(|one| says_something(one.data.statement.as_ref())).map(|one| to(one.id));
    let mut policies = isms.documents.in_force().filter(|one| one.data.kind == DocumentKind::Policy);
    let policy = policies.find_map(|one| isms.approved_version(one.id)).map(|one| to(one.id));
    let risk = isms.risks.in_force().find(|one| one.data.level.is_some()).map(|one| to(one.id));
    let soa =
        isms.soa_versions.in_force().find(|one| one.data.status == SoaStatus::Approved).map(|one| to(one.id));
    let done = |status: AuditStatus| matches!(status, AuditStatus::CarriedOut | AuditStatus::Reported);
    let audit = isms.audits.in_force().find(|one| done(one.data.status)).map(|one| to(one.id));
    let review = isms.reviews.in_force().find(|one| one.data.held_on.is_some()).map(|one| to(one.id));
    let parts = [
        ("a stated scope", scope),
        ("a policy in force", policy),
        ("an assessed risk", risk),
        ("an approved Statement of Applicability", soa),
        ("an internal audit that was carried out", audit),
        ("a management review that was held", review),
    ];
    let missing: Vec<&str> =
        parts.iter().filter(|(_, found)| found.is_none()).map(|(what, _)| *what).collect();
    let evidence: Vec<At> =
        parts.iter().filter_map(|(_, found)| found.map(|record| At { record, fields: &[] })).collect();
    if evidence.is_empty() {
        return;
    }
    let mut verdict = if missing.is_empty() {
        Verdict::new(
            Outcome::Conforms,
            "4.4-1",
            "Scope, policy, assessment, statement, audit and review are on record.",
        )
    } else {
        Verdict::cannot_tell("4.4-1", format!("Not on record: {}.", missing.join(", ")))
    };
    verdict.proof = evidence.len();
    verdict.evidence = evidence;
    verdicts.say(verdict);
}
