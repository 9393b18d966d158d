//! Information security risk (clauses 6.1.2, 8.2): methods and their versions, risks, rounds of assessment, results.

mod assess;
mod assessment;
mod method;
mod method_version;
mod result;
#[expect(clippy::module_inception, reason = "a file is a record, and the concept is named after it")]
mod risk;
mod templates;

pub use assess::AssessRisk;
pub use assessment::{RiskAssessment, RoundStatus};
pub use method::RiskMethod;
pub use method_version::{
    Acceptance, ApproveMethod, Combine, ConsequenceLevel, Criterion, LikelihoodLevel, MatrixRow,
    MethodStatus, MethodVersion, RiskLevel,
};
pub use result::RiskResult;
pub use risk::{Approach, Impact, Risk};
