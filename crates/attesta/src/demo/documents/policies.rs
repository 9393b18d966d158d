//! The policies of the sample company, and what belongs to its risks and audits.

use attesta_isms::documents::DocumentKind;

use super::{Issue, Plan};
use crate::demo::{people::Who, scene::at};

pub(super) const PLANS: &[Plan] = &[
    Plan {
        title: "Information security policy",
        kind: DocumentKind::Policy,
        owner: "management",
        scope: "company",
        classification: "public",
        interval: 12,
        purpose: "What the company wants to reach, and who answers for it.",
        text: include_str!("information-security-policy.md"),
        versions: &[
            Issue {
                version: "1.0",
                drafted: at(288, 10, 0),
                author: Who::Jonas,
                approved: Some((at(281, 17, 0), Who::Katharina)),
                summary: "First version",
                changes: &[],
            },
            Issue {
                version: "1.1",
                drafted: at(186, 13, 15),
                author: Who::Jonas,
                approved: Some((at(183, 9, 30), Who::Katharina)),
                summary: "Availability as it stands in the new contracts",
                changes: &[("99.8 % of all minutes of a year", "99.9 % of all minutes of a month")],
            },
            Issue {
                version: "2.0",
                drafted: at(74, 11, 0),
                author: Who::Jonas,
                approved: Some((at(66, 16, 20), Who::Katharina)),
                summary: "After the management review: objectives that can be measured",
                changes: &[
                    (
                        "reports\ntwice a year.",
                        "reports\nevery quarter. The objectives of the year, each with a number and a date, are set with the budget.",
                    ),
                    (
                        "",
                        "\n# How it is kept up\n\nIt is reviewed every year, and whenever the company changes what it does.\n",
                    ),
                ],
            },
        ],
    },
    Plan {
        title: "Access control policy",
        kind: DocumentKind::TopicPolicy,
        owner: "operations",
        scope: "company",
        classification: "internal",
        interval: 12,
        purpose: "Who gets access to what, how, and for how long.",
        text: include_str!("access-control-policy.md"),
        versions: &[
            Issue {
                version: "1.0",
                drafted: at(272, 14, 0),
                author: Who::Mehmet,
                approved: Some((at(264, 16, 10), Who::Katharina)),
                summary: "First version",
                changes: &[],
            },
            Issue {
                version: "2.0",
                drafted: at(88, 10, 40),
                author: Who::Mehmet,
                approved: Some((at(84, 9, 15), Who::Katharina)),
                summary: "After the incident: hardware keys for everybody, no exceptions to the second factor",
                changes: &[
                    (
                        "- Signing in from outside needs a second factor.",
                        "- Signing in needs a **hardware key**, from anywhere, for everybody. From this there is no exception.",
                    ),
                    (
                        "is asked for in writing, ends after three months at the latest,",
                        "to any other rule is asked for in writing, ends after one month,",
                    ),
                ],
            },
        ],
    },
    Plan {
        title: "Acceptable use policy",
        kind: DocumentKind::TopicPolicy,
        owner: "isms",
        scope: "company",
        classification: "internal",
        interval: 12,
        purpose: "What is expected of everybody who uses our devices and services.",
        text: include_str!("acceptable-use-policy.md"),
        versions: &[
            Issue {
                version: "1.0",
                drafted: at(270, 15, 30),
                author: Who::Silke,
                approved: Some((at(262, 10, 45), Who::Katharina)),
                summary: "First version",
                changes: &[],
            },
            Issue {
                version: "1.1",
                drafted: at(144, 10, 15),
                author: Who::Silke,
                approved: Some((at(141, 16, 0), Who::Katharina)),
                summary: "AI assistants",
                changes: &[(
                    "Use what is on the list of approved services.",
                    "Use what is on the list of approved services. For AI assistants that means the one with which we have a\n\
                     contract; nothing of a customer goes into any other.",
                )],
            },
        ],
    },
    Plan {
        title: "Cryptography policy",
        kind: DocumentKind::TopicPolicy,
        owner: "platform",
        scope: "platform",
        classification: "internal",
        interval: 24,
        purpose: "Which methods are used for what, and how keys are kept.",
        text: include_str!("cryptography-policy.md"),
        versions: &[Issue {
            version: "1.0",
            drafted: at(217, 14, 40),
            author: Who::Paul,
            approved: Some((at(210, 9, 50), Who::Jonas)),
            summary: "First version",
            changes: &[],
        }],
    },
    Plan {
        title: "How we assess risks",
        kind: DocumentKind::Method,
        owner: "isms",
        scope: "company",
        classification: "internal",
        interval: 24,
        purpose: "How to work with the risk method.",
        text: include_str!("risk-method.md"),
        versions: &[
            Issue {
                version: "1.0",
                drafted: at(293, 9, 45),
                author: Who::Jonas,
                approved: Some((at(289, 16, 55), Who::Katharina)),
                summary: "First version",
                changes: &[],
            },
            Issue {
                version: "2.0",
                drafted: at(132, 14, 10),
                author: Who::Jonas,
                approved: Some((at(129, 11, 20), Who::Katharina)),
                summary: "With the new method: five steps, money and people as criteria",
                changes: &[
                    (
                        "4. What you do not know stays open. Open is not low.",
                        "4. Judge every criterion by itself; the worst one decides.\n5. What you do not know stays open. Open is not low.",
                    ),
                    ("within a month after a serious incident", "within two weeks after a serious incident"),
                ],
            },
        ],
    },
    Plan {
        title: "Internal audit procedure",
        kind: DocumentKind::Procedure,
        owner: "audit",
        scope: "company",
        classification: "internal",
        interval: 24,
        purpose: "How internal audits are planned, done and followed up.",
        text: include_str!("audit-procedure.md"),
        versions: &[Issue {
            version: "0.3",
            drafted: at(52, 10, 20),
            author: Who::Henrik,
            approved: None,
            summary: "For discussion",
            changes: &[],
        }],
    },
];
