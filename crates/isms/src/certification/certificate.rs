//! A certificate of the ISMS.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, TypedId as _, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{CertificateId, CertificationAuditId, ScopeId, SoaVersionId},
    kit::{Act, Concept, Duty, Edits, Note, Verb, VerbType, complain_about_order},
};

/// How long before its end a certificate is spoken of.
const NOTICE_MONTHS: i64 = 6;

/// Certificate
///
/// What a certification body certifies: which scope, against which edition, by which version of the Statement of
/// Applicability, until when.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CertificateId, plural = "Certificates", clause = "")]
pub struct Certificate {
    /// Certificate number
    #[field(title, list)]
    pub reference: Text,
    /// Status
    #[field(list, index, by_verb, default = "valid")]
    pub status: CertificateStatus,
    /// Edition of the standard
    #[field(list)]
    pub standard: Text,
    /// Certification body
    #[field(list)]
    pub body: Text,
    /// Accreditation
    ///
    /// By which body, under which number; none if left open.
    pub accreditation: Option<Text>,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Scope on the certificate
    ///
    /// As it is printed there.
    #[field(long)]
    pub scope_text: Option<Text>,
    /// Sites on the certificate
    #[field(long)]
    pub sites: Option<Text>,
    /// SoA version
    ///
    /// The one that the certificate names.
    #[field(index)]
    pub soa_version: Option<SoaVersionId>,
    /// Rests on
    ///
    /// The audit after which it was granted.
    #[field(index)]
    pub audit: Option<CertificationAuditId>,
    /// First issued
    pub first_issued_on: Option<Date>,
    /// Issued
    #[field(list)]
    pub issued_on: Date,
    /// Expires
    #[field(list, index)]
    pub expires_on: Date,
    /// Status since
    #[field(by_verb, group = "Suspension and withdrawal")]
    pub status_on: Option<Date>,
    /// Reason
    #[field(long, by_verb)]
    pub status_reason: Option<Text>,
}

/// Status of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum CertificateStatus {
    /// Valid
    Valid,
    /// Suspended
    Suspended,
    /// Withdrawn
    Withdrawn,
}

/// Suspend
///
/// The certification body made it invalid for a time.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Suspend {
    /// Since
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Reason
    #[field(long)]
    pub why: Text,
}

/// Reinstate
///
/// The certification body lifted the suspension.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Reinstate {
    /// Since
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

/// Withdraw
///
/// The certificate is gone for good: withdrawn by the certification body, given back, or replaced by another one.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Withdraw {
    /// Since
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl Concept for Certificate {
    const VERBS: &'static [VerbType] =
        &[VerbType::of::<Suspend>(), VerbType::of::<Reinstate>(), VerbType::of::<Withdraw>()];

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("issued_on", Some(self.issued_on), complaints);
        complain_about_order(self.first_issued_on, Some(self.issued_on), "issued_on", complaints);
        complain_about_order(Some(self.issued_on), Some(self.expires_on), "expires_on", complaints);
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status == CertificateStatus::Withdrawn)
            .then_some("A certificate that was withdrawn never changes.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let one = &on.data;
        let mut notes = match one.status {
            CertificateStatus::Withdrawn => return Vec::new(),
            CertificateStatus::Suspended => vec![Note::bad("Suspended")],
            CertificateStatus::Valid => Vec::new(),
        };
        if one.expires_on < today {
            notes.push(Note::bad("Expired"));
        } else if one.expires_on <= today.saturating_add(NOTICE_MONTHS.months()) {
            notes.push(Note::warn(format!("Expires within {NOTICE_MONTHS} months")));
        }
        let approved = one.scope.and_then(|scope| isms.approved_soa(scope)).map(|version| version.id);
        if let (Some(named), Some(approved)) = (one.soa_version, approved)
            && named != approved
        {
            notes.push(Note::warn(format!("Names {}; {} is in force", named.number(), approved.number())));
        }
        notes
    }
}

/// Gives a certificate another status since a day, which cannot lie before it was issued.
fn change(
    on: &Entity<Certificate>,
    act: &Act<'_>,
    (status, day, reason): (CertificateStatus, Option<Date>, Option<Text>),
    edits: &mut Edits,
) -> Result<(), Complaints> {
    let mut complaints = Complaints::default();
    let day = act.day_done("on", day, &mut complaints);
    if day < on.data.status_on.unwrap_or(on.data.issued_on) {
        complaints.add("on", "That is before the status that it has now.");
    }
    complaints.into_result()?;
    edits.amend(on, &Certificate { status, status_on: Some(day), status_reason: reason, ..on.data.clone() });
    Ok(())
}

const MANAGERS: &[Duty] = &[Duty::IsmsManager, Duty::Administrator];

fn today_and_nothing(act: &Act<'_>) -> Vec<Value> {
    vec![Value::Date(act.today), Value::None]
}

impl Verb for Suspend {
    type On = Certificate;
    const NAME: &'static str = "suspend";
    const MAY: &'static [Duty] = MANAGERS;

    fn offered(on: &Entity<Certificate>, _: &Isms) -> bool {
        on.data.status == CertificateStatus::Valid
    }

    fn prefill(_: &Entity<Certificate>, act: &Act<'_>) -> Vec<Value> {
        today_and_nothing(act)
    }

    fn apply(self, on: &Entity<Certificate>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        change(on, act, (CertificateStatus::Suspended, self.on, Some(self.why)), edits)
    }
}

impl Verb for Reinstate {
    type On = Certificate;
    const NAME: &'static str = "reinstate";
    const MAY: &'static [Duty] = MANAGERS;

    fn offered(on: &Entity<Certificate>, _: &Isms) -> bool {
        on.data.status == CertificateStatus::Suspended
    }

    fn prefill(_: &Entity<Certificate>, act: &Act<'_>) -> Vec<Value> {
        today_and_nothing(act)
    }

    fn apply(self, on: &Entity<Certificate>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        change(on, act, (CertificateStatus::Valid, self.on, self.remark), edits)
    }
}

impl Verb for Withdraw {
    type On = Certificate;
    const NAME: &'static str = "withdraw";
    const MAY: &'static [Duty] = MANAGERS;

    fn offered(on: &Entity<Certificate>, _: &Isms) -> bool {
        on.data.status != CertificateStatus::Withdrawn
    }

    fn prefill(_: &Entity<Certificate>, act: &Act<'_>) -> Vec<Value> {
        today_and_nothing(act)
    }

    fn apply(self, on: &Entity<Certificate>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        change(on, act, (CertificateStatus::Withdrawn, self.on, Some(self.why)), edits)
    }
}
