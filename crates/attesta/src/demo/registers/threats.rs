//! Threats and vulnerabilities that the sample company watches, and the risks that name them.

use attesta_isms::{
    kit::Grade,
    risk::Risk,
    threats::{AcceptVulnerability, Remediate, Threat, ThreatOrigin, Vulnerability},
};
use attesta_record::Text;
use jiff::ToSpan as _;

use super::{ids, text};
use crate::demo::{
    people::{By, Who},
    scene::{Cast, Scene, amend, at, create, verb},
};
use crate::trouble::Trouble;

/// A threat.
struct Row {
    name: &'static str,
    title: &'static str,
    category: &'static str,
    origin: ThreatOrigin,
    source: &'static str,
    description: &'static str,
    techniques: &'static str,
    /// Relevance, likelihood, impact.
    grades: [Grade; 3],
    targets: &'static [&'static str],
    mitigation: &'static str,
}

const ROWS: &[Row] = &[
    Row {
        name: "extortion",
        title: "Extortion by encryption and theft of data",
        category: "Malware",
        origin: ThreatOrigin::Deliberate,
        source: "Yearly report of the federal office; two competitors",
        description: "Gangs come in by stolen accounts or open services, take data away and encrypt what is left.",
        techniques: "T1486, T1567",
        grades: [Grade::Critical, Grade::High, Grade::Critical],
        targets: &["kaikante", "plans"],
        mitigation: "Backups with another provider, second factor, separate networks.",
    },
    Row {
        name: "reused passwords",
        title: "Trying of passwords that were stolen elsewhere",
        category: "Theft of accounts",
        origin: ThreatOrigin::Deliberate,
        source: "Own experience",
        description: "Lists with millions of pairs are tried against every login that is open to the internet.",
        techniques: "T1110.004",
        grades: [Grade::High, Grade::High, Grade::High],
        targets: &["support", "kaikante"],
        mitigation: "Second factor without exemption.",
    },
    Row {
        name: "poisoned package",
        title: "Poisoned open-source package",
        category: "Supply chain",
        origin: ThreatOrigin::Deliberate,
        source: "Threat landscape of ENISA",
        description: "The account of a maintainer is taken over, and the next release of a package carries a stranger's code.",
        techniques: "T1195.001",
        grades: [Grade::High, Grade::Medium, Grade::Critical],
        targets: &["pipeline"],
        mitigation: "Review of new dependencies, fixed versions, builds without network.",
    },
    Row {
        name: "loss on the way",
        title: "Loss and theft of devices on the way",
        category: "Loss",
        origin: ThreatOrigin::Accidental,
        source: "Own experience: three in a year",
        description: "Trains, taxis, meeting rooms of ports.",
        techniques: "",
        grades: [Grade::Medium, Grade::High, Grade::Low],
        targets: &["laptops"],
        mitigation: "Encrypted disks, wiping from afar.",
    },
    Row {
        name: "storm",
        title: "Storm surge",
        category: "Nature",
        origin: ThreatOrigin::Environmental,
        source: "Port authority",
        description: "Water closes the quarter for a day or two, most winters once.",
        techniques: "",
        grades: [Grade::Medium, Grade::Medium, Grade::Medium],
        targets: &[],
        mitigation: "Work from home, rehearsed.",
    },
];

fn threat(row: &Row, cast: &Cast<'_>) -> Result<Threat, Trouble> {
    let [relevance, likelihood, impact] = row.grades;
    Ok(Threat {
        category: text(row.category),
        origin: Some(row.origin),
        source: text(row.source),
        description: text(row.description),
        techniques: text(row.techniques),
        relevance: Some(relevance),
        likelihood: Some(likelihood),
        impact: Some(impact),
        targets: ids(cast, row.targets)?,
        aims_at: row.targets.is_empty().then(|| Text::from("The office")),
        mitigation: text(row.mitigation),
        owner: Some(By::Role("isms").owner(cast)?),
        reviewed_on: Some(cast.day(61)),
        review_on: Some(cast.calendar.today().saturating_add(4.months())),
        ..Threat::new(Text::from(row.title))
    })
}

/// A vulnerability: short name, title, product, assets, CVSS and EPSS, severity, discovered so many working days ago,
/// known from, days until its deadline.
type FlawRow = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    (f64, f64),
    Grade,
    usize,
    &'static str,
    i32,
);

const FLAWS: &[FlawRow] = &[
    (
        "gateway",
        "The gateway runs a stranger's code when a header is too long",
        "Gateway of the platform",
        &["kaikante"],
        (9.8, 0.42),
        Grade::Critical,
        128,
        "Advisory of the maker",
        3,
    ),
    (
        "images",
        "A crafted picture crashes the service that draws maps",
        "Library for pictures",
        &["kaikante"],
        (6.5, 0.02),
        Grade::Medium,
        66,
        "Weekly scan of dependencies",
        30,
    ),
    (
        "old protocol",
        "Two ports still send bookings over an old protocol",
        "Interface for bookings",
        &["plans"],
        (5.9, 0.01),
        Grade::Medium,
        41,
        "Test by outsiders",
        60,
    ),
    (
        "console session",
        "A session of the support console outlives the change of a password",
        "Support console",
        &["support"],
        (7.1, 0.03),
        Grade::High,
        19,
        "Test by outsiders",
        14,
    ),
];

fn flaw(row: FlawRow, cast: &Cast<'_>) -> Result<Vulnerability, Trouble> {
    let (_, title, product, assets, (cvss, epss), severity, day, source, days) = row;
    let discovered_on = cast.day(day);
    Ok(Vulnerability {
        product: text(product),
        assets: ids(cast, assets)?,
        cvss: Some(cvss),
        epss: Some(epss),
        severity: Some(severity),
        source: text(source),
        fix_available: Some(cvss > 6.0),
        owner: Some(By::Role("platform").owner(cast)?),
        due: Some(discovered_on.saturating_add(days.days())),
        ..Vulnerability::new(Text::from(title), discovered_on)
    })
}

/// A risk that names them: risk, threats, vulnerabilities, assets.
type NamedRow = (&'static str, Names, Names, Names);
type Names = &'static [&'static str];

const RISKS: &[NamedRow] = &[
    ("ransom", &["extortion"], &["gateway"], &["kaikante", "plans"]),
    ("stuffing", &["reused passwords"], &["console session"], &["support", "plans"]),
    ("package", &["poisoned package"], &[], &["pipeline"]),
    ("laptop", &["loss on the way"], &[], &["laptops"]),
    ("surge", &["storm"], &[], &[]),
];

/// All that happens to them.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0_i16..).zip(ROWS) {
        scenes
            .push(create(at(61, 9, 10).later(nth * 11), Who::Jonas, row.name, move |cast| threat(row, cast)));
    }
    for (nth, row) in (0_i16..).zip(FLAWS.iter().copied()) {
        scenes.push(create(at(row.6, 9, 40).later(nth * 3), Who::Paul, row.0, move |cast| flaw(row, cast)));
    }
    scenes.push(verb::<Vulnerability, _>(at(126, 17, 10), Who::Paul, "gateway", "remediate", |_| {
        let how =
            Text::from("New version rolled out everywhere by noon; the probe of the maker finds nothing.");
        Ok(Remediate { settled_on: None, how })
    }));
    scenes.push(verb::<Vulnerability, _>(at(55, 11, 20), Who::Paul, "images", "remediate", |_| {
        Ok(Remediate { settled_on: None, how: Text::from("Library replaced with the release of this week.") })
    }));
    scenes.push(verb::<Vulnerability, _>(at(38, 10, 0), Who::Anna, "old protocol", "accept", |cast| {
        Ok(AcceptVulnerability {
            until: cast.calendar.today().saturating_add(4.months()),
            reason: Text::from(
                "The ports change over in spring; until then their lines are ours alone and watched.",
            ),
        })
    }));
    for (nth, (risk, threats, flaws, assets)) in (0_i16..).zip(RISKS.iter().copied()) {
        scenes.push(
            amend::<Risk>(at(11, 13, 10).later(nth * 4), Who::Jonas, risk, move |cast, risk| {
                let (threats, vulnerabilities) = (ids(cast, threats)?, ids(cast, flaws)?);
                Ok(Risk { threats, vulnerabilities, assets_hit: ids(cast, assets)?, ..risk })
            })
            .because("The registers of threats and assets are joined to the risks."),
        );
    }
    scenes
}
