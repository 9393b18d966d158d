//! Recipes: what a register of some kind looks like, and which records a row of it gives. They are data.
//!
//! `data/recipes.toml` holds those of the registers that people keep. Every kind of record has one besides, made from its
//! declaration, so that what the export writes comes back by its own headings.

use std::{collections::BTreeMap, sync::LazyLock};

use attesta_isms::{RECORDS, record_type};
use attesta_record::{Field, Kind, Schema};
use serde::Deserialize;

use super::heading;

const TEXT: &str = include_str!("../../data/recipes.toml");

/// What a register looks like, and which records a row of it gives.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Its key in mapping files.
    pub key: String,
    /// What people call such a register.
    pub name: String,
    /// Registers with a lower number come first, because later ones refer to them.
    #[serde(default = "late")]
    pub order: u32,
    /// Headings of the column that tells the rows apart by a number of their own.
    #[serde(default)]
    pub id: Vec<String>,
    /// Where there is no such column: the columns that tell the rows apart, as targets.
    #[serde(default)]
    pub natural: Vec<String>,
    /// Columns without which a table is no such register, as targets.
    #[serde(default)]
    pub must: Vec<String>,
    /// The long text that takes what does not fit its own field, as a target; empty where there is none.
    #[serde(default)]
    pub rest: String,
    /// What is to be done beyond placing cells in fields.
    #[serde(default)]
    pub hook: Hook,
    /// The records that a row gives, the main one first.
    pub part: Vec<Part>,
    /// The columns that are known.
    #[serde(default)]
    pub column: Vec<Column>,
}

/// What is to be done beyond placing cells in fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hook {
    /// Nothing.
    #[default]
    None,
    /// Levels of a risk, by the method in force.
    Assess,
    /// Columns are roles, cells say in which way each answers for an activity.
    Matrix,
}

/// A record that a row gives.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The key of its kind; also its name among the parts.
    pub kind: String,
    /// Fields that do not come from cells: a word as files write it, `@scope`, or `@kind` for the record of another part.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// Fields of which one must be given, or the record is not made.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Fields by which a record that is there already is found.
    #[serde(default, rename = "match")]
    pub matches: Vec<String>,
    /// Lists to which rows add, instead of saying them whole.
    #[serde(default)]
    pub add: Vec<String>,
    /// Fields whose text tells several records of one row apart over time: each version is a record of its own.
    #[serde(default)]
    pub by: Vec<String>,
}

/// A column that is known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Where it goes: `field`, `kind.field`, or `~name` for what a hook does with it.
    pub to: String,
    /// Its headings.
    #[serde(default)]
    pub words: Vec<String>,
    /// How much it says for the kind of register; 1 where nothing else is said.
    #[serde(default = "one")]
    pub weight: f64,
    /// Whether a cell names a person, not a role.
    #[serde(default)]
    pub person: bool,
    /// Whether the text is written with its heading before it, as one of several in the same field.
    #[serde(default)]
    pub label: bool,
    #[serde(skip)]
    names: Vec<Vec<String>>,
}

/// Where a column goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// It tells the rows apart.
    Key,
    /// It is the number of the record.
    Number,
    /// A field of the record of a part: positions.
    Field(usize, usize),
    /// Something that a hook reads.
    Special(String),
}

fn late() -> u32 {
    50
}

fn one() -> f64 {
    1.0
}

#[derive(Deserialize)]
struct File {
    recipe: Vec<Recipe>,
}

static RECIPES: LazyLock<Vec<Recipe>> = LazyLock::new(|| {
    // The text is compiled in, and a test reads it: where it does not parse, only the declarations speak.
    let mut recipes = toml::from_str::<File>(TEXT).map(|file| file.recipe).unwrap_or_default();
    let known = recipes.len();
    for kind in RECORDS {
        if !recipes[..known].iter().any(|recipe| recipe.part[0].kind == kind.schema.key) {
            recipes.push(Recipe::declared(kind.schema));
        }
    }
    recipes.iter_mut().for_each(Recipe::complete);
    recipes
});

/// All recipes: those of registers first, then those of every other kind of record.
pub fn recipes() -> &'static [Recipe] {
    &RECIPES
}

/// The recipe of a key; the key of a kind of record is one too.
pub fn recipe(key: &str) -> Option<&'static Recipe> {
    let by_key = RECIPES.iter().find(|recipe| recipe.key == key || recipe.name.eq_ignore_ascii_case(key));
    by_key.or_else(|| RECIPES.iter().find(|recipe| recipe.part[0].kind == key))
}

impl Recipe {
    /// The recipe that follows from a declaration alone.
    fn declared(schema: &'static Schema) -> Self {
        let required = schema.fields.iter().filter(|field| field.title);
        let must: Vec<String> = required.map(|field| field.name.to_owned()).collect();
        Self {
            key: schema.key.to_owned(),
            name: schema.plural.to_owned(),
            order: late(),
            id: vec!["id".to_owned(), "ref".to_owned(), format!("{} id", schema.label)],
            natural: must.clone(),
            must,
            rest: String::new(),
            hook: Hook::None,
            part: vec![Part {
                kind: schema.key.to_owned(),
                set: schema
                    .field("scope")
                    .filter(|field| field.required)
                    .map(|_| ("scope".to_owned(), "@scope".to_owned()))
                    .into_iter()
                    .collect(),
                needs: Vec::new(),
                matches: Vec::new(),
                add: Vec::new(),
                by: Vec::new(),
            }],
            column: Vec::new(),
        }
    }

    /// Adds the fields of the main record under their own labels and names, and makes the headings comparable.
    fn complete(&mut self) {
        let fields = self.schema(0).map_or(&[][..], |schema| schema.fields);
        // A file does not come in by a table.
        for field in fields.iter().filter(|field| !matches!(field.kind, Kind::File)) {
            let words = [field.label.to_owned(), field.name.replace('_', " ")];
            match self.column.iter_mut().find(|column| column.to == field.name) {
                Some(column) => column.words.extend(words),
                None => self.column.push(Column {
                    to: field.name.to_owned(),
                    words: words.into(),
                    weight: if field.title { 1.0 } else { 0.5 },
                    person: false,
                    label: false,
                    names: Vec::new(),
                }),
            }
        }
        let id = Column {
            to: "key".to_owned(),
            words: self.id.clone(),
            weight: 0.5,
            person: false,
            label: false,
            names: Vec::new(),
        };
        self.column.push(id);
        for column in &mut self.column {
            column.names = column.words.iter().map(|word| heading::words(word)).collect();
        }
    }

    /// The declaration of a part's kind.
    pub fn schema(&self, part: usize) -> Option<&'static Schema> {
        record_type(&self.part.get(part)?.kind).map(|kind| kind.schema)
    }

    /// The place in the recipe that a target's text means.
    pub fn target(&self, to: &str) -> Option<Target> {
        match to {
            "key" => return Some(Target::Key),
            "number" => return Some(Target::Number),
            _ => {}
        }
        if let Some(special) = to.strip_prefix('~') {
            return Some(Target::Special(special.to_owned()));
        }
        let (part, field) = match to.split_once('.') {
            Some((kind, field)) => (self.part.iter().position(|part| part.kind == kind)?, field),
            None => (0, to),
        };
        Some(Target::Field(part, self.schema(part)?.position(field)?))
    }

    /// How a target is written in a mapping file.
    pub fn target_text(&self, target: &Target) -> String {
        match target {
            Target::Key => "key".to_owned(),
            Target::Number => "number".to_owned(),
            Target::Special(name) => format!("~{name}"),
            Target::Field(part, field) => {
                let name = self.field(*part, *field).map_or("", |field| field.name);
                if *part == 0 { name.to_owned() } else { format!("{}.{name}", self.part[*part].kind) }
            }
        }
    }

    /// What a target is called, for a person.
    pub fn target_label(&self, target: &Target) -> String {
        match target {
            Target::Key => "tells the rows apart".to_owned(),
            Target::Number => "number of the record".to_owned(),
            Target::Special(name) => name.replace('_', " "),
            Target::Field(part, field) => {
                let label = self.field(*part, *field).map_or("", |field| field.label);
                if *part == 0 {
                    label.to_owned()
                } else {
                    format!("{}: {label}", self.schema(*part).map_or("", |s| s.label))
                }
            }
        }
    }

    /// A field of a part.
    pub fn field(&self, part: usize, field: usize) -> Option<&'static Field> {
        self.schema(part)?.fields.get(field)
    }

    /// Whether a text of this heading is written with its heading before it.
    pub(super) fn is_labelled(&self, target: &Target, heading: &str) -> bool {
        let (words, to) = (heading::words(heading), self.target_text(target));
        let known = self.column.iter().filter(|known| known.to == to);
        let best = known.max_by(|a, b| a.likeness(&words).total_cmp(&b.likeness(&words)));
        best.is_some_and(|known| known.label)
    }

    /// The known column of a target.
    pub fn column_to(&self, target: &Target) -> Option<&Column> {
        let text = self.target_text(target);
        self.column.iter().find(|column| column.to == text)
    }
}

impl Column {
    /// How well a heading says this column, from 0 to 1.
    pub(super) fn likeness(&self, words: &[String]) -> f64 {
        self.names.iter().map(|name| heading::likeness(words, name)).fold(0.0, f64::max)
    }
}

/// Whether a field holds controls of Annex A.
pub(super) fn holds_controls(kind: Kind) -> bool {
    let words = match kind {
        Kind::Choice(words) | Kind::Choices(words) => words(),
        _ => return false,
    };
    words.first().is_some_and(|word| word.key == "A.5.1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_leads_somewhere() {
        let read = toml::from_str::<File>(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
        for recipe in recipes() {
            for (at, part) in recipe.part.iter().enumerate() {
                let schema =
                    recipe.schema(at).unwrap_or_else(|| panic!("{}: no kind {}", recipe.key, part.kind));
                let fields =
                    part.set.keys().chain(&part.needs).chain(&part.matches).chain(&part.add).chain(&part.by);
                for field in fields {
                    assert!(schema.field(field).is_some(), "{}: {} has no {field}", recipe.key, part.kind);
                }
                for value in part.set.values().filter_map(|value| value.strip_prefix('@')) {
                    let known = value == "scope" || recipe.part.iter().any(|part| part.kind == value);
                    assert!(known, "{}: @{value}", recipe.key);
                }
            }
            let rest = (!recipe.rest.is_empty()).then_some(&recipe.rest);
            let columns = recipe.column.iter().map(|column| &column.to);
            for to in columns.chain(&recipe.natural).chain(&recipe.must).chain(rest) {
                assert!(recipe.target(to).is_some(), "{}: no target {to}", recipe.key);
            }
            if let Some(rest) = rest {
                let Some(Target::Field(part, field)) = recipe.target(rest) else { panic!("{rest}") };
                let text = recipe.field(part, field).map(|field| field.kind);
                assert!(matches!(text, Some(Kind::Text)), "{}: {rest} is no text", recipe.key);
            }
        }
    }
}
