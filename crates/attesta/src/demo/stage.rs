//! Playing scenes through the gate, under a clock that is set to the moment of each.

use std::{collections::BTreeMap, sync::Arc};

use attesta_gate::{Clock, Deed, Doing, Gate, Member, Moment, SimulatedClock};
use attesta_isms::{ids::PersonId, kit::Duty, record_type};
use attesta_record::{Item, Schema, Value};
use attesta_store::Store;

use super::{
    calendar::Calendar,
    people::Who,
    scene::{Act, Cast, Scene, When, missing},
};
use crate::trouble::Trouble;

/// The stage: the company as far as it has been played.
pub(super) struct Stage {
    gate: Gate,
    clock: Arc<SimulatedClock>,
    calendar: Calendar,
    members: BTreeMap<Who, Member>,
    numbers: BTreeMap<(&'static str, String), i64>,
}

impl Stage {
    /// An empty stage over a store.
    pub(super) fn new(store: Store, calendar: Calendar) -> Result<Self, Trouble> {
        let clock = Arc::new(SimulatedClock::new(calendar.moment(usize::MAX, 8, 30, 0)?));
        let gate = Gate::new(store, Arc::clone(&clock) as Arc<dyn Clock>);
        Ok(Self { gate, clock, calendar, members: BTreeMap::new(), numbers: BTreeMap::new() })
    }

    /// The gate, by the clock of the stage.
    pub(super) fn gate(&self) -> &Gate {
        &self.gate
    }

    /// The calendar.
    pub(super) fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The founder enters, with the person and the organisation that founding made.
    pub(super) fn enter(&mut self, who: Who, member: Member) {
        self.numbers.insert(("organisation", "company".to_owned()), 1);
        self.numbers.insert(("person", who.name().to_owned()), 1);
        self.members.insert(who, member);
    }

    /// Sets the clock; the second gives each scene of a minute a moment of its own.
    pub(super) fn set_clock(&self, when: When, second: i8) -> Result<(), Trouble> {
        let part = |minutes: i16| i8::try_from(minutes).unwrap_or(0);
        self.clock.set(self.calendar.moment(
            when.day,
            part(when.minute / 60),
            part(when.minute % 60),
            second,
        )?);
        Ok(())
    }

    /// Plays the scenes in the order of their moments.
    pub(super) async fn play(&mut self, mut scenes: Vec<Scene>) -> Result<(), Trouble> {
        scenes.sort_by_key(|scene| (std::cmp::Reverse(scene.when.day), scene.when.minute));
        let mut second = 0;
        for scene in scenes {
            second = (second + 17) % 60;
            self.set_clock(scene.when, second)?;
            self.play_one(scene).await?;
        }
        Ok(())
    }

    async fn play_one(&mut self, scene: Scene) -> Result<(), Trouble> {
        let by = self.members.get(&scene.by).ok_or_else(|| missing("account", scene.by.name()))?;
        if let Act::LetIn(who, duty) = scene.act {
            let by = by.clone();
            return self.let_in(&by, who, duty).await;
        }
        let cast = Cast { calendar: &self.calendar, numbers: &self.numbers };
        let (schema, name, verb, mut deed) = match scene.act {
            Act::LetIn(..) => return Ok(()),
            Act::Create(schema, name, make) => (schema, name, "create", Deed::Create(make(&cast)?)),
            Act::Amend(schema, name, change) => {
                let item = self.item(by, schema, &name).await?;
                let (id, revision) = (item.id, item.revision);
                (schema, name, "amend", Deed::Amend { id, revision, values: change(&cast, item)? })
            }
            Act::Verb(schema, name, verb, form) => {
                let item = self.item(by, schema, &name).await?;
                let (id, revision) = (item.id, item.revision);
                (schema, name, verb, Deed::Verb { id, revision, values: form(&cast, item)? })
            }
            Act::Retire(schema, name) => {
                let item = self.item(by, schema, &name).await?;
                (schema, name, "retire", Deed::Retire { id: item.id, revision: item.revision })
            }
        };
        let kind = record_type(schema.key).ok_or_else(|| missing(schema.key, &name))?;
        let permit = by.permit(kind, verb)?;
        if let (Deed::Create(values), Some(attached)) = (&mut deed, &scene.file) {
            let bytes = (attached.text)(&cast).into_bytes();
            let file = self.gate.store_file(by, &permit, attached.name, attached.media, &bytes).await?;
            if let Some(value) = schema.position(attached.field).and_then(|at| values.get_mut(at)) {
                *value = Value::File(file);
            }
        }
        let doing = Doing {
            reason: scene.reason.map(str::to_owned),
            occurred_on: scene.occurred.map(|day| self.calendar.day(day)),
            ..Doing::new(permit, deed)
        };
        let done = self.gate.act(by, doing).await.map_err(|error| {
            Trouble::said(format!(
                "The sample company could not {verb} its {} “{name}”: {error}",
                schema.label
            ))
        })?;
        self.numbers.insert((schema.key, name), done.item.id);
        Ok(())
    }

    /// The record of a short name as it is at this moment.
    async fn item(&self, by: &Member, schema: &'static Schema, name: &str) -> Result<Item, Trouble> {
        let number =
            self.numbers.get(&(schema.key, name.to_owned())).ok_or_else(|| missing(schema.key, name))?;
        let view = self.gate.view(by, Moment::Present).await?;
        let item = view.and_then(|view| view.isms.table(schema.key)?.item(*number));
        item.ok_or_else(|| missing(schema.key, name))
    }

    async fn let_in(&mut self, by: &Member, who: Who, duty: Duty) -> Result<(), Trouble> {
        let number = self.numbers.get(&("person", who.name().to_owned()));
        let person = number.map(|number| <PersonId as attesta_record::TypedId>::new(*number));
        let account = self.gate.add_account(who.name(), &who.email()).await?;
        let member = self.gate.let_in(by, &account, person, duty).await?;
        self.members.insert(who, member);
        Ok(())
    }
}
