//! 6.1.3 d: what is left out does not occur elsewhere in the records.

use attesta_isms::{
    Isms,
    controls::Operation,
    ids::ScopeId,
    operations::ChangeStatus,
    operations::KeyStatus,
    soa::SoaEntry,
    suppliers::{Supplier, SupplierStatus},
};
use attesta_record::{Choice as _, Entity, Ref, TypedId as _};
use jiff::civil::Date;

use crate::{
    kit::{MINOR, Rule, Sample, Verdict, Verdicts, answers_for, says_something},
    verdict::{At, to},
};

pub(crate) static RULE: Rule = Rule {
    name: "exclusions-fit-the-records",
    headline: "No control is left out whose subject is on record",
    checks: "Rows that are not applicable against records of what they are about: supplier controls while suppliers run \
             controls or are in use, cloud services, incidents, legal requirements, keys, changes.",
    why: "A control on suppliers that is left out while suppliers do the work is the contradiction that auditors enjoy most.",
    mend: "Make the control applicable.",
    turns: "The row is applicable, or the records that contradict it are no longer in force.",
    requirements: &["6.1.3.d4"],
    grade: MINOR,
    reads: &["soa_entry", "control", "obligation", "scope", "supplier", "incident", "crypto_key", "change_request"],
    conforming: "
scopes:
  - {number: S-1, name: Company, statement: Everything, interfaces: [{with: Hoster, what: Machines, depends: true}]}
controls:
  - {title: Backup, status: implemented, operation: own}
soa-entries:
  - {scope: S-1, control: A.5.19, applicable: false, justification: Nothing that touches information is bought}
",
    failing: "
scopes:
  - {number: S-1, name: Company, statement: Everything, interfaces: [{with: Hoster, what: Machines, depends: true}]}
controls:
  - {title: Backup, status: implemented, operation: supplier, supplier: Hoster}
soa-entries:
  - {scope: S-1, control: A.5.19, applicable: false, justification: Nothing that touches information is bought}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("6.1.3.d4");
    for row in isms.soa_entries.in_force().filter(|row| row.data.applicable == Some(false)) {
        if !says_something(row.data.justification.as_ref()) {
            continue;
        }
        let Some(key) = row.data.control.map(|control| control.key()) else { continue };
        match contradiction(isms, row, key, today) {
            None => sample.good(row.id, &["applicable", "justification"]),
            Some((record, what)) => {
                let gap = format!("{key} is left out, although {what}.");
                let mut verdict =
                    Verdict::minor("6.1.3.d4", gap).at(row.id, &["applicable", "justification"]);
                verdict.evidence.push(At { record, fields: &[] });
                sample.bad(verdict.amend(row.id, "applicable"));
            }
        }
    }
    sample.close(verdicts, "What is left out occurs nowhere in the records.");
}

/// A record of the very thing that a control is about, and what it shows.
fn contradiction(isms: &Isms, row: &Entity<SoaEntry>, key: &str, today: Date) -> Option<(Ref, String)> {
    let here = |place: Option<ScopeId>| answers_for(isms, row, place);
    match key {
        "A.5.19" | "A.5.20" | "A.5.22" => bought(isms, &here),
        "A.5.23" => {
            let mut suppliers = isms.suppliers.in_force();
            let one = suppliers.find(|one| {
                one.data.cloud && one.data.status == SupplierStatus::Active && here(one.data.scope)
            })?;
            Some((to(one.id), format!("{} is a cloud supplier in use", one.data.name)))
        }
        "A.5.24" | "A.5.25" | "A.5.26" | "A.5.27" => {
            let one = isms.incidents.in_force().find(|one| here(one.data.scope))?;
            Some((to(one.id), format!("the incident “{}” is on record", one.data.title)))
        }
        "A.5.31" => {
            let one =
                isms.obligations.in_force().find(|one| one.data.binds_on(today) && here(one.data.scope))?;
            Some((to(one.id), format!("the obligation “{}” ({}) binds", one.data.title, one.id.number())))
        }
        "A.8.24" => {
            let one = isms
                .keys
                .in_force()
                .find(|one| one.data.status == KeyStatus::Active && here(one.data.scope))?;
            Some((to(one.id), format!("the key {} is in use", one.data.key)))
        }
        "A.8.32" => {
            let mut changes = isms.changes.in_force();
            let one = changes.find(|one| {
                !one.data.of_isms && one.data.status == ChangeStatus::Closed && here(one.data.scope)
            })?;
            Some((to(one.id), format!("the change “{}” was made", one.data.title)))
        }
        _ => None,
    }
}

/// A supplier that is in use, or a control that one runs.
fn bought(isms: &Isms, here: &dyn Fn(Option<ScopeId>) -> bool) -> Option<(Ref, String)> {
    let active = |one: &&Entity<Supplier>| one.data.status == SupplierStatus::Active && here(one.data.scope);
    if let Some(one) = isms.suppliers.in_force().find(active) {
        return Some((to(one.id), format!("{} is a supplier in use", one.data.name)));
    }
    let mut controls = isms.controls.in_force();
    let one = controls.find(|one| one.data.operation != Operation::Own && here(one.data.scope))?;
    let supplier = one.data.supplier.as_ref().map(ToString::to_string).unwrap_or_default();
    Some((to(one.id), format!("“{}” is run by or with the supplier {supplier}", one.data.title)))
}
