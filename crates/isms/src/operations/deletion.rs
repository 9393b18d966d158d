//! Evidence of a deletion (control A.8.10).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{DeletionId, PersonId, RetentionId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_missing, refuse},
};

/// Deletion
///
/// That data or media were deleted or destroyed: why, how, by whom, and who made sure of it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = DeletionId, plural = "Deletions", clause = "")]
pub struct Deletion {
    /// Data or media
    #[field(title, list)]
    pub subject: Text,
    /// Status
    #[field(list, index, by_verb, default = "planned")]
    pub status: DeletionStatus,
    /// Reason
    #[field(list)]
    pub reason: Option<Text>,
    /// Retention schedule
    ///
    /// The entry whose period is over.
    #[field(index)]
    pub retention: Option<RetentionId>,
    /// Planned for
    #[field(index)]
    pub planned_for: Option<Date>,
    /// Method
    #[field(group = "Deletion")]
    pub method: Option<Text>,
    /// Standard
    ///
    /// The rule by which it was done: a publication, an own procedure.
    pub standard: Option<Text>,
    /// Performed by
    #[field(list, index)]
    pub performed_by: Option<Owner>,
    /// Performed by others
    ///
    /// The supplier that did it.
    pub performer: Option<Text>,
    /// Performed on
    #[field(list, index)]
    pub performed_on: Option<Date>,
    /// Evidence
    ///
    /// The certificate, the log, and where it is kept.
    pub evidence: Option<Text>,
    /// Verified by
    #[field(list, by_verb, group = "Verification")]
    pub verified_by: Option<PersonId>,
    /// Verified on
    #[field(by_verb)]
    pub verified_on: Option<Date>,
    /// What showed it
    #[field(by_verb)]
    pub verification: Option<Text>,
}

/// Status of a deletion: it follows from its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum DeletionStatus {
    /// Planned
    Planned,
    /// Performed
    Performed,
    /// Verified
    Verified,
}

/// Verify
///
/// Confirms in your name that nothing is left. Whoever performed it does not verify it.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct VerifyDeletion {
    /// Verified on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// What showed it
    #[field(long)]
    pub verification: Option<Text>,
}

impl Concept for Deletion {
    const VERBS: &'static [VerbType] = &[VerbType::of::<VerifyDeletion>()];

    fn complete(&mut self, _: &Act<'_>) {
        self.status = match (self.verified_on, self.performed_on) {
            (Some(_), _) => DeletionStatus::Verified,
            (None, Some(_)) => DeletionStatus::Performed,
            (None, None) => DeletionStatus::Planned,
        };
    }

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("performed_on", self.performed_on, complaints);
        let performed = self.performed_on.is_some();
        let nobody = self.performed_by.is_none() && self.performer.is_none();
        complain_about_missing(
            &[
                ("performed_by", performed && nobody, "Say who performed it."),
                ("method", performed && self.method.is_none(), "Say how it was deleted."),
            ],
            complaints,
        );
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status == DeletionStatus::Verified).then_some("A deletion that was verified never changes.")
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        match on.data.status {
            DeletionStatus::Planned if on.data.planned_for.is_some_and(|day| day < today) => {
                vec![Note::bad("Overdue")]
            }
            DeletionStatus::Performed if on.data.evidence.is_none() => vec![Note::warn("No evidence")],
            _ => Vec::new(),
        }
    }
}

impl Verb for VerifyDeletion {
    type On = Deletion;
    const NAME: &'static str = "verify";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Deletion>, _: &Isms) -> bool {
        on.data.status == DeletionStatus::Performed
    }

    fn prefill(_: &Entity<Deletion>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Deletion>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        complaints.into_result()?;
        let performed_on = on.data.performed_on.unwrap_or(day);
        if day < performed_on {
            return Err(refuse("on", "That is before it was performed."));
        }
        let performed = on.data.performed_by.map(|owner| act.isms.people_of(owner, performed_on));
        if performed.is_some_and(|people| people.contains(&person)) {
            return Err(refuse("", "You performed it yourself. Somebody else has to verify it."));
        }
        edits.amend(
            on,
            &Deletion {
                status: DeletionStatus::Verified,
                verified_by: Some(person),
                verified_on: Some(day),
                verification: self.verification,
                ..on.data.clone()
            },
        );
        Ok(())
    }
}
