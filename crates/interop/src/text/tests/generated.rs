//! Snapshots made by chance, with texts that are hard to write.

use attesta_isms::RECORDS;
use attesta_record::{Field, Item, Kind, Record as _, Ref, Target, Value, form::default_value};
use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::prelude::*;

use super::*;

/// Texts that some writer or reader of YAML gets wrong.
pub(super) fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Ab",
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\n  ",
        "-",
        "- ",
        ":",
        ": ",
        "#",
        " #",
        "|",
        ">",
        "'",
        "\"",
        "\\",
        "ü",
        "🦀",
        "true",
        "Null",
        "~",
        "1.0",
        "0x1F",
        "12:30",
        "2026-03-15",
        ".inf",
        "1_000",
        "%",
        "@",
        "&a",
        "*a",
        "!x",
        "---",
        "...",
        "[",
        "]",
        "{",
        "}",
        ",",
        "?",
        "=",
        "<<",
        "\u{2028}",
        "\u{feff}",
        "\u{a0}",
        "\r",
        "\r\n",
        "word word",
        "R-1",
    ]);
    let made = prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat());
    let any = any::<String>().prop_map(|text| text.chars().filter(|letter| !letter.is_control()).collect());
    prop_oneof![3 => made, 1 => any]
}

/// Chance that can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn number(&mut self, field: &Field) -> f64 {
        let whole = f64::from(u32::try_from(self.roll(1_000)).unwrap());
        let number = match self.roll(4) {
            0 => whole / 7.0,
            1 => whole * 4e6,
            2 => whole / 1e12,
            _ => whole,
        };
        let number = if field.whole { number.trunc().min(4e9) } else { number };
        number.max(field.min.unwrap_or(0.0)).min(field.max.unwrap_or(f64::MAX))
    }

    fn reference(&mut self, targets: &'static [Target], ids: &[(&'static str, Vec<i64>)]) -> Ref {
        let target = &targets[self.roll(targets.len())];
        let (_, ids) = ids.iter().find(|(key, _)| *key == target.key).unwrap();
        Ref { kind: target.key, prefix: target.prefix, id: ids[self.roll(ids.len())] }
    }

    fn value(&mut self, field: &Field, texts: &[String], ids: &[(&'static str, Vec<i64>)]) -> Value {
        if !field.required && self.roll(4) == 0 {
            return Value::None;
        }
        match field.kind {
            Kind::Text if self.roll(12) == 0 => Value::Erased,
            Kind::Text => Value::text(&texts[self.roll(texts.len())]),
            Kind::Number => Value::Number(self.number(field)),
            Kind::Date => Value::Date(date(2026, 1, 1) + SignedDuration::from_hours(24 * self.small(9_000))),
            Kind::Time => {
                Value::Time(Timestamp::UNIX_EPOCH + SignedDuration::from_nanos(self.small(1 << 30) * 1_001))
            }
            Kind::Bool => Value::Bool(self.roll(2) == 0),
            Kind::Choice(words) => Value::Choice(words()[self.roll(words().len())].key),
            Kind::Choices(words) => {
                Value::Choices(words().iter().map(|word| word.key).filter(|_| self.roll(3) == 0).collect())
            }
            Kind::Level => Value::Level(u8::try_from(1 + self.roll(7)).unwrap()),
            Kind::Reference(targets) => Value::Ref(self.reference(targets, ids)),
            Kind::Refs(targets) => {
                let mut refs: Vec<Ref> = (0..self.roll(4)).map(|_| self.reference(targets, ids)).collect();
                refs.sort_unstable();
                refs.dedup();
                Value::Refs(refs)
            }
            Kind::File => {
                let hash = attesta_record::FileHash::new([u8::try_from(self.roll(256)).unwrap(); 32]);
                Value::File(attesta_record::File::new(hash, &texts[self.roll(texts.len())], 7, "text/plain"))
            }
            Kind::Rows(columns) => {
                let row =
                    |dice: &mut Self| columns.iter().map(|column| dice.value(column, texts, ids)).collect();
                Value::Rows((0..self.roll(4)).map(|_| row(self)).collect())
            }
        }
    }

    fn small(&mut self, sides: usize) -> i64 {
        i64::try_from(self.roll(sides)).unwrap()
    }
}

/// A snapshot with records of every kind.
pub(super) fn isms(seed: u64, texts: &[String]) -> Isms {
    let mut dice = Dice(seed);
    let mut ids = Vec::new();
    for kind in RECORDS {
        let mut next = 0;
        let count = if kind.schema.key == "organisation" { 1 } else { 1 + dice.roll(4) };
        let mut of_kind = Vec::new();
        for _ in 0..count {
            next += if kind.schema.key == "organisation" { 1 } else { 1 + dice.small(3) };
            of_kind.push(next);
        }
        ids.push((kind.schema.key, of_kind));
    }
    let mut isms = Isms::default();
    for (kind, (_, numbers)) in RECORDS.iter().zip(&ids) {
        for id in numbers {
            let values = kind.schema.fields.iter().map(|field| dice.value(field, texts, &ids)).collect();
            let item = Item {
                schema: kind.schema,
                id: *id,
                revision: 3,
                retired: dice.roll(5) == 0,
                created_at: Timestamp::UNIX_EPOCH,
                changed_at: Timestamp::UNIX_EPOCH,
                values,
            };
            isms.table_mut(kind.schema.key).unwrap().put_item(item).unwrap();
        }
    }
    isms
}

pub(super) fn items(isms: &Isms) -> Vec<(String, bool, Vec<Value>)> {
    let tables = RECORDS.iter().filter_map(|kind| isms.table(kind.schema.key));
    tables
        .flat_map(|table| {
            table.items().map(|item| (item.number(), item.retired, item.values)).collect::<Vec<_>>()
        })
        .collect()
}

/// The key and the words of each line of a map that an independent reader of YAML makes of it.
fn independent(text: &str) -> yaml_serde::Mapping {
    match yaml_serde::from_str(text) {
        Ok(yaml_serde::Value::Mapping(map)) => map,
        other => panic!("{other:?}: {text}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn out_in_out_is_the_same(seed in any::<u64>(), texts in prop::collection::vec(texts(), 1..20)) {
        let isms = isms(seed, &texts);
        let manifest = Manifest { organisation: Some("acme".to_owned()), as_of: Some(date(2026, 1, 31)) };
        let out = written(&isms, &manifest);
        let read = read(&Source::Folder(out.clone()), &|_| false);
        prop_assert!(read.is_ok(), "{}", read.err().unwrap());
        let read = read.unwrap();
        prop_assert_eq!(items(&isms), items(&read.isms));
        prop_assert_eq!(&read.manifest, &manifest);
        prop_assert_eq!(out, written(&read.isms, &read.manifest));
    }

    #[test]
    fn other_readers_read_the_same_texts(texts in prop::collection::vec(texts(), 4)) {
        let mut scope = RECORDS[1].defaults();
        scope[0] = Value::text(&texts[0]);
        scope[2] = Value::text(&texts[1]);
        let sites = attesta_isms::context::Scope::SCHEMA.position("sites").unwrap();
        scope[sites] = Value::Rows(vec![vec![Value::text(&texts[2]), Value::text(&texts[3]), Value::text(&texts[0])]]);
        let mut out = String::new();
        emit::fields(RECORDS[1].schema.fields, &scope, 0, &|_| texts[1].clone(), false, &mut out);
        let map = independent(&out);
        let said = |map: &yaml_serde::Mapping, name: &str| map.get(name).and_then(|text| text.as_str()).unwrap().to_owned();
        prop_assert_eq!(said(&map, "name"), &*texts[0], "{}", out);
        prop_assert_eq!(said(&map, "statement"), &*texts[1], "{}", out);
        let site = map.get("sites").and_then(|rows| rows.get(0)?.as_mapping()).unwrap();
        prop_assert_eq!(said(site, "name"), &*texts[2], "{}", out);
        prop_assert_eq!(said(site, "address"), &*texts[3], "{}", out);
    }
}

/// No kind may have a field by the name of what stands beside the fields.
#[test]
fn the_names_beside_the_fields_are_free() {
    for kind in RECORDS {
        for name in [NUMBER, RETIRED] {
            assert!(kind.schema.field(name).is_none(), "{} has a field “{name}”", kind.schema.key);
        }
        assert!(kind.schema.path != "attesta" && kind.schema.path != "as_of" && kind.schema.path != FILES);
        for field in kind.schema.fields.iter().filter(|field| !field.default.is_empty()) {
            assert!(!default_value(field).is_none(), "{}.{}", kind.schema.key, field.name);
        }
    }
}

/// Readers of the older YAML take `on` and `no` for a yes and a no, as names too.
#[test]
fn every_name_is_a_text_to_every_reader() {
    for kind in RECORDS {
        let rows = kind.schema.fields.iter().filter_map(|field| match field.kind {
            Kind::Rows(columns) => Some(columns),
            _ => None,
        });
        for field in std::iter::once(kind.schema.fields).chain(rows).flatten() {
            let mut out = String::new();
            emit::scalar(field.name, &mut out);
            assert_eq!(
                out.starts_with('"'),
                ["on", "off", "yes", "no", "y", "n"].contains(&field.name),
                "{out}"
            );
        }
    }
    let isms = isms(1, &["on".to_owned()]);
    let out = written(&isms, &Manifest::default());
    let plans = out.iter().filter(|(path, _)| path.starts_with("treatment-plans/"));
    let text: String = plans.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(!text.contains(" on:"), "{text}");
}

/// Numbers of every size come back as they were, and every reader takes them for numbers.
#[test]
fn numbers_are_exact() {
    let field = Field::new("number", "Number", "", Kind::Number, false);
    for number in [
        0.0,
        -0.0,
        0.1,
        1.0 / 3.0,
        1e15,
        1.5e300,
        1e40,
        -1e-7,
        f64::MAX,
        f64::MIN_POSITIVE,
        9_007_199_254_740_993.0,
    ] {
        let mut out = String::new();
        emit::fields(&[field], &[Value::Number(number)], 0, &|_| String::new(), false, &mut out);
        let text = out.trim().strip_prefix("number: ").unwrap();
        assert_eq!(text.parse::<f64>().unwrap().to_bits(), number.to_bits(), "{text}");
        let exponent = text.split_once('e');
        let signed = |(digits, power): (&str, &str)| digits.contains('.') && power.starts_with(['+', '-']);
        assert!(text.len() < 30 && exponent.is_none_or(signed), "{text}");
        let Value::Number(read) = value::number(&field, text, true).unwrap() else { panic!("{text}") };
        assert_eq!(read.to_bits(), number.to_bits(), "{text}");
    } // Only a person is held to bounds.
    let field = Field { max: Some(1.0), ..field };
    assert!(value::number(&field, "5", true).is_err());
    assert_eq!(value::number(&field, "5", false), Ok(Value::Number(5.0)));
}
