//! The frame of every page.

use attesta_gate::Moment;
use maud::{DOCTYPE, Markup, html};

use crate::{
    address::Address,
    assets, icons, show,
    visit::{Look, Visit},
};

/// An entry of the menu: what it says, and the last segment of its address.
type Entry = (&'static str, &'static str);

/// The menu: groups that open one by one, so that it stays short however many kinds of record there are.
const MENU: &[(&str, &[Entry])] = &[
    (
        "Context",
        &[
            ("Organisation", "organisation/1"),
            ("Scopes", "scopes"),
            ("Issues", "context-issues"),
            ("Climate change", "climate-determinations"),
            ("Interested parties", "interested-parties"),
            ("Their requirements", "party-requirements"),
            ("Obligations", "obligations"),
            ("Communication plan", "communications"),
        ],
    ),
    (
        "People",
        &[
            ("People", "people"),
            ("Roles", "roles"),
            ("Role assignments", "role-assignments"),
            ("Responsibilities", "responsibilities"),
            ("Competences", "competences"),
            ("Required competences", "competence-requirements"),
            ("Held competences", "held-competences"),
            ("Trainings", "trainings"),
            ("Participations", "participations"),
        ],
    ),
    (
        "Assets and threats",
        &[("Assets", "assets"), ("Threats", "threats"), ("Vulnerabilities", "vulnerabilities")],
    ),
    (
        "Risk",
        &[
            ("Risks", "risks"),
            ("Risk matrix", "matrix"),
            ("Assessments", "risk-assessments"),
            ("Results", "risk-results"),
            ("Methods", "risk-methods"),
            ("Method versions", "risk-method-versions"),
        ],
    ),
    (
        "Treatment",
        &[
            ("Treatments", "treatments"),
            ("Actions", "treatment-actions"),
            ("Plans", "treatment-plans"),
            ("Acceptances", "acceptances"),
        ],
    ),
    (
        "Controls",
        &[
            ("Statement of Applicability", "soa"),
            ("SoA versions", "soa-versions"),
            ("Controls", "controls"),
            ("Custom controls", "custom-controls"),
        ],
    ),
    ("Documents", &[("Documents", "documents"), ("Versions", "document-versions")]),
    ("Suppliers", &[("Suppliers", "suppliers"), ("Supplier reviews", "supplier-reviews")]),
    (
        "Performance",
        &[
            ("Objectives", "objectives"),
            ("Check-ins", "objective-check-ins"),
            ("Metrics", "metrics"),
            ("Measurements", "measurements"),
        ],
    ),
    (
        "Audits and reviews",
        &[
            ("Audit programmes", "audit-programmes"),
            ("Internal audits", "audits"),
            ("Audit findings", "audit-findings"),
            ("Management reviews", "management-reviews"),
            ("Review decisions", "review-decisions"),
            ("Certification audits", "certification-audits"),
            ("Certificates", "certificates"),
        ],
    ),
    ("Improvement", &[("Nonconformities", "nonconformities"), ("Corrective actions", "corrective-actions")]),
    (
        "Operations",
        &[
            ("Incidents", "incidents"),
            ("Changes", "change-requests"),
            ("Exceptions", "exceptions"),
            ("Continuity plans", "continuity-plans"),
            ("Continuity tests", "continuity-tests"),
            ("Keys and certificates", "crypto-keys"),
            ("Retention schedule", "retention-schedule"),
            ("Deletions", "deletions"),
        ],
    ),
    (
        "Conformity",
        &[
            ("Today", "today"),
            ("Conformity", "conformity"),
            ("Readiness for Stage 1", "readiness"),
            ("Judgements", "judgements"),
        ],
    ),
    ("Proof", &[("Evidence", "evidence"), ("Journal", "journal"), ("Compare two days", "changes")]),
    ("Files", &[("Import", "import")]),
];

/// A page of an organisation.
pub(crate) struct Page<'a> {
    /// What stands in the title bar, before the name of the program.
    pub(crate) title: &'a str,
    /// Where it stands: what each step says and its address; the last one is the page itself.
    pub(crate) crumbs: Vec<(String, String)>,
    /// What is on it.
    pub(crate) body: Markup,
}

impl Page<'_> {
    /// The whole page.
    pub(crate) fn show(&self, visit: &Visit) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" data-theme=[theme(&visit.look)] data-keys=[(!visit.look.keys).then_some("off")] {
                (head(self.title))
                body class="app" {
                    a class="skip" href="#main" { "Skip to main content" }
                    (top(visit))
                    (banners(visit))
                    (side(visit))
                    main id="main" tabindex="-1" {
                        @if let Some(text) = visit.notice() {
                            div class="notice ok" role="status" { strong { (text) } }
                        }
                        @if self.crumbs.len() > 1 {
                            nav class="crumbs" aria-label="Breadcrumb" {
                                ol {
                                    @for (at, (text, address)) in self.crumbs.iter().enumerate() {
                                        li {
                                            @if at + 1 == self.crumbs.len() { span aria-current="page" { (text) } }
                                            @else { a href=(address) { (text) } }
                                        }
                                    }
                                }
                            }
                        }
                        (self.body)
                    }
                    (foot(true))
                    (keys())
                }
            }
        }
    }
}

/// A page outside of any organisation.
pub(crate) fn plain(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body class="plain" {
                main id="main" {
                    a class="brand" href="/" { (icons::mark()) span { "Attesta" } }
                    (body)
                }
                (foot(false))
            }
        }
    }
}

fn theme(look: &Look) -> Option<&str> {
    (!look.theme.is_empty()).then_some(look.theme.as_str())
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " - Attesta" }
            link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
            link rel="stylesheet" href=(assets::address("attesta.css"));
            script type="module" src=(assets::address("attesta.js")) {}
        }
    }
}

fn top(visit: &Visit) -> Markup {
    let org = visit.org();
    html! {
        header class="top" {
            a class="brand" href={ "/" (org) } { (icons::mark()) span { "Attesta" } }
            details class="menu org" {
                summary { span { (visit.organisation()) } }
                div class="pop" {
                    p { "Organisations" }
                    ul {
                        @for (slug, name) in &visit.organisations {
                            li { a href={ "/" (slug) } aria-current=[(slug == org).then_some("true")] { (name) } }
                        }
                    }
                }
            }
            form class="search" role="search" action={ "/" (org) "/search" } method="get" {
                label class="vh" for="q" { "Search" }
                input id="q" type="search" name="q" placeholder="Search, or a number like R-42" data-search;
                kbd data-js hidden aria-hidden="true" { "/" }
            }
            details class="menu user" {
                summary { span { (visit.member.name()) } }
                div class="pop" {
                    p { "Signed in as" br; strong { (visit.signed_in.account.email) } }
                    @if let Some(person) = visit.member.person() {
                        a href=(show::person_address(visit, person)) { "Your record" }
                    }
                    hr;
                    form method="post" action="/theme" {
                        p id="theme-label" { "Theme" }
                        div class="seg" role="group" aria-labelledby="theme-label" {
                            @for (value, text) in [("auto", "System"), ("light", "Light"), ("dark", "Dark")] {
                                @let chosen = visit.look.theme == value || (value == "auto" && visit.look.theme.is_empty());
                                button name="theme" value=(value) aria-pressed=(chosen) { (text) }
                            }
                        }
                    }
                    @if !visit.look.keys {
                        form method="post" action="/keys" {
                            button class="item" name="keys" value="on" { "Turn single keys on" }
                        }
                    }
                    hr;
                    form method="post" action="/sign-out" { button class="item" { "Sign out" } }
                }
            }
        }
    }
}

fn banners(visit: &Visit) -> Markup {
    let sample = visit.isms().organisation().is_some_and(|one| one.data.sample);
    let past = match visit.view.moment {
        Moment::Present => None,
        Moment::After(sequence) => Some(sequence),
    };
    html! {
        @if sample || past.is_some() {
            section class="banners" aria-label="About this view" {
                @if sample {
                    div class="banner" { span { strong { "Sample company:" } " none of this is real." } }
                }
                @if let Some(sequence) = past {
                    div class="banner as-of" {
                        span {
                            "You are looking at the state after entry " strong { "#" (sequence) }
                            @if let Some(day) = show::day_of(visit) { ", " strong { (show::date(day)) } }
                            ", read-only."
                        }
                        " " a href=(visit.path) { "Back to today" }
                    }
                }
            }
        }
    }
}

fn side(visit: &Visit) -> Markup {
    let org = visit.org();
    let here = visit.path.strip_prefix(&format!("/{org}")).unwrap_or_default().trim_start_matches('/');
    let current =
        |segment: &str| (here == segment || here.starts_with(&format!("{segment}/"))).then_some("page");
    let link = |segment: &str| Address::new(format!("/{org}/{segment}")).at(visit.view.moment);
    html! {
        nav class="side" aria-label="Main" tabindex="0" {
            details {
                summary { "Menu" }
                div {
                    ul {
                        li { a href=(Address::new(format!("/{org}")).at(visit.view.moment)) aria-current=[here.is_empty().then_some("page")] { "Overview" } }
                    }
                    @for (heading, entries) in MENU {
                        details class="group" open[entries.iter().any(|(_, segment)| current(segment).is_some())] {
                            summary { (heading) }
                            ul {
                                @for (text, segment) in *entries {
                                    li { a href=(link(segment)) aria-current=[current(segment)] { (text) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn foot(keys: bool) -> Markup {
    html! {
        footer class="foot" {
            span { "Attesta " (env!("CARGO_PKG_VERSION")) }
            @if keys {
                " " button type="button" data-show-keys data-js hidden { "Keyboard shortcuts" }
            }
        }
    }
}

fn keys() -> Markup {
    html! {
        dialog id="keys" aria-labelledby="keys-title" {
            h2 id="keys-title" { "Keyboard shortcuts" }
            dl class="keys" {
                div { dt { "Search" } dd { kbd { "/" } " or " kbd { "Ctrl" } " " kbd { "K" } } }
                div { dt { "Next and previous row" } dd { kbd { "j" } " " kbd { "k" } } }
                div { dt { "New record" } dd { kbd { "c" } } }
                div { dt { "Edit" } dd { kbd { "e" } } }
                div { dt { "This help" } dd { kbd { "?" } } }
            }
            form method="post" action="/keys" class="actions form-end" {
                button class="btn primary" formmethod="dialog" { "Close" }
                button class="btn quiet" name="keys" value="off" { "Turn single keys off" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use attesta_isms::RECORDS;

    use super::*;

    #[test]
    fn every_kind_has_one_place_in_the_menu() {
        let places: Vec<&str> =
            MENU.iter().flat_map(|(_, entries)| *entries).map(|(_, segment)| *segment).collect();
        // The organisation is one record, and the rows of a Statement of Applicability are seen in it.
        for kind in RECORDS.iter().filter(|kind| !["organisation", "soa_entry"].contains(&kind.schema.key)) {
            let count = places.iter().filter(|place| **place == kind.schema.path).count();
            assert_eq!(count, 1, "{} in the menu", kind.schema.path);
        }
    }
}
