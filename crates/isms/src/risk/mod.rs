//! Information security risk (clauses 6.1.2, 8.2): methods and their versions, risks, rounds of assessment, results.

mod accept;
mod action;
mod assess;
mod assessment;
mod method;
mod method_version;
mod plan;
mod residual;
mod result;
#[expect(clippy::module_inception, reason = "a file is a record, and the concept is named after it")]
mod risk;
mod templates;
mod treatment;

pub use accept::{AcceptRisk, Acceptance as RiskAcceptance, Standing};
pub use action::{ActionStatus, Replan, TreatmentAction};
pub use assess::AssessRisk;
pub use assessment::{RiskAssessment, RoundStatus};
pub use method::RiskMethod;
pub use method_version::{
    Acceptance, ApproveMethod, Combine, ConsequenceLevel, Criterion, LikelihoodLevel, MatrixRow,
    MethodStatus, MethodVersion, RiskLevel,
};
pub use plan::{Approval, ApprovePlan, PlanStatus, PlannedAction, SubmitPlan, TreatmentPlan};
pub use residual::Residual;
pub use result::RiskResult;
pub use risk::{Approach, Impact, Risk};
pub use treatment::{Treatment, TreatmentOption};
