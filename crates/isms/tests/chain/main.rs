//! The chain from requirements and risks to the Statement of Applicability, on the pure domain.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod answer;
mod residual;
mod trace;
mod treatment;
mod world;
