//! What remains of a risk, compared: as it was assessed, as its treatment expects it, and as far as the controls that
//! are implemented today can bring it (clauses 6.1.3 a and f).

use attesta_record::{Entity, Level, TypedId as _};

use crate::{
    Isms,
    ids::RiskId,
    kit::{AnyControl, Note},
    risk::{Risk, Treatment},
    soa::ImplementationStatus,
};

/// How many controls are named in a note.
const NAMED: usize = 3;

/// The assessed residual beside what its treatment expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residual {
    /// By how many levels the assessed residual lies above the expected one; below it, if negative. `None` where one of
    /// the two is open.
    pub above_expected: Option<i16>,
    /// The necessary controls that are not implemented, where the residual counts on them all the same: it is lower
    /// than the level today, and nothing that is implemented makes it so.
    pub counts_on: Vec<String>,
}

impl Residual {
    /// What is to be said of it.
    pub fn notes(&self) -> Vec<Note> {
        let early = (!self.counts_on.is_empty()).then(|| Note::warn(self.too_low()));
        let levels = |by: u16| format!("{by} level{}", if by == 1 { "" } else { "s" });
        let compared = self.above_expected.map(|by| match by {
            0 if self.counts_on.is_empty() => Note::ok("Residual as expected"),
            0 => Note::plain("Residual as expected"),
            1.. => Note::warn(format!("Residual above expected by {}", levels(by.unsigned_abs()))),
            _ => Note::plain(format!("Residual below expected by {}", levels(by.unsigned_abs()))),
        });
        early.into_iter().chain(compared).collect()
    }

    /// That it counts on what is not there yet, and on what.
    pub fn too_low(&self) -> String {
        let named = self.counts_on.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = self.counts_on.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("Residual is lower than the implemented controls allow: {named}{more}")
    }
}

impl Isms {
    /// The residual of a risk beside what its treatment expects; `None` where it was not assessed or has no treatment.
    pub fn residual(&self, risk: RiskId) -> Option<Residual> {
        let risk = self.risks.get(risk)?;
        let treatment = self.treatment_of(risk.id)?;
        let residual = risk.data.residual_level?;
        let expected = self.expected_level(risk, &treatment.data);
        let above_expected = expected.map(|expected| i16::from(residual.0) - i16::from(expected.0));
        // As things are today; without controls, where nobody judged today.
        let today = risk.data.level.or(risk.data.inherent_level);
        let lower = today.is_some_and(|today| residual < today);
        let counts_on = if lower { self.not_implemented(risk, &treatment.data) } else { Vec::new() };
        Some(Residual { above_expected, counts_on })
    }

    /// What the treatment expects, on the scales by which the risk was assessed.
    fn expected_level(&self, risk: &Entity<Risk>, treatment: &Treatment) -> Option<Level> {
        let method = self.method_versions.get(risk.data.method_version?)?;
        method.data.level(treatment.expected_likelihood, treatment.expected_consequence)
    }

    /// The controls that a treatment makes necessary or names, and that are not implemented in the risk's scope.
    fn not_implemented(&self, risk: &Entity<Risk>, treatment: &Treatment) -> Vec<String> {
        let done = Some(ImplementationStatus::Implemented);
        let necessary = treatment.needs().filter(|one| self.implementation(risk.data.scope, *one) != done);
        let named = treatment.controls.iter().filter_map(|id| self.controls.get(*id));
        let named =
            named.filter(|control| Some(control.data.status) != done).map(|control| control.id.number());
        necessary.map(|control| self.name_of(control)).chain(named).collect()
    }

    /// How a control is called: `A.8.13`, or the reference in its own set.
    pub fn name_of(&self, control: AnyControl) -> String {
        match control {
            AnyControl::Annex(_) => control.key(),
            AnyControl::Own(id) => self
                .custom_controls
                .get(id)
                .map_or_else(|| control.key(), |one| one.data.reference.to_string()),
        }
    }
}
