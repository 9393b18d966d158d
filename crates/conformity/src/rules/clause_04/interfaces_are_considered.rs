//! 4.3 c: interfaces and dependencies.

use attesta_isms::{Isms, controls::Operation};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, outermost};

pub(crate) static RULE: Rule = Rule {
    name: "interfaces-are-considered",
    headline: "Where others perform activities that the ISMS relies on, the scope names the interface",
    checks: "Controls that a supplier runs or shares in, against the interfaces and dependencies of the scopes. Raised \
             only where such controls exist and no scope names a single interface.",
    why: "A boundary that knows no interface, in an organisation that buys its operation elsewhere, is not the boundary \
          of that organisation.",
    mend: "Name in the scope with whom it meets and what crosses the boundary.",
    turns: "The scope names at least one interface or dependency.",
    requirements: &["4.3.c"],
    grade: MINOR,
    reads: &["scope", "control"],
    conforming: "
scopes:
  - number: S-1
    name: Company
    statement: Hosting of shop software
    interfaces:
      - {with: Cloud provider, what: Virtual machines, depends: true}
controls:
  - {title: Backup, status: implemented, operation: supplier, supplier: Cloud provider}
",
    failing: "
scopes:
  - {number: S-1, name: Company, statement: Hosting of shop software}
controls:
  - {title: Backup, status: implemented, operation: supplier, supplier: Cloud provider}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("4.3.c");
    for scope in isms.scopes.in_force().filter(|scope| !scope.data.interfaces.is_empty()) {
        sample.good(scope.id, &["interfaces"]);
    }
    let named = isms.scopes.in_force().any(|scope| !scope.data.interfaces.is_empty());
    let bought: Vec<_> =
        isms.controls.in_force().filter(|control| control.data.operation != Operation::Own).collect();
    if let (false, Some(first), Some(scope)) = (named, bought.first(), outermost(isms).first()) {
        let supplier = first.data.supplier.as_ref().map(ToString::to_string).unwrap_or_default();
        let gap = format!(
            "{} controls are run by or with suppliers, such as “{}” ({supplier}), and no scope names an interface.",
            bought.len(),
            first.data.title
        );
        let verdict =
            Verdict::minor("4.3.c", gap).at(*scope, &["interfaces"]).at(first.id, &["operation", "supplier"]);
        sample.bad(verdict.amend(*scope, "interfaces"));
    }
    sample.close(verdicts, "Interfaces and dependencies are named.");
}
