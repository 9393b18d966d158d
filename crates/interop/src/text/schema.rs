//! The format as JSON Schema (2020-12), made from the declarations of all records.

use attesta_isms::{RECORDS, kit::RecordType};
use attesta_record::{Field, Kind, Schema, Word, form::LONG_TEXT};
use serde_json::{Map, Value as Json, json};

use super::{ERASED, FORMAT, MOST_NUMBER, NUMBER, RETIRED};

/// Which JSON Schema this is.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a single file with all records in it. The file of one record in a folder agrees with the definition
/// of its kind, and `attesta.yaml` with `manifest`.
pub fn of_all() -> Json {
    let mut properties = beside();
    let mut definitions = Map::new();
    for kind in RECORDS {
        let schema = kind.schema;
        let one = json!({ "$ref": format!("#/$defs/{}", schema.key) });
        let list = json!({ "type": ["array", "null"], "items": one });
        let property = if schema.key == "organisation" { json!({ "anyOf": [one, list] }) } else { list };
        properties.insert(schema.path.to_owned(), property);
        definitions.insert(schema.key.to_owned(), record(schema));
    }
    let mut manifest = beside();
    manifest.insert("organisation".to_owned(), json!({ "type": ["string", "null"] }));
    definitions.insert(
        "manifest".to_owned(),
        json!({
            "title": "What is said beside the records", "type": "object", "properties": manifest,
            "required": ["attesta"], "additionalProperties": false,
        }),
    );
    json!({
        "$schema": DIALECT,
        "title": "An information security management system as text",
        "type": "object", "properties": properties, "additionalProperties": false, "$defs": definitions,
    })
}

/// The schema of one record of a kind.
pub fn of_kind(kind: &RecordType) -> Json {
    let mut schema = record(kind.schema);
    schema["$schema"] = json!(DIALECT);
    schema
}

fn beside() -> Map<String, Json> {
    let version = json!({ "description": "Version of the format", "const": FORMAT });
    let mut day = day();
    day["description"] = json!("The day that the records are of");
    Map::from_iter([("attesta".to_owned(), version), ("as_of".to_owned(), day)])
}

fn record(schema: &Schema) -> Json {
    let mut object = fields(schema.fields);
    let pattern = format!("^{}-[1-9][0-9]*$", schema.prefix);
    let number = json!({
        "description": "Its number; the lowest free one if left out",
        "anyOf": [
            { "type": "string", "pattern": pattern },
            { "type": "integer", "minimum": 1, "maximum": MOST_NUMBER },
        ],
    });
    object["properties"][NUMBER] = number;
    object["properties"][RETIRED] =
        json!({ "description": "Kept, but no longer in force", "type": "boolean" });
    object["title"] = json!(schema.label);
    object["description"] = json!(schema.help);
    object
}

fn fields(fields: &[Field]) -> Json {
    let property = |field: &Field| (field.name.to_owned(), described(field));
    let properties: Map<String, Json> = fields.iter().map(property).collect();
    let assumed = |field: &&Field| !attesta_record::form::default_value(field).is_none();
    let required = fields.iter().filter(|field| field.required && !assumed(field));
    let required: Vec<&str> = required.map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The values of a field. What need not be given may be `null` too.
fn described(field: &Field) -> Json {
    let mut schema = values(field);
    if !field.required {
        schema = json!({ "anyOf": [schema, { "type": "null" }] });
    }
    let help = if field.help.is_empty() { String::new() } else { format!(" {}", field.help) };
    let by_verb = if field.by_verb { " Said by a verb." } else { "" };
    schema["description"] = json!(format!("{}.{help}{by_verb}", field.label));
    if !field.default.is_empty() {
        let value = attesta_record::form::default_value(field);
        schema["default"] = attesta_record::value_to_json(field.kind, &value);
    }
    schema
}

fn values(field: &Field) -> Json {
    match field.kind {
        Kind::Text => json!({ "anyOf": [
            { "type": "string", "maxLength": LONG_TEXT },
            { "description": format!("Erased; in YAML also !{ERASED}"), "const": { ERASED: true } },
        ] }),
        Kind::Number => number(field),
        Kind::Date => day(),
        Kind::Time => json!({ "type": "string", "format": "date-time" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Choice(list) => words(list()),
        Kind::Choices(list) => json!({ "type": "array", "items": words(list()), "uniqueItems": true }),
        Kind::Level => json!({ "type": "integer", "minimum": 1, "maximum": 7 }),
        Kind::Reference(targets) => reference(targets),
        Kind::Refs(targets) => json!({ "type": "array", "items": reference(targets), "uniqueItems": true }),
        // Hash, size in bytes, media type, name.
        Kind::File => json!({ "type": "string", "pattern": "^[0-9a-f]{64} [0-9]+ [^ ]+ .+$" }),
        Kind::Rows(columns) => json!({ "type": "array", "items": fields(columns) }),
    }
}

fn number(field: &Field) -> Json {
    let mut schema = json!({ "type": if field.whole { "integer" } else { "number" } });
    // What a verb works out may lie beyond what a person may type.
    if let Some(min) = field.min.filter(|_| !field.by_verb) {
        schema["minimum"] = json!(min);
    }
    if let Some(max) = field.max.filter(|_| !field.by_verb) {
        schema["maximum"] = json!(max);
    }
    schema
}

fn day() -> Json {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

fn words(list: &[Word]) -> Json {
    let keys: Vec<&str> = list.iter().map(|word| word.key).collect();
    json!({ "enum": keys })
}

fn reference(targets: &[attesta_record::Target]) -> Json {
    let example: Vec<String> = targets.iter().map(|target| format!("{}-1", target.prefix)).collect();
    let text = format!("A number like {}, or a name that only one record has", example.join(" or "));
    json!({ "description": text, "type": "string", "minLength": 1 })
}
