//! One record of a row: found or new, merged with what is there, held against its rules.

use std::collections::BTreeMap;

use attesta_isms::record_type;
use attesta_record::{Complaints, Item, Kind, Ref, Schema, Value, cell_with, form::parse_text};
use serde_json::{Map, Value as Json};

use super::{
    Placed, Recipe, Refused, Remembered, Row, TableReport, Target, Understood,
    draft::{Draft, first_line, meant_by, part_name},
    merge,
    planner::{Memory, Planner},
    recipe::Part,
    row::{Counts, refused},
    words,
};

/// Where a record of a row is found.
struct Found {
    item: Option<Item>,
    said: Option<Remembered>,
    by_number: bool,
}

/// Where a record stands: the table, the row, and which record of it.
pub(super) struct Here<'a> {
    pub(super) understood: &'a Understood,
    pub(super) columns: &'a [Placed],
    pub(super) row: &'a Row,
    pub(super) key: &'a str,
    pub(super) memory: &'a Memory,
    /// Which part of the recipe.
    pub(super) at: usize,
    /// Whether no other record of the row comes after it.
    pub(super) last: bool,
}

impl Here<'_> {
    fn recipe(&self) -> &'static Recipe {
        self.understood.recipe
    }

    fn part(&self) -> &'static Part {
        &self.recipe().part[self.at]
    }
}

impl Planner {
    /// One record of a row.
    pub(super) fn part(
        &mut self,
        here: &Here<'_>,
        mut draft: Draft,
        records: &BTreeMap<usize, Ref>,
        counts: &mut Counts,
        report: &mut TableReport,
    ) -> Result<Option<Ref>, Vec<Refused>> {
        let (part, row) = (here.part(), here.row);
        let Some(kind) = record_type(&part.kind) else { return Ok(None) };
        let schema = kind.schema;
        if !part.needs.is_empty() && !part.needs.iter().any(|name| draft.has(schema, name)) {
            not_made(here, schema, report);
            return Ok(None);
        }
        let set =
            self.set_values(here, schema, &draft, records).map_err(|why| vec![refused(row, "", "", &why)])?;
        for (field, value) in set {
            draft.fields.entry(field).or_insert((value, usize::MAX));
        }
        let name = part_name(part, schema, &draft);
        let found = self.find(here, schema, &draft, &name)?;
        let merged = self.merge(here, schema, &draft, &found, report);
        let silent = |complaints: &Complaints| {
            complaints.0.iter().all(|one| {
                let at = schema.position(one.field.split('.').next().unwrap_or_default());
                let missing = |at: usize| schema.fields[at].required && merged.values[at].is_none();
                at.is_some_and(|at| !(draft.speaks_of(at) || missing(at)))
            })
        };
        let settled = self.settle(kind, found.item.as_ref(), merged.values.clone(), silent, here.last);
        let settled = settled.map_err(|complaints| {
            let refused = complaints.0.iter().map(|one| complaint(here, schema, &draft, one));
            refused.collect::<Vec<_>>()
        })?;
        for one in &settled.left_open {
            let label = schema.field(&one.field).map_or("", |field| field.label);
            let what = format!(
                "{} without “{label}”, of which the file does not speak: {}",
                schema.label, one.message
            );
            report.remark(what, row.place);
        }
        counts.count(schema, &settled);
        let reference = Ref { kind: schema.key, prefix: schema.prefix, id: settled.id };
        let said = merge::said(schema, &merged.said);
        let remember = self.note(here, reference, name, said);
        let same = found.said.as_ref() == Some(&remember);
        let remember = Some(remember).filter(|_| !same && !found.by_number);
        self.step(kind, settled, remember);
        Ok(Some(reference))
    }

    /// What is to be remembered of a record.
    fn note(&mut self, here: &Here<'_>, one: Ref, part: String, said: Map<String, Json>) -> Remembered {
        let key = here.understood.column_of(&Target::Key).filter(|_| here.at == 0);
        let foreign = key.map(|column| here.row.cell(column.at).shown()).unwrap_or_default();
        if !foreign.is_empty() {
            self.names.note_foreign(one.kind, &foreign, one.id);
        }
        let source = here.understood.source.clone();
        let open = self.open.contains(&(source.clone(), here.row.place));
        let (key, kind, record) = (here.key.to_owned(), one.kind, one.id);
        let remember = Remembered { source, key, part, kind, record, foreign, said };
        if open {
            let place = (remember.source.clone(), remember.key.clone(), remember.part.clone());
            self.overlay.insert(place, remember.clone());
        }
        remember
    }

    /// The values of fields that do not come from cells.
    fn set_values(
        &mut self,
        here: &Here<'_>,
        schema: &'static Schema,
        draft: &Draft,
        records: &BTreeMap<usize, Ref>,
    ) -> Result<Vec<(usize, Value)>, String> {
        let (recipe, part) = (here.recipe(), here.part());
        let mut values = Vec::new();
        for (name, text) in &part.set {
            let Some(at) = schema.position(name).filter(|at| !draft.fields.contains_key(at)) else {
                continue;
            };
            let field = &schema.fields[at];
            let value = if text == "@scope" {
                Value::Ref(Ref { kind: "scope", prefix: "S", id: self.scope()? })
            } else if let Some(kind) = text.strip_prefix('@') {
                let part = recipe.part.iter().position(|part| part.kind == kind);
                part.and_then(|part| records.get(&part)).map_or(Value::None, |one| {
                    if matches!(field.kind, Kind::Refs(_)) {
                        Value::Refs(vec![*one])
                    } else {
                        Value::Ref(*one)
                    }
                })
            } else if let Some(name) = text.strip_prefix('&') {
                first_line(schema, name, draft)
            } else if let Some(rule) = text.strip_prefix('?') {
                meant_by(rule, schema, field, draft)
            } else {
                parse_text(field, text)?
            };
            values.push((at, value));
        }
        Ok(values)
    }

    /// Finds the record that a row means: as it was imported before, by its number, or by what it says.
    fn find(
        &mut self,
        here: &Here<'_>,
        schema: &'static Schema,
        draft: &Draft,
        name: &str,
    ) -> Result<Found, Vec<Refused>> {
        let Here { understood, row, key, memory, at, .. } = *here;
        let part = here.part();
        let place = (key.to_owned(), name.to_owned());
        let in_overlay = (understood.source.clone(), place.0.clone(), place.1.clone());
        if let Some(said) = self.overlay.get(&in_overlay).or_else(|| memory.get(&place)).cloned()
            && let Some(item) = self.item(schema.key, said.record)
        {
            return Ok(Found { item: Some(item), said: Some(said), by_number: false });
        }
        if let Some(column) = understood.column_of(&Target::Number).filter(|_| at == 0) {
            let text = row.cell(column.at).shown();
            if text.is_empty() {
                return Ok(Found { item: None, said: None, by_number: true });
            }
            let number = attesta_isms::reference(&text).filter(|one| one.kind == schema.key);
            return match number.and_then(|one| self.item(schema.key, one.id)) {
                Some(item) => Ok(Found { item: Some(item), said: None, by_number: true }),
                None => Err(vec![refused(
                    row,
                    &column.heading,
                    &text,
                    "There is no such record. Leave the number out for a new one.",
                )]),
            };
        }
        let fields: Vec<usize> = part.matches.iter().filter_map(|name| schema.position(name)).collect();
        if fields.is_empty() {
            return Ok(Found { item: None, said: None, by_number: false });
        }
        let values: Vec<Value> = (0..schema.fields.len())
            .map(|at| draft.fields.get(&at).map_or(Value::None, |(value, _)| value.clone()))
            .collect();
        let found = self.names.by_fields(&self.isms, schema.key, &fields, &values);
        let mut fitting =
            found.iter().filter_map(|id| self.item(schema.key, *id)).filter(|item| !item.retired);
        let item = fitting.next();
        if fitting.next().is_some() {
            let why = format!("Several records fit: {}. Nothing says which is meant.", schema.plural);
            return Err(vec![refused(row, "", key, &why)]);
        }
        Ok(Found { item, said: None, by_number: false })
    }

    /// The values as they are to be, and what is to be remembered of them.
    fn merge(
        &self,
        here: &Here<'_>,
        schema: &'static Schema,
        draft: &Draft,
        found: &Found,
        report: &mut TableReport,
    ) -> merge::Merged {
        let Here { understood, row, .. } = *here;
        let part = here.part();
        let current = found.item.as_ref().map(|item| item.values.clone());
        let defaults =
            record_type(schema.key).map(attesta_isms::kit::RecordType::defaults).unwrap_or_default();
        let mut merged = merge::Merged::from(current.clone().unwrap_or_else(|| defaults.clone()));
        for (at, (value, column)) in &draft.fields {
            let field = &schema.fields[*at];
            let shown = |value: &Value| cell_with(field, value, &|one| self.shown(one));
            if let Some(current) = current.as_ref().filter(|_| found.by_number) {
                let text = if *column == usize::MAX { String::new() } else { row.cell(*column).shown() };
                if text == shown(&current[*at]).trim() {
                    continue;
                }
            }
            let add = part.add.iter().any(|name| name == field.name);
            let base = found.said.as_ref().map(|one| merge::base(field, one));
            let current = current.as_ref().map(|values| &values[*at]);
            let outcome = if found.by_number {
                merge::Outcome::Take
            } else {
                merge::outcome(value, base.as_ref(), current, &defaults[*at], add)
            };
            match outcome {
                merge::Outcome::Keep => merged.keep(field, value.clone()),
                merge::Outcome::Take => merged.take(*at, field, value.clone()),
                merge::Outcome::Add => merged.add(*at, field, value.clone(), base.as_ref()),
                merge::Outcome::Conflict => {
                    report.conflict(super::Conflict {
                        row: row.place,
                        column: if *column == usize::MAX {
                            field.label.to_owned()
                        } else {
                            understood.heading_of(*column).to_owned()
                        },
                        record: found.item.as_ref().map(Item::number).unwrap_or_default(),
                        file: shown(value),
                        here: current.map(shown).unwrap_or_default(),
                    });
                    if let Some(base) = base {
                        merged.keep(field, base);
                    }
                }
            }
        }
        merged
    }
}

/// Cells of a record that is not made because it lacks what it is about: they have no place, and that is said.
fn not_made(here: &Here<'_>, schema: &Schema, report: &mut TableReport) {
    for column in here.columns {
        let of_part = matches!(column.target, Some(Target::Field(one, _)) if one == here.at);
        let text = here.row.cell(column.at).shown();
        if of_part && !text.is_empty() && !words::says_nothing(&text) {
            let (needs, label) = (here.part().needs.join(", "), schema.label.to_lowercase());
            report.remark(format!("{}: no {label} without {needs}", column.heading), here.row.place);
        }
    }
}

/// A complaint about a record, at the cell that it comes from.
fn complaint(here: &Here<'_>, schema: &Schema, draft: &Draft, one: &attesta_record::Complaint) -> Refused {
    let Here { columns, row, at: part, .. } = *here;
    let field = one.field.split('.').next().unwrap_or_default();
    let at = schema.position(field);
    let column =
        at.and_then(|at| columns.iter().find(|column| column.target == Some(Target::Field(part, at))));
    let column = column.or_else(|| {
        let (_, at) = at.and_then(|at| draft.fields.get(&at))?;
        columns.iter().find(|column| column.at == *at)
    });
    let label = at.and_then(|at| here.recipe().field(part, at)).map_or("", |field| field.label);
    match column {
        Some(column) => refused(row, &column.heading, &row.cell(column.at).shown(), &one.message),
        None if label.is_empty() => refused(row, "", "", &one.message),
        None => refused(row, "", "", &format!("{label}: {}", one.message)),
    }
}

/// The parts in an order in which each comes after those that it refers to.
pub(super) fn order_of(recipe: &Recipe) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let refers = |at: usize, other: usize| {
        let kind = &recipe.part[other].kind;
        recipe.part[at].set.values().any(|value| value.strip_prefix('@') == Some(kind.as_str()))
    };
    while order.len() < recipe.part.len() {
        let free = |at: &usize| {
            !order.contains(at)
                && (0..recipe.part.len())
                    .all(|other| order.contains(&other) || other == *at || !refers(*at, other))
        };
        match (0..recipe.part.len()).find(free) {
            Some(at) => order.push(at),
            None => return (0..recipe.part.len()).collect(),
        }
    }
    order
}
