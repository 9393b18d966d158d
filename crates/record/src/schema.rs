//! The declaration of a record as data: [`Schema`], [`Field`], [`Kind`].

use crate::choice::Word;

/// The declaration of one kind of record.
#[derive(Debug)]
pub struct Schema {
    /// The kind's key: the SQL table, the key in files and translations.
    pub key: &'static str,
    /// What stands before the human number: `R` in `R-42`.
    pub prefix: &'static str,
    /// The segment of its address: `risks` in `/acme/risks/42`.
    pub path: &'static str,
    /// One of it, as a person reads it.
    pub label: &'static str,
    /// Several of it.
    pub plural: &'static str,
    /// What it is and what it is for.
    pub help: &'static str,
    /// The clause of ISO/IEC 27001 that asks for it; empty where none does.
    pub clause: &'static str,
    /// Version of the declaration, written into every leaf, so that old entries stay readable.
    pub version: u32,
    /// The fields, in the order of the form.
    pub fields: &'static [Field],
}

impl Schema {
    /// The position of a field.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The human number of a record of this kind: `R-42`.
    pub fn number(&self, id: i64) -> String {
        format!("{}-{id}", self.prefix)
    }
}

/// One field of a record, of a verb or of a row.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own in the declaration")]
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name: the column, the JSON key, the form's control.
    pub name: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// What to write there; may be empty.
    pub help: &'static str,
    /// What kind of value it holds.
    pub kind: Kind,
    /// Whether a value must be given.
    pub required: bool,
    /// A text of several lines.
    pub long: bool,
    /// Shown as a column of the list.
    pub list: bool,
    /// Part of the name by which the record is shown elsewhere.
    pub title: bool,
    /// Set by verbs only; never on the generic form.
    pub by_verb: bool,
    /// Kept in an index, so that sorting and filtering stay fast.
    pub index: bool,
    /// The scale that a level belongs to.
    pub scale: Option<Scale>,
    /// The least number allowed.
    pub min: Option<f64>,
    /// The greatest number allowed.
    pub max: Option<f64>,
    /// A number without a fraction.
    pub whole: bool,
    /// The unit of a number; empty where it counts.
    pub unit: &'static str,
    /// What it is until somebody says otherwise, as a form would write it; empty where there is nothing to assume.
    pub default: &'static str,
    /// Rows that the program lays out: none can be added or removed, and the first column is not typed.
    pub fixed: bool,
    /// The heading under which the form and the page show it, with those that follow.
    pub group: &'static str,
}

impl Field {
    /// A field with nothing special about it.
    pub const fn new(
        name: &'static str,
        label: &'static str,
        help: &'static str,
        kind: Kind,
        required: bool,
    ) -> Self {
        Self {
            name,
            label,
            help,
            kind,
            required,
            long: false,
            list: false,
            title: false,
            by_verb: false,
            index: false,
            scale: None,
            min: None,
            max: None,
            whole: false,
            unit: "",
            default: "",
            fixed: false,
            group: "",
        }
    }

    /// Whether its values have an order, so that a list can be sorted by it and cut at a value.
    pub fn ordered(&self) -> bool {
        match self.kind {
            Kind::Refs(_) | Kind::Rows(_) | Kind::Choices(_) | Kind::File => false,
            Kind::Reference(targets) => targets.len() == 1,
            _ => true,
        }
    }

    /// The columns that hold it in its record's table. A list of references lives in a table of its own.
    pub fn columns(&self) -> Vec<Column> {
        let one = |kind| vec![Column { name: self.name.to_owned(), kind, target: None }];
        match self.kind {
            Kind::Text | Kind::Choice(_) | Kind::Choices(_) | Kind::Rows(_) | Kind::File => {
                one(ColumnType::Text)
            }
            Kind::Number => one(ColumnType::Number),
            Kind::Date => one(ColumnType::Date),
            Kind::Time => one(ColumnType::Time),
            Kind::Bool => one(ColumnType::Bool),
            Kind::Level => one(ColumnType::Integer),
            Kind::Refs(_) => Vec::new(),
            Kind::Reference(targets) => target_columns(self.name, targets),
        }
    }
}

/// The columns of a reference: the field's own name, or one a target where it has several.
pub(crate) fn target_columns(name: &str, targets: &'static [Target]) -> Vec<Column> {
    targets
        .iter()
        .map(|target| Column {
            name: if targets.len() == 1 { name.to_owned() } else { format!("{name}_{}", target.key) },
            kind: ColumnType::Integer,
            target: Some(target),
        })
        .collect()
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its neutral type, which the dialect maps.
    pub kind: ColumnType,
    /// What it points at, where it is a foreign key.
    pub target: Option<&'static Target>,
}

/// The neutral type words of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, sorted by bytes.
    Text,
    /// A whole number of 64 bits.
    Integer,
    /// A floating point number of 64 bits.
    Number,
    /// A day, `2026-03-15`.
    Date,
    /// A moment in UTC to the microsecond.
    Time,
    /// True or false.
    Bool,
}

/// What kind of value a field holds. The list is closed.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text of a person.
    Text,
    /// A number.
    Number,
    /// A day of the calendar.
    Date,
    /// A moment.
    Time,
    /// Yes or no.
    Bool,
    /// One word of a closed list.
    Choice(fn() -> &'static [Word]),
    /// Any number of words of a closed list, each once, in the order of the list.
    Choices(fn() -> &'static [Word]),
    /// A level of a scale of the risk method, counted from 1.
    Level,
    /// One other record, of one of these kinds.
    Reference(&'static [Target]),
    /// Any number of other records of these kinds, each once, in order.
    Refs(&'static [Target]),
    /// Rows with fields of their own.
    Rows(&'static [Field]),
    /// A stored file.
    File,
}

impl Kind {
    /// Whether a value of it may name a stored file.
    pub fn may_name_files(self) -> bool {
        match self {
            Self::File => true,
            Self::Rows(columns) => columns.iter().any(|column| column.kind.may_name_files()),
            _ => false,
        }
    }
}

/// A kind of record that a reference may point at.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// The key of that kind.
    pub key: &'static str,
    /// The prefix of its numbers.
    pub prefix: &'static str,
}

/// Which scale of the risk method a level belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// How often.
    Likelihood,
    /// How bad.
    Consequence,
    /// How great the risk is, by the matrix.
    Risk,
}
