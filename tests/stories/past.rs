//! The past: what was true at any moment can be shown again, and looks as it looked then.

use attesta_gate::{Doing, Moment};
use attesta_isms::Isms;
use attesta_record::{Item, Level, Value};
use attesta_tests::{World, everything, kind, midday, on_both, value};

/// Many different acts, a day apart; what a fresh snapshot showed after each.
async fn a_busy_month(world: &World) -> Vec<Vec<Item>> {
    let mut seen = Vec::new();
    let mut look = async || {
        let snapshot = world.snapshot().await;
        seen.resize(usize::try_from(snapshot.sequence).unwrap() + 1, Vec::new());
        let at = seen.len() - 1;
        seen[at] = everything(&snapshot);
        world.clock.set(world.gate.now() + jiff::SignedDuration::from_hours(24));
    };
    look().await;
    let scope = world.scope("Head office").await;
    look().await;
    let risk = world.risk(scope, "Ransomware").await;
    look().await;
    let draft = world.method_draft().await;
    look().await;
    world.try_verb(&draft, "approve", &[]).await.unwrap();
    look().await;
    let impacts = world.impacts(&[("Money", Some(2)), ("Law", None)]);
    let given = [("likelihood", value(&Level(3))), ("impacts", impacts)];
    let risk = world.try_verb(&risk, "assess", &given).await.unwrap();
    look().await;
    let risk = world.amend(&risk, &[("source", Value::text("Mail")), ("title", Value::text("Ransom"))]).await;
    look().await;
    let risk = world.amend(&risk, &[("source", Value::None)]).await;
    look().await;
    let retired = world.retire(&risk).await;
    look().await;
    let deed = attesta_gate::Deed::Restore { id: retired.id, revision: retired.revision };
    world.act("risk", "restore", deed).await.unwrap();
    look().await;
    seen
}

#[tokio::test]
async fn every_moment_can_be_seen_again() {
    on_both(async |world: &World| {
        let mut old = world.snapshot().await;
        let cold = world.another_gate().await;
        cold.view(&world.admin, Moment::Present).await.unwrap();
        let seen = a_busy_month(world).await;
        for (sequence, then) in (0..).zip(&seen).filter(|(_, then)| !then.is_empty()) {
            let past = world.data().snapshot_at(sequence, &Isms::default()).await.unwrap();
            assert_eq!(everything(&past), *then, "after act {sequence}");
            let shared = world.data().snapshot_at(sequence, &world.snapshot().await).await.unwrap();
            assert_eq!(everything(&shared), *then, "after act {sequence}, sharing what did not change since");
            for gate in [&world.gate, &cold] {
                let view = gate.view(&world.admin, Moment::After(sequence)).await.unwrap().unwrap();
                assert_eq!(everything(&view.isms), *then, "a view after act {sequence}");
            }
        }
        crate::processes::the_tree_holds(world.data()).await;
        let now = seen.last().unwrap();
        world.data().catch_up(&mut old).await.unwrap();
        assert_eq!(everything(&old), *now, "an old snapshot, caught up");
        for gate in [&world.gate, &cold] {
            let view = gate.view(&world.admin, Moment::Present).await.unwrap().unwrap();
            assert_eq!(everything(&view.isms), *now, "the snapshot that a gate keeps");
        }
        let head = world.head().await;
        assert!(world.gate.view(&world.admin, Moment::After(head + 1)).await.unwrap().is_none());
        assert!(world.gate.view(&world.admin, Moment::After(-1)).await.unwrap().is_none());
    })
    .await;
}

/// A day ends at midnight where the organisation is, in Berlin.
#[tokio::test]
async fn a_day_ends_in_the_organisations_zone() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let before = world.head().await;
        world.clock.set("2026-03-05T22:59:59.999999Z".parse().unwrap());
        world.risk(scope, "On the fifth").await;
        world.clock.set("2026-03-05T23:00:00Z".parse().unwrap());
        world.risk(scope, "On the sixth").await;
        let day = |day| jiff::civil::date(2026, 3, day);
        let mut ends = Vec::new();
        for day in [1, 2, 4, 5, 6, 31].map(day) {
            ends.push(world.gate.end_of_day(&world.admin, day).await.unwrap());
        }
        assert_eq!(ends, [0, before, before, before + 1, before + 2, before + 2]);
        let far = jiff::civil::Date::MAX;
        assert_eq!(world.gate.end_of_day(&world.admin, far).await.unwrap(), before + 2);
    })
    .await;
}

/// What somebody says happened on a day is kept beside the moment at which it was recorded, and moves nothing.
#[tokio::test]
async fn a_late_entry_looks_late() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        world.clock.set(midday("2026-04-01"));
        let permit = world.admin.permit(kind("risk"), "create").unwrap();
        let given =
            [("title", Value::text("Flood")), ("scope", value(&scope)), ("availability", Value::Bool(true))];
        let mut doing = Doing::new(permit, attesta_gate::Deed::Create(attesta_tests::values("risk", &given)));
        doing.occurred_on = Some(jiff::civil::date(2026, 3, 1));
        doing.reason = Some("  Found in the cellar  ".to_owned());
        let done = world.gate.act(&world.admin, doing).await.unwrap();
        let entry = world.data().journal(done.sequence - 1, i64::MAX, 9).await.unwrap().remove(0);
        assert_eq!(entry.recorded_at, midday("2026-04-01"));
        assert_eq!(entry.occurred_on, Some(jiff::civil::date(2026, 3, 1)));
        assert_eq!(entry.input["reason"], "Found in the cellar");
        let march = world.gate.end_of_day(&world.admin, jiff::civil::date(2026, 3, 31)).await.unwrap();
        assert_eq!(march, done.sequence - 1);
    })
    .await;
}

/// The journal is read newest first, a page at a time, each entry once.
#[tokio::test]
async fn the_journal_is_paged_without_gaps() {
    on_both(async |world: &World| {
        a_busy_month(world).await;
        let head = world.head().await;
        let all = world.data().journal(0, i64::MAX, 1_000).await.unwrap();
        assert_eq!(
            all.iter().map(|entry| entry.sequence).collect::<Vec<_>>(),
            (1..=head).rev().collect::<Vec<_>>()
        );
        let mut paged = Vec::new();
        let mut before = i64::MAX;
        loop {
            let page = world.data().journal(0, before, 3).await.unwrap();
            let Some(last) = page.last() else { break };
            before = last.sequence;
            paged.extend(page);
        }
        assert_eq!(paged, all);
        for kind in attesta_isms::RECORDS {
            let of = |entry: &attesta_store::JournalEntry| {
                entry.changes.iter().any(|one| one.schema == kind.schema && one.id == 1)
            };
            let expected: Vec<i64> =
                all.iter().filter(|entry| of(entry)).map(|entry| entry.sequence).collect();
            let history = world.data().history(kind.schema, 1, i64::MAX, 1_000).await.unwrap();
            assert_eq!(history.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), expected);
        }
        assert_eq!(
            all.iter().map(|entry| &entry.leaf_hash).collect::<std::collections::BTreeSet<_>>().len(),
            all.len()
        );
    })
    .await;
}
