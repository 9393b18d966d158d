//! The risk method of the sample company: a first version of four by four, and the one of five by five that replaced it.

use attesta_isms::{
    kit::Owner,
    risk::{Acceptance, ApproveMethod, Combine, MethodStatus, MethodVersion, RiskMethod},
};
use attesta_record::Text;

use super::{
    people::Who,
    scene::{Cast, Scene, at, create, verb},
};
use crate::{scales, trouble::Trouble};

/// The criteria of the first version.
const FIRST_CRITERIA: &[(&str, &str)] = &[
    ("Operation", "How long customers cannot plan: 1 an hour, 2 a shift, 3 a day, 4 longer."),
    (
        "Law and contracts",
        "1 none, 2 a warning, 3 a penalty or a report to an authority, 4 a fine or a lost contract.",
    ),
    ("Reputation", "1 nobody hears of it, 2 one customer, 3 the trade, 4 the press."),
];

/// The criteria of the second version.
const SECOND_CRITERIA: &[(&str, &str)] = &[
    ("Money", "1 up to 2,000 €, 2 up to 20,000 €, 3 up to 100,000 €, 4 up to 500,000 €, 5 beyond that."),
    (
        "Law and contracts",
        "1 none, 2 a warning, 3 a penalty, 4 a report to an authority, 5 a fine or a lost key contract.",
    ),
    ("Operation", "How long customers cannot plan: 1 minutes, 2 an hour, 3 a shift, 4 a day, 5 longer."),
    (
        "People",
        "1 none, 2 annoyance, 3 disclosure of ordinary data, 4 of sensitive data, 5 harm to life or health.",
    ),
];

/// The names of the criteria of a version, in order.
pub(super) fn criteria(first: bool) -> impl Iterator<Item = &'static str> {
    let criteria = if first { FIRST_CRITERIA } else { SECOND_CRITERIA };
    criteria.iter().map(|(name, _)| *name)
}

fn first(cast: &Cast<'_>) -> Result<MethodVersion, Trouble> {
    let management = Some(cast.id("management")?);
    Ok(MethodVersion {
        method: cast.id("method")?,
        version: Text::from("1.0"),
        status: MethodStatus::Draft,
        interval: Some(12),
        likelihoods: scales::likelihoods(&[
            ("Rare", "Not seen in our trade for five years", 0.2),
            ("Possible", "Once in two years", 0.5),
            ("Likely", "Once or twice a year", 2.0),
            ("Frequent", "Every few weeks", 20.0),
        ]),
        consequences: scales::consequences(&[
            ("Low", "A nuisance"),
            ("Noticeable", "Customers ask"),
            ("Serious", "Customers act"),
            ("Grave", "The company is in danger"),
        ]),
        criteria: scales::criteria(FIRST_CRITERIA),
        combine: Combine::Highest,
        levels: vec![
            scales::risk_level("Low", "May stay as it is.", Acceptance::Owner, None, None),
            scales::risk_level("Medium", "Treat it where that is cheap.", Acceptance::Owner, None, Some(12)),
            scales::risk_level("High", "Treat it.", Acceptance::Role, management, Some(6)),
        ],
        matrix: scales::matrix(&[&[1, 1, 2, 2], &[1, 2, 2, 3], &[2, 2, 3, 3], &[2, 3, 3, 3]]),
        approved_by: None,
        approved_on: None,
    })
}

fn second(cast: &Cast<'_>) -> Result<MethodVersion, Trouble> {
    let management = Some(cast.id("management")?);
    Ok(MethodVersion {
        version: Text::from("2.0"),
        likelihoods: scales::likelihoods(&[
            ("Very rare", "Once in ten years or less", 0.1),
            ("Rare", "Once in three to ten years", 0.33),
            ("Possible", "Once in one to three years", 1.0),
            ("Likely", "Up to once a month", 12.0),
            ("Frequent", "More often than once a month", 100.0),
        ]),
        consequences: scales::consequences(&[
            ("Negligible", "Hardly noticed"),
            ("Minor", "A nuisance for some"),
            ("Moderate", "Customers ask"),
            ("Major", "Customers act"),
            ("Critical", "The company is in danger"),
        ]),
        criteria: scales::criteria(SECOND_CRITERIA),
        levels: vec![
            scales::risk_level(
                "Low",
                "May stay as it is; looked at once a year.",
                Acceptance::Owner,
                None,
                None,
            ),
            scales::risk_level(
                "Medium",
                "May stay for a year if treatment costs more.",
                Acceptance::Owner,
                None,
                Some(12),
            ),
            scales::risk_level("High", "Treat it within a quarter.", Acceptance::Role, management, Some(6)),
            scales::risk_level(
                "Very high",
                "Treat it at once; stop the activity if need be.",
                Acceptance::Nobody,
                None,
                None,
            ),
        ],
        matrix: scales::matrix(&[
            &[1, 1, 1, 2, 3],
            &[1, 1, 2, 2, 3],
            &[1, 2, 2, 3, 4],
            &[1, 2, 3, 3, 4],
            &[2, 3, 3, 4, 4],
        ]),
        ..first(cast)?
    })
}

/// All that happens to the method.
pub(super) fn scenes() -> Vec<Scene> {
    let approve = |remark: &'static str| {
        move |_: &Cast<'_>| Ok(ApproveMethod { decided_on: None, remark: Some(Text::from(remark)) })
    };
    vec![
        create(at(296, 10, 15), Who::Jonas, "method", |cast| {
            Ok(RiskMethod {
                name: Text::from("Risk method of Nordlicht"),
                scope: None,
                owner: Some(Owner::Role(cast.id("isms")?)),
                description: Some(Text::from(
                    "Once a year, and after every serious incident or change, the owners judge their risks together with \
                     somebody who knows the systems. A risk is written as something that happens, or as an asset that can \
                     be hit. Its level follows from likelihood and the worst of the criteria of impact. We judge three \
                     times: without controls, as it is today, and as it will be after treatment.",
                )),
            })
        }),
        create(at(294, 11, 0), Who::Jonas, "version 1", first),
        verb::<MethodVersion, _>(
            at(289, 16, 45),
            Who::Katharina,
            "version 1",
            "approve",
            approve("Four steps are enough to begin with."),
        ),
        create(at(146, 14, 30), Who::Jonas, "version 2", second),
        verb::<MethodVersion, _>(
            at(129, 11, 10),
            Who::Katharina,
            "version 2",
            "approve",
            approve(
                "After the internal audit: money and people were missing, and four steps put too much into the middle.",
            ),
        ),
    ]
}
