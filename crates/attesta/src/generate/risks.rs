//! Made-up risks, most of them assessed.

use attesta_gate::{ActError, Deed, Doing};
use attesta_isms::{
    record_type,
    risk::{Approach, AssessRisk, Impact, Risk},
};
use attesta_record::{Fields as _, Level, Text};
use jiff::civil::date;
use rand::RngExt as _;

use super::{
    AT_ONCE, Making,
    basis::{Basis, CRITERIA},
    words,
};
use crate::trouble::Trouble;

impl Making {
    /// Makes risks, and has people assess nine of ten.
    pub(super) async fn risks(&mut self, count: u32, basis: &Basis) -> Result<(), Trouble> {
        let kind = record_type("risk").ok_or(ActError::NotFound)?;
        let mut numbers = 1..=i64::from(count);
        for by in 0.. {
            let some: Vec<i64> = numbers.by_ref().take(AT_ONCE / 2).collect();
            if some.is_empty() {
                break;
            }
            let by = by % self.people.len();
            let (create, assess) =
                (self.people[by].permit(kind, "create")?, self.people[by].permit(kind, "assess")?);
            let mut doings = Vec::with_capacity(2 * some.len());
            for id in some {
                doings.push(Doing::new(create, Deed::Create(self.risk(basis).to_values())));
                if self.chance.random_bool(0.9) {
                    let (revision, values) = (1, self.assessment().to_values());
                    doings.push(Doing::new(assess, Deed::Verb { id, revision, values }));
                }
            }
            self.act(Some(by), doings).await?;
        }
        Ok(())
    }

    fn risk(&mut self, basis: &Basis) -> Risk {
        let event = words::one(&mut self.chance, words::EVENTS);
        let asset = words::one(&mut self.chance, words::ASSETS);
        let unit = words::one(&mut self.chance, words::UNITS);
        let chance = &mut self.chance;
        let scope = basis.scopes[chance.random_range(0..basis.scopes.len())];
        let owner = basis.owners[chance.random_range(0..basis.owners.len())];
        let at_risk = chance.random_range(1..8_u8);
        let identified =
            date(chance.random_range(2019..2023), chance.random_range(1..13), chance.random_range(1..28));
        let review =
            date(chance.random_range(2024..2029), chance.random_range(1..13), chance.random_range(1..28));
        let title = Text::from(format!("{event} {asset} of {unit}"));
        Risk {
            approach: if chance.random_bool(0.7) { Approach::Event } else { Approach::Asset },
            owner: chance.random_bool(0.95).then_some(owner),
            description: Some(Text::from(format!("{event} {asset} that {unit} works with every day."))),
            source: Some(Text::from(words::one(chance, words::SOURCES))),
            causes: Some(Text::from(words::some(chance, words::CAUSES, 3))),
            assets: Some(Text::from(format!("{asset}, {}", words::one(chance, words::ASSETS)))),
            consequences: Some(Text::from(words::some(chance, words::CONSEQUENCES, 3))),
            confidentiality: at_risk & 1 != 0,
            integrity: at_risk & 2 != 0,
            availability: at_risk & 4 != 0,
            identified_on: Some(identified),
            review_on: chance.random_bool(0.8).then_some(review),
            ..Risk::new(title, scope)
        }
    }

    /// Inherent is highest and residual lowest; what is left open is not assessed.
    pub(super) fn assessment(&mut self) -> AssessRisk {
        let likelihoods = self.falling();
        let impacts = CRITERIA.iter().map(|(criterion, _)| {
            let judged = self.chance.random_bool(0.85);
            let levels = self.falling().map(|level| level.filter(|_| judged));
            Impact {
                criterion: Text::from(*criterion),
                inherent: levels[0],
                current: levels[1],
                residual: levels[2],
            }
        });
        AssessRisk {
            impacts: impacts.collect(),
            assessed_on: None,
            assessment: None,
            inherent_likelihood: likelihoods[0],
            likelihood: likelihoods[1],
            residual_likelihood: likelihoods[2],
            rationale: Some(Text::from(words::some(&mut self.chance, words::RATIONALES, 2))),
        }
    }

    fn falling(&mut self) -> [Option<Level>; 3] {
        let inherent = self.chance.random_range(1..=5);
        let current = self.chance.random_range(1..=inherent);
        let residual = self.chance.random_bool(0.8).then(|| self.chance.random_range(1..=current));
        [Some(Level(inherent)), Some(Level(current)), residual.map(Level)]
    }
}
