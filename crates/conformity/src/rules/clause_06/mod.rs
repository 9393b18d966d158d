//! Clause 6: Planning.

pub(super) mod criteria_are_set;
pub(super) mod critical_assets_are_assessed;
pub(super) mod exclusions_fit_the_records;
pub(super) mod isms_changes_are_planned;
pub(super) mod levels_follow_the_method;
pub(super) mod method_is_approved;
pub(super) mod objectives_are_planned;
pub(super) mod options_are_chosen;
pub(super) mod plan_is_approved_by_owners;
pub(super) mod residual_risks_are_accepted;
pub(super) mod risks_are_assessed;
pub(super) mod risks_are_evaluated;
pub(super) mod risks_are_identified;
pub(super) mod soa_holds_what_is_needed;
pub(super) mod soa_is_approved;
pub(super) mod soa_is_complete;
pub(super) mod soa_rows_are_justified;
pub(super) mod soa_states_implementation;
pub(super) mod worst_risks_come_first;
