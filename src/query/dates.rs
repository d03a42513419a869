//! A time that a query asks for.

use crate::calendar::Date;
use crate::calendar::time_ago::{is_span, relative};
use chrono::NaiveDate;
use std::fmt;

/// From the first day of one date to the last of another; either end may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// The first date, or none.
    pub from: Option<Date>,
    /// The last date, or none.
    pub to: Option<Date>,
    /// Without the dates at the ends: `>2022`.
    pub open: bool,
}

impl DateRange {
    /// Reads `2022-05`, `2021..2022-05-13`, `2021..`, `..2022`, `>2022`, `>=2022`, `<2022`, `<=2022`.
    pub fn parse(text: &str) -> Option<DateRange> {
        DateRange::parse_on(text, None)
    }

    /// Reads the same, and where it is said which day is today also [`relative`] dates: `yesterday`, `last-month..today`. A span
    /// alone (`7d`) is the time since then.
    pub fn parse_on(text: &str, today: Option<NaiveDate>) -> Option<DateRange> {
        let date = |text: &str| Date::parse(text).or_else(|| relative(text, today?));
        let range = |from: &str, to: &str, open| -> Option<DateRange> {
            let end = |text: &str| match text {
                "" => Some(None),
                text => date(text).map(Some),
            };
            let (from, to) = (end(from)?, end(to)?);
            (from.is_some() || to.is_some()).then_some(DateRange { from, to, open })
        };
        match text.split_once("..") {
            Some((from, to)) => range(from, to, false),
            None if text.starts_with(">=") => range(&text[2..], "", false),
            None if text.starts_with("<=") => range("", &text[2..], false),
            None if text.starts_with('>') => range(&text[1..], "", true),
            None if text.starts_with('<') => range("", &text[1..], true),
            None if today.is_some_and(|today| is_span(text, today)) => range(text, "", false),
            None => range(text, text, false),
        }
    }

    /// Whether a date lies wholly in this time.
    pub fn holds(&self, date: Date) -> bool {
        let after = |limit: Date| match self.open {
            true => limit.last() < date.first(),
            false => limit.first() <= date.first(),
        };
        let before = |limit: Date| match self.open {
            true => date.last() < limit.first(),
            false => date.last() <= limit.last(),
        };
        self.from.is_none_or(after) && self.to.is_none_or(before)
    }

    /// Whether it ends before it begins.
    pub fn is_reversed(&self) -> bool {
        self.first()
            .zip(self.last())
            .is_some_and(|(first, last)| last < first)
    }

    /// The first day, where there is one.
    pub fn first(&self) -> Option<NaiveDate> {
        match (self.from, self.open) {
            (Some(date), true) => date.last().and_then(|day| day.succ_opt()),
            (Some(date), false) => date.first(),
            (None, _) => None,
        }
    }

    /// The last day, where there is one.
    pub fn last(&self) -> Option<NaiveDate> {
        match (self.to, self.open) {
            (Some(date), true) => date.first().and_then(|day| day.pred_opt()),
            (Some(date), false) => date.last(),
            (None, _) => None,
        }
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let strict = if self.open { "" } else { "=" };
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) => write!(f, "{from}..{to}"),
            (Some(from), None) => write!(f, ">{strict}{from}"),
            (None, Some(to)) => write!(f, "<{strict}{to}"),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_holds_what_lies_wholly_in_it() {
        for (range, date, holds) in [
            ("2022-05", "2022-05-13", true),
            ("2022-05", "2022-05", true),
            ("2022-05", "2022", false),
            ("2021..2022-05-13", "2022-05-13", true),
            ("2021..2022-05-13", "2022-05-14", false),
            ("2021..", "2030", true),
            (">2022", "2022-12-31", false),
            (">2022", "2023-01-01", true),
            ("<2022-W19", "2022-05-08", true),
            ("<2022-W19", "2022-05-09", false),
            ("<=2022", "2022-12", true),
        ] {
            let parsed = DateRange::parse(range).expect(range);
            assert_eq!(parsed.holds(Date::parse(date).unwrap()), holds, "{range} {date}");
            assert_eq!(DateRange::parse(&parsed.to_string()), Some(parsed));
        }
        for (range, reversed) in [
            ("2023..2022", true),
            ("2022..2022-05", false),
            ("2022", false),
            ("2022..", false),
        ] {
            assert_eq!(
                DateRange::parse(range).unwrap().is_reversed(),
                reversed,
                "{range}"
            );
        }
        for text in ["", "..", ">", "yesterday", "2022..x", "2022-13"] {
            assert_eq!(DateRange::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_may_be_counted_from_today() {
        let today = NaiveDate::from_ymd_opt(2022, 5, 13);
        for (text, meant) in [
            ("yesterday", "2022-05-12"),
            ("7d", ">=2022-05-06"),
            (">7d", ">2022-05-06"),
            ("last-month..today", "2022-04..2022-05-13"),
            ("2021..yesterday", "2021..2022-05-12"),
            ("<=last-week", "<=2022-W18"),
            ("2022-05", "2022-05"),
        ] {
            let range = DateRange::parse_on(text, today).expect(text);
            assert_eq!(range.to_string(), meant, "{text}");
        }
        assert_eq!(DateRange::parse_on("tomorrow", today), None);
    }
}
