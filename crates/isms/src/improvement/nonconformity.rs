//! A nonconformity (clause 10.2). What is done about it step by step stands in `steps`.

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{CertificationAuditId, FindingId, NonconformityId, PersonId, ReviewId, ScopeId},
    improvement::{Analyse, Close, Correct, CorrectiveAction, CorrectiveStatus, Reopen, VerifyEffectiveness},
    kit::{Act, ClauseRef, Concept, ControlRef, Note, Owner, VerbType},
};

/// Nonconformity
///
/// A requirement that is not met: what it is, how it was corrected, why it came about, and whether what was done
/// against its cause worked.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = NonconformityId, plural = "Nonconformities", clause = "10.2")]
pub struct Nonconformity {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Status
    #[field(list, index, by_verb, default = "open")]
    pub status: NonconformityStatus,
    /// Source
    #[field(list, index)]
    pub source: Source,
    /// Grade
    #[field(list, index)]
    pub grade: Option<Grade>,
    /// Raised on
    #[field(list, index)]
    pub raised_on: Date,
    /// Raised by
    pub raised_by: Option<PersonId>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Owner
    ///
    /// Who sees to it that it is dealt with.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// To be answered by
    ///
    /// The day by which cause and actions are settled.
    #[field(list, index)]
    pub due: Option<Date>,
    /// Audit finding
    #[field(index, group = "Where it comes from")]
    pub finding: Option<FindingId>,
    /// Certification audit
    #[field(index)]
    pub certification_audit: Option<CertificationAuditId>,
    /// Management review
    pub review: Option<ReviewId>,
    /// Source in words
    ///
    /// The incident, the complaint, the letter.
    pub source_note: Option<Text>,
    /// Clause
    #[field(index, group = "Requirement")]
    pub clause: Option<ClauseRef>,
    /// Control
    #[field(index)]
    pub control: Option<ControlRef>,
    /// Own requirement
    ///
    /// The document, contract or law, and where in it.
    pub requirement: Option<Text>,
    /// Description
    #[field(long)]
    pub description: Option<Text>,
    /// Evidence
    #[field(long)]
    pub evidence: Option<Text>,
    /// Correction
    ///
    /// What was done at once to bring it under control.
    #[field(long, by_verb, group = "Correction")]
    pub correction: Option<Text>,
    /// Consequences
    ///
    /// How they were dealt with.
    #[field(long, by_verb)]
    pub consequences: Option<Text>,
    /// Corrected on
    #[field(by_verb)]
    pub corrected_on: Option<Date>,
    /// Root cause
    #[field(long, by_verb, group = "Cause")]
    pub cause: Option<Text>,
    /// Similar nonconformities
    ///
    /// Where was looked for them, and what was found.
    #[field(long, by_verb)]
    pub similar_cases: Option<Text>,
    /// No action needed because
    #[field(by_verb)]
    pub no_action: Option<Text>,
    /// Changes to the ISMS
    #[field(by_verb)]
    pub isms_change: Option<Text>,
    /// Analysed on
    #[field(by_verb)]
    pub analysed_on: Option<Date>,
    /// Analysed by
    #[field(by_verb)]
    pub analysed_by: Option<PersonId>,
    /// Effective
    #[field(list, by_verb, group = "Effectiveness")]
    pub effective: Option<bool>,
    /// What showed it
    #[field(long, by_verb)]
    pub effectiveness: Option<Text>,
    /// Verified on
    #[field(by_verb)]
    pub verified_on: Option<Date>,
    /// Verified by
    #[field(by_verb)]
    pub verified_by: Option<PersonId>,
    /// Closed on
    #[field(list, by_verb, group = "Closure")]
    pub closed_on: Option<Date>,
    /// Closed by
    #[field(by_verb)]
    pub closed_by: Option<PersonId>,
}

/// Status of a nonconformity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum NonconformityStatus {
    /// Open
    Open,
    /// Closed
    Closed,
}

/// How bad a nonconformity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Grade {
    /// Major
    Major,
    /// Minor
    Minor,
}

/// Where a nonconformity comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Source {
    /// Internal audit
    InternalAudit,
    /// Certification audit
    CertificationAudit,
    /// Incident
    Incident,
    /// Management review
    ManagementReview,
    /// Measurement
    Measurement,
    /// Customer
    Customer,
    /// Supplier
    Supplier,
    /// Authority
    Authority,
    /// Own observation
    Own,
    /// Other
    Other,
}

impl Nonconformity {
    /// One of which nothing more is known yet.
    pub fn new(title: Text, source: Source, raised_on: Date) -> Self {
        Self {
            title,
            status: NonconformityStatus::Open,
            source,
            grade: None,
            raised_on,
            raised_by: None,
            scope: None,
            owner: None,
            due: None,
            finding: None,
            certification_audit: None,
            review: None,
            source_note: None,
            clause: None,
            control: None,
            requirement: None,
            description: None,
            evidence: None,
            correction: None,
            consequences: None,
            corrected_on: None,
            cause: None,
            similar_cases: None,
            no_action: None,
            isms_change: None,
            analysed_on: None,
            analysed_by: None,
            effective: None,
            effectiveness: None,
            verified_on: None,
            verified_by: None,
            closed_on: None,
            closed_by: None,
        }
    }
}

impl Isms {
    /// The corrective actions against a nonconformity, those that were dropped left out.
    pub fn corrective_actions_of(
        &self,
        nonconformity: NonconformityId,
    ) -> impl Iterator<Item = &Entity<CorrectiveAction>> {
        let ids = self.links().corrective_actions.get(&nonconformity).into_iter().flatten();
        let actions = ids.filter_map(|id| self.corrective_actions.get(*id));
        actions.filter(|action| action.data.status != CorrectiveStatus::Dropped)
    }

    /// What still stands between a nonconformity and its closure, a few words each.
    pub fn missing_before_closure(&self, on: &Entity<Nonconformity>) -> Vec<String> {
        let one = &on.data;
        let mut missing = Vec::new();
        let mut say = |wanting: bool, text: &str| {
            if wanting {
                missing.push(text.to_owned());
            }
        };
        let actions: Vec<_> = self.corrective_actions_of(on.id).collect();
        let open = actions.iter().filter(|action| action.data.status == CorrectiveStatus::Open).count();
        say(one.corrected_on.is_none(), "Not corrected");
        say(one.analysed_on.is_none(), "Cause not known");
        say(
            one.analysed_on.is_some() && one.no_action.is_none() && actions.is_empty(),
            "No corrective action",
        );
        say(open > 0, &format!("{open} open {}", if open == 1 { "action" } else { "actions" }));
        let last = actions.iter().filter_map(|action| action.data.done_on).max();
        let stale = one.verified_on.is_some_and(|verified| last.is_some_and(|last| verified < last));
        let checked = one.effective.is_some() && !stale;
        say(open == 0 && one.analysed_on.is_some() && !checked, "Effectiveness not verified");
        say(checked && one.effective == Some(false), "Not effective");
        missing
    }
}

impl Concept for Nonconformity {
    const VERBS: &'static [VerbType] = &[
        VerbType::of::<Correct>(),
        VerbType::of::<Analyse>(),
        VerbType::of::<VerifyEffectiveness>(),
        VerbType::of::<Close>(),
        VerbType::of::<Reopen>(),
    ];

    fn complete(&mut self, act: &Act<'_>) {
        self.raised_by = self.raised_by.or(act.person);
    }

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("raised_on", Some(self.raised_on), complaints);
        let other = |id| before.is_none_or(|before| before.id != id);
        if let Some(finding) = self.finding
            && act.isms.nonconformity_of(finding).is_some_and(other)
        {
            complaints.add("finding", "A nonconformity was raised from this finding already.");
        }
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status == NonconformityStatus::Closed)
            .then_some("It is closed. Reopen it, with a reason, before changing it.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        if on.data.status == NonconformityStatus::Closed {
            return Vec::new();
        }
        let overdue = on.data.due.is_some_and(|due| due < today) && on.data.analysed_on.is_none();
        let mut notes: Vec<Note> = overdue.then(|| Note::bad("Answer overdue")).into_iter().collect();
        let missing = isms.missing_before_closure(on);
        if missing.is_empty() {
            notes.push(Note::ok("Can be closed"));
        }
        notes.extend(missing.into_iter().map(Note::warn));
        notes
    }
}
