//! Who answers for what in the sample company, what people must be able to do, and how they learn it.

use attesta_isms::{
    ids::{CompetenceId, TrainingId},
    people::{
        AwarenessTopic, Basis, Competence, CompetenceRequirement, CompleteParticipation, HeldCompetence,
        IsmsDuty, JudgeEffect, Participation, Proficiency, Responsibility, Training,
    },
};
use attesta_record::Text;
use jiff::ToSpan as _;

use super::{ids, text};
use crate::demo::{
    people::{By, Who},
    scene::{Cast, Scene, at, create, verb},
};
use crate::trouble::Trouble;

/// An activity: what, the duty of 5.3, who is accountable, responsible, consulted, informed.
type DutyRow = (
    &'static str,
    Option<IsmsDuty>,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const DUTIES: &[DutyRow] = &[
    (
        "Keep the ISMS in line with the standard",
        Some(IsmsDuty::Conformity),
        "isms",
        &["isms"],
        &["audit"],
        &["management"],
    ),
    (
        "Report to top management how the ISMS performs",
        Some(IsmsDuty::Reporting),
        "isms",
        &["isms"],
        &["platform", "operations"],
        &["management"],
    ),
    ("Approve policies", None, "management", &["isms"], &["platform", "operations", "privacy"], &["site"]),
    (
        "Lead the response to incidents",
        None,
        "incident",
        &["incident", "operations"],
        &["privacy"],
        &["management"],
    ),
    (
        "Keep and rehearse the continuity plan",
        None,
        "continuity",
        &["operations"],
        &["platform", "site"],
        &["management"],
    ),
];

/// A competence: short name, name, what it consists of.
const COMPETENCES: &[(&str, &str, &str)] = &[
    ("risk", "Risk assessment", "Conducting assessments by the method, and questioning what comes out."),
    ("response", "Incident response", "Leading a team from the alarm to the lessons; securing evidence."),
    ("coding", "Secure coding", "Knowing the usual flaws, finding and avoiding them."),
    ("auditing", "Auditing", "Planning and carrying out audits of management systems."),
];

/// A required competence: role, competence, level, how it is gained, refreshed after how many months.
const REQUIRED: &[(&str, &str, Proficiency, &str, u32)] = &[
    ("isms", "risk", Proficiency::Advanced, "Course with certificate", 36),
    ("incident", "response", Proficiency::Advanced, "Course and yearly drill", 12),
    ("platform", "coding", Proficiency::Intermediate, "Workshop", 24),
    ("audit", "auditing", Proficiency::Advanced, "Certification of persons", 36),
    ("continuity", "response", Proficiency::Intermediate, "Drill", 12),
];

/// A held competence: who, what, level, by what, evidence, since how many working days, for how many months.
type HeldRow = (Who, &'static str, Proficiency, Basis, &'static str, usize, i32);

const HELD: &[HeldRow] = &[
    (Who::Jonas, "risk", Proficiency::Advanced, Basis::Training, "Certificate RM-2231", 290, 36),
    (
        Who::Henrik,
        "auditing",
        Proficiency::Advanced,
        Basis::Education,
        "Certificate of lead auditor, checked",
        243,
        36,
    ),
    (
        Who::Paul,
        "response",
        Proficiency::Advanced,
        Basis::Experience,
        "Eight years on call; record of the interview",
        290,
        24,
    ),
    (
        Who::Ines,
        "response",
        Proficiency::Intermediate,
        Basis::Experience,
        "References of the last employer",
        150,
        24,
    ),
    (
        Who::Anna,
        "coding",
        Proficiency::Advanced,
        Basis::Experience,
        "Review of her work; record of the interview",
        290,
        24,
    ),
];

/// A training: short name, title, type, mandatory, for roles, refreshed after, competences, topics.
type TrainingRow = (
    &'static str,
    &'static str,
    &'static str,
    bool,
    &'static [&'static str],
    u32,
    &'static [&'static str],
    &'static [AwarenessTopic],
);

const TRAININGS: &[TrainingRow] = &[
    (
        "basics",
        "Security in an hour",
        "Self-study with a test",
        true,
        &[],
        12,
        &[],
        &[AwarenessTopic::Policy, AwarenessTopic::Contribution, AwarenessTopic::Consequences],
    ),
    (
        "drill",
        "Incident drill at the table",
        "Drill",
        true,
        &["incident", "privacy", "operations"],
        12,
        &["response"],
        &[],
    ),
    ("workshop", "Ten flaws and how they are made", "Workshop", true, &["platform"], 24, &["coding"], &[]),
    (
        "course",
        "Leading the response to incidents",
        "Course of three days",
        false,
        &["incident"],
        36,
        &["response"],
        &[],
    ),
];

/// A participation: who, in what, planned and due so many working days ago (0: in 40 days), completed so many ago
/// (0: not yet), by what it is shown.
const PARTS: &[(Who, &str, usize, usize, usize, &str)] = &[
    (Who::Tobias, "basics", 220, 190, 204, "Test passed with 9 of 10"),
    (Who::Stefan, "basics", 220, 190, 201, "Test passed with 8 of 10"),
    (Who::Ines, "basics", 149, 129, 140, "Test passed with 10 of 10"),
    (Who::Farid, "workshop", 180, 150, 151, "List of those present"),
    (Who::Paul, "drill", 170, 140, 145, "Report of the drill"),
    (Who::Mehmet, "drill", 100, 60, 62, "Report of the drill"),
    (Who::Ines, "course", 90, 0, 0, ""),
    (Who::Lena, "basics", 60, 20, 0, ""),
];

fn responsibility(row: DutyRow, cast: &Cast<'_>) -> Result<Responsibility, Trouble> {
    let (activity, duty, accountable, responsible, consulted, informed) = row;
    Ok(Responsibility {
        activity: Text::from(activity),
        duty,
        accountable: By::Role(accountable).owner(cast)?,
        deputy: None,
        responsible: ids(cast, responsible)?,
        consulted: ids(cast, consulted)?,
        informed: ids(cast, informed)?,
        scope: Some(cast.id("company")?),
        remarks: None,
    })
}

fn training(row: TrainingRow, cast: &Cast<'_>) -> Result<Training, Trouble> {
    let (_, title, category, mandatory, roles, refresh, competences, topics) = row;
    Ok(Training {
        title: Text::from(title),
        category: text(category),
        mandatory,
        roles: ids(cast, roles)?,
        provider: None,
        owner: Some(By::Person(Who::Silke).owner(cast)?),
        refresh_after: Some(refresh),
        competences: ids::<CompetenceId>(cast, competences)?,
        topics: topics.to_vec(),
        content: None,
        content_of: Some(cast.day(240)),
        review_on: Some(cast.calendar.today().saturating_add(2.months())),
    })
}

fn needs() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0_i16..).zip(DUTIES.iter().copied()) {
        let when = at(298, 14, 0).later(nth * 7);
        scenes.push(create(when, Who::Katharina, row.0, move |cast| responsibility(row, cast)));
    }
    for (nth, (short, name, description)) in (0_i16..).zip(COMPETENCES.iter().copied()) {
        scenes.push(create(at(297, 9, 10).later(nth * 5), Who::Silke, short, move |_| {
            Ok(Competence { name: Text::from(name), description: text(description) })
        }));
    }
    for (nth, (role, competence, level, source, refresh)) in (0_i16..).zip(REQUIRED.iter().copied()) {
        let name = format!("{role} {competence}");
        scenes.push(create(at(297, 10, 10).later(nth * 5), Who::Silke, &name, move |cast| {
            Ok(CompetenceRequirement {
                role: cast.id(role)?,
                competence: cast.id(competence)?,
                level,
                source: text(source),
                mandatory: true,
                refresh_after: Some(refresh),
            })
        }));
    }
    for (who, competence, level, basis, evidence, day, months) in HELD.iter().copied() {
        let name = format!("{competence} of {}", who.name());
        let minute = i16::from(who as u8);
        scenes.push(create(at(day - 1, 14, 20).later(minute), Who::Silke, &name, move |cast| {
            Ok(HeldCompetence {
                person: cast.id(who.name())?,
                competence: cast.id(competence)?,
                level,
                basis: vec![basis],
                participation: None,
                evidence: Text::from(evidence),
                begins_on: cast.day(day),
                ends_on: Some(cast.day(day).saturating_add(months.months())),
            })
        }));
    }
    scenes
}

/// All that happens here.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = needs();
    for (nth, row) in (0_i16..).zip(TRAININGS.iter().copied()) {
        scenes
            .push(create(at(239, 9, 10).later(nth * 8), Who::Silke, row.0, move |cast| training(row, cast)));
    }
    for (nth, (who, what, planned, due, done, evidence)) in (0_i16..).zip(PARTS.iter().copied()) {
        let name = format!("{what} of {}", who.name());
        scenes.push(create(at(planned, 11, 0).later(nth), Who::Silke, &name, move |cast| {
            let later = cast.calendar.today().saturating_add(40.days());
            let due = if due == 0 { later } else { cast.day(due) };
            Ok(Participation::new(cast.id(who.name())?, cast.id::<TrainingId>(what)?, Some(due)))
        }));
        if done > 0 {
            scenes.push(verb::<Participation, _>(
                at(done, 15, 0),
                Who::Silke,
                &name,
                "complete",
                move |_| {
                    let evidence = Text::from(evidence);
                    Ok(CompleteParticipation { completed_on: None, evidence, result: None, refresh_on: None })
                },
            ));
        }
    }
    let name = format!("drill of {}", Who::Paul.name());
    scenes.push(verb::<Participation, _>(at(88, 16, 0), Who::Silke, &name, "judge", |_| {
        let effect =
            Text::from("In the incident the log was secured within the first ten minutes, as rehearsed.");
        Ok(JudgeEffect { effective: Some(true), effect })
    }));
    scenes
}
