//! A version of the risk treatment plan (clauses 6.1.3 e and f): frozen when it is submitted, approved by the owners of
//! the risks that it treats.

use attesta_record::{Complaints, Entity, Fields, Record, Text, TypedId as _};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{ControlId, PersonId, PlanId, RiskId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType},
    risk::{ActionStatus, Risk},
};

/// Risk treatment plan
///
/// A version of the plan of a scope: what is done about which risk, by whom, until when. It is frozen when it is
/// submitted, and in force once every owner of a risk in it has approved.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = PlanId, plural = "Risk treatment plans", clause = "6.1.3 e")]
pub struct TreatmentPlan {
    /// Scope
    #[field(title, list, index)]
    pub scope: ScopeId,
    /// Version
    #[field(title, list)]
    pub version: Text,
    /// Status
    #[field(list, index, by_verb, default = "draft")]
    pub status: PlanStatus,
    /// What changed
    ///
    /// Against the version before, in a sentence.
    pub change_summary: Option<Text>,
    /// Submitted on
    #[field(list, by_verb)]
    pub submitted_on: Option<Date>,
    /// Actions
    ///
    /// As they stood when it was submitted.
    #[field(by_verb, group = "Plan")]
    pub actions: Vec<PlannedAction>,
    /// Approvals
    #[field(by_verb, group = "Approval")]
    pub approvals: Vec<Approval>,
    /// Approved on
    #[field(list, by_verb)]
    pub approved_on: Option<Date>,
}

/// Status of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, attesta_record::Choice)]
pub enum PlanStatus {
    /// Draft
    Draft,
    /// Submitted
    ///
    /// Waits for the owners of its risks.
    Submitted,
    /// Approved
    Approved,
    /// Superseded
    Superseded,
}

/// Planned action
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct PlannedAction {
    /// Risk
    pub risk: RiskId,
    /// Options
    pub options: Text,
    /// Action
    pub action: Option<Text>,
    /// Control
    pub control: Option<ControlId>,
    /// Owner
    pub owner: Option<Owner>,
    /// Due
    pub due: Option<Date>,
    /// Status
    pub status: Option<ActionStatus>,
}

/// Approval
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Approval {
    /// By
    pub person: PersonId,
    /// On
    pub on: Date,
    /// Remark
    pub remark: Option<Text>,
}

/// Submit
///
/// Freezes the treatments and actions of the scope as they are now, and asks the owners of the risks to approve.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct SubmitPlan {}

/// Approve
///
/// Approves the plan in your name, as an owner of risks in it.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApprovePlan {
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

impl TreatmentPlan {
    /// The risks of the plan none of whose owners, as of a day, has approved yet.
    pub fn waiting_for(&self, isms: &Isms, day: Date) -> Vec<RiskId> {
        let mut risks: Vec<RiskId> = self.actions.iter().map(|action| action.risk).collect();
        risks.sort_unstable();
        risks.dedup();
        let approved = |risk: &RiskId| {
            let owners = isms.owners_of(*risk, day);
            self.approvals.iter().any(|approval| owners.contains(&approval.person))
        };
        risks.retain(|risk| !approved(risk));
        risks
    }
}

impl Concept for TreatmentPlan {
    const VERBS: &'static [VerbType] = &[VerbType::of::<SubmitPlan>(), VerbType::of::<ApprovePlan>()];

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != PlanStatus::Draft)
            .then_some("A plan that was submitted never changes. Write a new version.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        if on.data.status != PlanStatus::Submitted {
            return Vec::new();
        }
        let waiting: Vec<String> =
            on.data.waiting_for(isms, today).iter().map(|risk| risk.number()).collect();
        vec![Note::warn(format!("Waits for the owners of {}", waiting.join(", ")))]
    }
}

impl Isms {
    /// The people who own a risk on a day.
    pub fn owners_of(&self, risk: RiskId, day: Date) -> Vec<PersonId> {
        let owner = self.risks.get(risk).and_then(|risk| risk.data.owner);
        owner.map(|owner| self.people_of(owner, day)).unwrap_or_default()
    }

    /// Whether a scope is the other or a part of it.
    pub fn lies_in(&self, scope: ScopeId, outer: ScopeId) -> bool {
        self.scope_and_parents(scope).any(|one| one.id == outer)
    }

    /// The treatments and actions of a scope and its parts, a row each; a treatment without actions has a row too.
    pub fn planned(&self, scope: ScopeId) -> Vec<PlannedAction> {
        let mut rows = Vec::new();
        let treated =
            self.treatments.in_force().filter_map(|one| Some((one, self.risks.get(one.data.risk)?)));
        for (treatment, risk) in
            treated.filter(|(_, risk)| !risk.retired && self.lies_in(risk.data.scope, scope))
        {
            let options: Vec<&str> =
                treatment.data.options.iter().map(attesta_record::Choice::label).collect();
            let row = PlannedAction {
                risk: risk.id,
                options: Text::from(options.join(", ")),
                action: None,
                control: None,
                owner: risk.data.owner,
                due: None,
                status: None,
            };
            let actions = self.links().actions.get(&treatment.id).into_iter().flatten();
            let actions = actions.filter_map(|action| self.treatment_actions.get(*action));
            let before = rows.len();
            rows.extend(actions.map(|action| PlannedAction {
                action: Some(action.data.title.clone()),
                control: action.data.control,
                owner: Some(action.data.owner),
                due: Some(action.data.due),
                status: Some(action.data.status),
                ..row.clone()
            }));
            if rows.len() == before {
                rows.push(row);
            }
        }
        rows
    }
}

impl Verb for SubmitPlan {
    type On = TreatmentPlan;
    const NAME: &'static str = "submit";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<TreatmentPlan>, _: &Isms) -> bool {
        on.data.status == PlanStatus::Draft
    }

    fn apply(self, on: &Entity<TreatmentPlan>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let actions = act.isms.planned(on.data.scope);
        let mut complaints = Complaints::default();
        if actions.is_empty() {
            complaints.add("", "No risk of this scope has a treatment yet. There is nothing to plan.");
        }
        let mut ownerless: Vec<&Entity<Risk>> = actions
            .iter()
            .filter(|action| act.isms.owners_of(action.risk, act.today).is_empty())
            .filter_map(|action| act.isms.risks.get(action.risk))
            .collect();
        ownerless.dedup_by_key(|risk| risk.id);
        for risk in ownerless {
            let number = risk.id.number();
            complaints.add("", format!("{number} {} has no owner today who could approve.", risk.data.title));
        }
        complaints.into_result()?;
        let plan = TreatmentPlan {
            status: PlanStatus::Submitted,
            submitted_on: Some(act.today),
            actions,
            ..on.data.clone()
        };
        edits.amend(on, &plan);
        Ok(())
    }
}

impl Verb for ApprovePlan {
    type On = TreatmentPlan;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<TreatmentPlan>, _: &Isms) -> bool {
        on.data.status == PlanStatus::Submitted
    }

    fn apply(self, on: &Entity<TreatmentPlan>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let mut plan = on.data.clone();
        let mine = |risk: &RiskId| act.isms.owners_of(*risk, act.today).contains(&person);
        if !plan.waiting_for(act.isms, act.today).iter().any(mine) {
            return Err(Complaints::general(
                "You own no risk of this plan that still waits for approval. Only the owners of its risks approve it.",
            ));
        }
        plan.approvals.push(Approval { person, on: act.today, remark: self.remark });
        if plan.waiting_for(act.isms, act.today).is_empty() {
            plan.status = PlanStatus::Approved;
            plan.approved_on = Some(act.today);
            for other in act.isms.treatment_plans.iter() {
                if other.data.scope == plan.scope && other.data.status == PlanStatus::Approved {
                    edits.amend(
                        other,
                        &TreatmentPlan { status: PlanStatus::Superseded, ..other.data.clone() },
                    );
                }
            }
        }
        edits.amend(on, &plan);
        Ok(())
    }
}
