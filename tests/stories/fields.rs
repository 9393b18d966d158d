//! Every field of every kind of record comes back as it went in: from the tables, from lists, from a snapshot, from
//! the journal, and through a form.

use attesta_isms::{
    Isms, RECORDS,
    kit::{Edit, RecordType},
};
use attesta_record::{
    Field, Item, Kind, Ref, Value,
    filter::{Filter, Show, Sort},
    form, values_from_json, values_to_json,
};
use attesta_store::{Actor, Entry, Tenant};
use attesta_tests::{World, everything, midday, on_both};
use jiff::Timestamp;

/// Words with everything that a database, an index or an address could trip over.
const WORDS: &str = "Zoë’s “Plan” 100%_ \\ 'q' \"d\" <b> & 漢字 İı ß Ⅷ 𝒳 👩‍🚀 ﷽";

/// An organisation in which every kind of record has three: the first has every field filled, the second only those
/// that are required, and in the third every text is erased.
pub(crate) async fn full(world: &World, slug: &str) -> Tenant {
    let tenant = world.store.add_tenant(slug, slug).await.unwrap();
    let edits = RECORDS.iter().flat_map(|kind| {
        let ids = if kind.schema.key == "organisation" { 1..=1 } else { 1..=3 };
        ids.map(|id| (kind.schema, id, filled(kind, id)))
    });
    write(&tenant, edits.map(|(schema, id, values)| edit(schema, id, values)).collect()).await;
    tenant
}

/// A new record with these values, whatever its verbs would say.
pub(crate) fn edit(schema: &'static attesta_record::Schema, id: i64, values: Vec<Value>) -> Edit {
    Edit { schema, id, before: None, retired: false, values }
}

/// Writes records as they are, without asking the domain.
pub(crate) async fn write(tenant: &Tenant, edits: Vec<Edit>) -> Vec<Item> {
    let mut writing = tenant.begin().await.unwrap();
    let entry = Entry {
        recorded_at: midday("2026-03-02"),
        occurred_on: None,
        actor: Actor { account: 1, person: None },
        verb: "create",
        on: "S-1".to_owned(),
        input: serde_json::Map::new(),
        edits,
    };
    let receipt = writing.append(entry, &mut || [7; 32]).await.unwrap();
    writing.commit().await.unwrap();
    receipt.items
}

/// Values for a record: all fields, only the required ones, or all of them with their texts erased.
fn filled(kind: &RecordType, id: i64) -> Vec<Value> {
    let value = |field: &Field| match (id, field.kind) {
        (2, _) if !field.required => Value::None,
        (3, Kind::Text) => Value::Erased,
        _ => sample(field, usize::try_from(id).unwrap()),
    };
    kind.schema.fields.iter().map(value).collect()
}

/// Some value of a field; another one for another `number`, where the kind has several.
pub(crate) fn sample(field: &Field, number: usize) -> Value {
    let id = i64::try_from(number).unwrap();
    let reference = |target: &attesta_record::Target, id| Ref { kind: target.key, prefix: target.prefix, id };
    match field.kind {
        Kind::Text if field.name == "time_zone" => Value::text("Europe/Berlin"),
        Kind::Text if field.long => Value::text(&format!("{WORDS}\n\n{number}. line\tend")),
        Kind::Text => Value::text(&format!("{WORDS} {number}")),
        Kind::Number => {
            let min = field.min.unwrap_or(0.0);
            let step = field.max.map_or(1.0, |max| ((max - min) / 8.0).min(1.0));
            Value::Number(min + step * f64::from(u32::try_from(number).unwrap()))
        }
        Kind::Date => Value::Date(jiff::civil::date(2024, 2, 28 + i8::try_from(number % 2).unwrap())),
        Kind::Time => Value::Time(Timestamp::from_microsecond(1_700_000_000_123_456 + id).unwrap()),
        Kind::Bool => Value::Bool(number % 2 == 1),
        Kind::Choice(words) => Value::Choice(words()[number % words().len()].key),
        Kind::Choices(words) => {
            Value::Choices(words().iter().map(|word| word.key).skip(number % 2).take(2).collect())
        }
        Kind::Level => Value::Level(u8::try_from(number % 7).unwrap() + 1),
        Kind::Reference(targets) => {
            let target = &targets[number % targets.len()];
            Value::Ref(reference(target, if target.key == "organisation" { 1 } else { id.clamp(1, 3) }))
        }
        Kind::Refs(targets) => Value::Refs([3, 1].map(|id| reference(&targets[0], id)).to_vec()),
        Kind::File => {
            let hash = attesta_record::FileHash::new([u8::try_from(number).unwrap(); 32]);
            let name = format!("Zoë’s notes, {number}.pdf");
            Value::File(attesta_record::File::new(hash, &name, 1 << number, "application/pdf"))
        }
        Kind::Rows(fields) => {
            let row = |at: usize| fields.iter().map(|field| sample(field, number + at)).collect();
            // A row in which nothing is filled in is none, so the first field always is.
            let bare = |(at, field): (usize, &Field)| {
                if field.required || at == 0 { sample(field, number) } else { Value::None }
            };
            Value::Rows(vec![row(0), fields.iter().enumerate().map(bare).collect(), row(1)])
        }
    }
}

#[tokio::test]
async fn every_field_comes_back_as_it_went_in() {
    on_both(async |world: &World| {
        let tenant = full(world, "full").await;
        let snapshot = tenant.snapshot().await.unwrap();
        let (mut past, played) = (Isms::default(), tenant.snapshot_at(1, &Isms::default()).await.unwrap());
        tenant.catch_up(&mut past).await.unwrap();
        assert_eq!(everything(&played), everything(&snapshot));
        assert_eq!(everything(&past), everything(&snapshot));
        for kind in RECORDS {
            let schema = kind.schema;
            let filter = Filter { show: Show::All, ..Filter::all(schema) };
            let listed =
                tenant.list(&filter, Sort { field: None, descending: false }, None, 9).await.unwrap();
            let expected = snapshot.table(schema.key).unwrap().items().collect::<Vec<_>>();
            assert_eq!(listed.items, expected, "the list of {}", schema.key);
            for item in expected {
                let wanted = filled(kind, item.id);
                for ((field, value), wanted) in schema.fields.iter().zip(&item.values).zip(&wanted) {
                    assert_eq!(value, wanted, "{}.{} of {}", schema.key, field.name, item.id);
                }
                assert_eq!(tenant.item(schema, item.id).await.unwrap().as_ref(), Some(&item));
                let then = tenant.item_at_revision(schema, item.id, 1).await.unwrap();
                assert_eq!(then.as_ref(), Some(&wanted), "{} at its first revision", item.number());
                let history = tenant.history(schema, item.id, i64::MAX, 9).await.unwrap();
                let told: Vec<(&str, Value)> =
                    history[0].changes[0].values().map(|(f, v)| (f.name, v)).collect();
                let given = schema.fields.iter().zip(wanted).filter(|(_, value)| !value.is_none());
                assert_eq!(told, given.map(|(field, value)| (field.name, value)).collect::<Vec<_>>());
            }
        }
    })
    .await;
}

/// A change of every field to something else, to nothing and back leaves what was last said, in the tables and in the
/// journal.
#[tokio::test]
async fn every_field_can_change() {
    on_both(async |world: &World| {
        let tenant = full(world, "full").await;
        for kind in RECORDS.iter().filter(|kind| kind.schema.key != "organisation") {
            for (revision, from) in [(2, 2), (3, 3), (4, 1)] {
                let before = tenant.item(kind.schema, 1).await.unwrap().unwrap();
                let values = filled(kind, from);
                let retired = revision == 3;
                let one = Edit {
                    schema: kind.schema,
                    id: 1,
                    before: Some(before),
                    retired,
                    values: values.clone(),
                };
                let written = write(&tenant, vec![one]).await.remove(0);
                assert_eq!((written.revision, written.retired), (revision, retired));
                let read = tenant.item(kind.schema, 1).await.unwrap();
                assert_eq!(read, Some(written), "{} at {revision}", kind.schema.key);
                let then = tenant.item_at_revision(kind.schema, 1, revision).await.unwrap();
                assert_eq!(then, Some(values), "{} at {revision}", kind.schema.key);
            }
        }
        let (snapshot, head) = (tenant.snapshot().await.unwrap(), tenant.head().await.unwrap().0);
        for present in [&Isms::default(), &snapshot] {
            assert_eq!(everything(&snapshot), everything(&tenant.snapshot_at(head, present).await.unwrap()));
        }
    })
    .await;
}

/// What a form shows, sent back untouched, changes nothing.
#[test]
fn a_form_gives_back_what_it_shows() {
    for kind in RECORDS {
        for id in [1, 2] {
            let values = filled(kind, id);
            let (read, complaints) =
                form::parse(kind.schema.fields, &form::to_typed(kind.schema.fields, &values));
            assert!(complaints.is_empty(), "{}: {complaints:?}", kind.schema.key);
            for ((field, read), shown) in kind.schema.fields.iter().zip(read).zip(values) {
                assert_eq!(read, shown, "{}.{}", kind.schema.key, field.name);
            }
        }
    }
}

/// So does the JSON of a record, erased texts included.
#[test]
fn json_gives_back_what_it_says() {
    for kind in RECORDS {
        for id in 1..=3 {
            let values = filled(kind, id);
            let json = values_to_json(kind.schema.fields, &values);
            assert_eq!(values_from_json(kind.schema.fields, &json), Ok(values), "{}", kind.schema.key);
        }
    }
}

/// Days far from today, as somebody may type them.
#[tokio::test]
async fn days_far_away() {
    on_both(async |world: &World| {
        for day in ["0001-01-01", "1582-10-10", "1900-02-28", "2000-02-29", "9999-12-31"] {
            let date = Value::Date(day.parse().unwrap());
            let person =
                world.create("person", &[("name", Value::text(day)), ("joined_on", date.clone())]).await;
            assert_eq!(*world.now(&person).await.get("joined_on"), date);
        }
    })
    .await;
}
