//! Internal and external issues (clause 4.1).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{IssueId, ScopeId},
    kit::{Act, Concept, Note, Owner, complain_about_future, overdue_review},
};

/// Issue
///
/// A circumstance inside or outside of the organisation that bears on what the ISMS is to achieve.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = IssueId, plural = "Issues", clause = "4.1")]
pub struct ContextIssue {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Where it comes from
    #[field(list, index)]
    pub side: Side,
    /// Category
    ///
    /// Law, market, technology, threats, staff, structure: in your own words.
    #[field(list)]
    pub category: Option<Text>,
    /// Description
    #[field(long)]
    pub description: Option<Text>,
    /// Relevant
    ///
    /// Open until somebody has decided.
    #[field(list, index)]
    pub relevant: Option<bool>,
    /// Effect on the ISMS
    ///
    /// What it helps or hinders the ISMS to achieve; where it is not relevant, why not.
    #[field(long)]
    pub effect: Option<Text>,
    /// Concerns climate change
    #[field(index)]
    pub climate: bool,
    /// Scope
    ///
    /// Where it matters; everywhere if left open.
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Owner
    ///
    /// Who watches it.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Reviewed on
    #[field(list)]
    pub reviewed_on: Option<Date>,
    /// Next review
    #[field(index)]
    pub review_on: Option<Date>,
}

/// On which side of the organisation's border something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Side {
    /// Internal
    Internal,
    /// External
    External,
}

impl Concept for ContextIssue {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        match self.relevant {
            Some(true) if self.effect.is_none() => {
                complaints.add("effect", "Say what it does to the ISMS, since it is relevant.");
            }
            Some(false) if self.effect.is_none() => {
                complaints.add("effect", "Say why it is not relevant.");
            }
            _ => {}
        }
        complain_about_future(self.reviewed_on, "reviewed_on", act, complaints);
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let open = on.data.relevant.is_none().then(|| Note::warn("Not decided whether it is relevant"));
        overdue_review(on.data.review_on, today).into_iter().chain(open).collect()
    }
}
