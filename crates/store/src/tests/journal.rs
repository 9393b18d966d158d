//! The journal's proof: what a stranger would check, checked here with nothing but the rows.

use std::collections::BTreeMap;

use attesta_isms::{
    Isms,
    context::{Exclusion, Scope},
    ids::PersonId,
    kit::{Edit, Edits},
    risk::{RiskAssessment, RoundStatus},
};
use attesta_record::{
    ColumnType, Text, TypedId, Value,
    journal::{Commitments, ERASED, Leaf, LeafRecord, commitment, salt_from_text},
    merkle::{Frontier, hex, leaf_hash},
};
use serde_json::{Map, Value as Json, json};

use super::{
    book::{Book, everything, person, renamed},
    on_both,
};
use crate::{Store, dialect::Cell};

/// One row of the journal with the rows of its changes.
struct Entry {
    sequence: i64,
    text: String,
    leaf: Leaf,
    hash: String,
    input: Map<String, Json>,
    input_salts: Map<String, Json>,
    changes: Vec<Change>,
}

struct Change {
    kind: String,
    id: i64,
    revision: i64,
    retired: bool,
    facts: Map<String, Json>,
    salts: Map<String, Json>,
}

/// Checks the whole journal of an organisation: the tree, the leaves, every commitment to every fact that is left.
pub(super) async fn verify(store: &Store, book: &Book) {
    let entries = entries(store, book).await;
    let mut frontier = Frontier::new();
    let mut last: BTreeMap<(String, i64), Commitments> = BTreeMap::new();
    for (at, entry) in (1..).zip(&entries) {
        assert_eq!((entry.sequence, entry.leaf.sequence), (at, at), "no gap, and the leaf says so too");
        assert_eq!(entry.leaf.organisation, book.tenant.info().uid);
        let hash = leaf_hash(entry.text.as_bytes());
        assert_eq!(entry.hash, hex(&hash));
        frontier.push(hash);
        kept(&entry.input, &entry.input_salts, &entry.leaf.input);
        assert_eq!(entry.changes.len(), entry.leaf.records.len());
        for (change, record) in entry.changes.iter().zip(&entry.leaf.records) {
            let seen = (change.kind.as_str(), change.id, change.revision, change.retired);
            assert_eq!(seen, (record.kind.as_str(), record.id, i64::from(record.revision), record.retired));
            kept(&change.facts, &change.salts, &record.fields);
            let key = (change.kind.clone(), change.id);
            let before = last.insert(key, record.fields.clone()).unwrap_or_default();
            unchanged(change, record, &before);
        }
    }
    let head = [("sequence", ColumnType::Integer), ("frontier", ColumnType::Text)];
    let head = store.rows(&head, "FROM tenant WHERE id = $1", vec![book.tenant.id()]).await.remove(0);
    let sequence = head[0].integer().unwrap();
    assert_eq!(sequence, i64::try_from(entries.len()).unwrap(), "the head counts every act");
    let stored = Frontier::decode(u64::try_from(sequence).unwrap(), head[1].text().unwrap()).unwrap();
    assert_eq!(stored.root(), frontier.root(), "the leaves make the root of the head");
    let mut untold = Vec::new();
    book.tenant.retold(sequence, &mut |at, item| untold.push((at, item.number()))).await.unwrap();
    assert!(
        untold.is_empty(),
        "beside these acts a state is stored that the journal does not tell: {untold:?}"
    );
}

/// Every value that is kept opens its commitment; one that was erased has neither value nor salt.
fn kept(values: &Map<String, Json>, salts: &Map<String, Json>, commitments: &Commitments) {
    for (field, value) in values {
        let committed = commitments.get(field).expect("a commitment to every value");
        match salts.get(field) {
            Some(salt) => {
                let salt = salt_from_text(salt.as_str().unwrap()).unwrap();
                assert_eq!(*committed, commitment(&salt, field, value), "{field}");
            }
            None => assert_eq!(*value, json!({"erased": true}), "{field} has no salt"),
        }
        assert!(value != &json!({"erased": true}) || !salts.contains_key(field), "{field} kept its salt");
    }
    assert!(salts.keys().all(|field| values.contains_key(field)), "no salt without a value");
}

/// A field that did not change keeps its commitment; one that did has another.
fn unchanged(change: &Change, record: &LeafRecord, before: &Commitments) {
    for (field, committed) in &record.fields {
        if change.facts.contains_key(field) {
            assert!(before.get(field) != Some(committed) || committed == ERASED, "{field} changed");
        } else {
            assert_eq!(before.get(field), Some(committed), "{field} did not change");
        }
    }
    assert!(before.keys().all(|field| record.fields.contains_key(field)), "a commitment went missing");
}

async fn entries(store: &Store, book: &Book) -> Vec<Entry> {
    let text = |name| (name, ColumnType::Text);
    let columns = [
        ("sequence", ColumnType::Integer),
        text("leaf"),
        text("leaf_hash"),
        text("input"),
        text("input_salts"),
        text("verb"),
        text("on_record"),
        ("recorded_at", ColumnType::Time),
        ("occurred_on", ColumnType::Date),
        ("account", ColumnType::Integer),
    ];
    let tail = "FROM journal WHERE organisation = $1 ORDER BY sequence";
    let mut entries = Vec::new();
    for row in store.rows(&columns, tail, vec![book.tenant.id()]).await {
        let text = |at: usize| row[at].text().unwrap_or_default().to_owned();
        let leaf = Leaf::from_text(&text(1)).expect("a canonical leaf");
        let said = (leaf.verb.clone(), leaf.on.clone(), leaf.occurred_on.clone().unwrap_or_default());
        assert_eq!(said, (text(5), text(6), text(8)));
        assert_eq!(leaf.recorded_at, text(7));
        assert_eq!(leaf.actor[0], format!("account:{}", row[9].integer().unwrap()));
        entries.push(Entry {
            sequence: row[0].integer().unwrap(),
            text: text(1),
            leaf,
            hash: text(2),
            input: object(&row[3]),
            input_salts: object(&row[4]),
            changes: changes(store, book, row[0].integer().unwrap()).await,
        });
    }
    entries
}

async fn changes(store: &Store, book: &Book, sequence: i64) -> Vec<Change> {
    let columns = [
        ("kind", ColumnType::Text),
        ("record", ColumnType::Integer),
        ("revision", ColumnType::Integer),
        ("retired", ColumnType::Bool),
        ("facts", ColumnType::Text),
        ("salts", ColumnType::Text),
    ];
    let tail = "FROM change WHERE organisation = $1 AND sequence = $2 ORDER BY position";
    let rows = store.rows(&columns, tail, vec![book.tenant.id(), sequence.into()]).await;
    let change = |row: Vec<Cell>| Change {
        kind: row[0].text().unwrap().to_owned(),
        id: row[1].integer().unwrap(),
        revision: row[2].integer().unwrap(),
        retired: row[3].is_true(),
        facts: object(&row[4]),
        salts: object(&row[5]),
    };
    rows.into_iter().map(change).collect()
}

fn object(cell: &Cell) -> Map<String, Json> {
    serde_json::from_str(cell.text().unwrap()).unwrap()
}

/// A book with records of several kinds, lists and rows among them, changed, retired and restored.
pub(super) async fn full_book(store: &Store, slug: &str) -> Book {
    let mut book = Book::new(store, slug).await;
    let ada = book.person("Ada").await;
    book.person("Bob").await;
    book.rename(ada.id, Value::text("Ada Lovelace")).await;
    let said = Map::from_iter([("reason".to_owned(), json!("as agreed")), ("days".to_owned(), json!(3))]);
    book.act_with(said, None, round).await.unwrap();
    book.act(retire_and_add).await.unwrap();
    book
}

/// A scope with rows in it, and a round with people.
pub(super) fn round(isms: &Isms, edits: &mut Edits) {
    let exclusion = Exclusion { what: Text::from("Canteen"), reason: Text::from("No data") };
    let scope = Scope {
        name: Text::from("Head office"),
        parent: None,
        statement: None,
        interfaces: vec![],
        exclusions: vec![exclusion],
        sites: vec![],
    };
    let scope = edits.create(isms, &scope);
    let round = RiskAssessment {
        title: Text::from("Yearly"),
        scope,
        status: RoundStatus::Planned,
        method_version: None,
        begun_on: None,
        completed_on: None,
        occasion: Some(Text::from("The planned interval")),
        participants: [2, 1].map(PersonId::new).to_vec(),
        summary: None,
    };
    edits.create(isms, &round);
}

#[tokio::test]
async fn the_leaves_make_the_root_and_the_facts_open_their_commitments() {
    on_both(async |store, _| {
        let book = full_book(store, "acme").await;
        verify(store, &book).await;
        assert_eq!(entries(store, &book).await.len(), 5);
    })
    .await;
}

/// The check above is one that can fail: it does as soon as somebody changes a row.
#[tokio::test]
async fn a_changed_row_is_noticed() {
    let frauds = [
        "UPDATE change SET facts = replace(facts, 'Ada', 'Eve') WHERE sequence = 1",
        "UPDATE journal SET input = replace(input, 'agreed', 'ordered') WHERE sequence = 4",
        "UPDATE journal SET leaf = replace(leaf, 'PE-7', 'PE-8') WHERE sequence = 2",
        "UPDATE journal SET verb = 'amend' WHERE sequence = 2",
        "UPDATE change SET retired = NOT retired WHERE sequence = 5",
        "UPDATE change SET state = replace(state, 'name', 'mane') WHERE revision > 1",
        "UPDATE change SET created_at = '2001-01-01T00:00:00.000000Z' WHERE revision > 1",
        "DELETE FROM change WHERE sequence = 3",
        "UPDATE tenant SET sequence = 4 WHERE sequence = 5",
    ];
    on_both(async |store, _| {
        for (number, fraud) in frauds.iter().enumerate() {
            let book = full_book(store, &format!("acme-{number}")).await;
            let id = if fraud.contains("UPDATE tenant") { "id" } else { "organisation" };
            let fraud = format!("{fraud} AND {id} = {}", book.tenant.info().id);
            let mut writer = store.database.writer().await.unwrap();
            assert!(writer.execute(&fraud, vec![]).await.unwrap() > 0, "{fraud}");
            writer.commit().await.unwrap();
            let store = store.clone();
            let judged = tokio::spawn(async move { verify(&store, &book).await }).await;
            assert!(judged.is_err(), "nobody noticed: {fraud}");
        }
    })
    .await;
}

/// What the journal says, played again, is what the tables said: now, and at every moment of the past.
#[tokio::test]
async fn the_past_is_what_was_seen_then() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        let mut seen = vec![vec![]];
        let acts: [fn(&Isms, &mut Edits); 6] = [add, rename, rename, retire_and_add, round, amend_round];
        for (at, act) in (1..).zip(acts) {
            book.now += jiff::SignedDuration::from_secs(61);
            book.act(act).await.unwrap();
            seen.push(everything(&book.tenant.snapshot().await.unwrap()));
            assert_eq!(everything(&book.isms), seen[at], "caught up after every act");
        }
        for (sequence, seen_then) in (0..).zip(&seen) {
            let shared = book.tenant.snapshot_at(sequence, &book.isms).await.unwrap();
            assert_eq!((shared.sequence, &everything(&shared)), (sequence, seen_then));
            let mut past = book.tenant.snapshot_at(sequence, &Isms::default()).await.unwrap();
            assert_eq!((past.sequence, &everything(&past)), (sequence, seen_then));
            book.tenant.catch_up(&mut past).await.unwrap();
            assert_eq!(everything(&past), *seen.last().unwrap(), "caught up from {sequence}");
            assert_eq!(past.sequence, 6);
        }
        verify(store, &book).await;
    })
    .await;
}

/// The server's clock may be set back. The journal never goes back in time.
#[tokio::test]
async fn the_journal_never_goes_back_in_time() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        let first = book.person("Ada").await.changed_at;
        book.now -= jiff::SignedDuration::from_hours(5);
        assert_eq!(book.person("Bob").await.changed_at, first);
        verify(store, &book).await;
    })
    .await;
}

/// A clock that tells nanoseconds leaves no trace that the database cannot keep.
#[tokio::test]
async fn what_was_written_is_what_is_read() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        book.now = "2026-03-02T12:00:00.123456789Z".parse().unwrap();
        let written = book.person("Ada").await;
        let read = book.tenant.item(written.schema, written.id).await.unwrap();
        assert_eq!(read, Some(written));
    })
    .await;
}

fn add(isms: &Isms, edits: &mut Edits) {
    edits.create(isms, &person("Ada"));
    edits.create(isms, &person("Bob"));
}

fn rename(isms: &Isms, edits: &mut Edits) {
    edits.0.push(renamed(isms, 1, Value::text(&format!("Ada {}", isms.sequence))));
}

/// Two records in one act, one of them changed in nothing but its being retired.
fn retire_and_add(isms: &Isms, edits: &mut Edits) {
    let before = isms.people.get(TypedId::new(2)).unwrap().to_item();
    let (schema, values) = (before.schema, before.values.clone());
    edits.0.push(Edit { schema, id: 2, before: Some(before), retired: true, values });
    edits.create(isms, &person("Cyn"));
}

/// A list of references that loses one and turns around, and a text that is taken back.
fn amend_round(isms: &Isms, edits: &mut Edits) {
    let before = isms.assessments.iter().next().unwrap();
    let participants = vec![PersonId::new(1)];
    edits.amend(before, &RiskAssessment { participants, occasion: None, ..before.data.clone() });
}
