//! 5.3: every role that the ISMS needs is described and held by somebody who is there.

use attesta_isms::Isms;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, is_there, person};

pub(crate) static RULE: Rule = Rule {
    name: "roles-are-held",
    headline: "Roles that must be filled are described, and held by somebody who is there",
    checks: "A role marked as one that must be filled has responsibilities and a holder today. No role is held only by \
             people who have left.",
    why: "A role without a holder is a task that nobody does; a holder who left shows that nobody noticed.",
    mend: "Assign the role to a person, or end the assignment of the one who left and name a successor.",
    turns: "Somebody who is there holds the role, and its responsibilities are described.",
    requirements: &["5.3-1"],
    grade: MINOR,
    reads: &["role", "role_assignment", "person"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
roles:
  - {number: RO-1, name: ISMS manager, responsibilities: Keeps the ISMS, mandatory: true}
role-assignments:
  - {role: RO-1, person: PE-1, begins_on: 2025-01-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada, left_on: 2026-06-30}
roles:
  - {number: RO-1, name: ISMS manager, responsibilities: Keeps the ISMS, mandatory: true}
role-assignments:
  - {role: RO-1, person: PE-1, begins_on: 2025-01-01}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("5.3-1");
    for role in isms.roles.in_force() {
        let holders = isms.holders(role.id, today);
        let name = &role.data.name;
        if role.data.mandatory && role.data.responsibilities.is_none() {
            let gap = format!("The role {name} must be filled, and its responsibilities are not described.");
            sample.bad(
                Verdict::minor("5.3-1", gap)
                    .at(role.id, &["responsibilities", "mandatory"])
                    .amend(role.id, "responsibilities"),
            );
        }
        if holders.iter().any(|one| is_there(isms, *one, today)) {
            sample.good(role.id, &["responsibilities"]);
        } else if let Some(gone) = holders.first() {
            let gap = format!(
                "The role {name} is held by {} only, who is not there on {today}.",
                person(isms, *gone)
            );
            let verdict = Verdict::minor("5.3-1", gap).at(role.id, &[]).at(*gone, &["joined_on", "left_on"]);
            sample.bad(verdict.create::<attesta_isms::ids::AssignmentId>());
        } else if role.data.mandatory {
            let gap = format!("The role {name} must be filled, and nobody holds it on {today}.");
            let verdict = Verdict::minor("5.3-1", gap).at(role.id, &["mandatory"]);
            sample.bad(verdict.create::<attesta_isms::ids::AssignmentId>());
        }
    }
    sample.close(verdicts, "Roles are described and held.");
}
