//! The registers on the pure domain: what their verbs do, and what they refuse.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod improvement;
mod operations;
mod world;
