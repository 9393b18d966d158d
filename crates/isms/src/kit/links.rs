//! Who belongs to whom, read backwards: made at first need, thrown away when the snapshot changes.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::{
    Isms,
    evidence::Shown,
    ids::{
        AcceptanceId, ActionId, AssignmentId, CheckInId, CompetenceId, ContinuityPlanId, ContinuityTestId,
        ControlId, CorrectiveActionId, EvidenceId, FindingId, HeldCompetenceId, MeasurementId, MetricId,
        NonconformityId, ObjectiveId, ParticipationId, PersonId, RiskId, RoleId, ScopeId, SoaEntryId,
        SupplierId, SupplierReviewId, ThreatId, TrainingId, TreatmentId,
    },
    kit::AnyControl,
};

/// Backward links between records in force.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The treatment of a risk.
    pub treatment: HashMap<RiskId, TreatmentId>,
    /// The latest acceptance of a risk.
    pub acceptance: HashMap<RiskId, AcceptanceId>,
    /// The actions of a treatment.
    pub actions: HashMap<TreatmentId, Vec<ActionId>>,
    /// The assignments of a role.
    pub assignments: HashMap<RoleId, Vec<AssignmentId>>,
    /// The row of a control in a scope.
    pub soa: HashMap<(ScopeId, AnyControl), SoaEntryId>,
    /// The organisation's own controls that implement a control.
    pub implementing: HashMap<AnyControl, Vec<ControlId>>,
    /// The evidence that shows something.
    pub evidence: HashMap<Shown, Vec<EvidenceId>>,
    /// The threats that risks name.
    pub threats_of_risks: HashSet<ThreatId>,
    /// The latest review of a supplier.
    pub supplier_review: HashMap<SupplierId, SupplierReviewId>,
    /// The latest participation of a person in a training.
    pub participation: HashMap<(PersonId, TrainingId), ParticipationId>,
    /// What a person was found to have of a competence.
    pub held: HashMap<(PersonId, CompetenceId), Vec<HeldCompetenceId>>,
    /// The last check-in on an objective.
    pub check_in: HashMap<ObjectiveId, CheckInId>,
    /// The last measurement of a metric.
    pub measurement: HashMap<MetricId, MeasurementId>,
    /// The nonconformity that was raised from a finding.
    pub nonconformity: HashMap<FindingId, NonconformityId>,
    /// The corrective actions against a nonconformity.
    pub corrective_actions: HashMap<NonconformityId, Vec<CorrectiveActionId>>,
    /// The last test of a continuity plan.
    pub continuity_test: HashMap<ContinuityPlanId, ContinuityTestId>,
}

/// The last of several for each: by day, then by number.
fn last<K: Eq + std::hash::Hash, I: Copy + Ord>(all: impl Iterator<Item = (K, Date, I)>) -> HashMap<K, I> {
    let mut found: HashMap<K, (Date, I)> = HashMap::new();
    for (key, day, id) in all {
        let best = found.entry(key).or_insert((day, id));
        *best = (*best).max((day, id));
    }
    found.into_iter().map(|(key, (_, id))| (key, id)).collect()
}

impl Links {
    /// The links of a snapshot.
    pub(crate) fn of(isms: &Isms) -> Self {
        let mut links = Self::default();
        for one in isms.treatments.in_force() {
            links.treatment.entry(one.data.risk).or_insert(one.id);
        }
        for one in isms.acceptances.in_force() {
            links.acceptance.insert(one.data.risk, one.id);
        }
        for one in isms.treatment_actions.in_force() {
            links.actions.entry(one.data.treatment).or_default().push(one.id);
        }
        for one in isms.assignments.in_force() {
            links.assignments.entry(one.data.role).or_default().push(one.id);
        }
        for one in isms.soa_entries.in_force() {
            if let Some(control) = one.data.about() {
                links.soa.insert((one.data.scope, control), one.id);
            }
        }
        for one in isms.controls.in_force() {
            for control in one.data.implemented() {
                links.implementing.entry(control).or_default().push(one.id);
            }
        }
        for one in isms.evidence.in_force() {
            for shown in &one.data.shows {
                links.evidence.entry(*shown).or_default().push(one.id);
            }
        }
        links.add_people(isms);
        links.add_performance(isms);
        links.threats_of_risks = isms.risks.in_force().flat_map(|one| &one.data.threats).copied().collect();
        let mut reviews: Vec<_> = isms.supplier_reviews.in_force().collect();
        reviews.sort_by_key(|one| (one.data.reviewed_on, one.id));
        links.supplier_review = reviews.into_iter().map(|one| (one.data.supplier, one.id)).collect();
        links
    }

    fn add_people(&mut self, isms: &Isms) {
        for one in isms.participations.in_force() {
            self.participation.insert((one.data.person, one.data.training), one.id);
        }
        for one in isms.held_competences.in_force() {
            self.held.entry((one.data.person, one.data.competence)).or_default().push(one.id);
        }
    }

    fn add_performance(&mut self, isms: &Isms) {
        let check_ins = isms.check_ins.in_force();
        self.check_in = last(check_ins.map(|one| (one.data.objective, one.data.checked_on, one.id)));
        let measurements = isms.measurements.in_force();
        self.measurement = last(measurements.map(|one| (one.data.metric, one.data.measured_on, one.id)));
        let tests = isms.continuity_tests.in_force();
        self.continuity_test = last(tests.map(|one| (one.data.plan, one.data.tested_on, one.id)));
        for one in isms.nonconformities.in_force() {
            if let Some(finding) = one.data.finding {
                self.nonconformity.entry(finding).or_insert(one.id);
            }
        }
        for one in isms.corrective_actions.in_force() {
            self.corrective_actions.entry(one.data.nonconformity).or_default().push(one.id);
        }
    }
}
