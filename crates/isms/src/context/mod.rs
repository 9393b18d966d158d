//! Clause 4: the organisation and the scopes of its ISMS.

mod obligation;
mod organisation;
mod party;
mod scope;

pub use obligation::{Obligation, ObligationKind};
pub use organisation::Organisation;
pub use party::{InterestedParty, PartyKind, PartyRequirement};
pub use scope::{Exclusion, Interface, Scope, Site};
