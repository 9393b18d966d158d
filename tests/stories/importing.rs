//! A record that comes from elsewhere: what is taken as it was said, and what is refused.

use attesta_gate::{ActError, Deed, Imported};
use attesta_record::{Item, Value};
use attesta_tests::{World, kind, on_both, values};

use crate::verbs::refused;

fn imported(values: Vec<Value>) -> Imported {
    Imported {
        record: None,
        number: None,
        values,
        retired: false,
        checked: true,
        source: "x.csv, row 7".to_owned(),
    }
}

async fn import(world: &World, key: &str, imported: Imported) -> Result<Item, ActError> {
    world.act(key, "import", Deed::Import(imported)).await.map(|done| done.item)
}

#[tokio::test]
async fn what_only_verbs_set_is_taken_and_the_journal_names_the_source() {
    on_both(async |world: &World| {
        let document = world
            .create("document", &[("title", Value::text("Policy")), ("kind", Value::Choice("policy"))])
            .await;
        let given = [
            ("document", Value::Ref(attesta_tests::reference(&document))),
            ("version", Value::text("2.0")),
            ("status", Value::Choice("approved")),
        ];
        let version =
            import(world, "document_version", imported(values("document_version", &given))).await.unwrap();
        assert_eq!(*version.get("status"), Value::Choice("approved"));
        let head = world.head().await;
        let entries = world.data().journal(0, i64::MAX, 1).await.unwrap();
        let entry = entries.first().unwrap();
        assert_eq!((entry.sequence, entry.verb.as_str()), (head, "import"));
        assert_eq!(entry.input.get("source").and_then(|text| text.as_str()), Some("x.csv, row 7"));
    })
    .await;
}

#[tokio::test]
async fn a_record_keeps_the_number_it_had_and_no_number_is_given_twice() {
    on_both(async |world: &World| {
        let scope = || imported(values("scope", &[("name", Value::text("Head office"))]));
        let seventh =
            import(world, "scope", Imported { number: Some(7), retired: true, ..scope() }).await.unwrap();
        assert_eq!((seventh.number().as_str(), seventh.retired), ("S-7", true));
        for taken in [7, 0, -1] {
            refused(import(world, "scope", Imported { number: Some(taken), ..scope() }).await);
        }
        let next = world.create("scope", &[("name", Value::text("Next"))]).await;
        assert_eq!(next.id, 8);
        let changed = values("scope", &[("name", Value::text("Moved"))]);
        let record = Some((7, seventh.revision));
        let changed = import(world, "scope", Imported { record, ..imported(changed) }).await.unwrap();
        assert_eq!((changed.id, changed.retired, changed.revision), (7, false, 2));
        let stale = import(world, "scope", Imported { record, ..scope() }).await;
        assert!(matches!(stale, Err(ActError::Conflict(_))));
    })
    .await;
}

/// A record that was kept under the rules elsewhere comes back as it was; a reference must lead somewhere all the same.
#[tokio::test]
async fn rules_of_form_hold_for_rows_and_references_for_all() {
    on_both(async |world: &World| {
        let left_out = values(
            "control",
            &[
                ("title", Value::text("Backup")),
                ("operation", Value::Choice("supplier")),
                ("status", Value::Choice("planned")),
            ],
        );
        let complaints = refused(import(world, "control", imported(left_out.clone())).await);
        assert_eq!(complaints.0[0].field, "supplier");
        let whole = Imported { checked: false, ..imported(left_out.clone()) };
        import(world, "control", whole).await.unwrap();
        let schema = kind("control").schema;
        let mut nowhere = left_out;
        nowhere[schema.position("scope").unwrap()] =
            Value::Ref(attesta_record::Ref { kind: "scope", prefix: "S", id: 99 });
        let complaints =
            refused(import(world, "control", Imported { checked: false, ..imported(nowhere) }).await);
        assert!(complaints.0[0].message.contains("S-99"));
    })
    .await;
}
