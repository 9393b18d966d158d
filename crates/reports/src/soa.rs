//! The Statement of Applicability of a scope (6.1.3 d): a version as it was frozen, or the draft that follows from the
//! records of a day.

use attesta_isms::{
    Isms,
    ids::ScopeId,
    kit::ControlRef,
    soa::{FrozenLine, ImplementationStatus, Line, LineChange, SoaStatus, SoaVersion, compare},
};
use attesta_record::{Choice as _, Entity, Ref, Text, TypedId as _};
use attesta_standard::Theme;

use crate::{
    asked::{Basis, Refused, version_named},
    names::{self, listed, to},
    report::{Cell, Fact, Part, Report, Section, Table},
};

/// What controls of an organisation's own sets stand under.
const OWN: &str = "Own set";

/// How many records that need a control are named in its row; of the others, only the numbers are.
const MOST_CALLED: usize = 25;

/// One row, from a frozen line or from the records.
struct Row {
    reference: String,
    title: String,
    applicable: Option<bool>,
    status: Option<ImplementationStatus>,
    reasons: String,
    justification: Option<Text>,
    controls: String,
}

/// The version of a name.
pub(crate) fn version<'a>(
    isms: &'a Isms,
    scope: Option<ScopeId>,
    named: &str,
) -> Result<&'a Entity<SoaVersion>, Refused> {
    let versions = isms.soa_versions.iter().map(|one| (one, one.data.scope, &one.data.version));
    version_named(isms, versions, scope, named)
}

/// The report of a version, or of the draft where none is named. A version that is a draft itself has no lines yet: its
/// rows follow from the records.
pub(crate) fn statement(
    basis: Basis<'_>,
    scope: ScopeId,
    version: Option<&Entity<SoaVersion>>,
    public: bool,
) -> Report {
    let frozen = version.filter(|one| one.data.status != SoaStatus::Draft);
    let lines = frozen.map_or_else(|| basis.isms.soa_draft(scope, basis.day), |one| one.data.lines.clone());
    let rows: Vec<Row> = match frozen {
        Some(_) => lines.iter().map(Row::frozen).collect(),
        None => {
            basis.isms.statement(scope, basis.day).iter().map(|line| Row::live(basis.isms, line)).collect()
        }
    };
    let mut sections = vec![summary(&rows), controls(&rows, public)];
    if !public {
        sections.extend(changes(basis, scope, version, &lines));
        sections.extend(frozen.and_then(|_| named(basis.isms, &lines)));
    }
    let classification = version.and_then(|one| one.data.classification.as_ref()).map(ToString::to_string);
    Report {
        title: "Statement of Applicability".to_owned(),
        organisation: frozen
            .and_then(|one| one.data.of_organisation.as_ref())
            .map_or_else(|| basis.organisation(), ToString::to_string),
        classification: if public { Some("Public extract".to_owned()) } else { classification },
        day: frozen.and_then(|one| one.data.approved_on).unwrap_or(basis.day),
        edition: edition(basis, version, public),
        facts: facts(basis, scope, version, public),
        sections,
    }
}

fn edition(basis: Basis<'_>, version: Option<&Entity<SoaVersion>>, public: bool) -> String {
    let edition = version.map_or_else(|| format!("draft {}", basis.day), |one| one.data.version.to_string());
    if public { format!("{edition} public") } else { edition }
}

fn facts(basis: Basis<'_>, scope: ScopeId, version: Option<&Entity<SoaVersion>>, public: bool) -> Vec<Fact> {
    let standard = Fact::new("Standard", "ISO/IEC 27001:2022, clause 6.1.3 d and Annex A");
    let frozen = version.and_then(|one| one.data.scope_name.as_ref()).map(ToString::to_string);
    let name = frozen.unwrap_or_else(|| names::title(basis.isms, to(scope)));
    let Some(version) = version else {
        let status = Fact::new("Version", format!("Draft as of {}", basis.day.strftime("%-d %B %Y")));
        let mut facts =
            vec![if public { Fact::new("Scope", name) } else { basis.scope_fact(Some(scope)) }, status];
        facts.extend(basis.facts(false));
        facts.push(standard);
        return facts;
    };
    let data = &version.data;
    let approved_on = Fact::new("Approved on", data.approved_on);
    let own = [Fact::new("Version", data.version.to_string()), Fact::new("Status", data.status.label())];
    if public {
        return [Fact::new("Scope", name)].into_iter().chain(own).chain([approved_on, standard]).collect();
    }
    let scope = match data.scope_revision {
        Some(revision) => Fact::new("Scope", format!("{name} ({}, revision {revision})", scope.number())),
        None => basis.scope_fact(Some(scope)),
    };
    let by = data.approved_by.map_or(Cell::Nothing, |id| names::person(basis.isms, id));
    let approval = [Fact::new("Approved by", by), approved_on];
    let changed = Fact::new("What changed", data.change_summary.as_ref());
    let classification = Fact::new("Classification", data.classification.as_ref());
    let about = own.into_iter().chain(approval).chain([classification, changed]);
    let covered = data.scope_statement.as_ref().map(|text| Fact::new("Statement of the scope", Some(text)));
    std::iter::once(scope)
        .chain(covered)
        .chain(about)
        .chain(basis.facts(data.status != SoaStatus::Draft))
        .chain([standard])
        .collect()
}

impl Row {
    /// A line as it was frozen: nothing is added and nothing is left out.
    fn frozen(line: &FrozenLine) -> Self {
        let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
        Self {
            reference: line.reference.to_string(),
            title: line.title.to_string(),
            applicable: Some(line.applicable),
            status: line.status,
            reasons: text(&line.reasons),
            justification: line.justification.clone(),
            controls: text(&line.controls),
        }
    }

    /// A line as it follows from the records, with their names.
    fn live(isms: &Isms, line: &Line<'_>) -> Self {
        let own = line.entry.into_iter().flat_map(|entry| &entry.data.also).map(|one| one.label().to_owned());
        let holding: Vec<Ref> =
            line.reasons.iter().filter(|reason| reason.live).map(|reason| reason.source).collect();
        let (called, others) = holding.split_at(holding.len().min(MOST_CALLED));
        let others: Vec<String> = others.iter().map(Ref::number).collect();
        let others = (!others.is_empty()).then(|| others.join(", "));
        let called = called.iter().map(|one| names::numbered(isms, *one));
        let reasons: Vec<String> = called.chain(others).chain(own).collect();
        Self {
            reference: line.reference().to_owned(),
            title: line.title().to_owned(),
            applicable: line.applicable(),
            status: line.status(),
            reasons: reasons.join("\n"),
            justification: line.entry.and_then(|entry| entry.data.justification.clone()),
            controls: listed(isms, line.controls.iter().map(|control| to(control.id))),
        }
    }

    fn theme(&self) -> &'static str {
        let annex = ControlRef::from_key(&self.reference).and_then(ControlRef::control);
        annex.map_or(OWN, |control| control.theme.label())
    }

    fn answer(&self) -> &'static str {
        match self.applicable {
            Some(true) => "Yes",
            Some(false) => "No",
            None => "Unanswered",
        }
    }
}

/// How many controls of each theme are applicable, and how far they are implemented.
fn summary(rows: &[Row]) -> Section {
    let mut columns =
        vec![("Theme", 13), ("Controls", 9), ("Applicable", 10), ("Left out", 8), ("Unanswered", 11)];
    columns.extend(ImplementationStatus::words().iter().map(|word| (word.label, 12)));
    let mut table = Table::new("Summary", &columns);
    let own = rows.iter().any(|row| row.theme() == OWN).then_some(OWN);
    let themes = Theme::ALL.iter().map(|theme| theme.label()).chain(own);
    table.rows.extend(themes.map(|theme| counts(theme, rows, &|row| row.theme() == theme)));
    table.rows.push(counts("All", rows, &|_| true));
    Section { heading: "Summary".to_owned(), parts: vec![Part::Table(table)] }
}

fn counts(label: &str, rows: &[Row], of: &dyn Fn(&Row) -> bool) -> Vec<Cell> {
    let count =
        |fits: &dyn Fn(&Row) -> bool| Cell::from(rows.iter().filter(|row| of(row) && fits(row)).count());
    let answers = [Some(true), Some(false), None].map(|answer| count(&|row| row.applicable == answer));
    let statuses = ImplementationStatus::words().iter();
    let statuses =
        statuses.map(|word| count(&|row| row.status.is_some_and(|status| status.key() == word.key)));
    [Cell::from(label), count(&|_| true)].into_iter().chain(answers).chain(statuses).collect()
}

/// All rows. In public, only what a certificate's reader may ask for.
fn controls(rows: &[Row], public: bool) -> Section {
    let mut columns = vec![("Control", 8), ("Title", 26), ("Applicable", 11), ("Status", 14)];
    if !public {
        columns.extend([("Needed for", 30), ("Justification", 46), ("Implemented by", 28)]);
    }
    let mut table = Table { main: true, ..Table::new("Controls", &columns) };
    for row in rows {
        let status = row.status.map_or(Cell::Nothing, |status| Cell::from(status.label()));
        let mut cells = vec![
            Cell::from(row.reference.as_str()),
            Cell::from(row.title.as_str()),
            Cell::from(row.answer()),
            status,
        ];
        if !public {
            let justification = Cell::from(row.justification.as_ref());
            cells.extend([
                Cell::from(row.reasons.as_str()),
                justification,
                Cell::from(row.controls.as_str()),
            ]);
        }
        table.rows.push(cells);
    }
    Section { heading: "Controls".to_owned(), parts: vec![Part::Table(table)] }
}

/// What differs from the version before: for a version the one that it superseded, for a draft the approved one.
fn changes(
    basis: Basis<'_>,
    scope: ScopeId,
    version: Option<&Entity<SoaVersion>>,
    lines: &[FrozenLine],
) -> Option<Section> {
    let order = |one: &Entity<SoaVersion>| (one.data.approved_on, one.id);
    let limit = version.filter(|one| one.data.status != SoaStatus::Draft).map(order);
    let frozen = basis.isms.soa_versions.iter().filter(|one| {
        one.data.scope == scope
            && one.data.status != SoaStatus::Draft
            && limit.is_none_or(|limit| order(one) < limit)
    });
    let before = frozen.max_by_key(|one| order(one))?;
    let changes = compare(&before.data.lines, lines);
    let heading = format!("Changes since version {}", before.data.version);
    if changes.is_empty() {
        return Some(Section { heading, parts: vec![Part::Text("No line differs.".to_owned())] });
    }
    let columns = [("Control", 8), ("Title", 26), ("What", 14), ("Before", 40), ("Now", 40)];
    let mut table = Table::new("Changes", &columns);
    table.rows.extend(changes.iter().flat_map(rows_of));
    Some(Section { heading, parts: vec![Part::Table(table)] })
}

fn rows_of(change: &LineChange) -> impl Iterator<Item = Vec<Cell>> {
    change.columns.iter().map(|(column, was, is)| {
        [&change.reference, &change.title, *column, was, is].map(|text: &str| Cell::from(text)).to_vec()
    })
}

/// The records that frozen lines name by their numbers, as they are called now.
fn named(isms: &Isms, lines: &[FrozenLine]) -> Option<Section> {
    let texts = lines.iter().flat_map(|line| [&line.reasons, &line.controls]).flatten();
    let numbers = texts.flat_map(|text| text.as_str().split(", ")).filter_map(attesta_isms::reference);
    let mut records: Vec<Ref> = numbers.collect();
    records.sort_unstable();
    records.dedup();
    if records.is_empty() {
        return None;
    }
    let mut table = Table::new("Records named", &[("Number", 10), ("Kind", 20), ("Title", 66)]);
    table.rows.extend(records.into_iter().map(|one| {
        let kind = attesta_isms::record_type(one.kind).map_or("", |kind| kind.schema.label);
        vec![Cell::from(one.number()), Cell::from(kind), Cell::from(names::title(isms, one))]
    }));
    Some(Section {
        heading: "Records named, as they are called now".to_owned(),
        parts: vec![Part::Table(table)],
    })
}
