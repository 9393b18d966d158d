//! The suppliers of the sample company, and what was found when they were looked at.

use attesta_isms::{
    kit::Grade,
    suppliers::{Agreement, Assurance, EndSupplier, ReviewResult, Supplier, SupplierReview},
};
use attesta_record::Text;
use jiff::ToSpan as _;

use super::text;
use crate::demo::{
    people::{By, Who},
    scene::{Cast, Scene, amend, at, create, verb},
};
use crate::trouble::Trouble;

/// A supplier.
struct Row {
    name: &'static str,
    title: &'static str,
    service: &'static str,
    category: &'static str,
    criticality: Grade,
    cloud: bool,
    owner: By,
    location: &'static str,
    access: &'static str,
    requirements: &'static str,
    processing: Agreement,
    /// A certificate, and in how many months from today it runs out.
    assurance: Option<(&'static str, i32)>,
    interval: u32,
}

const ROWS: &[Row] = &[
    Row {
        name: "alster",
        title: "Alster Cloud GmbH",
        service: "Servers and storage in two data centres",
        category: "Hosting",
        criticality: Grade::Critical,
        cloud: true,
        owner: By::Role("platform"),
        location: "Hamburg and Kiel",
        access: "All data of the platform, encrypted under a key of ours.",
        requirements: "Annex 3 of the framework contract: encryption, separation, certificates, right to audit.",
        processing: Agreement::Signed,
        assurance: Some(("ISO/IEC 27001 certificate", 8)),
        interval: 12,
    },
    Row {
        name: "brieftaube",
        title: "Brieftaube Mail AG",
        service: "Sends notices by e-mail",
        category: "Software as a service",
        criticality: Grade::High,
        cloud: true,
        owner: By::Person(Who::Lena),
        location: "Zürich",
        access: "Names and addresses of users, texts of notices.",
        requirements: "Terms of use, section on security; nothing of our own agreed.",
        processing: Agreement::Signed,
        assurance: Some(("Report of an auditor, type 2", -1)),
        interval: 12,
    },
    Row {
        name: "lueders",
        title: "Tax adviser Lüders & Partner",
        service: "Payroll",
        category: "Professional service",
        criticality: Grade::Medium,
        cloud: false,
        owner: By::Person(Who::Silke),
        location: "Hamburg",
        access: "Personal and salary data of all staff.",
        requirements: "Professional secrecy; exchange over an encrypted store only.",
        processing: Agreement::NotNeeded,
        assurance: None,
        interval: 24,
    },
    Row {
        name: "werftnetz",
        title: "Werftnetz GmbH",
        service: "Two lines to the internet",
        category: "Network",
        criticality: Grade::Medium,
        cloud: false,
        owner: By::Role("operations"),
        location: "Hamburg",
        access: "Traffic of the office, which is encrypted.",
        requirements: "Repair within eight hours.",
        processing: Agreement::NotNeeded,
        assurance: None,
        interval: 24,
    },
    Row {
        name: "cleaning",
        title: "Blitzblank Gebäudereinigung",
        service: "Cleaning of the office",
        category: "Facility",
        criticality: Grade::Low,
        cloud: false,
        owner: By::Role("site"),
        location: "Hamburg",
        access: "Rooms after hours, without the network cabinet.",
        requirements: "Confidentiality; staff by name.",
        processing: Agreement::NotNeeded,
        assurance: None,
        interval: 36,
    },
];

fn supplier(row: &Row, cast: &Cast<'_>) -> Result<Supplier, Trouble> {
    let assurance = row.assurance.map(|(what, months)| Assurance {
        what: Text::from(what),
        until: Some(cast.calendar.today().saturating_add(months.months())),
    });
    Ok(Supplier {
        service: text(row.service),
        category: text(row.category),
        criticality: Some(row.criticality),
        cloud: row.cloud,
        owner: Some(row.owner.owner(cast)?),
        scope: Some(cast.id("company")?),
        location: text(row.location),
        access: text(row.access),
        contract_from: Some(cast.calendar.month(38)),
        contract_until: row.cloud.then(|| cast.calendar.month(-10)),
        requirements: text(row.requirements),
        incident_notice: row.cloud.then(|| Text::from("Within 24 hours, to the incident lead")),
        processing: Some(row.processing),
        way_out: row.cloud.then(|| Text::from("Export in an open format; erasure confirmed within 30 days.")),
        assurances: assurance.into_iter().collect(),
        review_interval: Some(row.interval),
        ..Supplier::new(Text::from(row.title))
    })
}

/// A review: of whom, how many working days ago, by whom, looked at what, result, findings, what follows.
type ReviewRow = (&'static str, usize, Who, &'static str, ReviewResult, &'static str, &'static str);

const REVIEWS: &[ReviewRow] = &[
    (
        "alster",
        266,
        Who::Jonas,
        "Certificate, report of the last audit, a visit to the data centre in Kiel.",
        ReviewResult::Satisfactory,
        "",
        "",
    ),
    (
        "brieftaube",
        264,
        Who::Jonas,
        "Report of its auditor, answers to our questions.",
        ReviewResult::WithFindings,
        "Keys for the interface were valid without end.",
        "Keys run out after 90 days since the spring.",
    ),
    ("lueders", 240, Who::Silke, "Answers to our questions.", ReviewResult::Satisfactory, "", ""),
    ("werftnetz", 238, Who::Mehmet, "Log of outages.", ReviewResult::Satisfactory, "", ""),
    (
        "alster",
        24,
        Who::Ines,
        "Certificate, statement on the fire of last summer, restore test of one region.",
        ReviewResult::WithFindings,
        "The second data centre was out of the plan for emergency power for five weeks.",
        "Alster Cloud reports the tests of its generators every quarter from now on.",
    ),
];

/// All that happens to suppliers.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0_i16..).zip(ROWS) {
        scenes.push(create(at(284, 9, 10).later(nth * 14), Who::Stefan, row.name, move |cast| {
            supplier(row, cast)
        }));
    }
    for (nth, row) in (0_i16..).zip(REVIEWS.iter().copied()) {
        let (name, day, by, basis, result, findings, follow_up) = row;
        scenes.push(create(at(day, 14, 10).later(nth), by, &format!("{name} {day}"), move |cast| {
            Ok(SupplierReview {
                supplier: cast.id(name)?,
                reviewed_on: cast.day(day),
                reviewed_by: Some(cast.id(by.name())?),
                basis: text(basis),
                result,
                findings: text(findings),
                follow_up: text(follow_up),
                next_on: None,
            })
        }));
    }
    scenes.push(amend::<Supplier>(at(60, 11, 0), Who::Stefan, "alster", |cast, supplier| {
        Ok(Supplier { risks: vec![cast.id("provider")?], ..supplier })
    }));
    scenes.push(verb::<Supplier, _>(at(77, 16, 0), Who::Stefan, "cleaning", "end", |_| {
        let given_back =
            Text::from("Two keys and three badges; the names were taken off the list of the alarm.");
        Ok(EndSupplier { ended_on: None, given_back })
    }));
    scenes
}
