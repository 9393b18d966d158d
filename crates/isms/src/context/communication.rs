//! The communication plan (clause 7.4): what, to whom, when, how, by whom.

use attesta_record::{Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    context::Side,
    ids::{CommunicationId, PartyId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, day_done},
};

/// Communication
///
/// An entry of the communication plan: what is said about information security, to whom, when, how, and by whom.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CommunicationId, plural = "Communication plan", clause = "7.4")]
pub struct Communication {
    /// What
    ///
    /// The topic, in one line.
    #[field(title, list)]
    pub topic: Text,
    /// Internal or external
    #[field(list, index)]
    pub side: Side,
    /// To whom
    #[field(list, index)]
    pub party: Option<PartyId>,
    /// To whom, in words
    ///
    /// Where it is no interested party of the register, or only some of it.
    pub audience: Option<Text>,
    /// When
    ///
    /// How often, or upon what.
    #[field(list)]
    pub timing: Text,
    /// How
    ///
    /// The channel: meeting, e-mail, portal.
    #[field(list)]
    pub channel: Text,
    /// By whom
    #[field(list, index)]
    pub owner: Owner,
    /// Language
    pub language: Option<Text>,
    /// Content
    #[field(long)]
    pub content: Option<Text>,
    /// Next on
    ///
    /// Where it has a day.
    #[field(list, index)]
    pub next_on: Option<Date>,
    /// Last on
    #[field(by_verb, group = "Carried out")]
    pub last_on: Option<Date>,
    /// Evidence
    #[field(by_verb)]
    pub evidence: Option<Text>,
}

/// Carry out
///
/// Notes that it was said, where that is found, and when it is due again.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct CarryOut {
    /// On
    ///
    /// Today if left open.
    pub done_on: Option<Date>,
    /// Evidence
    ///
    /// Where it is found: minutes, a message, a page.
    pub evidence: Text,
    /// Next on
    pub next_on: Option<Date>,
}

impl Concept for Communication {
    const VERBS: &'static [VerbType] = &[VerbType::of::<CarryOut>()];

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if self.party.is_none() && self.audience.is_none() {
            complaints.add("party", "Say to whom: choose an interested party, or write it in words.");
        }
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let overdue = on.data.next_on.is_some_and(|day| day < today);
        overdue.then(|| Note::warn("Overdue")).into_iter().collect()
    }
}

impl Verb for CarryOut {
    type On = Communication;
    const NAME: &'static str = "carry_out";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn prefill(_: &Entity<Communication>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None, Value::None]
    }

    fn apply(self, on: &Entity<Communication>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let last_on = Some(day_done(self.done_on, "done_on", act)?);
        if self.next_on.is_some_and(|next| Some(next) <= last_on) {
            let mut complaints = Complaints::default();
            complaints.add("next_on", "The next time comes after this one.");
            return Err(complaints);
        }
        let evidence = Some(self.evidence);
        edits.amend(on, &Communication { last_on, evidence, next_on: self.next_on, ..on.data.clone() });
        Ok(())
    }
}
