//! A cryptographic key or certificate (control A.8.24).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{KeyId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Note, Owner, Verb, VerbType, complain_about_order},
};

/// How long before its end a key is spoken of.
const NOTICE_DAYS: i64 = 30;

/// Key or certificate
///
/// A cryptographic key or certificate: what it protects, by which algorithm, where it is kept, and when it ends. The
/// key itself is never kept here.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = KeyId, plural = "Keys and certificates", clause = "")]
pub struct CryptoKey {
    /// Key
    ///
    /// Its identifier or fingerprint; never the key itself.
    #[field(title, list)]
    pub key: Text,
    /// Purpose
    #[field(title, list)]
    pub purpose: Option<Text>,
    /// Status
    #[field(list, index, by_verb, default = "active")]
    pub status: KeyStatus,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// System
    #[field(list)]
    pub system: Option<Text>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Algorithm
    #[field(group = "Cryptography")]
    pub algorithm: Option<Text>,
    /// Length
    #[field(min = 1, unit = "bits")]
    pub length: Option<u32>,
    /// Storage
    pub storage: Option<Text>,
    /// Backup
    pub backup: Option<Text>,
    /// Created
    #[field(group = "Lifetime")]
    pub created_on: Option<Date>,
    /// Expires
    ///
    /// Open where it has no end of its own.
    #[field(list, index)]
    pub expires_on: Option<Date>,
    /// Rotation interval
    #[field(min = 1, unit = "months")]
    pub rotation_months: Option<u32>,
    /// Rotation in words
    ///
    /// Where no interval says it: for each device, upon a leaver.
    pub rotation: Option<Text>,
    /// Last rotated
    #[field(by_verb)]
    pub rotated_on: Option<Date>,
    /// Revoked on
    #[field(by_verb)]
    pub revoked_on: Option<Date>,
    /// Revoked because
    #[field(long, by_verb)]
    pub revoked_because: Option<Text>,
}

/// Status of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum KeyStatus {
    /// Active
    Active,
    /// Revoked
    Revoked,
}

/// Rotate
///
/// Records that the key was replaced by a new one of the same purpose.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RotateKey {
    /// Rotated on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// New key
    ///
    /// The identifier of the new one, if it has another.
    pub key: Option<Text>,
    /// Expires
    ///
    /// When the new one ends.
    pub expires_on: Option<Date>,
}

/// Revoke
///
/// Takes it out of use for good: compromised, or no longer needed.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RevokeKey {
    /// Revoked on
    ///
    /// Today if left open.
    pub on: Option<Date>,
    /// Reason
    #[field(long)]
    pub why: Text,
}

impl CryptoKey {
    /// The day by which it is to be rotated, where an interval says so.
    pub fn rotation_due(&self) -> Option<Date> {
        let since = self.rotated_on.or(self.created_on)?;
        Some(since.saturating_add(i64::from(self.rotation_months?).months()))
    }
}

impl Concept for CryptoKey {
    const VERBS: &'static [VerbType] = &[VerbType::of::<RotateKey>(), VerbType::of::<RevokeKey>()];

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        act.complain_about_future("created_on", self.created_on, complaints);
        complain_about_order(self.created_on, self.expires_on, "expires_on", complaints);
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status == KeyStatus::Revoked).then_some("A key that was revoked never changes.")
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let key = &on.data;
        if key.status == KeyStatus::Revoked {
            return Vec::new();
        }
        let mut notes = Vec::new();
        match key.expires_on {
            Some(day) if day < today => notes.push(Note::bad("Expired")),
            Some(day) if day <= today.saturating_add(NOTICE_DAYS.days()) => {
                notes.push(Note::warn(format!("Expires within {NOTICE_DAYS} days")));
            }
            _ => {}
        }
        if key.rotation_due().is_some_and(|due| due < today) {
            notes.push(Note::warn("Rotation overdue"));
        }
        notes
    }
}

const WORKERS: &[Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

fn active(on: &Entity<CryptoKey>) -> bool {
    on.data.status == KeyStatus::Active
}

/// A day on which something was done to a key: not before it was created, not in the future.
fn day(on: &Entity<CryptoKey>, act: &Act<'_>, given: Option<Date>) -> Result<Date, Complaints> {
    let mut complaints = Complaints::default();
    let day = act.day_done("on", given, &mut complaints);
    if on.data.created_on.is_some_and(|created| day < created) {
        complaints.add("on", "That is before it was created.");
    }
    complaints.into_result().map(|()| day)
}

impl Verb for RotateKey {
    type On = CryptoKey;
    const NAME: &'static str = "rotate";
    const MAY: &'static [Duty] = WORKERS;

    fn offered(on: &Entity<CryptoKey>, _: &Isms) -> bool {
        active(on)
    }

    fn prefill(_: &Entity<CryptoKey>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None, Value::None]
    }

    fn apply(self, on: &Entity<CryptoKey>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let rotated = day(on, act, self.on)?;
        let mut complaints = Complaints::default();
        complain_about_order(Some(rotated), self.expires_on, "expires_on", &mut complaints);
        if on.data.expires_on.is_some() && self.expires_on.is_none() {
            complaints.add("expires_on", "The old one had an end. Say when the new one ends.");
        }
        complaints.into_result()?;
        edits.amend(
            on,
            &CryptoKey {
                key: self.key.unwrap_or_else(|| on.data.key.clone()),
                rotated_on: Some(rotated),
                expires_on: self.expires_on,
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl Verb for RevokeKey {
    type On = CryptoKey;
    const NAME: &'static str = "revoke";
    const MAY: &'static [Duty] = WORKERS;

    fn offered(on: &Entity<CryptoKey>, _: &Isms) -> bool {
        active(on)
    }

    fn prefill(_: &Entity<CryptoKey>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<CryptoKey>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let revoked_on = Some(day(on, act, self.on)?);
        let (status, revoked_because) = (KeyStatus::Revoked, Some(self.why));
        edits.amend(on, &CryptoKey { status, revoked_on, revoked_because, ..on.data.clone() });
        Ok(())
    }
}
