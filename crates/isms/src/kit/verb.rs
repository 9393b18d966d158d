//! Verbs: changes with a meaning. A verb declares its own fields, who may, and a pure `apply`.

use attesta_record::{Choice, Complaints, Entity, Field, Fields, Record, TypedId, Value};
use jiff::{Timestamp, civil::Date};

use crate::{
    Isms,
    ids::PersonId,
    kit::{Concept, Edits, Kept},
};

/// The act in which a verb is applied: the ISMS as it is, the day, the person who acts.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// The ISMS at the moment of the act.
    pub isms: &'a Isms,
    /// The day in the organisation's zone.
    pub today: Date,
    /// The moment.
    pub now: Timestamp,
    /// Who acts; `None` where the account belongs to no person of the organisation.
    pub person: Option<PersonId>,
}

/// What an account may do in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Duty {
    /// Reader
    ///
    /// Sees everything, changes nothing.
    Reader,
    /// Contributor
    ///
    /// Keeps records; approves and accepts only what it owns itself.
    Contributor,
    /// ISMS manager
    ///
    /// Keeps and approves records.
    IsmsManager,
    /// Administrator
    ///
    /// All of it, and the accounts.
    Administrator,
}

/// A verb of one kind of record.
pub trait Verb: Fields {
    /// What it is done to.
    type On: Concept;
    /// Its name, as the journal and the address write it.
    const NAME: &'static str;
    /// Who may.
    const MAY: &'static [Duty];
    /// Whether it can be done to this record now, so that the page offers it.
    fn offered(_on: &Entity<Self::On>, _isms: &Isms) -> bool {
        true
    }
    /// What its form shows at first.
    fn prefill(_on: &Entity<Self::On>, _act: &Act<'_>) -> Vec<Value> {
        vec![Value::None; Self::FIELDS.len()]
    }
    /// Does it, or refuses with all complaints.
    fn apply(self, on: &Entity<Self::On>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints>;
}

type Offered = fn(&Isms, i64) -> bool;
type Prefill = fn(&Act<'_>, i64) -> Vec<Value>;
type Apply = fn(&Act<'_>, i64, Vec<Value>, &mut Edits) -> Result<(), Complaints>;

/// A verb of any kind, as data.
#[derive(Debug, Clone, Copy)]
pub struct VerbType {
    /// Its name.
    pub name: &'static str,
    /// What the button says.
    pub label: &'static str,
    /// What it does.
    pub help: &'static str,
    /// The fields of its form.
    pub fields: &'static [Field],
    /// Who may.
    pub may: &'static [Duty],
    /// Whether it can be done to this record now.
    pub offered: Offered,
    /// What its form shows at first.
    pub prefill: Prefill,
    /// Does it.
    pub apply: Apply,
}

impl VerbType {
    /// The verb as data.
    pub const fn of<V: Verb>() -> Self {
        Self {
            name: V::NAME,
            label: V::LABEL,
            help: V::HELP,
            fields: V::FIELDS,
            may: V::MAY,
            offered: |isms, id| on::<V>(isms, id).is_some_and(|on| !on.retired && V::offered(on, isms)),
            prefill: |act, id| on::<V>(act.isms, id).map(|on| V::prefill(on, act)).unwrap_or_default(),
            apply: apply::<V>,
        }
    }
}

fn on<V: Verb>(isms: &Isms, id: i64) -> Option<&Entity<V::On>> {
    V::On::table(isms).get(<V::On as Record>::Id::new(id))
}

fn apply<V: Verb>(act: &Act<'_>, id: i64, values: Vec<Value>, edits: &mut Edits) -> Result<(), Complaints> {
    let Some(on) = on::<V>(act.isms, id) else {
        return Err(Complaints::general("There is no such record."));
    };
    if on.retired {
        return Err(Complaints::general("The record is retired. Restore it first."));
    }
    if !V::offered(on, act.isms) {
        return Err(Complaints::general(format!("“{}” cannot be done to it as it is now.", V::LABEL)));
    }
    let mut complaints = Complaints::default();
    crate::kit::complain_about_references(V::FIELDS, &values, None, act.isms, &mut complaints);
    complaints.into_result()?;
    let verb = V::from_values(values).map_err(|field| {
        let mut complaints = Complaints::default();
        complaints.add(field, "This is missing.");
        complaints
    })?;
    verb.apply(on, act, edits)
}

impl Act<'_> {
    /// The person in whose name something is approved. An account without a person approves nothing.
    pub fn approver(&self) -> Result<PersonId, Complaints> {
        self.person.ok_or_else(|| {
            Complaints::general(
                "Only a person can approve. Link your account to a person of the organisation first.",
            )
        })
    }

    /// The day of a decision: as given, or today; never in the future.
    pub fn day_of_decision(&self, given: Option<Date>) -> Result<Date, Complaints> {
        let day = given.unwrap_or(self.today);
        if day <= self.today {
            return Ok(day);
        }
        let mut complaints = Complaints::default();
        complaints.add("decided_on", "The day of the decision lies in the future.");
        Err(complaints)
    }
}
