//! Every migrated database, held against every declaration. A field is written twice, in the struct and in a
//! migration; this is what keeps the two together. Where something is missing, the line is printed that a migration
//! would have to say.

use std::collections::{BTreeMap, BTreeSet};

use attesta_isms::RECORDS;
use attesta_record::{ColumnType, Schema};

use super::on_both;
use crate::{
    Store,
    dialect::{Cell, Engine},
    sql,
};

/// The tables that are not a record's.
const OTHERS: &[&str] = &[
    "account",
    "change",
    "import_row",
    "import_upload",
    "journal",
    "link",
    "membership",
    "search",
    "session",
    "tenant",
];

/// What is said of a table: in the words of the engine, and in those of a migration that would say it.
type Said = BTreeMap<String, String>;

#[tokio::test]
async fn every_table_is_as_its_record_is_declared() {
    on_both(async |store, _| {
        let engine = store.connection().await.engine();
        let mut wanted = Said::new();
        for kind in RECORDS {
            wanted.extend(declared(engine, kind.schema));
        }
        let mut found = BTreeSet::new();
        for table in tables() {
            found.extend(match engine {
                Engine::Sqlite => in_sqlite(store, &table).await,
                Engine::Postgres => in_postgres(store, &table).await,
            });
        }
        let missing = wanted.iter().filter(|(said, _)| !found.contains(*said));
        let missing: Vec<String> = missing.map(|(said, line)| format!("{line} -- {said}")).collect();
        let more: Vec<&str> =
            found.iter().filter(|said| !wanted.contains_key(*said)).map(String::as_str).collect();
        let more = more.join("\n");
        assert!(
            missing.is_empty(),
            "a migration is missing, which says:\n{}\nNo record declares:\n{more}",
            missing.join("\n")
        );
        assert!(more.is_empty(), "no record declares this, or not like this:\n{more}");
    })
    .await;
}

#[tokio::test]
async fn there_are_no_other_tables() {
    on_both(async |store, _| {
        let (column, tail) = match store.connection().await.engine() {
            Engine::Sqlite => ("name", "FROM sqlite_master WHERE type = 'table'"),
            Engine::Postgres => ("tablename::text", "FROM pg_tables WHERE schemaname = 'public'"),
        };
        let known: BTreeSet<String> =
            tables().into_iter().chain(OTHERS.iter().map(|name| (*name).to_owned())).collect();
        let found = store.texts(column, tail, vec![]).await;
        // The engines' own tables, and what the migrations keep of themselves.
        let own = |name: &String| name.starts_with('_') || name.starts_with("search_index");
        let found: BTreeSet<String> = found.into_iter().filter(|name| !own(name)).collect();
        assert_eq!(found, known);
    })
    .await;
}

/// A database that was migrated once is opened again without a second migration.
#[tokio::test]
async fn opening_again_changes_nothing() {
    on_both(async |store, location| {
        let versions = || store.rows(&[("COUNT(*)", ColumnType::Integer)], "FROM _sqlx_migrations", vec![]);
        let before = versions().await;
        Store::open(location).await.unwrap();
        assert_eq!(versions().await, before);
    })
    .await;
}

/// A database that a later version of the program wrote is refused, not damaged.
#[tokio::test]
async fn a_later_database_is_refused() {
    on_both(async |store, location| {
        let mut writer = store.database.writer().await.unwrap();
        writer.execute("UPDATE _sqlx_migrations SET version = version + 1000", vec![]).await.unwrap();
        writer.commit().await.unwrap();
        let refused = Store::open(location).await;
        assert!(matches!(refused, Err(crate::StoreError::Newer)), "{refused:?}");
    })
    .await;
}

/// All tables that records have.
fn tables() -> Vec<String> {
    let of = |schema: &'static Schema| {
        std::iter::once(schema.key.to_owned()).chain(sql::lists(schema).map(|(_, table, _)| table))
    };
    RECORDS.iter().flat_map(|kind| of(kind.schema)).collect()
}

/// All that must be true of the tables of a kind.
fn declared(engine: Engine, schema: &'static Schema) -> Said {
    let mut said = Said::new();
    let line = sql::ddl(schema);
    let always = sql::HEAD.len() - 1; // all but `erased`
    let columns = sql::columns(schema).into_iter().enumerate();
    let columns: Vec<_> =
        columns.map(|(at, column)| (column.name, column.kind, column.target, at < always)).collect();
    table(engine, &mut said, &line, schema.key, "id", &columns);
    for field in schema.fields.iter().filter(|field| field.index) {
        for column in field.columns() {
            let name = format!("{}_by_{}", schema.key, column.name);
            index(engine, &mut said, &name, schema.key, &format!("{}{{nulls first}}, id", column.name));
        }
    }
    for (_, name, targets) in sql::lists(schema) {
        let integer = |name: &str| (name.to_owned(), ColumnType::Integer, None, true);
        let mut columns = vec![integer("organisation"), integer("record"), integer("position")];
        let to = sql::list_columns(targets).into_iter().zip(targets);
        columns.extend(to.map(|(name, target)| (name, ColumnType::Integer, Some(target), false)));
        table(engine, &mut said, &line, &name, "record, position", &columns);
        foreign(&mut said, &name, "record", schema.key);
        for column in sql::list_columns(targets) {
            index(engine, &mut said, &format!("{name}_by_{column}"), &name, &column);
        }
    }
    said
}

type Declared = (String, ColumnType, Option<&'static attesta_record::Target>, bool);

fn table(engine: Engine, said: &mut Said, whole: &str, table: &str, key: &str, columns: &[Declared]) {
    said.insert(
        format!("{table} PRIMARY KEY (organisation, {key})"),
        format!("-- the whole table:\n{whole}"),
    );
    if key == "id" {
        let of = format!("{table} FOREIGN KEY (organisation) REFERENCES tenant (id)");
        said.insert(of, format!("-- in {table}: FOREIGN KEY (organisation) REFERENCES tenant (id)"));
    }
    for (name, kind, target, required) in columns {
        let required = if *required { " NOT NULL" } else { "" };
        let neutral = format!("{{{}}}", format!("{kind:?}").to_lowercase());
        let line = format!("ALTER TABLE {table} ADD COLUMN {name} {neutral}{required};");
        said.insert(format!("{table}.{name} {}{required}", engine.word(*kind)), line);
        if let Some(target) = target {
            foreign(said, table, name, target.key);
        }
    }
}

fn foreign(said: &mut Said, table: &str, column: &str, to: &str) {
    let key = format!(
        "FOREIGN KEY (organisation, {column}) REFERENCES {to} (organisation, id) DEFERRABLE INITIALLY DEFERRED"
    );
    said.insert(format!("{table} {key}"), format!("-- in {table}: {key}"));
}

fn index(engine: Engine, said: &mut Said, name: &str, table: &str, columns: &str) {
    let nulls = if engine == Engine::Postgres { " NULLS FIRST" } else { "" };
    let line = format!("CREATE INDEX {name} ON {table} (organisation, {columns})");
    said.insert(line.replace("{nulls first}", nulls), format!("{line};"));
}

async fn in_sqlite(store: &Store, table: &str) -> Vec<String> {
    let table_cell = || vec![Cell::from(table)];
    let text = |name| (name, ColumnType::Text);
    let integer = |name| (name, ColumnType::Integer);
    let columns = [text("name"), text("type"), integer("\"notnull\""), integer("pk")];
    let columns = store.rows(&columns, "FROM pragma_table_info($1) ORDER BY pk", table_cell()).await;
    let mut said: Vec<String> = Vec::new();
    let mut key = Vec::new();
    for row in &columns {
        let (name, kind) = (row[0].text().unwrap(), row[1].text().unwrap());
        let required = if row[2].integer() == Some(1) { " NOT NULL" } else { "" };
        said.push(format!("{table}.{name} {kind}{required}"));
        if row[3].integer() != Some(0) {
            key.push(name);
        }
    }
    said.push(format!("{table} PRIMARY KEY ({})", key.join(", ")));
    let columns = [integer("id"), text("\"table\""), text("\"from\""), text("\"to\"")];
    let rows = store.rows(&columns, "FROM pragma_foreign_key_list($1) ORDER BY id, seq", table_cell()).await;
    let mut keys: BTreeMap<i64, (&str, Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for row in &rows {
        let one = keys.entry(row[0].integer().unwrap()).or_insert((row[1].text().unwrap(), vec![], vec![]));
        one.1.push(row[2].text().unwrap());
        one.2.push(row[3].text().unwrap());
    }
    let written =
        store.texts("sql", "FROM sqlite_master WHERE type = 'table' AND name = $1", table_cell()).await;
    for (to, from, columns) in keys.into_values() {
        // SQLite tells everything of a foreign key but when it is checked; that stands in the text of the table.
        let key = format!("FOREIGN KEY ({}) REFERENCES {to} ({})", from.join(", "), columns.join(", "));
        let deferred = format!("{key} DEFERRABLE INITIALLY DEFERRED");
        let deferred = written.iter().any(|sql| sql.contains(&deferred));
        said.push(format!("{table} {key}{}", if deferred { " DEFERRABLE INITIALLY DEFERRED" } else { "" }));
    }
    let tail = "FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = $1";
    said.extend(store.texts("sql", tail, table_cell()).await);
    said
}

async fn in_postgres(store: &Store, table: &str) -> Vec<String> {
    let cells = || vec![Cell::from(table)];
    let tail = "FROM pg_attribute a LEFT JOIN pg_collation c ON c.oid = a.attcollation \
                WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped";
    let column = "a.attname || ' ' || upper(format_type(a.atttypid, a.atttypmod)) \
                  || CASE WHEN c.collname IS NULL THEN '' ELSE ' COLLATE \"' || c.collname || '\"' END \
                  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END";
    let columns = store.texts(column, tail, cells()).await;
    let mut said: Vec<String> = columns
        .iter()
        .map(|column| format!("{table}.{}", column.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")))
        .collect();
    let tail = "FROM pg_constraint WHERE conrelid = $1::text::regclass";
    let keys = store.texts("pg_get_constraintdef(oid)", tail, cells()).await;
    said.extend(
        keys.iter()
            .map(|key| format!("{table} {}", key.replace("(organisation, id) D", " (organisation, id) D"))),
    );
    let columns = said.len() - keys.len();
    let tail = "FROM pg_index WHERE indrelid = $1::text::regclass AND NOT indisprimary";
    let indexes = store.texts("pg_get_indexdef(indexrelid)", tail, cells()).await;
    said.extend(indexes.iter().map(|index| index.replace("public.", "").replace(" USING btree", "")));
    // Names that are also words of SQL come back in quotation marks.
    let plain = |line: String| line.replace('"', "").replace("tenant(id)", "tenant (id)");
    let keys: Vec<String> = said.drain(columns..).map(plain).collect();
    said.extend(keys);
    said
}
