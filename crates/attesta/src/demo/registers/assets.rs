//! The assets of the sample company.

use attesta_isms::{
    assets::{Asset, AssetKind, WithdrawAsset},
    kit::Grade,
};
use attesta_record::Text;
use jiff::ToSpan as _;

use super::{ids, text};
use crate::demo::{
    people::{By, Who},
    scene::{Cast, Scene, at, create, verb},
};
use crate::trouble::Trouble;

/// An asset.
struct Row {
    name: &'static str,
    title: &'static str,
    kind: AssetKind,
    category: &'static str,
    owner: &'static str,
    supplier: &'static str,
    scope: &'static str,
    location: &'static str,
    environment: &'static str,
    classification: &'static str,
    /// Confidentiality, integrity, availability.
    value: [Grade; 3],
    depends_on: &'static [&'static str],
    description: &'static str,
}

const ROWS: &[Row] = &[
    Row {
        name: "laptops",
        title: "Laptops",
        kind: AssetKind::Hardware,
        category: "Devices of staff",
        owner: "operations",
        supplier: "",
        scope: "office",
        location: "With staff",
        environment: "",
        classification: "Internal",
        value: [Grade::Medium, Grade::Low, Grade::Medium],
        depends_on: &[],
        description: "Sixty-one, all encrypted and managed.",
    },
    Row {
        name: "hosting",
        title: "Hosting at Alster Cloud",
        kind: AssetKind::Service,
        category: "Hosting",
        owner: "platform",
        supplier: "alster",
        scope: "platform",
        location: "Two data centres in northern Germany",
        environment: "Production",
        classification: "Confidential",
        value: [Grade::High, Grade::High, Grade::Critical],
        depends_on: &[],
        description: "Virtual servers, block storage and private network.",
    },
    Row {
        name: "pipeline",
        title: "Build pipeline",
        kind: AssetKind::Software,
        category: "Build and release",
        owner: "platform",
        supplier: "",
        scope: "platform",
        location: "Second account at Alster Cloud",
        environment: "Build",
        classification: "Confidential",
        value: [Grade::High, Grade::Critical, Grade::Medium],
        depends_on: &["hosting"],
        description: "From the source code to a release that is signed.",
    },
    Row {
        name: "kaikante",
        title: "Kaikante",
        kind: AssetKind::Software,
        category: "Own product",
        owner: "platform",
        supplier: "",
        scope: "platform",
        location: "Alster Cloud",
        environment: "Production",
        classification: "Confidential",
        value: [Grade::High, Grade::Critical, Grade::Critical],
        depends_on: &["hosting", "pipeline"],
        description: "The platform itself: about forty services and their databases.",
    },
    Row {
        name: "plans",
        title: "Berth plans and rosters of ports",
        kind: AssetKind::Information,
        category: "Customers' data",
        owner: "platform",
        supplier: "",
        scope: "platform",
        location: "Databases of the platform",
        environment: "Production",
        classification: "Confidential",
        value: [Grade::Critical, Grade::Critical, Grade::High],
        depends_on: &["kaikante"],
        description: "What 140 ports and terminals plan; names of shift workers among it.",
    },
    Row {
        name: "support",
        title: "Help for ports around the clock",
        kind: AssetKind::Process,
        category: "Support",
        owner: "platform",
        supplier: "",
        scope: "company",
        location: "Hamburg and from home",
        environment: "",
        classification: "Internal",
        value: [Grade::Medium, Grade::Medium, Grade::High],
        depends_on: &["kaikante", "laptops"],
        description: "Telephone, console, on-call duty.",
    },
    Row {
        name: "old server",
        title: "File server in the office",
        kind: AssetKind::Hardware,
        category: "Server",
        owner: "operations",
        supplier: "",
        scope: "office",
        location: "Cabinet on the ground floor",
        environment: "Production",
        classification: "Confidential",
        value: [Grade::High, Grade::Medium, Grade::Medium],
        depends_on: &[],
        description: "Contracts and drafts of twelve years.",
    },
];

fn asset(row: &Row, cast: &Cast<'_>) -> Result<Asset, Trouble> {
    let [confidentiality, integrity, availability] = row.value;
    Ok(Asset {
        category: text(row.category),
        owner: Some(By::Role(row.owner).owner(cast)?),
        custodian: Some(By::Role("operations").owner(cast)?),
        supplier: if row.supplier.is_empty() { None } else { Some(cast.id(row.supplier)?) },
        scope: Some(cast.id(row.scope)?),
        location: text(row.location),
        environment: text(row.environment),
        description: text(row.description),
        classification: text(row.classification),
        confidentiality: Some(confidentiality),
        integrity: Some(integrity),
        availability: Some(availability),
        criticality: row.value.into_iter().max(),
        depends_on: ids(cast, row.depends_on)?,
        components: (row.kind == AssetKind::Software)
            .then(|| Text::from("List of components of every release")),
        used_since: Some(cast.calendar.month(40)),
        reviewed_on: Some(cast.day(282)),
        review_on: Some(cast.calendar.today().saturating_add(3.months())),
        ..Asset::new(Text::from(row.title), row.kind)
    })
}

/// All that happens to the assets.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0_i16..).zip(ROWS) {
        scenes.push(create(at(282, 9, 10).later(nth * 12), Who::Mehmet, row.name, move |cast| {
            asset(row, cast)
        }));
    }
    scenes.push(verb::<Asset, _>(at(133, 15, 10), Who::Mehmet, "old server", "withdraw", |_| {
        let fate = Text::from(
            "Files moved to the new store; disks shredded by Elbe Datenvernichtung, certificate kept.",
        );
        Ok(WithdrawAsset { withdrawn_on: None, fate })
    }));
    scenes
}
