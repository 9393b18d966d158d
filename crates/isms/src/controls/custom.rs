//! A control of a set of the organisation's own, beside Annex A.

use attesta_record::{Complaints, Entity, Record, Text};

use crate::{
    ids::CustomControlId,
    kit::{Act, Concept},
};

/// Custom control
///
/// A control that Annex A does not have and the organisation needs: from a customer, a law, another standard. It stands
/// in the Statement of Applicability beside the 93.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = CustomControlId, plural = "Custom controls", clause = "6.1.3 b")]
pub struct CustomControl {
    /// Reference
    ///
    /// Short and unique: PAY-3
    #[field(title, list)]
    pub reference: Text,
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Origin
    ///
    /// The set it belongs to: a customer, a law, another standard.
    #[field(list)]
    pub origin: Option<Text>,
    /// What it asks for
    #[field(long)]
    pub description: Option<Text>,
}

impl Concept for CustomControl {
    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        let other = act.isms.custom_controls.in_force().find(|one| one.data.reference == self.reference);
        if let Some(other) = other
            && before.is_none_or(|before| before.id != other.id)
        {
            complaints.add("reference", format!("There is a custom control {} already.", self.reference));
        }
    }
}
