//! A person's judgement on a requirement that records alone cannot decide.

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::{JudgementId, PersonId},
    kit::{Act, Concept, CriterionRef, Note},
};

/// Judgement
///
/// What a person judged where records cannot tell whether a requirement is met: by whom, on what evidence, until when.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = JudgementId, plural = "Judgements", clause = "9.2.1")]
pub struct Judgement {
    /// Criterion
    ///
    /// The requirement of clauses 4 to 10, or the control of Annex A.
    #[field(title, list, index)]
    pub criterion: CriterionRef,
    /// Opinion
    #[field(title, list, index)]
    pub opinion: Opinion,
    /// Judged by
    #[field(list, index)]
    pub judged_by: PersonId,
    /// Judged on
    #[field(list, index)]
    pub judged_on: Date,
    /// Until
    ///
    /// The last day on which the judgement may be relied on.
    #[field(list, index)]
    pub until: Date,
    /// On what evidence
    ///
    /// What was seen, heard or sampled, and where it is found.
    #[field(long)]
    pub evidence: Text,
}

/// Opinion of a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Opinion {
    /// Conforms
    Conforms,
    /// Minor nonconformity
    Minor,
    /// Major nonconformity
    Major,
}

impl Judgement {
    /// Whether it may be relied on on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.judged_on <= day && day <= self.until
    }
}

impl Concept for Judgement {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        if self.judged_on > act.today {
            complaints.add("judged_on", "The day of the judgement lies in the future.");
        }
        if self.until < self.judged_on {
            complaints.add("until", "It cannot end before it was made. Correct one of the two days.");
        }
    }

    fn notes(on: &Entity<Self>, _: &crate::Isms, today: Date) -> Vec<Note> {
        let over = on.data.until < today;
        over.then(|| Note::warn("No longer to be relied on")).into_iter().collect()
    }
}
