//! An audit programme (clause 9.2.2).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{PersonId, ProgrammeId, ScopeId},
    kit::{
        Act, ClauseRef, Concept, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_missing,
        complain_about_order,
    },
};

/// Audit programme
///
/// Which internal audits are planned for a period: how often, by what methods, by whom, how they are planned and
/// reported, and why these.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ProgrammeId, plural = "Audit programmes", clause = "9.2.2")]
pub struct AuditProgramme {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Period from
    #[field(list, index)]
    pub period_from: Date,
    /// Period until
    #[field(list, index)]
    pub period_until: Date,
    /// Status
    #[field(list, index, by_verb, default = "draft")]
    pub status: ProgrammeStatus,
    /// Owner
    ///
    /// Who sees to it that it is carried out.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Objectives
    #[field(long, group = "Programme")]
    pub objectives: Option<Text>,
    /// Clauses to be covered
    ///
    /// Over the whole period.
    pub clauses: Vec<ClauseRef>,
    /// Criteria
    ///
    /// The organisation's own requirements, controls and sites that are to be covered.
    #[field(long)]
    pub criteria: Option<Text>,
    /// Frequency
    pub frequency: Option<Text>,
    /// Methods
    pub methods: Option<Text>,
    /// Responsibilities
    pub responsibilities: Option<Text>,
    /// Planning and reporting
    ///
    /// How an audit is prepared, and to whom its results go.
    #[field(long)]
    pub reporting: Option<Text>,
    /// Importance and past results
    ///
    /// How it follows from the importance of the processes and from what earlier audits found.
    #[field(long)]
    pub rationale: Option<Text>,
    /// Risks to the programme
    ///
    /// What may hinder it: a sick auditor, a busy season.
    #[field(long)]
    pub risks: Option<Text>,
    /// Approved by
    #[field(list, by_verb, group = "Approval")]
    pub approved_by: Option<PersonId>,
    /// Approved on
    #[field(list, by_verb)]
    pub approved_on: Option<Date>,
}

/// Status of an audit programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ProgrammeStatus {
    /// Draft
    Draft,
    /// Approved
    Approved,
}

/// Approve
///
/// Puts the programme in force in your name. From then on it changes only by being revised.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApproveProgramme {
    /// Decided on
    ///
    /// The day of the decision; today if left open.
    pub decided_on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

/// Revise
///
/// Makes it a draft again, to be changed and approved anew.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReviseProgramme {
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl Concept for AuditProgramme {
    const VERBS: &'static [VerbType] =
        &[VerbType::of::<ApproveProgramme>(), VerbType::of::<ReviseProgramme>()];

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        complain_about_order(Some(self.period_from), Some(self.period_until), "period_until", complaints);
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status == ProgrammeStatus::Approved)
            .then_some("An approved programme changes only by being revised. Use “Revise”.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let late = |audit: &Entity<super::Audit>| {
            let planned = audit.data.planned_until.or(audit.data.planned_from);
            audit.data.status == super::AuditStatus::Planned && planned.is_some_and(|day| day < today)
        };
        let mut audits =
            isms.audits.in_force().filter(|audit| audit.data.programme == Some(on.id)).peekable();
        if on.data.status == ProgrammeStatus::Approved && audits.peek().is_none() {
            return vec![Note::warn("No audit is planned")];
        }
        match audits.filter(|audit| late(audit)).count() {
            0 => Vec::new(),
            1 => vec![Note::bad("1 audit is overdue")],
            many => vec![Note::bad(format!("{many} audits are overdue"))],
        }
    }
}

impl Verb for ApproveProgramme {
    type On = AuditProgramme;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<AuditProgramme>, _: &Isms) -> bool {
        on.data.status == ProgrammeStatus::Draft
    }

    fn prefill(_: &Entity<AuditProgramme>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<AuditProgramme>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let approved_on = act.day_of_decision(self.decided_on)?;
        let data = &on.data;
        let mut complaints = Complaints::default();
        complain_about_missing(
            &[
                ("", data.objectives.is_none(), "The programme says nothing of its objectives."),
                ("", data.frequency.is_none(), "The programme does not say how often audits take place."),
                ("", data.methods.is_none(), "The programme names no methods."),
                ("", data.responsibilities.is_none(), "The programme names no responsibilities."),
                (
                    "",
                    data.reporting.is_none(),
                    "The programme does not say how audits are planned and reported.",
                ),
                (
                    "",
                    data.rationale.is_none(),
                    "The programme does not say how importance and past results count.",
                ),
            ],
            &mut complaints,
        );
        complaints.into_result()?;
        let (status, approved_by) = (ProgrammeStatus::Approved, Some(person));
        let approved_on = Some(approved_on);
        edits.amend(on, &AuditProgramme { status, approved_by, approved_on, ..data.clone() });
        Ok(())
    }
}

impl Verb for ReviseProgramme {
    type On = AuditProgramme;
    const NAME: &'static str = "revise";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<AuditProgramme>, _: &Isms) -> bool {
        on.data.status == ProgrammeStatus::Approved
    }

    fn apply(self, on: &Entity<AuditProgramme>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let status = ProgrammeStatus::Draft;
        edits.amend(on, &AuditProgramme { status, approved_by: None, approved_on: None, ..on.data.clone() });
        Ok(())
    }
}
