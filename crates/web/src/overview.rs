//! The first page of an organisation: how much there is, what stands out, what happened last.

use attesta_isms::{
    Isms,
    documents::VersionStatus,
    ids::{DocumentVersionId, RiskId, RoleId},
    risk::{MethodVersion, Risk},
};
use attesta_record::{Entity, Level, Ref, Scale, TypedId};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::{
    address::{self, Address},
    error::WebError,
    extract::Params,
    layout::Page,
    record, show,
    visit::Visit,
};

/// How many acts are shown.
const RECENT: usize = 12;
/// How many of the highest risks are shown.
const HIGHEST: usize = 7;
/// The most levels that a scale has.
const LEVELS: usize = 7;

/// A number on the page: what it counts, how many, a remark, and the list of exactly these.
struct Tile {
    label: &'static str,
    count: usize,
    remark: String,
    bad: bool,
    address: Address,
}

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let latest = if visit.present() { i64::MAX } else { visit.isms().sequence + 1 };
    let entries = visit.member.data().journal(0, latest, RECENT).await?;
    let accounts = visit.member.data().account_names().await?;
    let risks = Risks::of(visit.isms());
    let body = html! {
        div class="page-head" {
            div { h1 { (visit.organisation()) } p { "The information security management system at a glance." } }
            form method="get" class="between" {
                div class="field" { label for="as-of" { "See it on another day" } input id="as-of" type="date" name="as_of" max=(visit.view.today); }
                button class="btn" { "Go" }
            }
        }
        @if visit.isms().scopes.is_empty() && visit.present() { (first_steps(&visit)) }
        ul class="tiles" {
            @for tile in tiles(&visit, &risks) {
                li {
                    a class="tile" href=(tile.address) {
                        span { (tile.label) } " " b { (tile.count) } " "
                        @if !tile.remark.is_empty() { small class=[tile.bad.then_some("warn")] { (tile.remark) } }
                    }
                }
            }
        }
        div class="cols" {
            (attention(&visit, &risks))
            section class="card" aria-labelledby="recent" {
                header { h2 id="recent" { "Recent activity" } a href={ "/" (visit.org()) "/journal" } { "Journal" } }
                ol class="activity" {
                    @for entry in &entries {
                        li {
                            span {
                                strong { (accounts.get(&entry.account).cloned().unwrap_or_else(|| format!("Account {}", entry.account))) } " "
                                (record::history::past_tense(&entry.verb)) " "
                                @if let Some(reference) = attesta_isms::reference(&entry.on) { (show::link(&visit, reference)) } @else { (entry.on) }
                            }
                            " " (show::moment(&visit, entry.recorded_at))
                        }
                    }
                }
            }
        }
    };
    Ok(Page { title: "Overview", crumbs: vec![], body }.show(&visit).into_response())
}

fn list<I: TypedId>(visit: &Visit) -> Address {
    Address::new(format!("/{}/{}", visit.org(), I::PATH)).at(visit.view.moment)
}

/// What the page says of the risks in force, found in one go: there may be very many.
struct Risks<'a> {
    count: usize,
    open: usize,
    ownerless: usize,
    /// Some of the highest level.
    highest: Vec<&'a Entity<Risk>>,
}

impl<'a> Risks<'a> {
    fn of(isms: &'a Isms) -> Self {
        let (mut count, mut open, mut ownerless) = (0, 0, 0);
        let mut by_level: [Vec<&Entity<Risk>>; LEVELS + 1] = Default::default();
        for risk in isms.risks.in_force() {
            count += 1;
            ownerless += usize::from(risk.data.owner.is_none());
            let Some(Level(level)) = risk.data.level else {
                open += 1;
                continue;
            };
            if let Some(some) = by_level.get_mut(usize::from(level)).filter(|some| some.len() < HIGHEST) {
                some.push(risk);
            }
        }
        let highest = by_level.into_iter().skip(1).rev().flatten().take(HIGHEST).collect();
        Self { count, open, ownerless, highest }
    }
}

fn tiles(visit: &Visit, risks: &Risks<'_>) -> Vec<Tile> {
    let isms = visit.isms();
    let (open, ownerless) = (risks.open, risks.ownerless);
    let drafts =
        isms.document_versions.in_force().filter(|one| one.data.status == VersionStatus::Draft).count();
    let approved =
        isms.document_versions.in_force().filter(|one| one.data.status == VersionStatus::Approved).count();
    let vacant = vacant_roles(visit).len();
    let mandatory = isms.roles.in_force().filter(|role| role.data.mandatory).count();
    vec![
        Tile {
            label: "Risks",
            count: risks.count,
            remark: String::new(),
            bad: false,
            address: list::<RiskId>(visit),
        },
        Tile {
            label: "Not assessed",
            count: open,
            remark: if open > 0 { "no level yet" } else { "" }.to_owned(),
            bad: open > 0,
            address: list::<RiskId>(visit).with("level", "none"),
        },
        Tile {
            label: "Without owner",
            count: ownerless,
            remark: if ownerless > 0 { "6.1.2 c asks for one" } else { "" }.to_owned(),
            bad: ownerless > 0,
            address: list::<RiskId>(visit).with("owner", "none"),
        },
        Tile {
            label: "Approved versions",
            count: approved,
            remark: format!("{drafts} in draft"),
            bad: false,
            address: list::<DocumentVersionId>(visit).with("status", "approved"),
        },
        Tile {
            label: "Mandatory roles",
            count: mandatory,
            remark: match (mandatory, vacant) {
                (0, _) => "none declared".to_owned(),
                (_, 0) => "all filled".to_owned(),
                (_, vacant) => format!("{vacant} vacant"),
            },
            bad: vacant > 0,
            address: list::<RoleId>(visit).with("mandatory", "true"),
        },
    ]
}

fn vacant_roles(visit: &Visit) -> Vec<RoleId> {
    let isms: &Isms = visit.isms();
    let mandatory = isms.roles.in_force().filter(|role| role.data.mandatory);
    mandatory.map(|role| role.id).filter(|role| isms.holders(*role, visit.view.today).is_empty()).collect()
}

/// What a person should look at first: the highest risks, vacant roles, documents overdue for review.
fn attention(visit: &Visit, risks: &Risks<'_>) -> Markup {
    let isms = visit.isms();
    let overdue = isms.document_versions.in_force().filter(|one| {
        one.data.status == VersionStatus::Approved
            && one.data.review_by.is_some_and(|day| day < visit.view.today)
    });
    html! {
        section class="card" aria-labelledby="attention" {
            header { h2 id="attention" { "Look at these first" } a href={ "/" (visit.org()) "/matrix" } { "Risk matrix" } }
            ul class="links" {
                @for role in vacant_roles(visit) {
                    li { span class="tag bad" { "Vacant" } " " (show::link(visit, to(role))) }
                }
                @for one in overdue {
                    li {
                        span class="tag warn" { "Review overdue" } " " (show::link(visit, to(one.id)))
                        @if let Some(day) = one.data.review_by { " " span class="mute" { "since " (show::short_date(day)) } }
                    }
                }
                @for risk in &risks.highest {
                    @let method: Option<&MethodVersion> = show::method_of(isms, &risk.to_item());
                    li {
                        @if let Some(level) = risk.data.level { (show::level(method, Some(Scale::Risk), level.0)) } " "
                        a href=(Address::new(address::record(visit.org(), to(risk.id))).at(visit.view.moment)) { (risk.id.number()) " " (risk.data.title) }
                    }
                }
            }
        }
    }
}

fn to<I: TypedId>(id: I) -> Ref {
    Ref { kind: I::KEY, prefix: I::PREFIX, id: id.get() }
}

fn first_steps(visit: &Visit) -> Markup {
    let org = visit.org();
    html! {
        section class="empty" {
            h2 { "Start with the scope" }
            p { "Say what the ISMS covers: the activities, places, systems and people. Everything else hangs on it: the risk method, the risks, the Statement of Applicability." }
            p class="ref" { (record::list::clause("4.3")) }
            div class="actions" {
                a class="btn primary" href={ "/" (org) "/scopes/new" } { "Write down the scope" } " "
                a class="btn" href={ "/" (org) "/risk-methods/new" } { "Name the risk method" } " "
                a class="btn" href={ "/" (org) "/people/new" } { "Add a person" }
            }
        }
    }
}
