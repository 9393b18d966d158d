//! An audit by the certification body.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{CertificationAuditId, NonconformityId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Note, Verb, VerbType, complain_about_missing, complain_about_order},
};

/// Certification audit
///
/// An audit by the certification body: which stage, by whom, when, and what came of it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CertificationAuditId, plural = "Certification audits", clause = "")]
pub struct CertificationAudit {
    /// Stage
    #[field(title, list, index)]
    pub stage: Stage,
    /// Planned from
    #[field(title, list, index)]
    pub planned_from: Option<Date>,
    /// Planned until
    pub planned_until: Option<Date>,
    /// Certification body
    #[field(list)]
    pub body: Option<Text>,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Edition of the standard
    ///
    /// ISO/IEC 27001:2022, with its amendment.
    pub standard: Option<Text>,
    /// Auditors
    pub auditors: Option<Text>,
    /// Audit time
    #[field(min = 0, unit = "days")]
    pub days: Option<f64>,
    /// People counted
    ///
    /// On whom the audit time rests.
    pub people: Option<u32>,
    /// Sites
    pub sites: Option<Text>,
    /// Carried out from
    #[field(by_verb, group = "Outcome")]
    pub began_on: Option<Date>,
    /// Carried out until
    #[field(list, by_verb, index)]
    pub ended_on: Option<Date>,
    /// Outcome
    #[field(list, by_verb, index)]
    pub outcome: Option<Outcome>,
    /// Date of the report
    #[field(by_verb)]
    pub report_on: Option<Date>,
    /// Report
    ///
    /// Where it is found.
    #[field(by_verb)]
    pub report: Option<Text>,
    /// Summary
    #[field(long, by_verb)]
    pub summary: Option<Text>,
    /// Findings
    ///
    /// As the report says them, each with the nonconformity that answers it.
    #[field(group = "Findings")]
    pub findings: Vec<BodyFinding>,
}

/// Stage of certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Stage {
    /// Stage 1
    Stage1,
    /// Stage 2
    Stage2,
    /// Surveillance
    Surveillance,
    /// Recertification
    Recertification,
    /// Special audit
    Special,
    /// Transfer
    Transfer,
}

/// What an audit by the certification body came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Outcome {
    /// Passed
    Passed,
    /// Passed on conditions
    ///
    /// Once the findings are answered.
    Conditional,
    /// Not passed
    Failed,
}

/// Finding of the certification body
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct BodyFinding {
    /// Kind
    pub kind: BodyFindingKind,
    /// Finding
    #[field(long)]
    pub text: Text,
    /// To be answered by
    pub answer_by: Option<Date>,
    /// Nonconformity
    pub nonconformity: Option<NonconformityId>,
    /// Accepted by the body on
    pub accepted_on: Option<Date>,
}

/// Kind of finding of a certification body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum BodyFindingKind {
    /// Major nonconformity
    Major,
    /// Minor nonconformity
    Minor,
    /// Opportunity for improvement
    Opportunity,
    /// Area of concern
    ///
    /// Of stage 1: it could become a nonconformity in stage 2.
    Concern,
}

/// Record outcome
///
/// Records what the certification body found, by its report.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RecordOutcome {
    /// Carried out from
    pub began_on: Date,
    /// Carried out until
    pub ended_on: Date,
    /// Outcome
    pub outcome: Outcome,
    /// Date of the report
    pub report_on: Option<Date>,
    /// Report
    ///
    /// Where it is found.
    pub report: Option<Text>,
    /// Summary
    #[field(long)]
    pub summary: Option<Text>,
}

impl Concept for CertificationAudit {
    const VERBS: &'static [VerbType] = &[VerbType::of::<RecordOutcome>()];

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        complain_about_order(self.planned_from, self.planned_until, "planned_until", complaints);
        for (at, finding) in self.findings.iter().enumerate() {
            let field = format!("findings.{at}.accepted_on");
            act.complain_about_future(&field, finding.accepted_on, complaints);
            if finding.kind == BodyFindingKind::Concern && self.stage != Stage::Stage1 {
                complaints.add(format!("findings.{at}.kind"), "Areas of concern are found in stage 1 only.");
            }
        }
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let mut notes = Vec::new();
        let planned = on.data.planned_until.or(on.data.planned_from);
        if on.data.outcome.is_none() && planned.is_some_and(|day| day < today) {
            notes.push(Note::bad("Outcome not recorded"));
        }
        let waiting = |finding: &&BodyFinding| finding.accepted_on.is_none() && finding.answer_by.is_some();
        let waiting: Vec<_> = on.data.findings.iter().filter(waiting).collect();
        let late = waiting.iter().filter(|one| one.answer_by.is_some_and(|day| day < today)).count();
        if late > 0 {
            notes.push(Note::bad(format!("{late} overdue to be answered")));
        } else if !waiting.is_empty() {
            notes.push(Note::warn(format!("{} to be answered", waiting.len())));
        }
        notes
    }
}

impl Verb for RecordOutcome {
    type On = CertificationAudit;
    const NAME: &'static str = "record_outcome";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<CertificationAudit>, _: &Isms) -> bool {
        on.data.outcome.is_none()
    }

    fn prefill(on: &Entity<CertificationAudit>, _: &Act<'_>) -> Vec<Value> {
        let day = |day: Option<Date>| day.map_or(Value::None, Value::Date);
        let mut form = vec![Value::None; <Self as Fields>::FIELDS.len()];
        form[0] = day(on.data.planned_from);
        form[1] = day(on.data.planned_until);
        form
    }

    fn apply(
        self,
        on: &Entity<CertificationAudit>,
        act: &Act<'_>,
        edits: &mut Edits,
    ) -> Result<(), Complaints> {
        let mut complaints = Complaints::default();
        act.complain_about_future("ended_on", Some(self.ended_on), &mut complaints);
        act.complain_about_future("report_on", self.report_on, &mut complaints);
        complain_about_order(Some(self.began_on), Some(self.ended_on), "ended_on", &mut complaints);
        complain_about_missing(
            &[("", on.data.body.is_none(), "Say first which certification body audits.")],
            &mut complaints,
        );
        complaints.into_result()?;
        edits.amend(
            on,
            &CertificationAudit {
                began_on: Some(self.began_on),
                ended_on: Some(self.ended_on),
                outcome: Some(self.outcome),
                report_on: self.report_on,
                report: self.report,
                summary: self.summary,
                ..on.data.clone()
            },
        );
        Ok(())
    }
}
