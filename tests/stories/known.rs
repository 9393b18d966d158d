//! Flaws that are known and not yet mended, outside the store and the gate. Each of these tests passes as long as its
//! flaw is there and fails once it is mended: then its `should_panic` goes, and what else it names.

use attesta_record::{
    Field, Value,
    filter::Filter,
    form::{parse_text, typed},
};
use attesta_tests::{Place, World, kind};
use jiff::Timestamp;

fn item(key: &str, given: &[(&str, Value)]) -> attesta_record::Item {
    let (created_at, changed_at) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
    let values = attesta_tests::values(key, given);
    attesta_record::Item {
        schema: kind(key).schema,
        id: 1,
        revision: 1,
        retired: false,
        created_at,
        changed_at,
        values,
    }
}

fn asked(key: &str, name: &str, text: &str) -> Filter {
    Filter::from_typed(kind(key).schema, &typed([(name.to_owned(), text.to_owned())])).0
}

fn field(key: &str, name: &str) -> &'static Field {
    kind(key).schema.field(name).unwrap()
}

/// `title.to=m` shows erased texts in the past, and the database does not show them now. With it goes the exception
/// in `lists.rs`.
#[test]
#[should_panic(expected = "an erased text")]
fn an_erased_text_is_not_at_most_something() {
    let erased = item("risk", &[("title", Value::Erased)]);
    assert!(!asked("risk", "title.to", "m").matches(&erased), "an erased text is not known to come before m");
}

/// `title.from=none` shows in the past whatever is given, and nothing now.
#[test]
#[should_panic(expected = "nothing is at least none")]
fn nothing_is_at_least_none() {
    let given = item("risk", &[("title", Value::text("Ransomware"))]);
    assert!(!asked("risk", "title.from", "none").matches(&given), "nothing is at least none");
}

/// `owner.from=PE-1` compares the numbers of people with those of roles in the past, and shows nothing now.
#[test]
#[should_panic(expected = "no order")]
fn references_of_several_kinds_have_no_order() {
    let role = Value::Ref(attesta_record::Ref { kind: "role", prefix: "RO", id: 7 });
    assert!(
        !asked("risk", "owner.from", "PE-1").matches(&item("risk", &[("owner", role)])),
        "they have no order"
    );
}

/// Nor do lists of references, of which all are shown in the past and none now.
#[test]
#[should_panic(expected = "no order")]
fn lists_of_references_have_no_order() {
    let one = attesta_record::Ref { kind: "person", prefix: "PE", id: 7 };
    let round = item("risk_assessment", &[("participants", Value::Refs(vec![one]))]);
    assert!(!asked("risk_assessment", "participants.to", "PE-1").matches(&round), "they have no order");
}

/// A year before the first is a day to the form, but not to PostgreSQL, which answers with an error.
#[test]
#[should_panic(expected = "before the year 1")]
fn a_form_takes_no_day_that_no_database_keeps() {
    for day in ["0000-01-01", "-000044-03-15"] {
        assert!(parse_text(field("person", "joined_on"), day).is_err(), "{day} lies before the year 1");
    }
}

/// What comes of it.
#[tokio::test]
#[should_panic(expected = "The database refused")]
async fn a_day_before_the_year_1_breaks_postgresql() {
    let Some(place) = Place::postgres() else { panic!("The database refused: there is none here") };
    let world = World::new(place).await;
    let day = parse_text(field("person", "joined_on"), "0000-01-01").unwrap();
    world.create("person", &[("name", Value::text("Methuselah")), ("joined_on", day)]).await;
}

/// A form takes 2.5 for a whole number of months; the gate then makes 3 of it without a word.
#[test]
#[should_panic(expected = "not whole")]
fn a_form_takes_no_fraction_for_a_whole_number() {
    assert!(parse_text(field("document", "review_interval"), "2.5").is_err(), "2.5 is not whole");
}
/// A text in a row cannot be erased, and versions that are frozen (treatment plans, Statements of Applicability) keep
/// copies of texts in their rows: what is erased in the original stays in the copy.
#[tokio::test]
#[should_panic(expected = "Only a text can be erased")]
async fn a_text_in_a_row_can_be_erased() {
    let world = World::new(Place::sqlite()).await;
    let row = vec![Value::text("Canteen"), Value::text("Ada Lovelace asked for it")];
    let given = [("name", Value::text("Head office")), ("exclusions", Value::Rows(vec![row]))];
    let scope = world.create("scope", &given).await;
    world.erase(&scope, "exclusions").await;
}
