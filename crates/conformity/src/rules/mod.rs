//! All rules, a folder per clause, a file per rule. A test compares the list with the folder.

mod annex_a;
mod clause_04;
mod clause_05;
mod clause_06;
mod clause_07;
mod clause_08;
mod clause_09;
mod clause_10;

use crate::Rule;

/// Every rule, in the order of the clauses.
pub static RULES: &[&Rule] = &[
    &clause_04::climate_is_decided::RULE,
    &clause_04::interfaces_are_considered::RULE,
    &clause_04::isms_is_running::RULE,
    &clause_04::issues_are_reviewed::RULE,
    &clause_04::parties_are_known::RULE,
    &clause_04::requirements_are_decided::RULE,
    &clause_04::scope_is_stated::RULE,
    &clause_05::isms_duties_are_assigned::RULE,
    &clause_05::policy_is_in_force::RULE,
    &clause_05::roles_are_held::RULE,
    &clause_06::criteria_are_set::RULE,
    &clause_06::critical_assets_are_assessed::RULE,
    &clause_06::exclusions_fit_the_records::RULE,
    &clause_06::isms_changes_are_planned::RULE,
    &clause_06::levels_follow_the_method::RULE,
    &clause_06::method_is_approved::RULE,
    &clause_06::objectives_are_planned::RULE,
    &clause_06::options_are_chosen::RULE,
    &clause_06::plan_is_approved_by_owners::RULE,
    &clause_06::residual_risks_are_accepted::RULE,
    &clause_06::risks_are_assessed::RULE,
    &clause_06::risks_are_evaluated::RULE,
    &clause_06::risks_are_identified::RULE,
    &clause_06::soa_holds_what_is_needed::RULE,
    &clause_06::soa_is_approved::RULE,
    &clause_06::soa_is_complete::RULE,
    &clause_06::soa_rows_are_justified::RULE,
    &clause_06::soa_states_implementation::RULE,
    &clause_06::worst_risks_come_first::RULE,
    &clause_07::approvers_were_there::RULE,
    &clause_07::communication_is_planned::RULE,
    &clause_07::competence_is_shown::RULE,
    &clause_07::documents_are_approved::RULE,
    &clause_07::documents_are_protected::RULE,
    &clause_07::documents_are_reviewed::RULE,
    &clause_07::one_version_in_force::RULE,
    &clause_07::trainings_are_completed::RULE,
    &clause_08::actions_are_on_time::RULE,
    &clause_08::assessment_results_are_kept::RULE,
    &clause_08::assessments_are_planned::RULE,
    &clause_08::changes_are_controlled::RULE,
    &clause_08::exceptions_end::RULE,
    &clause_08::treatment_results_are_kept::RULE,
    &clause_09::auditors_are_impartial::RULE,
    &clause_09::audits_are_carried_out::RULE,
    &clause_09::audits_have_criteria::RULE,
    &clause_09::metrics_are_defined::RULE,
    &clause_09::missed_targets_are_answered::RULE,
    &clause_09::reviews_are_complete::RULE,
    &clause_10::corrective_actions_are_on_time::RULE,
    &clause_10::findings_are_followed::RULE,
    &clause_10::nonconformities_are_handled::RULE,
    &annex_a::assets_are_owned::RULE,
    &annex_a::incidents_are_learned_from::RULE,
    &annex_a::obligations_are_reviewed::RULE,
    &annex_a::own_terms_are_kept::RULE,
    &annex_a::suppliers_are_controlled::RULE,
];
