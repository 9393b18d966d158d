//! Accepting a residual risk (clause 6.1.3 f): append-only, by the risk's owner as of that day, within the level that
//! the method lets them accept, until a day, and bound to the state that was accepted.

use attesta_record::{Complaints, Entity, Fields, Level, Record, Text, TypedId as _, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{AcceptanceId, ControlId, MethodVersionId, PersonId, RiskId},
    kit::{Act, Concept, ControlRef, Duty, Edits, Note, Owner, Verb},
    risk::{Acceptance as WhoAccepts, Risk, TreatmentOption},
};

/// Risk acceptance
///
/// That a person accepted what remains of a risk, why, and until when. It never changes; it turns stale by itself when
/// what was accepted changes, and expires on its day.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = AcceptanceId, plural = "Risk acceptances", clause = "6.1.3 f")]
pub struct Acceptance {
    /// Risk
    #[field(title, list, index)]
    pub risk: RiskId,
    /// Accepted on
    #[field(title, list, index)]
    pub accepted_on: Date,
    /// Accepted by
    #[field(list, index)]
    pub accepted_by: PersonId,
    /// As
    ///
    /// The owner of the risk on that day, or the role that may accept its level.
    #[field(list)]
    pub authority: Owner,
    /// Until
    #[field(list, index)]
    pub until: Date,
    /// Reason
    #[field(long)]
    pub reason: Text,
    /// Residual likelihood
    #[field(scale = Likelihood, group = "What was accepted")]
    pub likelihood: Option<Level>,
    /// Residual consequence
    #[field(scale = Consequence)]
    pub consequence: Option<Level>,
    /// Residual level
    #[field(scale = Risk, list)]
    pub level: Option<Level>,
    /// By method version
    pub method_version: Option<MethodVersionId>,
    /// Options of treatment
    pub options: Vec<TreatmentOption>,
    /// Controls of Annex A
    pub necessary: Vec<ControlRef>,
    /// Own controls
    pub controls: Vec<ControlId>,
}

/// Accept
///
/// Accepts what remains of the risk in your name, until a day. Only its owner may, or the role that the method names for
/// its level.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct AcceptRisk {
    /// Until
    ///
    /// The last day; the method may set the longest time.
    pub until: Date,
    /// Reason
    ///
    /// Why it can be borne.
    #[field(long)]
    pub reason: Text,
}

/// Whether an acceptance holds on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It holds.
    Valid,
    /// What was accepted has changed since: what, in words.
    Stale(&'static str),
    /// Its last day is over.
    Expired,
    /// A later acceptance of the same risk took its place.
    Replaced,
}

impl Isms {
    /// Whether an acceptance holds on a day.
    pub fn standing(&self, acceptance: &Entity<Acceptance>, day: Date) -> Standing {
        if self.acceptance_of(acceptance.data.risk).is_some_and(|latest| latest.id > acceptance.id) {
            return Standing::Replaced;
        }
        if let Some(why) = self.stale(&acceptance.data) {
            return Standing::Stale(why);
        }
        if day > acceptance.data.until { Standing::Expired } else { Standing::Valid }
    }

    fn stale(&self, accepted: &Acceptance) -> Option<&'static str> {
        let risk = self.risks.get(accepted.risk)?;
        let now = (risk.data.residual_likelihood, risk.data.residual_consequence, risk.data.residual_level);
        if (accepted.likelihood, accepted.consequence, accepted.level) != now {
            return Some("the residual risk was assessed differently since");
        }
        if accepted.method_version != risk.data.method_version {
            return Some("the risk was assessed by another method version since");
        }
        let treatment = self.treatment_of(accepted.risk).map(|treatment| &treatment.data);
        let options = treatment.map(|one| one.options.as_slice()).unwrap_or_default();
        let necessary = treatment.map(|one| one.necessary.as_slice()).unwrap_or_default();
        let controls = treatment.map(|one| one.controls.as_slice()).unwrap_or_default();
        if (accepted.options.as_slice(), accepted.necessary.as_slice(), accepted.controls.as_slice())
            != (options, necessary, controls)
        {
            return Some("its treatment changed since");
        }
        None
    }

    /// The latest acceptance of a risk.
    pub fn acceptance_of(&self, risk: RiskId) -> Option<&Entity<Acceptance>> {
        self.acceptances.get(*self.links().acceptance.get(&risk)?)
    }
}

impl Concept for Acceptance {
    const BY_HAND: bool = false;

    fn settled(_: &Entity<Self>) -> Option<&'static str> {
        Some("An acceptance never changes. Accept the risk anew.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        vec![match isms.standing(on, today) {
            Standing::Valid => Note::ok("Valid"),
            Standing::Stale(why) => Note::bad(format!("Stale: {why}")),
            Standing::Expired => Note::bad("Expired"),
            Standing::Replaced => Note::plain("Replaced"),
        }]
    }
}

impl Verb for AcceptRisk {
    type On = Risk;
    const NAME: &'static str = "accept";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Risk>, _: &Isms) -> bool {
        on.data.residual_level.is_some()
    }

    fn prefill(_: &Entity<Risk>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today.saturating_add(1.year())), Value::None]
    }

    fn apply(self, on: &Entity<Risk>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let risk = &on.data;
        let Some(level) = risk.residual_level else {
            return Err(Complaints::general("The residual risk is not assessed. Assess it first."));
        };
        let (authority, longest) = authority(on, level, person, act)?;
        let mut complaints = Complaints::default();
        if self.until <= act.today {
            complaints.add("until", "The last day must lie in the future.");
        }
        let most = longest.map(|months| act.today.saturating_add(i64::from(months).months()));
        if let (Some(most), Some(months)) = (most, longest)
            && self.until > most
        {
            complaints.add("until", format!("The method lets a risk of this level be accepted for at most {months} months, until {most}."));
        }
        complaints.into_result()?;
        let treatment = act.isms.treatment_of(on.id).map(|treatment| &treatment.data);
        let acceptance = Acceptance {
            risk: on.id,
            accepted_on: act.today,
            accepted_by: person,
            authority,
            until: self.until,
            reason: self.reason,
            likelihood: risk.residual_likelihood,
            consequence: risk.residual_consequence,
            level: risk.residual_level,
            method_version: risk.method_version,
            options: treatment.map(|one| one.options.clone()).unwrap_or_default(),
            necessary: treatment.map(|one| one.necessary.clone()).unwrap_or_default(),
            controls: treatment.map(|one| one.controls.clone()).unwrap_or_default(),
        };
        edits.create(act.isms, &acceptance);
        Ok(())
    }
}

/// As what this person may accept a risk of this level, and for how many months at the most.
fn authority(
    on: &Entity<Risk>,
    level: Level,
    person: PersonId,
    act: &Act<'_>,
) -> Result<(Owner, Option<u32>), Complaints> {
    let version = on.data.method_version.and_then(|id| act.isms.method_versions.get(id));
    let levels = version.map(|version| version.data.levels.as_slice()).unwrap_or_default();
    let terms = levels.get(usize::from(level.0).saturating_sub(1));
    let Some(terms) = terms else {
        return Err(Complaints::general("The method does not say who may accept a risk of this level."));
    };
    let refused = |text: String| Err(Complaints::general(text));
    match (terms.acceptance, terms.role) {
        (WhoAccepts::Nobody, _) => {
            refused(format!("The method lets nobody accept a risk of level {}. Treat it.", terms.name))
        }
        (WhoAccepts::Role, Some(role)) if act.isms.holders(role, act.today).contains(&person) => {
            Ok((Owner::Role(role), terms.longest))
        }
        (WhoAccepts::Role, role) => {
            let name = role.and_then(|role| act.isms.roles.get(role)).map(|role| role.data.name.to_string());
            let name = name.unwrap_or_else(|| "the role that the method names".to_owned());
            refused(format!(
                "A risk of level {} is accepted by {name}, and you do not hold that role today.",
                terms.name
            ))
        }
        (WhoAccepts::Owner, _) => match on.data.owner {
            Some(owner) if act.isms.people_of(owner, act.today).contains(&person) => {
                Ok((owner, terms.longest))
            }
            Some(_) => {
                refused("Only the owner of the risk may accept it, and today that is not you.".to_owned())
            }
            None => refused(format!("{} has no owner who could accept it. Name one first.", on.id.number())),
        },
    }
}
