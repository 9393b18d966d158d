//! 5.2: a policy in force, by top management.

use attesta_isms::{
    Isms,
    documents::{Document, DocumentKind, DocumentVersion, VersionStatus},
    ids::PersonId,
    soa::SoaStatus,
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MAJOR, Rule, Sample, Verdict, Verdicts, person};

pub(crate) static RULE: Rule = Rule {
    name: "policy-is-in-force",
    headline: "The information security policy is in force, approved by top management",
    checks: "A document of kind policy has an approved version that names its approver and the day. Where roles say who \
             is top management, the approver held such a role on that day; of several policies it cannot tell which one is meant. A policy that has only drafts is raised once \
             a Statement of Applicability is approved.",
    why: "The policy is top management's own. Auditors look for the name and the date first.",
    mend: "Let top management approve a version of the policy.",
    turns: "The version in force names an approver who was top management on the day of approval.",
    requirements: &["5.2.e", "5.2-1"],
    grade: MAJOR,
    reads: &["document", "document_version", "role", "role_assignment", "person", "soa_version"],
    conforming: "
people:
  - {number: PE-1, name: Ada, joined_on: 2020-01-01}
roles:
  - {number: RO-1, name: Management board, top_management: true}
role-assignments:
  - {role: RO-1, person: PE-1, begins_on: 2021-01-01}
documents:
  - {number: D-1, title: Information security policy, kind: policy, owner: RO-1}
document-versions:
  - {document: D-1, version: '1.4', status: approved, approved_by: PE-1, approved_on: 2026-02-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada, joined_on: 2020-01-01}
documents:
  - {number: D-1, title: Information security policy, kind: policy, owner: PE-1}
document-versions:
  - {document: D-1, version: '1.4', status: approved}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut documented, mut by_management) = (Sample::of("5.2.e"), Sample::of("5.2-1"));
    let policies: Vec<_> =
        isms.documents.in_force().filter(|one| one.data.kind == DocumentKind::Policy).collect();
    let in_force = |one: &&Entity<Document>| isms.approved_version(one.id).is_some();
    for policy in &policies {
        let Some(version) = isms.approved_version(policy.id) else { continue };
        documented.good(version.id, &["status", "approved_on"]);
        judge_approval(isms, policy, version, &mut by_management, verdicts);
    }
    let running = isms.soa_versions.in_force().find(|one| one.data.status == SoaStatus::Approved);
    if let (None, Some(policy), Some(soa)) =
        (policies.iter().find(|one| in_force(one)), policies.first(), running)
    {
        let gap = format!(
            "No version of “{}” is approved, although the Statement of Applicability {} is.",
            policy.data.title, soa.data.version
        );
        let draft = isms
            .document_versions
            .in_force()
            .find(|one| one.data.document == policy.id && one.data.status == VersionStatus::Draft);
        let verdict = Verdict::major("5.2.e", gap).at(policy.id, &[]).at(soa.id, &["status"]);
        documented.bad(match draft {
            Some(draft) => verdict.verb(draft.id, "approve"),
            None => verdict.create::<attesta_isms::ids::DocumentVersionId>(),
        });
    }
    documented.close(verdicts, "An approved version of the policy is in force.");
    by_management.close(verdicts, "Top management approved the policy in force.");
}

fn judge_approval(
    isms: &Isms,
    policy: &Entity<Document>,
    version: &Entity<DocumentVersion>,
    sample: &mut Sample,
    verdicts: &mut Verdicts,
) {
    let title = format!("{} {}", policy.data.title, version.data.version);
    if let (None, Some(words), Some(on)) =
        (version.data.approved_by, &version.data.approved_by_words, version.data.approved_on)
    {
        let ask =
            format!("Who “{words}” was, who approved {title} on {on}, and whether that is top management.");
        verdicts.say(Verdict::cannot_tell("5.2-1", ask).at(version.id, &["approved_by_words"]));
        return;
    }
    let (Some(by), Some(on)) = (version.data.approved_by, version.data.approved_on) else {
        let gap = format!("{title} is in force, and it is not recorded who approved it and when.");
        let verdict = Verdict::minor("5.2-1", gap).at(version.id, &["approved_by", "approved_on"]);
        sample.bad(verdict.create::<attesta_isms::ids::DocumentVersionId>());
        return;
    };
    let named = isms.roles.in_force().any(|role| role.data.top_management == Some(true));
    if !named {
        let ask = format!(
            "Whether {}, who approved {title} on {on}, was top management: no role says that it is top management.",
            person(isms, by)
        );
        verdicts.say(Verdict::cannot_tell("5.2-1", ask).at(version.id, &["approved_by"]));
    } else if is_top_management(isms, by, on) {
        sample.good(version.id, &["approved_by", "approved_on"]);
    } else if is_one_of_several(isms, policy) {
        let ask = format!(
            "Which of several policies is the one that top management set: {title} was approved by {}.",
            person(isms, by)
        );
        verdicts.say(Verdict::cannot_tell("5.2-1", ask).at(version.id, &["approved_by"]));
    } else {
        let gap = format!(
            "{title} was approved on {on} by {}, who held no role of top management on that day.",
            person(isms, by)
        );
        let verdict =
            Verdict::minor("5.2-1", gap).at(version.id, &["approved_by", "approved_on"]).at(by, &[]);
        sample.bad(verdict.create::<attesta_isms::ids::DocumentVersionId>());
    }
}

/// Whether other documents are policies too: then this one need not be the policy that clause 5.2 speaks of.
fn is_one_of_several(isms: &Isms, policy: &Entity<Document>) -> bool {
    isms.documents.in_force().any(|one| one.data.kind == DocumentKind::Policy && one.id != policy.id)
}

/// Whether a person held a role of top management on a day.
fn is_top_management(isms: &Isms, person: PersonId, day: Date) -> bool {
    let roles = isms.roles.iter().filter(|role| role.data.top_management == Some(true));
    roles.map(|role| isms.holders(role.id, day)).any(|holders| holders.contains(&person))
}
