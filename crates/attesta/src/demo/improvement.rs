//! Nonconformities of the sample company: some are closed, some are not.

use attesta_isms::{
    ids::{CertificationAuditId, FindingId, NonconformityId, ScopeId},
    improvement::{
        Analyse, Close, CompleteAction, Correct, CorrectiveAction, Nonconformity, VerifyEffectiveness,
    },
};
use attesta_record::Value;

use super::{
    people::{By, Who},
    scene::{Cast, Scene, at},
    tell::{Said, act, day, owner, tell, text, the},
};
use crate::trouble::Trouble;

/// A nonconformity.
struct Case {
    name: &'static str,
    title: &'static str,
    source: &'static str,
    finding: Option<&'static str>,
    certification_audit: Option<&'static str>,
    control: Option<&'static str>,
    clause: Option<&'static str>,
    raised: usize,
    by: Who,
    owner: By,
    due: usize,
    description: &'static str,
    corrected: (usize, Who, &'static str, &'static str),
    analysed: Option<(usize, Who, &'static str, &'static str)>,
    actions: &'static [Step],
    verified: Option<(usize, Who, bool, &'static str)>,
    closed: Option<usize>,
}

/// An action: title, owner, planned on, due, how it will be checked; done on, by whom, with what result.
type Step = (&'static str, By, usize, usize, &'static str, Option<(usize, Who, &'static str)>);

const CASES: &[Case] = &[
    Case {
        name: "leavers",
        title: "Accounts of leavers stayed open",
        source: "internal_audit",
        finding: Some("leavers"),
        certification_audit: None,
        control: Some("A.5.18"),
        clause: None,
        raised: 201,
        by: Who::Henrik,
        owner: By::Role("operations"),
        due: 180,
        description: "Two accounts of the ticket system were locked nine and twelve days after the last working day.",
        corrected: (
            200,
            Who::Mehmet,
            "Both accounts were locked.",
            "Nobody had signed in to them; the logs were looked through.",
        ),
        analysed: Some((
            194,
            Who::Mehmet,
            "IT learns of leavers by hearsay. The checklist of human resources ends with the keys of the office.",
            "All leavers of a year were looked at: one more account, in the test system.",
        )),
        actions: &[(
            "List of leavers goes to IT every Friday",
            By::Person(Who::Silke),
            193,
            170,
            "The next two quarters of “Time until a leaver has no access”",
            Some((
                174,
                Who::Silke,
                "The list is sent by the personnel system itself, also when it is empty.",
            )),
        )],
        verified: Some((96, Who::Henrik, true, "Five leavers since: 20 hours at the longest.")),
        closed: Some(94),
    },
    Case {
        name: "restores",
        title: "Backups were never restored as a whole",
        source: "internal_audit",
        finding: Some("restores"),
        certification_audit: None,
        control: Some("A.8.13"),
        clause: Some("8.1"),
        raised: 201,
        by: Who::Henrik,
        owner: By::Person(Who::Paul),
        due: 180,
        description: "The plan promises four hours; nobody had ever tried.",
        corrected: (
            161,
            Who::Paul,
            "Everything was restored into an empty account: 14 hours.",
            "None so far; no copy was needed.",
        ),
        analysed: Some((
            156,
            Who::Paul,
            "Restores were thought of as a tool for single tables. Copies are one file each and are read in one piece.",
            "The office server was restored in two hours; nothing else is as large.",
        )),
        actions: &[
            (
                "One database is restored on trial every month",
                By::Person(Who::Paul),
                155,
                120,
                "Log of restores over a quarter",
                Some((128, Who::Paul, "Runs by itself on the first Tuesday; a person looks at the result.")),
            ),
            (
                "Copies are cut into parts that are restored side by side",
                By::Person(Who::Farid),
                92,
                10,
                "The restore of December",
                None,
            ),
        ],
        verified: Some((94, Who::Henrik, false, "It is tried every month now, and still takes seven hours.")),
        closed: None,
    },
    Case {
        name: "reviews",
        title: "Reviews of policies are not planned",
        source: "certification_audit",
        finding: None,
        certification_audit: Some("stage 2"),
        control: Some("A.5.1"),
        clause: Some("7.5.2"),
        raised: 108,
        by: Who::Jonas,
        owner: By::Role("isms"),
        due: 80,
        description: "Three documents had no day of their next review.",
        corrected: (107, Who::Jonas, "The three documents got an interval.", "None."),
        analysed: Some((
            104,
            Who::Jonas,
            "The interval could be left open, and was.",
            "All twelve documents were looked at.",
        )),
        actions: &[(
            "No document is approved without an interval",
            By::Person(Who::Marta),
            103,
            90,
            "All approvals of a quarter",
            Some((97, Who::Marta, "The procedure says so; legal reads every approval.")),
        )],
        verified: Some((59, Who::Henrik, true, "Five approvals since, all with an interval.")),
        closed: Some(57),
    },
    Case {
        name: "exemptions",
        title: "Two accounts were exempt from the second factor",
        source: "incident",
        finding: None,
        certification_audit: None,
        control: Some("A.8.5"),
        clause: None,
        raised: 92,
        by: Who::Ines,
        owner: By::Role("operations"),
        due: 75,
        description: "One of them was opened with a stolen password; 41 rosters were seen.",
        corrected: (
            91,
            Who::Mehmet,
            "Both accounts were locked and got keys.",
            "The customers were told within a day.",
        ),
        analysed: Some((
            87,
            Who::Mehmet,
            "Exemptions were granted without an end, in a settings page that nobody reads.",
            "Source code and administration have no exemptions.",
        )),
        actions: &[(
            "Exemptions end by themselves after a week",
            By::Role("operations"),
            86,
            70,
            "A quarter without a standing exemption",
            Some((78, Who::Mehmet, "The gateway refuses exemptions without an end.")),
        )],
        verified: Some((15, Who::Ines, true, "No exemption stood longer than two days since.")),
        closed: None,
    },
    Case {
        name: "lessons",
        title: "Two incidents ended without lessons",
        source: "internal_audit",
        finding: Some("lessons"),
        certification_audit: None,
        control: Some("A.5.27"),
        clause: None,
        raised: 42,
        by: Who::Henrik,
        owner: By::Person(Who::Ines),
        due: 8,
        description: "Seven incidents since spring; two of them have no review.",
        corrected: (
            37,
            Who::Ines,
            "Both were reviewed after all.",
            "One lesson was late by three months: alarms at night.",
        ),
        analysed: None,
        actions: &[],
        verified: None,
        closed: None,
    },
];

fn raised(one: &Case, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let word = |key: Option<&'static str>| key.map_or(Value::None, Value::Choice);
    let finding = one.finding.map(|name| the::<FindingId>(cast, name)).transpose()?;
    let audit = one.certification_audit.map(|name| the::<CertificationAuditId>(cast, name)).transpose()?;
    Ok(vec![
        ("title", text(one.title)),
        ("source", Value::Choice(one.source)),
        ("grade", Value::Choice("minor")),
        ("raised_on", day(cast, one.raised)),
        ("scope", the::<ScopeId>(cast, "company")?),
        ("owner", owner(cast, one.owner)?),
        ("due", day(cast, one.due)),
        ("finding", finding.unwrap_or(Value::None)),
        ("certification_audit", audit.unwrap_or(Value::None)),
        ("clause", word(one.clause)),
        ("control", word(one.control)),
        ("description", text(one.description)),
    ])
}

fn step(case: &'static Case, at_step: usize, scenes: &mut Vec<Scene>) {
    let (title, by, planned, due, check, done) = case.actions[at_step];
    let recorder = case.analysed.map_or(case.by, |(_, who, ..)| who);
    scenes.push(tell::<CorrectiveAction>(at(planned, 10, 20), recorder, title, move |cast| {
        Ok(vec![
            ("title", text(title)),
            ("nonconformity", the::<NonconformityId>(cast, case.name)?),
            ("owner", owner(cast, by)?),
            ("due", day(cast, due)),
            ("check_planned", text(check)),
        ])
    }));
    if let Some((before, who, outcome)) = done {
        scenes.push(act::<CompleteAction>(at(before, 16, 5), who, title, move |_| {
            Ok(vec![("outcome", text(outcome))])
        }));
    }
}

fn played(case: &'static Case) -> Vec<Scene> {
    let mut scenes = vec![tell::<Nonconformity>(at(case.raised, 14, 0), case.by, case.name, move |cast| {
        raised(case, cast)
    })];
    let (before, who, correction, consequences) = case.corrected;
    scenes.push(act::<Correct>(at(before, 15, 0), who, case.name, move |_| {
        Ok(vec![("correction", text(correction)), ("consequences", text(consequences))])
    }));
    if let Some((before, who, cause, similar)) = case.analysed {
        scenes.push(act::<Analyse>(at(before, 15, 30), who, case.name, move |_| {
            Ok(vec![("cause", text(cause)), ("similar_cases", text(similar))])
        }));
    }
    for at_step in 0..case.actions.len() {
        step(case, at_step, &mut scenes);
    }
    if let Some((before, who, effective, shown)) = case.verified {
        scenes.push(act::<VerifyEffectiveness>(at(before, 10, 40), who, case.name, move |_| {
            Ok(vec![("effective", Value::Bool(effective)), ("effectiveness", text(shown))])
        }));
    }
    if let Some(before) = case.closed {
        scenes.push(act::<Close>(at(before, 11, 10), Who::Jonas, case.name, |_| Ok(Vec::new())));
    }
    scenes
}

/// All that happens to nonconformities.
pub(super) fn scenes() -> Vec<Scene> {
    CASES.iter().flat_map(played).collect()
}
