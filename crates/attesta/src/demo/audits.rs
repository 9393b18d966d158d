//! Internal audits of the sample company: a programme, two audits that took place, one that is planned.

use attesta_isms::{
    audits::{ApproveProgramme, Audit, AuditFinding, AuditProgramme, CarryOut, ReportAudit},
    ids::{AuditId, ProgrammeId, ScopeId},
};
use attesta_record::Value;

use super::{
    people::{By, Who},
    scene::{Cast, Scene, at},
    tell::{Said, act, all, around, day, owner, tell, text, the},
};
use crate::trouble::Trouble;

/// A finding: short name, audit, how many working days ago, title, kind, clause, control, evidence, statement, owner.
type FindingRow = (
    &'static str,
    &'static str,
    usize,
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
    &'static str,
    By,
);

const FINDINGS: &[FindingRow] = &[
    (
        "leavers",
        "first audit",
        203,
        "Accounts of leavers stayed open",
        "minor",
        None,
        Some("A.5.18"),
        "Six leavers of the last half year; two accounts of the ticket system were locked nine and twelve days late.",
        "The access policy asks for the end of access on the last working day.",
        By::Role("operations"),
    ),
    (
        "restores",
        "first audit",
        203,
        "Backups were never restored as a whole",
        "minor",
        Some("8.1"),
        Some("A.8.13"),
        "Restore log: single tables only. Nobody could say how long the largest database takes.",
        "The backup plan promises four hours and a trial twice a year.",
        By::Person(Who::Paul),
    ),
    (
        "suppliers",
        "first audit",
        203,
        "One list for all reviews of suppliers",
        "opportunity",
        None,
        Some("A.5.22"),
        "Reviews lie in three folders.",
        "They are complete, and hard to find.",
        By::Role("isms"),
    ),
    (
        "method",
        "first audit",
        203,
        "The risk assessment follows the approved method",
        "conformity",
        Some("6.1.2"),
        None,
        "Five of twenty risks, with their owners.",
        "Levels follow from the scales; every risk has an owner who knows it.",
        By::Role("isms"),
    ),
    (
        "lessons",
        "second audit",
        44,
        "Two incidents ended without lessons",
        "minor",
        None,
        Some("A.5.27"),
        "Seven incidents since spring; two of them have no review, both were at night.",
        "The incident procedure asks for a review within ten days.",
        By::Person(Who::Ines),
    ),
];

fn programme(cast: &Cast<'_>) -> Result<Said, Trouble> {
    Ok(vec![
        ("title", text("Internal audits, first cycle")),
        ("scope", the::<ScopeId>(cast, "company")?),
        ("period_from", day(cast, 240)),
        ("period_until", Value::Date(around(cast, 700))),
        ("owner", owner(cast, By::Role("audit"))?),
        (
            "objectives",
            text(
                "To know whether the ISMS does what it promises, and to be ready for the certification body.",
            ),
        ),
        ("clauses", Value::Choices(vec!["4", "5", "6", "7", "8", "9", "10"])),
        (
            "criteria",
            text("All clauses and all applicable controls within three years; the policies in force."),
        ),
        ("frequency", text("Twice a year")),
        ("methods", text("Interviews, samples of records, looking over shoulders")),
        ("responsibilities", text("The internal auditor plans and reports; owners answer within 30 days.")),
        ("reporting", text("Plan two weeks ahead; report within ten days to management and to the owners.")),
        (
            "rationale",
            text(
                "Access and backups first: the highest risks lie there. What an audit finds is looked at again within a year.",
            ),
        ),
        ("risks", text("The auditor is one person; a colleague of the same firm stands in.")),
    ])
}

/// An audit: title, planned from and until in days, what is looked at, clauses, controls, who is audited.
struct Plan {
    title: &'static str,
    from: Value,
    until: Value,
    extent: &'static str,
    clauses: &'static [&'static str],
    controls: &'static [&'static str],
    auditees: &'static [Who],
}

fn audit(plan: Plan, cast: &Cast<'_>) -> Result<Said, Trouble> {
    Ok(vec![
        ("title", text(plan.title)),
        ("programme", the::<ProgrammeId>(cast, "programme")?),
        ("scope", the::<ScopeId>(cast, "company")?),
        ("planned_from", plan.from),
        ("planned_until", plan.until),
        ("extent", text(plan.extent)),
        ("clauses", Value::Choices(plan.clauses.to_vec())),
        ("controls", Value::Choices(plan.controls.to_vec())),
        ("criteria", text("The policies and procedures in force for what is looked at.")),
        ("methods", text("Interviews, and samples of five to ten records of each kind.")),
        ("auditors", all(cast, &[Who::Henrik])?),
        ("auditees", all(cast, plan.auditees)?),
        ("impartiality", text("The auditor works on contract and runs nothing of what he audits.")),
    ])
}

fn audits() -> Vec<Scene> {
    vec![
        tell::<Audit>(at(220, 9, 30), Who::Henrik, "first audit", |cast| {
            let plan = Plan {
                title: "Risk, access and backups",
                from: day(cast, 204),
                until: day(cast, 203),
                extent: "Risk assessment, accounts, backups of the platform and of the office",
                clauses: &["6.1.2", "6.1.3", "8.1"],
                controls: &["A.5.15", "A.5.18", "A.5.22", "A.8.5", "A.8.13"],
                auditees: &[Who::Jonas, Who::Bjoern, Who::Paul],
            };
            audit(plan, cast)
        }),
        tell::<Audit>(at(62, 9, 30), Who::Henrik, "second audit", |cast| {
            let plan = Plan {
                title: "Incidents and changes",
                from: day(cast, 45),
                until: day(cast, 44),
                extent: "Incident response since spring, releases of the platform",
                clauses: &["8.1", "10"],
                controls: &["A.5.24", "A.5.26", "A.5.27", "A.8.32"],
                auditees: &[Who::Ines, Who::Anna, Who::Farid],
            };
            audit(plan, cast)
        }),
        tell::<Audit>(at(20, 10, 0), Who::Henrik, "third audit", |cast| {
            let plan = Plan {
                title: "Suppliers, people and the office",
                from: Value::Date(around(cast, 24)),
                until: Value::Date(around(cast, 25)),
                extent: "Suppliers of class A, joiners and leavers, the office in Hamburg",
                clauses: &["5", "7", "9"],
                controls: &["A.5.19", "A.5.22", "A.6.1", "A.6.3", "A.7.2"],
                auditees: &[Who::Silke, Who::Stefan, Who::Jonas],
            };
            audit(plan, cast)
        }),
    ]
}

fn results() -> Vec<Scene> {
    let carried = |name, before: usize, summary, conclusion| {
        act::<CarryOut>(at(before - 2, 15, 0), Who::Henrik, name, move |cast| {
            Ok(vec![
                ("began_on", day(cast, before + 1)),
                ("ended_on", day(cast, before)),
                ("summary", text(summary)),
                ("conclusion", text(conclusion)),
            ])
        })
    };
    let reported = |name, before, place| {
        act::<ReportAudit>(at(before, 11, 0), Who::Henrik, name, move |cast| {
            let to = all(cast, &[Who::Katharina, Who::Jonas])?;
            Ok(vec![("to", to), ("report", text(place))])
        })
    };
    vec![
        carried(
            "first audit",
            203,
            "Eleven interviews, 34 samples. Risks are assessed well; two promises of own documents are not kept.",
            "The ISMS conforms in what was looked at, with two lapses. It is put in place; it is too young to say more.",
        ),
        reported("first audit", 198, "Wiki, page “Audit 1”"),
        carried(
            "second audit",
            44,
            "Seven incidents and twelve releases were looked at.",
            "Incidents are led well; what is learned from them is not always written down. Kept up and effective.",
        ),
        reported("second audit", 39, "Wiki, page “Audit 2”"),
    ]
}

fn finding(row: FindingRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (_, audit, before, title, kind, clause, control, evidence, statement, by) = row;
    let word = |key: Option<&'static str>| key.map_or(Value::None, Value::Choice);
    Ok(vec![
        ("title", text(title)),
        ("audit", the::<AuditId>(cast, audit)?),
        ("kind", Value::Choice(kind)),
        ("found_on", day(cast, before)),
        ("clause", word(clause)),
        ("control", word(control)),
        ("evidence", text(evidence)),
        ("statement", text(statement)),
        ("owner", owner(cast, by)?),
        ("answer", text(if kind == "opportunity" { "One table in the wiki, since April." } else { "" })),
    ])
}

/// All that happens to internal audits.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = vec![
        tell::<AuditProgramme>(at(242, 14, 0), Who::Henrik, "programme", programme),
        act::<ApproveProgramme>(at(239, 10, 30), Who::Katharina, "programme", |_| Ok(Vec::new())),
    ];
    scenes.extend(audits());
    scenes.extend(results());
    for (nth, row) in (0..).zip(FINDINGS.iter().copied()) {
        let when = at(row.2 - 1, 13, 10 + nth * 12);
        scenes.push(tell::<AuditFinding>(when, Who::Henrik, row.0, move |cast| finding(row, cast)));
    }
    scenes
}
