//! An exception: a deviation from a rule, granted by a person, until a day.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{AssetId, ControlId, DocumentId, ExceptionId, PersonId, RiskId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, day_done},
};

/// Exception
///
/// A deviation from a rule of the organisation: why, with what instead, and until when. It counts once somebody has
/// granted it, and ends on its day.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ExceptionId, plural = "Exceptions", clause = "8.1")]
pub struct Exception {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Type
    ///
    /// What the rule is about: passwords, web filter, patches.
    #[field(list)]
    pub category: Option<Text>,
    /// From document
    ///
    /// The policy or procedure that says otherwise.
    #[field(list, index)]
    pub document: Option<DocumentId>,
    /// From controls
    pub controls: Vec<ControlId>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// For assets
    pub assets: Vec<AssetId>,
    /// For whom or what, in words
    #[field(list)]
    pub applies_to: Option<Text>,
    /// Description
    ///
    /// What is allowed that is otherwise not.
    #[field(long)]
    pub description: Option<Text>,
    /// Reason
    #[field(long)]
    pub reason: Text,
    /// Instead
    ///
    /// The controls that make up for it.
    #[field(long)]
    pub instead: Option<Text>,
    /// Risks
    ///
    /// That it raises.
    pub risks: Vec<RiskId>,
    /// Requested by
    pub requester: Option<Owner>,
    /// Expires on
    ///
    /// Its last day. It is not extended; a new exception takes its place.
    #[field(list, index)]
    pub expires_on: Date,
    /// Status
    #[field(list, index, by_verb, default = "requested", group = "Decision")]
    pub status: ExceptionStatus,
    /// Decided by
    #[field(by_verb, list)]
    pub decided_by: Option<PersonId>,
    /// Decided by, in words
    ///
    /// Where a register that was taken over names no person of the organisation: a role, a board.
    #[field(by_verb)]
    pub decided_by_words: Option<Text>,
    /// Decided on
    #[field(by_verb, list)]
    pub decided_on: Option<Date>,
    /// Remark on the decision
    #[field(by_verb)]
    pub decision: Option<Text>,
    /// Ended on
    #[field(by_verb)]
    pub ended_on: Option<Date>,
}

/// Status of an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ExceptionStatus {
    /// Requested
    Requested,
    /// Granted
    Granted,
    /// Refused
    Refused,
    /// Ended
    ///
    /// Before its day, since it was no longer needed.
    Ended,
}

/// Approve
///
/// Grants it in your name until its day.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApproveException {
    /// Decided on
    ///
    /// The day of the decision; today if left open.
    pub decided_on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

/// Refuse
///
/// Does not grant it, in your name.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RefuseException {
    /// Reason
    #[field(long)]
    pub reason: Text,
}

/// End
///
/// It is no longer needed.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct EndException {
    /// Ended on
    ///
    /// Today if left open.
    pub ended_on: Option<Date>,
}

impl Exception {
    /// An exception that somebody asks for.
    pub fn new(title: Text, reason: Text, expires_on: Date) -> Self {
        Self {
            title,
            category: None,
            document: None,
            controls: Vec::new(),
            scope: None,
            assets: Vec::new(),
            applies_to: None,
            description: None,
            reason,
            instead: None,
            risks: Vec::new(),
            requester: None,
            expires_on,
            status: ExceptionStatus::Requested,
            decided_by: None,
            decided_by_words: None,
            decided_on: None,
            decision: None,
            ended_on: None,
        }
    }

    /// Whether it allows something on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.status == ExceptionStatus::Granted
            && self.decided_on.is_some_and(|from| from <= day)
            && day <= self.expires_on
    }
}

impl Concept for Exception {
    const VERBS: &'static [VerbType] = &[
        VerbType::of::<ApproveException>(),
        VerbType::of::<RefuseException>(),
        VerbType::of::<EndException>(),
    ];

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != ExceptionStatus::Requested)
            .then_some("An exception that was decided upon never changes. Ask for a new one.")
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        if on.data.status != ExceptionStatus::Granted {
            return Vec::new();
        }
        let until = on.data.expires_on;
        vec![match until {
            until if until < today => Note::bad("Expired"),
            until if until < today.saturating_add(30.days()) => Note::warn(format!("Expires on {until}")),
            until => Note::ok(format!("Granted until {until}")),
        }]
    }
}

impl Verb for ApproveException {
    type On = Exception;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Exception>, _: &Isms) -> bool {
        on.data.status == ExceptionStatus::Requested
    }

    fn prefill(_: &Entity<Exception>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Exception>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let day = act.day_of_decision(self.decided_on)?;
        if on.data.expires_on < day {
            let text = format!("It would expire on {}, before it is granted.", on.data.expires_on);
            return Err(Complaints::general(text));
        }
        let granted = Exception {
            status: ExceptionStatus::Granted,
            decided_by: Some(person),
            decided_on: Some(day),
            decision: self.remark,
            ..on.data.clone()
        };
        edits.amend(on, &granted);
        Ok(())
    }
}

impl Verb for RefuseException {
    type On = Exception;
    const NAME: &'static str = "refuse";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Exception>, _: &Isms) -> bool {
        on.data.status == ExceptionStatus::Requested
    }

    fn apply(self, on: &Entity<Exception>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let refused = Exception {
            status: ExceptionStatus::Refused,
            decided_by: Some(act.approver()?),
            decided_on: Some(act.today),
            decision: Some(self.reason),
            ..on.data.clone()
        };
        edits.amend(on, &refused);
        Ok(())
    }
}

impl Verb for EndException {
    type On = Exception;
    const NAME: &'static str = "end";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Exception>, _: &Isms) -> bool {
        on.data.status == ExceptionStatus::Granted
    }

    fn prefill(_: &Entity<Exception>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today)]
    }

    fn apply(self, on: &Entity<Exception>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let ended_on = Some(day_done(self.ended_on, "ended_on", act)?);
        edits.amend(on, &Exception { status: ExceptionStatus::Ended, ended_on, ..on.data.clone() });
        Ok(())
    }
}
