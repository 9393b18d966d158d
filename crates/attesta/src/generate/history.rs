//! A long past: random risks are amended and assessed again.

use std::collections::BTreeSet;

use attesta_gate::{Deed, Doing, Moment};
use attesta_isms::{record_type, risk::Risk};
use attesta_record::{Fields as _, Text, TypedId as _};
use jiff::ToSpan as _;
use rand::RngExt as _;

use super::{AT_ONCE, Making, words};
use crate::trouble::Trouble;

impl Making {
    /// Amends risks until the journal has about that many entries. Every fifth time they are assessed instead.
    pub(super) async fn amend_until(&mut self, entries: i64) -> Result<(), Trouble> {
        let kind = record_type("risk").ok_or(attesta_gate::ActError::NotFound)?;
        let permit = self.console.permit(kind, "amend")?;
        let mut round = 0;
        while self.entries < entries {
            round += 1;
            let wanted = usize::try_from(entries - self.entries).unwrap_or(AT_ONCE).min(AT_ONCE);
            let Some(view) = self.gate.view(&self.console, Moment::Present).await? else { return Ok(()) };
            let last = view.isms.risks.next_id().get();
            let ids: BTreeSet<i64> = (0..wanted).map(|_| self.chance.random_range(1..last)).collect();
            let risks = ids.iter().filter_map(|id| view.isms.risks.get(attesta_record::TypedId::new(*id)));
            if round % 5 == 0 {
                let on = risks.map(|risk| (risk.id.get(), risk.revision, self.assessment())).collect();
                self.verb::<Risk, _>("assess", round, on).await?;
                continue;
            }
            let mut doings = Vec::with_capacity(ids.len());
            for risk in risks {
                let (id, revision, values) =
                    (risk.id.get(), risk.revision, self.amended(&risk.data).to_values());
                doings.push(Doing::new(permit, Deed::Amend { id, revision, values }));
            }
            self.act(None, doings).await?;
        }
        Ok(())
    }

    /// The risk with one thing changed that people do change.
    fn amended(&mut self, risk: &Risk) -> Risk {
        let mut risk = risk.clone();
        match self.chance.random_range(0..4) {
            0 => risk.causes = Some(Text::from(words::some(&mut self.chance, words::CAUSES, 3))),
            1 => risk.consequences = Some(Text::from(words::some(&mut self.chance, words::CONSEQUENCES, 3))),
            2 => risk.source = Some(Text::from(words::one(&mut self.chance, words::SOURCES))),
            _ => {
                let days = self.chance.random_range(1..400);
                risk.review_on =
                    risk.review_on.or(risk.identified_on).map(|day| day.saturating_add(days.days()));
            }
        }
        risk
    }
}
