//! One row: its cells as values of the records that it gives, and these records as they are to be.

use std::collections::BTreeMap;

use attesta_record::{Ref, Schema, Value};

use super::{
    Placed, Refused, Row, TableReport, Target, Understood,
    convert::Place,
    draft::Draft,
    part::{Here, order_of},
    planner::{Memory, Planner, Settled},
    recipe::{Hook, holds_controls},
};

/// What became of the records of a row.
#[derive(Debug, Default)]
pub(super) struct Counts {
    made: Vec<&'static str>,
    changed: Vec<&'static str>,
    unchanged: usize,
}

impl Counts {
    /// Counts a record.
    pub(super) fn count(&mut self, schema: &Schema, settled: &Settled) {
        match (settled.record, settled.acts) {
            (None, _) => self.made.push(schema.label),
            (Some(_), true) => self.changed.push(schema.label),
            (Some(_), false) => self.unchanged += 1,
        }
    }

    pub(super) fn add_to(self, report: &mut TableReport) {
        for kind in self.made {
            *report.made.entry(kind).or_default() += 1;
        }
        for kind in self.changed {
            *report.changed.entry(kind).or_default() += 1;
        }
        report.unchanged += self.unchanged;
    }
}

impl Planner {
    /// Plans one row, or refuses it with all that is wrong.
    pub(super) fn row(
        &mut self,
        understood: &Understood,
        row: &Row,
        memory: &Memory,
        counts: &mut Counts,
        report: &mut TableReport,
    ) -> Result<(), Vec<Refused>> {
        whole(understood, row).map_err(|one| vec![one])?;
        let key = understood.key_of(row);
        if !key.is_empty() {
            self.once(&key, row).map_err(|one| vec![one])?;
        } else if understood.column_of(&Target::Number).is_none() {
            return Err(vec![refused(
                row,
                "",
                "",
                "Nothing tells this row apart from the others: its key is empty.",
            )]);
        }
        let columns = understood.placed();
        let mut drafts = self.drafts(understood, columns, row, report)?;
        let order = order_of(understood.recipe);
        let mut records: BTreeMap<usize, Ref> = BTreeMap::new();
        for (place, at) in order.iter().enumerate() {
            let last = place + 1 == order.len();
            let draft = std::mem::take(&mut drafts[*at]);
            let here = Here { understood, columns, row, key: &key, memory, at: *at, last };
            let made = self.part(&here, draft, &records, counts, report)?;
            if let Some(made) = made {
                records.insert(*at, made);
            }
        }
        Ok(())
    }

    /// The cells of a row as values; all that cannot be taken.
    fn drafts(
        &mut self,
        understood: &Understood,
        columns: &[Placed],
        row: &Row,
        report: &mut TableReport,
    ) -> Result<Vec<Draft>, Vec<Refused>> {
        let recipe = understood.recipe;
        let mut drafts: Vec<Draft> = recipe.part.iter().map(|_| Draft::default()).collect();
        let mut wrong = Vec::new();
        let mut rest = Vec::new();
        let title = understood
            .column_of(&Target::Special("control_title".to_owned()))
            .map(|column| row.cell(column.at).shown());
        for column in columns {
            let Some(Target::Field(part, field_at)) = column.target else { continue };
            let Some(schema) = recipe.schema(part) else { continue };
            let field = &schema.fields[field_at];
            let cell = row.cell(column.at);
            let place = Place {
                kind: schema.key,
                field,
                style: understood.style(column.at),
                person: column.person,
                title: title.as_deref().filter(|_| holds_controls(field.kind)),
                corrected: self.corrected.contains(&(row.place, column.at)),
                rest: !recipe.rest.is_empty(),
                optional: recipe.part[part].needs.iter().any(|name| name == field.name),
            };
            match self.convert(&place, cell) {
                Ok(said) => {
                    if let Some(remark) = said.remark {
                        report.remark(remark, row.place);
                    }
                    if said.open {
                        self.open.insert((understood.source.clone(), row.place));
                    }
                    if said.left {
                        // What names nobody of the organisation stands in words beside the reference, where there is a
                        // field for it.
                        match schema.position(&format!("{}_words", field.name)) {
                            Some(words) => {
                                drafts[part].fields.insert(words, (Value::text(&cell.shown()), column.at));
                            }
                            None => rest.push(format!("{}: {}", column.heading, cell.shown())),
                        }
                    }
                    drafts[part].take(field, field_at, said.value, column, column.label, cell);
                }
                Err(not) => wrong.push(Refused {
                    row: row.place,
                    column: column.heading.clone(),
                    value: cell.shown().chars().take(200).collect(),
                    why: not.why,
                    proposed: not.proposed,
                }),
            }
        }
        if recipe.hook == Hook::Assess {
            self.levels(understood, row, &mut drafts[0], &mut wrong, report);
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        if let Some(Target::Field(part, field)) = recipe.target(&recipe.rest).filter(|_| !rest.is_empty()) {
            let draft = &mut drafts[part];
            let said = draft.fields.remove(&field);
            let (_, plain, lines) = draft.lines.entry(field).or_insert((usize::MAX, Vec::new(), Vec::new()));
            if let Some((Value::Text(text), _)) = said {
                plain.push(text.to_string());
            }
            lines.extend(rest);
        }
        for (draft, at) in drafts.iter_mut().zip(0..) {
            draft.join(recipe.schema(at)).map_err(|why| vec![refused(row, "", "", &why)])?;
        }
        Ok(drafts)
    }

    fn levels(
        &mut self,
        understood: &Understood,
        row: &Row,
        draft: &mut Draft,
        wrong: &mut Vec<Refused>,
        report: &mut TableReport,
    ) {
        let schema = understood.recipe.schema(0);
        let scope = self.scope().ok();
        match self.assessed(understood, row, scope, report) {
            Ok(fields) => {
                for (name, value, at) in fields {
                    if let Some(field) = schema.and_then(|schema| schema.position(name)) {
                        draft.fields.insert(field, (value, at));
                    }
                }
            }
            Err((at, why)) => {
                wrong.push(refused(row, understood.heading_of(at), &row.cell(at).shown(), &why));
            }
        }
    }
}

/// Refuses a row that has more or fewer cells than the heading has columns: its cells may stand under the wrong ones.
fn whole(understood: &Understood, row: &Row) -> Result<(), Refused> {
    if !understood.table.is_delimited() || understood.recipe.hook == Hook::Matrix {
        return Ok(());
    }
    let (cells, columns) = (row.cells.len(), understood.width);
    let why = if row.width() > columns {
        format!(
            "The row has {} cells under {columns} headings. Put a text that holds the delimiter into quotation marks.",
            row.width()
        )
    } else if cells < columns {
        format!(
            "The row has {cells} cells under {columns} headings. Add what is missing, as empty cells if need be."
        )
    } else {
        return Ok(());
    };
    Err(refused(row, "", &row.cells.iter().map(super::Cell::shown).collect::<Vec<_>>().join(" | "), &why))
}

pub(super) fn refused(row: &Row, column: &str, value: &str, why: &str) -> Refused {
    Refused {
        row: row.place,
        column: column.to_owned(),
        value: value.chars().take(200).collect(),
        why: why.to_owned(),
        proposed: None,
    }
}
