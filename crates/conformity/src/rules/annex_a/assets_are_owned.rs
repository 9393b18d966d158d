//! A.5.9: assets have owners who are there, and the inventory is reviewed.

use attesta_isms::{Isms, assets::AssetStatus};
use jiff::civil::Date;

use crate::kit::{MINOR, Outcome, Rule, Sample, Verdict, Verdicts, late, vacancy};

pub(crate) static RULE: Rule = Rule {
    name: "assets-are-owned",
    headline: "Assets in use have an owner who is there, and are reviewed by their day",
    checks: "Assets in use whose owner has left or whose owning role is vacant; assets without any owner while others have \
             one; review days that passed. Where no asset has an owner, owners are kept elsewhere.",
    why: "An asset of somebody who left is patched, returned and deleted by nobody.",
    mend: "Name an owner who is there.",
    turns: "The asset has an owner who is there.",
    requirements: &["A.5.9"],
    grade: MINOR,
    reads: &["asset", "person", "role", "role_assignment"],
    conforming: "
people:
  - {number: PE-1, name: Ada}
assets:
  - {name: Shop, kind: software, owner: PE-1}
",
    failing: "
people:
  - {number: PE-1, name: Ada}
  - {number: PE-2, name: Grace, left_on: 2026-01-31}
assets:
  - {name: Shop, kind: software, owner: PE-1}
  - {name: Warehouse, kind: software, owner: PE-2}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let mut sample = Sample::of("A.5.9");
    let kept = isms.assets.in_force().any(|asset| asset.data.owner.is_some());
    for asset in isms.assets.in_force().filter(|asset| kept && asset.data.status == AssetStatus::InUse) {
        let name = &asset.data.name;
        if let Some(why) = vacancy(isms, asset.data.owner, today) {
            let gap = format!("Nobody owns the asset {name} on {today}: {why}.");
            sample.bad(Verdict::minor("A.5.9", gap).at(asset.id, &["owner"]).amend(asset.id, "owner"));
            continue;
        }
        match asset.data.review_on.and_then(|due| late(due, today).map(|outcome: Outcome| (due, outcome))) {
            None => sample.good(asset.id, &["owner"]),
            Some((due, outcome)) => {
                let gap = format!("The asset {name} was to be reviewed by {due}.");
                sample.bad(
                    Verdict::new(outcome, "A.5.9", gap)
                        .at(asset.id, &["review_on"])
                        .amend(asset.id, "review_on"),
                );
            }
        }
    }
    sample.close(verdicts, "Assets have owners who are there.");
}
