//! What the sample company does about its risks: duties, controls, treatments, actions, a plan, acceptances.

use attesta_isms::{
    context::{
        InterestedParty, Obligation, ObligationKind, PartyKind, PartyRequirement, RequirementNature, Side,
    },
    controls::{Control, Evidence, Operation},
    ids::{ControlId, RiskId},
    kit::{ControlRef, Grade},
    risk::{
        AcceptRisk, ActionStatus, ApprovePlan, PlanStatus, Risk, SubmitPlan, Treatment, TreatmentAction,
        TreatmentOption, TreatmentPlan,
    },
    soa::ImplementationStatus,
};
use attesta_record::{Choice as _, Level, Text};
use jiff::ToSpan as _;

use super::{
    people::{By, Who},
    scene::{Cast, Scene, at, create, missing, verb},
};
use crate::trouble::Trouble;

/// A control: short name, title, owner, how it works, status, what it implements, evidence and how many working days
/// old that is.
type ControlRow = (
    &'static str,
    &'static str,
    By,
    &'static str,
    ImplementationStatus,
    &'static [&'static str],
    &'static [(&'static str, usize)],
);

const CONTROLS: &[ControlRow] = &[
    (
        "restores",
        "Nightly backups, restored on trial every month",
        By::Role("operations"),
        "Databases are copied every night to a second provider under a key of our own. On the first Tuesday of a month one \
         database is restored into an empty account, and the time is written down.",
        ImplementationStatus::Implemented,
        &["A.8.13", "A.5.30"],
        &[
            ("Restore log of October: 2 h 10 min for the largest database", 30),
            ("Restore log of November", 17),
        ],
    ),
    (
        "second factor",
        "Second factor on every console",
        By::Role("operations"),
        "Administration, support console and source code ask for a hardware key or a passkey.",
        ImplementationStatus::Implemented,
        &["A.8.5", "A.5.17"],
        &[("List of accounts without a second factor: empty", 16)],
    ),
    (
        "rollback",
        "Releases in steps, with a way back",
        By::Role("platform"),
        "A release reaches one port first. Two figures are watched for an hour; if either leaves its band, the step is undone \
         by itself.",
        ImplementationStatus::Partial,
        &["A.8.32", "A.8.31"],
        &[],
    ),
    (
        "dependencies",
        "Review of new dependencies",
        By::Person(Who::Farid),
        "Nothing new is built in before a second person has looked at its source, its maintainers and its history.",
        ImplementationStatus::Planned,
        &["A.8.28", "A.5.21"],
        &[],
    ),
    (
        "disks",
        "Encrypted laptops that can be wiped",
        By::Role("operations"),
        "Disks are encrypted before a laptop is handed out; a lost one is locked within the hour.",
        ImplementationStatus::Implemented,
        &["A.8.1", "A.7.9"],
        &[("Device report: 61 of 61 encrypted", 18)],
    ),
];

/// A duty: short name, title, kind, source, what it demands, owner, controls.
type DutyRow =
    (&'static str, &'static str, ObligationKind, &'static str, &'static str, By, &'static [&'static str]);

const DUTIES: &[DutyRow] = &[
    (
        "privacy law",
        "Protection of personal data",
        ObligationKind::Legal,
        "General Data Protection Regulation, articles 28, 32 and 33",
        "Measures that fit the risk; processing only on instruction; a breach is reported within 72 hours.",
        By::Role("privacy"),
        &["A.5.34", "A.5.26", "A.8.11"],
    ),
    (
        "port contracts",
        "Availability promised to ports",
        ObligationKind::Contractual,
        "Framework contracts with ports, annex on service levels",
        "99.8 % a month between 4 and 22 o'clock; a plan for outages, tried once a year.",
        By::Role("platform"),
        &["A.5.29", "A.5.30", "A.8.14"],
    ),
];

/// A treatment: the risk, why, the controls that it needs, by which own controls, what is expected of likelihood and
/// consequence.
type TreatmentRow = (&'static str, &'static str, &'static [&'static str], &'static [&'static str], (u8, u8));

const TREATMENTS: &[TreatmentRow] = &[
    (
        "backup",
        "A restore that was tried is worth more than a copy that was not.",
        &["A.8.13", "A.5.30"],
        &["restores"],
        (1, 3),
    ),
    (
        "ransom",
        "Copies that an intruder cannot reach, and accounts that a stolen password does not open.",
        &["A.8.13", "A.8.5", "A.8.7"],
        &["restores", "second factor"],
        (1, 4),
    ),
    (
        "stuffing",
        "A stolen password alone opens nothing any more.",
        &["A.8.5", "A.5.17"],
        &["second factor"],
        (2, 2),
    ),
    (
        "package",
        "Look before building in, and notice what changed.",
        &["A.8.28", "A.5.21", "A.8.8"],
        &["dependencies"],
        (2, 3),
    ),
    ("laptop", "A lost laptop is the price of a laptop.", &["A.8.1", "A.7.9"], &["disks"], (2, 1)),
];

/// An action: short name, title, risk of its treatment, control, owner, due in days from now, what it takes.
type ActionRow = (&'static str, &'static str, &'static str, &'static str, By, i64, &'static str);

const ACTIONS: &[ActionRow] = &[
    (
        "review rule",
        "Write the rule for new dependencies and teach it",
        "package",
        "dependencies",
        By::Person(Who::Farid),
        24,
        "Two days of a senior developer",
    ),
    (
        "scanner",
        "Let the build stop at known holes",
        "package",
        "dependencies",
        By::Person(Who::Paul),
        45,
        "Licence, 3,000 euros a year",
    ),
    (
        "offline copy",
        "Keep one copy where no account can delete it",
        "ransom",
        "restores",
        By::Role("operations"),
        -9,
        "Storage, 90 euros a month",
    ),
];

fn references(keys: &[&'static str]) -> Result<Vec<ControlRef>, Trouble> {
    keys.iter().map(|key| ControlRef::from_key(key).ok_or_else(|| missing("control", key))).collect()
}

fn control(
    (_, title, owner, how, status, implements, evidence): ControlRow,
    cast: &Cast<'_>,
) -> Result<Control, Trouble> {
    let shown = evidence.iter().map(|(what, before)| Evidence {
        what: Text::from(*what),
        place: Some(Text::from("Wiki, page “Evidence”")),
        on: Some(cast.day(*before)),
    });
    Ok(Control {
        title: Text::from(title),
        owner: Some(owner.owner(cast)?),
        scope: None,
        description: Some(Text::from(how)),
        status,
        status_on: Some(cast.day(40)),
        planned_for: None,
        operation: Operation::Own,
        supplier: None,
        implements: references(implements)?,
        implements_own: Vec::new(),
        evidence: shown.collect(),
    })
}

fn treatment((risk, why, needs, by, expected): TreatmentRow, cast: &Cast<'_>) -> Result<Treatment, Trouble> {
    Ok(Treatment {
        risk: cast.id::<RiskId>(risk)?,
        options: vec![TreatmentOption::Modify],
        reasons: Some(Text::from(why)),
        shared_with: None,
        necessary: references(needs)?,
        necessary_own: Vec::new(),
        controls: by.iter().map(|name| cast.id::<ControlId>(name)).collect::<Result<_, _>>()?,
        expected_likelihood: Some(Level(expected.0)),
        expected_consequence: Some(Level(expected.1)),
        expected_level: None,
    })
}

fn action(
    (_, title, risk, control, owner, due, takes): ActionRow,
    cast: &Cast<'_>,
) -> Result<TreatmentAction, Trouble> {
    Ok(TreatmentAction {
        title: Text::from(title),
        treatment: cast.id(risk)?,
        control: Some(cast.id(control)?),
        owner: owner.owner(cast)?,
        starts_on: Some(cast.day(14)),
        due: cast.day(0).saturating_add(due.days()),
        repeated: None,
        resources: Some(Text::from(takes)),
        budget: None,
        verification: None,
        status: ActionStatus::Open,
        done_on: None,
        evidence: Vec::new(),
    })
}

fn duties() -> Vec<Scene> {
    let mut scenes: Vec<Scene> = DUTIES
        .iter()
        .copied()
        .enumerate()
        .map(|(nth, (name, title, kind, source, demand, owner, controls))| {
            create(at(290 - nth, 10, 20), Who::Marta, name, move |cast| {
                Ok(Obligation {
                    source: Some(Text::from(source)),
                    demand: Some(Text::from(demand)),
                    owner: Some(owner.owner(cast)?),
                    controls: references(controls)?,
                    ..Obligation::new(Text::from(title), kind)
                })
            })
        })
        .collect();
    scenes.push(create(at(288, 9, 30), Who::Jonas, "ports", |cast| {
        Ok(InterestedParty {
            interest: Some(Text::from("Berth plans that are right, and there when the shift changes.")),
            owner: Some(By::Person(Who::Lena).owner(cast)?),
            side: Some(Side::External),
            ..InterestedParty::new(Text::from("Ports and terminals"), PartyKind::Customer)
        })
    }));
    scenes.push(create(at(288, 9, 50), Who::Jonas, "separation", |cast| {
        Ok(PartyRequirement {
            addressed: Some(true),
            how: Some(Text::from("Every query names its port; the platform refuses those that do not.")),
            scope: Some(cast.id("platform")?),
            controls: references(&["A.8.3", "A.8.22"])?,
            nature: Some(RequirementNature::Contractual),
            source: Some(Text::from("Framework contracts with ports, section on confidentiality")),
            priority: Some(Grade::High),
            ..PartyRequirement::new(Text::from("One port never sees the plans of another"), cast.id("ports")?)
        })
    }));
    scenes
}

/// All that is done about the risks.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = duties();
    for (nth, row) in (0_i16..).zip(CONTROLS.iter().copied()) {
        scenes.push(create(at(16, 13, 5 + nth * 6), Who::Jonas, row.0, move |cast| control(row, cast)));
    }
    for (nth, row) in (0_i16..).zip(TREATMENTS.iter().copied()) {
        scenes.push(create(at(15, 9, 10 + nth * 9), Who::Jonas, row.0, move |cast| treatment(row, cast)));
    }
    for (nth, row) in (0_i16..).zip(ACTIONS.iter().copied()) {
        scenes.push(create(at(14, 10, 10 + nth * 9), Who::Jonas, row.0, move |cast| action(row, cast)));
    }
    scenes.push(create(at(12, 14, 0), Who::Jonas, "plan", |cast| {
        Ok(TreatmentPlan {
            scope: cast.id("company")?,
            version: Text::from("2026.2"),
            status: PlanStatus::Draft,
            change_summary: Some(Text::from("Dependencies and offline copies are new.")),
            submitted_on: None,
            actions: Vec::new(),
            approvals: Vec::new(),
            approved_on: None,
        })
    }));
    scenes
        .push(verb::<TreatmentPlan, _>(at(12, 14, 20), Who::Jonas, "plan", "submit", |_| Ok(SubmitPlan {})));
    for (who, before, remark) in [
        (Who::Anna, 11, "The offline copy first, please."),
        (Who::Tobias, 10, ""),
        (Who::Mehmet, 9, "Fits the budget."),
    ] {
        scenes.push(verb::<TreatmentPlan, _>(at(before, 11, 15), who, "plan", "approve", move |_| {
            Ok(ApprovePlan { remark: (!remark.is_empty()).then(|| Text::from(remark)) })
        }));
    }
    for (who, risk, before, months, why) in [
        (
            Who::Tobias,
            "stuffing",
            8,
            9,
            "What remains is a nuisance for single customers; the second factor holds.",
        ),
        (Who::Mehmet, "laptop", 7, 12, "Encrypted and wiped within the hour: a lost laptop costs a laptop."),
    ] {
        scenes.push(verb::<Risk, AcceptRisk>(at(before, 15, 40), who, risk, "accept", move |cast| {
            Ok(AcceptRisk {
                until: cast.day(0).saturating_add(i64::from(months).months()),
                reason: Text::from(why),
            })
        }));
    }
    scenes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_controls_of_annex_a() {
        for keys in CONTROLS
            .iter()
            .map(|row| row.5)
            .chain(DUTIES.iter().map(|row| row.6))
            .chain(TREATMENTS.iter().map(|row| row.2))
        {
            assert!(references(keys).is_ok(), "{keys:?}");
        }
    }
}
