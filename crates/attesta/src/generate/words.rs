//! The words that made-up records are put together from.

use rand::{RngExt as _, rngs::StdRng};

pub(super) const GIVEN_NAMES: &[&str] = &[
    "Ada", "Bjarne", "Carla", "Dimitri", "Elif", "Farid", "Greta", "Hannes", "Ines", "Jakub", "Kira", "Liam",
    "Mila", "Noor", "Oskar", "Pia", "Quentin", "Rosa", "Selim", "Thea", "Uwe", "Vera", "Wanda", "Yusuf",
    "Zoë",
];

pub(super) const FAMILY_NAMES: &[&str] = &[
    "Albers",
    "Böhm",
    "Castelli",
    "Dietrich",
    "Eriksen",
    "Fontaine",
    "Grünwald",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Keller",
    "Lindqvist",
    "Moreau",
    "Nagy",
    "Okoye",
    "Petrov",
    "Quandt",
    "Rossi",
    "Schäfer",
    "Torres",
    "Urban",
    "Vogel",
    "Wójcik",
    "Yamada",
    "Zimmer",
];

pub(super) const FUNCTIONS: &[&str] = &[
    "Software engineer",
    "System administrator",
    "Product manager",
    "Accountant",
    "Support agent",
    "Team lead",
    "Data analyst",
    "Recruiter",
    "Buyer",
    "Plant engineer",
    "Nurse",
    "Lawyer",
];

pub(super) const UNITS: &[&str] = &[
    "Logistics",
    "Payments",
    "Research",
    "Retail",
    "Production",
    "Claims",
    "Field service",
    "Marketing",
    "Treasury",
    "Laboratory",
    "Warehouse",
    "Call centre",
    "Fleet",
    "Procurement",
    "Quality",
    "Training",
];

pub(super) const PLACES: &[&str] = &[
    "Aarhus",
    "Basel",
    "Cork",
    "Dresden",
    "Espoo",
    "Freiburg",
    "Ghent",
    "Haarlem",
    "Innsbruck",
    "Kiel",
    "Linz",
    "Malmö",
];

/// What happens.
pub(super) const EVENTS: &[&str] = &[
    "Ransomware encrypts",
    "A former employee still reaches",
    "A wrong rule exposes",
    "A failed disk takes down",
    "A supplier loses",
    "Stolen credentials open",
    "A faulty release corrupts",
    "A power cut stops",
    "A lost laptop holds",
    "An unpatched component lets strangers into",
    "A mistyped address sends out",
    "Water damages",
    "An insider copies",
    "An expired certificate stops",
    "A backup that cannot be read leaves us without",
    "A phone call talks somebody out of",
    "An overload blocks",
    "A forgotten test account opens",
    "A wrong setting deletes",
    "A border gateway fault cuts off",
];

/// What is hit.
pub(super) const ASSETS: &[&str] = &[
    "the customer database",
    "the payroll files",
    "the source code",
    "the order system",
    "the file server",
    "the mailboxes",
    "the design drawings",
    "the web shop",
    "the patient records",
    "the control system",
    "the data warehouse",
    "the contract archive",
    "the ticket system",
    "the identity service",
    "the telephone system",
    "the laboratory results",
    "the price lists",
    "the audit reports",
    "the backup vault",
    "the door system",
    "the video archive",
    "the test data",
    "the monitoring",
    "the supplier portal",
];

pub(super) const SOURCES: &[&str] = &[
    "Organised crime",
    "A careless colleague",
    "A dissatisfied employee",
    "A competitor",
    "A technical fault",
    "The weather",
    "A supplier",
    "A curious visitor",
    "A script that runs by itself",
    "A state-sponsored group",
];

pub(super) const CAUSES: &[&str] = &[
    "Rights are taken away days after somebody leaves",
    "The restore was never rehearsed",
    "Updates wait for a window",
    "One person knows the system, and nobody stands in",
    "Secrets stand in configuration files",
    "The contract names no time to report an incident",
    "The network is not divided",
    "The log is kept for a week only",
    "Reviews of access stopped when the team was reorganised",
    "The room has no sensor",
    "Test data comes from production",
    "The second factor is voluntary",
    "Alarms go to a mailbox that nobody reads at night",
    "The old version is still reachable beside the new one",
];

pub(super) const CONSEQUENCES: &[&str] = &[
    "Deliveries stop for a day",
    "Customers must be told, and some leave",
    "The authority asks questions and may fine us",
    "Work goes on by hand, with mistakes",
    "A contract penalty falls due",
    "The restore takes a weekend",
    "Personal data of customers is read by strangers",
    "Invoices go out late",
    "Figures of a quarter are wrong",
    "A competitor learns our prices",
    "People are put at risk",
    "Trust in the certificate suffers",
];

pub(super) const RATIONALES: &[&str] = &[
    "Judged from last year's tickets",
    "The pilot showed fewer cases than feared",
    "Nothing was measured yet; the estimate is cautious",
    "The supplier's report supports it",
    "Two comparable firms were hit within three years",
    "The new control has run for a quarter",
    "The owner and the engineer on call agree",
    "An exercise took twice as long as planned",
];

pub(super) const TOPICS: &[&str] = &[
    "Access control",
    "Backup",
    "Change",
    "Supplier",
    "Incident",
    "Remote work",
    "Cryptography",
    "Logging",
    "Screening",
    "Asset",
    "Patch",
    "Development",
    "Continuity",
    "Disposal",
    "Classification",
    "Visitor",
];

/// One of the phrases.
pub(super) fn one<'a>(chance: &mut StdRng, phrases: &[&'a str]) -> &'a str {
    phrases[chance.random_range(0..phrases.len())]
}

/// Several sentences of the phrases, no two the same.
pub(super) fn some(chance: &mut StdRng, phrases: &[&str], most: usize) -> String {
    let count = chance.random_range(1..=most.min(phrases.len()));
    let first = chance.random_range(0..phrases.len());
    let sentences: Vec<String> =
        (0..count).map(|at| format!("{}.", phrases[(first + at * 5) % phrases.len()])).collect();
    sentences.join(" ")
}
