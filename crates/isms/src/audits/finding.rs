//! A finding of an internal audit (clause 9.2).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{AuditId, FindingId, NonconformityId},
    improvement::{Grade, Nonconformity, Source},
    kit::{
        Act, ClauseRef, Concept, ControlRef, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_missing,
    },
};

/// Audit finding
///
/// What an internal audit found: held against which requirement, and what shows it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = FindingId, plural = "Audit findings", clause = "9.2")]
pub struct AuditFinding {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Audit
    #[field(list, index)]
    pub audit: AuditId,
    /// Kind
    #[field(list, index)]
    pub kind: FindingKind,
    /// Found on
    pub found_on: Option<Date>,
    /// Clause
    #[field(list, index, group = "Requirement")]
    pub clause: Option<ClauseRef>,
    /// Control
    #[field(list, index)]
    pub control: Option<ControlRef>,
    /// Own requirement
    ///
    /// The document, contract or law, and where in it.
    pub requirement: Option<Text>,
    /// Evidence
    ///
    /// What was seen and heard, so that another person finds it again.
    #[field(long, group = "Finding")]
    pub evidence: Option<Text>,
    /// Statement
    ///
    /// In what the evidence meets the requirement, or does not.
    #[field(long)]
    pub statement: Option<Text>,
    /// Owner
    ///
    /// Who is to answer it.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// What is done about it
    ///
    /// Where it is no nonconformity: what was decided.
    #[field(long)]
    pub answer: Option<Text>,
}

/// Kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum FindingKind {
    /// Major nonconformity
    ///
    /// The ISMS cannot give what it should.
    Major,
    /// Minor nonconformity
    ///
    /// A lapse that does not hit that ability.
    Minor,
    /// Opportunity for improvement
    Opportunity,
    /// Conformity
    Conformity,
}

impl FindingKind {
    /// The grade of the nonconformity that it is; `None` where it is none.
    pub fn grade(self) -> Option<Grade> {
        match self {
            Self::Major => Some(Grade::Major),
            Self::Minor => Some(Grade::Minor),
            Self::Opportunity | Self::Conformity => None,
        }
    }
}

/// Raise nonconformity
///
/// Opens the nonconformity that this finding is.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RaiseNonconformity {
    /// Raised on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Owner
    pub owner: Option<Owner>,
    /// To be answered by
    ///
    /// The day by which cause and actions are settled.
    pub due: Option<Date>,
}

impl Isms {
    /// The nonconformity that was raised from a finding, if one was.
    pub fn nonconformity_of(&self, finding: FindingId) -> Option<NonconformityId> {
        self.links().nonconformity.get(&finding).copied()
    }
}

impl Concept for AuditFinding {
    const VERBS: &'static [VerbType] = &[VerbType::of::<RaiseNonconformity>()];

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("found_on", self.found_on, complaints);
        let nonconformity = self.kind.grade().is_some();
        let requirement = self.clause.is_some() || self.control.is_some() || self.requirement.is_some();
        complain_about_missing(
            &[
                (
                    "clause",
                    nonconformity && !requirement,
                    "A nonconformity is one with a requirement. Name clause, control or own requirement.",
                ),
                (
                    "evidence",
                    nonconformity && self.evidence.is_none(),
                    "A nonconformity rests on evidence. Say what was seen.",
                ),
            ],
            complaints,
        );
    }

    fn notes(on: &Entity<Self>, isms: &Isms, _: Date) -> Vec<Note> {
        match (on.data.kind, isms.nonconformity_of(on.id)) {
            (_, Some(id)) => vec![Note::plain(attesta_record::TypedId::number(id))],
            (FindingKind::Major | FindingKind::Minor, None) => vec![Note::bad("No nonconformity is raised")],
            (FindingKind::Opportunity, None) if on.data.answer.is_none() => {
                vec![Note::warn("Nothing is decided yet")]
            }
            _ => Vec::new(),
        }
    }
}

impl Verb for RaiseNonconformity {
    type On = AuditFinding;
    const NAME: &'static str = "raise";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<AuditFinding>, isms: &Isms) -> bool {
        on.data.kind.grade().is_some() && isms.nonconformity_of(on.id).is_none()
    }

    fn prefill(on: &Entity<AuditFinding>, act: &Act<'_>) -> Vec<Value> {
        let owner = attesta_record::FieldType::to_value(&on.data.owner);
        vec![Value::Date(act.today), owner, Value::None]
    }

    fn apply(self, on: &Entity<AuditFinding>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        let raised_on = act.day_done("on", self.on, &mut complaints);
        complaints.into_result()?;
        let finding = &on.data;
        let nonconformity = Nonconformity {
            scope: act.isms.audits.get(finding.audit).and_then(|audit| audit.data.scope),
            grade: finding.kind.grade(),
            raised_by: act.person,
            owner: self.owner.or(finding.owner),
            due: self.due,
            finding: Some(on.id),
            clause: finding.clause,
            control: finding.control,
            requirement: finding.requirement.clone(),
            description: finding.statement.clone(),
            evidence: finding.evidence.clone(),
            ..Nonconformity::new(finding.title.clone(), Source::InternalAudit, raised_on)
        };
        edits.create(act.isms, &nonconformity);
        Ok(())
    }
}
