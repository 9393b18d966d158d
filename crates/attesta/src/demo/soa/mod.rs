//! The Statement of Applicability of the platform: 80 of 93 controls are answered, six of them left out.

mod organizational;
mod people_and_physical;
mod technological;

use attesta_isms::{
    kit::ControlRef,
    soa::{ImplementationStatus, SoaEntry},
};
use attesta_record::{Choice as _, Text};

use super::{
    people::{By, Who},
    scene::{Cast, Scene, When, amend, at, create, missing},
};
use crate::trouble::Trouble;

/// The answer for one control.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    Implemented,
    Partial,
    Planned,
    NotImplemented,
    /// Left out.
    Excluded,
}

/// A row: the control, the answer, who owns it, why, and a note that may be empty.
pub(super) type Row = (&'static str, Answer, By, &'static str, &'static str);

/// A sitting in which somebody answers controls, every few minutes one.
struct Sitting {
    begins: When,
    by: Who,
    rows: &'static [Row],
}

const SITTINGS: &[Sitting] = &[
    Sitting { begins: at(236, 9, 5), by: Who::Jonas, rows: organizational::FIRST },
    Sitting { begins: at(234, 13, 10), by: Who::Jonas, rows: organizational::SECOND },
    Sitting { begins: at(231, 10, 0), by: Who::Silke, rows: people_and_physical::PEOPLE },
    Sitting { begins: at(230, 11, 20), by: Who::Jonas, rows: people_and_physical::PHYSICAL },
    Sitting { begins: at(227, 9, 10), by: Who::Paul, rows: technological::FIRST },
    Sitting { begins: at(224, 13, 0), by: Who::Anna, rows: technological::SECOND },
];

/// What changed later: the control, when, who says so, the new status, and a note.
const LATER: &[(&str, When, Who, Answer, &str)] = &[
    (
        "A.8.31",
        at(195, 10, 10),
        Who::Anna,
        Answer::Implemented,
        "Staging has accounts and keys of its own now.",
    ),
    (
        "A.5.19",
        at(176, 14, 25),
        Who::Jonas,
        Answer::Implemented,
        "All class A suppliers were reviewed by the new procedure.",
    ),
    ("A.8.13", at(160, 9, 30), Who::Paul, Answer::Partial, "First full restore: 14 hours. The goal is four."),
    (
        "A.8.8",
        at(148, 11, 0),
        Who::Ines,
        Answer::Implemented,
        "Weekly scans; critical findings are mended within 72 hours.",
    ),
    (
        "A.5.7",
        at(143, 15, 15),
        Who::Ines,
        Answer::Implemented,
        "Two feeds are read every morning; what concerns us becomes a ticket.",
    ),
    ("A.8.4", at(116, 10, 45), Who::Anna, Answer::Implemented, "Fetching the whole core raises a notice."),
    (
        "A.8.5",
        at(87, 9, 40),
        Who::Mehmet,
        Answer::Implemented,
        "After the incident: hardware keys for everybody, the two exemptions are gone.",
    ),
    (
        "A.5.26",
        at(78, 10, 50),
        Who::Ines,
        Answer::Implemented,
        "Duty roster for weekends, version 1.1 of the procedure.",
    ),
    (
        "A.8.10",
        at(64, 13, 30),
        Who::Marta,
        Answer::Partial,
        "Logs are deleted after 90 days; accounts of former customers not yet.",
    ),
    (
        "A.8.17",
        at(55, 14, 0),
        Who::Paul,
        Answer::Implemented,
        "Drift is measured and raises an alarm above half a second.",
    ),
    ("A.8.3", at(33, 11, 5), Who::Anna, Answer::Partial, "Row policies guard 31 of 40 tables."),
    (
        "A.5.30",
        at(16, 16, 15),
        Who::Paul,
        Answer::Partial,
        "The switch to the other data centre took 50 minutes. The message queue is still single.",
    ),
];

fn status(answer: Answer) -> Option<ImplementationStatus> {
    match answer {
        Answer::Implemented => Some(ImplementationStatus::Implemented),
        Answer::Partial => Some(ImplementationStatus::Partial),
        Answer::Planned => Some(ImplementationStatus::Planned),
        Answer::NotImplemented => Some(ImplementationStatus::NotImplemented),
        Answer::Excluded => None,
    }
}

fn entry((control, answer, owner, why, note): Row, cast: &Cast<'_>) -> Result<SoaEntry, Trouble> {
    Ok(SoaEntry {
        scope: cast.id("platform")?,
        control: Some(ControlRef::from_key(control).ok_or_else(|| missing("control", control))?),
        custom: None,
        applicable: Some(!matches!(answer, Answer::Excluded)),
        status: status(answer),
        also: vec![],
        owner: Some(owner.owner(cast)?),
        justification: Some(Text::from(why)),
        note: (!note.is_empty()).then(|| Text::from(note)),
    })
}

/// All that happens to the Statement of Applicability.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for sitting in SITTINGS {
        let mut when = sitting.begins;
        for row in sitting.rows.iter().copied() {
            scenes.push(create(when, sitting.by, row.0, move |cast| entry(row, cast)));
            when = when.later(8);
        }
    }
    for (control, when, by, answer, note) in LATER.iter().copied() {
        scenes.push(amend::<SoaEntry>(when, by, control, move |_, entry| {
            Ok(SoaEntry { status: status(answer), note: Some(Text::from(note)), ..entry })
        }));
    }
    scenes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn rows() -> impl Iterator<Item = Row> {
        SITTINGS.iter().flat_map(|sitting| sitting.rows).copied()
    }

    #[test]
    fn eighty_controls_are_answered_once_each() {
        let controls: BTreeSet<&str> = rows().map(|row| row.0).collect();
        assert_eq!((rows().count(), controls.len()), (80, 80));
        for control in controls {
            assert!(ControlRef::from_key(control).is_some(), "{control}");
        }
        let excluded: Vec<Row> = rows().filter(|row| matches!(row.1, Answer::Excluded)).collect();
        assert_eq!(excluded.len(), 6);
        assert!(excluded.iter().all(|row| row.3.len() > 90), "with substance");
    }

    #[test]
    fn no_two_justifications_are_alike() {
        let texts: BTreeSet<&str> = rows().map(|row| row.3).collect();
        assert_eq!(texts.len(), rows().count());
    }

    #[test]
    fn only_what_applies_is_amended() {
        for (control, ..) in LATER {
            let row = rows().find(|row| row.0 == *control);
            assert!(row.is_some_and(|row| !matches!(row.1, Answer::Excluded)), "{control}");
        }
    }
}
