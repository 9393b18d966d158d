//! Every statement that can be generated runs on both databases, and answers what the snapshot answers: every kind of
//! filter on every field of every kind of record, every order, in both directions.

use attesta_isms::RECORDS;
use attesta_record::{
    Field, Item, Kind, Value,
    filter::{Filter, Show, Sort, Term, Test},
};
use attesta_store::{Cursor, Tenant};
use attesta_tests::{World, on_both};

use crate::{
    fields::{full, sample},
    lists::{agree, ranged},
};

/// Retires the second record of each kind, so that there is something that is not in force.
async fn with_retired(world: &World) -> Tenant {
    let tenant = full(world, "full").await;
    let mut edits = Vec::new();
    for kind in RECORDS.iter().filter(|kind| kind.schema.key != "organisation") {
        let before = tenant.item(kind.schema, 2).await.unwrap().unwrap();
        let values = before.values.clone();
        edits.push(attesta_isms::kit::Edit {
            schema: kind.schema,
            id: 2,
            before: Some(before),
            retired: true,
            values,
        });
    }
    crate::fields::write(&tenant, edits).await;
    tenant
}

#[tokio::test]
async fn every_filter_on_every_field() {
    on_both(async |world: &World| {
        let tenant = with_retired(world).await;
        let snapshot = tenant.snapshot().await.unwrap();
        let mut asked = 0;
        for kind in RECORDS {
            let items: Vec<Item> = snapshot.table(kind.schema.key).unwrap().items().collect();
            for (at, field) in kind.schema.fields.iter().enumerate() {
                for test in tests(field) {
                    let mut filter = Filter { show: Show::All, ..Filter::all(kind.schema) };
                    filter.terms.push(Term { field: at, test });
                    agree(&tenant, &items, &filter, Sort::NEWEST, None).await.unwrap();
                    asked += 1;
                }
            }
            for show in [Show::InForce, Show::Retired, Show::All] {
                for words in [vec![], vec!["zoë"], vec!["zo", "pla"], vec!["漢"], vec!["nothing"]] {
                    let words = words.into_iter().map(str::to_owned).collect();
                    let filter = Filter { schema: kind.schema, terms: Vec::new(), words, show };
                    agree(&tenant, &items, &filter, Sort::NEWEST, None).await.unwrap();
                    asked += 1;
                }
            }
        }
        assert!(asked > 500, "only {asked} questions were asked");
    })
    .await;
}

/// Every kind of test that makes sense for a field.
fn tests(field: &Field) -> Vec<Test> {
    let asked = |number| match sample(field, number) {
        Value::Refs(refs) => Value::Ref(refs[number % 2]),
        Value::Choices(keys) => Value::Choice(keys[number % keys.len()]),
        other => other,
    };
    let (one, other) = (asked(1), asked(2));
    let mut tests = vec![
        Test::AnyOf(vec![]),
        Test::AnyOf(vec![Value::None]),
        Test::Given,
        Test::AnyOf(vec![one.clone()]),
        Test::AnyOf(vec![one.clone(), other.clone()]),
        Test::AnyOf(vec![Value::None, other.clone()]),
    ];
    if ranged(field) {
        tests.extend([one.clone(), other.clone()].map(Test::AtLeast));
        tests.extend([one, other].map(Test::AtMost));
    }
    tests
}

#[tokio::test]
async fn every_order_in_both_directions() {
    on_both(async |world: &World| {
        let tenant = with_retired(world).await;
        let snapshot = tenant.snapshot().await.unwrap();
        for kind in RECORDS {
            let schema = kind.schema;
            let items: Vec<Item> = snapshot.table(schema.key).unwrap().items().collect();
            let sortable = (0..schema.fields.len()).filter(|at| schema.fields[*at].ordered()).map(Some);
            for field in sortable.chain([None]) {
                for descending in [false, true] {
                    let sort = Sort { field, descending };
                    let filter = Filter { show: Show::All, ..Filter::all(schema) };
                    agree(&tenant, &items, &filter, sort, Some(1)).await.unwrap();
                    assert_eq!(Sort::from_text(schema, &sort.to_text(schema)), sort);
                    away(&tenant, &items, sort).await;
                }
            }
        }
    })
    .await;
}

/// A cursor from an address may name a record that is not in the list. It is a place like any other.
async fn away(tenant: &Tenant, items: &[Item], sort: Sort) {
    let schema = items[0].schema;
    let filter = Filter { show: Show::All, ..Filter::all(schema) };
    let field = sort.field.map(|at| &schema.fields[at]);
    let erased = field.filter(|field| matches!(field.kind, Kind::Text)).map(|_| Value::Erased);
    let mut expected: Vec<&Item> = items.iter().collect();
    expected.sort_by(|a, b| sort.compare(a, b));
    let expected: Vec<i64> = expected.iter().map(|item| item.id).collect();
    for value in [field.map(|field| sample(field, 1)), Some(Value::None), erased].into_iter().flatten() {
        let mut around = Vec::new();
        for backwards in [true, false] {
            let cursor = Cursor { value: value.clone(), id: 0, backwards };
            let page = tenant.list(&filter, sort, Some(&cursor), 9).await.unwrap();
            around.extend(page.items.iter().map(|item| item.id));
        }
        assert_eq!(around, expected, "{sort:?} around {value:?}");
    }
}

/// Filters as they stand in an address.
#[tokio::test]
async fn filters_from_addresses() {
    on_both(async |world: &World| {
        let tenant = with_retired(world).await;
        let snapshot = tenant.snapshot().await.unwrap();
        for kind in RECORDS {
            let items: Vec<Item> = snapshot.table(kind.schema.key).unwrap().items().collect();
            for field in kind.schema.fields {
                for suffix in ["", ".from", ".to"] {
                    for text in [
                        "none",
                        "given",
                        "true",
                        "2024-02-28",
                        "3",
                        "PE-1",
                        "S-1",
                        "draft",
                        "Zoë",
                        "\u{0}",
                        "99999999999999999999",
                    ] {
                        let name = format!("{}{suffix}", field.name);
                        let typed = [(name.clone(), vec![text.to_owned()])].into();
                        let (filter, complaints) = Filter::from_typed(kind.schema, &typed);
                        assert!(complaints.is_empty() || filter.terms.is_empty(), "{name}={text}");
                        if filter.terms.is_empty() {
                            continue;
                        }
                        let filter = Filter { show: Show::All, ..filter };
                        agree(&tenant, &items, &filter, Sort::NEWEST, None).await.unwrap_or_else(|error| {
                            panic!("?{name}={text}: {error}");
                        });
                    }
                }
            }
        }
    })
    .await;
}

/// Whatever is looked for, a search answers.
#[tokio::test]
async fn every_search_is_answered() {
    on_both(async |world: &World| {
        let tenant = with_retired(world).await;
        let long = "x".repeat(5_000);
        for text in
            ["zoë", "a & b | c !d:*", "'\"\\", "%_", "NOT AND OR", "*", "漢字", "zoë plan", long.as_str()]
        {
            let words: Vec<String> = attesta_record::words_of(text).collect();
            let found = tenant.search(&words, 999).await;
            assert!(found.is_ok(), "“{}”: {found:?}", &text[..text.len().min(20)]);
        }
        let found = tenant.search(&["zo".to_owned(), "plan".to_owned()], 999).await.unwrap();
        assert_eq!(found.len(), RECORDS.iter().map(|kind| searched(kind.schema)).sum::<usize>());
    })
    .await;
}

/// A word that is too long for an index, such as a key that somebody pasted, is kept and found all the same.
#[tokio::test]
async fn long_words_are_found() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        for letter in ["x", "é", "漢", "𝒳"] {
            let long = letter.repeat(5_000);
            let risk = world.risk(scope, "Ransomware").await;
            let text = format!("before {long} after");
            let risk = world.amend(&risk, &[("description", Value::text(&text))]).await;
            for asked in ["before", "after", &letter.repeat(3), &long] {
                let found = world.data().search(&[asked.to_owned()], 9).await.unwrap();
                assert!(found.contains(&attesta_tests::reference(&risk)), "by {} letters", asked.len());
            }
            world.amend(&risk, &[("description", Value::None)]).await;
            assert_eq!(world.data().search(&[letter.repeat(3)], 9).await.unwrap(), []);
        }
    })
    .await;
}

/// How many records of a kind hold the words: those whose texts are filled in, and those with filled rows.
fn searched(schema: &attesta_record::Schema) -> usize {
    let holds = |kind| matches!(kind, attesta_record::Kind::Text);
    let texts = schema.fields.iter().filter(|field| holds(field.kind) && field.name != "time_zone");
    let (required, any) = (texts.clone().any(|field| field.required), texts.count() > 0);
    let rows = schema.fields.iter().any(|field| {
        matches!(field.kind, attesta_record::Kind::Rows(columns) if columns.iter().any(|column| holds(column.kind)))
    });
    let one = usize::from(any || rows);
    if schema.key == "organisation" { one } else { one + usize::from(required) + usize::from(rows) }
}
