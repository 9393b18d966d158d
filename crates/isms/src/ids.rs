//! The typed id of every kind of record, in one list. Concepts refer to each other by these and never import each
//! other's records.

use attesta_record::{FieldType, Kind, ListItem, Ref, Target, TypedId, Value};

/// Declares a typed id: its key, the prefix of its number, the segment of its address.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident $key:literal $prefix:literal $path:literal;)*) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl TypedId for $name {
            const KEY: &'static str = $key;
            const PREFIX: &'static str = $prefix;
            const PATH: &'static str = $path;
            fn new(id: i64) -> Self {
                Self(id)
            }
            fn get(self) -> i64 {
                self.0
            }
        }

        impl FieldType for $name {
            const KIND: Kind = Kind::Reference(&[Target { key: $key, prefix: $prefix }]);
            const REQUIRED: bool = true;
            fn to_value(&self) -> Value {
                Value::Ref(Ref { kind: $key, prefix: $prefix, id: self.0 })
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::Ref(reference) if reference.kind == $key => Some(Self(reference.id)),
                    _ => None,
                }
            }
        }

        impl ListItem for $name {
            const KIND: Kind = Kind::Refs(&[Target { key: $key, prefix: $prefix }]);
            fn list_to_value(items: &[Self]) -> Value {
                Value::Refs(items.iter().map(|one| Ref { kind: $key, prefix: $prefix, id: one.0 }).collect())
            }
            fn list_from_value(value: Value) -> Option<Vec<Self>> {
                match value {
                    Value::Refs(refs) => refs
                        .into_iter()
                        .map(|one| (one.kind == $key).then_some(Self(one.id)))
                        .collect(),
                    _ => None,
                }
            }
        }
    )*};
}

ids! {
    /// The organisation itself; always number 1.
    OrganisationId "organisation" "ORG" "organisation";
    /// A scope of the ISMS.
    ScopeId "scope" "S" "scopes";
    /// A person.
    PersonId "person" "PE" "people";
    /// A role.
    RoleId "role" "RO" "roles";
    /// A person's holding of a role.
    AssignmentId "role_assignment" "RA" "role-assignments";
    /// A risk method.
    MethodId "risk_method" "RM" "risk-methods";
    /// A version of a risk method.
    MethodVersionId "risk_method_version" "MV" "risk-method-versions";
    /// A risk.
    RiskId "risk" "R" "risks";
    /// A round of risk assessment.
    AssessmentId "risk_assessment" "AS" "risk-assessments";
    /// What one assessment of one risk found.
    RiskResultId "risk_result" "RR" "risk-results";
    /// A document.
    DocumentId "document" "D" "documents";
    /// A version of a document.
    DocumentVersionId "document_version" "DV" "document-versions";
    /// An obligation.
    ObligationId "obligation" "OB" "obligations";
    /// An interested party.
    PartyId "interested_party" "IP" "interested-parties";
    /// A requirement of an interested party.
    RequirementId "party_requirement" "IR" "party-requirements";
    /// A control of the organisation.
    ControlId "control" "C" "controls";
    /// A control of a set of the organisation's own.
    CustomControlId "custom_control" "CC" "custom-controls";
    /// The treatment of a risk.
    TreatmentId "treatment" "T" "treatments";
    /// An action of treatment.
    ActionId "treatment_action" "TA" "treatment-actions";
    /// A version of a risk treatment plan.
    PlanId "treatment_plan" "TP" "treatment-plans";
    /// The acceptance of a residual risk.
    AcceptanceId "acceptance" "AC" "acceptances";
    /// A row of the Statement of Applicability.
    SoaEntryId "soa_entry" "SOA" "soa-entries";
    /// A version of the Statement of Applicability.
    SoaVersionId "soa_version" "SV" "soa-versions";
    /// A judgement of conformity.
    JudgementId "judgement" "JU" "judgements";
    /// A piece of evidence.
    EvidenceId "evidence" "EV" "evidence";

    /// An internal or external issue.
    IssueId "context_issue" "CI" "context-issues";
    /// Whether climate change is relevant.
    ClimateId "climate_determination" "CD" "climate-determinations";
    /// An entry of the communication plan.
    CommunicationId "communication" "CP" "communications";
    /// An activity and who answers for it.
    ResponsibilityId "responsibility" "RP" "responsibilities";
    /// A competence.
    CompetenceId "competence" "CO" "competences";
    /// The competence that a role needs.
    CompetenceRequirementId "competence_requirement" "CR" "competence-requirements";
    /// The competence that a person has.
    HeldCompetenceId "held_competence" "HC" "held-competences";
    /// A training.
    TrainingId "training" "TR" "trainings";
    /// A person's participation in a training.
    ParticipationId "participation" "PT" "participations";
    /// An asset.
    AssetId "asset" "AST" "assets";
    /// A threat.
    ThreatId "threat" "TH" "threats";
    /// A vulnerability.
    VulnerabilityId "vulnerability" "VU" "vulnerabilities";
    /// A supplier.
    SupplierId "supplier" "SU" "suppliers";
    /// A review of a supplier.
    SupplierReviewId "supplier_review" "SR" "supplier-reviews";
    /// An incident.
    IncidentId "incident" "IN" "incidents";
    /// A change.
    ChangeId "change_request" "CH" "change-requests";
    /// An exception.
    ExceptionId "exception" "EX" "exceptions";

    /// An information security objective.
    ObjectiveId "objective" "OBJ" "objectives";
    /// A check-in on an objective.
    CheckInId "objective_check_in" "OCI" "objective-check-ins";
    /// A metric.
    MetricId "metric" "MET" "metrics";
    /// A measurement of a metric.
    MeasurementId "measurement" "MEA" "measurements";
    /// An audit programme.
    ProgrammeId "audit_programme" "AP" "audit-programmes";
    /// An internal audit.
    AuditId "audit" "AU" "audits";
    /// A finding of an internal audit.
    FindingId "audit_finding" "AF" "audit-findings";
    /// A management review.
    ReviewId "management_review" "MR" "management-reviews";
    /// A decision of a management review.
    DecisionId "review_decision" "MD" "review-decisions";
    /// An audit by the certification body.
    CertificationAuditId "certification_audit" "CAU" "certification-audits";
    /// A certificate.
    CertificateId "certificate" "CERT" "certificates";
    /// A nonconformity.
    NonconformityId "nonconformity" "NC" "nonconformities";
    /// A corrective action.
    CorrectiveActionId "corrective_action" "CAC" "corrective-actions";
    /// An entry of the retention schedule.
    RetentionId "retention_entry" "RET" "retention-schedule";
    /// Evidence of a deletion.
    DeletionId "deletion" "DEL" "deletions";
    /// A cryptographic key or certificate.
    KeyId "crypto_key" "KEY" "crypto-keys";
    /// A continuity plan of a system.
    ContinuityPlanId "continuity_plan" "BCP" "continuity-plans";
    /// A test of a continuity plan.
    ContinuityTestId "continuity_test" "BCT" "continuity-tests";
}
