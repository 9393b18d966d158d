//! How a vulnerability ends: remediated, accepted by its owner, dismissed as no concern; and how it opens again.

use attesta_record::{Complaints, Entity, Fields, Text, TypedId as _, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    kit::{Act, Duty, Edits, Verb, day_done},
    threats::{Vulnerability, VulnerabilityStatus},
};

const KEEPERS: &[Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

/// Remediate
///
/// Says that it is gone, since when and how.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Remediate {
    /// On
    ///
    /// Today if left open.
    pub settled_on: Option<Date>,
    /// How
    ///
    /// Patched, configured away, replaced; and how that was checked.
    pub how: Text,
}

/// Accept
///
/// Leaves it as it is, in your name, until a day. Only its owner may.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct AcceptVulnerability {
    /// Until
    pub until: Date,
    /// Reason
    ///
    /// Why it can be borne, and what stands in its way meanwhile.
    #[field(long)]
    pub reason: Text,
}

/// Dismiss
///
/// Says that it does not concern the organisation, and why.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct DismissVulnerability {
    /// Reason
    #[field(long)]
    pub reason: Text,
}

/// Reopen
///
/// It is there again, or still.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReopenVulnerability {
    /// Reason
    #[field(long)]
    pub reason: Text,
}

fn settled(
    on: &Entity<Vulnerability>,
    act: &Act<'_>,
    status: VulnerabilityStatus,
    day: Date,
    outcome: Text,
) -> Vulnerability {
    Vulnerability {
        status,
        settled_on: Some(day),
        settled_by: act.person,
        outcome: Some(outcome),
        accepted_until: None,
        ..on.data.clone()
    }
}

impl Verb for Remediate {
    type On = Vulnerability;
    const NAME: &'static str = "remediate";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Vulnerability>, _: &Isms) -> bool {
        matches!(on.data.status, VulnerabilityStatus::Open | VulnerabilityStatus::Accepted)
    }

    fn prefill(_: &Entity<Vulnerability>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Vulnerability>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let day = day_done(self.settled_on, "settled_on", act)?;
        if day < on.data.discovered_on {
            let mut complaints = Complaints::default();
            complaints.add("settled_on", "It had not been discovered on that day.");
            return Err(complaints);
        }
        edits.amend(on, &settled(on, act, VulnerabilityStatus::Remediated, day, self.how));
        Ok(())
    }
}

impl Verb for AcceptVulnerability {
    type On = Vulnerability;
    const NAME: &'static str = "accept";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Vulnerability>, _: &Isms) -> bool {
        matches!(on.data.status, VulnerabilityStatus::Open | VulnerabilityStatus::Accepted)
    }

    fn prefill(_: &Entity<Vulnerability>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today.saturating_add(6.months())), Value::None]
    }

    fn apply(self, on: &Entity<Vulnerability>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let Some(owner) = on.data.owner else {
            let number = on.id.number();
            return Err(Complaints::general(format!(
                "{number} has no owner who could accept it. Name one first."
            )));
        };
        if !act.isms.people_of(owner, act.today).contains(&person) {
            return Err(Complaints::general("Only its owner may accept it, and today that is not you."));
        }
        if self.until <= act.today {
            let mut complaints = Complaints::default();
            complaints.add("until", "The last day must lie in the future.");
            return Err(complaints);
        }
        let accepted = settled(on, act, VulnerabilityStatus::Accepted, act.today, self.reason);
        edits.amend(on, &Vulnerability { accepted_until: Some(self.until), ..accepted });
        Ok(())
    }
}

impl Verb for DismissVulnerability {
    type On = Vulnerability;
    const NAME: &'static str = "dismiss";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Vulnerability>, _: &Isms) -> bool {
        on.data.status == VulnerabilityStatus::Open
    }

    fn apply(self, on: &Entity<Vulnerability>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        edits.amend(on, &settled(on, act, VulnerabilityStatus::NotAffected, act.today, self.reason));
        Ok(())
    }
}

impl Verb for ReopenVulnerability {
    type On = Vulnerability;
    const NAME: &'static str = "reopen";
    const MAY: &'static [Duty] = KEEPERS;

    fn offered(on: &Entity<Vulnerability>, _: &Isms) -> bool {
        on.data.status != VulnerabilityStatus::Open
    }

    fn apply(self, on: &Entity<Vulnerability>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let opened = settled(on, act, VulnerabilityStatus::Open, act.today, self.reason);
        edits.amend(on, &Vulnerability { settled_on: None, settled_by: None, ..opened });
        Ok(())
    }
}
