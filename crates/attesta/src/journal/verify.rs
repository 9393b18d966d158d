//! Verifying a journal from nothing but its leaves: the tree, then everything that the leaves commit to.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use attesta_record::{
    journal::{Commitments, ERASED, Leaf, LeafRecord, commitment, salt_from_text},
    merkle::{Frontier, hex, leaf_hash},
};
use attesta_store::{Sealed, SealedChange};
use serde_json::{Map, Value as Json};

/// What does not fit, in a sentence.
pub(super) type Mismatch = String;

/// A record: its kind and number.
type Key = (String, i64);

/// A journal as far as it was verified, from its first entry on.
pub(super) struct Verifier {
    organisation: String,
    frontier: Frontier,
    /// By record: its revision, and a short hash of each field's commitment in its last leaf.
    last: HashMap<Key, (i64, Vec<u64>)>,
    /// Values that are gone, and must have been erased by a later act: the entry, the record, the field.
    gone: Vec<(i64, Key, String)>,
}

impl Verifier {
    /// Nothing verified yet, of the organisation with this name in its leaves.
    pub(super) fn new(organisation: &str) -> Self {
        let (last, gone) = (HashMap::new(), Vec::new());
        Self { organisation: organisation.to_owned(), frontier: Frontier::new(), last, gone }
    }

    /// How many entries were verified.
    pub(super) fn entries(&self) -> i64 {
        i64::try_from(self.frontier.size()).unwrap_or(i64::MAX)
    }

    /// Verifies the next entry.
    pub(super) fn take(&mut self, entry: &Sealed) -> Result<(), Mismatch> {
        let expected = self.entries() + 1;
        let wrong = |what: &str| format!("Entry {expected}: {what}");
        if entry.sequence != expected {
            return Err(wrong(&format!("it is missing; the next one is {}.", entry.sequence)));
        }
        let hash = leaf_hash(entry.leaf.as_bytes());
        if hex(&hash) != entry.leaf_hash {
            return Err(wrong("its leaf does not have the hash that is stored."));
        }
        let leaf = Leaf::from_text(&entry.leaf).ok_or_else(|| wrong("its leaf cannot be read."))?;
        if !agrees(&leaf, entry, &self.organisation) {
            return Err(wrong("what is stored beside its leaf differs from the leaf."));
        }
        let input = kept(&entry.input, &entry.input_salts, &leaf.input).map_err(|what| wrong(&what))?;
        if let Some(field) = leaf.input.keys().find(|field| !input.values.contains_key(*field)) {
            return Err(wrong(&format!("what was said as {field} is missing.")));
        }
        for (record, change) in leaf.records.iter().zip(&entry.changes) {
            self.take_change(entry.sequence, record, change)?;
        }
        // What was said is erased only together with the field of a record that said the same.
        if let Some(field) = input
            .gone
            .iter()
            .find(|field| !self.gone.iter().any(|gone| gone.0 == entry.sequence && gone.2 == **field))
        {
            return Err(wrong(&format!("the value of {field} is gone, and no record lost it.")));
        }
        self.frontier.push(hash);
        Ok(())
    }

    fn take_change(
        &mut self,
        sequence: i64,
        record: &LeafRecord,
        change: &SealedChange,
    ) -> Result<(), Mismatch> {
        let wrong = |what: &str| format!("Entry {sequence}, {} {}: {what}", change.kind, change.id);
        let facts = kept(&change.facts, &change.salts, &record.fields).map_err(|what| wrong(&what))?;
        let key = (record.kind.clone(), record.id);
        let (revision, before) = self.last.remove(&key).unwrap_or_default();
        if change.revision != revision + 1 {
            return Err(wrong("its revision does not follow the one before."));
        }
        let (mut now, mut erased) = (Vec::with_capacity(record.fields.len()), Vec::new());
        for (field, commitment) in &record.fields {
            let short = short_hash(field, commitment);
            if before.binary_search(&short).is_ok() == facts.values.contains_key(field) {
                return Err(wrong(&format!("whether {field} changed is told in two ways.")));
            }
            if commitment == ERASED {
                erased.push(field.clone());
            }
            now.push(short);
        }
        if !erased.is_empty() {
            self.gone.retain(|(_, one, field)| *one != key || !erased.contains(field));
        }
        self.gone.extend(facts.gone.into_iter().map(|field| (sequence, key.clone(), field)));
        now.sort_unstable();
        self.last.insert(key, (change.revision, now));
        Ok(())
    }

    /// Compares the whole with the head of the journal: its size and the right edge of its tree.
    pub(super) fn finish(&self, size: i64, edge: &str) -> Result<(), Mismatch> {
        if size != self.entries() || self.frontier.encode() != edge {
            return Err("The root of the tree is not the one that the head of the journal keeps.".to_owned());
        }
        match self.gone.first() {
            Some((sequence, (kind, id), field)) => Err(format!(
                "Entry {sequence}, {kind} {id}: the value of {field} is gone, and no later entry erases it."
            )),
            None => Ok(()),
        }
    }

    /// The root of the tree, in hex.
    pub(super) fn root(&self) -> String {
        hex(&self.frontier.root())
    }
}

/// Values that fit their commitments.
struct Kept {
    values: Map<String, Json>,
    /// The fields of which only the commitment is left.
    gone: Vec<String>,
}

/// Reads values with their salts and compares each with its commitment.
fn kept(values: &str, salts: &str, commitments: &Commitments) -> Result<Kept, Mismatch> {
    let object =
        |text: &str| serde_json::from_str(text).map_err(|_| "what is stored cannot be read.".to_owned());
    let (values, salts): (Map<String, Json>, Map<String, Json>) = (object(values)?, object(salts)?);
    let mut gone = Vec::new();
    for (field, value) in &values {
        let committed =
            commitments.get(field).ok_or_else(|| format!("its leaf knows nothing of {field}."))?;
        let Some(salt) = salts.get(field) else {
            if value.get("erased") != Some(&Json::Bool(true)) {
                return Err(format!("the salt of {field} is missing."));
            }
            if committed != ERASED {
                gone.push(field.clone());
            }
            continue;
        };
        let salt = salt.as_str().and_then(salt_from_text);
        if salt.is_none_or(|salt| commitment(&salt, field, value) != *committed) {
            return Err(format!("the stored value of {field} does not match its commitment."));
        }
    }
    match salts.keys().find(|field| !values.contains_key(*field)) {
        Some(field) => Err(format!("the value of {field} is missing, and its salt is there.")),
        None => Ok(Kept { values, gone }),
    }
}

/// Whether what is stored beside a leaf says the same as the leaf.
fn agrees(leaf: &Leaf, entry: &Sealed, organisation: &str) -> bool {
    let told = |change: &SealedChange| (change.kind.clone(), change.id, change.revision, change.retired);
    let changes =
        leaf.records.iter().map(|one| (one.kind.clone(), one.id, i64::from(one.revision), one.retired));
    leaf.organisation == organisation
        && leaf.sequence == entry.sequence
        && leaf.recorded_at == entry.recorded_at
        && leaf.occurred_on == entry.occurred_on
        && leaf.actor == entry.actor
        && leaf.verb == entry.verb
        && leaf.on == entry.on
        && changes.eq(entry.changes.iter().map(told))
        && entry.changes.iter().all(|change| change.changed_at == leaf.recorded_at)
}

/// Enough to tell whether a field has the commitment that it had before; salts are random, so two never meet by chance.
fn short_hash(field: &str, commitment: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    (field, commitment).hash(&mut hash);
    hash.finish()
}
