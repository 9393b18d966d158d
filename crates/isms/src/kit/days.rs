//! Rules about days that many records share.

use attesta_record::Complaints;
use jiff::civil::Date;

use crate::{
    Isms,
    kit::{Act, Note, Owner},
};

/// Complains where a last day lies before the first.
pub fn complain_about_order(
    from: Option<Date>,
    until: Option<Date>,
    field: &str,
    complaints: &mut Complaints,
) {
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        complaints.add(field, "It cannot end before it begins. Correct one of the two days.");
    }
}

/// Complains where what has happened is said to have happened on a day to come.
pub fn complain_about_future(day: Option<Date>, field: &str, act: &Act<'_>, complaints: &mut Complaints) {
    if day.is_some_and(|day| day > act.today) {
        complaints.add(field, "This day lies in the future.");
    }
}

/// The day on which something was done: as given, or today; never in the future.
pub fn day_done(given: Option<Date>, field: &str, act: &Act<'_>) -> Result<Date, Complaints> {
    let mut complaints = Complaints::default();
    complain_about_future(given, field, act, &mut complaints);
    complaints.into_result().map(|()| given.unwrap_or(act.today))
}

/// The remark on a review whose day has passed.
pub fn overdue_review(review: Option<Date>, today: Date) -> Option<Note> {
    review.filter(|day| *day < today).map(|_| Note::warn("Review overdue"))
}

/// The remark on something that nobody owns today: no owner was named, the person has left, the role is vacant.
pub fn ownerless(owner: Option<Owner>, isms: &Isms, today: Date) -> Option<Note> {
    match owner {
        None => Some(Note::warn("No owner")),
        Some(Owner::Person(person)) => {
            let left = isms.people.get(person).and_then(|person| person.data.left_on);
            left.filter(|left| *left < today).map(|_| Note::warn("Its owner has left"))
        }
        Some(Owner::Role(role)) => {
            isms.holders(role, today).is_empty().then(|| Note::warn("Nobody holds the role that owns it"))
        }
    }
}
