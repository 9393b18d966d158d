//! Operation (clause 8.1): retention and deletion, cryptographic keys, continuity and recovery.

mod continuity;
mod continuity_test;
mod deletion;
mod key;
mod retention;

pub use continuity::{ContinuityPlan, Postpone, RecordTest};
pub use continuity_test::{ContinuityTest, TestKind, TestResult};
pub use deletion::{Deletion, DeletionStatus, VerifyDeletion};
pub use key::{CryptoKey, KeyStatus, RevokeKey, RotateKey};
pub use retention::RetentionEntry;
