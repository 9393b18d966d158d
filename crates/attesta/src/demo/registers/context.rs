//! Issues, the determination about climate change, what is said to whom, and how duties are met.

use attesta_isms::{
    context::{
        CarryOut, ClimateDetermination, Communication, ContextIssue, DecideClimate, DeterminationStatus,
        Fulfilment, InterestedParty, JudgeObligation, Obligation, PartyKind, PartyRequirement,
        RequirementNature, Side,
    },
    kit::Grade,
};
use attesta_record::Text;
use jiff::ToSpan as _;

use super::{ids, text};
use crate::demo::{
    people::{By, Who},
    scene::{Cast, Scene, When, amend, at, create, verb},
};
use crate::trouble::Trouble;

/// An issue: short name, title, side, category, what it is, what it does to the ISMS, whether it concerns the climate.
type IssueRow = (&'static str, &'static str, Side, &'static str, &'static str, &'static str, bool);

const ISSUES: &[IssueRow] = &[
    (
        "critical infrastructure",
        "Ports become critical infrastructure by law",
        Side::External,
        "Law",
        "Operators of terminals fall under new duties, and hand them down to whoever plans their berths.",
        "Customers ask for reports within 24 hours and for proof of controls; contracts change.",
        false,
    ),
    (
        "gangs",
        "Ransom gangs aim at logistics",
        Side::External,
        "Threats",
        "Three competitors were encrypted within two years.",
        "Backups, accounts and recovery come first whenever money is spent.",
        false,
    ),
    (
        "growth",
        "The company grows faster than its routines",
        Side::Internal,
        "Structure",
        "Twenty people joined within a year; much is known only to those who built it.",
        "Knowledge depends on single people; joining and leaving must be written down.",
        false,
    ),
    (
        "flood",
        "Storm surges reach the quarter more often",
        Side::External,
        "Environment",
        "The office lies outside the main dike; the authority expects a surge that closes the quarter every other winter.",
        "Work from anywhere must hold for days; nothing that customers need may stand in the office.",
        true,
    ),
    (
        "one provider",
        "The platform rests on one hosting provider",
        Side::Internal,
        "Systems",
        "Both data centres belong to Alster Cloud.",
        "Its failure is ours; backups lie with somebody else.",
        false,
    ),
];

fn issue(row: IssueRow, cast: &Cast<'_>) -> Result<ContextIssue, Trouble> {
    let (_, title, side, category, description, effect, climate) = row;
    Ok(ContextIssue {
        title: Text::from(title),
        side,
        category: text(category),
        description: text(description),
        relevant: Some(true),
        effect: text(effect),
        climate,
        scope: Some(cast.id("company")?),
        owner: Some(By::Role("isms").owner(cast)?),
        reviewed_on: Some(cast.day(49)),
        review_on: Some(cast.calendar.today().saturating_add(9.months())),
    })
}

/// A determination: when it was written and decided, its title, whether it is relevant, why, the issues.
fn determination(
    cast: &Cast<'_>,
    title: &str,
    relevant: bool,
    reasons: &str,
    issues: &[&str],
) -> Result<ClimateDetermination, Trouble> {
    Ok(ClimateDetermination {
        title: Text::from(title),
        scope: None,
        relevant: Some(relevant),
        reasons: text(reasons),
        issues: ids(cast, issues)?,
        parties: text(
            "Two ports ask in their questionnaires how we would work through a flood. Nobody asks for more.",
        ),
        status: DeterminationStatus::Draft,
        decided_by: None,
        decided_on: None,
        review_on: None,
    })
}

fn climate() -> Vec<Scene> {
    let decide = |days: usize| {
        move |cast: &Cast<'_>| {
            let review_on = cast.day(days).saturating_add(1.year());
            Ok(DecideClimate { decided_on: None, review_on })
        }
    };
    vec![
        create(at(289, 11, 0), Who::Jonas, "climate first", |cast| {
            let reasons =
                "No part of the platform stands where weather reaches it; the office was not looked at.";
            determination(cast, "First determination", false, reasons, &[])
        }),
        verb::<ClimateDetermination, _>(
            at(289, 15, 0),
            Who::Katharina,
            "climate first",
            "decide",
            decide(289),
        ),
        create(at(47, 11, 0), Who::Jonas, "climate second", |cast| {
            let reasons =
                "The office can be cut off for days, and people with it. The platform itself is not touched.";
            determination(cast, "Yearly determination", true, reasons, &["flood"])
        }),
        verb::<ClimateDetermination, _>(
            at(46, 10, 20),
            Who::Katharina,
            "climate second",
            "decide",
            decide(46),
        ),
    ]
}

/// Communication: short name, topic, side, to whom in words, when, how, by whom, content.
type TalkRow = (&'static str, &'static str, Side, &'static str, &'static str, &'static str, By, &'static str);

const TALKS: &[TalkRow] = &[
    (
        "staff news",
        "What changed in security, and what to look out for",
        Side::Internal,
        "Everybody",
        "Monthly",
        "All-hands meeting and intranet",
        By::Role("isms"),
        "Incidents and near misses, new rules, one thing to try.",
    ),
    (
        "board report",
        "State of the ISMS",
        Side::Internal,
        "Management board",
        "Every quarter",
        "Report and meeting",
        By::Role("isms"),
        "Risks above the line, measures, incidents, figures.",
    ),
    (
        "incident notice",
        "Incidents that touch a port's data",
        Side::External,
        "",
        "Within 24 hours of becoming known",
        "Telephone, then e-mail to the named contact",
        By::Role("incident"),
        "What is known, what we do, what the port should do.",
    ),
    (
        "breach report",
        "Breaches of personal data",
        Side::External,
        "Data protection authority of Hamburg",
        "Within 72 hours of becoming known",
        "Portal of the authority",
        By::Role("privacy"),
        "What the law asks for; later findings follow.",
    ),
];

fn talks() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0_i16..).zip(TALKS.iter().copied()) {
        let (name, topic, side, audience, timing, channel, by, content) = row;
        scenes.push(create(at(286, 13, 0).later(nth * 8), Who::Jonas, name, move |cast| {
            Ok(Communication {
                topic: Text::from(topic),
                side,
                party: if audience.is_empty() { Some(cast.id("ports")?) } else { None },
                audience: text(audience),
                timing: Text::from(timing),
                channel: Text::from(channel),
                owner: by.owner(cast)?,
                language: text("German and English"),
                content: text(content),
                next_on: (timing == "Every quarter").then(|| cast.day(250)),
                last_on: None,
                evidence: None,
            })
        }));
    }
    for (day, evidence) in
        [(249, "First report, file ISMS-2"), (58, "Report with the figures of the third quarter")]
    {
        scenes.push(verb::<Communication, _>(
            at(day, 16, 0),
            Who::Jonas,
            "board report",
            "carry_out",
            move |cast| {
                let next_on = Some(cast.day(day).saturating_add(3.months()));
                Ok(CarryOut { done_on: None, evidence: Text::from(evidence), next_on })
            },
        ));
    }
    scenes
}

/// Interested parties: short name, name, kind, side, interest.
const PARTIES: &[(&str, &str, PartyKind, Side, &str)] = &[
    (
        "owners",
        "Owners",
        PartyKind::Owner,
        Side::Internal,
        "That nothing happens which costs the company its customers.",
    ),
    (
        "staff",
        "Staff",
        PartyKind::Staff,
        Side::Internal,
        "Rules that can be kept, and that nobody is watched in secret.",
    ),
    (
        "authority",
        "Data protection authority",
        PartyKind::Authority,
        Side::External,
        "Lawful processing, and to hear of breaches in time.",
    ),
];

/// What they require: title, party, nature, source, priority, what follows, documents.
type NeedRow = (
    &'static str,
    &'static str,
    RequirementNature,
    &'static str,
    Grade,
    &'static str,
    &'static [&'static str],
);

const NEEDS: &[NeedRow] = &[
    (
        "A breach is reported within 72 hours",
        "authority",
        RequirementNature::Legal,
        "General Data Protection Regulation, article 33",
        Grade::High,
        "Somebody can always decide whether a breach is reported, at weekends too.",
        &["Incident procedure"],
    ),
    (
        "Rules for devices and accounts that are clear and known",
        "staff",
        RequirementNature::Expectation,
        "Survey among staff",
        Grade::Medium,
        "One page that says what is allowed, read by everybody who joins.",
        &["Acceptable use policy"],
    ),
    (
        "The certificate is reached, and kept",
        "owners",
        RequirementNature::Expectation,
        "Minutes of the owners' meeting",
        Grade::High,
        "An ISMS that an auditor can follow.",
        &["Information security policy"],
    ),
];

fn parties() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, (name, title, kind, side, interest)) in (0_i16..).zip(PARTIES.iter().copied()) {
        scenes.push(create(at(287, 9, 30).later(nth * 6), Who::Jonas, name, move |cast| {
            Ok(InterestedParty {
                interest: text(interest),
                owner: Some(By::Role("isms").owner(cast)?),
                side: Some(side),
                climate_checked_on: Some(cast.day(287)),
                ..InterestedParty::new(Text::from(title), kind)
            })
        }));
    }
    for (nth, row) in (0_i16..).zip(NEEDS.iter().copied()) {
        let (title, party, nature, source, priority, derived, documents) = row;
        scenes.push(create(at(51, 9, 30).later(nth * 6), Who::Jonas, title, move |cast| {
            Ok(PartyRequirement {
                addressed: Some(true),
                how: text("Through the documents named below."),
                nature: Some(nature),
                source: text(source),
                priority: Some(priority),
                derived: text(derived),
                documents: ids(cast, documents)?,
                ..PartyRequirement::new(Text::from(title), cast.id(party)?)
            })
        }));
    }
    scenes
}

fn judged(when: When, by: Who, duty: &str, met: Fulfilment, grounds: &'static str) -> Scene {
    verb::<Obligation, _>(when, by, duty, "judge", move |cast| {
        let review_on = Some(cast.day(when.day).saturating_add(1.year()));
        Ok(JudgeObligation { met, grounds: Text::from(grounds), decided_on: None, review_on })
    })
}

/// All that happens here.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = climate();
    for (nth, row) in (0_i16..).zip(ISSUES.iter().copied()) {
        let when = if row.6 { at(48, 14, 0) } else { at(290, 14, 0).later(nth * 9) };
        scenes.push(create(when, Who::Jonas, row.0, move |cast| {
            let reviewed_on = Some(cast.day(when.day));
            Ok(ContextIssue { reviewed_on, ..issue(row, cast)? })
        }));
        if !row.6 {
            scenes.push(amend::<ContextIssue>(
                at(48, 14, 20).later(nth),
                Who::Jonas,
                row.0,
                |cast, issue| Ok(ContextIssue { reviewed_on: Some(cast.day(48)), ..issue }),
            ));
        }
    }
    scenes.extend(parties());
    scenes.extend(talks());
    scenes.push(amend::<Obligation>(at(52, 10, 0), Who::Marta, "privacy law", |cast, duty| {
        Ok(Obligation {
            applies_to: text(
                "All processing of personal data: staff, users of the platform, contacts of ports.",
            ),
            way: text("Organisational and technical"),
            documents: ids(cast, &["Incident procedure"])?,
            ..duty
        })
    }));
    let late = "Two ports heard of the incident after 30 hours; the contract says 24.";
    scenes.push(judged(at(89, 10, 30), Who::Anna, "port contracts", Fulfilment::Partly, late));
    let grounds = "Records of processing, agreements with processors, the report of the last incident.";
    scenes.push(judged(at(52, 10, 30), Who::Marta, "privacy law", Fulfilment::Met, grounds));
    scenes
}
