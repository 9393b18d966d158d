//! Complaints that many records and verbs share: days that cannot be, and what is missing before a decision.

use attesta_record::Complaints;
use jiff::civil::Date;

use crate::kit::{Act, complain_about_future};

impl Act<'_> {
    /// Complains about a day that has not come yet.
    pub fn complain_about_future(&self, field: &str, day: Option<Date>, complaints: &mut Complaints) {
        complain_about_future(day, field, self, complaints);
    }

    /// The day on which something was done: as given, or today. Complains about one that has not come yet.
    pub fn day_done(&self, field: &str, given: Option<Date>, complaints: &mut Complaints) -> Date {
        self.complain_about_future(field, given, complaints);
        given.unwrap_or(self.today)
    }
}

/// Complains about everything that is missing: the field, whether it is, and what to do about it.
pub fn complain_about_missing(wanted: &[(&str, bool, &str)], complaints: &mut Complaints) {
    for (field, missing, message) in wanted {
        if *missing {
            complaints.add(*field, *message);
        }
    }
}

/// One complaint at a field, as a refusal.
pub fn refuse(field: &str, message: impl Into<String>) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.add(field, message);
    complaints
}
