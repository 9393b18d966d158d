//! Clause 7: Support.

pub(super) mod approvers_were_there;
pub(super) mod communication_is_planned;
pub(super) mod competence_is_shown;
pub(super) mod documents_are_approved;
pub(super) mod documents_are_protected;
pub(super) mod documents_are_reviewed;
pub(super) mod one_version_in_force;
pub(super) mod trainings_are_completed;
