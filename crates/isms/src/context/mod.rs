//! Clause 4: the organisation, its context and the scopes of its ISMS; what it tells whom (7.4).

mod climate;
mod communication;
mod issue;
mod obligation;
mod organisation;
mod party;
mod scope;

pub use climate::{ClimateDetermination, DecideClimate, DeterminationStatus};
pub use communication::{CarryOut, Communication};
pub use issue::{ContextIssue, Side};
pub use obligation::{Fulfilment, JudgeObligation, Judgement, Obligation, ObligationKind};
pub use organisation::Organisation;
pub use party::{InterestedParty, PartyKind, PartyRequirement, RequirementNature};
pub use scope::{Exclusion, Interface, Scope, Site};
