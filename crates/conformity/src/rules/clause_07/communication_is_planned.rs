//! 7.4: what is communicated, when, with whom and how.

use attesta_isms::Isms;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, late, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "communication-is-planned",
    headline: "The communication plan says on what, when, with whom and how, and is carried out",
    checks: "Every entry of the plan names an audience or a party; a planned day that has passed is raised, up to thirty \
             days late as advice.",
    why: "When an authority must be told within a day, the plan must say by whom and how.",
    mend: "Name whom the entry is for; carry it out or set its next day.",
    turns: "The entry names its audience, and its next day lies ahead.",
    requirements: &["7.4.a", "7.4.b", "7.4.c", "7.4.d"],
    grade: MINOR,
    reads: &["communication"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
communications:
  - {topic: State of security, side: internal, audience: All staff, timing: Each quarter, channel: Assembly, owner: PE-1, next_on: 2027-01-15}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
communications:
  - {topic: State of security, side: internal, timing: Each quarter, channel: Assembly, owner: PE-1}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut samples = ["7.4.a", "7.4.d"].map(Sample::of);
    let (mut when, mut whom) = (Sample::of("7.4.b"), Sample::of("7.4.c"));
    for one in isms.communications.in_force() {
        for sample in &mut samples {
            sample.good(one.id, &["topic", "channel"]);
        }
        let named = says_something(one.data.audience.as_ref()) || one.data.party.is_some();
        whom.judge(one.id, &["audience", "party"], named, || {
            let gap = format!("The plan does not say with whom “{}” is communicated.", one.data.topic);
            Verdict::minor("7.4.c", gap).at(one.id, &["audience", "party"]).amend(one.id, "audience")
        });
        match one.data.next_on.and_then(|due| late(due, today).map(|outcome| (due, outcome))) {
            None => when.good(one.id, &["timing", "next_on"]),
            Some((due, outcome)) => {
                let gap = format!("“{}” was to be communicated on {due}, and was not.", one.data.topic);
                when.bad(
                    Verdict::new(outcome, "7.4.b", gap).at(one.id, &["next_on"]).amend(one.id, "next_on"),
                );
            }
        }
    }
    for sample in samples {
        sample.close(verdicts, "The communication plan says so.");
    }
    when.close(verdicts, "The plan says when, and no day has passed.");
    whom.close(verdicts, "The plan says with whom.");
}
