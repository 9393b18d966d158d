//! People, roles, who holds which role and answers for what (clause 5.3); what people must be able to do, can do and
//! learn (clauses 7.2 and 7.3).

mod assignment;
mod competence;
mod held;
mod participation;
mod person;
mod responsibility;
mod role;
mod training;

pub use assignment::RoleAssignment;
pub use competence::{Competence, CompetenceRequirement, Proficiency};
pub use held::{Basis, HeldCompetence};
pub use participation::{CompleteParticipation, JudgeEffect, Participation};
pub use person::Person;
pub use responsibility::{IsmsDuty, Responsibility};
pub use role::Role;
pub use training::{AwarenessTopic, Training};
