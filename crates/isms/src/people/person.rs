//! A person who works under the organisation's control.

use attesta_record::{Complaints, Entity, Record, Text};
use jiff::civil::Date;

use crate::{
    ids::PersonId,
    kit::{Act, Concept},
};

/// Person
///
/// Somebody who works under the organisation's control: staff, contractors, directors. An account is something else.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = PersonId, plural = "People", clause = "7.2")]
pub struct Person {
    /// Name
    #[field(title, list)]
    pub name: Text,
    /// E-mail
    #[field(list)]
    pub email: Option<Text>,
    /// Function
    ///
    /// Job title or place in the organisation.
    #[field(list)]
    pub function: Option<Text>,
    /// Joined
    pub joined_on: Option<Date>,
    /// Left
    #[field(list)]
    pub left_on: Option<Date>,
}

impl Concept for Person {
    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        if let (Some(joined), Some(left)) = (self.joined_on, self.left_on)
            && left < joined
        {
            complaints.add("left_on", "Nobody leaves before joining. Correct one of the two days.");
        }
        if let Some(email) = &self.email
            && !email.is_erased()
            && !email
                .as_str()
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        {
            complaints.add("email", format!("“{email}” is not an e-mail address."));
        }
    }
}
