//! The domain of an information security management system, pure: no SQL, no HTML, no clock, no randomness. It cannot
//! fail except by refusing, with a reason for a person.
//!
//! A folder is a concept, a file is a record with its verbs. [`Isms`] is the snapshot: every record of one organisation
//! at one point of its journal.

pub mod assets;
pub mod audits;
pub mod certification;
pub mod context;
pub mod controls;
pub mod documents;
pub mod evidence;
pub mod ids;
pub mod improvement;
pub mod judgement;
pub mod kit;
pub mod operations;
pub mod people;
pub mod performance;
pub mod review;
pub mod risk;
pub mod soa;
pub mod suppliers;
pub mod threats;
pub mod trace;

use attesta_record::{Item, Ref};
use kit::{AnyTable, Kept, Links, RecordType, Table};
use std::sync::OnceLock;

/// Declares the snapshot and the list of all kinds of records. A new kind is one line here.
macro_rules! records {
    ($($(#[doc = $doc:literal])+ $table:ident: $record:ty,)*) => {
        /// Every record of one organisation at one point of its journal, typed and immutable. A copy is cheap.
        #[derive(Debug, Clone, Default)]
        pub struct Isms {
            /// The sequence of the last act that this snapshot has seen.
            pub sequence: i64,
            links: OnceLock<Links>,
            $($(#[doc = $doc])+ pub $table: Table<$record>,)*
        }

        $(impl Kept for $record {
            fn table(isms: &Isms) -> &Table<Self> {
                &isms.$table
            }
        })*

        impl Isms {
            /// The table of a kind, by its key.
            pub fn table(&self, key: &str) -> Option<&dyn AnyTable> {
                $(if key == <$record as attesta_record::Record>::SCHEMA.key {
                    return Some(&self.$table);
                })*
                None
            }

            /// The table of a kind, to be changed.
            pub fn table_mut(&mut self, key: &str) -> Option<&mut dyn AnyTable> {
                self.links = OnceLock::new();
                $(if key == <$record as attesta_record::Record>::SCHEMA.key {
                    return Some(&mut self.$table);
                })*
                None
            }

            /// Whether a kind's records are the same in a snapshot that one of the two was copied from.
            pub fn same(&self, other: &Self, key: &str) -> bool {
                $(if key == <$record as attesta_record::Record>::SCHEMA.key {
                    return self.$table.same(&other.$table);
                })*
                false
            }

            /// Takes a record of another snapshot over, if it has this revision there. The two share it.
            pub fn share(&mut self, from: &Self, key: &str, id: i64, revision: i64) {
                $(if key == <$record as attesta_record::Record>::SCHEMA.key {
                    return self.$table.share(&from.$table, id, revision);
                })*
            }
        }

        /// Every kind of record, in the order of the menu.
        pub static RECORDS: &[RecordType] = &[$(RecordType::of::<$record>()),*];
    };
}

records! {
    /// The organisation itself: always exactly one.
    organisations: context::Organisation,
    /// The scopes of the ISMS.
    scopes: context::Scope,
    /// People.
    people: people::Person,
    /// Roles.
    roles: people::Role,
    /// Who holds which role, from when to when.
    assignments: people::RoleAssignment,
    /// Risk methods.
    methods: risk::RiskMethod,
    /// Versions of risk methods.
    method_versions: risk::MethodVersion,
    /// Risks.
    risks: risk::Risk,
    /// Rounds of risk assessment.
    assessments: risk::RiskAssessment,
    /// What each assessment of each risk found.
    results: risk::RiskResult,
    /// Documents.
    documents: documents::Document,
    /// Versions of documents.
    document_versions: documents::DocumentVersion,
    /// Obligations.
    obligations: context::Obligation,
    /// Interested parties.
    parties: context::InterestedParty,
    /// Requirements of interested parties.
    requirements: context::PartyRequirement,
    /// Controls of own sets.
    custom_controls: controls::CustomControl,
    /// The organisation's own controls.
    controls: controls::Control,
    /// Treatments of risks.
    treatments: risk::Treatment,
    /// Actions of treatment.
    treatment_actions: risk::TreatmentAction,
    /// Versions of risk treatment plans.
    treatment_plans: risk::TreatmentPlan,
    /// Acceptances of residual risks.
    acceptances: risk::RiskAcceptance,
    /// Rows of the Statements of Applicability.
    soa_entries: soa::SoaEntry,
    /// Versions of the Statements of Applicability.
    soa_versions: soa::SoaVersion,
    /// Judgements of people where records cannot tell.
    judgements: judgement::Judgement,
    /// Evidence.
    evidence: evidence::Evidence,

    /// Internal and external issues.
    issues: context::ContextIssue,
    /// Whether climate change is relevant.
    climate: context::ClimateDetermination,
    /// The communication plan.
    communications: context::Communication,
    /// Activities and who answers for them.
    responsibilities: people::Responsibility,
    /// Competences.
    competences: people::Competence,
    /// The competences that roles need.
    competence_requirements: people::CompetenceRequirement,
    /// The competences that people have.
    held_competences: people::HeldCompetence,
    /// Trainings.
    trainings: people::Training,
    /// Who takes part in which training.
    participations: people::Participation,
    /// Assets.
    assets: assets::Asset,
    /// Threats.
    threats: threats::Threat,
    /// Vulnerabilities.
    vulnerabilities: threats::Vulnerability,
    /// Suppliers.
    suppliers: suppliers::Supplier,
    /// Reviews of suppliers.
    supplier_reviews: suppliers::SupplierReview,
    /// Incidents.
    incidents: operations::Incident,
    /// Changes.
    changes: operations::Change,
    /// Exceptions.
    exceptions: operations::Exception,
    /// Information security objectives.
    objectives: performance::Objective,
    /// Check-ins on objectives.
    check_ins: performance::CheckIn,
    /// Metrics.
    metrics: performance::Metric,
    /// Measurements.
    measurements: performance::Measurement,
    /// Audit programmes.
    audit_programmes: audits::AuditProgramme,
    /// Internal audits.
    audits: audits::Audit,
    /// Findings of internal audits.
    findings: audits::AuditFinding,
    /// Management reviews.
    reviews: review::ManagementReview,
    /// Decisions of management reviews.
    decisions: review::ReviewDecision,
    /// Audits by the certification body.
    certification_audits: certification::CertificationAudit,
    /// Certificates.
    certificates: certification::Certificate,
    /// Nonconformities.
    nonconformities: improvement::Nonconformity,
    /// Corrective actions.
    corrective_actions: improvement::CorrectiveAction,
    /// The retention schedule.
    retention: operations::RetentionEntry,
    /// Evidence of deletions.
    deletions: operations::Deletion,
    /// Cryptographic keys and certificates.
    keys: operations::CryptoKey,
    /// Continuity plans.
    continuity_plans: operations::ContinuityPlan,
    /// Tests of continuity plans.
    continuity_tests: operations::ContinuityTest,
}

/// The kind of a key.
pub fn record_type(key: &str) -> Option<&'static RecordType> {
    RECORDS.iter().find(|kind| kind.schema.key == key)
}

/// The kind of an address segment: `risks`.
pub fn record_type_at(path: &str) -> Option<&'static RecordType> {
    RECORDS.iter().find(|kind| kind.schema.path == path)
}

/// Reads a human number of any kind: `R-42`.
pub fn reference(number: &str) -> Option<Ref> {
    let (prefix, id) = number.trim().rsplit_once('-')?;
    let schema = RECORDS.iter().map(|kind| kind.schema).find(|s| s.prefix.eq_ignore_ascii_case(prefix))?;
    let id = id.parse().ok().filter(|id| *id > 0)?;
    Some(Ref { kind: schema.key, prefix: schema.prefix, id })
}

impl Isms {
    /// An empty snapshot at a point of the journal, to be filled.
    pub fn at(sequence: i64) -> Self {
        Self { sequence, ..Self::default() }
    }

    /// Backward links between records in force; made at the first call.
    pub fn links(&self) -> &Links {
        self.links.get_or_init(|| Links::of(self))
    }

    /// A record of any kind, as values.
    pub fn item(&self, reference: Ref) -> Option<Item> {
        self.table(reference.kind)?.item(reference.id)
    }
}

/// The name by which a record is shown elsewhere: its title fields, joined. References are followed through `find`;
/// one that leads nowhere shows its number.
pub fn title(item: &Item, find: &dyn Fn(Ref) -> Option<Item>) -> String {
    title_to_depth(item, find, 3)
}

fn title_to_depth(item: &Item, find: &dyn Fn(Ref) -> Option<Item>, depth: u8) -> String {
    let fields = item.schema.fields.iter().zip(&item.values).filter(|(field, _)| field.title);
    let part = |(field, value): (&attesta_record::Field, &attesta_record::Value)| match value {
        attesta_record::Value::Ref(one) => match find(*one).filter(|_| depth > 0) {
            Some(target) => title_to_depth(&target, find, depth - 1),
            None => one.number(),
        },
        value => attesta_record::cell(field, value),
    };
    let parts: Vec<String> = fields.map(part).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { item.number() } else { parts.join(" · ") }
}
