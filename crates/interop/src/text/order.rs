//! In which order records are written, so that what a record refers to is there before it.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap, HashMap},
};

use attesta_isms::{Isms, RECORDS};
use attesta_record::{Field, Item, Kind, Ref, Value};

/// A record that is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The record.
    pub record: Ref,
    /// Its values. References that lead in a circle are left out at first and said in a second step.
    pub values: Vec<Value>,
    /// Whether it is retired.
    pub retired: bool,
    /// Whether this is the second step.
    pub again: bool,
}

/// The steps by which these records of a snapshot are written into an organisation in which `there` says what it has.
/// Where records need each other so that none can be the first, the error names them.
pub fn steps(isms: &Isms, records: &[Ref], there: &dyn Fn(Ref) -> bool) -> Result<Vec<Step>, String> {
    let missing: Vec<Ref> = records.iter().copied().filter(|one| !there(*one)).collect();
    let found: Vec<Item> = missing.iter().filter_map(|one| isms.item(*one)).collect();
    let all: Vec<Vec<Ref>> = found.iter().map(|item| needs(item, false)).collect();
    let (first, circle) = sorted(&missing, &all);
    let mut steps: Vec<Step> = first.iter().map(|at| step(&found[*at], false)).collect();
    // Of a circle, first without the references that may be left out.
    let left: Vec<Ref> = circle.iter().map(|at| missing[*at]).collect();
    let needed: Vec<Vec<Ref>> = circle.iter().map(|at| needs(&found[*at], true)).collect();
    let (some, stuck) = sorted(&left, &needed);
    if !stuck.is_empty() {
        let numbers: Vec<String> = stuck.iter().take(10).map(|at| left[*at].number()).collect();
        return Err(format!(
            "These records need each other, so none can be written first: {}. Break the circle.",
            numbers.join(", ")
        ));
    }
    let circling: BTreeSet<Ref> = left.iter().copied().collect();
    let mut again = Vec::new();
    for item in some.iter().map(|at| &found[circle[*at]]) {
        let mut first = step(item, false);
        leave_out(item.schema.fields, &mut first.values, &circling);
        if first.values != item.values {
            again.push(step(item, true));
        }
        steps.push(first);
    }
    steps.append(&mut again);
    let kept = records.iter().filter(|one| there(**one)).filter_map(|one| isms.item(*one));
    steps.extend(kept.map(|item| step(&item, false)));
    Ok(steps)
}

fn step(item: &Item, again: bool) -> Step {
    let record = Ref { kind: item.schema.key, prefix: item.schema.prefix, id: item.id };
    Step { record, values: item.values.clone(), retired: item.retired, again }
}

/// What a record refers to; only what it cannot be without, where `only_needed`.
pub(crate) fn needs(item: &Item, only_needed: bool) -> Vec<Ref> {
    let mut found = Vec::new();
    collect(item.schema.fields, &item.values, only_needed, &mut found);
    found
}

fn collect(fields: &[Field], values: &[Value], only_needed: bool, found: &mut Vec<Ref>) {
    for (field, value) in fields.iter().zip(values) {
        match (field.kind, value) {
            (_, Value::Ref(one)) if field.required || !only_needed => found.push(*one),
            (_, Value::Refs(refs)) if !only_needed => found.extend(refs),
            (Kind::Rows(columns), Value::Rows(rows)) => {
                for row in rows {
                    collect(columns, row, only_needed, found);
                }
            }
            _ => {}
        }
    }
}

fn leave_out(fields: &[Field], values: &mut [Value], circling: &BTreeSet<Ref>) {
    for (field, value) in fields.iter().zip(values) {
        match (field.kind, &mut *value) {
            (_, Value::Ref(one)) if !field.required && circling.contains(one) => *value = Value::None,
            (_, Value::Refs(refs)) => {
                refs.retain(|one| !circling.contains(one));
                if refs.is_empty() {
                    *value = Value::None;
                }
            }
            (Kind::Rows(columns), Value::Rows(rows)) => {
                for row in rows {
                    leave_out(columns, row, circling);
                }
            }
            _ => {}
        }
    }
}

/// The records in an order in which each comes after what it needs, by their kinds and numbers where that is free; and
/// those that are part of a circle, or need one that is.
fn sorted(records: &[Ref], needs: &[Vec<Ref>]) -> (Vec<usize>, Vec<usize>) {
    let kinds: HashMap<&str, usize> =
        RECORDS.iter().enumerate().map(|(at, kind)| (kind.schema.key, at)).collect();
    let place: HashMap<Ref, usize> = records.iter().enumerate().map(|(at, one)| (*one, at)).collect();
    let mut waiting = vec![0_usize; records.len()];
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); records.len()];
    for (at, needs) in needs.iter().enumerate() {
        for before in needs.iter().filter_map(|one| place.get(one)) {
            waiting[at] += 1;
            needed_by[*before].push(at);
        }
    }
    let key = |at: usize| Reverse((kinds.get(records[at].kind).copied(), records[at].id, at));
    let ready = (0..records.len()).filter(|at| waiting[*at] == 0).map(key);
    let mut ready: BinaryHeap<_> = ready.collect();
    let mut order = Vec::with_capacity(records.len());
    while let Some(Reverse((_, _, at))) = ready.pop() {
        order.push(at);
        for next in &needed_by[at] {
            waiting[*next] -= 1;
            if waiting[*next] == 0 {
                ready.push(key(*next));
            }
        }
    }
    let circle = (0..records.len()).filter(|at| waiting[*at] > 0).collect();
    (order, circle)
}
