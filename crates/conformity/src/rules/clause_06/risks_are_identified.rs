//! 6.1.2 c: what is at risk, and whose risk it is.

use attesta_isms::{Isms, risk::Risk};
use attesta_record::Entity;
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
    // A register that never says it may say it elsewhere: in the title, in the method.
    let kept = isms.risks.in_force().any(concerns_information);
    if !kept && let Some(first) = isms.risks.in_force().next() {
        let ask = "Which of confidentiality, integrity and availability each risk concerns: no risk says so in its fields.";
        verdicts.say(Verdict::cannot_tell("6.1.2.c1", ask).at(first.id, &["confidentiality"]));
    }
    for risk in isms.risks.in_force() {
        let data = &risk.data;
        let concerns = !kept || concerns_information(risk);
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
    if kept {
        identified.close(verdicts, "Risks say what is at risk.");
    }
    owned.close(verdicts, "Risks have owners who are there.");
}

/// Whether a risk says what of information it concerns.
fn concerns_information(risk: &Entity<Risk>) -> bool {
    risk.data.confidentiality || risk.data.integrity || risk.data.availability
}
