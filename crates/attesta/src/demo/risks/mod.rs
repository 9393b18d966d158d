//! The risks of the sample company: tables of what may happen and how it was judged, and when.

mod company;
mod office;
mod platform;
mod platform_later;

use attesta_isms::risk::{Approach, AssessRisk, Impact, Risk};
use attesta_record::{Level, Text};
use jiff::ToSpan as _;

use super::{
    method::criteria,
    people::{By, Who},
    scene::{Cast, Scene, When, amend, at, create, retire, verb},
};
use crate::trouble::Trouble;

/// A risk, with all that is said of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// Its short name.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) scope: &'static str,
    pub(super) approach: Approach,
    pub(super) owner: Option<By>,
    pub(super) description: &'static str,
    pub(super) source: &'static str,
    pub(super) causes: &'static str,
    pub(super) assets: &'static str,
    pub(super) consequences: &'static str,
    /// Which of confidentiality, integrity and availability: `c`, `i`, `a`.
    pub(super) hits: &'static str,
    /// When it was written down.
    pub(super) identified: When,
    /// By whom.
    pub(super) by: Who,
    /// In how many months from today it is to be reviewed; 0 leaves that open.
    pub(super) review: i32,
    /// How it was judged.
    pub(super) judged: &'static [Judged],
}

/// One assessment of a risk. Levels are without controls, as it is, and after treatment; 0 is not assessed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) when: When,
    pub(super) by: Who,
    /// The round that it belongs to; empty where it stands alone.
    pub(super) round: &'static str,
    pub(super) likelihood: [u8; 3],
    /// By criterion of the version that was in force: three of the first, four of the second.
    pub(super) impacts: &'static [[u8; 3]],
    pub(super) why: &'static str,
}

/// The round of last year, the incident, and the round of this year.
pub(super) const FIRST: &str = "first round";
pub(super) const SECOND: &str = "second round";
pub(super) const ALONE: &str = "";

/// All risks.
pub(super) fn plans() -> impl Iterator<Item = &'static Plan> {
    platform::PLANS.iter().chain(platform_later::PLANS).chain(company::PLANS).chain(office::PLANS)
}

fn risk(plan: &Plan, cast: &Cast<'_>) -> Result<Risk, Trouble> {
    let text = |text: &str| Some(Text::from(text));
    Ok(Risk {
        approach: plan.approach,
        owner: plan.owner.map(|owner| owner.owner(cast)).transpose()?,
        description: text(plan.description),
        source: text(plan.source),
        causes: text(plan.causes),
        assets: text(plan.assets),
        consequences: text(plan.consequences),
        confidentiality: plan.hits.contains('c'),
        integrity: plan.hits.contains('i'),
        availability: plan.hits.contains('a'),
        identified_on: Some(cast.day(plan.identified.day)),
        review_on: (plan.review != 0).then(|| cast.calendar.today().saturating_add(plan.review.months())),
        ..Risk::new(Text::from(plan.title), cast.id(plan.scope)?)
    })
}

fn assessment(judged: &Judged, cast: &Cast<'_>) -> Result<AssessRisk, Trouble> {
    let level = |level: u8| (level > 0).then_some(Level(level));
    let impacts = criteria(judged.impacts.len() == 3).zip(judged.impacts).map(|(criterion, levels)| Impact {
        criterion: Text::from(criterion),
        inherent: level(levels[0]),
        current: level(levels[1]),
        residual: level(levels[2]),
    });
    Ok(AssessRisk {
        assessed_on: None,
        assessment: if judged.round == ALONE { None } else { Some(cast.id(judged.round)?) },
        inherent_likelihood: level(judged.likelihood[0]),
        likelihood: level(judged.likelihood[1]),
        residual_likelihood: level(judged.likelihood[2]),
        impacts: impacts.collect(),
        rationale: Some(Text::from(judged.why)),
    })
}

/// All that happens to the risks.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for plan in plans() {
        scenes.push(create(plan.identified, plan.by, plan.name, move |cast| risk(plan, cast)));
        for judged in plan.judged {
            let form = move |cast: &Cast<'_>| assessment(judged, cast);
            scenes.push(verb::<Risk, _>(judged.when, judged.by, plan.name, "assess", form));
        }
    }
    scenes.extend(changes());
    scenes
}

/// Owners change when somebody leaves; a risk goes when what it hits is gone.
fn changes() -> Vec<Scene> {
    let give = |day, hour, minute, name: &'static str, to: By| {
        let change = move |cast: &Cast<'_>, risk: Risk| Ok(Risk { owner: Some(to.owner(cast)?), ..risk });
        amend::<Risk>(at(day, hour, minute), Who::Jonas, name, change)
    };
    vec![
        give(106, 14, 10, "backup", By::Role("operations")).because("Björn Claasen leaves; the role keeps the risk."),
        give(106, 14, 14, "leavers", By::Role("operations")).because("Björn Claasen leaves; the role keeps the risk."),
        retire::<Risk>(at(110, 16, 0), Who::Jonas, "file server")
            .because("The server was switched off and its disks were shredded; the files moved to the platform's storage."),
        amend::<Risk>(at(91, 10, 30), Who::Tobias, "stuffing", |_, risk| {
            let causes = "Passwords are reused elsewhere. Until the incident, two old accounts were exempt from the second factor.";
            Ok(Risk { causes: Some(Text::from(causes)), ..risk })
        })
        .because("What the incident taught us."),
        amend::<Risk>(at(57, 9, 50), Who::Marta, "law", |_, risk| {
            let causes = "Nobody is reached at the weekend. The 24 hours that our contracts give are shorter than the law's 72.";
            Ok(Risk { causes: Some(Text::from(causes)), ..risk })
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_fall_from_inherent_to_residual() {
        for plan in plans() {
            for judged in plan.judged {
                assert!(matches!(judged.impacts.len(), 3 | 4), "{}", plan.name);
                assert_eq!(
                    judged.impacts.len() == 3,
                    judged.when.day > 129,
                    "{}: by the version in force",
                    plan.name
                );
                for levels in judged.impacts.iter().chain([&judged.likelihood]) {
                    let given: Vec<u8> = levels.iter().copied().filter(|level| *level > 0).collect();
                    assert!(
                        given.is_sorted_by(|earlier, later| earlier >= later),
                        "{}: {levels:?}",
                        plan.name
                    );
                }
            }
        }
    }

    #[test]
    fn the_register_is_as_varied_as_it_should_be() {
        let count = |test: fn(&Plan) -> bool| plans().filter(|plan| test(plan)).count();
        assert_eq!(plans().count(), 28);
        assert_eq!(count(|plan| plan.judged.is_empty()), 2, "never assessed");
        assert_eq!(count(|plan| plan.owner.is_none()), 1, "without an owner");
        assert!(count(|plan| plan.judged.len() >= 2) >= 17, "assessed twice");
        assert!((5..=12).contains(&count(|plan| plan.approach == Approach::Asset)));
        assert!(
            count(|plan| plan.judged.iter().any(|one| one.round == ALONE && one.when.day < 96)) >= 4,
            "incident"
        );
    }
}
