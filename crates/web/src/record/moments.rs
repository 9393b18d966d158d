//! Moments in forms: people read and type them in the organisation's zone, the program keeps them without one.

use attesta_record::{Field, Kind, form::Typed};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// A moment as the control shows it. What is no moment is shown as it was typed.
pub(crate) fn shown(text: &str, zone: &TimeZone) -> String {
    let Ok(at) = text.parse::<Timestamp>() else { return text.to_owned() };
    let civil = at.to_zoned(zone.clone()).datetime();
    // A control shows seconds only where there are some.
    let short = civil.second() == 0 && civil.subsec_nanosecond() == 0;
    if short { civil.strftime("%Y-%m-%dT%H:%M").to_string() } else { civil.to_string() }
}

/// Reads what was typed as moments of the zone, wherever a field or a column holds a moment. What cannot be read stays
/// as it is, for the form to complain about.
pub(crate) fn read(fields: &[Field], typed: &mut Typed, zone: &TimeZone) {
    for (_, texts) in typed.iter_mut().filter(|(name, _)| holds_moment(fields, name)) {
        for text in texts {
            let civil =
                text.trim().parse::<DateTime>().ok().filter(|_| text.trim().parse::<Timestamp>().is_err());
            if let Some(at) = civil.and_then(|civil| civil.to_zoned(zone.clone()).ok()) {
                *text = at.timestamp().to_string();
            }
        }
    }
}

/// Whether the control of this name, `at` or `timeline.2.at`, holds a moment.
fn holds_moment(fields: &[Field], name: &str) -> bool {
    let mut parts = name.split('.');
    let field = parts.next().and_then(|name| fields.iter().find(|field| field.name == name));
    match field.map(|field| field.kind) {
        Some(Kind::Time) => true,
        Some(Kind::Rows(columns)) => parts.nth(1).is_some_and(|name| holds_moment(columns, name)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use attesta_isms::operations::Incident;
    use attesta_record::Fields as _;

    use super::*;

    fn read_one(name: &str, text: &str) -> String {
        let mut typed = Typed::from([(name.to_owned(), vec![text.to_owned()])]);
        read(Incident::FIELDS, &mut typed, &TimeZone::get("Europe/Berlin").unwrap());
        typed[name][0].clone()
    }

    #[test]
    fn moments_are_typed_in_the_zone() {
        assert_eq!(read_one("reported_at", "2026-07-01T09:30"), "2026-07-01T07:30:00Z", "in summer");
        assert_eq!(
            read_one("timeline.0.at", "2026-01-07 09:30"),
            "2026-01-07T08:30:00Z",
            "in winter, in a row"
        );
        assert_eq!(
            read_one("reported_at", "2026-01-07T09:30:00Z"),
            "2026-01-07T09:30:00Z",
            "with a zone of its own"
        );
        assert_eq!(read_one("reported_at", "yesterday"), "yesterday");
        assert_eq!(read_one("title", "2026-01-07T09:30"), "2026-01-07T09:30", "a text stays one");
        assert_eq!(read_one("timeline.0.what", "2026-01-07T09:30"), "2026-01-07T09:30");
    }

    #[test]
    fn what_is_shown_is_read_back() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(shown("2026-07-01T07:30:00Z", &zone), "2026-07-01T09:30");
        assert_eq!(shown("soon", &zone), "soon");
        for at in ["2026-07-01T07:30:00Z", "2026-01-01T23:59:58Z", "2026-01-01T00:00:00.123456Z"] {
            assert_eq!(read_one("reported_at", &shown(at, &zone)), at);
        }
    }
}
