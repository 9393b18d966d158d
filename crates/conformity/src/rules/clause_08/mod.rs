//! Clause 8: Operation.

pub(super) mod actions_are_on_time;
pub(super) mod assessment_results_are_kept;
pub(super) mod assessments_are_planned;
pub(super) mod changes_are_controlled;
pub(super) mod exceptions_end;
pub(super) mod treatment_results_are_kept;
