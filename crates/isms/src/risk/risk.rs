//! A risk to information.

use attesta_record::{Choice, Complaints, Entity, Fields, Level, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{AssetId, MethodVersionId, RiskId, ScopeId, ThreatId, VulnerabilityId},
    kit::{Act, Concept, Note, Owner, VerbType},
    risk::{AcceptRisk, AssessRisk, Standing},
};

/// Risk
///
/// A risk to the confidentiality, integrity or availability of information.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = RiskId, plural = "Risks", clause = "6.1.2")]
pub struct Risk {
    /// Title
    ///
    /// What may happen, in one line.
    #[field(title, list, index)]
    pub title: Text,
    /// Scope
    #[field(list, index)]
    pub scope: ScopeId,
    /// Approach
    ///
    /// Seen from the event and its source, or from the asset that is hit.
    #[field(default = "event")]
    pub approach: Approach,
    /// Owner
    ///
    /// Who answers for it and may accept what remains: a person or a role.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Description
    #[field(long)]
    pub description: Option<Text>,
    /// Source
    ///
    /// Who or what brings it about: an attacker, a mistake, a failure, nature.
    #[field(group = "Scenario")]
    pub source: Option<Text>,
    /// Causes
    ///
    /// The weaknesses that let it happen.
    #[field(long)]
    pub causes: Option<Text>,
    /// What is hit
    ///
    /// Information, processes, systems, people, suppliers.
    #[field(long)]
    pub assets: Option<Text>,
    /// Consequences
    #[field(long)]
    pub consequences: Option<Text>,
    /// Threats
    ///
    /// Of the register, where it names the source.
    pub threats: Vec<ThreatId>,
    /// Vulnerabilities
    ///
    /// Of the register, where it names a cause.
    pub vulnerabilities: Vec<VulnerabilityId>,
    /// Assets
    ///
    /// Of the register, where it names what is hit.
    pub assets_hit: Vec<AssetId>,
    /// Confidentiality
    pub confidentiality: bool,
    /// Integrity
    pub integrity: bool,
    /// Availability
    pub availability: bool,
    /// Identified on
    pub identified_on: Option<Date>,
    /// Next review
    #[field(index)]
    pub review_on: Option<Date>,
    /// Inherent likelihood
    ///
    /// Without any control.
    #[field(by_verb, scale = Likelihood, group = "Assessment")]
    pub inherent_likelihood: Option<Level>,
    /// Inherent consequence
    #[field(by_verb, scale = Consequence)]
    pub inherent_consequence: Option<Level>,
    /// Inherent level
    #[field(by_verb, scale = Risk, index)]
    pub inherent_level: Option<Level>,
    /// Likelihood
    ///
    /// As things are today.
    #[field(by_verb, scale = Likelihood)]
    pub likelihood: Option<Level>,
    /// Consequence
    #[field(by_verb, scale = Consequence)]
    pub consequence: Option<Level>,
    /// Level
    #[field(by_verb, scale = Risk, list, index)]
    pub level: Option<Level>,
    /// Residual likelihood
    ///
    /// After treatment.
    #[field(by_verb, scale = Likelihood)]
    pub residual_likelihood: Option<Level>,
    /// Residual consequence
    #[field(by_verb, scale = Consequence)]
    pub residual_consequence: Option<Level>,
    /// Residual level
    #[field(by_verb, scale = Risk, list, index)]
    pub residual_level: Option<Level>,
    /// By criterion
    #[field(by_verb)]
    pub impacts: Vec<Impact>,
    /// Assessed on
    #[field(by_verb, list, index)]
    pub assessed_on: Option<Date>,
    /// By method version
    #[field(by_verb)]
    pub method_version: Option<MethodVersionId>,
}

/// How a scenario is seen (ISO/IEC 27005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Approach {
    /// Event-based
    Event,
    /// Asset-based
    Asset,
}

/// Impact by one criterion
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Impact {
    /// Criterion
    pub criterion: Text,
    /// Inherent
    #[field(scale = Consequence)]
    pub inherent: Option<Level>,
    /// Current
    #[field(scale = Consequence)]
    pub current: Option<Level>,
    /// Residual
    #[field(scale = Consequence)]
    pub residual: Option<Level>,
}

impl Risk {
    /// A risk of which nothing is known yet but its title and its scope.
    pub fn new(title: Text, scope: ScopeId) -> Self {
        Self {
            title,
            scope,
            approach: Approach::Event,
            owner: None,
            description: None,
            source: None,
            causes: None,
            assets: None,
            consequences: None,
            threats: Vec::new(),
            vulnerabilities: Vec::new(),
            assets_hit: Vec::new(),
            confidentiality: false,
            integrity: false,
            availability: false,
            identified_on: None,
            review_on: None,
            inherent_likelihood: None,
            inherent_consequence: None,
            inherent_level: None,
            likelihood: None,
            consequence: None,
            level: None,
            residual_likelihood: None,
            residual_consequence: None,
            residual_level: None,
            impacts: Vec::new(),
            assessed_on: None,
            method_version: None,
        }
    }

    /// What is to be said of its acceptance on a day.
    fn acceptance_note(id: RiskId, isms: &Isms, today: Date) -> Option<Note> {
        let acceptance = isms.acceptance_of(id)?;
        Some(match isms.standing(acceptance, today) {
            Standing::Valid | Standing::Replaced => {
                Note::ok(format!("Accepted until {}", acceptance.data.until))
            }
            Standing::Stale(why) => Note::bad(format!("Acceptance stale: {why}")),
            Standing::Expired => Note::bad("Acceptance expired"),
        })
    }
}

impl Concept for Risk {
    const VERBS: &'static [VerbType] = &[VerbType::of::<AssessRisk>(), VerbType::of::<AcceptRisk>()];

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let overdue = on.data.review_on.is_some_and(|day| day < today);
        let review = overdue.then(|| Note::warn("Review overdue"));
        let residual = isms.residual(on.id).map(|residual| residual.notes()).unwrap_or_default();
        Self::acceptance_note(on.id, isms, today).into_iter().chain(review).chain(residual).collect()
    }

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if !(self.confidentiality || self.integrity || self.availability) {
            complaints.add(
                "confidentiality",
                "Say what is at risk: confidentiality, integrity, availability, or several of them.",
            );
        }
    }
}
