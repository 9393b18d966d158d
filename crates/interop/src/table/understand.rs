//! What a table is and how it is read: recognised by itself, or as a mapping says.

use std::collections::BTreeMap;

use attesta_record::{Field, Kind};

use super::{
    Content, FileFault, Mapping, Placed, Recipe, Recognised, Row, Table, TableMapping, TableReport, Target,
    heading, matrix, names,
    recipe::{Hook, recipe},
    recognise::{self, headed},
    report::Remark,
    style::{Style, Survey},
};

/// A table of which everything is known that is needed to read its rows.
#[derive(Debug, Clone)]
pub struct Understood {
    /// The table.
    pub table: Table,
    /// What it is.
    pub recipe: &'static Recipe,
    /// The row of its heading.
    pub heading: u64,
    /// How many columns it has.
    pub width: usize,
    /// Its columns, and where they go.
    pub columns: Vec<Placed>,
    /// The name under which its rows are remembered.
    pub source: String,
    /// What was decided about it.
    pub mapping: TableMapping,
    pub(super) styles: BTreeMap<usize, Style>,
    /// The columns that together tell the rows apart, from 0.
    pub(super) key: Vec<usize>,
    /// Names that are people's.
    pub(super) people: Vec<String>,
    /// Short names with the long ones that the file gives them: `ISO` for `Information Security Officer (ISO)`.
    pub(super) aliases: Vec<(String, String)>,
    placed: Vec<Placed>,
    report: TableReport,
}

/// A table that nobody can read rows of yet: what was found, and why it is not clear.
#[derive(Debug, Clone)]
pub struct Unclear {
    /// The table.
    pub table: Table,
    /// What was found, for the person who decides.
    pub report: TableReport,
    /// What it may be; `None` where the file itself is at fault.
    pub recognised: Option<Recognised>,
}

impl Understood {
    /// What a table is: as the mapping says, or as it is recognised.
    pub fn of(table: Table, mapping: &Mapping) -> Result<Self, Box<Unclear>> {
        let decided = mapping.of(&table.file, &table.sheet).cloned().unwrap_or_default();
        let mut report = TableReport {
            file: table.file.clone(),
            sheet: table.sheet.clone(),
            read_as: table.read_as.clone(),
            ..TableReport::default()
        };
        if decided.register.as_deref() == Some("-") {
            report.fault = Some("Left out, as the mapping says.".to_owned());
            return Err(Box::new(Unclear { table, report, recognised: None }));
        }
        let recognised = match recognise::recognise(&table) {
            Ok(recognised) => recognised,
            Err(fault) => {
                report.fault = Some(fault.to_string());
                return Err(Box::new(Unclear { table, report, recognised: None }));
            }
        };
        report.score = recognised.candidates.first().map_or(0.0, |one| one.score);
        report.margin = recognised.margin();
        let wanted = decided.register.as_deref().map(|key| (key, recipe(key)));
        let chosen = match wanted {
            Some((key, None)) => {
                report.fault =
                    Some(format!("The mapping says “{key}”, which is no register and no kind of record."));
                None
            }
            Some((_, Some(recipe))) => Some(as_said(recipe, &recognised, &table)),
            None => recognised.sure.clone().map(|sure| (sure.recipe, recognised.head.clone(), sure.columns)),
        };
        let Some((recipe, head, columns)) = chosen else {
            report.candidates =
                recognised.candidates.iter().map(|one| (one.recipe.key.clone(), one.score)).collect();
            report.columns = recognised.head.headings.iter().map(|(_, text)| (text.clone(), None)).collect();
            return Err(Box::new(Unclear { table, report, recognised: Some(recognised) }));
        };
        report.register.clone_from(&recipe.key);
        report.name.clone_from(&recipe.name);
        let mut one = Self {
            source: decided.source.clone().unwrap_or_else(|| source_of(&table)),
            recipe,
            heading: head.place,
            width: head.width,
            columns,
            mapping: decided,
            styles: BTreeMap::new(),
            key: Vec::new(),
            people: Vec::new(),
            aliases: Vec::new(),
            placed: Vec::new(),
            report,
            table,
        };
        match one.finish() {
            Ok(()) => Ok(one),
            Err(fault) => {
                one.report.fault = Some(fault.to_string());
                Err(Box::new(Unclear { table: one.table, report: one.report, recognised: Some(recognised) }))
            }
        }
    }

    /// Where its columns go, by heading, as a mapping file writes it.
    pub fn targets(&self) -> BTreeMap<String, String> {
        let text = |column: &Placed| {
            column.target.as_ref().map_or_else(|| "-".to_owned(), |one| self.recipe.target_text(one))
        };
        self.columns.iter().map(|column| (column.heading.clone(), text(column))).collect()
    }

    /// The report as it is before any row was planned.
    pub fn report(&self) -> TableReport {
        self.report.clone()
    }

    /// The rows below the heading.
    pub fn rows(&self) -> Box<dyn Iterator<Item = Result<Row, FileFault>> + Send + '_> {
        let rows = self.table.rows().filter(|row| row.as_ref().map_or(true, |row| row.place > self.heading));
        if self.recipe.hook == Hook::Matrix {
            return Box::new(rows.map(|row| row.map(|row| matrix::row(self, &row))));
        }
        Box::new(rows)
    }

    /// What tells a row apart from the others; empty where nothing does.
    pub fn key_of(&self, row: &Row) -> String {
        let parts: Vec<String> = self.key.iter().map(|at| names::folded(&row.cell(*at).shown())).collect();
        if parts.iter().all(String::is_empty) { String::new() } else { parts.join(" | ") }
    }

    /// The column of a target.
    pub(super) fn column_of(&self, target: &Target) -> Option<&Placed> {
        self.columns.iter().find(|column| column.target.as_ref() == Some(target))
    }

    /// The heading of a column.
    pub(super) fn heading_of(&self, at: usize) -> &str {
        self.columns.iter().find(|column| column.at == at).map_or("", |column| column.heading.as_str())
    }

    pub(super) fn style(&self, at: usize) -> Style {
        self.styles.get(&at).copied().unwrap_or_default()
    }

    /// What the mapping says of columns and keys, and one look at all rows.
    fn finish(&mut self) -> Result<(), FileFault> {
        for column in &mut self.columns {
            let said = self.mapping.columns.iter().find(|(heading, _)| same(heading, &column.heading));
            let Some((_, to)) = said else { continue };
            column.target = if to == "-" {
                None
            } else {
                Some(self.recipe.target(to).ok_or_else(|| unknown(self.recipe, to))?)
            };
        }
        self.placed = self.place();
        self.key = self.keys()?;
        let rows_at = self.survey()?;
        self.report.rows = rows_at;
        self.report.columns = self
            .columns
            .iter()
            .map(|column| {
                (
                    column.heading.clone(),
                    column.target.as_ref().map(|target| self.recipe.target_label(target)),
                )
            })
            .collect();
        Ok(())
    }

    /// The columns of the rows that [`Self::rows`] gives.
    pub(super) fn placed(&self) -> &[Placed] {
        &self.placed
    }

    /// What is known of the columns, found out once and not for each row.
    fn place(&self) -> Vec<Placed> {
        let recipe = self.recipe;
        let mut columns =
            if recipe.hook == Hook::Matrix { matrix::columns(recipe) } else { self.columns.clone() };
        for column in &mut columns {
            let Some(target) = &column.target else { continue };
            column.person = recipe.column_to(target).is_some_and(|known| known.person);
            column.label = recipe.is_labelled(target, &column.heading);
        }
        columns
    }

    fn keys(&self) -> Result<Vec<usize>, FileFault> {
        if self.recipe.hook == Hook::Matrix {
            return Ok(vec![0]);
        }
        if !self.mapping.key.is_empty() {
            let column = |heading: &String| {
                let found =
                    self.columns.iter().find(|column| same(heading, &column.heading)).map(|column| column.at);
                found.ok_or_else(|| {
                    FileFault::whole(format!("The mapping names “{heading}”, and no column is called so."))
                })
            };
            return self.mapping.key.iter().map(column).collect();
        }
        for target in [Target::Number, Target::Key] {
            if let Some(column) = self.column_of(&target) {
                return Ok(vec![column.at]);
            }
        }
        let natural = self.recipe.natural.iter().filter_map(|to| self.recipe.target(to));
        let columns: Vec<usize> =
            natural.filter_map(|target| self.column_of(&target).map(|column| column.at)).collect();
        if columns.is_empty() {
            return Err(FileFault::whole(
                "No column tells the rows apart. Name one or several as “key” in a mapping file.",
            ));
        }
        Ok(columns)
    }

    /// One look at all rows: how days and numbers are written, who is a person, what has no place.
    fn survey(&mut self) -> Result<usize, FileFault> {
        let mut surveys: BTreeMap<usize, Survey> = BTreeMap::new();
        let (mut count, mut formulas) = (0, 0);
        let typed: Vec<usize> =
            self.columns.iter().filter(|one| self.is_measured(one)).map(|one| one.at).collect();
        let (people, roles) = self.name_columns();
        let (mut named, mut aliases) = (Vec::new(), Vec::new());
        for row in self.table.rows() {
            let row = row?;
            if row.place <= self.heading {
                continue;
            }
            count += usize::from(!row.is_blank());
            for at in &typed {
                surveys.entry(*at).or_default().see(row.cell(*at));
            }
            for column in self.columns.iter().filter(|column| column.target.is_none()) {
                if !row.cell(column.at).is_empty() && !row.is_blank() {
                    *self.report.unplaced.entry(column.heading.clone()).or_default() += 1;
                }
            }
            formulas += row.cells.iter().filter(|cell| cell.formula && !row.is_blank()).count();
            if !row.is_blank() {
                for at in &people {
                    names::note_person(&row.cell(*at).shown(), &mut named);
                }
                for at in &roles {
                    names::note_alias(&row.cell(*at).shown(), &mut aliases);
                }
            }
        }
        for column in &self.columns {
            names::note_alias(&column.heading, &mut aliases);
        }
        self.people = named;
        self.people.extend(self.mapping.people.iter().cloned());
        self.aliases = aliases;
        let said = (self.mapping.order(), self.mapping.decimal());
        self.styles = surveys
            .into_iter()
            .map(|(at, survey)| {
                let style = survey.style();
                (at, Style { order: style.order.or(said.0), decimal: style.decimal.or(said.1), ..style })
            })
            .collect();
        if formulas > 0 {
            let what = "cells are computed by a formula; what was computed last was taken".to_owned();
            self.report.remarks.push(Remark { what, count: formulas, row: 0 });
        }
        Ok(count)
    }

    /// Whether a column holds days or numbers.
    fn is_measured(&self, column: &Placed) -> bool {
        match &column.target {
            Some(Target::Field(part, field)) => {
                let kind = self.recipe.field(*part, *field).map(|field| field.kind);
                matches!(kind, Some(Kind::Date | Kind::Time | Kind::Number | Kind::Level))
            }
            Some(Target::Special(_)) => true,
            _ => false,
        }
    }

    /// The columns that name people, and those that name people or roles.
    fn name_columns(&self) -> (Vec<usize>, Vec<usize>) {
        let mut people = Vec::new();
        let mut roles = Vec::new();
        for column in &self.columns {
            let Some(target) = &column.target else { continue };
            if self.recipe.column_to(target).is_some_and(|known| known.person) {
                people.push(column.at);
            }
            let field = match target {
                Target::Field(part, field) => self.recipe.field(*part, *field),
                _ => None,
            };
            if field.is_some_and(names_somebody) {
                roles.push(column.at);
            }
        }
        (people, roles)
    }
}

/// Whether a field names people or roles, or is the name of a role.
fn names_somebody(field: &Field) -> bool {
    match field.kind {
        Kind::Reference(targets) | Kind::Refs(targets) => targets.iter().any(|target| target.key == "role"),
        _ => false,
    }
}

fn same(a: &str, b: &str) -> bool {
    heading_text(a) == heading_text(b)
}

fn heading_text(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn unknown(recipe: &Recipe, to: &str) -> FileFault {
    let known: Vec<&str> = recipe.column.iter().map(|column| column.to.as_str()).collect();
    FileFault::whole(format!(
        "The mapping says “{to}”, which is nothing in “{}”. There are: {}.",
        recipe.name,
        known.join(", ")
    ))
}

/// The name under which the rows of a table are remembered: the file's without its ending, and the sheet's.
fn source_of(table: &Table) -> String {
    let stem = table.file.rsplit_once('.').map_or(table.file.as_str(), |(stem, _)| stem).to_lowercase();
    if table.sheet.is_empty() { stem } else { format!("{stem}/{}", table.sheet.trim().to_lowercase()) }
}

/// A table as what somebody said that it is: its columns go where their headings say, or where they are told to.
fn as_said(
    recipe: &'static Recipe,
    recognised: &Recognised,
    table: &Table,
) -> (&'static Recipe, recognise::Headed, Vec<Placed>) {
    if let Some(candidate) = recognised.candidates.iter().find(|one| one.recipe.key == recipe.key) {
        return (recipe, recognised.head.clone(), candidate.columns.clone());
    }
    let head = recognised.head.clone();
    debug_assert!(table.rows().flatten().any(|row| headed(&row).is_some()));
    let mut taken: Vec<Target> = Vec::new();
    let columns = head.headings.iter().map(|(at, text)| {
        let words = heading::words(text);
        let best = recipe
            .column
            .iter()
            .map(|column| (column.likeness(&words), column))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let target =
            best.filter(|(likeness, _)| *likeness >= 0.6).and_then(|(_, column)| recipe.target(&column.to));
        let target = target.filter(|target| !taken.contains(target));
        taken.extend(target.clone());
        Placed::new(*at, text, target)
    });
    let columns = columns.collect();
    (recipe, head, columns)
}

impl Content {
    /// Whether it is a fault of the file.
    pub(super) fn fault(&self) -> Option<&str> {
        if let Self::Fault(fault) = self { Some(fault) } else { None }
    }
}
