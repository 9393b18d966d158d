//! 6.1.2 c: what is at risk, and whose risk it is.

use attesta_isms::Isms;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "risks-are-identified",
    headline: "Every risk says what is at risk, and has an owner who is there",
    checks: "Each risk in force concerns confidentiality, integrity or availability, and its owner is a person who is \
             there today, or a role that such a person holds.",
    why: "Only an owner can approve the treatment and accept what remains. A risk whose owner left is decided by nobody.",
    mend: "Name an owner who is there, and say whether confidentiality, integrity or availability is at risk.",
    turns: "The risk has an owner who is there today, and says what is at risk.",
    requirements: &["6.1.2.c1", "6.1.2.c2"],
    grade: MINOR,
    reads: &["risk", "person", "role", "role_assignment"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
",
    failing: "
people:
  - {number: PE-1, name: Ada, left_on: 2026-03-31}
scopes:
  - {number: S-1, name: Company, statement: Everything}
risks:
  - {title: Laptop stolen, scope: S-1, owner: PE-1, confidentiality: true}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut identified, mut owned) = (Sample::of("6.1.2.c1"), Sample::of("6.1.2.c2"));
    for risk in isms.risks.in_force() {
        let data = &risk.data;
        let concerns = data.confidentiality || data.integrity || data.availability;
        identified.judge(risk.id, &["confidentiality", "integrity", "availability"], concerns, || {
            let gap = format!(
                "“{}” says neither confidentiality nor integrity nor availability is at risk.",
                data.title
            );
            Verdict::minor("6.1.2.c1", gap)
                .at(risk.id, &["confidentiality", "integrity", "availability"])
                .amend(risk.id, "confidentiality")
        });
        match vacancy(isms, data.owner, today) {
            None => owned.good(risk.id, &["owner"]),
            Some(why) => {
                let gap = format!("Nobody owns “{}” on {today}: {why}.", data.title);
                owned.bad(Verdict::minor("6.1.2.c2", gap).at(risk.id, &["owner"]).amend(risk.id, "owner"));
            }
        }
    }
    identified.close(verdicts, "Risks say what is at risk.");
    owned.close(verdicts, "Risks have owners who are there.");
}
