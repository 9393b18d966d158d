//! 7.5.2 c: nobody approves who was not there.

use attesta_isms::{
    Isms,
    ids::{AcceptanceId, DocumentVersionId, MethodVersionId, PersonId, PlanId, SoaVersionId},
};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Verdict, Verdicts, is_there, person};

pub(crate) static RULE: Rule = Rule {
    name: "approvers-were-there",
    headline: "Whoever approved or accepted something worked for the organisation on that day",
    checks: "The approvals of documents, risk methods, Statements of Applicability and treatment plans and the \
             acceptances of risks, against the days on which their authors joined and left.",
    why: "A signature from a day on which the person was not there was not given on that day, or not by that person.",
    mend: "Let somebody who is there approve anew, or correct the day on which the person joined or left.",
    turns: "The approval names somebody who was there on its day.",
    requirements: &["7.5.2.c", "6.1.2-doc", "6.1.3.f1", "6.1.3.f2"],
    grade: MINOR,
    reads: &[
        "person",
        "document_version",
        "risk_method_version",
        "soa_version",
        "treatment_plan",
        "acceptance",
    ],
    conforming: "
people:
  - {number: PE-1, name: Ada, joined_on: 2020-05-01, left_on: 2026-04-30}
documents:
  - {number: D-1, title: Access procedure, kind: procedure}
document-versions:
  - {document: D-1, version: '2.0', status: approved, approved_by: PE-1, approved_on: 2026-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada, joined_on: 2020-05-01, left_on: 2025-12-31}
documents:
  - {number: D-1, title: Access procedure, kind: procedure}
document-versions:
  - {document: D-1, version: '2.0', status: approved, approved_by: PE-1, approved_on: 2026-02-01}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let absent = |by: Option<PersonId>, on: Option<Date>| {
        let (by, on) = (by?, on?);
        (isms.people.get(by).is_some() && !is_there(isms, by, on))
            .then(|| (by, format!("{}, who was not there on {on}", person(isms, by))))
    };
    for one in isms.document_versions.in_force() {
        if let Some((by, who)) = absent(one.data.approved_by, one.data.approved_on) {
            let gap = format!(
                "{} {} was approved by {who}.",
                isms.document_title(one.data.document),
                one.data.version
            );
            let verdict = Verdict::minor("7.5.2.c", gap).at(one.id, &["approved_by", "approved_on"]);
            verdicts.say(verdict.at(by, &["joined_on", "left_on"]).create::<DocumentVersionId>());
        }
    }
    for one in isms.method_versions.in_force() {
        if let Some((by, who)) = absent(one.data.approved_by, one.data.approved_on) {
            let gap = format!("Version {} of the risk method was approved by {who}.", one.data.version);
            let verdict = Verdict::minor("6.1.2-doc", gap).at(one.id, &["approved_by", "approved_on"]);
            verdicts.say(verdict.at(by, &["joined_on", "left_on"]).create::<MethodVersionId>());
        }
    }
    for one in isms.soa_versions.in_force() {
        if let Some((by, who)) = absent(one.data.approved_by, one.data.approved_on) {
            let gap = format!(
                "Version {} of the Statement of Applicability was approved by {who}.",
                one.data.version
            );
            let verdict = Verdict::minor("7.5.2.c", gap).at(one.id, &["approved_by", "approved_on"]);
            verdicts.say(verdict.at(by, &["joined_on", "left_on"]).create::<SoaVersionId>());
        }
    }
    for plan in isms.treatment_plans.in_force() {
        for one in &plan.data.approvals {
            if let Some((by, who)) = absent(Some(one.person), Some(one.on)) {
                let gap = format!("The risk treatment plan {} was approved by {who}.", plan.data.version);
                let verdict = Verdict::minor("6.1.3.f1", gap).at(plan.id, &["approvals"]);
                verdicts.say(verdict.at(by, &["joined_on", "left_on"]).create::<PlanId>());
            }
        }
    }
    for one in isms.acceptances.in_force() {
        if let Some((by, who)) = absent(Some(one.data.accepted_by), Some(one.data.accepted_on)) {
            let gap = format!(
                "What remains of {} was accepted by {who}.",
                attesta_record::TypedId::number(one.data.risk)
            );
            let verdict =
                Verdict::minor("6.1.3.f2", gap).at::<AcceptanceId>(one.id, &["accepted_by", "accepted_on"]);
            verdicts.say(verdict.at(by, &["joined_on", "left_on"]).verb(one.data.risk, "accept"));
        }
    }
}
