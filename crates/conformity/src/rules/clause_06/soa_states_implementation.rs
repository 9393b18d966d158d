//! 6.1.3 d and e: whether each control is implemented, and when what is missing will be.

use std::collections::{BTreeMap, BTreeSet};

use attesta_isms::{
    Isms,
    controls::Control,
    kit::AnyControl,
    soa::{ImplementationStatus, Line, SoaEntry, SoaStatus},
};
use attesta_record::{Choice as _, Entity};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, is_left};

pub(crate) static RULE: Rule = Rule {
    name: "soa-states-implementation",
    headline: "Every control that is in says whether it is implemented; what is not yet, has a dated plan",
    checks: "Applicable rows of scopes with an approved statement have a status, stated or by the controls that implement \
             them. A row that is partial or planned leads to a dated plan: a control with a planned day, or an open \
             action of a treatment that needs it.",
    why: "Partial since last year, with no owner and no day, is the area of concern that becomes a nonconformity.",
    mend: "State the status; plan what is missing with an owner and a day.",
    turns: "The row has a status, and what is not implemented has a dated plan.",
    requirements: &["6.1.3.d3"],
    grade: MINOR,
    reads: &[
        "soa_entry", "soa_version", "control", "custom_control", "treatment", "treatment_action", "risk", "obligation",
        "party_requirement", "scope",
    ],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
controls:
  - {title: Records of incidents, owner: PE-1, status: planned, planned_for: 2027-02-01, implements: [A.5.28]}
soa-entries:
  - {scope: S-1, control: A.5.28, applicable: true, justification: Evidence must hold in court}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
soa-entries:
  - {scope: S-1, control: A.5.28, applicable: true, status: partial, justification: Evidence must hold in court}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("6.1.3.d3");
    let planned = planned(isms);
    let mut scopes: BTreeMap<_, bool> =
        isms.soa_entries.in_force().map(|row| (row.data.scope, false)).collect();
    for version in isms.soa_versions.in_force().filter(|one| one.data.status == SoaStatus::Approved) {
        scopes.insert(version.data.scope, true);
    }
    for (scope, approved) in scopes {
        for line in isms.statement(scope, today) {
            let Some(row) = line.entry.filter(|row| row.data.applicable == Some(true)) else { continue };
            match line.status() {
                None if approved => sample.bad(
                    Verdict::minor(
                        "6.1.3.d3",
                        format!("{} is applicable without a status.", line.reference()),
                    )
                    .at(row.id, &["status"])
                    .amend(row.id, "status"),
                ),
                None => {}
                Some(ImplementationStatus::Implemented) => sample.good(row.id, &["status"]),
                Some(status) => judge_unfinished(&mut sample, row, &line, status, &planned),
            }
        }
    }
    sample.close(verdicts, "Each control that is in says whether it is implemented, and when it will be.");
}

fn judge_unfinished(
    sample: &mut Sample,
    row: &Entity<SoaEntry>,
    line: &Line<'_>,
    status: ImplementationStatus,
    planned: &BTreeSet<AnyControl>,
) {
    let key = line.reference();
    let dated = planned.contains(&line.control)
        || line.controls.iter().any(|control| control.data.planned_for.is_some());
    sample.judge(row.id, &["status"], dated, || {
        let since = line.controls.iter().find_map(|control: &&Entity<Control>| control.data.status_on);
        let since = since.map(|day| format!(" since {day}")).unwrap_or_default();
        let gap = format!(
            "{key} is {}{since}, with no planned day and no open action.",
            status.label().to_lowercase()
        );
        let verdict = Verdict::minor("6.1.3.d3", gap).at(row.id, &["status"]);
        match line.controls.first() {
            Some(control) => {
                verdict.at(control.id, &["status", "planned_for"]).amend(control.id, "planned_for")
            }
            None => verdict.create::<attesta_isms::ids::ActionId>(),
        }
    });
}

/// The controls that an open action builds, or that a treatment with an open action needs.
fn planned(isms: &Isms) -> BTreeSet<AnyControl> {
    let mut planned = BTreeSet::new();
    for action in isms.treatment_actions.in_force().filter(|one| is_left(one.data.status)) {
        if let Some(control) = action.data.control.and_then(|id| isms.controls.get(id)) {
            planned.extend(control.data.implemented());
        }
        if let Some(treatment) = isms.treatments.get(action.data.treatment) {
            planned.extend(treatment.data.needs());
        }
    }
    planned
}
