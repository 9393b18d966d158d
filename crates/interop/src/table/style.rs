//! How a column writes days and numbers, found out from all of its values. What its values leave open is asked, never
//! guessed.

use jiff::civil::{Date, DateTime, Time};

use super::{Cell, cell::Content};

/// The days that a serial number of a spreadsheet may mean where nothing else says so: 1970 to 2100.
const SERIALS: std::ops::RangeInclusive<i64> = 25_569..=73_050;

/// Which of two numbers comes first in `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

/// What stands before a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// A point; commas group.
    Point,
    /// A comma; points group.
    Comma,
}

/// How a column writes days and numbers: what its values prove, or what somebody said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Which comes first, day or month.
    pub order: Option<DayOrder>,
    /// What stands before a fraction.
    pub decimal: Option<Decimal>,
    /// Whether whole numbers are the serial days of a spreadsheet.
    pub serial: bool,
}

/// Looks at the values of a column one by one.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a proof of its own")]
pub(super) struct Survey {
    day_first: bool,
    month_first: bool,
    point: bool,
    comma: bool,
    serials: usize,
    others: usize,
}

/// Why a text is no day, or no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unclear {
    /// It is none.
    No,
    /// It is one of two, and nothing in the column says which.
    EitherOr,
}

impl Survey {
    /// Looks at a cell.
    pub(super) fn see(&mut self, cell: &Cell) {
        let Content::Text(text) = &cell.content else { return };
        let text = text.trim();
        if let Some((first, second, _)) = three_numbers(text).filter(|_| !text.contains('.')) {
            self.day_first |= first > 12 && second <= 12;
            self.month_first |= second > 12 && first <= 12;
        }
        match text.parse::<i64>() {
            Ok(number) if SERIALS.contains(&number) => self.serials += 1,
            _ => self.others += 1,
        }
        match separators(text) {
            Some(Decimal::Point) => self.point = true,
            Some(Decimal::Comma) => self.comma = true,
            None => {}
        }
    }

    /// What the values prove.
    pub(super) fn style(&self) -> Style {
        let one_of = |a: bool, b: bool| (a != b).then_some(a);
        let order = one_of(self.day_first, self.month_first);
        let decimal = one_of(self.point, self.comma);
        Style {
            order: order.map(|day| if day { DayOrder::DayFirst } else { DayOrder::MonthFirst }),
            decimal: decimal.map(|point| if point { Decimal::Point } else { Decimal::Comma }),
            serial: self.serials > 0 && self.others == 0,
        }
    }
}

/// What the separators of a number prove: `1.234,5`, `0,25`.
fn separators(text: &str) -> Option<Decimal> {
    let number = bare_number(text);
    let (point, comma) = (number.rfind('.'), number.rfind(','));
    match (point, comma) {
        (Some(point), Some(comma)) => Some(if point > comma { Decimal::Point } else { Decimal::Comma }),
        (Some(at), None) => proves(number, at, '.')
            .then_some(Decimal::Point)
            .or_else(|| groups(number, '.').then_some(Decimal::Comma)),
        (None, Some(at)) => proves(number, at, ',')
            .then_some(Decimal::Comma)
            .or_else(|| groups(number, ',').then_some(Decimal::Point)),
        (None, None) => None,
    }
}

/// Whether the separator at this place can only begin a fraction: three digits after it might be a group.
fn proves(number: &str, at: usize, separator: char) -> bool {
    let before = number[..at].trim_start_matches('-');
    let after = &number[at + 1..];
    !before.contains(separator)
        && !after.is_empty()
        && (after.len() != 3 || before.len() > 3 || before == "0")
}

/// Whether the separator stands twice, so that it can only group.
fn groups(number: &str, separator: char) -> bool {
    number.matches(separator).count() > 1
}

/// The number of a text without the signs of currencies and shares around it.
fn bare_number(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || "€$£%".contains(letter))
}

/// The day, or the moment, that a cell says.
pub(super) fn moment(cell: &Cell, style: Style) -> Result<DateTime, Unclear> {
    match &cell.content {
        Content::Moment(moment) => Ok(*moment),
        Content::Number(number) => serial(*number).ok_or(Unclear::No),
        Content::Text(text) => {
            let text = text.trim();
            if style.serial
                && let Ok(number) = text.parse::<i32>()
            {
                return serial(f64::from(number)).ok_or(Unclear::No);
            }
            text_moment(text, style)
        }
        _ => Err(Unclear::No),
    }
}

/// The day of a spreadsheet's serial number.
fn serial(number: f64) -> Option<DateTime> {
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked first")]
    let days = (0.0..2_958_466.0).contains(&number).then_some(number.floor() as i64)?;
    if !SERIALS.contains(&days) {
        return None;
    }
    let day = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
    let seconds = (number.fract() * 86_400.0).round() as i64;
    day.at(0, 0, 0, 0).checked_add(jiff::Span::new().seconds(seconds)).ok()
}

fn text_moment(text: &str, style: Style) -> Result<DateTime, Unclear> {
    if let Ok(moment) = text.parse::<DateTime>() {
        return Ok(moment);
    }
    if let Ok(day) = text.parse::<Date>() {
        return Ok(day.at(0, 0, 0, 0));
    }
    if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
        return Ok(stamp.to_zoned(jiff::tz::TimeZone::UTC).datetime());
    }
    let (day, time) = split_time(text);
    let date = text_day(day, style)?;
    Ok(date.to_datetime(time))
}

/// A text that ends in a time of day, in two: `15.03.2026 09:14`.
fn split_time(text: &str) -> (&str, Time) {
    if let Some((day, clock)) = text.rsplit_once([' ', 'T'])
        && clock.contains(':')
        && let Some(time) = clock_time(clock)
    {
        return (day.trim_end_matches(','), time);
    }
    (text, Time::MIN)
}

fn clock_time(text: &str) -> Option<Time> {
    let mut parts = text.splitn(3, ':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().map_or(Some(0), |second| second)?;
    Time::new(hour, minute, second, 0).ok()
}

fn text_day(text: &str, style: Style) -> Result<Date, Unclear> {
    if let Ok(day) = text.parse::<Date>() {
        return Ok(day);
    }
    if let Some(day) = with_month_name(text) {
        return Ok(day);
    }
    let (first, second, year) = three_numbers(text).ok_or(Unclear::No)?;
    let date = |day: i8, month: i8| Date::new(year, month, day).map_err(|_| Unclear::No);
    // With points it is always the day that comes first.
    let order = if text.contains('.') { Some(DayOrder::DayFirst) } else { style.order };
    match order {
        Some(DayOrder::DayFirst) => date(first, second),
        Some(DayOrder::MonthFirst) => date(second, first),
        None if first == second || first > 12 => date(first, second),
        None if second > 12 => date(second, first),
        None => Err(Unclear::EitherOr),
    }
}

/// `15.03.2026`, `15/03/2026`, `15-03-2026`: two small numbers and a year.
fn three_numbers(text: &str) -> Option<(i8, i8, i16)> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(separator, '.' | '/' | '-') {
        return None;
    }
    let mut parts = text.split(separator).map(str::trim);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let plain =
        |part: &str, most: usize| part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || !plain(first, 2) || !plain(second, 2) || !plain(year, 4) {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `15 Mar 2026`, `March 15, 2026`, `15-Mar-2026`.
fn with_month_name(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || ",-.".contains(letter))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (day, name) = if first.starts_with(|letter: char| letter.is_ascii_digit()) {
        (first, second)
    } else {
        (second, first)
    };
    let name = name.to_lowercase();
    let named = name.chars().count() >= 3;
    let month = MONTHS.iter().position(|month| {
        named && month.starts_with(name.as_str()) || name == "sept" && *month == "september"
    })?;
    let day = day.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, i8::try_from(month + 1).ok()?, day.parse().ok()?).ok()
}

/// The number that a cell says. A unit after it is left to the caller: `unit` is what the field counts.
pub(super) fn number(cell: &Cell, style: Style, unit: &str) -> Result<f64, Unclear> {
    match &cell.content {
        Content::Number(number) => Ok(*number),
        Content::Text(text) => text_number(text, style, unit),
        _ => Err(Unclear::No),
    }
}

fn text_number(text: &str, style: Style, unit: &str) -> Result<f64, Unclear> {
    let bare = bare_number(text);
    let end = bare.find(|letter: char| letter.is_alphabetic()).unwrap_or(bare.len());
    let (number, word) = (bare[..end].trim_end(), bare[end..].trim());
    let factor = if word.is_empty() { Some(1.0) } else { factor(word, unit) };
    let (text, factor) = factor.map_or((bare, 1.0), |factor| (number, factor));
    let plain = text.chars().all(|letter| letter.is_ascii_digit() || ".,-' \u{a0}".contains(letter));
    if !plain || !text.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(Unclear::No);
    }
    let text: String = text.chars().filter(|letter| !"' \u{a0}".contains(*letter)).collect();
    let decimal = match separators(&text).or(style.decimal) {
        Some(decimal) => decimal,
        None if !text.contains(['.', ',']) => Decimal::Point,
        None => return Err(Unclear::EitherOr),
    };
    // A column that proves one way does not write a single value the other way.
    let (group, point) = if decimal == Decimal::Point { (',', '.') } else { ('.', ',') };
    if style.decimal.is_some_and(|known| known != decimal) && text.contains(point) {
        return Err(Unclear::No);
    }
    let text = text.replace(group, "").replace(point, ".");
    let number = text.parse().ok().map(|number: f64| number * factor);
    number.filter(|number| number.is_finite()).ok_or(Unclear::No)
}

/// By what a number in one unit is multiplied to be one in the unit of the field.
fn factor(word: &str, unit: &str) -> Option<f64> {
    let word = super::heading::singular(&word.to_lowercase());
    let unit = super::heading::singular(unit);
    if unit.is_empty() {
        return None;
    }
    if word == unit {
        return Some(1.0);
    }
    Some(match (unit.as_str(), word.as_str()) {
        ("hour", "h" | "hr") | ("minute", "min") | ("day", "d") | ("month", "mo") | ("bit", "b") => 1.0,
        ("hour", "min" | "minute") => 1.0 / 60.0,
        ("hour", "d" | "day") => 24.0,
        ("hour", "week") => 168.0,
        ("day", "week") => 7.0,
        ("month", "y" | "yr" | "year") => 12.0,
        _ => return None,
    })
}

#[cfg(test)]
#[path = "style_tests.rs"]
mod tests;
