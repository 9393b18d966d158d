//! Several writers at once, each with pools of its own, as several processes have: one journal comes of it.

use std::collections::BTreeSet;

use attesta_isms::kit::Edits;
use attesta_record::{Item, Value};
use serde_json::Map;

use super::{
    book::{Book, everything, person, renamed},
    journal::{round, verify},
    on_both,
};
use crate::{Actor, Entry, Store};

const WRITERS: u32 = 4;
const ACTS: u32 = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_wait_for_each_other() {
    on_both(async |store, location| {
        let mut book = Book::new(store, "acme").await;
        let counted = book.person("0").await;
        let mut tasks = Vec::new();
        for number in 0..WRITERS {
            let mut book = book.beside(&Store::open(location).await.unwrap()).await;
            tasks.push(tokio::spawn(async move {
                for at in 0..ACTS {
                    book.act(|isms, edits| edits.0.push(one_more(isms))).await.unwrap();
                    book.person(&format!("{number}-{at}")).await;
                }
                book
            }));
        }
        let books = futures_util::future::try_join_all(tasks).await.unwrap();
        let mut numbers = BTreeSet::new();
        for mut book in books {
            book.tenant.catch_up(&mut book.isms).await.unwrap();
            numbers.insert(everything(&book.isms).len());
        }
        let acts = WRITERS * ACTS;
        assert_eq!(book.tenant.head().await.unwrap(), (i64::from(1 + 2 * acts), 0));
        let counted = book.tenant.item(counted.schema, counted.id).await.unwrap().unwrap();
        assert_eq!(counted.values[0], Value::text(&acts.to_string()), "an update was lost");
        assert_eq!(counted.revision, 1 + acts);
        let all = everything(&book.tenant.snapshot().await.unwrap());
        let ids: Vec<i64> = all.iter().map(|person| person.id).collect();
        assert_eq!(ids, (1..=i64::from(1 + acts)).collect::<Vec<_>>(), "a number was left out");
        assert_eq!(numbers, BTreeSet::from([all.len()]), "every writer sees everything");
        verify(store, &book).await;
    })
    .await;
}

/// What was appended and never committed never happened.
#[tokio::test]
async fn nothing_is_left_of_an_act_that_was_dropped() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        book.person("Ada").await;
        let rows = async || {
            let mut rows = Vec::new();
            for table in ["journal", "change", "person", "search"] {
                rows.push(
                    store
                        .rows(
                            &[("COUNT(*)", attesta_record::ColumnType::Integer)],
                            &format!("FROM {table}"),
                            vec![],
                        )
                        .await,
                );
            }
            rows
        };
        let (before, head) = (rows().await, book.tenant.head().await.unwrap());
        let mut writing = book.tenant.begin().await.unwrap();
        let mut edits = Edits::default();
        edits.create(&book.isms, &person("Bob"));
        edits.0.push(renamed(&book.isms, 1, Value::text("Eve")));
        let entry = Entry {
            recorded_at: book.now,
            occurred_on: None,
            actor: Actor { account: 1, person: None },
            verb: "create",
            on: "PE-2".to_owned(),
            input: Map::new(),
            edits: edits.0,
        };
        writing.append(entry, &mut || [1; 32]).await.unwrap();
        drop(writing);
        assert_eq!((rows().await, book.tenant.head().await.unwrap()), (before, head));
        assert_eq!(book.person("Cyn").await.id, 2, "the number is free");
        verify(store, &book).await;
    })
    .await;
}

/// Rows that wait are changed where they wait, lists and words too.
#[tokio::test]
async fn what_is_made_and_changed_in_one_transaction_is_written_as_it_ended() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        book.person("Ada").await;
        book.person("Bob").await;
        let mut edits = Edits::default();
        round(&book.isms, &mut edits);
        let mut writing = book.tenant.begin().await.unwrap();
        let mut salt = (1..=u8::MAX).map(|at| [at; 32]);
        let mut made = Vec::new();
        for (title, participants) in
            [("Made", vec![2, 1]), ("Changed", vec![1]), ("Ended", vec![1, 2]), ("Ended", vec![2])]
        {
            let mut edits = std::mem::take(&mut edits.0);
            if let Some(before) = made.pop() {
                edits.push(round_with(before, title, participants));
            }
            let actor = Actor { account: 1, person: None };
            let (recorded_at, on, input) = (book.now, "AS-1".to_owned(), Map::new());
            let entry = Entry { recorded_at, occurred_on: None, actor, verb: "amend", on, input, edits };
            made = writing.append(entry, &mut || salt.next().unwrap()).await.unwrap().items;
        }
        writing.commit().await.unwrap();
        let ended = made.pop().unwrap();
        assert_eq!((ended.revision, ended.get("title")), (4, &Value::text("Ended")));
        let schema = ended.schema;
        assert_eq!(book.tenant.item(schema, ended.id).await.unwrap().as_ref(), Some(&ended));
        let found = async |word: &str| book.tenant.search(&[word.to_owned()], 10).await.unwrap().len();
        assert_eq!((found("ended").await, found("changed").await, found("yearly").await), (1, 0, 0));
        assert_eq!(everything(&book.tenant.snapshot().await.unwrap()).len(), 4);
        verify(store, &book).await;
    })
    .await;
}

fn round_with(before: Item, title: &str, participants: Vec<i64>) -> attesta_isms::kit::Edit {
    let mut values = before.values.clone();
    let at = |field: &str| before.schema.position(field).unwrap();
    values[at("title")] = Value::text(title);
    let refs = participants.into_iter().map(|id| attesta_record::Ref { kind: "person", prefix: "PE", id });
    values[at("participants")] = Value::Refs(refs.collect());
    let (schema, id, retired) = (before.schema, before.id, before.retired);
    attesta_isms::kit::Edit { schema, id, retired, before: Some(before), values }
}

fn one_more(isms: &attesta_isms::Isms) -> attesta_isms::kit::Edit {
    let item: Item = isms.people.iter().next().unwrap().to_item();
    let Value::Text(text) = &item.values[0] else { panic!("{item:?}") };
    renamed(isms, item.id, Value::text(&(text.parse::<u32>().unwrap() + 1).to_string()))
}
