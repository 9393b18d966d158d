//! Answers for the controls on people and on places. Of the places, only what the platform does not need is answered
//! here; the rest waits for the office.

use super::{
    Answer::{Excluded, Implemented, Partial},
    By::{Person, Role},
    Row, Who,
};

pub(super) const PEOPLE: &[Row] = &[
    (
        "A.6.1",
        Implemented,
        Person(Who::Silke),
        "Engineers hold keys to the plans of competing ports; we look at references and, for production, at the certificate of conduct.",
        "",
    ),
    (
        "A.6.2",
        Implemented,
        Person(Who::Silke),
        "Duties that outlast the job have to be agreed before it begins.",
        "In all contracts since three years; older ones were amended.",
    ),
    (
        "A.6.3",
        Partial,
        Person(Who::Silke),
        "Four of five incidents begin with somebody who clicks or forgets.",
        "52 of 60 finished this year's course; developers have one of their own.",
    ),
    (
        "A.6.4",
        Implemented,
        Person(Who::Silke),
        "Staff should know beforehand what follows, and that reporting one's own mistake is never punished.",
        "",
    ),
    (
        "A.6.5",
        Partial,
        Person(Who::Silke),
        "Two engineers moved to competitors within two years.",
        "Leavers are covered; those who change teams are not yet.",
    ),
    (
        "A.6.6",
        Implemented,
        Role("privacy"),
        "Customers show us volumes that their competitors would pay for.",
        "",
    ),
    (
        "A.6.7",
        Implemented,
        Role("operations"),
        "Half of the staff work from home at least two days a week, with rights to production.",
        "",
    ),
    (
        "A.6.8",
        Implemented,
        Role("incident"),
        "The earlier we hear of it, the cheaper it is. The channel is pinned for everybody.",
        "31 reports this year, three of them incidents.",
    ),
];

pub(super) const PHYSICAL: &[Row] = &[
    (
        "A.7.6",
        Excluded,
        Role("platform"),
        "No secure area belongs to this scope: the machines stand with the provider, whose staff alone enter, and ours never do. What the provider owes us there is reviewed under A.5.22.",
        "",
    ),
    (
        "A.7.8",
        Excluded,
        Role("platform"),
        "The scope owns no equipment that could be placed or shielded. Servers are rented by the hour; where they stand and how they are protected is part of the provider's audit report, read under A.5.22.",
        "",
    ),
    (
        "A.7.12",
        Excluded,
        Role("platform"),
        "There is no cabling of ours in this scope. Lines between the two data centres belong to the provider and carry encrypted traffic only, so that listening in would yield nothing (A.8.24).",
        "",
    ),
    (
        "A.7.13",
        Excluded,
        Role("platform"),
        "Nothing here needs maintenance by us: faulty hardware is replaced by the provider without our taking part, and the platform moves off it by itself (A.8.14).",
        "",
    ),
];
