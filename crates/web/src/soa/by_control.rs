//! The statement by the organisation's own controls: what each implements, for which risks it is needed, how far it is,
//! what shows it.

use std::collections::{BTreeMap, BTreeSet};

use attesta_isms::{
    controls::Control,
    evidence::Showing,
    ids::{ControlId, RiskId, ScopeId},
    kit::Owner,
    soa::{ImplementationStatus, Line},
    trace::Start,
};
use attesta_record::{
    Choice as _, Entity, FieldType as _, Ref, TypedId as _, Value, filter::NOTHING, form::Typed,
};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::{line_address, scope_of, statement, status_mark, tab, view, view_head};
use crate::{
    address::{self, Address},
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record, show, trace,
    visit::Visit,
};

/// How many lines, and how many risks, are shown of a control.
const SHOWN: usize = 8;

/// A control with what belongs to it in the scope.
struct Own<'a> {
    control: &'a Entity<Control>,
    lines: Vec<&'a Line<'a>>,
    risks: BTreeSet<RiskId>,
    /// What shows today that it works.
    shown: Vec<Showing>,
}

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let Some(scope) = scope_of(&visit, &params) else { return Ok(view::without_scope(&visit)) };
    let lines = statement(&visit, scope);
    let all = controls(&visit, scope, &lines);
    let shown: Vec<&Own<'_>> = all.iter().filter(|own| fits(own, &params)).collect();
    let body = html! {
        (view_head(&visit, scope, "by-control", "The measures that the organisation runs: what each implements, for which risks it is needed, how far it is, and what shows that it works."))
        (meter(&visit, scope, &all, &lines))
        div class="list-bar" {
            p { b { (shown.len()) } @if shown.len() == 1 { " control" } @else { " controls" } }
            @if shown.len() < all.len() { a href=(tab(&visit, scope, "by-control")) { "All controls" } }
        }
        @if shown.is_empty() { p class="mute" { "No control of the organisation works in this scope, or none is as chosen." } }
        @else { (table(&visit, scope, &shown)) }
    };
    Ok(Page { title: "SoA by control", crumbs: vec![], body }.show(&visit).into_response())
}

fn controls<'a>(visit: &'a Visit, scope: ScopeId, lines: &'a [Line<'a>]) -> Vec<Own<'a>> {
    let (isms, today) = (visit.isms(), show::day_of(visit).unwrap_or(visit.view.today));
    let mut naming: BTreeMap<ControlId, Vec<RiskId>> = BTreeMap::new();
    for treatment in isms.treatments.in_force() {
        for control in &treatment.data.controls {
            naming.entry(*control).or_default().push(treatment.data.risk);
        }
    }
    let own = |control: &'a Entity<Control>| {
        let lines: Vec<&Line<'_>> =
            lines.iter().filter(|line| line.controls.iter().any(|one| one.id == control.id)).collect();
        let reasons = lines.iter().flat_map(|line| &line.reasons);
        let risks = reasons.filter(|reason| reason.live && reason.source.kind == RiskId::KEY);
        let mut risks: BTreeSet<RiskId> = risks.map(|reason| RiskId::new(reason.source.id)).collect();
        risks.extend(naming.get(&control.id).into_iter().flatten().copied());
        risks.retain(|risk| {
            isms.risks.get(*risk).is_some_and(|one| !one.retired && isms.lies_in(one.data.scope, scope))
        });
        let mut shown = isms.showing(control.id, today);
        shown.retain(|one| one.counts);
        Own { control, lines, risks, shown }
    };
    let here = isms.controls.in_force().filter(|control| isms.reaches(control.data.scope, scope));
    here.map(own).collect()
}

/// Whether a control is shown: by status, without owner, without evidence.
fn fits(own: &Own<'_>, params: &Typed) -> bool {
    let control = &own.control.data;
    let open = |name: &str, missing: bool| one(params, name) != NOTHING || missing;
    (one(params, "status").is_empty() || one(params, "status") == control.status.key())
        && open("owner", control.owner.is_none())
        && open("evidence", own.shown.is_empty())
        && open("implements", own.lines.is_empty())
}

fn meter(visit: &Visit, scope: ScopeId, all: &[Own<'_>], lines: &[Line<'_>]) -> Markup {
    let counted = |name: &str, value: &str| {
        let params = Typed::from([(name.to_owned(), vec![value.to_owned()])]);
        let count = all.iter().filter(|own| fits(own, &params)).count();
        (count, tab(visit, scope, "by-control").with(name, value))
    };
    let statuses = ImplementationStatus::words()
        .iter()
        .map(|word| (word.label.to_lowercase(), counted("status", word.key)));
    let open = [
        ("without owner", "owner"),
        ("without evidence", "evidence"),
        ("implementing nothing", "implements"),
    ];
    let open = open.into_iter().map(|(text, name)| (text.to_owned(), counted(name, NOTHING)));
    let bare = |line: &&Line<'_>| super::applicable(line) == "yes" && line.controls.is_empty();
    let bare_there = tab(visit, scope, "").with("applicable", "yes").with("control", NOTHING);
    html! {
        dl class="meter" {
            @for (text, (count, there)) in statuses.chain(open) {
                div { dt { (text) } dd { a href=(there) { (count) } } }
            }
            div { dt { "applicable lines that no control implements" } dd { a href=(bare_there) { (lines.iter().filter(bare).count()) } } }
        }
    }
}

fn table(visit: &Visit, scope: ScopeId, shown: &[&Own<'_>]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Controls of the organisation" {
            table class="data" {
                thead { tr { th scope="col" { "No." } th scope="col" { "Control" } th scope="col" { "Owner" } th scope="col" { "Status" } th scope="col" { "Implements" } th scope="col" { "Needed for" } th scope="col" { "Evidence" } } }
                tbody { @for own in shown { (row(visit, scope, own)) } }
            }
        }
    }
}

fn row(visit: &Visit, scope: ScopeId, own: &Own<'_>) -> Markup {
    let control = &own.control.data;
    let reference = record::reference(&own.control.to_item());
    let chain = trace::address(visit, Start::Record(reference));
    html! {
        tr {
            td class="id" { a class="chip" href=(chain) title={ "Trace of " (reference.number()) } { (reference.number()) } }
            th scope="row" { a href=(Address::new(address::record(visit.org(), reference)).at(visit.view.moment)) { (control.title) } }
            td { (owner(visit, control.owner)) }
            td { (status_mark(Some(control.status))) @if let Some(day) = control.status_on { " " small class="mute" { "since " (show::short_date(day)) } } }
            td {
                @if own.lines.is_empty() { span class="none" { "Nothing" } }
                @else {
                    a href=(tab(visit, scope, "").with("control", reference.number())) { (own.lines.len()) @if own.lines.len() == 1 { " line" } @else { " lines" } }
                    ul class="inline" { @for line in own.lines.iter().take(SHOWN) { li { a class="chip" href=(line_address(visit, scope, line.control)) title=(line.title()) { (line.reference()) } } } }
                }
            }
            td { (risks(visit, &own.risks, &chain)) }
            td {
                @if own.shown.is_empty() { span class="none" { "None" } }
                @else {
                    (own.shown.len())
                    @if let Some(day) = own.shown.iter().filter_map(|one| one.on).max() { " " small class="mute" { "latest " (show::short_date(day)) } }
                }
            }
        }
    }
}

fn owner(visit: &Visit, owner: Option<Owner>) -> Markup {
    if let Some(Value::Ref(one)) = owner.map(|owner| owner.to_value()) {
        show::link(visit, one)
    } else {
        html! { span class="none" { "Nobody" } }
    }
}

fn risks(visit: &Visit, risks: &BTreeSet<RiskId>, chain: &Address) -> Markup {
    html! {
        @if risks.is_empty() { span class="none" { "No risk" } }
        @else {
            ul class="inline" {
                @for risk in risks.iter().take(SHOWN) {
                    @let reference = Ref { kind: RiskId::KEY, prefix: RiskId::PREFIX, id: risk.get() };
                    li { a class="chip" href=(Address::new(address::record(visit.org(), reference)).at(visit.view.moment)) title=(show::title(visit.isms(), reference)) { (risk.number()) } }
                }
                @if risks.len() > SHOWN { li { a href=(chain) { "and " (risks.len() - SHOWN) " more" } } }
            }
        }
    }
}
