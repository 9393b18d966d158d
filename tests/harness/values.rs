//! Values of records by the names of their fields, as a form or a file would give them.

use attesta_isms::kit::RecordType;
use attesta_record::{Item, Record, Ref, Schema, TypedId, Value};

use crate::must;

/// A kind of record by its key.
#[track_caller]
pub fn kind(key: &str) -> &'static RecordType {
    must(attesta_isms::record_type(key).ok_or_else(|| format!("there is no kind of record “{key}”")))
}

/// What a new record's form shows at first, with some fields filled in.
#[track_caller]
pub fn values(key: &str, given: &[(&str, Value)]) -> Vec<Value> {
    with(kind(key).schema, kind(key).defaults(), given)
}

/// Values with some fields changed.
#[track_caller]
pub fn with(schema: &Schema, mut values: Vec<Value>, given: &[(&str, Value)]) -> Vec<Value> {
    for (name, value) in given {
        let at = must(schema.position(name).ok_or_else(|| format!("{} has no field “{name}”", schema.key)));
        values[at].clone_from(value);
    }
    values
}

/// The value that a thing of the domain has in a field: a typed id, a day, a text.
pub fn value(thing: &impl attesta_record::FieldType) -> Value {
    thing.to_value()
}

/// The reference to a record.
pub fn reference(item: &Item) -> Ref {
    Ref { kind: item.schema.key, prefix: item.schema.prefix, id: item.id }
}

/// The typed id of a record.
pub fn id<R: Record>(item: &Item) -> R::Id {
    let fits = item.schema.key == R::SCHEMA.key;
    R::Id::new(must(
        fits.then_some(item.id).ok_or_else(|| format!("{} is no {}", item.number(), R::SCHEMA.label)),
    ))
}
