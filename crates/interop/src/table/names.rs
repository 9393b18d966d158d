//! Names and numbers by which cells mean records: other people's ids, titles, short names.

use std::collections::{BTreeMap, HashMap};

use attesta_isms::Isms;
use attesta_record::{Item, Kind, Value, value_to_json};

pub(super) use super::words::folded;

/// The most names that are noted while a table is looked at.
const MOST_NOTED: usize = 5_000;

/// What is looked up: a kind, and the fields whose values are compared; titles where there is none.
type Question = (&'static str, Vec<usize>);

/// Where records are found by what they say. Kept up while a working copy changes, and set back with it.
#[derive(Debug, Default)]
pub(super) struct Names {
    found: BTreeMap<Question, HashMap<String, Vec<i64>>>,
    /// Ids that other people gave, by kind.
    foreign: HashMap<(&'static str, String), i64>,
    /// What was added since the last mark, to be taken away again.
    added: Vec<Added>,
}

#[derive(Debug)]
enum Added {
    Found(Question, String, i64),
    Foreign(&'static str, String),
}

impl Names {
    /// The records of a kind whose fields have these values.
    pub(super) fn by_fields(
        &mut self,
        isms: &Isms,
        kind: &'static str,
        fields: &[usize],
        values: &[Value],
    ) -> Vec<i64> {
        let question = (kind, fields.to_vec());
        self.fill(isms, &question);
        let Some(key) = key_of_values(kind, fields, values) else { return Vec::new() };
        self.found.get(&question).and_then(|found| found.get(&key)).cloned().unwrap_or_default()
    }

    /// The records of a kind that a text names.
    pub(super) fn by_title(&mut self, isms: &Isms, kind: &'static str, text: &str) -> Vec<i64> {
        let question = (kind, Vec::new());
        self.fill(isms, &question);
        self.found.get(&question).and_then(|found| found.get(&folded(text))).cloned().unwrap_or_default()
    }

    /// The record of an id that other people gave.
    pub(super) fn by_foreign(&self, kind: &'static str, id: &str) -> Option<i64> {
        self.foreign.get(&(kind, folded(id))).copied()
    }

    /// Notes an id that other people gave.
    pub(super) fn note_foreign(&mut self, kind: &'static str, id: &str, record: i64) {
        let id = folded(id);
        if self.foreign.insert((kind, id.clone()), record).is_none() {
            self.added.push(Added::Foreign(kind, id));
        }
    }

    /// Notes a record that is new or was changed.
    pub(super) fn note(&mut self, item: &Item) {
        let kind = item.schema.key;
        for (question, found) in &mut self.found {
            if question.0 != kind {
                continue;
            }
            for key in keys_of(item, &question.1) {
                let ids = found.entry(key.clone()).or_default();
                if !ids.contains(&item.id) {
                    ids.push(item.id);
                    self.added.push(Added::Found(question.clone(), key, item.id));
                }
            }
        }
    }

    /// From here on, [`Self::back`] can take away what is added.
    pub(super) fn mark(&mut self) {
        self.added.clear();
    }

    /// Takes away what was added since the mark.
    pub(super) fn back(&mut self) {
        for added in self.added.drain(..) {
            match added {
                Added::Foreign(kind, id) => {
                    self.foreign.remove(&(kind, id));
                }
                Added::Found(question, key, id) => {
                    if let Some(ids) = self.found.get_mut(&question).and_then(|found| found.get_mut(&key)) {
                        ids.retain(|one| *one != id);
                    }
                }
            }
        }
    }

    fn fill(&mut self, isms: &Isms, question: &Question) {
        if self.found.contains_key(question) {
            return;
        }
        let mut found: HashMap<String, Vec<i64>> = HashMap::new();
        if let Some(table) = isms.table(question.0) {
            for item in table.items().filter(|item| !item.retired) {
                for key in keys_of(&item, &question.1) {
                    found.entry(key).or_default().push(item.id);
                }
            }
        }
        self.found.insert(question.clone(), found);
    }
}

/// By what a record is found: the values of its fields, or each of the texts that name it.
fn keys_of(item: &Item, fields: &[usize]) -> Vec<String> {
    if !fields.is_empty() {
        return key_of_values(item.schema.key, fields, &item.values).into_iter().collect();
    }
    let names =
        item.schema.fields.iter().zip(&item.values).filter(|(field, _)| field.title || field.name == "email");
    let texts = names.filter_map(|(field, value)| match (field.kind, value) {
        (Kind::Text, Value::Text(text)) => Some(folded(text)),
        _ => None,
    });
    texts.filter(|text| !text.is_empty()).collect()
}

fn key_of_values(kind: &'static str, fields: &[usize], values: &[Value]) -> Option<String> {
    let schema = attesta_isms::record_type(kind)?.schema;
    let mut key = String::new();
    for at in fields {
        let value = values.get(*at).filter(|value| !value.is_none())?;
        let text = match value {
            Value::Text(text) => folded(text),
            value => value_to_json(schema.fields.get(*at)?.kind, value).to_string(),
        };
        key.push_str(&text);
        key.push('\u{1f}');
    }
    Some(key)
}

/// A name with a short one in brackets: `Information Security Officer (ISO)`, where the letters agree.
pub(super) fn split_alias(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.trim().split_once('(')?;
    let short = rest.trim().strip_suffix(')')?.trim();
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let agree = short.chars().count() >= 2 && initials.to_lowercase() == short.to_lowercase();
    agree.then_some((name.trim(), short))
}

/// Notes the short name that a text gives to a long one.
pub(super) fn note_alias(text: &str, aliases: &mut Vec<(String, String)>) {
    let Some((name, short)) = split_alias(text) else { return };
    if aliases.len() < MOST_NOTED && !aliases.iter().any(|(one, _)| one == short) {
        aliases.push((short.to_owned(), name.to_owned()));
    }
}

/// Notes a name that stands in a column of people.
pub(super) fn note_person(text: &str, people: &mut Vec<String>) {
    let two = text.split_whitespace().count() >= 2;
    if two
        && !super::words::names_a_role(text)
        && people.len() < MOST_NOTED
        && !people.iter().any(|one| one == text)
    {
        people.push(text.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_one_only_where_the_letters_agree() {
        assert_eq!(
            split_alias("Information Security Officer (ISO)"),
            Some(("Information Security Officer", "ISO"))
        );
        for text in ["All Employees (42)", "Certified (vendor)", "ISO", "Head (H)"] {
            assert_eq!(split_alias(text), None, "{text}");
        }
    }
}
