//! What can be asked of a list, and typed into a form: nothing that the databases would answer otherwise than memory.

use attesta_record::{
    Complaints, Field, Value,
    filter::{Filter, Term, Test},
    form::{parse_text, typed},
};
use attesta_tests::{World, kind, on_both};

fn asked(key: &str, name: &str, text: &str) -> (Filter, Complaints) {
    Filter::from_typed(kind(key).schema, &typed([(name.to_owned(), text.to_owned())]))
}

fn field(key: &str, name: &str) -> &'static Field {
    kind(key).schema.field(name).unwrap()
}

#[test]
fn only_what_has_an_order_is_cut_at_a_value() {
    for (key, name, text) in [
        ("risk", "title.from", "none"),
        ("risk", "owner.from", "PE-1"),
        ("risk_assessment", "participants.to", "PE-1"),
        ("treatment", "options.from", "modify"),
    ] {
        let (filter, complaints) = asked(key, name, text);
        assert!(filter.terms.is_empty(), "{name}={text}");
        assert_eq!(complaints.0.first().map(|one| one.field.as_str()), Some(name));
    }
    assert_eq!(asked("risk", "title.from", "m").0.terms.len(), 1);
}

/// The database keeps nothing of an erased text, and memory asks no more of it.
#[tokio::test]
async fn an_erased_text_comes_neither_before_nor_after() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let risk = world.risk(scope, "Ransomware").await;
        let erased = world.erase(&risk, "title").await;
        let at = erased.schema.position("title").unwrap();
        for test in [Test::AtLeast(Value::text("a")), Test::AtMost(Value::text("z"))] {
            let terms = vec![Term { field: at, test }];
            let filter = Filter { terms, ..Filter::all(erased.schema) };
            assert!(!filter.matches(&erased));
            let sort = attesta_record::filter::Sort::NEWEST;
            assert!(world.data().list(&filter, sort, None, 10).await.unwrap().items.is_empty());
        }
    })
    .await;
}

#[test]
fn a_form_takes_no_day_that_no_database_keeps() {
    for day in ["0000-01-01", "-000044-03-15"] {
        assert!(parse_text(field("person", "joined_on"), day).is_err(), "{day} lies before the year 1");
    }
    assert!(parse_text(field("person", "joined_on"), "0001-01-01").is_ok());
}

#[test]
fn a_form_takes_no_fraction_for_a_whole_number() {
    let months = field("document", "review_interval");
    assert!(parse_text(months, "2.5").unwrap_err().contains("whole number"));
    assert_eq!(parse_text(months, "2.0"), Ok(Value::Number(2.0)));
}
