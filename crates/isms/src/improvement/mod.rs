//! Improvement (clause 10): nonconformities, their correction and cause, corrective actions and whether they worked.

mod corrective_action;
mod nonconformity;
mod steps;

pub use corrective_action::{
    CompleteAction, CorrectiveAction, CorrectiveStatus, DropAction, ReplanCorrection,
};
pub use nonconformity::{Grade, Nonconformity, NonconformityStatus, Source};
pub use steps::{Analyse, Close, Correct, Reopen, VerifyEffectiveness};
