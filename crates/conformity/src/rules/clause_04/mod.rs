//! Clause 4: Context of the organization.

pub(super) mod climate_is_decided;
pub(super) mod interfaces_are_considered;
pub(super) mod isms_is_running;
pub(super) mod issues_are_reviewed;
pub(super) mod parties_are_known;
pub(super) mod requirements_are_decided;
pub(super) mod scope_is_stated;
