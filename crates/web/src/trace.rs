//! The trace: one page with the whole chain from a requirement, an obligation or a risk over treatment, controls and
//! the Statement of Applicability to evidence and acceptance, and what is missing in it.

use attesta_isms::{
    evidence::Showing,
    ids::{CustomControlId, EvidenceId, RiskId, ScopeId},
    kit::{AnyControl, Mood, Note, RecordType},
    soa::Line,
    trace::{Gap, Mend, Start, Trace},
};
use attesta_record::{Choice as _, Ref, TypedId as _, form::Typed};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use crate::{
    address::{self, Address},
    error::WebError,
    extract::Params,
    layout::Page,
    record, show, soa,
    visit::Visit,
};

/// How many items of a layer, and how many gaps, are shown.
const SHOWN: usize = 100;

/// The page.
pub(crate) async fn page(
    visit: Visit,
    Path((_, number)): Path<(String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let start = start(&visit, &number, &params).ok_or(WebError::NotFound)?;
    let day = show::day_of(&visit).unwrap_or(visit.view.today);
    let trace = visit.isms().trace(start, day).ok_or(WebError::NotFound)?;
    let name = name(&visit, start);
    let body = html! {
        div class="page-head" {
            div {
                div class="eyebrow" { span class="chip" { (name) } @if let Start::Line(scope, _) = start { " " (scope_name(&visit, scope)) } }
                h1 { "Trace of " (name) }
                p { (title(&visit, start)) }
            }
            form method="get" class="between" {
                @if let Start::Line(scope, _) = start { input type="hidden" name="scope" value=(scope.get()); }
                div class="field" { label for="as-of" { "See it on another day" } input id="as-of" type="date" name="as_of" max=(visit.view.today); }
                button class="btn" { "Go" }
            }
        }
        (missing(&visit, &trace))
        (layers(&visit, &trace))
    };
    let title = format!("Trace of {name}");
    Ok(Page { title: &title, crumbs: crumbs(&visit, start, &name), body }.show(&visit).into_response())
}

/// The address of a trace.
pub(crate) fn address(visit: &Visit, start: Start) -> Address {
    let at = |name: &str| Address::new(format!("/{}/trace/{name}", visit.org()));
    let there = match start {
        Start::Record(reference) => at(&reference.number()),
        Start::Line(scope, control) => at(&control.key()).with("scope", scope.get().to_string()),
    };
    there.at(visit.view.moment)
}

/// Where the trace starts: a number of a record, or with a scope a control of its statement.
fn start(visit: &Visit, number: &str, params: &Typed) -> Option<Start> {
    let named = params.get("scope").is_some();
    let line = || Some(Start::Line(soa::scope_of(visit, params)?, AnyControl::from_key(number)?));
    match attesta_isms::reference(number) {
        Some(reference) if !(named && reference.kind == CustomControlId::KEY) => {
            Some(Start::Record(reference))
        }
        _ => line(),
    }
}

fn crumbs(visit: &Visit, start: Start, name: &str) -> Vec<(String, String)> {
    let (list, at) = match start {
        Start::Record(one) => {
            let Some(kind) = attesta_isms::record_type(one.kind) else { return Vec::new() };
            (kind.schema.plural, Address::new(address::list(visit.org(), kind.schema)))
        }
        Start::Line(scope, _) => {
            let grid = Address::new(format!("/{}/soa", visit.org())).with("scope", scope.get().to_string());
            (soa::view::TITLE, grid)
        }
    };
    let page = page_of(visit, start).to_string();
    let list = (list.to_owned(), at.at(visit.view.moment).to_string());
    vec![list, (name.to_owned(), page), ("Trace".to_owned(), String::new())]
}

/// How a link of the chain is called: `R-3`, `A.8.13`.
fn name(visit: &Visit, start: Start) -> String {
    match start {
        Start::Record(reference) => reference.number(),
        Start::Line(_, control) => visit.isms().name_of(control),
    }
}

fn title(visit: &Visit, start: Start) -> String {
    match start {
        Start::Record(reference) => show::title(visit.isms(), reference),
        Start::Line(_, AnyControl::Annex(control)) => control.label().to_owned(),
        Start::Line(_, AnyControl::Own(own)) => {
            visit.isms().custom_controls.get(own).map(|one| one.data.title.to_string()).unwrap_or_default()
        }
    }
}

fn scope_name(visit: &Visit, scope: ScopeId) -> String {
    visit.isms().scopes.get(scope).map(|one| one.data.name.to_string()).unwrap_or_default()
}

/// The page of a link of the chain: its record, or its line in the grid.
fn page_of(visit: &Visit, start: Start) -> Address {
    let there = match start {
        Start::Record(reference) => Address::new(address::record(visit.org(), reference)),
        Start::Line(scope, control) => Address::new(format!("/{}/soa", visit.org()))
            .with("scope", scope.get().to_string())
            .with("line", control.key()),
    };
    there.at(visit.view.moment)
}

/// What is missing, each with the link that mends it.
fn missing(visit: &Visit, trace: &Trace<'_>) -> Markup {
    html! {
        @if trace.missing.is_empty() { div class="notice ok" { strong { "Nothing is missing in this chain." } } }
        @else {
            section class="card missing" aria-labelledby="missing" {
                header { h2 id="missing" { "Missing " span class="badge" { (trace.missing.len()) } } }
                ul class="chain" {
                    @for one in trace.missing.iter().take(SHOWN) {
                        li {
                            span class="chip" { (name(visit, one.at)) } " "
                            a href=(page_of(visit, one.at)) { (title(visit, one.at)) } " "
                            span { (one.gap.words()) ". " }
                            @if let Some(there) = mend(visit, &one.mend) { a class="btn sm" href=(there) aria-label={ (one.gap.mending()) ": " (name(visit, one.at)) } { (one.gap.mending()) } }
                        }
                    }
                }
                @if trace.missing.len() > SHOWN { p class="pad mute" { "The first " (SHOWN) " are shown." } }
            }
        }
    }
}

/// Where something is mended, as far as this account may, and only in the present.
fn mend(visit: &Visit, mend: &Mend) -> Option<Address> {
    if !visit.present() {
        return None;
    }
    let may = |kind: &'static RecordType, verb: &str| visit.member.may(kind, verb);
    match mend {
        Mend::Amend(one) => {
            let kind = attesta_isms::record_type(one.kind).filter(|kind| may(kind, "amend"))?;
            let there = format!("{}/edit", address::record(visit.org(), *one));
            kind.settled(visit.isms(), one.id).is_none().then(|| Address::new(there))
        }
        Mend::Do(one, verb) => {
            attesta_isms::record_type(one.kind).filter(|kind| may(kind, verb))?;
            Some(Address::new(format!("{}/do/{verb}", address::record(visit.org(), *one))))
        }
        Mend::Create(kind, field, value) => {
            let kind = attesta_isms::record_type(kind).filter(|kind| may(kind, "create"))?;
            Some(Address::new(format!("{}/new", address::list(visit.org(), kind.schema))).with(field, value))
        }
        Mend::Answer(scope, control) => {
            let there = page_of(visit, Start::Line(*scope, *control)).with("edit", "1");
            soa::view::may_answer(visit).then_some(there)
        }
    }
}

/// The layers of the chain, from why to what remains.
fn layers(visit: &Visit, trace: &Trace<'_>) -> Markup {
    let day = show::day_of(visit).unwrap_or(visit.view.today);
    let of = |one: Ref| Start::Record(one);
    let record = |one: Ref| item(visit, trace, of(one), &html! { (facts(visit, one, day)) });
    let needs = trace.needs.iter().map(|one| record(*one)).collect();
    let treatments = trace.treatments.iter().map(|one| record(record::reference(&one.to_item()))).collect();
    let controls = trace.controls.iter().map(|one| record(record::reference(&one.to_item()))).collect();
    let lines = trace.lines.iter().map(|(scope, line)| line_item(visit, trace, *scope, line)).collect();
    let shown = |one: &Showing| {
        let address = one.record.map(|id| {
            address::record(
                visit.org(),
                Ref { kind: EvidenceId::KEY, prefix: EvidenceId::PREFIX, id: id.get() },
            )
        });
        html! {
            span class="chip" { (one.control.number()) } " "
            @if let Some(address) = address { a href=(Address::new(address).at(visit.view.moment)) { (one.what) } } @else { (one.what) }
            @if let Some(place) = &one.place { " " span class="mute" { (place) } }
            @if let Some(day) = one.on { " " (show::short_date(day)) }
            @if !one.counts { " " span class="tag warn" { "Stale" } }
        }
    };
    let evidence = trace.evidence.iter().map(shown).collect();
    let acceptances = trace.acceptances.iter().map(|one| record(record::reference(&one.to_item()))).collect();
    html! {
        ol class="trace" {
            (layer("why", "Risks, obligations, requirements", "Nothing makes it necessary.", needs))
            (layer("treatment", "Treatment", "No risk is treated here.", treatments))
            (layer("controls", "Controls of the organisation", "No control of the organisation is named.", controls))
            (layer("lines", soa::view::TITLE, "No line of a statement belongs to it.", lines))
            (layer("evidence", "Evidence", "Nothing is shown.", evidence))
            (layer("acceptance", "Acceptance of what remains", "Nothing is accepted.", acceptances))
        }
    }
}

fn layer(id: &str, heading: &str, nothing: &str, items: Vec<Markup>) -> Markup {
    let count = items.len();
    html! {
        li {
            section class="card" aria-labelledby={ "l-" (id) } {
                header { h2 id={ "l-" (id) } { (heading) " " span class="badge" { (count) } } }
                @if items.is_empty() { p class="pad mute" { (nothing) } }
                @else { ul class="chain" { @for item in items.into_iter().take(SHOWN) { li { (item) } } } }
                @if count > SHOWN { p class="pad mute" { "The first " (SHOWN) " are shown." } }
            }
        }
    }
}

/// A link of the chain: its number leads to its own trace, its name to its page; then facts, and what is missing in it.
fn item(visit: &Visit, trace: &Trace<'_>, start: Start, facts: &Markup) -> Markup {
    // That a residual is too low is a note of the risk already.
    let here = trace.missing.iter().filter(|one| one.at == start && !matches!(one.gap, Gap::TooLow(_)));
    html! {
        a class="chip" href=(address(visit, start)) aria-label={ "Trace of " (name(visit, start)) } { (name(visit, start)) } " "
        a href=(page_of(visit, start)) { (title(visit, start)) }
        (facts)
        @for one in here { " " span class="tag warn" { (one.gap.words()) } }
    }
}

/// Status, level and notes of a record.
fn facts(visit: &Visit, reference: Ref, day: jiff::civil::Date) -> Markup {
    let Some(kind) = attesta_isms::record_type(reference.kind) else { return html! {} };
    let Some(item) = visit.isms().item(reference) else { return html! {} };
    let method = show::method_of(visit.isms(), &item);
    let fields = ["status", "options", "kind", "level", "residual_level"];
    let shown =
        fields.iter().filter_map(|name| kind.schema.field(name)).filter(|one| !item.get(one.name).is_none());
    let notes: Vec<Note> = if item.retired { Vec::new() } else { kind.notes(visit.isms(), item.id, day) };
    // What is bad of a risk is among what is missing, in other words.
    let told = |note: &&Note| note.mood != Mood::Bad || reference.kind != RiskId::KEY;
    html! {
        @for field in shown { " " span class="fact" { span class="mute" { (field.label) } " " (show::value(visit, field, item.get(field.name), method)) } }
        @if item.retired { " " span class="tag" { "Retired" } }
        @for note in notes.iter().filter(told) { " " (record::page::note(note)) }
    }
}

fn line_item(visit: &Visit, trace: &Trace<'_>, scope: ScopeId, line: &Line<'_>) -> Markup {
    let status = line.status();
    let facts = html! {
        " " span class="mute" { (scope_name(visit, scope)) } " "
        @match line.applicable() {
            Some(true) => span class="tag ok" { "Applicable" },
            Some(false) => span class="tag" { "Left out" },
            None => span class="none" { "Unanswered" },
        }
        " " (soa::status_mark(status))
        @for control in &line.controls { " " span class="mute" { "by " (control.id.number()) } }
    };
    item(visit, trace, Start::Line(scope, line.control), &facts)
}
