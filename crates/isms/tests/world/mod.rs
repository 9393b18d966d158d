//! An organisation in memory, changed through the same doors as by the gate.

use attesta_isms::{
    Isms,
    ids::PersonId,
    kit::{Act, Edits, Verb},
};
use attesta_record::{Complaints, Item, Record, TypedId as _};
use jiff::{Timestamp, civil::Date};

/// An organisation on a day.
pub(crate) struct World {
    pub(crate) isms: Isms,
    pub(crate) today: Date,
}

impl World {
    /// An empty one.
    pub(crate) fn on(today: Date) -> Self {
        Self { isms: Isms::default(), today }
    }

    /// Puts what a verb wanted into the snapshot.
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

    /// Tries to create a record.
    pub(crate) fn try_create<R: Record>(&mut self, record: &R) -> Result<R::Id, Complaints> {
        let mut edits = Edits::default();
        let act = Act { isms: &self.isms, today: self.today, now: Timestamp::UNIX_EPOCH, person: None };
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let id = kind.create(&act, record.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(R::Id::new(id))
    }

    /// Creates a record.
    pub(crate) fn create<R: Record>(&mut self, record: &R) -> R::Id {
        self.try_create(record).unwrap()
    }

    /// Tries to give a record other values.
    pub(crate) fn amend<R: Record>(&mut self, id: R::Id, record: &R) -> Result<(), Complaints> {
        let mut edits = Edits::default();
        let act = Act { isms: &self.isms, today: self.today, now: Timestamp::UNIX_EPOCH, person: None };
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let before = self.isms.table(R::SCHEMA.key).unwrap().item(id.get()).unwrap();
        kind.amend(&act, before, record.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(())
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
        let act = Act {
            isms: &self.isms,
            today: self.today,
            now: Timestamp::UNIX_EPOCH,
            person: person.map(PersonId::new),
        };
        (kind.verb(V::NAME).unwrap().apply)(&act, id.get(), verb.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(())
    }
}

/// Sees a refusal with a complaint at a field that speaks of something.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Complaints>, at: &str, word: &str) {
    let complaints = result.expect_err("it should be refused");
    let found = complaints.0.iter().any(|one| one.field == at && one.message.contains(word));
    assert!(found, "no complaint at “{at}” with “{word}”: {complaints:?}");
}
