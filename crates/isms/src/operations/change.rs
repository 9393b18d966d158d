//! A planned change, of the ISMS (clause 6.3) or of systems (control A.8.32).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::{Timestamp, civil::Date};

use crate::{
    Isms,
    ids::{AssetId, ChangeId, PersonId, RiskId, ScopeId},
    kit::{Act, Concept, Grade, Note, Owner, VerbType},
    operations::{ApproveChange, CloseChange, RefuseChange, ReopenChange},
};

/// Change
///
/// Something that is to be changed, in the ISMS or in systems: why, with what consequences, by whom, when, and how back.
/// Once it is decided upon, what was decided does not change.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ChangeId, plural = "Changes", clause = "6.3")]
pub struct Change {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Type
    #[field(list, index)]
    pub kind: ChangeKind,
    /// Category
    ///
    /// Infrastructure, security, policy: in your own words.
    #[field(list)]
    pub category: Option<Text>,
    /// Changes the ISMS itself
    ///
    /// Its scope, its policies, its methods, its roles.
    #[field(index)]
    pub of_isms: bool,
    /// Requested by
    pub requester: Option<Owner>,
    /// Owner
    ///
    /// Who carries it out.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Purpose
    #[field(long)]
    pub purpose: Option<Text>,
    /// Assets
    #[field(group = "What it touches")]
    pub assets: Vec<AssetId>,
    /// Systems, in words
    pub systems: Option<Text>,
    /// Risk
    #[field(list)]
    pub risk: Option<Grade>,
    /// Risks
    ///
    /// Of the register, that it brings or lowers.
    pub risks: Vec<RiskId>,
    /// Impact
    ///
    /// What it does to security and to users, meanwhile and afterwards.
    #[field(long)]
    pub impact: Option<Text>,
    /// Resources
    pub resources: Option<Text>,
    /// Way back
    ///
    /// How it is undone when it fails; or that it cannot be.
    #[field(long)]
    pub way_back: Option<Text>,
    /// Tests
    ///
    /// How it is tried out before.
    #[field(long)]
    pub tests: Option<Text>,
    /// Planned from
    #[field(list, index, group = "When")]
    pub planned_from: Option<Timestamp>,
    /// Planned until
    pub planned_until: Option<Timestamp>,
    /// Status
    #[field(list, index, by_verb, default = "requested", group = "Decision")]
    pub status: ChangeStatus,
    /// Decided by
    #[field(by_verb)]
    pub decided_by: Option<PersonId>,
    /// Decided on
    #[field(by_verb, list)]
    pub decided_on: Option<Date>,
    /// Remark on the decision
    #[field(by_verb)]
    pub decision: Option<Text>,
    /// Outcome
    #[field(by_verb, group = "Outcome")]
    pub outcome: Option<ChangeOutcome>,
    /// Result
    #[field(by_verb)]
    pub result: Option<Text>,
    /// Closed on
    #[field(by_verb)]
    pub closed_on: Option<Date>,
}

/// Type of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ChangeKind {
    /// Standard
    ///
    /// Approved once for all times that it is done this way.
    Standard,
    /// Normal
    ///
    /// Decided upon before it is carried out.
    Normal,
    /// Emergency
    ///
    /// May be carried out first and decided upon afterwards.
    Emergency,
}

/// Status of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ChangeStatus {
    /// Requested
    Requested,
    /// Approved
    Approved,
    /// Refused
    Refused,
    /// Closed
    Closed,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ChangeOutcome {
    /// Done
    Done,
    /// Undone
    ///
    /// It was taken back.
    Undone,
    /// Failed
    Failed,
    /// Dropped
    ///
    /// It was never carried out.
    Dropped,
}

impl Change {
    /// A change of which nothing is known yet but its title and type.
    pub fn new(title: Text, kind: ChangeKind) -> Self {
        Self {
            title,
            kind,
            category: None,
            of_isms: false,
            requester: None,
            owner: None,
            scope: None,
            purpose: None,
            assets: Vec::new(),
            systems: None,
            risk: None,
            risks: Vec::new(),
            impact: None,
            resources: None,
            way_back: None,
            tests: None,
            planned_from: None,
            planned_until: None,
            status: ChangeStatus::Requested,
            decided_by: None,
            decided_on: None,
            decision: None,
            outcome: None,
            result: None,
            closed_on: None,
        }
    }
}

impl Concept for Change {
    const VERBS: &'static [VerbType] = &[
        VerbType::of::<ApproveChange>(),
        VerbType::of::<RefuseChange>(),
        VerbType::of::<CloseChange>(),
        VerbType::of::<ReopenChange>(),
    ];

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != ChangeStatus::Requested).then_some(
            "A change that was decided upon stays as it was decided. Reopen it to have it decided anew.",
        )
    }

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if let (Some(from), Some(until)) = (self.planned_from, self.planned_until)
            && until < from
        {
            complaints.add("planned_until", "It cannot end before it begins. Correct one of the two.");
        }
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let data = &on.data;
        let day = |at: Timestamp| at.to_zoned(isms.zone()).date();
        let begun = data.planned_from.map(day).filter(|day| *day < data.decided_on.unwrap_or(today));
        let late = match (data.kind, data.status) {
            (ChangeKind::Normal, ChangeStatus::Requested) if begun.is_some() => {
                Some(Note::bad("Its day has come without a decision"))
            }
            (ChangeKind::Normal, ChangeStatus::Approved | ChangeStatus::Closed)
                if begun.is_some() && data.decided_on.is_some() =>
            {
                Some(Note::warn("Approved after it was to begin"))
            }
            (ChangeKind::Emergency, ChangeStatus::Requested) if begun.is_some() => {
                Some(Note::warn("Not decided upon yet"))
            }
            _ => None,
        };
        let open =
            data.status == ChangeStatus::Approved && data.planned_until.is_some_and(|at| day(at) < today);
        late.into_iter().chain(open.then(|| Note::warn("Not closed yet"))).collect()
    }
}
