//! A legal, regulatory or contractual obligation (clauses 4.2, 6.1.3; control A.5.31).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{CustomControlId, DocumentId, ObligationId, PersonId, ScopeId},
    kit::{
        Act, Concept, ControlRef, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_order,
        overdue_review,
    },
};

/// Obligation
///
/// What a law, a regulator or a contract demands of information security, and the controls that it makes necessary.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ObligationId, plural = "Obligations", clause = "4.2")]
pub struct Obligation {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Kind
    #[field(list, index)]
    pub kind: ObligationKind,
    /// Source
    ///
    /// The law and its section, the contract and its clause.
    #[field(list)]
    pub source: Option<Text>,
    /// What it demands
    #[field(long)]
    pub demand: Option<Text>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    ///
    /// Where it applies; everywhere if left open.
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// From
    pub begins_on: Option<Date>,
    /// Until
    #[field(index)]
    pub ends_on: Option<Date>,
    /// Makes necessary, of Annex A
    #[field(group = "Controls")]
    pub controls: Vec<ControlRef>,
    /// Makes necessary, of own sets
    pub own_controls: Vec<CustomControlId>,
    /// Applies to
    ///
    /// The processing, the service, the people that it concerns.
    #[field(long, group = "How it is met")]
    pub applies_to: Option<Text>,
    /// Way of meeting it
    ///
    /// Organisational, technical, by contract, by a procedure: in your own words.
    #[field(list)]
    pub way: Option<Text>,
    /// Met by documents
    pub documents: Vec<DocumentId>,
    /// Met
    #[field(by_verb, list, index, group = "Judged")]
    pub met: Option<Fulfilment>,
    /// Judged on
    #[field(by_verb, list)]
    pub judged_on: Option<Date>,
    /// Next review
    #[field(by_verb, index)]
    pub review_on: Option<Date>,
    /// Judgements
    #[field(by_verb)]
    pub judgements: Vec<Judgement>,
}

/// Judgement
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Judgement {
    /// On
    pub on: Date,
    /// By
    pub person: PersonId,
    /// Met
    pub met: Fulfilment,
    /// Grounds
    pub grounds: Text,
}

/// Whether an obligation is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Fulfilment {
    /// Met
    Met,
    /// Partly met
    Partly,
    /// Not met
    NotMet,
}

/// Judge
///
/// Says in your name whether the obligation is met, and by what you know.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct JudgeObligation {
    /// Met
    pub met: Fulfilment,
    /// Grounds
    ///
    /// What it is judged by, and where that is found.
    pub grounds: Text,
    /// Judged on
    ///
    /// Today if left open.
    pub decided_on: Option<Date>,
    /// Next review
    pub review_on: Option<Date>,
}

/// Kind of obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ObligationKind {
    /// Legal
    Legal,
    /// Regulatory
    Regulatory,
    /// Contractual
    Contractual,
}

impl Obligation {
    /// Whether it binds on a day.
    pub fn binds_on(&self, day: Date) -> bool {
        self.begins_on.is_none_or(|from| from <= day) && self.ends_on.is_none_or(|until| day <= until)
    }
}

impl Obligation {
    /// An obligation of which nothing is known yet but its title and kind.
    pub fn new(title: Text, kind: ObligationKind) -> Self {
        Self {
            title,
            kind,
            source: None,
            demand: None,
            owner: None,
            scope: None,
            begins_on: None,
            ends_on: None,
            controls: Vec::new(),
            own_controls: Vec::new(),
            applies_to: None,
            way: None,
            documents: Vec::new(),
            met: None,
            judged_on: None,
            review_on: None,
            judgements: Vec::new(),
        }
    }
}

impl Concept for Obligation {
    const VERBS: &'static [VerbType] = &[VerbType::of::<JudgeObligation>()];

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        complain_about_order(self.begins_on, self.ends_on, "ends_on", complaints);
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        if !on.data.binds_on(today) {
            return vec![Note::plain("Does not bind today")];
        }
        overdue_review(on.data.review_on, today).into_iter().collect()
    }
}

impl Verb for JudgeObligation {
    type On = Obligation;
    const NAME: &'static str = "judge";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn prefill(_: &Entity<Obligation>, act: &Act<'_>) -> Vec<Value> {
        let next = act.today.saturating_add(1.year());
        vec![Value::None, Value::None, Value::Date(act.today), Value::Date(next)]
    }

    fn apply(self, on: &Entity<Obligation>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let (person, on_day) = (act.approver()?, act.day_of_decision(self.decided_on)?);
        let mut judged = Obligation {
            met: Some(self.met),
            judged_on: Some(on_day),
            review_on: self.review_on,
            ..on.data.clone()
        };
        judged.judgements.push(Judgement { on: on_day, person, met: self.met, grounds: self.grounds });
        edits.amend(on, &judged);
        Ok(())
    }
}
