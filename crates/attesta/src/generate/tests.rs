//! The same seed makes the same organisation, and another one another.

use attesta_isms::RECORDS;
use attesta_record::Item;
use attesta_store::{Location, Store};

use super::*;
use crate::journal::check;

async fn generated(seed: u64, history: Option<u32>) -> Vec<Item> {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { data: folder.path().to_owned(), database: None, files: None, file_limit: 50 };
    let generate = Generate { place, records: 40, seed, history, format: Format::Json };
    run(generate, "tester").await.unwrap();
    let store = Store::open(&Location::File(folder.path().join("attesta.sqlite"))).await.unwrap();
    let tenant = store.tenant(&format!("generated-{seed}")).await.unwrap().unwrap();
    let found = check(&tenant).await.unwrap();
    assert_eq!(found.mismatch, None);
    assert!(history.is_none_or(|wanted| found.entries == i64::from(wanted)), "{found:?}");
    let isms = tenant.snapshot().await.unwrap();
    RECORDS.iter().flat_map(|kind| isms.table(kind.schema.key).unwrap().items().collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn the_same_seed_makes_the_same_records() {
    let one = generated(7, Some(250)).await;
    assert_eq!(one, generated(7, Some(250)).await);
    assert_ne!(one, generated(8, Some(250)).await);
}

#[tokio::test]
async fn most_risks_are_assessed_and_some_are_not() {
    let items = generated(3, None).await;
    let risks: Vec<&Item> = items.iter().filter(|item| item.schema.key == "risk").collect();
    let assessed = risks.iter().filter(|risk| !risk.get("assessed_on").is_none()).count();
    assert!(risks.len() == 40 && (20..40).contains(&assessed), "{assessed} of {}", risks.len());
}
