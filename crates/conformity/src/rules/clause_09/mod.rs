//! Clause 9: Performance evaluation.

pub(super) mod auditors_are_impartial;
pub(super) mod audits_are_carried_out;
pub(super) mod audits_have_criteria;
pub(super) mod metrics_are_defined;
pub(super) mod missed_targets_are_answered;
pub(super) mod reviews_are_complete;
