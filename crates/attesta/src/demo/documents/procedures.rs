//! The procedures, plans and guidelines of the sample company.

use attesta_isms::documents::DocumentKind;

use super::{Issue, Plan};
use crate::demo::{people::Who, scene::at};

pub(super) const PLANS: &[Plan] = &[
    Plan {
        title: "Incident procedure",
        kind: DocumentKind::Procedure,
        owner: "incident",
        scope: "company",
        classification: "internal",
        interval: 12,
        purpose: "What to do when something happens, and who decides.",
        text: include_str!("incident-procedure.md"),
        versions: &[
            Issue {
                version: "1.0",
                drafted: at(259, 9, 30),
                author: Who::Paul,
                approved: Some((at(251, 11, 0), Who::Jonas)),
                summary: "First version",
                changes: &[],
            },
            Issue {
                version: "1.1",
                drafted: at(83, 15, 45),
                author: Who::Ines,
                approved: Some((at(78, 10, 30), Who::Jonas)),
                summary: "A duty roster for weekends; customers within 24 hours",
                changes: &[
                    (
                        "or by telephone to the incident lead, at any hour.",
                        "or by telephone to whoever is on the duty roster, at any hour.",
                    ),
                    (
                        "within 72 hours.",
                        "within 72 hours. **Customers whose\n   data may be concerned are told within 24 hours**, with the letter that belongs to their contract.",
                    ),
                ],
            },
            Issue {
                version: "1.2",
                drafted: at(14, 13, 50),
                author: Who::Ines,
                approved: None,
                summary: "What the rehearsal showed: telephone numbers on paper",
                changes: &[(
                    "",
                    "\n# If nothing works\n\nThe numbers of all of us are printed on the card behind the badge.\n",
                )],
            },
        ],
    },
    Plan {
        title: "Backup plan",
        kind: DocumentKind::Plan,
        owner: "operations",
        scope: "platform",
        classification: "internal",
        interval: 6,
        purpose: "What is copied, how long it is kept, how fast we are back.",
        text: include_str!("backup-plan.md"),
        versions: &[Issue {
            version: "1.0",
            drafted: at(249, 13, 20),
            author: Who::Paul,
            approved: Some((at(244, 10, 10), Who::Jonas)),
            summary: "First version",
            changes: &[],
        }],
    },
    Plan {
        title: "Guideline for secure development",
        kind: DocumentKind::Guideline,
        owner: "platform",
        scope: "platform",
        classification: "internal",
        interval: 24,
        purpose: "What every developer keeps in mind.",
        text: include_str!("development-guideline.md"),
        versions: &[
            Issue {
                version: "1.0",
                drafted: at(240, 10, 0),
                author: Who::Anna,
                approved: Some((at(232, 14, 30), Who::Jonas)),
                summary: "First version",
                changes: &[],
            },
            Issue {
                version: "2.0",
                drafted: at(118, 9, 25),
                author: Who::Ines,
                approved: Some((at(112, 11, 40), Who::Jonas)),
                summary: "Row policies in the database; new packages wait for a week",
                changes: &[
                    (
                        "- Every query is bound to a customer. Use the query layer; raw SQL needs a second reviewer.",
                        "- Every table has a row policy that binds it to a customer. A table without one does not pass the build.\n\
                         - A new version of a package is used when it is a week old, unless it mends a known weak spot.",
                    ),
                    (
                        "Releases happen on working days before three o'clock,",
                        "Releases go to one port first, then to all, on working days before three o'clock,",
                    ),
                ],
            },
        ],
    },
    Plan {
        title: "Supplier procedure",
        kind: DocumentKind::Procedure,
        owner: "isms",
        scope: "company",
        classification: "internal",
        interval: 24,
        purpose: "How services are chosen, watched and left.",
        text: include_str!("supplier-procedure.md"),
        versions: &[Issue {
            version: "1.0",
            drafted: at(228, 11, 10),
            author: Who::Jonas,
            approved: Some((at(221, 15, 0), Who::Katharina)),
            summary: "First version",
            changes: &[],
        }],
    },
    Plan {
        title: "Business continuity plan",
        kind: DocumentKind::Plan,
        owner: "continuity",
        scope: "company",
        classification: "confidential",
        interval: 12,
        purpose: "What must go on, and how, when much is missing.",
        text: include_str!("continuity-plan.md"),
        versions: &[Issue {
            version: "1.0",
            drafted: at(199, 9, 0),
            author: Who::Jonas,
            approved: Some((at(191, 10, 0), Who::Katharina)),
            summary: "First version, written with Björn Claasen",
            changes: &[],
        }],
    },
    Plan {
        title: "Guideline for working elsewhere",
        kind: DocumentKind::Guideline,
        owner: "operations",
        scope: "office",
        classification: "internal",
        interval: 0,
        purpose: "What to keep in mind at home, on trains and abroad.",
        text: include_str!("remote-work-guideline.md"),
        versions: &[
            Issue {
                version: "1.0",
                drafted: at(206, 11, 30),
                author: Who::Silke,
                approved: Some((at(203, 13, 10), Who::Jonas)),
                summary: "First version",
                changes: &[],
            },
            Issue {
                version: "1.1",
                drafted: at(7, 11, 15),
                author: Who::Mehmet,
                approved: None,
                summary: "Public chargers",
                changes: &[(
                    "",
                    "\n# Charging\n\nCharge with your own charger or with a cable that carries no data.\n",
                )],
            },
        ],
    },
];
