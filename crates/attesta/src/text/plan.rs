//! What an import would do: which records are new, which change, which stay.

use std::collections::HashMap;

use attesta_gate::Imported;
use attesta_interop::text::{Situation, Spot, Step, steps};
use attesta_isms::{Isms, RECORDS, ids::OrganisationId};
use attesta_record::{Item, Ref, TypedId as _, Value};

use crate::trouble::Trouble;

/// What is to be done, in order, and what is left alone.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// What is to be written.
    pub(crate) writes: Vec<Write>,
    /// How many records are new, by kind, in the order of the menu.
    pub(crate) new: Vec<(&'static str, usize)>,
    /// The records that change.
    pub(crate) changed: Vec<Ref>,
    /// How many are the same already.
    pub(crate) same: usize,
    /// How many are not in the text, and are left alone.
    pub(crate) left_alone: usize,
    /// The fields that are erased in one of both only: they stay as they are here.
    pub(crate) erased: Vec<String>,
}

/// One record that is to be written.
#[derive(Debug)]
pub(crate) struct Write {
    /// The record.
    pub(crate) record: Ref,
    /// What it is to be; the revision of one that the same import makes is filled in when it is there.
    pub(crate) imported: Imported,
}

/// The plan to bring a text into an organisation that has these records; an empty snapshot where there is none yet.
pub(crate) fn plan(situation: &Situation, present: &Isms) -> Result<Plan, Trouble> {
    let has_records =
        RECORDS.iter().any(|kind| present.table(kind.schema.key).is_some_and(|t| t.count() > 0));
    if has_records && let Some(spot) = situation.places.iter().find(|spot| !spot.numbered) {
        let (file, line) = (&spot.file, spot.line);
        return Err(Trouble::said(format!(
            "{file}:{line}: This record has no number, so it cannot be told from those that are there. Number all of \
             them, or import into a new organisation with --organisation."
        )));
    }
    same_sort(situation, present)?;
    let mut plan = Plan::default();
    let places: HashMap<Ref, &Spot> = situation.places.iter().map(|spot| (spot.record, spot)).collect();
    let records: Vec<Ref> = situation.places.iter().map(|spot| spot.record).collect();
    let there = |one: Ref| present.item(one).is_some();
    for mut step in steps(&situation.isms, &records, &there).map_err(Trouble::said)? {
        let before = present.item(step.record);
        if let Some(before) = &before {
            keep_erased(before, &mut step, &mut plan.erased);
            if before.values == step.values && before.retired == step.retired {
                plan.same += 1;
                continue;
            }
            plan.changed.push(step.record);
        }
        let source = places.get(&step.record).map(|spot| source(spot)).unwrap_or_default();
        plan.writes.push(write(step, before.as_ref(), source));
    }
    plan.new = RECORDS.iter().filter_map(|kind| count_new(kind.schema.key, &records, present)).collect();
    plan.left_alone = left_alone(situation, present);
    Ok(plan)
}

fn write(step: Step, before: Option<&Item>, source: String) -> Write {
    let record = match before {
        Some(before) => Some((before.id, before.revision)),
        // A record whose second step this is was made by the first.
        None => step.again.then_some((step.record.id, 1)),
    };
    let number = record.is_none().then_some(step.record.id);
    let imported =
        Imported { record, number, values: step.values, retired: step.retired, checked: false, source };
    Write { record: step.record, imported }
}

/// Where a record was said, in words of the journal.
fn source(spot: &Spot) -> String {
    if spot.file.contains('/') { spot.file.clone() } else { format!("{}, line {}", spot.file, spot.line) }
}

/// A sample can never be taken for a real organisation, nor the other way round.
fn same_sort(situation: &Situation, present: &Isms) -> Result<(), Trouble> {
    let sample = |isms: &Isms| isms.organisations.get(OrganisationId::new(1)).map(|own| own.data.sample);
    match (sample(&situation.isms), sample(present)) {
        (Some(text), Some(here)) if text != here => Err(Trouble::said(
            "One of both is a made-up sample, the text or the organisation. Name a new one with --organisation.",
        )),
        _ => Ok(()),
    }
}

/// What was erased stays erased, and nothing is erased by a file: only the program erases the past too.
fn keep_erased(before: &Item, step: &mut Step, erased: &mut Vec<String>) {
    let fields = before.schema.fields.iter();
    for ((field, old), new) in fields.zip(&before.values).zip(&mut step.values) {
        if old != new && (*old == Value::Erased || *new == Value::Erased) {
            new.clone_from(old);
            erased.push(format!("{} {}", before.number(), field.label));
        }
    }
}

fn count_new(key: &'static str, records: &[Ref], present: &Isms) -> Option<(&'static str, usize)> {
    let new = records.iter().filter(|one| one.kind == key && present.item(**one).is_none()).count();
    let schema = attesta_isms::record_type(key)?.schema;
    (new > 0).then_some((if new == 1 { schema.label } else { schema.plural }, new))
}

fn left_alone(situation: &Situation, present: &Isms) -> usize {
    let tables = RECORDS.iter().filter_map(|kind| present.table(kind.schema.key));
    let items = tables.flat_map(|table| table.items());
    items
        .filter(|item| {
            let table = situation.isms.table(item.schema.key);
            table.is_none_or(|table| table.item(item.id).is_none())
        })
        .count()
}
