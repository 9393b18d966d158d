//! The risk treatment plan (6.1.3 e and f): a version as it was submitted, with its approvals, or the treatments and
//! actions of the records of a day.

use attesta_isms::{
    Isms,
    ids::{RiskId, ScopeId},
    risk::{ActionStatus, PlanStatus, PlannedAction, TreatmentPlan},
};
use attesta_record::{Choice as _, Entity, TypedId as _};

use crate::{
    asked::{Basis, Refused, version_named},
    names::{self, listed, to},
    report::{Cell, Fact, Part, Report, Section, Table},
};

/// The version of a name.
pub(crate) fn version<'a>(
    isms: &'a Isms,
    scope: Option<ScopeId>,
    named: &str,
) -> Result<&'a Entity<TreatmentPlan>, Refused> {
    let versions = isms.treatment_plans.iter().map(|one| (one, one.data.scope, &one.data.version));
    version_named(isms, versions, scope, named)
}

/// The plan of a version, or of the records. A version that is a draft has no rows of its own yet: they follow from the
/// records.
pub(crate) fn plan(
    basis: Basis<'_>,
    scope: Option<ScopeId>,
    version: Option<&Entity<TreatmentPlan>>,
) -> Report {
    let isms = basis.isms;
    let scope = version.map(|one| one.data.scope).or(scope);
    let frozen = version.filter(|one| one.data.status != PlanStatus::Draft);
    let actions = frozen.map_or_else(|| planned(isms, scope), |one| one.data.actions.clone());
    let mut sections = vec![table(basis, &actions, frozen.is_some())];
    sections.extend(frozen.map(|one| approvals(basis, &one.data)));
    let edition = version.map_or_else(|| format!("draft {}", basis.day), |one| one.data.version.to_string());
    Report {
        title: "Risk treatment plan".to_owned(),
        organisation: basis.organisation(),
        classification: None,
        day: frozen.and_then(|one| one.data.approved_on.or(one.data.submitted_on)).unwrap_or(basis.day),
        edition,
        facts: facts(basis, scope, version, &actions),
        sections,
    }
}

/// The rows of a scope and its parts; of all scopes where none is named.
fn planned(isms: &Isms, scope: Option<ScopeId>) -> Vec<PlannedAction> {
    let outermost =
        || isms.scopes.in_force().filter(|scope| scope.data.parent.is_none()).map(|scope| scope.id);
    let scopes: Vec<ScopeId> = scope.map_or_else(|| outermost().collect(), |scope| vec![scope]);
    scopes.into_iter().flat_map(|scope| isms.planned(scope)).collect()
}

fn facts(
    basis: Basis<'_>,
    scope: Option<ScopeId>,
    version: Option<&Entity<TreatmentPlan>>,
    actions: &[PlannedAction],
) -> Vec<Fact> {
    let mut facts = vec![basis.scope_fact(scope)];
    match version.map(|one| &one.data) {
        Some(plan) => facts.extend([
            Fact::new("Version", plan.version.to_string()),
            Fact::new("Status", plan.status.label()),
            Fact::new("Submitted on", plan.submitted_on),
            Fact::new("Approved on", plan.approved_on),
            Fact::new("What changed", plan.change_summary.as_ref()),
        ]),
        None => {
            facts.push(Fact::new("Version", format!("Draft as of {}", basis.day.strftime("%-d %B %Y"))));
        }
    }
    let mut risks: Vec<RiskId> = actions.iter().map(|action| action.risk).collect();
    risks.sort_unstable();
    risks.dedup();
    facts.push(Fact::new("Risks treated", risks.len()));
    facts.push(Fact::new("Actions", actions.iter().filter(|action| action.action.is_some()).count()));
    facts.extend(basis.facts(version.is_some_and(|one| one.data.status != PlanStatus::Draft)));
    facts.push(Fact::new("Standard", "ISO/IEC 27001:2022, clauses 6.1.3 e and 6.1.3 f"));
    facts
}

fn table(basis: Basis<'_>, actions: &[PlannedAction], frozen: bool) -> Section {
    let columns = [
        ("Number", 9),
        ("Risk", 30),
        ("Options", 12),
        ("Action", 36),
        ("Control", 24),
        ("Owner", 18),
        ("Due", 11),
        ("Status", 12),
    ];
    let mut table = Table { main: true, ..Table::new("Treatments and actions", &columns) };
    table.rows.extend(actions.iter().map(|action| {
        vec![
            Cell::from(action.risk.number()),
            Cell::from(names::title(basis.isms, to(action.risk))),
            Cell::from(action.options.as_str()),
            Cell::from(action.action.as_ref()),
            Cell::from(listed(basis.isms, action.control.into_iter().map(to))),
            names::owner(basis.isms, action.owner),
            Cell::from(action.due),
            status(basis, action, frozen),
        ]
    }));
    Section { heading: "Treatments and actions".to_owned(), parts: vec![Part::Table(table)] }
}

/// The status of an action. What was frozen says nothing of the days that came later.
fn status(basis: Basis<'_>, action: &PlannedAction, frozen: bool) -> Cell {
    let Some(status) = action.status else { return Cell::Nothing };
    let late = status == ActionStatus::Open && action.due.is_some_and(|due| due < basis.day);
    if late && !frozen { Cell::from("Open, overdue") } else { Cell::from(status.label()) }
}

/// Who approved it, and for whose approval it waits.
fn approvals(basis: Basis<'_>, plan: &TreatmentPlan) -> Section {
    let mut table = Table::new("Approvals", &[("Approved by", 24), ("On", 12), ("Remark", 60)]);
    table.rows.extend(plan.approvals.iter().map(|one| {
        vec![names::person(basis.isms, one.person), Cell::Day(one.on), Cell::from(one.remark.as_ref())]
    }));
    let mut parts = vec![Part::Table(table)];
    let waiting = plan.waiting_for(basis.isms, basis.day);
    if plan.status == PlanStatus::Submitted && !waiting.is_empty() {
        let risks = waiting.iter().map(|risk| risk.number()).collect::<Vec<_>>().join(", ");
        parts.push(Part::Text(format!("It waits for the owners of {risks}.")));
    }
    Section { heading: "Approvals of the owners of the risks".to_owned(), parts }
}
