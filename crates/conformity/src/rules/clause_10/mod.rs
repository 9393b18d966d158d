//! Clause 10: Improvement.

pub(super) mod corrective_actions_are_on_time;
pub(super) mod findings_are_followed;
pub(super) mod nonconformities_are_handled;
