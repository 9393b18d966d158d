//! The leaf of the journal: what one act leaves behind, in a form that a stranger can verify.
//!
//! A leaf holds metadata, the version of each declaration and **one commitment per field**, never a value. The
//! commitment is SHA-256 over a random salt of 256 bits, the field's name, a zero byte and the value's JSON. Values and
//! salts are kept beside the leaf and can be erased; every proof stays whole. A field that did not change keeps its
//! salt, and so its commitment.
//!
//! The text of a leaf is JSON with sorted keys and without white space. It is final: entries of every released version
//! must stay readable.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

/// The name of the format, in every leaf.
pub const FORMAT: &str = "attesta/leaf/1";

/// What stands in the place of a commitment once the field was erased.
pub const ERASED: &str = "erased";

/// The salt of one field.
pub type Salt = [u8; 32];

/// Commitments by field name, as base64 without padding.
pub type Commitments = BTreeMap<String, String>;

/// One act, as it is hashed into the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The organisation's own random name, so that leaves of two organisations never look alike.
    pub organisation: String,
    /// Position in the organisation's journal, from 1.
    pub sequence: i64,
    /// When the server saw it, in UTC to the microsecond.
    pub recorded_at: String,
    /// When it happened, as a person says; a day.
    pub occurred_on: Option<String>,
    /// Who did it: `account:3` and, where known, the person: `PE-7`. Never a name.
    pub actor: Vec<String>,
    /// What was done: `create`, `assess`, `approve` …
    pub verb: String,
    /// The human number of the record that it was done to.
    pub on: String,
    /// What was said in doing it (a reason, a note).
    pub input: Commitments,
    /// Every record that it changed, as it stood afterwards.
    pub records: Vec<LeafRecord>,
}

/// A record after the act: its metadata and a commitment to each field that was ever given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafRecord {
    /// The key of its kind.
    pub kind: String,
    /// Its id.
    pub id: i64,
    /// Its revision after the act.
    pub revision: u32,
    /// Whether it is retired after the act.
    pub retired: bool,
    /// The version of its declaration.
    pub schema: u32,
    /// A commitment to each field.
    pub fields: Commitments,
}

/// The commitment to one value.
pub fn commitment(salt: &Salt, field: &str, value: &Json) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(field.as_bytes());
    hash.update([0]);
    hash.update(value.to_string().as_bytes());
    BASE64.encode(hash.finalize())
}

/// A salt as text.
pub fn salt_to_text(salt: &Salt) -> String {
    BASE64.encode(salt)
}

/// A salt from text.
pub fn salt_from_text(text: &str) -> Option<Salt> {
    BASE64.decode(text).ok()?.try_into().ok()
}

impl Leaf {
    /// The canonical text: what is hashed, stored and verified.
    pub fn to_text(&self) -> String {
        let records = self.records.iter().map(|record| {
            json!({
                "fields": record.fields, "id": record.id, "kind": record.kind, "retired": record.retired,
                "revision": record.revision, "schema": record.schema,
            })
        });
        let mut leaf = json!({
            "actor": self.actor, "format": FORMAT, "input": self.input, "on": self.on,
            "organisation": self.organisation, "recorded_at": self.recorded_at,
            "records": records.collect::<Vec<_>>(), "sequence": self.sequence, "verb": self.verb,
        });
        if let (Some(day), Json::Object(leaf)) = (&self.occurred_on, &mut leaf) {
            leaf.insert("occurred_on".to_owned(), Json::String(day.clone()));
        }
        leaf.to_string()
    }

    /// Reads a leaf; `None` where the text is not the canonical text of one.
    pub fn from_text(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let string = |key: &str| Some(json.get(key)?.as_str()?.to_owned());
        let leaf = Self {
            organisation: string("organisation")?,
            sequence: json.get("sequence")?.as_i64()?,
            recorded_at: string("recorded_at")?,
            occurred_on: string("occurred_on"),
            actor: json
                .get("actor")?
                .as_array()?
                .iter()
                .map(|a| a.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
            verb: string("verb")?,
            on: string("on")?,
            input: commitments(json.get("input")?.as_object()?)?,
            records: json.get("records")?.as_array()?.iter().map(leaf_record).collect::<Option<_>>()?,
        };
        (leaf.to_text() == text).then_some(leaf)
    }
}

fn leaf_record(json: &Json) -> Option<LeafRecord> {
    Some(LeafRecord {
        kind: json.get("kind")?.as_str()?.to_owned(),
        id: json.get("id")?.as_i64()?,
        revision: u32::try_from(json.get("revision")?.as_u64()?).ok()?,
        retired: json.get("retired")?.as_bool()?,
        schema: u32::try_from(json.get("schema")?.as_u64()?).ok()?,
        fields: commitments(json.get("fields")?.as_object()?)?,
    })
}

fn commitments(object: &Map<String, Json>) -> Option<Commitments> {
    object.iter().map(|(field, text)| Some((field.clone(), text.as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf() -> Leaf {
        let salt = [7; 32];
        let fields =
            Commitments::from([("title".to_owned(), commitment(&salt, "title", &json!("Ransomware")))]);
        Leaf {
            organisation: "o".to_owned(),
            sequence: 1,
            recorded_at: "2026-03-15T09:30:00.000000Z".to_owned(),
            occurred_on: None,
            actor: vec!["account:1".to_owned()],
            verb: "create".to_owned(),
            on: "R-1".to_owned(),
            input: Commitments::new(),
            records: vec![LeafRecord {
                kind: "risk".to_owned(),
                id: 1,
                revision: 1,
                retired: false,
                schema: 1,
                fields,
            }],
        }
    }

    /// The format is final: this text may never change.
    #[test]
    fn the_text_of_a_leaf_is_fixed() {
        let expected = concat!(
            r#"{"actor":["account:1"],"format":"attesta/leaf/1","input":{},"on":"R-1","organisation":"o","#,
            r#""recorded_at":"2026-03-15T09:30:00.000000Z","records":[{"fields":{"title":"#,
            r#""ORfFDHm42PdDxNd0voYS+uB6deGp581ZVCNuvjMAZbE"},"id":1,"kind":"risk","retired":false,"revision":1,"#,
            r#""schema":1}],"sequence":1,"verb":"create"}"#
        );
        assert_eq!(leaf().to_text(), expected);
    }

    #[test]
    fn a_leaf_comes_back_and_other_text_does_not() {
        let text = leaf().to_text();
        assert_eq!(Leaf::from_text(&text), Some(leaf()));
        assert_eq!(
            Leaf::from_text(&text.replace("\"on\":", "\"on\": ")),
            None,
            "white space is not canonical"
        );
    }

    #[test]
    fn a_commitment_depends_on_salt_field_and_value() {
        let one = commitment(&[1; 32], "title", &json!("a"));
        assert_ne!(one, commitment(&[2; 32], "title", &json!("a")));
        assert_ne!(one, commitment(&[1; 32], "titl", &json!("a")));
        assert_ne!(one, commitment(&[1; 32], "title", &json!("b")));
    }
}
