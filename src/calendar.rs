//! What a date is: a year, a month, an ISO week or a day, and nothing finer; how the press writes it and how machines do.

pub(crate) mod easter;
pub(crate) mod ethiopian;
pub(crate) mod islamic;
pub mod moment;
pub(crate) mod names;
pub(crate) mod orders;
pub(crate) mod persian;
pub mod stamp;
pub mod time_ago;
pub mod written;

use chrono::{Datelike, NaiveDate};
pub use moment::Moment;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar value at the precision at which it is known. Prints as `2022`, `2022-05`, `2022-W19` or `2022-05-13`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Date {
    /// A year.
    Year(i32),
    /// A month of a year.
    Month(i32, u32),
    /// An ISO 8601 week: its year and its number.
    Week(i32, u32),
    /// A day.
    Day(NaiveDate),
}

/// How finely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the year.
    Year,
    /// To the month.
    Month,
    /// To the ISO week.
    Week,
    /// To the day.
    Day,
}

impl Date {
    /// The day `year-month-day`, or nothing where the calendar has no such day.
    pub fn day(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).map(Date::Day)
    }

    /// How finely this date is known.
    pub fn precision(self) -> Precision {
        match self {
            Date::Year(_) => Precision::Year,
            Date::Month(..) => Precision::Month,
            Date::Week(..) => Precision::Week,
            Date::Day(_) => Precision::Day,
        }
    }

    /// The first day of the period.
    pub fn first(self) -> Option<NaiveDate> {
        match self {
            Date::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Date::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Date::Week(year, week) => NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon),
            Date::Day(day) => Some(day),
        }
    }

    /// The last day of the period.
    pub fn last(self) -> Option<NaiveDate> {
        match self {
            Date::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31),
            Date::Month(year, 12) => NaiveDate::from_ymd_opt(year, 12, 31),
            Date::Month(year, month) => NaiveDate::from_ymd_opt(year, month + 1, 1)?.pred_opt(),
            Date::Week(year, week) => NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Sun),
            Date::Day(day) => Some(day),
        }
    }

    /// Reads what [`Display`](fmt::Display) prints.
    pub fn parse(text: &str) -> Option<Date> {
        let number = |part: &str| {
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse::<u32>().ok())?
        };
        let parts: Vec<&str> = text.split('-').collect();
        let year = |part: &str| (part.len() == 4).then(|| number(part).map(|y| y as i32))?;
        let date = match parts[..] {
            [y] => Date::Year(year(y)?),
            [y, w] if w.starts_with('W') => Date::Week(year(y)?, number(&w[1..])?),
            [y, m] if m.len() == 2 => Date::Month(year(y)?, number(m)?),
            [y, m, d] if m.len() == 2 && d.len() == 2 => return Date::day(year(y)?, number(m)?, number(d)?),
            _ => return None,
        };
        date.first().map(|_| date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Year(year) => write!(f, "{year:04}"),
            Date::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Date::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Date::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not a date: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_print_and_parse_back() {
        for text in ["2022", "2022-05", "2022-W19", "2022-05-13"] {
            assert_eq!(Date::parse(text).expect(text).to_string(), text);
        }
        for text in ["", "22", "2022-13", "2022-02-30", "2022-W60", "2022-5-1", "x"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_knows_its_ends() {
        let ends = |text: &str| {
            let date = Date::parse(text).unwrap();
            (
                date.first().unwrap().to_string(),
                date.last().unwrap().to_string(),
            )
        };
        assert_eq!(ends("2022"), ("2022-01-01".into(), "2022-12-31".into()));
        assert_eq!(ends("2024-02"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(ends("2022-12"), ("2022-12-01".into(), "2022-12-31".into()));
        assert_eq!(ends("2022-W19"), ("2022-05-09".into(), "2022-05-15".into()));
    }
}
