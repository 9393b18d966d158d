//! The sample company itself and the scopes of its ISMS.

use attesta_isms::context::{Exclusion, Interface, Organisation, Scope, Site};
use attesta_record::Text;

use super::{
    calendar::ZONE,
    people::Who,
    scene::{Cast, Scene, amend, at, create},
};
use crate::trouble::Trouble;

/// The company.
pub(super) fn organisation() -> Organisation {
    Organisation {
        name: Text::from("Nordlicht Software GmbH"),
        legal_name: Some(Text::from("Nordlicht Software GmbH, Hamburg")),
        purpose: Some(Text::from(
            "About sixty people build and run Kaikante, a hosted platform with which port and terminal operators plan \
             berths, shifts and truck slots. 140 customers in nine countries depend on it around the clock.",
        )),
        time_zone: Text::from(ZONE),
        sample: true,
    }
}

fn interface(with: &str, what: &str, depends: bool) -> Interface {
    Interface { with: Text::from(with), what: Text::from(what), depends }
}

fn exclusion(what: &str, reason: &str) -> Exclusion {
    Exclusion { what: Text::from(what), reason: Text::from(reason) }
}

fn site(name: &str, address: &str, activities: &str) -> Site {
    Site {
        name: Text::from(name),
        address: Some(Text::from(address)),
        activities: Some(Text::from(activities)),
    }
}

fn office_site() -> Site {
    site("Hamburg office", "Brooktorkai 14, 20457 Hamburg", "Development, support, sales, administration")
}

/// The scope of the whole company.
fn company() -> Scope {
    Scope {
        name: Text::from("Nordlicht Software GmbH"),
        parent: None,
        statement: Some(Text::from(
            "Development, operation and support of the hosted platform Kaikante, with all staff, the office in \
             Hamburg and work from home.",
        )),
        interfaces: vec![
            interface("Customers", "Rosters, cargo lists, bookings; contracts; incident notices", false),
            interface("Alster Cloud GmbH", "Servers and storage in two data centres", true),
            interface("Tax adviser Lüders & Partner", "Payroll data every month", true),
        ],
        exclusions: vec![exclusion(
            "The customers' own port control systems",
            "They are run by the customers; our responsibility ends at the documented interface, which is covered.",
        )],
        sites: vec![office_site()],
    }
}

/// The scope of the platform.
fn platform(cast: &Cast<'_>) -> Result<Scope, Trouble> {
    Ok(Scope {
        name: Text::from("Kaikante platform"),
        parent: Some(cast.id("company")?),
        statement: Some(Text::from(
            "The hosted platform Kaikante: its source code, build pipeline, production and staging environments \
             in two data centres of Alster Cloud, and the people who develop, run and support it.",
        )),
        interfaces: vec![
            interface("Alster Cloud GmbH", "Virtual servers, block storage, private network", true),
            interface("Brieftaube Mail AG", "Notices to users of the platform by e-mail", true),
            interface("Customers' systems", "Bookings and ship movements over a signed interface", false),
        ],
        exclusions: vec![exclusion(
            "Office network and meeting rooms",
            "No part of the platform runs there; staff reach it through the same gateway from anywhere. They are \
             in the scope of the office.",
        )],
        sites: Vec::new(),
    })
}

/// The scope of the office.
fn office(cast: &Cast<'_>) -> Result<Scope, Trouble> {
    Ok(Scope {
        name: Text::from("Hamburg office"),
        parent: Some(cast.id("company")?),
        statement: Some(Text::from(
            "The office at Brooktorkai with its network, devices and visitors, and the devices that staff take \
             home.",
        )),
        interfaces: vec![
            interface("Kontorhaus Verwaltung KG (landlord)", "Doors, lifts, power, fire alarm", true),
            interface("Werftnetz GmbH", "Two lines to the internet", true),
        ],
        exclusions: vec![exclusion(
            "The garage in the basement",
            "Run by the landlord and shared with other tenants; nothing of ours is kept there.",
        )],
        sites: vec![office_site()],
    })
}

/// All that happens to the scopes.
pub(super) fn scenes() -> Vec<Scene> {
    vec![
        create(at(302, 13, 10), Who::Jonas, "company", |_| Ok(company())),
        create(at(302, 13, 40), Who::Jonas, "platform", platform),
        create(at(302, 14, 5), Who::Jonas, "office", office),
        amend::<Scope>(at(137, 16, 20), Who::Jonas, "platform", |_, mut scope| {
            scope.interfaces.push(interface(
                "Seekarte GIS",
                "Map tiles, fetched by the browser of the user",
                true,
            ));
            Ok(scope)
        })
        .because("Maps are drawn by a service since the last release."),
    ]
}
