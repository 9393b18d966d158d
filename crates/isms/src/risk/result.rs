//! What one assessment of one risk found. Results are left behind by assessing and never change.

use attesta_record::{Entity, Level, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::{AssessmentId, MethodVersionId, PersonId, RiskId, RiskResultId},
    kit::Concept,
    risk::{AssessRisk, Impact, Risk},
};

/// Assessment result
///
/// What one assessment of one risk found: levels, reasons, by whom, by which version of the method. It never changes.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = RiskResultId, plural = "Assessment results", clause = "8.2")]
pub struct RiskResult {
    /// Risk
    #[field(title, list, index)]
    pub risk: RiskId,
    /// Round
    #[field(list, index)]
    pub assessment: Option<AssessmentId>,
    /// Assessed on
    #[field(title, list, index)]
    pub assessed_on: Date,
    /// Assessed by
    #[field(list, index)]
    pub assessed_by: Option<PersonId>,
    /// Inherent likelihood
    #[field(scale = Likelihood)]
    pub inherent_likelihood: Option<Level>,
    /// Inherent level
    #[field(scale = Risk, list)]
    pub inherent_level: Option<Level>,
    /// Likelihood
    #[field(scale = Likelihood)]
    pub likelihood: Option<Level>,
    /// Level
    #[field(scale = Risk, list)]
    pub level: Option<Level>,
    /// Residual likelihood
    #[field(scale = Likelihood)]
    pub residual_likelihood: Option<Level>,
    /// Residual level
    #[field(scale = Risk, list)]
    pub residual_level: Option<Level>,
    /// By criterion
    pub impacts: Vec<Impact>,
    /// By method version
    pub method_version: MethodVersionId,
    /// Rationale
    #[field(long)]
    pub rationale: Option<Text>,
}

impl RiskResult {
    /// The result of assessing a risk, with the levels that the risk got by it.
    pub(crate) fn of(
        id: RiskId,
        risk: &Risk,
        form: &AssessRisk,
        method_version: MethodVersionId,
        assessed_on: Date,
        assessed_by: Option<PersonId>,
    ) -> Self {
        Self {
            risk: id,
            assessment: form.assessment,
            assessed_on,
            assessed_by,
            inherent_likelihood: risk.inherent_likelihood,
            inherent_level: risk.inherent_level,
            likelihood: risk.likelihood,
            level: risk.level,
            residual_likelihood: risk.residual_likelihood,
            residual_level: risk.residual_level,
            impacts: risk.impacts.clone(),
            method_version,
            rationale: form.rationale.clone(),
        }
    }
}

impl Concept for RiskResult {
    const BY_HAND: bool = false;

    fn settled(_: &Entity<Self>) -> Option<&'static str> {
        Some("A result never changes. Assess the risk again.")
    }
}
