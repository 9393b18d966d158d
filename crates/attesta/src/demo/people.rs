//! The people of the sample company, its roles, and who holds which.

use attesta_isms::{
    ids::PersonId,
    kit::{Duty, Owner},
    people::{Person, Role, RoleAssignment},
};
use attesta_record::Text;

use super::scene::{Act, Cast, Scene, amend, at, create};
use crate::trouble::Trouble;

/// Somebody of the sample company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Jonas,
    Katharina,
    Anna,
    Mehmet,
    Silke,
    Henrik,
    Paul,
    Lena,
    Tobias,
    Marta,
    Stefan,
    Ines,
    Bjoern,
    Farid,
    /// The auditor of the certification body: reads, and is no person of the organisation.
    Vera,
}

/// Name, function, and how many months ago they joined.
const PEOPLE: &[(Who, &str, i32)] = &[
    (Who::Jonas, "Chief information security officer", 15),
    (Who::Katharina, "Chief executive", 118),
    (Who::Anna, "Head of engineering", 97),
    (Who::Mehmet, "IT lead", 41),
    (Who::Silke, "Head of people and culture", 66),
    (Who::Henrik, "Internal auditor, on contract", 14),
    (Who::Paul, "Lead site reliability engineer", 52),
    (Who::Lena, "Product manager Kaikante", 37),
    (Who::Tobias, "Head of customer support", 74),
    (Who::Marta, "Legal counsel and data protection coordinator", 29),
    (Who::Stefan, "Office manager", 88),
    (Who::Bjoern, "Head of operations", 83),
    (Who::Farid, "Senior developer, release manager", 45),
];

/// Short name, name, what it answers for, what it may decide, whether it must be filled.
const ROLES: &[(&str, &str, &str, &str, bool)] = &[
    (
        "management",
        "Top management",
        "Sets the direction of information security, provides people and money, reviews the ISMS twice a year.",
        "Approves policies and the risk method; accepts high risks for a limited time.",
        true,
    ),
    (
        "isms",
        "ISMS manager",
        "Keeps the ISMS running: risk assessments, Statement of Applicability, documents, measures, reports to management.",
        "May stop a release or a purchase until a security question is answered.",
        true,
    ),
    (
        "platform",
        "Platform owner",
        "Answers for the hosted platform: its risks, its releases, its availability.",
        "Decides on changes to the platform and on emergency releases.",
        true,
    ),
    (
        "operations",
        "IT operations manager",
        "Runs accounts, devices, office network and backups; answers for the risks that come with them.",
        "Grants and withdraws access; isolates a device at any time.",
        true,
    ),
    (
        "audit",
        "Internal auditor",
        "Plans and carries out internal audits, and never of their own work.",
        "Reads everything that an audit calls for.",
        true,
    ),
    (
        "incident",
        "Incident lead",
        "Leads the response to a security incident from the alarm to the lessons.",
        "May take systems off the network without asking first.",
        true,
    ),
    (
        "privacy",
        "Data protection coordinator",
        "Keeps the record of processing, answers data subjects, reports breaches to the authority in time.",
        "Decides whether a breach is reported.",
        false,
    ),
    (
        "continuity",
        "Business continuity manager",
        "Keeps the continuity plan, and rehearses it once a year.",
        "Calls the crisis team together.",
        true,
    ),
    (
        "site",
        "Site security officer Hamburg",
        "Answers for keys, visitors, alarm and fire protection of the office.",
        "Refuses entry.",
        false,
    ),
];

/// Role, holder, from which day of the past (beyond its beginning: since the founding of the ISMS), on what ground.
const HOLDERS: &[(&str, Who, &str)] = &[
    ("management", Who::Katharina, "Managing director by the commercial register"),
    ("isms", Who::Jonas, "Letter of appointment"),
    ("platform", Who::Anna, "Decision of the management board"),
    ("operations", Who::Bjoern, "Decision of the management board"),
    ("incident", Who::Paul, "Decision of the management board"),
    ("privacy", Who::Marta, "Letter of appointment"),
    ("continuity", Who::Bjoern, "Decision of the management board"),
    ("site", Who::Stefan, "Job description"),
];

impl Who {
    /// The name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Jonas => "Jonas Feddersen",
            Self::Katharina => "Katharina Brandt",
            Self::Anna => "Anna Weber",
            Self::Mehmet => "Mehmet Yıldız",
            Self::Silke => "Silke Petersen",
            Self::Henrik => "Dr. Henrik Lorenzen",
            Self::Paul => "Paul Okafor",
            Self::Lena => "Lena Hartmann",
            Self::Tobias => "Tobias Krüger",
            Self::Marta => "Marta Nowak",
            Self::Stefan => "Stefan Ohlsen",
            Self::Ines => "Inês Carvalho",
            Self::Bjoern => "Björn Claasen",
            Self::Farid => "Farid Rahimi",
            Self::Vera => "Vera Ahlers",
        }
    }

    /// The e-mail address.
    pub(super) fn email(self) -> String {
        let (name, host) = match self {
            Self::Jonas => ("jonas.feddersen", "nordlicht.example"),
            Self::Katharina => ("katharina.brandt", "nordlicht.example"),
            Self::Anna => ("anna.weber", "nordlicht.example"),
            Self::Mehmet => ("mehmet.yildiz", "nordlicht.example"),
            Self::Silke => ("silke.petersen", "nordlicht.example"),
            Self::Henrik => ("lorenzen", "audit-lorenzen.example"),
            Self::Paul => ("paul.okafor", "nordlicht.example"),
            Self::Lena => ("lena.hartmann", "nordlicht.example"),
            Self::Tobias => ("tobias.krueger", "nordlicht.example"),
            Self::Marta => ("marta.nowak", "nordlicht.example"),
            Self::Stefan => ("stefan.ohlsen", "nordlicht.example"),
            Self::Ines => ("ines.carvalho", "nordlicht.example"),
            Self::Bjoern => ("bjoern.claasen", "nordlicht.example"),
            Self::Farid => ("farid.rahimi", "nordlicht.example"),
            Self::Vera => ("vera.ahlers", "certification.example"),
        };
        format!("{name}@{host}")
    }
}

/// An owner in a table: a person, or a role by its short name.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Person(Who),
    Role(&'static str),
}

impl By {
    /// The owner.
    pub(super) fn owner(self, cast: &Cast<'_>) -> Result<Owner, Trouble> {
        Ok(match self {
            Self::Person(who) => Owner::Person(cast.id(who.name())?),
            Self::Role(name) => Owner::Role(cast.id(name)?),
        })
    }
}

/// What the person of a row says.
pub(super) fn person(who: Who, function: &'static str, joined: i32, cast: &Cast<'_>) -> Person {
    Person {
        name: Text::from(who.name()),
        email: Some(Text::from(who.email())),
        function: Some(Text::from(function)),
        joined_on: Some(cast.calendar.month(joined)),
        left_on: None,
    }
}

/// The founder, who is there before anybody else.
pub(super) fn founder(cast: &Cast<'_>) -> Person {
    person(Who::Jonas, PEOPLE[0].1, PEOPLE[0].2, cast)
}

/// All that happens to people and roles.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    let mut when = at(301, 9, 20);
    for (who, function, joined) in PEOPLE.iter().skip(1).copied() {
        scenes
            .push(create(when, Who::Jonas, who.name(), move |cast| Ok(person(who, function, joined, cast))));
        when = when.later(5);
    }
    when = at(301, 14, 0);
    for (name, title, responsibilities, authority, mandatory) in ROLES.iter().copied() {
        let role = move |_: &Cast<'_>| {
            let (responsibilities, authority) =
                (Some(Text::from(responsibilities)), Some(Text::from(authority)));
            let top_management = Some(name == "management");
            Ok(Role { name: Text::from(title), responsibilities, authority, top_management, mandatory })
        };
        scenes.push(create(when, Who::Jonas, name, role));
        when = when.later(7);
    }
    scenes.extend(accounts());
    when = at(299, 10, 5);
    for (role, holder, ground) in HOLDERS.iter().copied() {
        scenes.push(create(when, Who::Katharina, role, move |cast| holding(cast, role, holder, ground, 300)));
        when = when.later(3);
    }
    scenes.extend(changes());
    scenes
}

fn accounts() -> Vec<Scene> {
    let duties = [
        (Who::Katharina, Duty::IsmsManager, at(300, 9, 0)),
        (Who::Anna, Duty::Contributor, at(300, 9, 4)),
        (Who::Mehmet, Duty::Contributor, at(300, 9, 9)),
        (Who::Silke, Duty::Contributor, at(300, 9, 12)),
        (Who::Paul, Duty::Contributor, at(300, 9, 15)),
        (Who::Lena, Duty::Contributor, at(300, 9, 18)),
        (Who::Tobias, Duty::Contributor, at(300, 9, 21)),
        (Who::Marta, Duty::Contributor, at(300, 9, 24)),
        (Who::Stefan, Duty::Contributor, at(300, 9, 30)),
        (Who::Farid, Duty::Contributor, at(300, 9, 33)),
        (Who::Henrik, Duty::Contributor, at(243, 11, 0)),
        (Who::Ines, Duty::Contributor, at(151, 13, 30)),
    ];
    let scene = |(who, duty, when)| Scene {
        when,
        by: Who::Jonas,
        act: Act::LetIn(who, duty),
        reason: None,
        occurred: None,
        file: None,
    };
    duties.into_iter().map(scene).collect()
}

fn holding(
    cast: &Cast<'_>,
    role: &str,
    holder: Who,
    ground: &str,
    begins: usize,
) -> Result<RoleAssignment, Trouble> {
    Ok(RoleAssignment {
        role: cast.id(role)?,
        person: cast.id(holder.name())?,
        scope: if role == "site" { Some(cast.id("office")?) } else { None },
        begins_on: cast.day(begins),
        ends_on: None,
        granted_by: Some(cast.id(Who::Katharina.name())?),
        authority: Some(Text::from(ground)),
    })
}

/// The auditor comes, an engineer joins, the head of operations leaves, roles change hands; one stays vacant.
fn changes() -> Vec<Scene> {
    let ends = |day: usize| {
        move |cast: &Cast<'_>, held: RoleAssignment| {
            Ok(RoleAssignment { ends_on: Some(cast.day(day)), ..held })
        }
    };
    let contract = "Contract for internal audits";
    vec![
        create(at(243, 10, 40), Who::Katharina, "audit", move |cast| {
            holding(cast, "audit", Who::Henrik, contract, 243)
        }),
        create(at(152, 10, 10), Who::Silke, Who::Ines.name(), |cast| {
            Ok(person(Who::Ines, "Security engineer", 7, cast))
        }),
        amend::<RoleAssignment>(at(139, 15, 0), Who::Katharina, "incident", ends(140)),
        create(at(139, 15, 6), Who::Katharina, "incident of Inês", |cast| {
            holding(cast, "incident", Who::Ines, "Decision of the management board", 139)
        }),
        amend::<Person>(at(102, 9, 15), Who::Silke, Who::Bjoern.name(), |cast, person| {
            Ok(Person { left_on: Some(cast.day(104)), ..person })
        })
        .because("Left for another company; all equipment is back.")
        .occurred(104),
        amend::<RoleAssignment>(at(102, 9, 40), Who::Katharina, "operations", ends(104)).occurred(104),
        amend::<RoleAssignment>(at(102, 9, 43), Who::Katharina, "continuity", ends(104))
            .because("A successor is to be named.")
            .occurred(104),
        create(at(101, 11, 20), Who::Katharina, "operations of Mehmet", |cast| {
            holding(cast, "operations", Who::Mehmet, "Decision of the management board", 101)
        }),
    ]
}

/// The people of the sample, for those who took part in something.
pub(super) fn people(cast: &Cast<'_>, who: &[Who]) -> Result<Vec<PersonId>, Trouble> {
    who.iter().map(|who| cast.id(who.name())).collect()
}
