//! What is done about a nonconformity (clause 10.2): correct, analyse, verify effectiveness, close, reopen.

use attesta_record::{Complaints, Entity, Fields, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::PersonId,
    improvement::{Nonconformity, NonconformityStatus},
    kit::{Act, Duty, Edits, Verb, complain_about_missing, refuse},
};

/// Correct
///
/// Records what was done at once to bring it under control, and how its consequences were dealt with.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Correct {
    /// Corrected on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Correction
    ///
    /// Where nothing can be corrected any more: say so.
    #[field(long)]
    pub correction: Text,
    /// Consequences
    ///
    /// How they were dealt with; “none” is an answer.
    #[field(long)]
    pub consequences: Text,
}

/// Analyse
///
/// Records why it came about, whether there is more of the kind, and what that means for the ISMS.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Analyse {
    /// Analysed on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Root cause
    #[field(long)]
    pub cause: Text,
    /// Similar nonconformities
    ///
    /// Where was looked for them, and what was found.
    #[field(long)]
    pub similar_cases: Text,
    /// No action needed because
    ///
    /// Only where the correction is enough and nothing is to be done against the cause.
    #[field(long)]
    pub no_action: Option<Text>,
    /// Changes to the ISMS
    ///
    /// What is to change in the ISMS itself, if anything.
    #[field(long)]
    pub isms_change: Option<Text>,
}

/// Verify effectiveness
///
/// Says in your name whether what was done against the cause worked. Nobody verifies their own action.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct VerifyEffectiveness {
    /// Verified on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Effective
    pub effective: Option<bool>,
    /// What showed it
    #[field(long)]
    pub effectiveness: Text,
}

/// Close
///
/// Ends it, once it is corrected, its cause is known, all actions are done and were found to be effective.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Close {
    /// Closed on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

/// Reopen
///
/// Takes the closure back, because it came again or something was overlooked. Effectiveness is verified anew.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Reopen {
    /// Reason
    #[field(long)]
    pub why: Text,
}

const WORKERS: &[Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

fn open(on: &Entity<Nonconformity>) -> bool {
    on.data.status == NonconformityStatus::Open
}

/// A day on which something was done about it: not before it was raised, not in the future.
fn day_since_raised(
    on: &Entity<Nonconformity>,
    act: &Act<'_>,
    given: Option<Date>,
) -> Result<Date, Complaints> {
    let mut complaints = Complaints::default();
    let day = act.day_done("on", given, &mut complaints);
    if day < on.data.raised_on {
        complaints.add("on", "That is before it was raised.");
    }
    complaints.into_result().map(|()| day)
}

/// A form that shows today, then what is known already.
fn prefilled(act: &Act<'_>, known: &[Option<&Text>]) -> Vec<Value> {
    let text = |text: Option<&Text>| text.map_or(Value::None, attesta_record::FieldType::to_value);
    std::iter::once(Value::Date(act.today)).chain(known.iter().copied().map(text)).collect()
}

impl Verb for Correct {
    type On = Nonconformity;
    const NAME: &'static str = "correct";
    const MAY: &'static [Duty] = WORKERS;

    fn offered(on: &Entity<Nonconformity>, _: &Isms) -> bool {
        open(on)
    }

    fn prefill(on: &Entity<Nonconformity>, act: &Act<'_>) -> Vec<Value> {
        prefilled(act, &[on.data.correction.as_ref(), on.data.consequences.as_ref()])
    }

    fn apply(self, on: &Entity<Nonconformity>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let day = day_since_raised(on, act, self.on)?;
        edits.amend(
            on,
            &Nonconformity {
                correction: Some(self.correction),
                consequences: Some(self.consequences),
                corrected_on: Some(day),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl Verb for Analyse {
    type On = Nonconformity;
    const NAME: &'static str = "analyse";
    const MAY: &'static [Duty] = WORKERS;

    fn offered(on: &Entity<Nonconformity>, _: &Isms) -> bool {
        open(on)
    }

    fn prefill(on: &Entity<Nonconformity>, act: &Act<'_>) -> Vec<Value> {
        let data = &on.data;
        let known = [&data.cause, &data.similar_cases, &data.no_action, &data.isms_change];
        prefilled(act, &known.map(Option::as_ref))
    }

    fn apply(self, on: &Entity<Nonconformity>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let day = day_since_raised(on, act, self.on)?;
        if self.no_action.is_some() && act.isms.corrective_actions_of(on.id).next().is_some() {
            return Err(refuse("no_action", "There are actions against it. Drop them, or leave this open."));
        }
        edits.amend(
            on,
            &Nonconformity {
                cause: Some(self.cause),
                similar_cases: Some(self.similar_cases),
                no_action: self.no_action,
                isms_change: self.isms_change,
                analysed_on: Some(day),
                analysed_by: Some(person),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl VerifyEffectiveness {
    /// What speaks against verifying it now, by this person, on this day.
    fn complaints(&self, on: &Entity<Nonconformity>, isms: &Isms, person: PersonId, day: Date) -> Complaints {
        let mut complaints = Complaints::default();
        let actions: Vec<_> = isms.corrective_actions_of(on.id).collect();
        let undone = actions.iter().any(|action| action.data.done_on.is_none());
        let nothing = actions.is_empty() && on.data.no_action.is_none();
        let own = actions.iter().any(|action| action.data.done_by == Some(person));
        complain_about_missing(
            &[
                ("", on.data.analysed_on.is_none(), "Its cause is not known yet. Analyse it first."),
                ("", nothing, "Nothing was done against its cause yet. There is nothing to verify."),
                ("", undone, "An action is still open. Complete or drop it first."),
                ("", own, "You carried out one of its actions. Somebody else has to say whether it worked."),
                ("effective", self.effective.is_none(), "Say whether it worked."),
            ],
            &mut complaints,
        );
        if actions.iter().any(|action| action.data.done_on.is_some_and(|done| day < done)) {
            complaints.add("on", "That is before the last action was done.");
        }
        complaints
    }
}

impl Verb for VerifyEffectiveness {
    type On = Nonconformity;
    const NAME: &'static str = "verify";
    const MAY: &'static [Duty] = WORKERS;

    fn offered(on: &Entity<Nonconformity>, _: &Isms) -> bool {
        open(on)
    }

    fn prefill(_: &Entity<Nonconformity>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None, Value::None]
    }

    fn apply(self, on: &Entity<Nonconformity>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let day = day_since_raised(on, act, self.on)?;
        self.complaints(on, act.isms, person, day).into_result()?;
        edits.amend(
            on,
            &Nonconformity {
                effective: self.effective,
                effectiveness: Some(self.effectiveness),
                verified_on: Some(day),
                verified_by: Some(person),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl Verb for Close {
    type On = Nonconformity;
    const NAME: &'static str = "close";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Nonconformity>, _: &Isms) -> bool {
        open(on)
    }

    fn prefill(_: &Entity<Nonconformity>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Nonconformity>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let day = day_since_raised(on, act, self.on)?;
        let missing = act.isms.missing_before_closure(on);
        if !missing.is_empty() {
            return Err(Complaints::general(format!("It cannot be closed yet: {}.", missing.join("; "))));
        }
        if on.data.verified_on.is_some_and(|verified| day < verified) {
            return Err(refuse("on", "That is before its effectiveness was verified."));
        }
        let (closed_on, closed_by) = (Some(day), Some(person));
        let status = NonconformityStatus::Closed;
        edits.amend(on, &Nonconformity { status, closed_on, closed_by, ..on.data.clone() });
        Ok(())
    }
}

impl Verb for Reopen {
    type On = Nonconformity;
    const NAME: &'static str = "reopen";
    const MAY: &'static [Duty] = WORKERS;

    fn offered(on: &Entity<Nonconformity>, _: &Isms) -> bool {
        !open(on)
    }

    fn apply(self, on: &Entity<Nonconformity>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        edits.amend(
            on,
            &Nonconformity {
                status: NonconformityStatus::Open,
                effective: None,
                effectiveness: None,
                verified_on: None,
                verified_by: None,
                closed_on: None,
                closed_by: None,
                ..on.data.clone()
            },
        );
        Ok(())
    }
}
