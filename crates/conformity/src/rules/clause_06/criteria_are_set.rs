//! 6.1.2 a: criteria for accepting risks and for assessing them.

use attesta_isms::{
    Isms,
    risk::{Acceptance, MethodStatus, MethodVersion},
};
use attesta_record::Entity;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, is_there, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "criteria-are-set",
    headline: "The method in force says who may accept what, and what its levels mean",
    checks: "In every approved method version: each level of risk says who accepts it, and a role that is named there is \
             held by somebody today. Each scale describes at least what one of its levels means, in its own wording or \
             in that of a criterion.",
    why: "Without criteria two assessors come to two results; an acceptance by a role that nobody holds cannot be given.",
    mend: "Describe the levels, name who accepts each, and fill the role.",
    turns: "A version with described levels is approved, and the accepting role is held.",
    requirements: &["6.1.2.a1", "6.1.2.a2"],
    grade: MINOR,
    reads: &["risk_method_version", "role", "role_assignment", "person"],
    conforming: include_str!("examples/method.yaml"),
    failing: include_str!("examples/method_role_vacant.yaml"),
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut acceptance, mut scales) = (Sample::of("6.1.2.a1"), Sample::of("6.1.2.a2"));
    for version in isms.method_versions.in_force().filter(|one| one.data.status == MethodStatus::Approved) {
        let name = &version.data.version;
        match unaccepted(isms, version, today) {
            None => acceptance.good(version.id, &["levels"]),
            Some(why) => {
                let gap = format!("Version {name} of the risk method: {why}.");
                acceptance.bad(
                    Verdict::minor("6.1.2.a1", gap)
                        .at(version.id, &["levels"])
                        .create::<attesta_isms::ids::AssignmentId>(),
                );
            }
        }
        let data = &version.data;
        let criteria = data.criteria.iter().any(|one| says_something(one.wording.as_ref()));
        let likelihood =
            data.likelihoods.iter().any(|one| one.per_year.is_some() || says_something(one.wording.as_ref()));
        let consequence =
            criteria || data.consequences.iter().any(|one| says_something(one.wording.as_ref()));
        scales.judge(
            version.id,
            &["likelihoods", "consequences", "criteria"],
            likelihood && consequence,
            || {
                let scale = if likelihood { "consequence" } else { "likelihood" };
                let gap = format!(
                    "Version {name} of the risk method says of no level of its {scale} scale what it means."
                );
                Verdict::minor("6.1.2.a2", gap)
                    .at(version.id, &["likelihoods", "consequences", "criteria"])
                    .create::<attesta_isms::ids::MethodVersionId>()
            },
        );
    }
    acceptance.close(verdicts, "The method says who may accept which level.");
    scales.close(verdicts, "The method describes its scales.");
}

fn unaccepted(isms: &Isms, version: &Entity<MethodVersion>, today: Date) -> Option<String> {
    if version.data.levels.is_empty() {
        return Some("it names no level of risk, and so nobody who may accept one".to_owned());
    }
    version.data.levels.iter().find_map(|level| match (level.acceptance, level.role) {
        (Acceptance::Role, None) => {
            Some(format!("level {} is accepted by a role that it does not name", level.name))
        }
        (Acceptance::Role, Some(role))
            if !isms.holders(role, today).iter().any(|one| is_there(isms, *one, today)) =>
        {
            let role = isms.roles.get(role).map(|role| role.data.name.to_string()).unwrap_or_default();
            Some(format!(
                "level {} is accepted by the role {role}, which nobody holds on {today}",
                level.name
            ))
        }
        _ => None,
    })
}
