//! 7.2: the competence that a role needs, and what its holders have.

use attesta_isms::{
    Isms,
    ids::{CompetenceId, HeldCompetenceId, PersonId},
    people::{CompetenceRequirement, Proficiency},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, is_there, person, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "competence-is-shown",
    headline: "Holders of roles have the competence that the organisation says the role needs",
    checks: "For each competence that a role must have, each holder who is there today: a held competence of at least that \
             level that is not over, or a participation under way or still due that is to give it.",
    why: "The organisation said itself what is needed; the auditor asks one holder for the proof.",
    mend: "Record what shows the competence, or plan the training that gives it.",
    turns: "The holder has the competence on record, or its training is planned.",
    requirements: &["7.2.a", "7.2.b", "7.2.d"],
    grade: MINOR,
    reads: &[
        "competence_requirement", "held_competence", "participation", "training", "role", "role_assignment", "person",
        "competence",
    ],
    conforming: "
people:
  - {number: PE-1, name: Ada}
roles:
  - {number: RO-1, name: Internal auditor}
role-assignments:
  - {role: RO-1, person: PE-1, begins_on: 2025-01-01}
competences:
  - {number: CO-1, name: Auditing}
competence-requirements:
  - {role: RO-1, competence: CO-1, level: intermediate, mandatory: true}
held-competences:
  - {person: PE-1, competence: CO-1, level: advanced, basis: [training], evidence: Certificate of the course, begins_on: 2024-05-01}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
roles:
  - {number: RO-1, name: Internal auditor}
role-assignments:
  - {role: RO-1, person: PE-1, begins_on: 2025-01-01}
competences:
  - {number: CO-1, name: Auditing}
competence-requirements:
  - {role: RO-1, competence: CO-1, level: intermediate, mandatory: true}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut needed, mut held, mut shown) = (Sample::of("7.2.a"), Sample::of("7.2.b"), Sample::of("7.2.d"));
    for need in isms.competence_requirements.in_force() {
        let Some(role) = isms.roles.get(need.data.role).filter(|role| !role.retired) else { continue };
        needed.good(need.id, &["role", "competence", "level"]);
        let holders = isms.holders(role.id, today);
        for holder in holders.into_iter().filter(|one| need.data.mandatory && is_there(isms, *one, today)) {
            let has = has_competence(isms, holder, need, today)
                || is_on_the_way(isms, holder, need.data.competence, today);
            held.judge(need.id, &["level"], has, || {
                let competence = isms.competences.get(need.data.competence);
                let competence = competence.map(|one| one.data.name.to_string()).unwrap_or_default();
                let gap = format!(
                    "{} holds the role {}, which needs the competence {competence}, and nothing shows it.",
                    person(isms, holder),
                    role.data.name
                );
                Verdict::minor("7.2.b", gap)
                    .at(need.id, &["level"])
                    .at(holder, &[])
                    .create::<HeldCompetenceId>()
            });
        }
    }
    for one in isms.held_competences.in_force().filter(|one| says_something(Some(&one.data.evidence))) {
        shown.good(one.id, &["evidence"]);
    }
    needed.close(verdicts, "The competence that roles need is determined.");
    held.close(verdicts, "Holders of roles have the competence, or are getting it.");
    shown.close(verdicts, "Evidence of competence is kept.");
}

fn rank(level: Proficiency) -> u8 {
    match level {
        Proficiency::Basic => 1,
        Proficiency::Intermediate => 2,
        Proficiency::Advanced => 3,
    }
}

fn has_competence(isms: &Isms, holder: PersonId, need: &Entity<CompetenceRequirement>, today: Date) -> bool {
    isms.held_competences.in_force().any(|one| {
        one.data.person == holder
            && one.data.competence == need.data.competence
            && rank(one.data.level) >= rank(need.data.level)
            && one.data.ends_on.is_none_or(|end| today <= end)
    })
}

/// Whether a training that gives the competence is under way, or planned for a day that is not past.
fn is_on_the_way(isms: &Isms, holder: PersonId, competence: CompetenceId, today: Date) -> bool {
    isms.participations.in_force().any(|one| {
        let gives =
            isms.trainings.get(one.data.training).is_some_and(|it| it.data.competences.contains(&competence));
        one.data.person == holder
            && gives
            && one.data.completed_on.is_none()
            && one.data.due.is_some_and(|due| today <= due)
    })
}
