//! Mapping files: what somebody decided about tables, to be used again.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::style::{DayOrder, Decimal};

/// What somebody decided about the tables of an import.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// A decision for each table.
    #[serde(default)]
    pub table: Vec<TableMapping>,
}

/// What somebody decided about one table, or about all of a name.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMapping {
    /// The name of the file; any where it is left out.
    #[serde(default)]
    pub file: Option<String>,
    /// The name of the sheet; any where it is left out.
    #[serde(default)]
    pub sheet: Option<String>,
    /// What it is: the key of a register or of a kind of record; `-` leaves the table out.
    #[serde(default)]
    pub register: Option<String>,
    /// The name under which its rows are remembered; the file's where it is left out.
    #[serde(default)]
    pub source: Option<String>,
    /// `dmy` or `mdy`: which comes first in `03/04/2026`.
    #[serde(default)]
    pub dates: Option<Dates>,
    /// `point` or `comma`: what stands before a fraction.
    #[serde(default)]
    pub numbers: Option<Numbers>,
    /// The headings of the columns that together tell the rows apart.
    #[serde(default)]
    pub key: Vec<String>,
    /// Names that are people's, where the file does not say so.
    #[serde(default)]
    pub people: Vec<String>,
    /// Where columns go, by heading; `-` leaves one out.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Controls that are meant instead of what stands there, by reference and title as they stand there.
    #[serde(default)]
    pub controls: BTreeMap<String, String>,
}

/// Which comes first in `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dates {
    /// The day.
    Dmy,
    /// The month.
    Mdy,
}

/// What stands before a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numbers {
    /// A point.
    Point,
    /// A comma.
    Comma,
}

impl Mapping {
    /// Reads a mapping file. The error is a sentence for a person.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| format!("The mapping file cannot be read: {}", error.message()))
    }

    /// What was decided about a table: what names it most closely comes first.
    pub fn of(&self, file: &str, sheet: &str) -> Option<&TableMapping> {
        let fits = |given: &Option<String>, name: &str| given.as_ref().is_none_or(|given| given == name);
        let fitting = self.table.iter().filter(|one| fits(&one.file, file) && fits(&one.sheet, sheet));
        fitting.max_by_key(|one| (one.file.is_some(), one.sheet.is_some()))
    }

    /// The mapping as a file.
    pub fn write(&self) -> String {
        self.table.iter().map(TableMapping::write).collect::<Vec<_>>().join("\n")
    }
}

impl TableMapping {
    /// Which of two numbers comes first, as somebody decided.
    pub fn order(&self) -> Option<DayOrder> {
        self.dates.map(|dates| if dates == Dates::Dmy { DayOrder::DayFirst } else { DayOrder::MonthFirst })
    }

    /// What stands before a fraction, as somebody decided.
    pub fn decimal(&self) -> Option<Decimal> {
        self.numbers.map(|numbers| if numbers == Numbers::Point { Decimal::Point } else { Decimal::Comma })
    }

    fn write(&self) -> String {
        let mut lines = vec!["[[table]]".to_owned()];
        let dates = self.dates.map(|dates| if dates == Dates::Dmy { "dmy" } else { "mdy" }.to_owned());
        let numbers =
            self.numbers.map(|one| if one == Numbers::Point { "point" } else { "comma" }.to_owned());
        for (name, value) in [
            ("file", &self.file),
            ("sheet", &self.sheet),
            ("register", &self.register),
            ("source", &self.source),
            ("dates", &dates),
            ("numbers", &numbers),
        ] {
            if let Some(value) = value {
                lines.push(format!("{name} = {}", quoted(value)));
            }
        }
        for (name, values) in [("key", &self.key), ("people", &self.people)] {
            if !values.is_empty() {
                lines.push(format!(
                    "{name} = [{}]",
                    values.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ")
                ));
            }
        }
        for (name, pairs) in [("columns", &self.columns), ("controls", &self.controls)] {
            if !pairs.is_empty() {
                lines.push(format!("\n[table.{name}]"));
                lines.extend(pairs.iter().map(|(key, value)| format!("{} = {}", quoted(key), quoted(value))));
            }
        }
        lines.join("\n") + "\n"
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.extend(format!("\\u{:04X}", u32::from(letter)).chars()),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_names_a_table_most_closely_counts() {
        let text = "[[table]]\ndates = \"dmy\"\n[[table]]\nfile = \"a.csv\"\nregister = \"-\"\n";
        let mapping = Mapping::read(text).unwrap();
        assert_eq!(mapping.of("a.csv", "").unwrap().register.as_deref(), Some("-"));
        assert_eq!(mapping.of("b.csv", "").unwrap().order(), Some(DayOrder::DayFirst));
        assert!(Mapping::read("[[table]]\nkind = 1\n").unwrap_err().contains("kind"));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(heading in ".{1,30}", to in ".{0,10}", key in proptest::collection::vec(".{0,9}", 0..3)) {
            let table = TableMapping {
                file: Some(heading.clone()),
                dates: Some(Dates::Mdy),
                key,
                columns: [(heading.clone(), to.clone())].into(),
                controls: [(to, heading)].into(),
                ..TableMapping::default()
            };
            let mapping = Mapping { table: vec![table] };
            prop_assert_eq!(Mapping::read(&mapping.write()), Ok(mapping));
        }

        #[test]
        fn no_text_makes_it_fall(text in ".{0,200}") {
            let _ = Mapping::read(&text);
        }
    }
}
