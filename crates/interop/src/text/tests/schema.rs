//! The schema names every kind, every field and every word.

use attesta_isms::RECORDS;
use serde_json::Value as Json;

use super::*;

#[test]
fn every_kind_and_every_field_is_described() {
    let all = of_all();
    assert_eq!(all["$defs"].as_object().unwrap().len(), RECORDS.len() + 1, "and the manifest");
    for kind in RECORDS {
        let one = &all["$defs"][kind.schema.key];
        assert!(all["properties"][kind.schema.path].is_object(), "{}", kind.schema.path);
        for field in kind.schema.fields {
            let described = one["properties"][field.name]["description"].as_str().unwrap();
            assert!(described.starts_with(field.label), "{described}");
        }
        let mut alone = of_kind(kind);
        assert_eq!(alone["$schema"], "https://json-schema.org/draft/2020-12/schema");
        alone.as_object_mut().unwrap().remove("$schema");
        assert_eq!(alone, *one);
    }
}

#[test]
fn what_must_be_given_and_what_may_be_chosen_is_told() {
    let risk = of_kind(attesta_isms::record_type("risk").unwrap());
    assert_eq!(risk["required"], serde_json::json!(["title", "scope"]));
    assert_eq!(risk["properties"]["approach"]["default"], "event");
    let kinds: Vec<&str> =
        risk["properties"]["approach"]["enum"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
    assert!(kinds.contains(&"event"), "{kinds:?}");
}
