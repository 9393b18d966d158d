//! Days and numbers in all the ways in which people write them.

use proptest::prelude::*;

use super::*;

fn style(texts: &[&str]) -> Style {
    let mut survey = Survey::default();
    for text in texts {
        survey.see(&Cell::text(*text));
    }
    survey.style()
}

fn day(text: &str, style: Style) -> Result<String, Unclear> {
    moment(&Cell::text(text), style).map(|moment| moment.date().to_string())
}

#[test]
fn days_in_five_styles() {
    let any = Style::default();
    for text in [
        "2026-03-15",
        "15.03.2026",
        "15/03/2026",
        "03/15/2026",
        "15 Mar 2026",
        "March 15, 2026",
        "15-Mar-2026",
        "15-03-2026",
        "2026-03-15 22:00",
        "15.03.2026 09:14",
    ] {
        assert_eq!(day(text, any).as_deref(), Ok("2026-03-15"), "{text}");
    }
    for text in ["Rolling", "31.02.2026", "15.03.26", "2026", "13/13/2026", "4h", "N/A", "46096"] {
        assert_eq!(day(text, any), Err(Unclear::No), "{text}");
    }
}

#[test]
fn a_column_says_what_one_value_does_not() {
    assert_eq!(day("03/04/2026", style(&["03/04/2026"])), Err(Unclear::EitherOr));
    assert_eq!(day("03/04/2026", style(&["03/04/2026", "25/04/2026"])).as_deref(), Ok("2026-04-03"));
    assert_eq!(day("03/04/2026", style(&["03/04/2026", "04/25/2026"])).as_deref(), Ok("2026-03-04"));
    assert_eq!(day("03/04/2026", style(&["25/04/2026", "04/25/2026"])), Err(Unclear::EitherOr));
    assert_eq!(day("05/05/2026", Style::default()).as_deref(), Ok("2026-05-05"));
    assert_eq!(day("46096", style(&["46096", "46100"])).as_deref(), Ok("2026-03-15"));
    assert!(!style(&["46096", "five"]).serial);
}

#[test]
fn numbers_with_points_and_commas() {
    let any = Style::default();
    let read = |text: &str, style| number(&Cell::text(text), style, "months");
    for (text, expected) in [
        ("12", 12.0),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1_234_567.0),
        ("0.125", 0.125),
        ("12 months", 12.0),
        ("8 000", 8000.0),
        ("-3", -3.0),
        ("€ 5", 5.0),
    ] {
        assert_eq!(read(text, any), Ok(expected), "{text}");
    }
    let hours = |text: &str| number(&Cell::text(text), any, "hours");
    assert_eq!((hours("4h"), hours("15 min"), hours("1 day")), (Ok(4.0), Ok(0.25), Ok(24.0)));
    assert_eq!(read("2 years", any), Ok(24.0));
    assert_eq!(read("1,234", any), Err(Unclear::EitherOr));
    assert_eq!(read("1,234", style(&["1,234", "0,5"])), Ok(1.234));
    assert_eq!(read("1,234", style(&["1,234", "0.5"])), Ok(1234.0));
    for text in ["4h", "12 weeks", "N/A", "<5%", "-", "1e9"] {
        assert_eq!(read(text, any), Err(Unclear::No), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_fall(text in ".{0,40}", digits in "[0-9./, -]{0,14}") {
        for text in [text, digits] {
            let cell = Cell::text(text.as_str());
            let mut survey = Survey::default();
            survey.see(&cell);
            for style in [Style::default(), survey.style(), Style { serial: true, ..Style::default() }] {
                let _ = moment(&cell, style);
                let _ = number(&cell, style, "months");
            }
        }
    }

    #[test]
    fn a_day_is_the_same_in_every_style(day in 1_i8..=28, month in 1_i8..=12, year in 1990_i16..2090) {
        let date = Date::new(year, month, day).unwrap();
        let style = Style { order: Some(DayOrder::DayFirst), ..Style::default() };
        for text in [format!("{day:02}.{month:02}.{year}"), format!("{day}/{month}/{year}"), date.to_string()] {
            prop_assert_eq!(moment(&Cell::text(text), style).map(jiff::civil::DateTime::date), Ok(date));
        }
        let style = Style { order: Some(DayOrder::MonthFirst), ..Style::default() };
        prop_assert_eq!(moment(&Cell::text(format!("{month}/{day}/{year}")), style).map(jiff::civil::DateTime::date), Ok(date));
    }
}
