//! Suppliers and their reviews (controls A.5.19 to A.5.23).

mod review;
mod supplier;

pub use review::{ReviewResult, SupplierReview};
pub use supplier::{Agreement, Assurance, EndSupplier, Supplier, SupplierStatus};
