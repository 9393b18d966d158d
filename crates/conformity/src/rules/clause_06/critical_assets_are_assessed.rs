//! 6.1.2 c 1, for those who assess by asset: no critical asset without a risk.

use std::collections::HashSet;

use attesta_isms::{
    Isms,
    assets::AssetStatus,
    ids::{AssetId, RiskId},
    kit::Grade,
    risk::Approach,
};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts};

pub(crate) static RULE: Rule = Rule {
    name: "critical-assets-are-assessed",
    headline: "Where risks are assessed by asset, every critical asset has a risk",
    checks: "Only where all risks are seen from the asset: each asset in use that is graded critical is hit by a risk that \
             is assessed. Whoever assesses by scenario is not judged by assets.",
    why: "A method that goes by assets and passes over the critical ones does not find their risks.",
    mend: "Assess a risk to the asset.",
    turns: "An assessed risk names the asset.",
    requirements: &["6.1.2.c1"],
    grade: MINOR,
    reads: &["asset", "risk"],
    conforming: "
scopes:
  - {number: S-1, name: Company, statement: Everything}
people:
  - {number: PE-1, name: Ada}
assets:
  - {number: AST-1, name: Warehouse of data, kind: software, criticality: critical, owner: PE-1}
risks:
  - {title: Warehouse is copied, scope: S-1, owner: PE-1, approach: asset, assets_hit: [AST-1], confidentiality: true}
",
    failing: "
scopes:
  - {number: S-1, name: Company, statement: Everything}
people:
  - {number: PE-1, name: Ada}
assets:
  - {number: AST-1, name: Warehouse of data, kind: software, criticality: critical, owner: PE-1}
  - {number: AST-2, name: Shop, kind: software, criticality: critical, owner: PE-1}
risks:
  - {title: Warehouse is copied, scope: S-1, owner: PE-1, approach: asset, assets_hit: [AST-1], confidentiality: true}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let mut risks = isms.risks.in_force().peekable();
    if risks.peek().is_none() || !risks.all(|risk| risk.data.approach == Approach::Asset) {
        return;
    }
    let hit: HashSet<AssetId> =
        isms.risks.in_force().flat_map(|risk| risk.data.assets_hit.iter().copied()).collect();
    if hit.is_empty() {
        return;
    }
    let mut sample = Sample::of("6.1.2.c1");
    let critical = isms.assets.in_force().filter(|asset| {
        asset.data.status == AssetStatus::InUse && asset.data.criticality == Some(Grade::Critical)
    });
    for asset in critical {
        sample.judge(asset.id, &["criticality"], hit.contains(&asset.id), || {
            let gap = format!(
                "{} is critical, risks are assessed by asset, and no risk names it.",
                asset.data.name
            );
            Verdict::minor("6.1.2.c1", gap).at(asset.id, &["criticality"]).create::<RiskId>()
        });
    }
    sample.close(verdicts, "Critical assets have risks.");
}
