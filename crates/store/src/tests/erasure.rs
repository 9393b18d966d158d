//! Erasing: the value and its salt are gone from everywhere, and every proof stays whole.

use attesta_isms::kit::Edits;
use attesta_record::{ColumnType, Value};
use serde_json::{Map, Value as Json};

use super::{
    book::{Book, renamed},
    journal::verify,
    on_both,
};
use crate::{
    Location, Store,
    dialect::{Cell, Database, Engine},
};

/// A name that occurs nowhere by chance.
const SECRET: &str = "Zwölfundzwanzig-Quastenflosser";

#[tokio::test]
async fn an_erased_text_is_gone_from_every_table() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        let salts = secret_person(store, &mut book).await;
        for trace in traces() {
            assert!(found(store, &trace).await, "{trace} is where it is looked for, before it is erased");
        }
        let erased = book.erase(1).await;
        assert_eq!(erased.values[0], Value::Erased);
        for trace in traces().into_iter().chain(salts) {
            assert!(!found(store, &trace).await, "{trace} is still there");
        }
        verify(store, &book).await;
    })
    .await;
}

#[tokio::test]
async fn an_erased_text_reads_as_erased_now_and_in_the_past() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        let mut old = book.isms.clone();
        secret_person(store, &mut book).await;
        book.erase(1).await;
        assert_eq!(book.isms.sequence, 4);
        let name =
            |isms: &attesta_isms::Isms| isms.table("person").unwrap().item(1).unwrap().values[0].clone();
        for sequence in 1..=4 {
            let past = book.tenant.snapshot_at(sequence, &book.isms).await.unwrap();
            assert_eq!(name(&past), Value::Erased, "at {sequence}");
        }
        book.tenant.catch_up(&mut old).await.unwrap();
        assert_eq!(name(&old), Value::Erased);
        assert_eq!(name(&book.tenant.snapshot().await.unwrap()), Value::Erased);
        for revision in 1..=4 {
            let schema = attesta_isms::record_type("person").unwrap().schema;
            let values = book.tenant.item_at_revision(schema, 1, revision).await.unwrap().unwrap();
            assert_eq!(values[0], Value::Erased, "at revision {revision}");
        }
        let words = ["quastenflosser".to_owned()];
        assert_eq!(book.tenant.search(&words, 10).await.unwrap(), []);
    })
    .await;
}

/// Another text may be written in its place; erasing that, too, leaves the proofs whole.
#[tokio::test]
async fn erasing_twice() {
    on_both(async |store, _| {
        let mut book = Book::new(store, "acme").await;
        secret_person(store, &mut book).await;
        book.erase(1).await;
        book.rename(1, Value::text("Somebody")).await;
        verify(store, &book).await;
        book.erase(1).await;
        verify(store, &book).await;
        assert!(!found(store, "Somebody").await);
        assert_eq!(book.tenant.head().await.unwrap(), (6, 2));
    })
    .await;
}

/// Erasing one person's name leaves those of others alone, also in another organisation with the same numbers.
#[tokio::test]
async fn nothing_else_is_erased() {
    on_both(async |store, _| {
        let mut other = Book::new(store, "other").await;
        let mut book = Book::new(store, "acme").await;
        other.person("Namesake").await;
        secret_person(store, &mut book).await;
        book.person("Neighbour").await;
        book.erase(1).await;
        for (book, id, name) in [(&other, 1, "Namesake"), (&book, 2, "Neighbour")] {
            let schema = attesta_isms::record_type("person").unwrap().schema;
            assert_eq!(book.tenant.item(schema, id).await.unwrap().unwrap().values[0], Value::text(name));
            assert_eq!(
                book.tenant.item_at_revision(schema, id, 1).await.unwrap().unwrap()[0],
                Value::text(name)
            );
            verify(store, book).await;
        }
    })
    .await;
}

/// The file itself holds nothing of it either, once the log was written back. What PostgreSQL leaves behind on the
/// disk goes with its own VACUUM, so only SQLite is judged here.
#[tokio::test]
async fn an_erased_text_is_gone_from_the_file() {
    on_both(async |store, location| {
        let Location::File(path) = location else { return };
        let mut book = Book::new(store, "acme").await;
        secret_person(store, &mut book).await;
        for at in 0..40 {
            book.person(&format!("Somebody else {at}")).await;
        }
        let holds = async |trace: &str| {
            write_back(store).await;
            let bytes = std::fs::read(path).unwrap();
            bytes.windows(trace.len()).any(|window| window == trace.as_bytes())
        };
        for trace in traces() {
            assert!(holds(&trace).await, "{trace} is in the file, before it is erased");
        }
        book.erase(1).await;
        for trace in traces() {
            assert!(!holds(&trace).await, "{trace} is still in the file");
        }
    })
    .await;
}

/// Moves everything from SQLite's log to its file.
async fn write_back(store: &Store) {
    if let Database::Sqlite { write, .. } = &*store.database {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write).await.unwrap();
    }
}

/// A person whose name was the secret, then another text, then the secret again, as was also said in the act: three
/// acts. Their salts are returned.
async fn secret_person(store: &Store, book: &mut Book) -> Vec<String> {
    book.person(SECRET).await;
    book.rename(1, Value::text("Meanwhile")).await;
    let again = format!("{SECRET} Meanwhile");
    let said = Map::from_iter([("name".to_owned(), Json::from(again.as_str()))]);
    let renamed = |isms: &_, edits: &mut Edits| edits.0.push(renamed(isms, 1, Value::text(&again)));
    book.act_with(said, None, renamed).await.unwrap();
    let salts = store.texts("salts", "FROM change WHERE organisation = $1", vec![book.tenant.id()]).await;
    let salt = |text: &String| {
        let salts: Map<_, _> = serde_json::from_str(text).unwrap();
        salts["name"].as_str().unwrap().to_owned()
    };
    salts.iter().map(salt).collect()
}

/// What could be left of the secret: its words as they were typed, and as the search has them.
fn traces() -> Vec<String> {
    ["Quastenflosser", "quastenflosser", "Zwölfundzwanzig", "Meanwhile"].map(str::to_owned).to_vec()
}

/// Whether any column of any table holds a text.
async fn found(store: &Store, trace: &str) -> bool {
    let tables = match store.connection().await.engine() {
        Engine::Sqlite => ("name", "FROM sqlite_master WHERE type = 'table'"),
        Engine::Postgres => ("tablename::text", "FROM pg_tables WHERE schemaname = 'public'"),
    };
    for table in store.texts(tables.0, tables.1, vec![]).await {
        let whole = whole_row(store, &table).await;
        let tail = format!("FROM (SELECT {whole} AS whole FROM {table}) AS t WHERE whole LIKE $1");
        let rows =
            store.rows(&[("COUNT(*)", ColumnType::Integer)], &tail, vec![Cell::from(format!("%{trace}%"))]);
        if rows.await[0][0].integer() != Some(0) {
            return true;
        }
    }
    false
}

/// An expression that is all of a row as one text.
async fn whole_row(store: &Store, table: &str) -> String {
    if store.connection().await.engine() == Engine::Postgres {
        return format!("{table}::text");
    }
    let columns = store.texts("name", "FROM pragma_table_info($1)", vec![table.into()]).await;
    let texts = columns.iter().map(|name| format!("COALESCE(CAST(\"{name}\" AS TEXT), '')"));
    texts.collect::<Vec<_>>().join(" || ' ' || ")
}
