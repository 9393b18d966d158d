//! What follows from all verdicts and judgements: an answer for every requirement and every control.

use std::collections::HashMap;

use attesta_isms::{
    Isms,
    ids::JudgementId,
    judgement::{Judgement, Opinion},
};
use attesta_record::{Choice as _, Entity};
use attesta_standard::{Automation, Kind};
use jiff::civil::Date;

use crate::{Outcome, Verdict};

/// What conformity is judged against: a requirement of clauses 4 to 10, or a control of Annex A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Criterion {
    /// Its key: `6.1.2.a1`, `A.5.1`.
    pub key: &'static str,
    /// As people cite it: `6.1.2 a) 1)`.
    pub reference: &'static str,
    /// The clause it stands in, or the theme: `6.1.2`, `A.5`.
    pub clause: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it is about, in our own words.
    pub statement: &'static str,
    /// What a person would look at.
    pub needs: &'static str,
    /// Whether records alone can show that it is met.
    pub from_records: bool,
    /// Whether it is for information only.
    pub is_note: bool,
}

/// The answer to one requirement or control.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The requirement or control.
    pub criterion: Criterion,
    /// What follows: the worst nonconformity, else whether it conforms or nobody can tell. Never advice.
    pub outcome: Outcome,
    /// The verdicts about it, by their place in the report.
    pub verdicts: Vec<usize>,
    /// The judgement that decided it, where one did.
    pub judgement: Option<JudgementId>,
}

/// What the rules and people say of an ISMS on a day.
#[derive(Debug, Clone)]
pub struct Report {
    /// The day.
    pub today: Date,
    /// All verdicts.
    pub verdicts: Vec<Verdict>,
    /// An answer for each requirement and control, in the order of the standard.
    pub answers: Vec<Answer>,
}

/// Every requirement of clauses 4 to 10, then every control of Annex A.
pub fn criteria() -> impl Iterator<Item = Criterion> {
    let requirements = attesta_standard::requirements().iter().map(|row| Criterion {
        key: &row.key,
        reference: &row.reference,
        clause: &row.clause,
        title: &row.title,
        statement: &row.statement,
        needs: "",
        from_records: row.automation == Automation::Full,
        is_note: row.kind == Kind::Note,
    });
    let controls = attesta_standard::annex_a_2022().iter().map(|control| Criterion {
        key: &control.reference,
        reference: &control.reference,
        clause: control.reference.get(..3).unwrap_or_default(),
        title: &control.title,
        statement: &control.gist,
        needs: &control.evidence,
        from_records: false,
        is_note: false,
    });
    requirements.chain(controls)
}

/// The requirement or control of a key.
pub fn criterion(key: &str) -> Option<Criterion> {
    criteria().find(|one| one.key == key)
}

impl Report {
    pub(crate) fn of(isms: &Isms, today: Date, verdicts: Vec<Verdict>) -> Self {
        let mut about: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, verdict) in verdicts.iter().enumerate() {
            about.entry(verdict.requirement).or_default().push(at);
        }
        let judgements = judgements(isms, today);
        let answer = |criterion: Criterion| {
            let mine = about.remove(criterion.key).unwrap_or_default();
            let judged = judgements.get(criterion.key).copied();
            let outcome = outcome(criterion, mine.iter().filter_map(|at| verdicts.get(*at)), judged);
            let judgement = judged.map(|judged| judged.id);
            Answer { criterion, outcome, verdicts: mine, judgement }
        };
        let answers = criteria().map(answer).collect();
        Self { today, verdicts, answers }
    }

    /// The nonconformities and advice, worst first, then in the order of the standard.
    pub fn findings(&self) -> Vec<&Verdict> {
        let all = self.answers.iter().flat_map(|answer| &answer.verdicts);
        let all = all.filter_map(|at| self.verdicts.get(*at));
        let mut findings: Vec<&Verdict> = all.filter(|verdict| verdict.outcome.is_finding()).collect();
        findings.sort_by_key(|verdict| verdict.outcome);
        findings
    }

    /// How many answers have an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.answers.iter().filter(|answer| answer.outcome == outcome).count()
    }

    /// Whether something does not conform, by the rules or by a judgement.
    pub fn has_nonconformity(&self) -> bool {
        self.answers.iter().any(|answer| answer.outcome.is_nonconformity())
    }

    /// The verdicts of an answer.
    pub fn verdicts_of<'a>(&'a self, answer: &'a Answer) -> impl Iterator<Item = &'a Verdict> {
        answer.verdicts.iter().filter_map(|at| self.verdicts.get(*at))
    }
}

/// The latest judgement of each criterion that may be relied on on a day.
fn judgements(isms: &Isms, today: Date) -> HashMap<&'static str, &Entity<Judgement>> {
    let mut latest: HashMap<&'static str, &Entity<Judgement>> = HashMap::new();
    for one in isms.judgements.in_force().filter(|one| one.data.holds_on(today)) {
        let kept = latest.entry(one.data.criterion.key()).or_insert(one);
        if (one.data.judged_on, one.id) > (kept.data.judged_on, kept.id) {
            *kept = one;
        }
    }
    latest
}

/// A nonconformity that records show stands whatever anybody judges. Where they show none, a judgement decides; without
/// one, records are enough only where the requirement is about records.
fn outcome<'a>(
    criterion: Criterion,
    verdicts: impl Iterator<Item = &'a Verdict>,
    judged: Option<&Entity<Judgement>>,
) -> Outcome {
    let mut worst: Option<Outcome> = None;
    for verdict in verdicts.filter(|verdict| verdict.outcome != Outcome::Advice) {
        worst = Some(worst.map_or(verdict.outcome, |worst| worst.min(verdict.outcome)));
    }
    let judged = judged.map(|one| match one.data.opinion {
        Opinion::Conforms => Outcome::Conforms,
        Opinion::Minor => Outcome::Minor,
        Opinion::Major => Outcome::Major,
    });
    match (worst, judged) {
        (Some(found), judged) if found.is_nonconformity() => judged.map_or(found, |judged| judged.min(found)),
        (_, Some(judged)) => judged,
        (Some(Outcome::Conforms), None) if criterion.from_records => Outcome::Conforms,
        _ => Outcome::CannotTell,
    }
}
