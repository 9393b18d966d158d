//! Flaws that are known and not yet mended. Each of these tests passes as long as its flaw is there and fails once it is
//! mended: then its `should_panic` goes.

use attesta_record::Value;
use attesta_tests::{Place, World};

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
