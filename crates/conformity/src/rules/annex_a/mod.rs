//! Annex A: what records contradict.

pub(super) mod assets_are_owned;
pub(super) mod incidents_are_learned_from;
pub(super) mod obligations_are_reviewed;
pub(super) mod own_terms_are_kept;
pub(super) mod suppliers_are_controlled;
