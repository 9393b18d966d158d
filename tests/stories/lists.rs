//! One filter has two meanings that must agree: what the database answers, and what [`Filter::matches`] says of a
//! snapshot. Random records of every kind, random filters, every order, paged forwards and backwards.

use std::sync::atomic::{AtomicUsize, Ordering};

use attesta_isms::{RECORDS, kit::Edit};
use attesta_record::{
    Field, Item, Kind, Ref, Schema, Value,
    filter::{Filter, Show, Sort, Term, Test},
};
use attesta_store::{Cursor, Tenant, Total};
use attesta_tests::{Engine, World, on_both};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use crate::fields::{full, sample, write};

/// Texts that sort, fold and split in different ways; the first few most often.
const TEXTS: &[&str] = &[
    "a",
    "A",
    "b",
    "",
    "a b",
    "B a",
    "aa",
    "ab",
    "ä",
    "Ä",
    "z",
    "Z",
    "ß",
    "ss",
    "100%",
    "a_b",
    "\\",
    "'",
    "\"",
    "漢字",
    "漢",
    "İstanbul",
    "ıI",
    "ΣΑΣ",
    "ΣΑΣΑ",
    "ſun",
    "काम",
    "कि म",
    "ⓐ",
    "Ⅷ",
    "𝒳𝒴",
    "👩‍🚀",
    "e\u{301}",
    "é",
    "1",
    "10",
    "2",
    "-1",
    "a\u{a0}b",
    "\u{fb01}n",
    "none",
    "R-1",
];

/// Words that somebody may look for.
const WORDS: &[&str] = &[
    "a",
    "b",
    "aa",
    "ab",
    "z",
    "ä",
    "ss",
    "ß",
    "100",
    "漢",
    "istanbul",
    "i",
    "ıi",
    "σας",
    "σασ",
    "ſ",
    "s",
    "क",
    "काम",
    "कि",
    "ⓐ",
    "ⅷ",
    "𝒳",
    "e",
    "é",
    "1",
    "r1",
    "r",
    "nothing",
    "n",
    "\u{fb01}n",
];

/// A random list and random questions about it. A record is a choice for each field, by number.
#[derive(Debug, Clone)]
struct Case {
    kind: usize,
    records: Vec<(Vec<u8>, bool)>,
    questions: Vec<Question>,
}

#[derive(Debug, Clone)]
struct Question {
    terms: Vec<(u8, u8, Vec<u8>)>,
    words: Vec<usize>,
    show: Show,
    sort: Option<u8>,
    descending: bool,
    limit: usize,
}

fn cases() -> impl Strategy<Value = Case> {
    let width = RECORDS.iter().map(|kind| kind.schema.fields.len()).max().unwrap();
    let record = (prop::collection::vec(any::<u8>(), width), prop::bool::weighted(0.2));
    let term = (any::<u8>(), 0..4_u8, prop::collection::vec(any::<u8>(), 0..3));
    let show = prop_oneof![Just(Show::InForce), Just(Show::Retired), Just(Show::All)];
    let question = (
        prop::collection::vec(term, 0..3),
        prop::collection::vec(0..WORDS.len(), 0..2),
        show,
        prop::option::of(any::<u8>()),
        any::<bool>(),
        1..4_usize,
    );
    let question = question.prop_map(|(terms, words, show, sort, descending, limit)| Question {
        terms,
        words,
        show,
        sort,
        descending,
        limit,
    });
    let questions = prop::collection::vec(question, 1..8);
    (1..RECORDS.len(), prop::collection::vec(record, 0..12), questions)
        .prop_map(|(kind, records, questions)| Case { kind, records, questions })
}

/// The value of a field that a number stands for. Small numbers are often drawn, so that many values are equal.
fn pick(field: &Field, number: u8) -> Value {
    let at = usize::from(number);
    if !field.required && number.is_multiple_of(4) {
        return Value::None;
    }
    match field.kind {
        Kind::Text if number.is_multiple_of(11) => Value::Erased,
        Kind::Text if field.name == "time_zone" => Value::text("UTC"),
        Kind::Text => Value::text(TEXTS[at % TEXTS.len()]),
        Kind::Number => Value::Number(f64::from(number % 5)),
        Kind::Date => {
            Value::Date(jiff::civil::date(2020 + i16::from(number % 3), 1 + (number % 2).cast_signed(), 28))
        }
        Kind::Refs(targets) => {
            let one = |id| Ref { kind: targets[0].key, prefix: targets[0].prefix, id };
            let refs: Vec<Ref> = (1..=3).filter(|id| number >> id & 1 == 1).map(one).collect();
            if refs.is_empty() { Value::None } else { Value::Refs(refs) }
        }
        Kind::Rows(_) if number % 3 == 1 => Value::None,
        _ => sample(field, at % 5),
    }
}

/// The value that a filter asks for.
fn wanted(field: &Field, number: u8) -> Value {
    match (field.kind, pick(field, number)) {
        (Kind::Refs(targets), _) if !number.is_multiple_of(4) => {
            Value::Ref(Ref { kind: targets[0].key, prefix: targets[0].prefix, id: i64::from(number % 4) })
        }
        (Kind::Choices(_), Value::Choices(keys)) => Value::Choice(keys[0]),
        (Kind::Refs(_) | Kind::Rows(_), _) | (_, Value::Erased) => Value::None,
        (_, value) => value,
    }
}

fn filter(schema: &'static Schema, question: &Question) -> Filter {
    let term = |(field, test, values): &(u8, u8, Vec<u8>)| {
        let at = usize::from(*field) % schema.fields.len();
        let field = &schema.fields[at];
        let mut values: Vec<Value> = values.iter().map(|number| wanted(field, *number)).collect();
        let test = match (test, values.first()) {
            (0, Some(first)) if ranged(field) && !first.is_none() => Test::AtLeast(values.swap_remove(0)),
            (2, None) => Test::Given,
            (1, Some(first)) if ranged(field) && !first.is_none() => Test::AtMost(values.swap_remove(0)),
            _ => Test::AnyOf(values),
        };
        Term { field: at, test }
    };
    Filter {
        schema,
        terms: question.terms.iter().map(term).collect(),
        words: question.words.iter().map(|at| WORDS[*at].to_owned()).collect(),
        show: question.show,
    }
}

/// Whether *at least* and *at most* mean something for a field.
pub(crate) fn ranged(field: &Field) -> bool {
    !matches!(field.kind, Kind::Choices(_) | Kind::Reference(_) | Kind::Refs(_) | Kind::Rows(_) | Kind::File)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_database_and_the_snapshot_answer_alike() {
    on_both(async |world: &World| {
        let cases_here = if world.engine == Engine::Sqlite { 48 } else { 24 };
        let config = Config { cases: cases_here, failure_persistence: None, ..Config::default() };
        let number = AtomicUsize::new(0);
        let runtime = tokio::runtime::Handle::current();
        let result = tokio::task::block_in_place(|| {
            TestRunner::new(config).run(&cases(), |case| {
                let number = number.fetch_add(1, Ordering::Relaxed);
                runtime.block_on(run(world, &case, number)).map_err(TestCaseError::fail)
            })
        });
        assert!(result.is_ok(), "{}", result.unwrap_err());
    })
    .await;
}

async fn run(world: &World, case: &Case, number: usize) -> Result<(), String> {
    let tenant = full(world, &format!("case-{number}")).await;
    let schema = RECORDS[case.kind].schema;
    let edits = (4..).zip(&case.records).map(|(id, (picks, retired))| {
        let values = schema.fields.iter().zip(picks).map(|(field, number)| pick(field, *number)).collect();
        Edit { schema, id, before: None, retired: *retired, values }
    });
    write(&tenant, edits.collect()).await;
    let items: Vec<Item> = tenant.snapshot().await.unwrap().table(schema.key).unwrap().items().collect();
    for question in &case.questions {
        let field = question.sort.map(|at| usize::from(at) % schema.fields.len());
        let field = field.filter(|at| schema.fields[*at].ordered());
        let sort = Sort { field, descending: question.descending };
        agree(&tenant, &items, &filter(schema, question), sort, Some(question.limit)).await?;
    }
    Ok(())
}

/// Whether the database shows what the snapshot shows: the same records in the same order, counted alike, and, where
/// there is a limit, each once when they are paged through in either direction.
pub(crate) async fn agree(
    tenant: &Tenant,
    items: &[Item],
    filter: &Filter,
    sort: Sort,
    limit: Option<usize>,
) -> Result<(), String> {
    let mut expected: Vec<&Item> = items.iter().filter(|item| filter.matches(item)).collect();
    expected.sort_by(|a, b| sort.compare(a, b));
    let ids: Vec<i64> = expected.iter().map(|item| item.id).collect();
    let asked = || {
        let (schema, terms) = (filter.schema, &filter.terms);
        let names = terms.iter().map(|term| format!("{}: {:?}", schema.fields[term.field].name, term.test));
        let names: Vec<String> = names.collect();
        format!("{} {names:?} {:?} {:?} by {}", schema.key, filter.words, filter.show, sort.to_text(schema))
    };
    let failed = |error: attesta_store::StoreError| format!("{}: {error}", asked());
    let whole = tenant.list(filter, sort, None, items.len() + 1).await.map_err(failed)?;
    let found: Vec<i64> = whole.items.iter().map(|item| item.id).collect();
    if found != ids {
        let told = items.iter().map(|item| {
            let values = filter.terms.iter().map(|term| &item.values[term.field]).collect::<Vec<_>>();
            let sorted = sort.field.map(|at| &item.values[at]);
            format!("\n{} {} {values:?} {sorted:?} {}", item.id, item.retired, item.search_text())
        });
        let told = told.collect::<String>();
        return Err(format!("{}: the database shows {found:?}, the snapshot {ids:?} of{told}", asked()));
    }
    if !whole.items.iter().eq(expected) {
        return Err(format!("{}: other values", asked()));
    }
    let total = tenant.count(filter).await.map_err(failed)?;
    if total != (Total { count: i64::try_from(ids.len()).unwrap(), more: false }) {
        return Err(format!("{}: counted {total:?} of {}", asked(), ids.len()));
    }
    let Some(limit) = limit else { return Ok(()) };
    for backwards in [false, true] {
        let paged = paged(tenant, filter, sort, limit, backwards.then(|| whole.items.last()).flatten()).await;
        let paged = paged.map_err(failed)?;
        if paged != ids && !(backwards && ids.is_empty()) {
            return Err(format!("{}: paged {limit} at a time: {paged:?}, not {ids:?}", asked()));
        }
    }
    Ok(())
}

/// The ids of a whole list, page by page: forwards from its beginning, or backwards from its last record.
async fn paged(
    tenant: &Tenant,
    filter: &Filter,
    sort: Sort,
    limit: usize,
    last: Option<&Item>,
) -> Result<Vec<i64>, attesta_store::StoreError> {
    let mut cursor = last.map(|last| Cursor::before(last, sort));
    let mut ids: Vec<i64> = last.iter().map(|last| last.id).collect();
    loop {
        let page = tenant.list(filter, sort, cursor.as_ref(), limit).await?;
        let page_ids = page.items.iter().map(|item| item.id);
        if last.is_some() {
            ids.splice(0..0, page_ids);
            cursor = page.items.first().map(|first| Cursor::before(first, sort));
        } else {
            ids.extend(page_ids);
            cursor = page.items.last().map(|last| Cursor::after(last, sort));
        }
        if !(if last.is_some() { page.before } else { page.after }) {
            return Ok(ids);
        }
    }
}
