//! Registers of other people: what is imported, what is remembered, and what the journal says of it.

use attesta_gate::{Gate, Importing, Imports, Outcome};
use attesta_interop::table::{Limits, Table};
use attesta_isms::kit::Duty;
use attesta_record::Value;
use attesta_tests::{World, kind, on_both};

const RISKS: &str = "Risk ID,Risk Title,Owner,Likelihood,Impact,Treatment Decision,Status\n\
                     R-001,Fire,Head of IT,2,4,Accept,Open\nR-002,Theft,Head of IT,3,3,Accept,Open\n";
const DOCUMENTS: &str = "Doc ID,Title,Type,Owner,Approver,Version,Effective Date,Next Review,Status\n\
                         POL-1,Access policy,Policy,Head of IT,Anna Weber,2.0,2026-01-15,2027-01-15,Published\n";

fn importing(files: &[(&str, &str)]) -> Importing {
    let read =
        |(name, text): &(&str, &str)| Table::read(name, text.as_bytes().to_vec(), &Limits::USUAL).unwrap();
    Importing::of(Imports { tables: files.iter().flat_map(read).collect(), ..Imports::default() })
}

async fn import(world: &World, files: &[(&str, &str)]) -> Outcome {
    let mut importing = importing(files);
    assert!(importing.unclear.is_empty(), "{:?}", importing.unclear);
    world.gate.apply_import(&world.admin, &mut importing).await.unwrap()
}

fn acts(outcome: &Outcome) -> usize {
    outcome.tables.iter().map(attesta_interop::table::TableReport::acts).sum()
}

#[tokio::test]
async fn a_preview_writes_nothing_and_a_second_import_changes_nothing() {
    on_both(async |world: &World| {
        let before = world.head().await;
        let mut looked_at = importing(&[("risks.csv", RISKS), ("documents.csv", DOCUMENTS)]);
        let preview = world.gate.preview_import(&world.admin, &mut looked_at).await.unwrap();
        assert_eq!(world.head().await, before);
        let first = import(world, &[("risks.csv", RISKS), ("documents.csv", DOCUMENTS)]).await;
        assert_eq!(acts(&preview), acts(&first));
        let head = world.head().await;
        assert!(head > before + 5);
        // In another process, which has nothing in memory.
        let gate: Gate = world.another_gate().await;
        let mut again = importing(&[("risks.csv", RISKS), ("documents.csv", DOCUMENTS)]);
        let second = gate.apply_import(&world.admin, &mut again).await.unwrap();
        assert_eq!((acts(&second), world.head().await), (0, head));
        let moved = RISKS.replace("Theft", "Theft of laptops");
        assert_eq!(acts(&import(world, &[("risks.csv", &moved)]).await), 1);
        assert_eq!(world.head().await, head + 1);
    })
    .await;
}

#[tokio::test]
async fn an_imported_approval_is_reported_and_nobodys_act() {
    on_both(async |world: &World| {
        import(world, &[("documents.csv", DOCUMENTS)]).await;
        let schema = kind("document_version").schema;
        let version = world.data().item(schema, 1).await.unwrap().unwrap();
        assert_eq!(*version.get("status"), Value::Choice("approved"));
        let reported = world.data().reported(schema, 1).await.unwrap();
        assert_eq!(reported.get("approved_on").map(String::as_str), Some("documents.csv, row 2"));
        let newest = &world.data().history(schema, 1, i64::MAX, 1).await.unwrap()[0];
        assert_eq!(newest.verb, "import");
    })
    .await;
}

#[tokio::test]
async fn what_a_person_changed_is_not_overwritten() {
    on_both(async |world: &World| {
        import(world, &[("risks.csv", RISKS)]).await;
        let schema = kind("risk").schema;
        let risk = world.data().item(schema, 1).await.unwrap().unwrap();
        let given = [("title", Value::text("Fire in the server room")), ("availability", Value::Bool(true))];
        world.amend(&risk, &given).await;
        let outcome = import(world, &[("risks.csv", &RISKS.replace("Fire", "Blaze"))]).await;
        assert_eq!((acts(&outcome), outcome.tables[0].conflicts.len()), (0, 1), "{:?}", outcome.tables[0]);
        let risk = world.data().item(schema, 1).await.unwrap().unwrap();
        assert_eq!(*risk.get("title"), Value::text("Fire in the server room"));
    })
    .await;
}

#[tokio::test]
async fn an_erased_text_is_forgotten_by_the_import_too() {
    on_both(async |world: &World| {
        import(world, &[("risks.csv", RISKS)]).await;
        let schema = kind("risk").schema;
        let risk = world.data().item(schema, 1).await.unwrap().unwrap();
        world.erase(&risk, "title").await;
        let rows = world.data().imported("risks", &["r 001".to_owned()]).await.unwrap();
        assert!(
            !rows.is_empty() && rows.iter().filter(|row| row.kind == "risk").all(|row| row.said.is_empty()),
            "{rows:?}"
        );
        let outcome = import(world, &[("risks.csv", RISKS)]).await;
        assert_eq!(acts(&outcome), 0, "{:?}", outcome.tables[0]);
        let risk = world.data().item(schema, 1).await.unwrap().unwrap();
        assert_eq!(*risk.get("title"), Value::Erased);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_import_does_not_and_uploads_are_ones_own() {
    on_both(async |world: &World| {
        let reader = world.member("rita", Duty::Reader, None).await;
        let mut tables = importing(&[("risks.csv", RISKS)]);
        assert!(world.gate.preview_import(&reader, &mut tables).await.is_err());
        let files = [("risks.csv".to_owned(), b"a,b\n".to_vec())];
        world.gate.keep_import_uploads(&world.admin, &files).await.unwrap();
        assert_eq!(world.gate.import_uploads(&world.admin).await.unwrap(), files);
        assert!(world.gate.import_uploads(&reader).await.unwrap().is_empty());
        world.clock.set(attesta_tests::midday("2026-03-03"));
        assert!(world.gate.import_uploads(&world.admin).await.unwrap().is_empty());
    })
    .await;
}
