//! Several gates and several processes write to one database at once, and nothing is lost.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use attesta_gate::{ActError, Deed, Doing, Gate, Member};
use attesta_record::{
    Item, Value,
    journal::Leaf,
    merkle::{Frontier, hex, leaf_hash},
};
use attesta_store::Tenant;
use attesta_tests::{Place, World, everything, kind, on_both, on_both_places, with};

/// How long the processes write, in seconds, unless this variable says otherwise.
const SECONDS: u64 = 3;
const VARIABLE: &str = "ATTESTA_WRITING_SECONDS";

/// A risk whose description is counted in.
async fn counted(world: &World) -> Item {
    let scope = world.scope("Head office").await;
    let risk = world.risk(scope, "Counted").await;
    world.amend(&risk, &[("description", Value::text("0"))]).await
}

fn number(item: &Item) -> u64 {
    match item.get("description") {
        Value::Text(text) => text.parse().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// What must be true after everybody has written: every number, every act and every count is there once.
async fn nothing_is_lost(world: &World, counted: &Item, counts: u64, others: u64, acts_before: i64) {
    let now = world.now(counted).await;
    assert_eq!(number(&now), counts, "a count was lost");
    assert_eq!(u64::from(now.revision), u64::from(counted.revision) + counts);
    let acts = i64::try_from(counts + others).unwrap();
    assert_eq!(world.head().await, acts_before + acts);
    let journal = world.data().journal(0, i64::MAX, usize::MAX >> 1).await.unwrap();
    let sequences: Vec<i64> = journal.iter().rev().map(|entry| entry.sequence).collect();
    assert_eq!(sequences, (1..=acts_before + acts).collect::<Vec<_>>(), "the journal has a gap");
    the_tree_holds(world.data()).await;
    assert!(journal.windows(2).all(|two| two[0].recorded_at >= two[1].recorded_at), "time went back");
    let snapshot = world.snapshot().await;
    let ids: Vec<i64> = snapshot.risks.iter().map(|risk| attesta_record::TypedId::get(risk.id)).collect();
    assert_eq!(ids, (1..=i64::try_from(others).unwrap() + 1).collect::<Vec<_>>(), "a number was left out");
    let played = world.played(snapshot.sequence).await;
    assert_eq!(everything(&played), everything(&snapshot), "the journal says otherwise than the tables");
    world.amend(&now, &[("description", Value::text("The head still takes an act."))]).await;
}

/// Whether the leaves, in order, make the tree that the head of the journal keeps.
pub(crate) async fn the_tree_holds(tenant: &Tenant) {
    let mut frontier = Frontier::new();
    let entries = tenant.sealed(0, usize::MAX >> 1).await.unwrap();
    for (sequence, entry) in (1..).zip(&entries) {
        let leaf = Leaf::from_text(&entry.leaf).unwrap();
        assert_eq!((leaf.sequence, entry.sequence), (sequence, sequence));
        let hash = leaf_hash(entry.leaf.as_bytes());
        assert_eq!(hex(&hash), entry.leaf_hash, "the leaf of {sequence}");
        frontier.push(hash);
    }
    let head = tenant.frontier().await.unwrap();
    assert_eq!(head, (i64::try_from(entries.len()).unwrap(), frontier.encode()));
}

/// Counts once, looking again as often as somebody else was faster; how often that was.
async fn count(gate: &Gate, member: &Member, id: i64) -> u64 {
    let risk = kind("risk");
    let mut conflicts = 0;
    loop {
        let seen = member.data().item(risk.schema, id).await.unwrap().unwrap();
        let next = Value::text(&(number(&seen) + 1).to_string());
        let values = with(risk.schema, seen.values.clone(), &[("description", next)]);
        let doing = Doing::new(
            member.permit(risk, "amend").unwrap(),
            Deed::Amend { id, revision: seen.revision, values },
        );
        match gate.act(member, doing).await {
            Ok(_) => return conflicts,
            Err(ActError::Conflict(_)) => conflicts += 1,
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn gates_with_pools_of_their_own() {
    on_both(async |world: &World| {
        let counted = counted(world).await;
        let before = world.head().await;
        let mut tasks = Vec::new();
        for _ in 0..4 {
            let gate = world.another_gate().await;
            let tenant = gate.organisations().await.unwrap().remove(0);
            let member = gate.console(tenant, "writer").await.unwrap();
            tasks.push(tokio::spawn(async move {
                let mut conflicts = 0;
                for _ in 0..15 {
                    conflicts += count(&gate, &member, 1).await;
                }
                conflicts
            }));
        }
        let mut conflicts = 0;
        for task in tasks {
            conflicts += task.await.unwrap();
        }
        assert!(conflicts > 0, "nobody was ever too late: this tested nothing");
        nothing_is_lost(world, &counted, 60, 0, before).await;
    })
    .await;
}

/// The same organisation's first account signs in on the command line of several machines at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn accounts_get_numbers_of_their_own() {
    on_both(async |world: &World| {
        let mut tasks = Vec::new();
        for number in 0..6 {
            let gate = world.another_gate().await;
            tasks.push(tokio::spawn(async move {
                let name = format!("somebody-{number}");
                gate.add_account(&name, &format!("{name}@example.org")).await.unwrap().id
            }));
        }
        let mut ids = Vec::new();
        for task in tasks {
            ids.push(task.await.unwrap());
        }
        ids.sort_unstable();
        assert_eq!(ids, [2, 3, 4, 5, 6, 7]);
    })
    .await;
}

/// One link signs in one person, however many come with it at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_is_used_once() {
    on_both(async |world: &World| {
        let account = world.gate.accounts().await.unwrap().remove(0);
        let link = world.gate.sign_in_link(&account).await.unwrap();
        let mut tasks = Vec::new();
        for _ in 0..6 {
            let (gate, link) = (world.another_gate().await, link.clone());
            tasks.push(tokio::spawn(async move { gate.sign_in(&link).await.unwrap().is_some() }));
        }
        let mut signed_in = 0;
        for task in tasks {
            signed_in += u32::from(task.await.unwrap());
        }
        assert_eq!(signed_in, 1);
    })
    .await;
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a test has no command line to be told the time on")]
async fn processes_of_their_own() {
    let seconds = std::env::var(VARIABLE).map_or(SECONDS, |text| text.parse().unwrap());
    on_both(async |world: &World| {
        let counted = counted(world).await;
        // The processes go by the machine's clock; theirs is the first act that the journal has of it.
        world.clock.set("2026-03-02T12:00:01Z".parse().unwrap());
        let before = world.head().await;
        let start = |name: &str| {
            Command::new(env!("CARGO_BIN_EXE_attesta-test-writer"))
                .args([&world.place.argument(), "acme", name, &seconds.to_string()])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let writers = [start("one"), start("two"), start("three")];
        let told = writers.map(|writer| {
            let output = writer.wait_with_output().unwrap();
            let told = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let numbers: Vec<u64> = told.split_whitespace().map(|text| text.parse().unwrap()).collect();
            <[u64; 3]>::try_from(numbers).unwrap()
        });
        let sum = |at: usize| told.iter().map(|numbers| numbers[at]).sum::<u64>();
        assert!(
            told.iter().all(|[counted, added, _]| *counted > 2 && *added > 0),
            "somebody starved: {told:?}"
        );
        assert!(sum(2) > 0, "nobody was ever too late: this tested nothing");
        nothing_is_lost(world, &counted, sum(0), sum(1), before).await;
    })
    .await;
}

/// A process that is killed while it writes leaves whole acts behind, and the next one goes on.
#[tokio::test]
async fn a_killed_process_leaves_whole_acts() {
    on_both(async |world: &World| {
        let counted = counted(world).await;
        for round in 0..3 {
            let mut writer = Command::new(env!("CARGO_BIN_EXE_attesta-test-writer"))
                .args([&world.place.argument(), "acme", "victim", "60"])
                .spawn()
                .unwrap();
            tokio::time::sleep(Duration::from_millis(700 + 50 * round)).await;
            writer.kill().unwrap();
            writer.wait().unwrap();
        }
        let snapshot = world.snapshot().await;
        let played = world.played(snapshot.sequence).await;
        assert_eq!(everything(&played), everything(&snapshot));
        let counts = number(&world.now(&counted).await);
        let added = u64::try_from(snapshot.risks.len()).unwrap() - 1;
        assert!(counts > 0);
        let before = world.head().await - i64::try_from(counts + added).unwrap();
        nothing_is_lost(world, &counted, counts, added, before).await;
    })
    .await;
}

/// Several processes open the same empty place at once: one of them makes the tables.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_open_an_empty_place() {
    on_both_places(async |place: &Place| {
        let mut tasks = Vec::new();
        for _ in 0..4 {
            let location = place.location.clone();
            tasks.push(tokio::spawn(async move { attesta_store::Store::open(&location).await.map(|_| ()) }));
        }
        for task in tasks {
            let opened = task.await.unwrap();
            assert!(opened.is_ok(), "{opened:?}");
        }
    })
    .await;
}
