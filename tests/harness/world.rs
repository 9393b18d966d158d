//! A store with an organisation in it, the gate before it, and a clock that stands still.

use std::{fmt::Display, sync::Arc};

use attesta_gate::{ActError, Deed, Doing, Done, Gate, Member, SimulatedClock, person_named};
use attesta_isms::{
    Isms,
    context::Organisation,
    ids::PersonId,
    kit::{Duty, RecordType},
};
use attesta_record::{Item, Text, TypedId as _, Value};
use attesta_store::{Location, Store, Tenant};
use jiff::{Timestamp, civil::Date};

use crate::{Engine, Place, kind};

/// What a test has before it begins.
pub struct World {
    /// Which engine it runs on.
    pub engine: Engine,
    /// Where the data is.
    pub place: Place,
    /// The store.
    pub store: Store,
    /// The clock of the gate; it stands still until it is set.
    pub clock: Arc<SimulatedClock>,
    /// The door to the store.
    pub gate: Gate,
    /// The administrator of the organisation, with a person of their own.
    pub admin: Member,
}

/// The value, or the end of the test with the reason why there is none.
#[track_caller]
pub fn must<T, E: Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => stop(&error),
    }
}

#[track_caller]
fn stop(error: &impl Display) -> ! {
    panic!("{error}")
}

/// Noon of a day in UTC.
#[track_caller]
pub fn midday(day: &str) -> Timestamp {
    must(format!("{day}T12:00:00Z").parse())
}

/// Runs a test in a fresh world on each engine that there is.
pub async fn on_both(test: impl AsyncFn(&World)) {
    for place in Place::each() {
        test(&World::new(place).await).await;
    }
}

/// Runs a test on a fresh, empty database on each engine that there is.
pub async fn on_both_places(test: impl AsyncFn(&Place)) {
    for place in Place::each() {
        test(&place).await;
    }
}

/// Founds an organisation with its administrator and that administrator's person, `PE-1`.
pub async fn found(gate: &Gate, slug: &str) -> Member {
    let name = format!("Ada of {slug}");
    let email = format!("ada@{slug}.example");
    let account = must(gate.add_account(&name, &email).await);
    let organisation = Organisation {
        name: Text::from(slug),
        legal_name: None,
        purpose: None,
        time_zone: Text::from("Europe/Berlin"),
        sample: false,
    };
    must(gate.found(slug, &account, organisation, Some(person_named(&name, Some(&email)))).await)
}

/// How large a file may be in the tests.
pub const MOST_BYTES: u64 = 100_000;

async fn store(place: &Place) -> Store {
    must(Store::open(&place.location).await).with_files(place.files.path(), MOST_BYTES)
}

impl World {
    /// A fresh store with one organisation, `acme`, on 2 March 2026 at noon.
    pub async fn new(place: Place) -> Self {
        let store = store(&place).await;
        let clock = Arc::new(SimulatedClock::new(midday("2026-03-02")));
        let gate = Gate::new(store.clone(), clock.clone());
        let admin = found(&gate, "acme").await;
        Self { engine: place.engine, place, store, clock, gate, admin }
    }

    /// Today, by the gate's clock, in UTC.
    pub fn today(&self) -> Date {
        self.gate.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Where the data is.
    pub fn location(&self) -> &Location {
        &self.place.location
    }

    /// The organisation's data.
    pub fn data(&self) -> &Tenant {
        self.admin.data()
    }

    /// Another gate to the same database, with a store and pools of its own, as another process would have.
    pub async fn another_gate(&self) -> Gate {
        Gate::new(store(&self.place).await, self.clock.clone())
    }

    /// Somebody else of the organisation, with a duty, with or without a person of their own.
    pub async fn member(&self, name: &str, duty: Duty, person: Option<PersonId>) -> Member {
        let account = must(self.gate.add_account(name, &format!("{name}@acme.example")).await);
        must(self.gate.let_in(&self.admin, &account, person, duty).await)
    }

    /// Does something as somebody: the permit is asked for, then the deed done.
    pub async fn act_as(
        &self,
        member: &Member,
        kind: &'static RecordType,
        verb: &str,
        deed: Deed,
    ) -> Result<Done, ActError> {
        self.gate.act(member, Doing::new(member.permit(kind, verb)?, deed)).await
    }

    /// Does something as the administrator.
    pub async fn act(&self, key: &str, verb: &str, deed: Deed) -> Result<Done, ActError> {
        self.act_as(&self.admin, kind(key), verb, deed).await
    }

    /// Tries to create a record.
    pub async fn try_create(&self, key: &str, values: Vec<Value>) -> Result<Item, ActError> {
        self.act(key, "create", Deed::Create(values)).await.map(|done| done.item)
    }

    /// Creates a record.
    pub async fn create(&self, key: &str, given: &[(&str, Value)]) -> Item {
        must(self.try_create(key, crate::values(key, given)).await)
    }

    /// Tries to give some fields of a record other values, at the revision that is shown.
    pub async fn try_amend(&self, shown: &Item, given: &[(&str, Value)]) -> Result<Item, ActError> {
        let values = crate::with(shown.schema, shown.values.clone(), given);
        let deed = Deed::Amend { id: shown.id, revision: shown.revision, values };
        self.act(shown.schema.key, "amend", deed).await.map(|done| done.item)
    }

    /// Gives some fields of a record other values.
    pub async fn amend(&self, shown: &Item, given: &[(&str, Value)]) -> Item {
        must(self.try_amend(shown, given).await)
    }

    /// Does a verb of the record's own, with what its form shows at first and some fields filled in.
    pub async fn try_verb(
        &self,
        shown: &Item,
        verb: &str,
        given: &[(&str, Value)],
    ) -> Result<Item, ActError> {
        self.try_verb_as(&self.admin, shown, verb, given).await
    }

    /// Does a verb of the record's own as somebody.
    pub async fn try_verb_as(
        &self,
        member: &Member,
        shown: &Item,
        verb: &str,
        given: &[(&str, Value)],
    ) -> Result<Item, ActError> {
        let kind = kind(shown.schema.key);
        let declared = kind.verb(verb).ok_or(ActError::NotFound)?;
        let mut values = vec![Value::None; declared.fields.len()];
        for (name, value) in given {
            let at = declared.fields.iter().position(|field| field.name == *name);
            values[at.ok_or(ActError::NotFound)?].clone_from(value);
        }
        let deed = Deed::Verb { id: shown.id, revision: shown.revision, values };
        self.act_as(member, kind, verb, deed).await.map(|done| done.item)
    }

    /// Retires a record.
    pub async fn retire(&self, shown: &Item) -> Item {
        let deed = Deed::Retire { id: shown.id, revision: shown.revision };
        must(self.act(shown.schema.key, "retire", deed).await).item
    }

    /// Erases a text.
    pub async fn erase(&self, shown: &Item, field: &str) -> Item {
        let deed = Deed::Erase { id: shown.id, field: field.to_owned() };
        must(self.act(shown.schema.key, "erase", deed).await).item
    }

    /// The record as the database has it now.
    pub async fn now(&self, item: &Item) -> Item {
        let found = must(self.data().item(item.schema, item.id).await);
        must(found.ok_or_else(|| format!("{} is gone", item.number())))
    }

    /// The sequence of the last act.
    pub async fn head(&self) -> i64 {
        must(self.data().head().await).0
    }

    /// A snapshot that was never in memory before.
    pub async fn snapshot(&self) -> Isms {
        must(self.data().snapshot().await)
    }

    /// The records as the journal tells them, act by act.
    ///
    /// # Panics
    /// Where what is stored beside an act is not what the acts tell.
    pub async fn played(&self, sequence: i64) -> Isms {
        let mut untold = Vec::new();
        let told = must(self.data().retold(sequence, &mut |at, item| untold.push((at, item.number()))).await);
        assert!(untold.is_empty(), "the journal tells otherwise: {untold:?}");
        told
    }

    /// The person behind the administrator.
    pub fn person(&self) -> PersonId {
        PersonId::new(1)
    }
}
