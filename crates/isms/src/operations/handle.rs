//! Handling an incident: contain, resolve, close with lessons; dismiss what was none; open again.

use attesta_record::{Complaints, Entity, Fields, Text, TypedId as _, Value};
use jiff::Timestamp;

use crate::{
    Isms,
    kit::{Act, Duty, Edits, Verb},
    operations::{Incident, IncidentStatus},
};

const KEEPERS: &[Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

/// Contain
///
/// Says since when it does no more harm, and what was done.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ContainIncident {
    /// Contained at
    pub contained_at: Timestamp,
    /// How
    #[field(long)]
    pub how: Text,
}

/// Resolve
///
/// Says since when everything works again, and what was done.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ResolveIncident {
    /// Resolved at
    pub resolved_at: Timestamp,
    /// How
    #[field(long)]
    pub how: Text,
}

/// Close
///
/// Ends it with its cause and with what was learned.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct CloseIncident {
    /// Root cause
    #[field(long)]
    pub root_cause: Text,
    /// Lessons
    #[field(long)]
    pub lessons: Text,
    /// Corrective action
    ///
    /// What keeps it from happening again, or where that stands.
    #[field(long)]
    pub corrective_action: Option<Text>,
}

/// Dismiss
///
/// Judges that this event was no incident, and says why.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct DismissIncident {
    /// Reason
    #[field(long)]
    pub reason: Text,
}

/// Reopen
///
/// It goes on, or something was missed.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReopenIncident {
    /// Reason
    #[field(long)]
    pub reason: Text,
}

/// The minute in which this happens: nobody notes seconds.
fn this_minute(act: &Act<'_>) -> Timestamp {
    let second = act.now.as_second();
    Timestamp::from_second(second - second.rem_euclid(60)).unwrap_or(act.now)
}

/// A moment of the response must be past, and after what came before it.
fn in_order(at: Timestamp, field: &str, after: Option<Timestamp>, act: &Act<'_>) -> Result<(), Complaints> {
    let mut complaints = Complaints::default();
    if at > act.now {
        complaints.add(field, "This moment lies in the future.");
    }
    if after.is_some_and(|after| at < after) {
        complaints.add(field, "This moment lies before what came first. Correct one of the two.");
    }
    complaints.into_result()
}

impl Verb for ContainIncident {
    type On = Incident;
    const NAME: &'static str = "contain";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Incident>, _: &Isms) -> bool {
        on.data.status == IncidentStatus::Open
    }

    fn prefill(_: &Entity<Incident>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Time(this_minute(act)), Value::None]
    }

    fn apply(self, on: &Entity<Incident>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        in_order(self.contained_at, "contained_at", on.data.occurred_at, act)?;
        let contained = Incident {
            status: IncidentStatus::Contained,
            contained_at: Some(self.contained_at),
            containment: Some(self.how),
            ..on.data.clone()
        };
        edits.amend(on, &contained);
        Ok(())
    }
}

impl Verb for ResolveIncident {
    type On = Incident;
    const NAME: &'static str = "resolve";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Incident>, _: &Isms) -> bool {
        matches!(on.data.status, IncidentStatus::Open | IncidentStatus::Contained)
    }

    fn prefill(_: &Entity<Incident>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Time(this_minute(act)), Value::None]
    }

    fn apply(self, on: &Entity<Incident>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let before = on.data.contained_at.or(on.data.occurred_at);
        in_order(self.resolved_at, "resolved_at", before, act)?;
        let resolved = Incident {
            status: IncidentStatus::Resolved,
            resolved_at: Some(self.resolved_at),
            resolution: Some(self.how),
            ..on.data.clone()
        };
        edits.amend(on, &resolved);
        Ok(())
    }
}

impl Verb for CloseIncident {
    type On = Incident;
    const NAME: &'static str = "close";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Incident>, _: &Isms) -> bool {
        on.data.status == IncidentStatus::Resolved
    }

    fn prefill(on: &Entity<Incident>, _: &Act<'_>) -> Vec<Value> {
        // After it was opened again, what was learned the first time is a beginning.
        let text = |text: &Option<Text>| attesta_record::FieldType::to_value(text);
        vec![text(&on.data.root_cause), text(&on.data.lessons), text(&on.data.corrective_action)]
    }

    fn apply(self, on: &Entity<Incident>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        if on.data.severity.is_none() {
            complaints.add("", "It has no severity yet. Grade it before it is closed.");
        }
        if on.data.personal_data.is_none() {
            complaints
                .add("", "It is not said whether personal data were breached. Say so before it is closed.");
        }
        complaints.into_result()?;
        let closed = Incident {
            status: IncidentStatus::Closed,
            root_cause: Some(self.root_cause),
            lessons: Some(self.lessons),
            corrective_action: self.corrective_action,
            closed_on: Some(act.today),
            closed_by: act.person,
            ..on.data.clone()
        };
        edits.amend(on, &closed);
        Ok(())
    }
}

impl Verb for DismissIncident {
    type On = Incident;
    const NAME: &'static str = "dismiss";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Incident>, _: &Isms) -> bool {
        on.data.status == IncidentStatus::Open
    }

    fn apply(self, on: &Entity<Incident>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        if on.data.personal_data == Some(true) {
            let number = on.id.number();
            return Err(Complaints::general(format!(
                "{number} is said to be a breach of personal data, and so it is an incident."
            )));
        }
        let dismissed = Incident {
            status: IncidentStatus::NoIncident,
            resolution: Some(self.reason),
            closed_on: Some(act.today),
            closed_by: act.person,
            ..on.data.clone()
        };
        edits.amend(on, &dismissed);
        Ok(())
    }
}

impl Verb for ReopenIncident {
    type On = Incident;
    const NAME: &'static str = "reopen";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Incident>, _: &Isms) -> bool {
        !matches!(on.data.status, IncidentStatus::Open)
    }

    // The reason stays in the journal, with the act.
    fn apply(self, on: &Entity<Incident>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let opened = Incident {
            status: IncidentStatus::Open,
            contained_at: None,
            containment: None,
            resolved_at: None,
            resolution: None,
            closed_on: None,
            closed_by: None,
            ..on.data.clone()
        };
        edits.amend(on, &opened);
        Ok(())
    }
}
