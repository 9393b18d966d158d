//! The risk register (6.1.2, 8.2): all risks in force of a scope and its parts, or of all scopes.

use std::{cmp::Reverse, collections::BTreeMap};

use attesta_isms::{
    Isms,
    ids::ScopeId,
    risk::{Risk, Standing, Treatment},
};
use attesta_record::{Choice as _, Entity, Level, TypedId as _};
use jiff::civil::Date;

use crate::{
    asked::Basis,
    names::{self, to},
    report::{Cell, Fact, Part, Report, Section, Table},
};

/// The register.
pub(crate) fn register(basis: Basis<'_>, scope: Option<ScopeId>) -> Report {
    let isms = basis.isms;
    let risks: Vec<&Entity<Risk>> = isms
        .risks
        .in_force()
        .filter(|risk| scope.is_none_or(|scope| isms.lies_in(risk.data.scope, scope)))
        .collect();
    let mut facts = vec![basis.scope_fact(scope), Fact::new("Risks in force", risks.len())];
    facts.extend(basis.facts(false));
    facts.push(Fact::new("Standard", "ISO/IEC 27001:2022, clauses 6.1.2, 6.1.3 and 8.2"));
    Report {
        title: "Risk register".to_owned(),
        organisation: basis.organisation(),
        classification: None,
        day: basis.day,
        edition: basis.day.to_string(),
        facts,
        sections: vec![summary(isms, &risks), all(basis, &risks)],
    }
}

/// The three levels of a risk: without controls, as things are, after treatment.
fn levels(risk: &Risk) -> [Option<Level>; 3] {
    [risk.inherent_level, risk.level, risk.residual_level]
}

/// How many risks have a level: without controls, as things are, after treatment.
type Counts = [usize; 3];

/// How many risks have which level, the worst first.
fn summary(isms: &Isms, risks: &[&Entity<Risk>]) -> Section {
    let mut counts = BTreeMap::<(Reverse<Option<Level>>, String), (Cell, Counts)>::new();
    for risk in risks {
        for (at, level) in levels(&risk.data).into_iter().enumerate() {
            let cell = match names::level(isms, risk.data.scope, risk.data.method_version, level) {
                Cell::Nothing => Cell::from("Not assessed"),
                cell => cell,
            };
            let entry = counts.entry((Reverse(level), cell.text())).or_insert((cell, [0; 3]));
            entry.1[at] += 1;
        }
    }
    let columns = [("Level", 20), ("Inherent", 12), ("Current", 12), ("Residual", 12)];
    let mut table = Table::new("Summary", &columns);
    table.rows.extend(
        counts
            .into_values()
            .map(|(level, counts)| std::iter::once(level).chain(counts.map(Cell::from)).collect()),
    );
    Section { heading: "Risks by level".to_owned(), parts: vec![Part::Table(table)] }
}

fn all(basis: Basis<'_>, risks: &[&Entity<Risk>]) -> Section {
    let columns = [
        ("Number", 9),
        ("Risk", 32),
        ("Scope", 14),
        ("Owner", 16),
        ("Inherent", 11),
        ("Current", 11),
        ("Residual", 11),
        ("Options", 10),
        ("Controls made necessary", 16),
        ("Acceptance", 16),
        ("Accepted by", 15),
        ("Until", 11),
        ("Next review", 13),
    ];
    let mut table = Table { main: true, ..Table::new("Risks", &columns) };
    table.rows.extend(risks.iter().map(|risk| row(basis, risk)));
    Section { heading: "Risks".to_owned(), parts: vec![Part::Table(table)] }
}

fn row(basis: Basis<'_>, on: &Entity<Risk>) -> Vec<Cell> {
    let (isms, risk) = (basis.isms, &on.data);
    let treatment = isms.treatment_of(on.id).map(|one| &one.data);
    let [inherent, current, residual] =
        levels(risk).map(|level| names::level(isms, risk.scope, risk.method_version, level));
    let [standing, by, until] = acceptance(isms, on, basis.day);
    vec![
        Cell::from(on.id.number()),
        Cell::from(risk.title.as_str()),
        Cell::from(names::title(isms, to(risk.scope))),
        names::owner(isms, risk.owner),
        inherent,
        current,
        residual,
        Cell::from(treatment.map(options).unwrap_or_default()),
        Cell::from(treatment.map(|one| necessary(isms, one)).unwrap_or_default()),
        standing,
        by,
        until,
        Cell::from(risk.review_on),
    ]
}

fn options(treatment: &Treatment) -> String {
    treatment.options.iter().map(attesta_record::Choice::label).collect::<Vec<_>>().join(", ")
}

/// The controls that a treatment makes necessary, by their references.
fn necessary(isms: &Isms, treatment: &Treatment) -> String {
    let annex = treatment.necessary.iter().map(|control| control.key().to_owned());
    let own = treatment.necessary_own.iter().filter_map(|id| isms.custom_controls.get(*id));
    annex.chain(own.map(|control| control.data.reference.to_string())).collect::<Vec<_>>().join(", ")
}

/// How the acceptance of a risk stands on a day, who accepted it, and until when.
fn acceptance(isms: &Isms, on: &Entity<Risk>, day: Date) -> [Cell; 3] {
    let Some(acceptance) = isms.acceptance_of(on.id) else {
        return [Cell::Nothing, Cell::Nothing, Cell::Nothing];
    };
    let standing = match isms.standing(acceptance, day) {
        Standing::Valid => "Valid".to_owned(),
        Standing::Stale(why) => format!("Stale: {why}"),
        Standing::Expired => "Expired".to_owned(),
        Standing::Replaced => "Replaced".to_owned(),
    };
    let by = names::person(isms, acceptance.data.accepted_by);
    [Cell::from(standing), by, Cell::Day(acceptance.data.until)]
}
