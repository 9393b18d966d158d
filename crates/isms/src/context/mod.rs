//! Clause 4: the organisation and the scopes of its ISMS.

mod organisation;
mod scope;

pub use organisation::Organisation;
pub use scope::{Exclusion, Interface, Scope, Site};
