//! A journal that holds, and every way in which one may not.

use std::sync::Arc;

use attesta_gate::{Deed, Doing, Gate, Member, SimulatedClock, person_named};
use attesta_isms::{context::Organisation, people::Person, record_type};
use attesta_record::{Fields as _, Text};
use attesta_store::{Location, Sealed, Store};
use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};

use super::*;

/// A journal with an erasure, an amendment and a reason in it.
async fn journal(folder: &std::path::Path) -> Tenant {
    let store = Store::open(&Location::File(folder.join("attesta.sqlite"))).await.unwrap();
    let gate =
        Gate::new(store, Arc::new(SimulatedClock::new(Timestamp::from_second(1_700_000_000).unwrap())));
    let account = gate.add_account("Kim", "kim@example.org").await.unwrap();
    let organisation = Organisation {
        name: Text::from("Example"),
        legal_name: None,
        purpose: None,
        time_zone: Text::from("UTC"),
        sample: true,
    };
    let member =
        gate.found("example", &account, organisation, Some(person_named("Kim", None))).await.unwrap();
    act(&gate, &member, "create", Deed::Create(person("Robin").to_values())).await;
    act(&gate, &member, "amend", Deed::Amend { id: 2, revision: 1, values: person("Robyn").to_values() })
        .await;
    act(&gate, &member, "erase", Deed::Erase { id: 2, field: "name".to_owned() }).await;
    act(&gate, &member, "retire", Deed::Retire { id: 2, revision: 3 }).await;
    member.data().clone()
}

fn person(name: &str) -> Person {
    Person { function: Some(Text::from("Developer")), ..person_named(name, Some("robin@example.org")) }
}

async fn act(gate: &Gate, member: &Member, verb: &str, deed: Deed) {
    let permit = member.permit(record_type("person").unwrap(), verb).unwrap();
    let doing = Doing { reason: Some("Because".to_owned()), ..Doing::new(permit, deed) };
    gate.act(member, doing).await.unwrap();
}

fn judged(organisation: &str, entries: &[Sealed], size: i64, edge: &str) -> Result<(), Mismatch> {
    let mut verifier = Verifier::new(organisation);
    entries.iter().try_for_each(|entry| verifier.take(entry))?;
    verifier.finish(size, edge)
}

#[tokio::test]
async fn a_journal_holds_until_anything_in_it_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let tenant = journal(folder.path()).await;
    let found = check(&tenant).await.unwrap();
    assert_eq!((found.mismatch, found.entries, found.records), (None, 6, 3));

    let uid = tenant.info().uid.clone();
    let entries = tenant.sealed(0, 100).await.unwrap();
    let (size, edge) = tenant.frontier().await.unwrap();
    assert_eq!(judged(&uid, &entries, size, &edge), Ok(()));

    let touched = |why: &str, touch: fn(&mut Vec<Sealed>)| {
        let mut entries = entries.clone();
        touch(&mut entries);
        let mismatch = judged(&uid, &entries, size, &edge).expect_err(why);
        assert!(mismatch.contains(why), "{why}: {mismatch}");
    };
    touched("Entry 3: it is missing", |all| drop(all.remove(2)));
    touched("it is missing", |all| all.swap(1, 2));
    touched("root", |all| drop(all.pop()));
    touched("hash that is stored", |all| all[3].leaf = all[3].leaf.replace("amend", "bmend"));
    touched("Entry 3, person 2: the stored value of email", |all| {
        set(&mut all[2].changes[0].facts, "email", Some(json!("r@example.org")));
    });
    touched("the stored value of reason", |all| set(&mut all[4].input, "reason", Some(json!("Why not"))));
    touched("what was said as reason is missing", |all| {
        set(&mut all[4].input, "reason", None);
        set(&mut all[4].input_salts, "reason", None);
    });
    touched("the salt of name is missing", |all| {
        set(&mut all[3].changes[0].facts, "name", Some(json!("Rubin")));
    });
    touched("differs from the leaf", |all| all[3].actor[0] = "account:9".to_owned());
    touched("differs from the leaf", |all| all[3].recorded_at = all[3].recorded_at.replace("2023", "2022"));
    touched("differs from the leaf", |all| all[5].changes[0].retired = false);
    touched("differs from the leaf", |all| drop(all[5].changes.pop()));
    touched("told in two ways", |all| {
        set(&mut all[2].changes[0].facts, "function", None);
        set(&mut all[2].changes[0].salts, "function", None);
    });
    touched("its salt is there", |all| set(&mut all[2].changes[0].facts, "function", None));
    touched("cannot be read", |all| all[2].changes[0].facts = "{".to_owned());
    touched("the value of function is gone, and no later entry erases it", |all| {
        set(&mut all[2].changes[0].facts, "function", Some(json!({ "erased": true })));
        set(&mut all[2].changes[0].salts, "function", None);
    });
    touched("the value of reason is gone, and no record lost it", |all| {
        set(&mut all[2].input, "reason", Some(json!({ "erased": true })));
        set(&mut all[2].input_salts, "reason", None);
    });
}

#[tokio::test]
async fn a_head_that_says_otherwise_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let tenant = journal(folder.path()).await;
    let entries = tenant.sealed(0, 100).await.unwrap();
    let (size, edge) = tenant.frontier().await.unwrap();
    let uid = tenant.info().uid.clone();
    assert!(judged("somebody else", &entries, size, &edge).is_err());
    assert!(judged(&uid, &entries, size + 1, &edge).is_err());
    assert!(judged(&uid, &entries, size, &edge.replace('a', "b")).is_err());
}

/// Puts another value into a JSON object, or takes it out.
fn set(text: &mut String, field: &str, value: Option<Json>) {
    let mut object: Map<String, Json> = serde_json::from_str(text).unwrap();
    let before = match value {
        Some(value) => object.insert(field.to_owned(), value),
        None => object.remove(field),
    };
    assert!(before.is_some(), "{field} was there");
    *text = Json::Object(object).to_string();
}
