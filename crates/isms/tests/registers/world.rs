//! An organisation on the pure domain, for tests: records are created, amended and acted upon through the same doors
//! as the gate uses.

use attesta_isms::{
    Isms,
    context::Scope,
    ids::PersonId,
    kit::{Act, Edits, Verb},
    people::{Person, Role},
};
use attesta_record::{Complaints, Item, Record, Text, TypedId as _};
use jiff::{
    Timestamp,
    civil::{Date, date},
    tz::TimeZone,
};

/// The day on which tests begin.
pub(crate) const TODAY: Date = date(2026, 3, 16);

/// A small organisation: one scope, two people, a role.
pub(crate) struct World {
    pub(crate) isms: Isms,
    pub(crate) today: Date,
}

impl World {
    /// An empty one on a day.
    pub(crate) fn on(today: Date) -> Self {
        Self { isms: Isms::default(), today }
    }

    pub(crate) fn new() -> Self {
        let mut world = Self { isms: Isms::default(), today: TODAY };
        let named = |name: &str| Person {
            name: Text::from(name),
            email: None,
            function: None,
            joined_on: None,
            left_on: None,
        };
        let scope = Scope {
            name: Text::from("Company"),
            parent: None,
            statement: None,
            interfaces: vec![],
            exclusions: vec![],
            sites: vec![],
        };
        world.create(&scope);
        world.create(&named("Ada"));
        world.create(&named("Grace"));
        world.create(&Role {
            name: Text::from("CTO"),
            responsibilities: None,
            authority: None,
            top_management: None,
            mandatory: true,
        });
        world
    }

    /// The act of a person at noon.
    fn now(&self, person: Option<i64>) -> Act<'_> {
        let noon = self.today.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        Act { isms: &self.isms, today: self.today, now: noon.timestamp(), person: person.map(PersonId::new) }
    }

    pub(crate) fn apply(&mut self, edits: Edits) {
        for edit in edits.0 {
            let item = Item {
                schema: edit.schema,
                id: edit.id,
                revision: edit.before.map_or(1, |before| before.revision + 1),
                retired: edit.retired,
                created_at: Timestamp::UNIX_EPOCH,
                changed_at: Timestamp::UNIX_EPOCH,
                values: edit.values,
            };
            self.isms.table_mut(edit.schema.key).unwrap().put_item(item).unwrap();
        }
    }

    /// Creates a record, or is refused.
    pub(crate) fn try_create<R: Record>(&mut self, record: &R) -> Result<R::Id, Complaints> {
        let mut edits = Edits::default();
        let act = self.now(None);
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let id = kind.create(&act, record.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(R::Id::new(id))
    }

    /// Creates a record.
    pub(crate) fn create<R: Record>(&mut self, record: &R) -> R::Id {
        self.try_create(record).unwrap()
    }

    /// Amends a record, or is refused.
    pub(crate) fn amend<R: Record>(&mut self, id: R::Id, record: &R) -> Result<(), Complaints> {
        let mut edits = Edits::default();
        let act = self.now(None);
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let before = self.isms.table(R::SCHEMA.key).unwrap().item(id.get()).unwrap();
        kind.amend(&act, before, record.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(())
    }

    /// Retires a record.
    pub(crate) fn retire<R: Record>(&mut self, id: R::Id) {
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let mut edits = Edits::default();
        let before = self.isms.table(R::SCHEMA.key).unwrap().item(id.get()).unwrap();
        kind.set_retired(before, true, &mut edits).unwrap();
        self.apply(edits);
    }

    #[expect(clippy::needless_pass_by_value, reason = "a verb reads best where it is done")]
    /// Does a verb as a person, through the same door as the gate.
    pub(crate) fn act<V: Verb>(
        &mut self,
        person: Option<i64>,
        id: <V::On as Record>::Id,
        verb: V,
    ) -> Result<(), Complaints> {
        let kind = attesta_isms::record_type(<V::On as Record>::SCHEMA.key).unwrap();
        let mut edits = Edits::default();
        let act = self.now(person);
        (kind.verb(V::NAME).unwrap().apply)(&act, id.get(), verb.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(())
    }
}

/// Holds that something was refused, with a word of the complaint at a field.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Complaints>, at: &str, word: &str) {
    let complaints = result.expect_err("it should be refused");
    let found = complaints.0.iter().any(|one| one.field == at && one.message.contains(word));
    assert!(found, "no complaint at “{at}” with “{word}”: {complaints:?}");
}
