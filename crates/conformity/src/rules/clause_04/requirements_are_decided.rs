//! 4.2 c: which requirements the ISMS addresses, and by what.

use attesta_isms::Isms;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "requirements-are-decided",
    headline: "For every requirement of a party it is decided whether the ISMS addresses it, and by what",
    checks: "Every requirement of an interested party says whether it is addressed. One that is leads to a control or \
             says how; one that is not says why.",
    why: "A requirement that is marked as addressed and leads nowhere is a promise that nobody keeps. Auditors follow \
          one such row from the party to the control.",
    mend: "Decide whether the ISMS addresses the requirement, and name the controls or say how.",
    turns: "The decision is recorded and leads to a control or an explanation.",
    requirements: &["4.2.c"],
    grade: MINOR,
    reads: &["party_requirement"],
    conforming: "
interested-parties:
  - {number: IP-1, name: Financial supervisor, kind: authority}
party-requirements:
  - {title: Operational resilience, party: IP-1, addressed: true, controls: [A.5.29, A.5.30]}
  - {title: Branch opening hours, party: IP-1, addressed: false, how: Concerns shops and no information}
",
    failing: "
interested-parties:
  - {number: IP-1, name: Financial supervisor, kind: authority}
party-requirements:
  - {title: Operational resilience, party: IP-1, addressed: true}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("4.2.c");
    for one in isms.requirements.in_force() {
        let said = says_something(one.data.how.as_ref());
        let leads = !one.data.controls.is_empty()
            || !one.data.own_controls.is_empty()
            || !one.data.documents.is_empty()
            || says_something(one.data.met_by.as_ref());
        let gap = match one.data.addressed {
            None => Some(("it is not decided whether the ISMS addresses it", "addressed")),
            Some(true) if !said && !leads => Some((
                "it is addressed through the ISMS, yet leads to no control and says not how",
                "controls",
            )),
            Some(false) if !said => Some(("it is not addressed, and no reason is given", "how")),
            Some(_) => None,
        };
        let Some((gap, field)) = gap else {
            sample.good(one.id, &["addressed", "how", "controls"]);
            continue;
        };
        let gap = format!("Requirement “{}”: {gap}.", one.data.title);
        sample.bad(
            Verdict::minor("4.2.c", gap).at(one.id, &["addressed", "how", "controls"]).amend(one.id, field),
        );
    }
    sample.close(verdicts, "Each requirement is decided, and leads to a control or an explanation.");
}
