//! A book to write in: what the gate does, without its permits, so that the store can be tested alone.

use attesta_isms::{
    Isms, RECORDS,
    kit::{Edit, Edits},
    people::Person,
};
use attesta_record::{Item, Record as _, Text, Value, journal::Salt};
use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use crate::{Actor, Entry, Receipt, Store, StoreError, Tenant};

/// One organisation, one writer, and the writer's snapshot.
pub(super) struct Book {
    pub(super) tenant: Tenant,
    pub(super) isms: Isms,
    pub(super) now: Timestamp,
    actor: Actor,
    salts: u64,
}

impl Book {
    /// A new organisation.
    pub(super) async fn new(store: &Store, slug: &str) -> Self {
        let tenant = store.add_tenant(slug, &format!("uid-of-{slug}")).await.unwrap();
        let now: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let account = store.add_account(slug, &format!("{slug}@example.org"), now).await.unwrap();
        let actor = Actor { account: account.id, person: Some(7) };
        Self { tenant, isms: Isms::default(), now, actor, salts: 0 }
    }

    /// Another writer to the same organisation, through a store of its own.
    pub(super) async fn beside(&self, store: &Store) -> Self {
        let tenant = store.tenant(&self.tenant.info().slug).await.unwrap().unwrap();
        Self { tenant, isms: Isms::default(), salts: self.salts + 1_000_000, ..*self }
    }

    /// Writes one act with what it changes.
    pub(super) async fn act(&mut self, make: impl FnOnce(&Isms, &mut Edits)) -> Result<Receipt, StoreError> {
        self.act_with(Map::new(), None, make).await
    }

    /// Writes one act, with what is said in doing it, and erases the past of a field first where one is named.
    pub(super) async fn act_with(
        &mut self,
        input: Map<String, Json>,
        erased: Option<&str>,
        make: impl FnOnce(&Isms, &mut Edits),
    ) -> Result<Receipt, StoreError> {
        let mut writing = self.tenant.begin().await?;
        writing.catch_up(&mut self.isms).await?;
        let mut edits = Edits::default();
        make(&self.isms, &mut edits);
        if let Some(field) = erased {
            writing.erase_past(&edits.0[0], field).await?;
        }
        let on = edits.0.first().map(|edit| edit.schema.number(edit.id)).unwrap_or_default();
        let (recorded_at, actor) = (self.now, self.actor);
        let occurred_on = Some("2026-03-01".parse().unwrap());
        let entry = Entry { recorded_at, occurred_on, actor, verb: "create", on, input, edits: edits.0 };
        let salts = &mut self.salts;
        let receipt = writing
            .append(entry, &mut || {
                *salts += 1;
                salt(*salts)
            })
            .await?;
        writing.commit().await?;
        self.tenant.catch_up(&mut self.isms).await?;
        Ok(receipt)
    }

    /// A person.
    pub(super) async fn person(&mut self, name: &str) -> Item {
        let receipt = self.act(|isms, edits| {
            edits.create(isms, &person(name));
        });
        receipt.await.unwrap().items.remove(0)
    }

    /// Gives a person another name.
    pub(super) async fn rename(&mut self, id: i64, name: Value) -> Item {
        let receipt = self.act(|isms, edits| edits.0.push(renamed(isms, id, name)));
        receipt.await.unwrap().items.remove(0)
    }

    /// Erases the name of a person.
    pub(super) async fn erase(&mut self, id: i64) -> Item {
        let receipt = self.act_with(Map::new(), Some("name"), |isms, edits| {
            edits.0.push(renamed(isms, id, Value::Erased));
        });
        receipt.await.unwrap().items.remove(0)
    }
}

/// A person of whom nothing but the name is known.
pub(super) fn person(name: &str) -> Person {
    Person { name: Text::from(name), email: None, function: None, joined_on: None, left_on: None }
}

/// The edit that gives a person another name.
pub(super) fn renamed(isms: &Isms, id: i64, name: Value) -> Edit {
    let before = isms.table(Person::SCHEMA.key).unwrap().item(id).unwrap();
    let mut values = before.values.clone();
    values[0] = name;
    Edit { schema: Person::SCHEMA, id, retired: before.retired, before: Some(before), values }
}

/// Every record of a snapshot.
pub(super) fn everything(isms: &Isms) -> Vec<Item> {
    let tables = RECORDS.iter().filter_map(|kind| isms.table(kind.schema.key));
    tables.flat_map(|table| table.items().collect::<Vec<_>>()).collect()
}

/// A salt that is never made twice, and looks like no other text.
fn salt(number: u64) -> Salt {
    let mut salt = [0; 32];
    for (at, byte) in salt.iter_mut().enumerate() {
        let shift = u32::try_from(at % 8).unwrap() * 8;
        *byte = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(shift).to_le_bytes()[at / 8];
    }
    salt
}
