//! Scenes: what somebody of the sample company does at some moment. Records are called by short names until they have
//! a number.

use std::collections::BTreeMap;

use attesta_isms::kit::Duty;
use attesta_record::{Entity, Fields, Item, Record, Schema, TypedId, Value};
use jiff::civil::Date;

use super::{calendar::Calendar, people::Who};
use crate::trouble::Trouble;

/// When: so many working days before the last one, at that time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) day: usize,
    pub(super) minute: i16,
}

/// The moment of a scene.
pub(super) const fn at(day: usize, hour: i16, minute: i16) -> When {
    When { day, minute: hour * 60 + minute }
}

impl When {
    /// Some minutes later on the same day.
    pub(super) const fn later(self, minutes: i16) -> Self {
        Self { minute: self.minute + minutes, ..self }
    }
}

/// What somebody does.
pub(super) struct Scene {
    pub(super) when: When,
    pub(super) by: Who,
    pub(super) act: Act,
    pub(super) reason: Option<&'static str>,
    /// The day on which it happened, where it is written down later.
    pub(super) occurred: Option<usize>,
    /// A file that comes with it.
    pub(super) file: Option<Attached>,
}

/// A file in a field of a new record.
pub(super) struct Attached {
    pub(super) field: &'static str,
    pub(super) name: &'static str,
    pub(super) media: &'static str,
    pub(super) text: fn(&Cast<'_>) -> String,
}

/// Makes the values of a new record.
pub(super) type Make = Box<dyn FnOnce(&Cast<'_>) -> Result<Vec<Value>, Trouble> + Send>;
/// Makes the values of a form from the record as it is.
pub(super) type Change = Box<dyn FnOnce(&Cast<'_>, Item) -> Result<Vec<Value>, Trouble> + Send>;

/// The deed of a scene.
pub(super) enum Act {
    /// An account for somebody.
    LetIn(Who, Duty),
    Create(&'static Schema, String, Make),
    Amend(&'static Schema, String, Change),
    Verb(&'static Schema, String, &'static str, Change),
    Retire(&'static Schema, String),
}

/// Everybody and everything that has a number by now.
pub(super) struct Cast<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) numbers: &'a BTreeMap<(&'static str, String), i64>,
}

impl Cast<'_> {
    /// The record of a short name.
    pub(super) fn id<I: TypedId>(&self, name: &str) -> Result<I, Trouble> {
        let number = self.numbers.get(&(I::KEY, name.to_owned()));
        number.map(|number| I::new(*number)).ok_or_else(|| missing(I::KEY, name))
    }

    /// A day of the past.
    pub(super) fn day(&self, before: usize) -> Date {
        self.calendar.day(before)
    }
}

/// The sample speaks of something that is not there.
pub(super) fn missing(kind: &str, name: &str) -> Trouble {
    Trouble::said(format!("The sample company has no {kind} called “{name}”. Please report this."))
}

/// Somebody creates a record.
pub(super) fn create<R: Record>(
    when: When,
    by: Who,
    name: &str,
    make: impl FnOnce(&Cast<'_>) -> Result<R, Trouble> + Send + 'static,
) -> Scene {
    let make: Make = Box::new(move |cast| Ok(make(cast)?.to_values()));
    Scene {
        when,
        by,
        act: Act::Create(R::SCHEMA, name.to_owned(), make),
        reason: None,
        occurred: None,
        file: None,
    }
}

/// Somebody amends a record.
pub(super) fn amend<R: Record>(
    when: When,
    by: Who,
    name: &str,
    change: impl FnOnce(&Cast<'_>, R) -> Result<R, Trouble> + Send + 'static,
) -> Scene {
    let change: Change = Box::new(move |cast, item| Ok(change(cast, typed(item)?.data)?.to_values()));
    Scene {
        when,
        by,
        act: Act::Amend(R::SCHEMA, name.to_owned(), change),
        reason: None,
        occurred: None,
        file: None,
    }
}

/// Somebody does a verb.
pub(super) fn verb<R: Record, V: Fields>(
    when: When,
    by: Who,
    name: &str,
    verb: &'static str,
    form: impl FnOnce(&Cast<'_>) -> Result<V, Trouble> + Send + 'static,
) -> Scene {
    let form: Change = Box::new(move |cast, _| Ok(form(cast)?.to_values()));
    Scene {
        when,
        by,
        act: Act::Verb(R::SCHEMA, name.to_owned(), verb, form),
        reason: None,
        occurred: None,
        file: None,
    }
}

/// Somebody retires a record.
pub(super) fn retire<R: Record>(when: When, by: Who, name: &str) -> Scene {
    Scene { when, by, act: Act::Retire(R::SCHEMA, name.to_owned()), reason: None, occurred: None, file: None }
}

impl Scene {
    /// With a reason.
    pub(super) fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// With a file in the field `file`.
    pub(super) fn with_file(
        self,
        name: &'static str,
        media: &'static str,
        text: fn(&Cast<'_>) -> String,
    ) -> Self {
        Self { file: Some(Attached { field: "file", name, media, text }), ..self }
    }

    /// Written down later than it happened.
    pub(super) fn occurred(self, day: usize) -> Self {
        Self { occurred: Some(day), ..self }
    }
}

fn typed<R: Record>(item: Item) -> Result<Entity<R>, Trouble> {
    let number = item.number();
    item.typed().map_err(|field| {
        Trouble::said(format!("The field {field} of {number} does not fit its declaration."))
    })
}
