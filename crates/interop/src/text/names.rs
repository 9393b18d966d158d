//! What references lead to: records by their number, or by a name that only one of them has.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use attesta_record::{Kind, Ref, Target};

use super::{
    draft::Draft,
    fault::shortened,
    node::{Entry, What},
    suggest::did_you_mean,
};

/// How far a name is followed that is made of the names of other records.
const MOST_DEPTH: u8 = 3;

/// How many names are compared to find the nearest one.
const MOST_COMPARED: usize = 2_000;

/// All records that references can lead to.
pub(crate) struct Names<'a> {
    drafts: &'a [Draft],
    by_number: HashMap<(&'static str, i64), usize>,
    /// The numbers of the records of a kind that have a name, in small letters. Made when first needed.
    by_name: OnceCell<HashMap<&'static str, BTreeMap<String, BTreeSet<i64>>>>,
    known: &'a dyn Fn(Ref) -> bool,
}

impl<'a> Names<'a> {
    /// The names of all drafts, and of the records that are known elsewhere, by their number.
    pub(crate) fn of(drafts: &'a [Draft], known: &'a dyn Fn(Ref) -> bool) -> Self {
        let key = |(at, draft): (usize, &Draft)| ((draft.kind.schema.key, draft.id), at);
        let by_number = drafts.iter().enumerate().map(key).collect();
        Self { drafts, by_number, by_name: OnceCell::new(), known }
    }

    /// The record that is meant, or why none is; with the nearest name where `near`.
    pub(crate) fn find(&self, text: &str, targets: &'static [Target], near: bool) -> Result<Ref, String> {
        if let Some(one) = Ref::parse(text, targets) {
            let there = self.by_number.contains_key(&(one.kind, one.id)) || (self.known)(one);
            return if there { Ok(one) } else { Err(format!("There is no {}.", one.number())) };
        }
        if let Some(other) = attesta_isms::reference(text) {
            let (number, example) = (other.number(), example(targets));
            return Err(format!("{number} is of another kind. Write a number like {example}."));
        }
        self.named(text, targets, near)
    }

    fn named(&self, text: &str, targets: &'static [Target], near: bool) -> Result<Ref, String> {
        let names = self.by_name.get_or_init(|| self.make_names());
        let (wanted, shown) = (folded(text), shortened(text));
        let mut found = Vec::new();
        for target in targets {
            let ids = names.get(target.key).and_then(|names| names.get(&wanted)).into_iter().flatten();
            found.extend(ids.map(|id| Ref { kind: target.key, prefix: target.prefix, id: *id }));
        }
        match found.as_slice() {
            [only] => Ok(*only),
            [] => {
                let known = targets.iter().filter_map(|target| names.get(target.key));
                let known = known
                    .flat_map(BTreeMap::keys)
                    .take(if near { MOST_COMPARED } else { 0 })
                    .map(String::as_str);
                let near = did_you_mean(text, known);
                Err(format!("Nothing is called “{shown}”. Write a number like {}.{near}", example(targets)))
            }
            several => {
                let mut numbers: Vec<Ref> = several.iter().take(5).copied().collect();
                numbers.sort_unstable();
                let numbers: Vec<String> = numbers.iter().map(Ref::number).collect();
                let numbers = numbers.join(", ");
                Err(format!("Several are called “{shown}”: {numbers} … Write the number instead."))
            }
        }
    }

    fn make_names(&self) -> HashMap<&'static str, BTreeMap<String, BTreeSet<i64>>> {
        let mut names: HashMap<_, BTreeMap<String, BTreeSet<i64>>> = HashMap::new();
        for draft in self.drafts {
            let of_kind = names.entry(draft.kind.schema.key).or_default();
            for name in [self.name(draft, MOST_DEPTH), self.name(draft, 0)] {
                if !name.is_empty() {
                    of_kind.entry(folded(&name)).or_default().insert(draft.id);
                }
            }
        }
        names
    }

    /// The name of a record: its title fields, joined. With no depth left, references are left out of it.
    fn name(&self, draft: &Draft, depth: u8) -> String {
        let mut parts = Vec::new();
        for field in draft.kind.schema.fields.iter().filter(|field| field.title) {
            let Some(Entry { node, .. }) = draft.field(field.name) else { continue };
            let What::Scalar(text, _) = &node.what else { continue };
            parts.push(match field.kind {
                Kind::Reference(_) if depth == 0 => continue,
                Kind::Reference(targets) => {
                    let target = Ref::parse(text, targets);
                    let target = target.and_then(|one| self.by_number.get(&(one.kind, one.id)));
                    target.map_or_else(|| text.clone(), |at| self.name(&self.drafts[*at], depth - 1))
                }
                Kind::Choice(words) => {
                    let word = words().iter().find(|word| word.key == text);
                    word.map_or_else(|| text.clone(), |word| word.label.to_owned())
                }
                _ => text.clone(),
            });
        }
        parts.join(" · ")
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// `R-1`, or `PE-1 or RO-1`.
fn example(targets: &[Target]) -> String {
    targets.iter().map(|target| format!("{}-1", target.prefix)).collect::<Vec<_>>().join(" or ")
}
