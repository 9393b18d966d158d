//! Records as they were written: their kind, number and place are known, their values not yet.

use std::{collections::HashMap, sync::Arc};

use attesta_isms::kit::RecordType;
use attesta_record::Ref;

use super::{
    ERASED, MOST_NUMBER, NUMBER, RETIRED,
    fault::{Faults, shortened},
    node::{Entry, Node, What},
};

/// A record as it was written.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Its kind.
    pub(crate) kind: &'static RecordType,
    /// The file that it stands in.
    pub(crate) file: Arc<str>,
    /// The line on which it begins.
    pub(crate) line: usize,
    /// Its number; 0 as long as it has none.
    pub(crate) id: i64,
    /// Whether its number was written.
    pub(crate) numbered: bool,
    /// Whether it is retired.
    pub(crate) retired: bool,
    /// Its fields, each once.
    pub(crate) fields: Vec<Entry>,
}

impl Draft {
    /// The draft of a map; `None` where it is none.
    pub(crate) fn of(
        kind: &'static RecordType,
        file: &Arc<str>,
        node: Node,
        faults: &mut Faults,
    ) -> Option<Self> {
        let (line, noun) = (node.line, node.noun());
        let What::Map(fields) = node.what else {
            let example = kind.schema.fields.first().map_or(NUMBER, |field| field.name);
            let message = format!(
                "A {} is a map of names and values, such as “{example}: …”; this is {noun}.",
                kind.schema.label.to_lowercase()
            );
            faults.add(file, line, "", message);
            return None;
        };
        let mut draft =
            Self { kind, file: file.clone(), line, id: 0, numbered: false, retired: false, fields };
        draft.take_number(faults);
        draft.take_retired(faults);
        draft.unknown_fields(faults);
        Some(draft)
    }

    /// The record as others refer to it.
    pub(crate) fn record(&self) -> Ref {
        Ref { kind: self.kind.schema.key, prefix: self.kind.schema.prefix, id: self.id }
    }

    /// What was written in a field.
    pub(crate) fn field(&self, name: &str) -> Option<&Entry> {
        self.fields.iter().find(|entry| entry.name == name)
    }

    fn take(&mut self, name: &str) -> Option<Entry> {
        let at = self.fields.iter().position(|entry| entry.name == name)?;
        Some(self.fields.remove(at))
    }

    fn take_number(&mut self, faults: &mut Faults) {
        let Some(entry) = self.take(NUMBER) else { return };
        let prefix = self.kind.schema.prefix;
        if let What::Scalar(text, _) = &entry.node.what {
            let (before, digits) = text.rsplit_once('-').unwrap_or((prefix, text));
            let id = digits.parse().ok().filter(|id| (1..=MOST_NUMBER).contains(id));
            if let Some(id) = id.filter(|_| before.eq_ignore_ascii_case(prefix)) {
                (self.id, self.numbered) = (id, true);
                return;
            }
        }
        let message = format!("This is no number of a {}. Write it as {prefix}-1.", self.kind.schema.label);
        faults.add(&self.file, entry.line, NUMBER, message);
    }

    fn take_retired(&mut self, faults: &mut Faults) {
        let Some(entry) = self.take(RETIRED) else { return };
        match &entry.node.what {
            What::Scalar(text, true) if text == "true" => self.retired = true,
            What::Scalar(text, true) if text == "false" => {}
            _ => faults.add(&self.file, entry.line, RETIRED, "Write true or false."),
        }
    }

    fn unknown_fields(&mut self, faults: &mut Faults) {
        let schema = self.kind.schema;
        for entry in self.fields.iter().filter(|entry| schema.field(&entry.name).is_none()) {
            let known = schema.fields.iter().map(|field| field.name).chain([NUMBER, RETIRED]);
            let near = faults.near(&entry.name, known);
            let message = format!("A {} has no such field.{near}", schema.label);
            faults.add(&self.file, entry.line, &shortened(&entry.name), message);
        }
        self.fields.retain(|entry| schema.field(&entry.name).is_some());
    }
}

/// Sees to it that every record has a number of its own: those without one get the lowest that are free, in order.
pub(crate) fn number(drafts: &mut [Draft], faults: &mut Faults) {
    let mut taken: HashMap<(&str, i64), (Arc<str>, usize)> = HashMap::new();
    for draft in drafts.iter().filter(|draft| draft.numbered) {
        let place = (draft.kind.schema.key, draft.id);
        if let Some((file, line)) = taken.insert(place, (draft.file.clone(), draft.line)) {
            let number = draft.record().number();
            let message = format!("{number} stands in {file}:{line} already. Give one of them another.");
            faults.add(&draft.file, draft.line, NUMBER, message);
        }
    }
    let mut last: HashMap<&str, i64> = HashMap::new();
    for draft in drafts.iter_mut().filter(|draft| !draft.numbered) {
        let key = draft.kind.schema.key;
        let last = last.entry(key).or_insert(0);
        *last += 1;
        while taken.contains_key(&(key, *last)) {
            *last += 1;
        }
        draft.id = *last;
    }
}

/// Whether a map is `{erased: true}`, as programs without tags write an erased text.
pub(crate) fn says_erased(entries: &[Entry]) -> bool {
    let says = |what: &What| matches!(what, What::Scalar(text, true) if text == "true");
    matches!(entries, [only] if only.name == ERASED && says(&only.node.what))
}
