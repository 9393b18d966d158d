//! A row of the Statement of Applicability. A control without a row is *unanswered*.

use attesta_record::{Choice, Complaints, Entity, Record, Text};

use crate::{
    Isms,
    ids::{CustomControlId, ScopeId, SoaEntryId},
    kit::{Act, AnyControl, Concept, ControlRef, Owner},
};

/// SoA row
///
/// The answer for one control, of Annex A or of an own set, in one scope: whether it is necessary, why or why not, and how far it is
/// implemented.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = SoaEntryId, plural = "SoA rows", clause = "6.1.3 d")]
pub struct SoaEntry {
    /// Scope
    #[field(title, list, index)]
    pub scope: ScopeId,
    /// Control
    ///
    /// Of Annex A; or else a custom control below.
    #[field(title, list, index)]
    pub control: Option<ControlRef>,
    /// Custom control
    #[field(title, list, index)]
    pub custom: Option<CustomControlId>,
    /// Applicable
    ///
    /// Open until somebody has decided.
    #[field(list, index)]
    pub applicable: Option<bool>,
    /// Status
    #[field(list, index)]
    pub status: Option<ImplementationStatus>,
    /// Also because of
    ///
    /// Reasons that no other record carries: the justification says what they are.
    pub also: Vec<OwnReason>,
    /// Owner
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Justification
    ///
    /// Why it is included, or why it is left out: the risk it would treat does not arise, the activity does not occur,
    /// another control meets it.
    #[field(long, list)]
    pub justification: Option<Text>,
    /// Note
    #[field(long)]
    pub note: Option<Text>,
}

/// A reason that stands on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum OwnReason {
    /// Business need
    BusinessNeed,
    /// Good practice
    GoodPractice,
}

/// Implementation status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ImplementationStatus {
    /// Implemented
    Implemented,
    /// Partial
    Partial,
    /// Planned
    Planned,
    /// Not implemented
    NotImplemented,
}

impl SoaEntry {
    /// A row of which nothing is decided yet.
    pub fn open(scope: ScopeId, about: AnyControl) -> Self {
        let (control, custom) = match about {
            AnyControl::Annex(control) => (Some(control), None),
            AnyControl::Own(control) => (None, Some(control)),
        };
        Self {
            scope,
            control,
            custom,
            applicable: None,
            status: None,
            also: Vec::new(),
            owner: None,
            justification: None,
            note: None,
        }
    }

    /// The control that it answers for; every row that was checked has exactly one.
    pub fn about(&self) -> Option<AnyControl> {
        self.control.map(AnyControl::Annex).or_else(|| self.custom.map(AnyControl::Own))
    }
}

impl Concept for SoaEntry {
    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        match (self.control, self.custom) {
            (None, None) => complaints.add("control", "Choose a control of Annex A or a custom control."),
            (Some(_), Some(_)) => {
                complaints
                    .add("custom", "A row answers for one control. Choose one of Annex A or a custom one.");
            }
            _ => {}
        }
        let other = self.about().and_then(|control| act.isms.soa_entry(self.scope, control));
        if let (Some(control), Some(other)) = (self.about(), other)
            && before.is_none_or(|before| before.id != other.id)
        {
            complaints.add("control", format!("{} is answered in this scope already.", control.key()));
        }
        if !self.also.is_empty() && self.justification.is_none() {
            complaints.add("justification", "Say what the business need or the good practice is.");
        }
        if self.applicable == Some(false) {
            if self.justification.is_none() {
                complaints.add("justification", "Say why the control is left out; 6.1.3 d asks for it.");
            }
            if self.status.is_some() {
                complaints.add("status", "A control that is left out has no status. Clear it.");
            }
        }
    }
}

impl Isms {
    /// The row of a control in a scope, retired ones aside.
    pub fn soa_entry(&self, scope: ScopeId, control: impl Into<AnyControl>) -> Option<&Entity<SoaEntry>> {
        self.soa_entries.get(*self.links().soa.get(&(scope, control.into()))?)
    }
}
