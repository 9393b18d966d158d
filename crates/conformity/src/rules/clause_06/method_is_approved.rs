//! 6.1.2: a risk assessment process, approved and in use.

use std::collections::BTreeMap;

use attesta_isms::{Isms, ids::ScopeId, risk::MethodStatus};
use attesta_record::TypedId as _;
use jiff::civil::Date;

use crate::kit::{MAJOR, Outcome, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "method-is-approved",
    headline: "Risks are assessed by a method that is approved",
    checks: "Each scope in which risks have levels has an approved version of a risk method, its own or an inherited \
             one. The approved version names its approver and the day.",
    why: "Levels without approved criteria mean what the assessor happened to think on the day.",
    mend: "Write down scales, matrix and acceptance in a version of a risk method, and approve it.",
    turns: "A version of a method is approved for the scope.",
    requirements: &["6.1.2-1", "6.1.2-doc"],
    grade: MAJOR,
    reads: &["risk_method", "risk_method_version", "risk", "scope"],
    conforming: include_str!("examples/method.yaml"),
    failing: "
scopes:
  - {number: S-1, name: Company, statement: Everything}
people:
  - {number: PE-1, name: Ada}
risks:
  - {number: R-1, title: Ransomware, scope: S-1, owner: PE-1, availability: true, likelihood: 2, consequence: 2, level: 2, assessed_on: 2026-03-01}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut process, mut documented) = (Sample::of("6.1.2-1"), Sample::of("6.1.2-doc"));
    let mut assessed: BTreeMap<ScopeId, Vec<_>> = BTreeMap::new();
    for risk in isms.risks.in_force().filter(|risk| risk.data.level.is_some()) {
        assessed.entry(risk.data.scope).or_default().push(risk.id);
    }
    let some = isms.method_versions.in_force().next().is_some();
    for (scope, risks) in assessed {
        if let Some(method) = isms.method_in_force(scope) {
            process.good(method.id, &["status"]);
            continue;
        }
        let name = isms.scopes.get(scope).map_or_else(|| scope.number(), |one| one.data.name.to_string());
        let gap =
            format!("{} risks of {name} have a level, and no risk method is approved for it.", risks.len());
        let outcome = if some { Outcome::Minor } else { Outcome::Major };
        let mut verdict = Verdict::new(outcome, "6.1.2-1", gap).at(scope, &[]);
        if let Some(first) = risks.first() {
            verdict = verdict.at(*first, &["level", "method_version"]);
        }
        process.bad(verdict.create::<attesta_isms::ids::MethodVersionId>());
    }
    for version in isms.method_versions.in_force().filter(|one| one.data.status == MethodStatus::Approved) {
        let named = version.data.approved_by.is_some() && version.data.approved_on.is_some();
        documented.judge(version.id, &["approved_by", "approved_on"], named, || {
            let gap = format!(
                "Version {} of the risk method is in force, and it is not recorded who approved it and when.",
                version.data.version
            );
            Verdict::minor("6.1.2-doc", gap)
                .at(version.id, &["approved_by", "approved_on"])
                .create::<attesta_isms::ids::MethodVersionId>()
        });
    }
    process.close(verdicts, "Risks are assessed by an approved method.");
    documented.close(verdicts, "The risk assessment process is documented and approved.");
}
