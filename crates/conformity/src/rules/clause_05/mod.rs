//! Clause 5: Leadership.

pub(super) mod isms_duties_are_assigned;
pub(super) mod policy_is_in_force;
pub(super) mod roles_are_held;
