//! People, roles, and who holds which role (clause 5.3).

mod assignment;
mod person;
mod role;

pub use assignment::RoleAssignment;
pub use person::Person;
pub use role::Role;
