//! 6.1.3 d: the statement holds the necessary controls, and leaves out nothing that records need.

use std::collections::{BTreeMap, BTreeSet};

use attesta_isms::{
    Isms,
    ids::{CustomControlId, ScopeId},
    kit::{AnyControl, ControlRef},
    soa::SoaEntry,
};
use attesta_record::{Entity, Ref};
use jiff::civil::Date;

use crate::{
    kit::{MINOR, Rule, Sample, Verdict, Verdicts, answers_for, listed},
    verdict::{At, to},
};

pub(crate) static RULE: Rule = Rule {
    name: "soa-holds-what-is-needed",
    headline: "No control that a treatment, an obligation or a requirement needs is left out of the statement",
    checks: "Each row that is not applicable, against the treatments of risks, the obligations in force and the addressed \
             requirements of its scope: directly, and by the controls of the organisation that carry a treatment out.",
    why: "A plan that rests on a control which the statement excludes contradicts itself.",
    mend: "Make the control applicable, or treat the risk by another one.",
    turns: "The row is applicable, or nothing in force needs the control.",
    requirements: &["6.1.3.d1"],
    grade: MINOR,
    reads: &[
        "soa_entry",
        "treatment",
        "risk",
        "control",
        "custom_control",
        "obligation",
        "party_requirement",
        "scope",
    ],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Intrusion unseen, scope: S-1, owner: PE-1, confidentiality: true}
treatments:
  - {risk: R-1, options: [modify], necessary: [A.8.16]}
soa-entries:
  - {scope: S-1, control: A.8.16, applicable: true, status: implemented, justification: Needed for R-1}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Intrusion unseen, scope: S-1, owner: PE-1, confidentiality: true}
treatments:
  - {risk: R-1, options: [modify], necessary: [A.8.16]}
soa-entries:
  - {scope: S-1, control: A.8.16, applicable: false, justification: Systems are watched by the hoster alone}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("6.1.3.d1");
    let needs = needs(isms, today);
    for row in isms.soa_entries.in_force().filter(|row| row.data.applicable.is_some()) {
        let Some(control) = row.data.about() else { continue };
        if row.data.applicable == Some(true) {
            sample.good(row.id, &["applicable"]);
            continue;
        }
        let needing: Vec<Ref> = needs
            .get(&control)
            .into_iter()
            .flatten()
            .filter(|(scope, _)| answers_for(isms, row, *scope))
            .map(|(_, record)| *record)
            .collect();
        if let Some(first) = needing.first() {
            let numbers: Vec<String> = needing.iter().map(Ref::number).collect();
            let key = isms.name_of(control);
            let gap = format!(
                "{key} is left out of the Statement of Applicability, and {} needs it.",
                listed(&numbers)
            );
            let mut verdict = Verdict::minor("6.1.3.d1", gap).at(row.id, &["applicable"]);
            verdict.evidence.push(At { record: *first, fields: &[] });
            sample.bad(verdict.amend(row.id, "applicable"));
        }
    }
    // A necessary control without an answer is not held by the statement: whether it will be, nobody can tell yet.
    let mut rows: BTreeMap<AnyControl, Vec<&Entity<SoaEntry>>> = BTreeMap::new();
    for row in isms.soa_entries.in_force().filter(|row| row.data.applicable.is_some()) {
        if let Some(control) = row.data.about() {
            rows.entry(control).or_default().push(row);
        }
    }
    let answered = |control: &AnyControl, scope: Option<ScopeId>| {
        rows.get(control).is_some_and(|rows| rows.iter().any(|row| answers_for(isms, row, scope)))
    };
    let places: BTreeSet<(AnyControl, Option<ScopeId>)> =
        needs.iter().flat_map(|(control, of)| of.iter().map(|(scope, _)| (*control, *scope))).collect();
    if places.iter().all(|(control, scope)| answered(control, *scope)) {
        sample.close(verdicts, "The statement holds the necessary controls.");
    }
}

/// Who needs which control, and in which scope; everywhere where it is `None`.
fn needs(isms: &Isms, today: Date) -> BTreeMap<AnyControl, Vec<(Option<ScopeId>, Ref)>> {
    let mut needs: BTreeMap<AnyControl, Vec<(Option<ScopeId>, Ref)>> = BTreeMap::new();
    let mut add = |annex: &[ControlRef], own: &[CustomControlId], scope: Option<ScopeId>, record: Ref| {
        let annex = annex.iter().copied().map(AnyControl::from);
        for control in annex.chain(own.iter().copied().map(AnyControl::from)) {
            needs.entry(control).or_default().push((scope, record));
        }
    };
    for one in isms.treatments.in_force() {
        let Some(risk) = isms.risks.get(one.data.risk).filter(|risk| !risk.retired) else { continue };
        add(&one.data.necessary, &one.data.necessary_own, Some(risk.data.scope), to(risk.id));
        for control in
            one.data.controls.iter().filter_map(|id| isms.controls.get(*id)).filter(|one| !one.retired)
        {
            add(&control.data.implements, &control.data.implements_own, Some(risk.data.scope), to(risk.id));
        }
    }
    for one in isms.obligations.in_force().filter(|one| one.data.binds_on(today)) {
        add(&one.data.controls, &one.data.own_controls, one.data.scope, to(one.id));
    }
    for one in isms.requirements.in_force().filter(|one| one.data.addressed == Some(true)) {
        add(&one.data.controls, &one.data.own_controls, one.data.scope, to(one.id));
    }
    needs
}
