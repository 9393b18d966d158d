//! 9.2.2 b: nobody audits their own work.

use attesta_isms::{
    Isms,
    audits::Audit,
    ids::PersonId,
    kit::{ClauseRef, Owner},
};
use attesta_record::{Choice as _, Entity, Ref};
use jiff::civil::Date;

use super::audits_are_carried_out::took_place;
use crate::{
    kit::{MINOR, Rule, Sample, Verdict, Verdicts, listed, person, says_something, unchanged_since},
    verdict::{At, to},
};

pub(crate) static RULE: Rule = Rule {
    name: "auditors-are-impartial",
    headline: "No auditor owned what the audit covered",
    checks: "Auditors of audits that took place against the owners, on the day of the audit, of the controls that the audit \
             covered and, where it covered the clauses on risk, of risks and risk methods. Where the audit says how \
             impartiality was ensured, a person must judge. Department and size are not judged.",
    why: "An auditor who owns what is audited judges their own work.",
    mend: "Have what the auditor owns audited by somebody else, and record it.",
    turns: "Nobody among the auditors owned what was audited, or the audit says how impartiality was ensured.",
    requirements: &["9.2.2.b"],
    grade: MINOR,
    reads: &["audit", "control", "risk", "risk_method", "person", "role_assignment", "role", "scope"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
  - {number: PE-2, name: Grace}
controls:
  - {title: Rights are reviewed, owner: PE-1, status: implemented, implements: [A.5.18]}
audits:
  - {title: Audit of access, status: carried_out, extent: Access, controls: [A.5.18], auditors: [PE-2], began_on: 2026-05-11, ended_on: 2026-05-12, conclusion: Effective}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
controls:
  - {title: Rights are reviewed, owner: PE-1, status: implemented, implements: [A.5.18]}
audits:
  - {title: Audit of access, status: carried_out, extent: Access, controls: [A.5.18], auditors: [PE-1], began_on: 2026-05-11, ended_on: 2026-05-12, conclusion: Effective}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("9.2.2.b");
    for audit in isms.audits.in_force().filter(|audit| took_place(audit)) {
        let day = audit.data.ended_on.or(audit.data.began_on).unwrap_or(today);
        let mut fine = !audit.data.auditors.is_empty();
        for auditor in &audit.data.auditors {
            let owned = owned_by(isms, audit, *auditor, day);
            let Some(first) = owned.first() else { continue };
            fine = false;
            let numbers: Vec<String> = owned.iter().map(Ref::number).collect();
            let said = format!(
                "{} audited “{}” and owns {} of it",
                person(isms, *auditor),
                audit.data.title,
                listed(&numbers)
            );
            if says_something(audit.data.impartiality.as_ref()) {
                let ask = format!("Whether what the audit says of impartiality is enough: {said}.");
                verdicts
                    .say(Verdict::cannot_tell("9.2.2.b", ask).at(audit.id, &["auditors", "impartiality"]));
                continue;
            }
            let mut verdict = Verdict::minor("9.2.2.b", format!("{said}.")).at(audit.id, &["auditors"]);
            verdict.evidence.push(At { record: *first, fields: &["owner"] });
            sample.bad(verdict.create::<attesta_isms::ids::AuditId>());
        }
        if fine {
            sample.good(audit.id, &["auditors"]);
        }
    }
    sample.close(verdicts, "No auditor owned what was audited.");
}

/// The records within an audit's criteria that a person owned on a day. A record that changed since may have had another
/// owner then, and does not count.
fn owned_by(isms: &Isms, audit: &Entity<Audit>, auditor: PersonId, day: Date) -> Vec<Ref> {
    let owns =
        |owner: Option<Owner>| owner.is_some_and(|owner| isms.people_of(owner, day).contains(&auditor));
    let within = |scope| match (scope, audit.data.scope) {
        (Some(scope), Some(outer)) => isms.lies_in(scope, outer),
        _ => true,
    };
    let controls = isms.controls.in_force().filter(|one| {
        one.data.implements.iter().any(|control| audit.data.controls.contains(control))
            && within(one.data.scope)
            && owns(one.data.owner)
            && unchanged_since(*one, day)
    });
    let mut owned: Vec<Ref> = controls.map(|one| to(one.id)).collect();
    if covers_risks(&audit.data) {
        let methods =
            isms.methods.in_force().filter(|one| owns(one.data.owner) && unchanged_since(*one, day));
        owned.extend(methods.map(|one| to(one.id)));
        let risks = isms.risks.in_force();
        let risks = risks
            .filter(|one| within(Some(one.data.scope)) && owns(one.data.owner) && unchanged_since(*one, day));
        owned.extend(risks.map(|one| to(one.id)));
    }
    owned
}

fn covers_risks(audit: &Audit) -> bool {
    let on_risk = ["6.1.2", "6.1.3", "8.2", "8.3"].into_iter().filter_map(ClauseRef::from_key);
    let on_risk: Vec<ClauseRef> = on_risk.collect();
    audit.clauses.iter().any(|clause| on_risk.iter().any(|one| one.lies_in(*clause)))
}
