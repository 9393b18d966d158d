//! A risk method; what it says stands in its versions.

use attesta_record::{Record, Text};

use crate::{
    ids::{MethodId, ScopeId},
    kit::{Concept, Owner},
};

/// Risk method
///
/// How the organisation assesses risks, so that two people come to comparable results. Its scales and its matrix stand
/// in its versions.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = MethodId, plural = "Risk methods", clause = "6.1.2")]
pub struct RiskMethod {
    /// Name
    #[field(title, list)]
    pub name: Text,
    /// Scope
    ///
    /// Where it is used; in every scope that has no method of its own if left open.
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Description
    ///
    /// How risks are identified, analysed and evaluated, and when.
    #[field(long)]
    pub description: Option<Text>,
}

impl Concept for RiskMethod {}
