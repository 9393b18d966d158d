//! A threat: what might do harm, and what is known of it.

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{AssetId, ControlId, ThreatId},
    kit::{Act, Concept, Grade, Note, Owner, complain_about_future, overdue_review},
};

/// Threat
///
/// What might do harm: who or what is behind it, how it is done, whom it aims at, and how much it concerns the
/// organisation.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ThreatId, plural = "Threats", clause = "A.5.7")]
pub struct Threat {
    /// Title
    #[field(title, list, index)]
    pub title: Text,
    /// Category
    ///
    /// Malware, social engineering, theft, failure: in your own words.
    #[field(list)]
    pub category: Option<Text>,
    /// Origin
    #[field(list, index)]
    pub origin: Option<ThreatOrigin>,
    /// Known from
    ///
    /// The report, the feed, the authority, the own experience.
    #[field(list)]
    pub source: Option<Text>,
    /// Description
    #[field(long)]
    pub description: Option<Text>,
    /// Techniques
    ///
    /// By the numbers of a catalogue: T1486, T1566.
    pub techniques: Option<Text>,
    /// Relevance
    ///
    /// How much it concerns this organisation.
    #[field(list, index, group = "For this organisation")]
    pub relevance: Option<Grade>,
    /// Likelihood
    #[field(list)]
    pub likelihood: Option<Grade>,
    /// Possible impact
    #[field(list)]
    pub impact: Option<Grade>,
    /// Aims at
    pub targets: Vec<AssetId>,
    /// Aims at, in words
    pub aims_at: Option<Text>,
    /// Met by controls
    pub controls: Vec<ControlId>,
    /// Met by, in words
    #[field(long)]
    pub mitigation: Option<Text>,
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

/// Where a threat comes from (ISO/IEC 27005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ThreatOrigin {
    /// Deliberate
    ///
    /// Somebody wants it.
    Deliberate,
    /// Accidental
    ///
    /// Somebody does it without wanting to.
    Accidental,
    /// Environmental
    ///
    /// Nobody does it.
    Environmental,
}

impl Threat {
    /// A threat of which nothing is known yet but its title.
    pub fn new(title: Text) -> Self {
        Self {
            title,
            category: None,
            origin: None,
            source: None,
            description: None,
            techniques: None,
            relevance: None,
            likelihood: None,
            impact: None,
            targets: Vec::new(),
            aims_at: None,
            controls: Vec::new(),
            mitigation: None,
            owner: None,
            reviewed_on: None,
            review_on: None,
        }
    }
}

impl Concept for Threat {
    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        complain_about_future(self.reviewed_on, "reviewed_on", act, complaints);
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let matters = on.data.relevance.is_some_and(|grade| grade >= Grade::High);
        let idle = matters && !isms.links().threats_of_risks.contains(&on.id);
        let idle = idle.then(|| Note::warn("No risk in force names it"));
        overdue_review(on.data.review_on, today).into_iter().chain(idle).collect()
    }
}
