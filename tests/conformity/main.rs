//! The rules: each on its examples, all on clean organisations, on single faults, and on whole situations.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
mod engine;
mod examples;
mod fairness;
mod list;
mod situation;
