//! Assessing a risk (clauses 6.1.2 d, 8.2): likelihood and impact by the method in force; the level is computed.

use attesta_record::{Complaints, Entity, Fields, Level, Text, Value};
use jiff::civil::Date;

use crate::{
    ids::AssessmentId,
    kit::{Act, Duty, Edits, Verb},
    risk::{Impact, MethodVersion, Risk, RiskResult, RoundStatus},
};

/// Assess
///
/// Judges likelihood and impact by the method in force. The level follows from its matrix and is never typed.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct AssessRisk {
    /// Assessed on
    ///
    /// Today if left open.
    pub assessed_on: Option<Date>,
    /// Round
    ///
    /// The round of assessment that it belongs to, if any.
    pub assessment: Option<AssessmentId>,
    /// Inherent likelihood
    ///
    /// Without any control.
    #[field(scale = Likelihood, group = "Likelihood")]
    pub inherent_likelihood: Option<Level>,
    /// Likelihood
    ///
    /// As things are today.
    #[field(scale = Likelihood)]
    pub likelihood: Option<Level>,
    /// Residual likelihood
    ///
    /// After treatment.
    #[field(scale = Likelihood)]
    pub residual_likelihood: Option<Level>,
    /// Impact by criterion
    ///
    /// What is left open counts as not assessed, never as low.
    #[field(fixed, group = "Impact")]
    pub impacts: Vec<Impact>,
    /// Rationale
    ///
    /// Why these levels: what you know, and what you assume.
    #[field(long, group = "Reasons")]
    pub rationale: Option<Text>,
}

impl Verb for AssessRisk {
    type On = Risk;
    const NAME: &'static str = "assess";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn prefill(on: &Entity<Risk>, act: &Act<'_>) -> Vec<Value> {
        let risk = &on.data;
        let method = act.isms.method_in_force(risk.scope);
        let criteria = method.map(|method| method.data.criteria.as_slice()).unwrap_or_default();
        let impacts = criteria.iter().map(|criterion| {
            let known = risk.impacts.iter().find(|impact| impact.criterion == criterion.name);
            Impact {
                criterion: criterion.name.clone(),
                inherent: known.and_then(|impact| impact.inherent),
                current: known.and_then(|impact| impact.current),
                residual: known.and_then(|impact| impact.residual),
            }
        });
        let form = Self {
            assessed_on: Some(act.today),
            assessment: None,
            inherent_likelihood: risk.inherent_likelihood,
            likelihood: risk.likelihood,
            residual_likelihood: risk.residual_likelihood,
            impacts: impacts.collect(),
            rationale: None,
        };
        form.to_values()
    }

    fn apply(self, on: &Entity<Risk>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let Some(method) = act.isms.method_in_force(on.data.scope) else {
            return Err(Complaints::general(
                "No risk method is in force in this scope. Approve a version of a method first.",
            ));
        };
        let assessed_on = self.assessed_on.unwrap_or(act.today);
        self.complaints(&method.data, assessed_on, act).into_result()?;
        let combined = |pick: fn(&Impact) -> Option<Level>| {
            let position = |impact: &Impact| {
                method.data.criteria.iter().position(|criterion| criterion.name == impact.criterion)
            };
            method
                .data
                .combined(self.impacts.iter().filter_map(|impact| Some((position(impact)?, pick(impact)))))
        };
        let inherent_consequence = combined(|impact| impact.inherent);
        let consequence = combined(|impact| impact.current);
        let residual_consequence = combined(|impact| impact.residual);
        let risk = Risk {
            inherent_likelihood: self.inherent_likelihood,
            inherent_consequence,
            inherent_level: method.data.level(self.inherent_likelihood, inherent_consequence),
            likelihood: self.likelihood,
            consequence,
            level: method.data.level(self.likelihood, consequence),
            residual_likelihood: self.residual_likelihood,
            residual_consequence,
            residual_level: method.data.level(self.residual_likelihood, residual_consequence),
            impacts: self.impacts.clone(),
            assessed_on: Some(assessed_on),
            method_version: Some(method.id),
            ..on.data.clone()
        };
        edits.create(act.isms, &RiskResult::of(on.id, &risk, &self, method.id, assessed_on, act.person));
        edits.amend(on, &risk);
        Ok(())
    }
}

impl AssessRisk {
    fn complaints(&self, method: &MethodVersion, assessed_on: Date, act: &Act<'_>) -> Complaints {
        let mut complaints = Complaints::default();
        if assessed_on > act.today {
            complaints.add("assessed_on", "The day of the assessment lies in the future.");
        }
        let mut on_scale = |field: String, level: Option<Level>, size: usize| {
            if let Some(Level(level)) = level
                && usize::from(level) > size
            {
                complaints.add(field, format!("{level} is off the scale: it has {size} levels."));
            }
        };
        for (field, level) in [
            ("inherent_likelihood", self.inherent_likelihood),
            ("likelihood", self.likelihood),
            ("residual_likelihood", self.residual_likelihood),
        ] {
            on_scale(field.to_owned(), level, method.likelihoods.len());
        }
        for (at, impact) in self.impacts.iter().enumerate() {
            for (column, level) in
                [("inherent", impact.inherent), ("current", impact.current), ("residual", impact.residual)]
            {
                on_scale(format!("impacts.{at}.{column}"), level, method.consequences.len());
            }
        }
        for (at, impact) in self.impacts.iter().enumerate() {
            if !method.criteria.iter().any(|criterion| criterion.name == impact.criterion) {
                complaints.add(
                    format!("impacts.{at}.criterion"),
                    format!("“{}” is no criterion of the method in force.", impact.criterion),
                );
            }
            if self.impacts[..at].iter().any(|earlier| earlier.criterion == impact.criterion) {
                complaints.add(format!("impacts.{at}.criterion"), "This criterion is judged twice.");
            }
        }
        let round = self.assessment.and_then(|id| act.isms.assessments.get(id));
        if round.is_some_and(|round| round.data.status == RoundStatus::Completed) {
            complaints.add("assessment", "This round is completed. Choose one that is under way.");
        }
        complaints
    }
}
