//! 6.1.3 e and f: the treatment plan, approved by the owners of its risks.

use attesta_isms::{
    Isms,
    ids::{PlanId, RiskId},
    risk::PlanStatus,
};
use attesta_record::TypedId as _;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, listed, unchanged_since};

pub(crate) static RULE: Rule = Rule {
    name: "plan-is-approved-by-owners",
    headline: "The treatment plan in force is approved by the owners of all its risks",
    checks: "Every approved plan, risk by risk: an owner of the risk on the day of approval is among those who approved.",
    why: "The standard wants the approval of each risk's owner, not of whoever keeps the plan.",
    mend: "Submit a new version of the plan and let the missing owners approve it.",
    turns: "Every owner of a risk in the plan has approved it.",
    requirements: &["6.1.3.e", "6.1.3.f1"],
    grade: MINOR,
    reads: &["treatment_plan", "risk", "person", "role", "role_assignment"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
treatments:
  - {risk: R-1, options: [modify], necessary: [A.8.24]}
treatment-plans:
  - scope: S-1
    version: '1'
    status: approved
    approved_on: 2026-02-01
    actions: [{risk: R-1, options: Modify, action: Encrypt disks, owner: PE-1, due: 2026-12-01}]
    approvals: [{person: PE-1, on: 2026-02-01}]
acceptances:
  - {risk: R-1, accepted_on: 2026-02-01, accepted_by: PE-1, authority: PE-1, until: 2027-02-01, reason: Low enough, options: [modify], necessary: [A.8.24]}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
  - {number: PE-2, name: Grace}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {number: R-1, title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
treatments:
  - {risk: R-1, options: [modify], necessary: [A.8.24]}
treatment-plans:
  - scope: S-1
    version: '1'
    status: approved
    approved_on: 2026-02-01
    actions: [{risk: R-1, options: Modify, action: Encrypt disks, owner: PE-1, due: 2026-12-01}]
    approvals: [{person: PE-2, on: 2026-02-01}]
acceptances:
  - {risk: R-1, accepted_on: 2026-02-01, accepted_by: PE-1, authority: PE-1, until: 2027-02-01, reason: Low enough, options: [modify], necessary: [A.8.24]}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut plans, mut approved) = (Sample::of("6.1.3.e"), Sample::of("6.1.3.f1"));
    for plan in isms.treatment_plans.in_force().filter(|one| one.data.status == PlanStatus::Approved) {
        plans.good(plan.id, &["actions"]);
        let day = plan.data.approved_on.unwrap_or(today);
        // A risk that changed since may have had another owner then, who approved.
        let known = |risk: &&RiskId| {
            isms.risks.get(**risk).is_some_and(|risk| risk.data.owner.is_some() && unchanged_since(risk, day))
        };
        let waiting = plan.data.waiting_for(isms, day);
        let unapproved: Vec<String> = waiting.iter().filter(known).map(|risk| risk.number()).collect();
        approved.judge(plan.id, &["approvals"], unapproved.is_empty(), || {
            let gap = format!(
                "The risk treatment plan {} is in force without the approval of the owners of {}.",
                plan.data.version,
                listed(&unapproved)
            );
            Verdict::minor("6.1.3.f1", gap).at(plan.id, &["approvals", "actions"]).create::<PlanId>()
        });
    }
    plans.close(verdicts, "A risk treatment plan is in force.");
    approved.close(verdicts, "The owners of its risks approved the treatment plan.");
}
