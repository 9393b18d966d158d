//! What happened to the sample company, what it changed, and where it deviates from its own rules.

use attesta_isms::{
    kit::Grade,
    operations::{
        ApproveChange, ApproveException, Change, ChangeKind, ChangeOutcome, CloseChange, CloseIncident,
        ContainIncident, DismissIncident, EndException, Exception, Incident, RefuseChange, ResolveIncident,
        TimelineEntry,
    },
};
use attesta_record::Text;
use jiff::{Timestamp, ToSpan as _};

use super::{ids, text};
use crate::demo::{
    people::{By, Who},
    scene::{Cast, Scene, at, create, verb},
};
use crate::trouble::Trouble;

/// A moment of a working day.
fn moment(cast: &Cast<'_>, day: usize, hour: i8, minute: i8) -> Result<Timestamp, Trouble> {
    cast.calendar.moment(day, hour, minute, 0)
}

fn entry(at: Timestamp, what: &str) -> TimelineEntry {
    TimelineEntry { at, what: Text::from(what) }
}

/// The break-in of last summer: a stolen password opened an account that was exempt from the second factor.
fn break_in(cast: &Cast<'_>) -> Result<Incident, Trouble> {
    let reported = moment(cast, 95, 8, 40)?;
    Ok(Incident {
        category: text("Theft of an account"),
        severity: Some(Grade::High),
        owner: Some(By::Role("incident").owner(cast)?),
        team: text("Inês, Paul, Mehmet, Marta"),
        scope: Some(cast.id("platform")?),
        description: text(
            "Somebody opened an account of the support console with a password from an old list.",
        ),
        occurred_at: Some(moment(cast, 96, 22, 10)?),
        reported_by: text("Support"),
        detected_by: text("Support, at the start of the shift"),
        detection: text("A port asked about a change that nobody had made"),
        assets: ids(cast, &["support", "plans"])?,
        affected: text("41 rosters of three ports, seen and not changed"),
        risks: ids(cast, &["stuffing", "law"])?,
        personal_data: Some(true),
        authority: text("Data protection authority of Hamburg, by article 33"),
        notify_until: reported.saturating_add(72.hours()).ok(),
        notified_at: Some(moment(cast, 95, 16, 20)?),
        notification: text("Authority by portal; three ports by telephone, two of them only after 30 hours."),
        timeline: vec![
            entry(moment(cast, 96, 22, 10)?, "First use of the account from abroad"),
            entry(reported, "Question of a port, alarm"),
            entry(moment(cast, 95, 9, 15)?, "Account locked, sessions ended, logs secured"),
            entry(moment(cast, 95, 16, 20)?, "Report to the authority"),
        ],
        evidence: text("Logs of console and gateway, secured by Inês, in the sealed store, file I-1."),
        ..Incident::new(
            Text::from("An old account of the support console was opened by a stranger"),
            reported,
        )
    })
}

fn break_in_scenes() -> Vec<Scene> {
    vec![
        create(at(94, 12, 10), Who::Ines, "break-in", break_in),
        verb::<Incident, _>(at(94, 12, 40), Who::Ines, "break-in", "contain", |cast| {
            let how = Text::from("Account locked, all sessions of the console ended.");
            Ok(ContainIncident { contained_at: moment(cast, 95, 9, 15)?, how })
        }),
        verb::<Incident, _>(at(93, 17, 0), Who::Ines, "break-in", "resolve", |cast| {
            let how = Text::from("No account is exempt any more; keys and passwords of the console are new.");
            Ok(ResolveIncident { resolved_at: moment(cast, 93, 16, 30)?, how })
        }),
        verb::<Incident, _>(at(86, 15, 0), Who::Ines, "break-in", "close", |_| {
            Ok(CloseIncident {
                root_cause: Text::from(
                    "Two accounts were exempt from the second factor, and nobody looked when the exemption ended.",
                ),
                lessons: Text::from(
                    "Exceptions end by themselves. Ports are told before the report is finished.",
                ),
                corrective_action: text(
                    "Hardware keys for everybody; a list of contacts of all ports at the alarm.",
                ),
            })
        }),
    ]
}

fn smaller_incidents() -> Vec<Scene> {
    let smaller = |title: &str, category: &str, severity: Option<Grade>, reported: Timestamp| Incident {
        category: text(category),
        severity,
        personal_data: Some(false),
        ..Incident::new(Text::from(title), reported)
    };
    vec![
        create(at(192, 9, 20), Who::Mehmet, "lost laptop", move |cast| {
            let incident = smaller(
                "A laptop stayed in a taxi in Rotterdam",
                "Lost device",
                Some(Grade::Low),
                moment(cast, 192, 8, 15)?,
            );
            let (assets, risks) = (ids(cast, &["laptops"])?, ids(cast, &["laptop"])?);
            let reported_by = text("The traveller");
            Ok(Incident {
                owner: Some(By::Role("operations").owner(cast)?),
                reported_by,
                assets,
                risks,
                ..incident
            })
        }),
        verb::<Incident, _>(at(192, 10, 0), Who::Mehmet, "lost laptop", "contain", |cast| {
            Ok(ContainIncident {
                contained_at: moment(cast, 192, 8, 50)?,
                how: Text::from("Locked and wiped from afar."),
            })
        }),
        verb::<Incident, _>(at(190, 10, 0), Who::Mehmet, "lost laptop", "resolve", |cast| {
            let how = Text::from("A new device was handed out.");
            Ok(ResolveIncident { resolved_at: moment(cast, 191, 15, 0)?, how })
        }),
        verb::<Incident, _>(at(188, 10, 0), Who::Mehmet, "lost laptop", "close", |_| {
            Ok(CloseIncident {
                root_cause: Text::from("Carried in a second bag."),
                lessons: Text::from("Wiping from afar works within the hour."),
                corrective_action: None,
            })
        }),
        create(at(72, 9, 30), Who::Tobias, "odd mail", move |cast| {
            Ok(smaller("A mail that asked for a new account number", "Fraud", None, moment(cast, 72, 9, 0)?))
        }),
        verb::<Incident, _>(at(72, 14, 0), Who::Ines, "odd mail", "dismiss", |_| {
            Ok(DismissIncident {
                reason: Text::from("The supplier did change its bank; confirmed by telephone."),
            })
        }),
        create(at(3, 10, 10), Who::Paul, "slow console", move |cast| {
            let title = "The support console answered with the data of the last user for a minute";
            let incident = smaller(title, "Flaw", Some(Grade::Medium), moment(cast, 3, 9, 20)?);
            Ok(Incident {
                owner: Some(By::Role("incident").owner(cast)?),
                assets: ids(cast, &["support"])?,
                vulnerabilities: ids(cast, &["console session"])?,
                personal_data: None,
                ..incident
            })
        }),
        verb::<Incident, _>(at(3, 11, 0), Who::Paul, "slow console", "contain", |cast| {
            let how = Text::from("The new release of the console was taken back.");
            Ok(ContainIncident { contained_at: moment(cast, 3, 10, 40)?, how })
        }),
    ]
}

/// A change: short name, title, type, category, whether of the ISMS, purpose, assets, risk, impact, way back.
type ChangeRow = (
    &'static str,
    &'static str,
    ChangeKind,
    &'static str,
    bool,
    &'static str,
    &'static [&'static str],
    Grade,
    &'static str,
    &'static str,
);

const CHANGES: &[ChangeRow] = &[
    (
        "keys for all",
        "Hardware keys for every account of the console",
        ChangeKind::Normal,
        "Security",
        false,
        "No account is opened by a password alone.",
        &["support"],
        Grade::Medium,
        "Everybody signs in anew; two of staff on leave get their key later.",
        "The old way of signing in can be switched on for a day.",
    ),
    (
        "gateway patch",
        "New version of the gateway",
        ChangeKind::Emergency,
        "Infrastructure",
        false,
        "The gateway ran a stranger's code when a header was too long.",
        &["kaikante"],
        Grade::High,
        "Five minutes without bookings, at night.",
        "The image of the day before is kept.",
    ),
    (
        "new method",
        "A second version of the risk method, with four criteria",
        ChangeKind::Normal,
        "ISMS",
        true,
        "What a port loses was not seen when only money, law and reputation counted.",
        &[],
        Grade::Low,
        "All risks are assessed anew in the next round.",
        "The first version stays and can be put in force again.",
    ),
    (
        "patch round",
        "Monthly round of patches",
        ChangeKind::Standard,
        "Infrastructure",
        false,
        "",
        &["hosting", "laptops"],
        Grade::Low,
        "Restart of single servers, unnoticed.",
        "Snapshots of the evening before.",
    ),
    (
        "one console",
        "One console for support and administration",
        ChangeKind::Normal,
        "Product",
        false,
        "One place instead of two.",
        &["support"],
        Grade::High,
        "Support would see functions of administration.",
        "Both consoles are kept for a month.",
    ),
    (
        "second region",
        "Move the reserve of the databases to the second data centre",
        ChangeKind::Normal,
        "Infrastructure",
        false,
        "One data centre may fail.",
        &["hosting", "plans"],
        Grade::High,
        "Bookings are slower for one night.",
        "The reserve in the first data centre stays for two weeks.",
    ),
];

fn change(row: ChangeRow, day: usize, cast: &Cast<'_>) -> Result<Change, Trouble> {
    let (_, title, kind, category, of_isms, purpose, assets, risk, impact, way_back) = row;
    let planned_from = moment(cast, day, 17, 0)?;
    Ok(Change {
        category: text(category),
        of_isms,
        requester: Some(By::Role("isms").owner(cast)?),
        owner: Some(By::Role(if of_isms { "isms" } else { "platform" }).owner(cast)?),
        scope: Some(cast.id("company")?),
        purpose: text(purpose),
        assets: ids(cast, assets)?,
        risk: Some(risk),
        impact: text(impact),
        way_back: text(way_back),
        planned_from: Some(planned_from),
        planned_until: planned_from.saturating_add(4.hours()).ok(),
        ..Change::new(Text::from(title), kind)
    })
}

/// When each change was asked for, planned, decided and closed, in working days; 0 is not yet.
const COURSES: &[(&str, usize, usize, usize, usize)] = &[
    ("keys for all", 93, 90, 92, 89),
    ("gateway patch", 127, 127, 126, 126),
    ("new method", 60, 50, 58, 49),
    ("patch round", 35, 34, 0, 33),
    ("second region", 8, 1, 6, 0),
];

fn changes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (row, course) in
        CHANGES.iter().filter_map(|row| Some((row, COURSES.iter().find(|one| one.0 == row.0)?)))
    {
        let (name, asked, planned, decided, closed) = *course;
        let row = *row;
        scenes.push(create(at(asked, 9, 5), Who::Anna, name, move |cast| change(row, planned, cast)));
        if decided > 0 {
            scenes.push(verb::<Change, _>(at(decided, 10, 5), Who::Jonas, name, "approve", |_| {
                Ok(ApproveChange { decided_on: None, remark: None })
            }));
        }
        if closed > 0 {
            scenes.push(verb::<Change, _>(at(closed, 12, 5), Who::Anna, name, "close", |_| {
                let result = text("As planned; looked at the next morning.");
                Ok(CloseChange { outcome: ChangeOutcome::Done, result, closed_on: None })
            }));
        }
    }
    let refused = CHANGES.iter().copied().find(|row| row.0 == "one console");
    scenes
        .extend(refused.map(|row| create(at(70, 9, 5), Who::Lena, row.0, move |cast| change(row, 64, cast))));
    scenes.push(verb::<Change, _>(at(67, 14, 0), Who::Jonas, "one console", "refuse", |_| {
        let reason = Text::from("Duties that were parted on purpose would come together.");
        Ok(RefuseChange { decided_on: None, reason })
    }));
    scenes
}

/// An exception: short name, title, type, document, for whom, reason, instead.
type ExceptionRow =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const EXCEPTIONS: &[ExceptionRow] = &[
    (
        "exempt accounts",
        "Two old accounts of the console without a second factor",
        "Accounts",
        "Access control policy",
        "Two accounts of support",
        "A job that runs at night signs in with them.",
        "They are used from the office network only.",
    ),
    (
        "short passwords",
        "Passwords of ten letters at the interface of two ports",
        "Passwords",
        "Access control policy",
        "Interface for bookings, two ports",
        "Their system knows no longer ones.",
        "Locked after five attempts; addresses on a list.",
    ),
    (
        "old phones",
        "Old telephones at the reception",
        "Devices",
        "Acceptable use policy",
        "Reception",
        "New ones come with the new lines.",
        "They are in a network of their own.",
    ),
];

fn exceptions() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0_i16..).zip(EXCEPTIONS.iter().copied()) {
        let (name, title, category, document, applies_to, reason, instead) = row;
        let (day, months) = [(200, 4), (75, 10), (25, 1)][usize::try_from(nth).unwrap_or(0).min(2)];
        scenes.push(create(at(day, 13, 20), Who::Mehmet, name, move |cast| {
            let expires = cast.day(day).saturating_add(months.months());
            Ok(Exception {
                category: text(category),
                document: Some(cast.id(document)?),
                scope: Some(cast.id("company")?),
                applies_to: text(applies_to),
                instead: text(instead),
                requester: Some(By::Person(Who::Mehmet).owner(cast)?),
                ..Exception::new(Text::from(title), Text::from(reason), expires)
            })
        }));
        scenes.push(verb::<Exception, _>(at(day - 1, 9, 0), Who::Jonas, name, "approve", |_| {
            Ok(ApproveException { decided_on: None, remark: None })
        }));
    }
    scenes.push(
        verb::<Exception, _>(at(92, 17, 20), Who::Mehmet, "exempt accounts", "end", |_| {
            Ok(EndException { ended_on: None })
        })
        .because("After the incident no account is exempt any more."),
    );
    scenes
}

/// All that happens here.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = break_in_scenes();
    scenes.extend(smaller_incidents());
    scenes.extend(changes());
    scenes.extend(exceptions());
    scenes
}
