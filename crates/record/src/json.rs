//! Values as JSON and back. The text of a value's JSON is also what the journal commits to, so it is canonical:
//! whole numbers without a fraction, keys of rows sorted, absent values left out of rows.

use serde_json::{Map, Value as Json};

use crate::{
    choice::Word,
    file::File,
    schema::{Field, Kind, Target},
    value::{Ref, Value},
};

/// A value as JSON. References are human numbers; an erased text is `{"erased":true}`.
pub fn value_to_json(kind: Kind, value: &Value) -> Json {
    match value {
        Value::None => Json::Null,
        Value::Erased => Json::Object(Map::from_iter([("erased".to_owned(), Json::Bool(true))])),
        Value::Text(text) => Json::String(text.to_string()),
        Value::Number(number) => number_to_json(*number),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Time(time) => Json::String(format!("{time:.6}")),
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Choice(key) => Json::String((*key).to_owned()),
        Value::Choices(keys) => keys.iter().map(|key| Json::String((*key).to_owned())).collect(),
        Value::Level(level) => Json::from(*level),
        Value::Ref(reference) => Json::String(reference.number()),
        Value::Refs(refs) => refs.iter().map(|one| Json::String(one.number())).collect(),
        Value::File(file) => file.to_json(),
        Value::Rows(rows) => {
            let Kind::Rows(fields) = kind else { return Json::Null };
            rows.iter().map(|row| Json::Object(values_to_json(fields, row))).collect()
        }
    }
}

/// A value from JSON; `None` where it does not fit the kind.
pub fn value_from_json(kind: Kind, json: &Json) -> Option<Value> {
    if json.is_null() {
        return Some(Value::None);
    }
    if json.get("erased").is_some() && matches!(kind, Kind::Text) {
        return Some(Value::Erased);
    }
    Some(match kind {
        Kind::Text => Value::text(json.as_str()?),
        Kind::Number => Value::Number(json.as_f64()?),
        Kind::Date => Value::Date(json.as_str()?.parse().ok()?),
        Kind::Time => Value::Time(json.as_str()?.parse().ok()?),
        Kind::Bool => Value::Bool(json.as_bool()?),
        Kind::Choice(words) => {
            let key = json.as_str()?;
            Value::Choice(words().iter().find(|word| word.key == key)?.key)
        }
        Kind::Choices(words) => {
            let given = json.as_array()?.iter().map(Json::as_str).collect::<Option<Vec<_>>>()?;
            Value::Choices(known_words(words(), &given)?)
        }
        Kind::File => Value::File(File::from_json(json)?),
        Kind::Level => Value::Level(u8::try_from(json.as_u64()?).ok()?),
        Kind::Reference(targets) => Value::Ref(reference(json, targets)?),
        Kind::Refs(targets) => {
            Value::Refs(json.as_array()?.iter().map(|one| reference(one, targets)).collect::<Option<_>>()?)
        }
        Kind::Rows(fields) => Value::Rows(
            json.as_array()?
                .iter()
                .map(|row| values_from_json(fields, row.as_object()?).ok())
                .collect::<Option<_>>()?,
        ),
    })
}

/// All values that are given, by field name.
pub fn values_to_json(fields: &[Field], values: &[Value]) -> Map<String, Json> {
    fields
        .iter()
        .zip(values)
        .filter(|(_, value)| !value.is_none())
        .map(|(field, value)| (field.name.to_owned(), value_to_json(field.kind, value)))
        .collect()
}

/// The values of all fields; those that the object lacks are `Value::None`. The error names the field.
pub fn values_from_json(
    fields: &'static [Field],
    object: &Map<String, Json>,
) -> Result<Vec<Value>, &'static str> {
    let value = |field: &Field| {
        object.get(field.name).map_or(Some(Value::None), |json| value_from_json(field.kind, json))
    };
    fields.iter().map(|field| value(field).ok_or(field.name)).collect()
}

/// The keys of words in the order of their list; `None` where one of them is not in it.
pub(crate) fn known_words(words: &'static [Word], given: &[&str]) -> Option<Vec<&'static str>> {
    let keys: Vec<&'static str> =
        words.iter().map(|word| word.key).filter(|key| given.contains(key)).collect();
    given.iter().all(|one| keys.contains(one)).then_some(keys)
}

fn reference(json: &Json, targets: &'static [Target]) -> Option<Ref> {
    Ref::parse(json.as_str()?, targets)
}

#[expect(clippy::cast_possible_truncation, reason = "only whole numbers that fit are converted")]
fn number_to_json(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        Json::from(number as i64)
    } else {
        Json::from(number)
    }
}
