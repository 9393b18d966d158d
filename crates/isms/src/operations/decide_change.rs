//! Deciding upon a change, and closing it.

use attesta_record::{Complaints, Entity, Fields, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    kit::{Act, Duty, Edits, Verb, day_done},
    operations::{Change, ChangeKind, ChangeOutcome, ChangeStatus},
};

const DECIDERS: &[Duty] = &[Duty::IsmsManager, Duty::Administrator];
const KEEPERS: &[Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

/// Approve
///
/// Lets it be carried out, in your name.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApproveChange {
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
/// Does not let it be carried out, in your name.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RefuseChange {
    /// Decided on
    ///
    /// The day of the decision; today if left open.
    pub decided_on: Option<Date>,
    /// Reason
    #[field(long)]
    pub reason: Text,
}

/// Close
///
/// Says what became of it.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct CloseChange {
    /// Outcome
    pub outcome: ChangeOutcome,
    /// Result
    ///
    /// What was checked afterwards, and what did not go as planned.
    #[field(long)]
    pub result: Option<Text>,
    /// Closed on
    ///
    /// Today if left open.
    pub closed_on: Option<Date>,
}

/// Reopen
///
/// Takes the decision back, so that the change can be amended and decided upon anew.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReopenChange {
    /// Reason
    #[field(long)]
    pub reason: Text,
}

/// Complains about what must be known before somebody approves it.
fn complain_about_gaps(change: &Change) -> Result<(), Complaints> {
    let mut complaints = Complaints::default();
    for (missing, sentence) in [
        (change.owner.is_none(), "It has no owner yet who would carry it out."),
        (change.impact.is_none(), "Its impact is not described yet."),
        (
            change.way_back.is_none(),
            "It does not say yet how it is undone when it fails, or that it cannot be.",
        ),
        (change.of_isms && change.purpose.is_none(), "It changes the ISMS and does not say yet what for."),
    ] {
        if missing {
            complaints.add("", sentence);
        }
    }
    complaints.into_result()
}

impl Verb for ApproveChange {
    type On = Change;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = DECIDERS;

    fn offered(on: &Entity<Change>, _: &Isms) -> bool {
        on.data.status == ChangeStatus::Requested
    }

    fn prefill(_: &Entity<Change>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Change>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let decided_by = Some(act.approver()?);
        let decided_on = Some(act.day_of_decision(self.decided_on)?);
        complain_about_gaps(&on.data)?;
        let (status, decision) = (ChangeStatus::Approved, self.remark);
        edits.amend(on, &Change { status, decided_by, decided_on, decision, ..on.data.clone() });
        Ok(())
    }
}

impl Verb for RefuseChange {
    type On = Change;
    const NAME: &'static str = "refuse";
    const MAY: &'static [Duty] = DECIDERS;

    fn offered(on: &Entity<Change>, _: &Isms) -> bool {
        on.data.status == ChangeStatus::Requested
    }

    fn prefill(_: &Entity<Change>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Change>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let decided_by = Some(act.approver()?);
        let decided_on = Some(act.day_of_decision(self.decided_on)?);
        let (status, decision) = (ChangeStatus::Refused, Some(self.reason));
        edits.amend(on, &Change { status, decided_by, decided_on, decision, ..on.data.clone() });
        Ok(())
    }
}

impl Verb for CloseChange {
    type On = Change;
    const NAME: &'static str = "close";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Change>, _: &Isms) -> bool {
        // A standard change was approved once for all.
        let standing = on.data.kind == ChangeKind::Standard && on.data.status == ChangeStatus::Requested;
        standing || on.data.status == ChangeStatus::Approved
    }

    fn prefill(_: &Entity<Change>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::None, Value::None, Value::Date(act.today)]
    }

    fn apply(self, on: &Entity<Change>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let closed_on = Some(day_done(self.closed_on, "closed_on", act)?);
        let mut complaints = Complaints::default();
        if !matches!(self.outcome, ChangeOutcome::Done) && self.result.is_none() {
            complaints.add("result", "Say what happened.");
        }
        complaints.into_result()?;
        let (status, outcome) = (ChangeStatus::Closed, Some(self.outcome));
        edits.amend(on, &Change { status, outcome, result: self.result, closed_on, ..on.data.clone() });
        Ok(())
    }
}

impl Verb for ReopenChange {
    type On = Change;
    const NAME: &'static str = "reopen";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Change>, _: &Isms) -> bool {
        on.data.status != ChangeStatus::Requested
    }

    // The reason stays in the journal, with the act.
    fn apply(self, on: &Entity<Change>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let opened = Change {
            status: ChangeStatus::Requested,
            decided_by: None,
            decided_on: None,
            decision: None,
            outcome: None,
            result: None,
            closed_on: None,
            ..on.data.clone()
        };
        edits.amend(on, &opened);
        Ok(())
    }
}
