//! An internal audit (clause 9.2): planned, carried out, reported.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{AuditId, PersonId, ProgrammeId, ScopeId},
    kit::{
        Act, ClauseRef, Concept, ControlRef, Duty, Edits, Note, Verb, VerbType, complain_about_missing,
        complain_about_order, refuse,
    },
};

/// Internal audit
///
/// What is audited against which criteria, by whom and when; what came of it; to whom that was reported.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = AuditId, plural = "Internal audits", clause = "9.2")]
pub struct Audit {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Programme
    #[field(list, index)]
    pub programme: Option<ProgrammeId>,
    /// Scope of the ISMS
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Status
    #[field(list, index, by_verb, default = "planned")]
    pub status: AuditStatus,
    /// Planned from
    #[field(list, index)]
    pub planned_from: Option<Date>,
    /// Planned until
    pub planned_until: Option<Date>,
    /// Scope of the audit
    ///
    /// Processes, units, sites and systems that are looked at.
    #[field(long, group = "Scope and criteria")]
    pub extent: Option<Text>,
    /// Clauses
    pub clauses: Vec<ClauseRef>,
    /// Controls
    pub controls: Vec<ControlRef>,
    /// Own requirements
    ///
    /// Policies, procedures, contracts and laws that it is held against.
    #[field(long)]
    pub criteria: Option<Text>,
    /// Methods and samples
    #[field(long)]
    pub methods: Option<Text>,
    /// Auditors
    #[field(group = "People")]
    pub auditors: Vec<PersonId>,
    /// Auditors from outside
    pub outside_auditors: Option<Text>,
    /// Who is audited
    pub auditees: Vec<PersonId>,
    /// Impartiality
    ///
    /// How it is made sure that nobody audits their own work.
    #[field(long)]
    pub impartiality: Option<Text>,
    /// Carried out from
    #[field(list, by_verb, group = "Result")]
    pub began_on: Option<Date>,
    /// Carried out until
    #[field(by_verb, index)]
    pub ended_on: Option<Date>,
    /// Summary
    #[field(long, by_verb)]
    pub summary: Option<Text>,
    /// Conclusion
    ///
    /// On conformity, and on whether the ISMS is effectively put in place and kept up.
    #[field(long, by_verb)]
    pub conclusion: Option<Text>,
    /// Reported to management on
    #[field(list, by_verb, group = "Report")]
    pub reported_on: Option<Date>,
    /// Reported to
    #[field(by_verb)]
    pub reported_to: Vec<PersonId>,
    /// Report
    ///
    /// Where it is found.
    #[field(by_verb)]
    pub report: Option<Text>,
    /// Called off because
    #[field(by_verb)]
    pub called_off: Option<Text>,
}

/// Status of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum AuditStatus {
    /// Planned
    Planned,
    /// Carried out
    CarriedOut,
    /// Reported
    Reported,
    /// Called off
    CalledOff,
}

/// Carry out
///
/// Records that it took place, and what it came to. From then on the audit never changes; findings are records of
/// their own.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct CarryOut {
    /// From
    pub began_on: Date,
    /// Until
    pub ended_on: Date,
    /// Summary
    #[field(long)]
    pub summary: Option<Text>,
    /// Conclusion
    ///
    /// On conformity, and on whether the ISMS is effectively put in place and kept up.
    #[field(long)]
    pub conclusion: Text,
}

/// Report
///
/// Records that the result went to the managers concerned.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReportAudit {
    /// Reported on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Reported to
    pub to: Vec<PersonId>,
    /// Report
    ///
    /// Where it is found.
    pub report: Option<Text>,
}

/// Call off
///
/// The audit will not take place.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct CallOff {
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl Concept for Audit {
    const VERBS: &'static [VerbType] =
        &[VerbType::of::<CarryOut>(), VerbType::of::<ReportAudit>(), VerbType::of::<CallOff>()];

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        complain_about_order(self.planned_from, self.planned_until, "planned_until", complaints);
        if self.auditors.iter().any(|auditor| self.auditees.contains(auditor)) {
            complaints.add("auditors", "Nobody is auditor and audited at once. Choose another auditor.");
        }
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != AuditStatus::Planned)
            .then_some("An audit that was carried out or called off never changes. Plan another one.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let mut notes = Vec::new();
        let planned = on.data.planned_until.or(on.data.planned_from);
        if on.data.status == AuditStatus::Planned && planned.is_some_and(|day| day < today) {
            notes.push(Note::bad("Overdue"));
        }
        if on.data.status == AuditStatus::CarriedOut {
            notes.push(Note::warn("Not reported yet"));
        }
        if on.data.status != AuditStatus::CalledOff {
            let day = on.data.began_on.or(on.data.planned_from).unwrap_or(today);
            notes.extend(on.data.partial(isms, day).into_iter().map(Note::bad));
        }
        notes
    }
}

impl Verb for CarryOut {
    type On = Audit;
    const NAME: &'static str = "carry_out";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Audit>, _: &Isms) -> bool {
        on.data.status == AuditStatus::Planned
    }

    fn prefill(on: &Entity<Audit>, _: &Act<'_>) -> Vec<Value> {
        let day = |day: Option<Date>| day.map_or(Value::None, Value::Date);
        vec![day(on.data.planned_from), day(on.data.planned_until), Value::None, Value::None]
    }

    fn apply(self, on: &Entity<Audit>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let data = &on.data;
        let mut complaints = Complaints::default();
        act.complain_about_future("ended_on", Some(self.ended_on), &mut complaints);
        complain_about_order(Some(self.began_on), Some(self.ended_on), "ended_on", &mut complaints);
        let criteria = !data.clauses.is_empty() || !data.controls.is_empty() || data.criteria.is_some();
        let auditors = !data.auditors.is_empty() || data.outside_auditors.is_some();
        complain_about_missing(
            &[
                ("", data.extent.is_none(), "The audit has no scope. Say first what was audited."),
                ("", !criteria, "The audit has no criteria. Say first what it was held against."),
                ("", !auditors, "The audit has no auditors. Name them first."),
            ],
            &mut complaints,
        );
        complaints.into_result()?;
        edits.amend(
            on,
            &Audit {
                status: AuditStatus::CarriedOut,
                began_on: Some(self.began_on),
                ended_on: Some(self.ended_on),
                summary: self.summary,
                conclusion: Some(self.conclusion),
                ..data.clone()
            },
        );
        Ok(())
    }
}

impl Verb for ReportAudit {
    type On = Audit;
    const NAME: &'static str = "report";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Audit>, _: &Isms) -> bool {
        on.data.status == AuditStatus::CarriedOut
    }

    fn prefill(_: &Entity<Audit>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None, Value::None]
    }

    fn apply(self, on: &Entity<Audit>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        let day = act.day_done("on", self.on, &mut complaints);
        if on.data.ended_on.is_some_and(|ended| day < ended) {
            complaints.add("on", "It cannot be reported before it ended.");
        }
        complain_about_missing(
            &[("to", self.to.is_empty(), "Say to whom it was reported.")],
            &mut complaints,
        );
        complaints.into_result()?;
        edits.amend(
            on,
            &Audit {
                status: AuditStatus::Reported,
                reported_on: Some(day),
                reported_to: self.to,
                report: self.report,
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl Verb for CallOff {
    type On = Audit;
    const NAME: &'static str = "call_off";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Audit>, _: &Isms) -> bool {
        on.data.status == AuditStatus::Planned
    }

    fn apply(self, on: &Entity<Audit>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        if on.data.auditees.contains(&person) {
            return Err(refuse("", "Who is to be audited does not call the audit off."));
        }
        let called_off = Some(self.why);
        edits.amend(on, &Audit { status: AuditStatus::CalledOff, called_off, ..on.data.clone() });
        Ok(())
    }
}
