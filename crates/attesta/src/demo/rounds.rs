//! The rounds of risk assessment: one completed last year, one under way.

use attesta_isms::risk::{RiskAssessment, RoundStatus};
use attesta_record::Text;

use super::{
    people::{Who, people},
    risks::{FIRST, SECOND},
    scene::{Scene, amend, at, create},
};

/// All that happens to the rounds.
pub(super) fn scenes() -> Vec<Scene> {
    vec![
        create(at(274, 9, 10), Who::Jonas, FIRST, |cast| {
            Ok(RiskAssessment {
                title: Text::from(format!("Risk assessment {}", cast.day(248).strftime("%Y-%m"))),
                scope: cast.id("company")?,
                status: RoundStatus::Planned,
                method_version: Some(cast.id("version 1")?),
                begun_on: None,
                completed_on: None,
                occasion: Some(Text::from("The first of the yearly rounds")),
                participants: people(
                    cast,
                    &[Who::Jonas, Who::Anna, Who::Paul, Who::Mehmet, Who::Marta, Who::Stefan],
                )?,
                summary: None,
            })
        }),
        amend::<RiskAssessment>(at(268, 9, 5), Who::Jonas, FIRST, |cast, round| {
            Ok(RiskAssessment { status: RoundStatus::UnderWay, begun_on: Some(cast.day(268)), ..round })
        }),
        amend::<RiskAssessment>(at(247, 16, 30), Who::Jonas, FIRST, |cast, round| {
            Ok(RiskAssessment {
                status: RoundStatus::Completed,
                completed_on: Some(cast.day(248)),
                summary: Some(Text::from(
                    "Twenty risks were judged with their owners. The highest are ransomware, data of one port shown to \
                     another, and backups that were never restored as a whole. Six measures were agreed; the separate vault \
                     for backups comes first.",
                )),
                ..round
            })
        }),
        create(at(48, 10, 30), Who::Jonas, SECOND, |cast| {
            Ok(RiskAssessment {
                title: Text::from(format!("Risk assessment {}", cast.day(0).strftime("%Y-%m"))),
                scope: cast.id("company")?,
                status: RoundStatus::Planned,
                method_version: Some(cast.id("version 2")?),
                begun_on: None,
                completed_on: None,
                occasion: Some(Text::from("The yearly round, the first by the new method")),
                participants: people(
                    cast,
                    &[
                        Who::Jonas,
                        Who::Anna,
                        Who::Paul,
                        Who::Mehmet,
                        Who::Marta,
                        Who::Stefan,
                        Who::Tobias,
                        Who::Ines,
                    ],
                )?,
                summary: None,
            })
        }),
        amend::<RiskAssessment>(at(30, 9, 0), Who::Jonas, SECOND, |cast, round| {
            Ok(RiskAssessment { status: RoundStatus::UnderWay, begun_on: Some(cast.day(30)), ..round })
        }),
    ]
}
