//! 4.3: the scope as documented information, with reasons for what is left out.

use attesta_isms::{Isms, ids::ScopeId};
use jiff::civil::Date;

use crate::kit::{MAJOR, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "scope-is-stated",
    headline: "The scope is stated, and what is left out has a reason",
    checks: "A scope for which a Statement of Applicability is approved says what it covers, itself or in the scope it \
             is part of. Each exclusion has a reason.",
    why: "The certificate repeats the scope. Without a statement nobody can tell what was assessed, audited and certified.",
    mend: "Write the scope statement: activities, places, systems and people that are covered.",
    turns: "The scope, or one that it is part of, has a statement; each exclusion a reason.",
    requirements: &["4.3-1", "4.3-doc"],
    grade: MAJOR,
    reads: &["scope", "soa_version"],
    conforming: "
scopes:
  - {number: S-1, name: Company, statement: Hosting of shop software at both sites}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company}
soa-versions:
  - {scope: S-1, version: '1', status: approved, approved_by: PE-1, approved_on: 2026-01-10}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let (mut bounds, mut documented) = (Sample::of("4.3-1"), Sample::of("4.3-doc"));
    for scope in isms.scopes.in_force() {
        for exclusion in &scope.data.exclusions {
            if !says_something(Some(&exclusion.reason)) {
                let gap =
                    format!("“{}” is left out of {} without a reason.", exclusion.what, scope.data.name);
                bounds.bad(
                    Verdict::minor("4.3-1", gap).at(scope.id, &["exclusions"]).amend(scope.id, "exclusions"),
                );
            }
        }
        if is_stated(isms, scope.id) {
            bounds.good(scope.id, &["statement", "exclusions"]);
            documented.good(scope.id, &["statement"]);
        } else if let Some(soa) = isms.approved_soa(scope.id) {
            let gap = format!(
                "{} says nowhere what it covers, although version {} of its Statement of Applicability is approved.",
                scope.data.name, soa.data.version
            );
            let verdict = Verdict::major("4.3-doc", gap).at(scope.id, &["statement"]).at(soa.id, &["status"]);
            documented.bad(verdict.amend(scope.id, "statement"));
        }
    }
    bounds.close(verdicts, "The boundaries are stated.");
    documented.close(verdicts, "The scope is documented.");
}

fn is_stated(isms: &Isms, scope: ScopeId) -> bool {
    isms.scope_and_parents(scope).any(|one| says_something(one.data.statement.as_ref()))
}
