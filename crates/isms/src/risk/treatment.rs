//! The treatment of a risk (clauses 6.1.3 a and b): options, the controls that they make necessary, what is expected.

use attesta_record::{Choice, Complaints, Entity, Level, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{ControlId, CustomControlId, RiskId, TreatmentId},
    kit::{Act, AnyControl, Concept, ControlRef, Note},
};

/// Risk treatment
///
/// What is done about a risk: one option or several, the controls that they make necessary, and what is expected to
/// remain once they work.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = TreatmentId, plural = "Risk treatments", clause = "6.1.3 a")]
pub struct Treatment {
    /// Risk
    #[field(title, list, index)]
    pub risk: RiskId,
    /// Options
    #[field(list)]
    pub options: Vec<TreatmentOption>,
    /// Reasons
    ///
    /// Why these options and controls.
    #[field(long)]
    pub reasons: Option<Text>,
    /// Shared with
    ///
    /// The insurer, the supplier, the customer. Accountability stays here.
    pub shared_with: Option<Text>,
    /// Makes necessary, of Annex A
    #[field(group = "Controls")]
    pub necessary: Vec<ControlRef>,
    /// Makes necessary, of own sets
    pub necessary_own: Vec<CustomControlId>,
    /// By these controls
    ///
    /// The organisation's own measures that carry it out.
    pub controls: Vec<ControlId>,
    /// Expected likelihood
    ///
    /// Once everything planned works.
    #[field(scale = Likelihood, group = "Expected residual risk")]
    pub expected_likelihood: Option<Level>,
    /// Expected consequence
    #[field(scale = Consequence)]
    pub expected_consequence: Option<Level>,
    /// Expected level
    #[field(scale = Risk, by_verb, list)]
    pub expected_level: Option<Level>,
}

/// An option of treatment (ISO/IEC 27005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum TreatmentOption {
    /// Modify
    ///
    /// By controls.
    Modify,
    /// Avoid
    ///
    /// By not doing what brings it about.
    Avoid,
    /// Share
    ///
    /// With an insurer, a supplier, a customer.
    Share,
    /// Retain
    ///
    /// Knowingly, by its owner's acceptance.
    Retain,
}

impl Treatment {
    /// The controls of Annex A and of own sets that it makes necessary.
    pub fn needs(&self) -> impl Iterator<Item = AnyControl> {
        let annex = self.necessary.iter().copied().map(AnyControl::from);
        annex.chain(self.necessary_own.iter().copied().map(AnyControl::from))
    }
}

impl Concept for Treatment {
    fn notes(on: &Entity<Self>, isms: &Isms, _: Date) -> Vec<Note> {
        isms.residual(on.data.risk).map(|residual| residual.notes()).unwrap_or_default()
    }

    fn complete(&mut self, act: &Act<'_>) {
        let scope = act.isms.risks.get(self.risk).map(|risk| risk.data.scope);
        let method = scope.and_then(|scope| act.isms.method_in_force(scope));
        self.expected_level =
            method.and_then(|method| method.data.level(self.expected_likelihood, self.expected_consequence));
    }

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        if let Some(other) = act.isms.treatment_of(self.risk)
            && before.is_none_or(|before| before.id != other.id)
        {
            complaints.add("risk", "This risk has a treatment already. Amend that one.");
        }
        if self.options.is_empty() {
            complaints.add("options", "Choose at least one option.");
        }
        let controls = self.necessary.len() + self.necessary_own.len() + self.controls.len();
        if self.options.contains(&TreatmentOption::Modify) && controls == 0 {
            complaints.add("necessary", "Modifying a risk needs a control. Choose at least one.");
        }
        if self.options.contains(&TreatmentOption::Share) && self.shared_with.is_none() {
            complaints.add("shared_with", "Say with whom the risk is shared.");
        }
        let scope = act.isms.risks.get(self.risk).map(|risk| risk.data.scope);
        let Some(method) = scope.and_then(|scope| act.isms.method_in_force(scope)) else { return };
        for (field, level, size) in [
            ("expected_likelihood", self.expected_likelihood, method.data.likelihoods.len()),
            ("expected_consequence", self.expected_consequence, method.data.consequences.len()),
        ] {
            if level.is_some_and(|Level(level)| usize::from(level) > size) {
                complaints.add(field, format!("That is off the scale: it has {size} levels."));
            }
        }
    }
}

impl Isms {
    /// The treatment of a risk, if it has one in force.
    pub fn treatment_of(&self, risk: RiskId) -> Option<&Entity<Treatment>> {
        self.treatments.get(*self.links().treatment.get(&risk)?)
    }
}
