//! The organisation whose ISMS this is.

use attesta_record::{Complaints, Entity, Record, Text, TypedId};
use jiff::tz::TimeZone;

use crate::{
    Isms,
    ids::OrganisationId,
    kit::{Act, Concept},
};

/// Organisation
///
/// The organisation whose information security management system this is.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = OrganisationId, plural = "Organisation", clause = "4.1")]
pub struct Organisation {
    /// Name
    #[field(title, list)]
    pub name: Text,
    /// Legal name
    ///
    /// As it stands on contracts and on the certificate.
    pub legal_name: Option<Text>,
    /// What it does
    ///
    /// Its purpose, in a few sentences: the ISMS serves it.
    #[field(long)]
    pub purpose: Option<Text>,
    /// Time zone
    ///
    /// In which its days begin and end, by its IANA name: Europe/Berlin.
    #[field(default = "UTC")]
    pub time_zone: Text,
    /// Sample
    ///
    /// A made-up organisation for trying things out. It can never be taken for a real one.
    #[field(by_verb)]
    pub sample: bool,
}

impl Concept for Organisation {
    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        if before.is_none() && !act.isms.organisations.is_empty() {
            complaints.add("", "There is one organisation here already. Amend it instead.");
        }
        if TimeZone::get(self.time_zone.as_str()).is_err() {
            complaints.add("time_zone", format!("“{}” is not the IANA name of a time zone.", self.time_zone));
        }
    }
}

impl Isms {
    /// The organisation's own record, once it is set up.
    pub fn organisation(&self) -> Option<&Entity<Organisation>> {
        self.organisations.get(OrganisationId::new(1))
    }

    /// The zone in which the organisation's days begin and end; UTC until it is set up.
    pub fn zone(&self) -> TimeZone {
        let named = self.organisation().and_then(|one| TimeZone::get(one.data.time_zone.as_str()).ok());
        named.unwrap_or(TimeZone::UTC)
    }
}
