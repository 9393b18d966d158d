//! Asking the rules: all of them, or only those whose records changed.

use std::sync::Arc;

use attesta_isms::Isms;
use jiff::civil::Date;

use crate::{RULES, Report, Rule, Verdict, Verdicts};

/// A snapshot that was asked, with what each rule said of it. Kept, it makes the next asking cheap.
#[derive(Debug, Clone)]
pub struct Checked {
    isms: Arc<Isms>,
    today: Date,
    /// What each rule said, in the order of the rules.
    said: Vec<Arc<Vec<Verdict>>>,
}

impl Checked {
    /// Asks every rule.
    pub fn fresh(isms: &Arc<Isms>, today: Date) -> Self {
        let said = RULES.iter().map(|rule| ask(rule, isms, today)).collect();
        Self { isms: Arc::clone(isms), today, said }
    }

    /// Asks only the rules that read what differs from this snapshot; on another day, every rule.
    #[must_use]
    pub fn again(&self, isms: &Arc<Isms>, today: Date) -> Self {
        let unchanged =
            |rule: &Rule| self.today == today && rule.reads.iter().all(|kind| self.isms.same(isms, kind));
        let said = RULES
            .iter()
            .zip(&self.said)
            .map(|(rule, said)| if unchanged(rule) { Arc::clone(said) } else { ask(rule, isms, today) })
            .collect();
        Self { isms: Arc::clone(isms), today, said }
    }

    /// All verdicts, in the order of the rules.
    pub fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.said.iter().flat_map(|said| said.iter())
    }

    /// What follows for every requirement and control.
    pub fn report(&self) -> Report {
        Report::of(&self.isms, self.today, self.verdicts().cloned().collect())
    }
}

fn ask(rule: &Rule, isms: &Isms, today: Date) -> Arc<Vec<Verdict>> {
    let mut verdicts = Verdicts::default();
    (rule.check)(isms, today, &mut verdicts);
    for verdict in &mut verdicts.0 {
        verdict.rule = rule.name;
    }
    Arc::new(verdicts.0)
}
