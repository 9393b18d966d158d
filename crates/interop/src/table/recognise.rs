//! What kind of register a table is: found by its headings, and by what its cells look like, only above a stated score
//! and a stated margin to the next best.

use attesta_record::{Kind, Ref};

use super::{
    Cell, FileFault, Recipe, Row, Table, Target, column_letters, heading, recipe::holds_controls, recipes,
};

/// The least score of a table that is recognised.
pub const LEAST_SCORE: f64 = 0.5;
/// The least margin to the next best kind.
pub const LEAST_MARGIN: f64 = 0.1;
/// How many rows are looked at to find the heading: titles, dates and signatures may stand above it.
const ABOVE: usize = 30;
/// How many rows below the heading are looked at for what they look like.
const SAMPLE: usize = 100;
/// How well a heading must say a column.
const LEAST_LIKENESS: f64 = 0.6;
/// What a heading counts that says nothing for a kind.
const UNPLACED: f64 = 0.35;

/// A column of a table, and where it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The column, from 0.
    pub at: usize,
    /// What its heading says.
    pub heading: String,
    /// Where it goes; `None` where it has no place.
    pub target: Option<Target>,
    /// Whether its text is written with its heading, as one of several in the same field.
    pub(super) label: bool,
    /// Whether a cell names a person, not a role.
    pub(super) person: bool,
}

impl Placed {
    /// A column that goes somewhere, or nowhere.
    pub(super) fn new(at: usize, heading: &str, target: Option<Target>) -> Self {
        Self { at, heading: heading.to_owned(), target, label: false, person: false }
    }
}

/// A table with its heading, before anybody decided what it is.
#[derive(Debug, Clone)]
pub struct Headed {
    /// The row of the heading.
    pub place: u64,
    /// How wide the table is: up to the last heading.
    pub width: usize,
    /// The headings that say something: column and text.
    pub headings: Vec<(usize, String)>,
}

/// A kind that a table may be, and how likely.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What it may be.
    pub recipe: &'static Recipe,
    /// How much of it fits, from 0 to 1.
    pub score: f64,
    /// Where the columns would go.
    pub columns: Vec<Placed>,
}

/// What was found out about a table.
#[derive(Debug, Clone)]
pub struct Recognised {
    /// Its heading.
    pub head: Headed,
    /// What it may be, best first.
    pub candidates: Vec<Candidate>,
    /// What it is, where that is beyond doubt.
    pub sure: Option<Candidate>,
}

impl Recognised {
    /// By how much the best is ahead of the next best.
    pub fn margin(&self) -> f64 {
        let score = |at: usize| self.candidates.get(at).map_or(0.0, |one| one.score);
        score(0) - score(1)
    }
}

/// Looks at the first rows of a table.
pub(super) fn recognise(table: &Table) -> Result<Recognised, FileFault> {
    let mut rows = Vec::new();
    for row in table.rows().take(ABOVE + SAMPLE) {
        rows.push(row?);
    }
    let mut best: Option<Recognised> = None;
    for (at, row) in rows.iter().enumerate().take(ABOVE) {
        let Some(head) = headed(row) else { continue };
        let below = &rows[at + 1..];
        let candidates = candidates(&head, below);
        let score = candidates.first().map_or(0.0, |one| one.score);
        if best.as_ref().is_none_or(|best| score > best.candidates.first().map_or(0.0, |one| one.score)) {
            best = Some(Recognised { head, candidates, sure: None });
        }
    }
    let mut best = best.ok_or_else(|| {
        FileFault::whole("There is no heading: no row with two texts or more among the first ones. Write what each column holds above it.")
    })?;
    distinct(&best.head)?;
    let sure =
        best.candidates.first().is_some_and(|one| one.score >= LEAST_SCORE) && best.margin() >= LEAST_MARGIN;
    best.sure = best.candidates.first().filter(|_| sure).cloned();
    Ok(best)
}

/// A row as a heading: two texts or more.
pub(super) fn headed(row: &Row) -> Option<Headed> {
    let headings: Vec<(usize, String)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| matches!(cell.content, super::cell::Content::Text(_)))
        .map(|(at, cell)| (at, cell.shown().split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    let width = row.width();
    (headings.len() > 1).then_some(Headed { place: row.place, width, headings })
}

/// Two columns of one name cannot be told apart.
fn distinct(head: &Headed) -> Result<(), FileFault> {
    for (at, (column, text)) in head.headings.iter().enumerate() {
        let same = head.headings[..at].iter().find(|(_, other)| other.to_lowercase() == text.to_lowercase());
        if let Some((other, _)) = same {
            let place = |column: usize| format!("{}{}", column_letters(column), head.place);
            return Err(FileFault::at(
                format!("{} and {}", place(*other), place(*column)),
                format!(
                    "Both columns are called “{text}”. Give each its own heading, so that nothing goes astray."
                ),
            ));
        }
    }
    Ok(())
}

fn candidates(head: &Headed, below: &[Row]) -> Vec<Candidate> {
    if let Some(exported) = exported(head, below) {
        return vec![exported];
    }
    let words: Vec<(usize, Vec<String>)> =
        head.headings.iter().map(|(at, text)| (*at, heading::words(text))).collect();
    let mut found: Vec<Candidate> =
        recipes().iter().filter_map(|recipe| candidate(recipe, head, &words, below)).collect();
    found.extend(super::matrix::candidate(head, below));
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(5);
    found
}

/// A table as the export writes it: its first column holds the numbers of records of one kind.
fn exported(head: &Headed, below: &[Row]) -> Option<Candidate> {
    let (at, _) = head.headings.iter().find(|(_, text)| text == "Number")?;
    let number = |row: &Row| attesta_isms::reference(&row.cell(*at).shown());
    let kind = below.iter().find_map(number)?.kind;
    let same = |row: &Row| row.cell(*at).is_empty() || number(row).is_some_and(|one: Ref| one.kind == kind);
    if !below.iter().all(same) {
        return None;
    }
    let schema = attesta_isms::record_type(kind)?.schema;
    let recipe = super::recipe(kind)?;
    let part = recipe.part.iter().position(|part| part.kind == kind).filter(|part| *part == 0)?;
    let target = |column: usize, text: &str| {
        if column == *at {
            return Some(Target::Number);
        }
        let field = schema
            .fields
            .iter()
            .position(|field| field.label == text && !matches!(field.kind, Kind::File))?;
        Some(Target::Field(part, field))
    };
    let columns: Vec<Placed> = head
        .headings
        .iter()
        .map(|(column, text)| Placed::new(*column, text, target(*column, text)))
        .collect();
    let placed = columns.iter().filter(|one| one.target.is_some()).count();
    (placed * 2 > columns.len()).then_some(Candidate { recipe, score: 1.0, columns })
}

/// How much of a recipe a heading fits.
fn candidate(
    recipe: &'static Recipe,
    head: &Headed,
    words: &[(usize, Vec<String>)],
    below: &[Row],
) -> Option<Candidate> {
    let columns = place(recipe, head, words, below);
    let target_of = |to: &str| recipe.target(to);
    let has = |target: &Target| columns.iter().any(|(placed, _)| placed.target.as_ref() == Some(target));
    if !recipe.must.iter().filter_map(|to| target_of(to)).all(|target| has(&target)) {
        return None;
    }
    let mut said = 0.0;
    let mut all = 0.0;
    let mut placed = 0;
    for (column, weight) in &columns {
        match column.target {
            Some(_) => {
                said += weight;
                all += weight.max(UNPLACED);
                placed += 1;
            }
            None => all += UNPLACED,
        }
    }
    if placed < 2 {
        return None;
    }
    // What a register of this kind nearly always has, and this one lacks.
    let missing: f64 = recipe
        .column
        .iter()
        .filter(|column| column.weight >= 1.5 && target_of(&column.to).is_some_and(|target| !has(&target)))
        .map(|column| column.weight * 0.3)
        .sum();
    let strength = (said / 4.0).min(1.0);
    let score = said / (all + missing) * (0.6 + 0.4 * strength);
    let columns = columns.into_iter().map(|(placed, _)| placed).collect();
    Some(Candidate { recipe, score: score.min(1.0), columns })
}

/// Gives each heading the column that it says best; a column is given once, but for those that several may share.
fn place(
    recipe: &'static Recipe,
    head: &Headed,
    words: &[(usize, Vec<String>)],
    below: &[Row],
) -> Vec<(Placed, f64)> {
    let mut pairs = Vec::new();
    for (heading_at, (column_at, words)) in words.iter().enumerate() {
        for (known_at, known) in recipe.column.iter().enumerate() {
            let mut likeness = known.likeness(words);
            if likeness >= LEAST_LIKENESS && wrong_shape(recipe, &known.to, *column_at, below) {
                likeness -= 0.5;
            }
            if likeness >= LEAST_LIKENESS {
                pairs.push((likeness, known.weight, heading_at, known_at));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.3.cmp(&b.3)));
    let mut given: Vec<Option<(usize, f64)>> = vec![None; words.len()];
    let mut taken: Vec<&str> = Vec::new();
    for (likeness, weight, heading_at, known_at) in pairs {
        let known = &recipe.column[known_at];
        if given[heading_at].is_some() || (!known.label && taken.contains(&known.to.as_str())) {
            continue;
        }
        given[heading_at] = Some((known_at, likeness * weight));
        if !known.label {
            taken.push(&known.to);
        }
    }
    head.headings
        .iter()
        .zip(given)
        .map(|((at, text), given)| {
            let target = given.and_then(|(known, _)| recipe.target(&recipe.column[known].to));
            (Placed::new(*at, text, target), given.map_or(0.0, |(_, weight)| weight))
        })
        .collect()
}

/// Whether the cells of a column cannot be what the column of a recipe holds: controls of Annex A look like controls.
fn wrong_shape(recipe: &Recipe, to: &str, column: usize, below: &[Row]) -> bool {
    let Some(Target::Field(part, field)) = recipe.target(to) else { return false };
    let Some(field) = recipe.field(part, field) else { return false };
    let cells: Vec<&Cell> =
        below.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
    if cells.is_empty() || !holds_controls(field.kind) {
        return false;
    }
    let like = cells.iter().filter(|cell| super::control::looks_like_one(&cell.shown())).count();
    like * 2 < cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Limits;

    fn found(text: &str) -> Result<Recognised, FileFault> {
        recognise(&Table::read("x.csv", text.as_bytes().to_vec(), &Limits::USUAL)?.remove(0))
    }

    fn kind(text: &str) -> Option<String> {
        found(text).unwrap().sure.map(|sure| sure.recipe.key.clone())
    }

    #[test]
    fn registers_are_recognised_by_their_headings() {
        let risk = "Risk ID,Risk Title,Threat,Owner,Likelihood (1-5),Impact,Status\nR-1,Fire,x,y,1,2,Open\n";
        assert_eq!(kind(risk).as_deref(), Some("risk_register"));
        let soa = "Our statement\n\n;Control No;Control;Applicable;Justification;Status\n;A.5.1;Policies;Yes;x;Implemented\n".to_owned();
        assert_eq!(kind(&soa).as_deref(), Some("statement_of_applicability"));
        let plan = "Ref,Risk ID,Action,Control,Owner,Due Date,Status\nT1,R-1,Do,A.5.1,x,2026-01-01,Open\n";
        assert_eq!(kind(plan).as_deref(), Some("risk_treatment_plan"));
    }

    #[test]
    fn what_is_in_doubt_is_not_recognised() {
        for text in ["Name,Colour\nApple,red\n", "ID,Owner,Status\n1,x,y\n", "Status,Notes\nPending,x\n"] {
            assert_eq!(kind(text), None, "{text}");
        }
        assert!(found("just one\ncolumn\n").is_err());
    }

    #[test]
    fn columns_of_one_name_are_refused_with_their_place() {
        let fault = found("Title of it,\nID,Owner,owner\n1,x,y\n").unwrap_err();
        assert_eq!(fault.place, "B2 and C2");
    }

    #[test]
    fn what_the_export_wrote_is_known_by_its_numbers() {
        let text = "Number,Name,Part of,Scope statement\nS-1,Head office,,x\nS-2,Site,S-1 Head office,y\n";
        let sure = found(text).unwrap().sure.unwrap();
        assert_eq!(sure.recipe.part[0].kind, "scope");
        assert_eq!(sure.columns[0].target, Some(Target::Number));
        assert!(sure.columns.iter().all(|column| column.target.is_some()));
    }
}
