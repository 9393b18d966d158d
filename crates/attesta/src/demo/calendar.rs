//! The working days of the sample company, counted back from the last one before today.

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::trouble::Trouble;

/// Where the company works.
pub(super) const ZONE: &str = "Europe/Berlin";

/// How many working days its past has: a little over fourteen months.
pub(super) const LENGTH: usize = 303;

/// Holidays of Hamburg that have a fixed day, and the days around New Year on which the office is closed.
const CLOSED: &[(i8, i8)] = &[
    (1, 1),
    (5, 1),
    (10, 3),
    (10, 31),
    (12, 24),
    (12, 25),
    (12, 26),
    (12, 27),
    (12, 28),
    (12, 29),
    (12, 30),
    (12, 31),
];

/// The working days.
#[derive(Debug)]
pub(super) struct Calendar {
    zone: TimeZone,
    today: Date,
    days: Vec<Date>,
}

impl Calendar {
    /// The calendar that ends on the last working day before this moment.
    pub(super) fn ending(now: Timestamp) -> Result<Self, Trouble> {
        let zone = TimeZone::get(ZONE)
            .map_err(|error| Trouble::said(format!("The time zones are missing: {error}.")))?;
        let today = now.to_zoned(zone.clone()).date();
        let mut day = today;
        let mut days = Vec::with_capacity(LENGTH);
        while days.len() < LENGTH {
            day = day.yesterday().map_err(|error| Trouble::said(format!("The clock is wrong: {error}.")))?;
            if is_working_day(day) {
                days.push(day);
            }
        }
        Ok(Self { zone, today, days })
    }

    /// Today, on which nothing of the past happens any more.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// So many working days before the last one; what lies before the past counts as its first day.
    pub(super) fn day(&self, before: usize) -> Date {
        self.days[before.min(self.days.len() - 1)]
    }

    /// The first day of a month, so many months before today.
    pub(super) fn month(&self, before: i32) -> Date {
        self.today.saturating_sub(before.months()).first_of_month()
    }

    /// A moment on such a day.
    pub(super) fn moment(
        &self,
        before: usize,
        hour: i8,
        minute: i8,
        second: i8,
    ) -> Result<Timestamp, Trouble> {
        let civil = self.day(before).at(hour, minute, second, 0);
        let zoned = civil.to_zoned(self.zone.clone());
        zoned
            .map(|zoned| zoned.timestamp())
            .map_err(|error| Trouble::said(format!("The clock is wrong: {error}.")))
    }
}

/// Whether people work on that day.
pub(super) fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        && !CLOSED.contains(&(day.month(), day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_working_days_of_the_past() {
        for now in
            ["2026-11-22T18:00:00Z", "2027-01-01T00:00:00Z", "2026-03-29T01:30:00Z", "2026-11-23T06:00:00Z"]
        {
            let now: Timestamp = now.parse().unwrap();
            let calendar = Calendar::ending(now).unwrap();
            assert!((0..LENGTH).all(|before| is_working_day(calendar.day(before))));
            assert!((1..LENGTH).all(|before| calendar.day(before) < calendar.day(before - 1)));
            assert!(calendar.moment(0, 18, 0, 0).unwrap() < now);
            let months =
                calendar.day(LENGTH - 1).until((jiff::Unit::Month, calendar.today())).unwrap().get_months();
            assert_eq!(months, 14, "at {now}");
        }
    }

    #[test]
    fn hours_are_those_of_hamburg() {
        let calendar = Calendar::ending("2026-11-22T18:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(calendar.day(0).to_string(), "2026-11-20");
        assert_eq!(calendar.moment(0, 9, 30, 0).unwrap().to_string(), "2026-11-20T08:30:00Z", "in winter");
        assert_eq!(calendar.month(14).to_string(), "2025-09-01");
    }
}
