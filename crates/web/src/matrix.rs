//! The risk matrix: how many risks lie in each cell, and how treatment moves them from inherent to residual.

use std::{cmp::Reverse, collections::BTreeMap};

use attesta_isms::{
    ids::{MethodVersionId, RiskId, ScopeId},
    risk::{MethodVersion, Risk},
};
use attesta_record::{Entity, Level, Scale, TypedId as _};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::{
    address::Address,
    error::WebError,
    extract::{Params, one},
    layout::Page,
    record, show,
    visit::Visit,
};

/// How many arrows are drawn; beyond that they hide each other.
const MOST_ARROWS: usize = 10;
/// How many moves are listed.
const MOST_MOVES: usize = 200;

/// Which of the three assessments is counted.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Inherent,
    Current,
    Residual,
}

const STAGES: [(Stage, &str, &str); 3] = [
    (Stage::Current, "current", "Current"),
    (Stage::Inherent, "inherent", "Inherent"),
    (Stage::Residual, "residual", "Residual"),
];

type Place = (u8, u8);

/// The page.
pub(crate) async fn page(visit: Visit, Params(params): Params) -> Result<Response, WebError> {
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let isms = visit.isms();
    let scopes: Vec<ScopeId> = isms.scopes.in_force().map(|scope| scope.id).collect();
    let chosen = one(&params, "scope").parse().ok().map(ScopeId::new).filter(|scope| scopes.contains(scope));
    let stage = STAGES.iter().find(|(_, key, _)| *key == one(&params, "stage")).unwrap_or(&STAGES[0]);
    let method = chosen.map_or_else(
        || scopes.iter().find_map(|scope| isms.method_in_force(*scope)),
        |scope| isms.method_in_force(scope),
    );
    let in_scope = |risk: &&Entity<Risk>| {
        chosen.is_none_or(|scope| isms.scope_and_parents(risk.data.scope).any(|one| one.id == scope))
    };
    let risks = || isms.risks.in_force().filter(in_scope);
    let body = html! {
        div class="page-head" {
            div { h1 { "Risk matrix" } p { "Risks by likelihood and consequence, on the scales of the method in force. Arrows lead from inherent to residual." } }
        }
        (choice(&visit, &scopes, chosen, stage.1))
        @match method {
            Some(method) => (drawing(&visit, &method.data, &Counted::of(risks(), method.id, stage.0), stage.0, stage.2)),
            None => {
                section class="empty" {
                    h2 { "No risk method is in force" }
                    p { "The matrix stands in a version of a risk method. Write one and approve it; then risks can be assessed." }
                    p class="ref" { (record::list::clause("6.1.2")) }
                    div class="actions" { a class="btn primary" href={ "/" (visit.org()) "/risk-methods" } { "Risk methods" } }
                }
            }
        }
    };
    Ok(Page { title: "Risk matrix", crumbs: vec![], body }.show(&visit).into_response())
}

fn choice(visit: &Visit, scopes: &[ScopeId], chosen: Option<ScopeId>, stage: &str) -> Markup {
    html! {
        form method="get" class="between" {
            @if let attesta_gate::Moment::After(sequence) = visit.view.moment { input type="hidden" name="at" value=(sequence); }
            div class="field" {
                label for="scope" { "Scope" }
                select id="scope" name="scope" data-autosubmit {
                    option value="" { "All" }
                    @for scope in scopes {
                        @if let Some(entity) = visit.isms().scopes.get(*scope) {
                            option value=(scope.get()) selected[chosen == Some(*scope)] { (entity.data.name) }
                        }
                    }
                }
            }
            div class="field" {
                label for="stage" { "Count" }
                select id="stage" name="stage" data-autosubmit {
                    @for (_, key, label) in STAGES { option value=(key) selected[key == stage] { (label) } }
                }
            }
            button class="btn" { "Show" }
        }
    }
}

fn place(risk: &Risk, stage: Stage) -> Option<Place> {
    let (likelihood, consequence) = match stage {
        Stage::Inherent => (risk.inherent_likelihood, risk.inherent_consequence),
        Stage::Current => (risk.likelihood, risk.consequence),
        Stage::Residual => (risk.residual_likelihood, risk.residual_consequence),
    };
    Some((likelihood?.0, consequence?.0))
}

/// The list of the risks of one cell, where the list can show exactly these.
fn cell_address(visit: &Visit, stage: Stage, (likelihood, consequence): Place) -> Address {
    let (a, b) = match stage {
        Stage::Inherent => ("inherent_likelihood", "inherent_consequence"),
        Stage::Current => ("likelihood", "consequence"),
        Stage::Residual => ("residual_likelihood", "residual_consequence"),
    };
    let list = Address::new(format!("/{}/risks", visit.org())).at(visit.view.moment);
    list.with(a, likelihood.to_string()).with(b, consequence.to_string())
}

/// What the drawing shows of all risks, counted in one go: there may be very many.
struct Counted<'a> {
    /// How many lie in each cell.
    counts: BTreeMap<Place, usize>,
    /// How many lie in none.
    unassessed: usize,
    /// How many were assessed by another version of the method.
    other: usize,
    /// How many treatment moves to another cell.
    moving: usize,
    /// Those of them with the highest inherent levels.
    arrows: Vec<Arrow>,
    /// The first that have both an inherent and a residual level.
    judged: Vec<&'a Entity<Risk>>,
}

/// A risk that treatment moves to another cell, with both cells, sorted by the inherent level, highest first.
type Arrow = (Reverse<Option<Level>>, RiskId, Place, Place);

impl<'a> Counted<'a> {
    fn of(risks: impl Iterator<Item = &'a Entity<Risk>>, version: MethodVersionId, stage: Stage) -> Self {
        let (mut counts, mut moving, mut judged) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (mut unassessed, mut other) = (0, 0);
        for risk in risks {
            // Only results by this version can be compared on its scales.
            if risk.data.method_version.is_some_and(|one| one != version) {
                other += 1;
                continue;
            }
            match place(&risk.data, stage) {
                Some(place) => *counts.entry(place).or_default() += 1,
                None => unassessed += 1,
            }
            let ends = (place(&risk.data, Stage::Inherent), place(&risk.data, Stage::Residual));
            if let (Some(from), Some(to)) = ends
                && from != to
            {
                moving.push((Reverse(risk.data.inherent_level), risk.id, from, to));
            }
            let both = risk.data.inherent_level.is_some() && risk.data.residual_level.is_some();
            if both && judged.len() < MOST_MOVES {
                judged.push(risk);
            }
        }
        let moves = moving.len();
        if moves > MOST_ARROWS {
            moving.select_nth_unstable(MOST_ARROWS);
            moving.truncate(MOST_ARROWS);
        }
        moving.sort_unstable();
        Self { counts, unassessed, other, moving: moves, arrows: moving, judged }
    }
}

fn drawing(
    visit: &Visit,
    method: &MethodVersion,
    counted: &Counted<'_>,
    stage: Stage,
    label: &str,
) -> Markup {
    let (counts, moving) = (&counted.counts, counted.moving);
    let total: usize = counts.values().sum();
    html! {
        dl class="meter" {
            div { dt { "on the matrix" } dd { (total) } }
            div { dt { "not assessed" } dd { (counted.unassessed) } }
            @if counted.other > 0 { div { dt { "by another method version" } dd { (counted.other) } } }
        }
        figure class={ "matrix c" (method.consequences.len()) } aria-label="Risk matrix" {
            div class="scroll" tabindex="0" role="region" aria-label="Risk matrix, drawing" { (svg(method, &counted.arrows, counts, label)) }
            ul class="legend" aria-label="Legend" {
                @for at in 1..=method.levels.len() {
                    li { (show::level(Some(method), Some(Scale::Risk), u8::try_from(at).unwrap_or(7))) }
                }
                li { svg viewBox="0 0 36 16" aria-hidden="true" { circle class="from" cx="6" cy="8" r="4" {} path class="arrow" d="M10 8H32" {} } " From inherent to residual" @if moving > MOST_ARROWS { ": the " (MOST_ARROWS) " highest of " (moving) } }
            }
        }
        details class="more" {
            summary { "The same numbers as tables" }
            div class="flow" { (counts_table(visit, method, counts, stage, label)) (moves_table(visit, method, &counted.judged)) }
        }
    }
}

fn svg(method: &MethodVersion, moving: &[Arrow], counts: &BTreeMap<Place, usize>, label: &str) -> Markup {
    let (rows, columns) = (method.likelihoods.len(), method.consequences.len());
    let (width, height) = (128 + 116 * columns + 12, 12 + 76 * rows + 54);
    let x = |consequence: usize| 128 + 116 * (consequence - 1);
    let y = |likelihood: usize| 12 + 76 * (rows - likelihood);
    let cell = |l: usize, c: usize| {
        let level = |at: usize| u8::try_from(at).ok().map(Level);
        method.level(level(l), level(c)).map(|level| (level.0, level.shade(method.levels.len())))
    };
    let name = |at: usize, of: &[(String, String)]| {
        of.get(at - 1).map(|(name, _)| format!("{at} {name}")).unwrap_or_default()
    };
    let (likelihoods, consequences) =
        (show::words(Some(method), Scale::Likelihood), show::words(Some(method), Scale::Consequence));
    let levels = show::words(Some(method), Scale::Risk);
    html! {
        svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-labelledby="mx-t mx-d" {
            title id="mx-t" { (label) " risks by likelihood and consequence" }
            desc id="mx-d" { "A grid of " (rows) " by " (columns) " with " (counts.values().sum::<usize>()) " risks. The same numbers stand in the tables below." }
            defs {
                marker id="tip" viewBox="0 0 10 10" refX="7.5" refY="5" markerWidth="14" markerHeight="14" markerUnits="userSpaceOnUse" orient="auto" {
                    path class="tip" d="M.5 .8 9.2 5 .5 9.2 2.6 5z" {}
                }
            }
            @for l in 1..=rows { @for c in 1..=columns {
                g class={ "cell level-" (cell(l, c).map_or(1, |(_, class)| class)) } { rect x=(x(c)) y=(y(l)) width="112" height="72" rx="6" {} }
            } }
            @for l in 1..=rows { text x="116" y=(y(l) + 40) text-anchor="end" { (name(l, &likelihoods)) } }
            @for c in 1..=columns { text x=(x(c) + 56) y=(12 + 76 * rows + 18) text-anchor="middle" { (name(c, &consequences)) } }
            text class="axis" x="116" y="10" text-anchor="end" { "Likelihood" }
            text class="axis" x=(width - 16) y=(height - 8) text-anchor="end" { "Consequence" }
            (arrows(moving, rows))
            @for l in 1..=rows { @for c in 1..=columns {
                g class={ "cell level-" (cell(l, c).map_or(1, |(_, class)| class)) } {
                    @if let Some(count) = counts.get(&(u8::try_from(l).unwrap_or(0), u8::try_from(c).unwrap_or(0))) { text x=(x(c) + 11) y=(y(l) + 25) { (count) } }
                    @if let Some((level, _)) = cell(l, c) { text class="sub" x=(x(c) + 102) y=(y(l) + 62) text-anchor="end" { (levels.get(usize::from(level) - 1).map_or("", |(name, _)| name.as_str())) } }
                }
            } }
        }
    }
}

/// From the inherent to the residual cell. Arrows of one cell start side by side.
fn arrows(moving: &[Arrow], rows: usize) -> Markup {
    let mut started: BTreeMap<Place, usize> = BTreeMap::new();
    let mut moves = Vec::new();
    for (_, id, from, to) in moving {
        let nth = started.entry(*from).or_default();
        let shift = [0, 18, -18, 36, -36][*nth % 5];
        *nth += 1;
        moves.push((*id, centre(*from, rows, shift), centre(*to, rows, shift / 2)));
    }
    html! {
        @for (id, (x1, y1), (x2, y2)) in &moves {
            @let line = format!("M{x1} {y1} L{x2} {y2}");
            g {
                title { (id.number()) }
                path class="halo" d=(line) {}
                path class="arrow" d=(line) marker-end="url(#tip)" {}
                circle class="from" cx=(x1) cy=(y1) r="4.5" {}
            }
        }
    }
}

fn centre((likelihood, consequence): Place, rows: usize, shift: i64) -> (i64, i64) {
    let row = i64::try_from(rows).unwrap_or(7) - i64::from(likelihood);
    (128 + 116 * (i64::from(consequence) - 1) + 56 + shift, 12 + 76 * row + 36)
}

fn counts_table(
    visit: &Visit,
    method: &MethodVersion,
    counts: &BTreeMap<Place, usize>,
    stage: Stage,
    label: &str,
) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Counts" {
            table class="data counts" {
                caption { (label) " risks, how many" }
                thead { tr { th scope="col" { "Likelihood" } @for one in &method.consequences { th scope="col" { (one.name) } } } }
                tbody {
                    @for (l, row) in (1_u8..).zip(&method.likelihoods).collect::<Vec<_>>().into_iter().rev() {
                        tr {
                            th scope="row" { (row.name) }
                            @for (c, _) in (1_u8..).zip(&method.consequences) {
                                td class="num" {
                                    @if let Some(count) = counts.get(&(l, c)) { a href=(cell_address(visit, stage, (l, c))) { (count) } } @else { "0" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn moves_table(visit: &Visit, method: &MethodVersion, risks: &[&Entity<Risk>]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="From inherent to residual" {
            table class="data" {
                caption { "From inherent to residual" }
                thead { tr { th scope="col" { "No." } th scope="col" { "Risk" } th scope="col" { "Inherent" } th scope="col" { "Current" } th scope="col" { "Residual" } } }
                tbody {
                    @for risk in risks {
                        tr {
                            td class="id" { (risk.id.number()) }
                            th scope="row" { a href=(Address::new(format!("/{}/risks/{}", visit.org(), risk.id.get())).at(visit.view.moment)) { (risk.data.title) } }
                            @for level in [risk.data.inherent_level, risk.data.level, risk.data.residual_level] {
                                td { @if let Some(level) = level { (show::level(Some(method), Some(Scale::Risk), level.0)) } @else { span class="none" { "Not assessed" } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
