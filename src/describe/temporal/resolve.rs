//! Which day, week, month or year an expression means, by the day of publication or by the text's own dates.

use super::expressions::{Direction, Expression, TimeValue};
use crate::calendar::names::TimeUnit;
use crate::calendar::{Date, easter};
use chrono::{Datelike, Duration, Months, NaiveDate, Weekday};

/// A value for every expression, nothing where it cannot be known; and the bound, where no day of publication was given
/// and a value hangs on the text's own dates.
pub(crate) fn values(
    expressions: &[Expression],
    published: Option<Date>,
) -> (Vec<Option<Date>>, Option<Date>) {
    let day = match published {
        Some(Date::Day(day)) => Some(day),
        _ => None,
    };
    let bound = published
        .filter(|_| day.is_none())
        .or_else(|| latest(expressions));
    let mut now = Now {
        day,
        near: day.or_else(|| bound.and_then(Date::first)),
        last: None,
        named: None,
    };
    let values: Vec<Option<Date>> = expressions
        .iter()
        .map(|expression| now.value(expression))
        .collect();
    let hangs = |expression: &Expression| {
        matches!(
            expression.said,
            TimeValue::Day { .. }
                | TimeValue::Month(_)
                | TimeValue::MonthDay(_)
                | TimeValue::AfterEaster(_)
                | TimeValue::InYear { .. }
        )
    };
    let hung = day.is_none() && expressions.iter().any(hangs);
    (values, bound.filter(|_| hung))
}

/// The latest date that a text gives in full, a day rather than a month.
fn latest(expressions: &[Expression]) -> Option<Date> {
    let full = |days: bool| {
        expressions
            .iter()
            .filter_map(move |expression| match expression.said {
                TimeValue::Full(date @ Date::Day(_)) if days => Some(date),
                TimeValue::Full(date @ Date::Month(..)) if !days => Some(date),
                _ => None,
            })
            .max_by_key(|date| date.first())
    };
    match (full(true), full(false)) {
        (Some(day), Some(month)) if month.first() > day.first() => Some(month),
        (day, month) => day.or(month),
    }
}

struct Now {
    /// The day of publication.
    day: Option<NaiveDate>,
    /// The day of publication, or the latest known date of the text.
    near: Option<NaiveDate>,
    /// The day named last.
    last: Option<NaiveDate>,
    /// The first day of the time named last, whether a day, a month or a year.
    named: Option<NaiveDate>,
}

impl Now {
    fn value(&mut self, expression: &Expression) -> Option<Date> {
        let date = self.settled(expression)?;
        self.named = date.first().or(self.named);
        if let Date::Day(day) = date {
            self.last = Some(day);
            if self.day.is_none() && !matches!(expression.said, TimeValue::Full(_)) {
                self.near = self.near.max(Some(day));
            }
        }
        Some(date)
    }

    fn settled(&self, expression: &Expression) -> Option<Date> {
        match expression.said {
            TimeValue::Full(date) => Some(date),
            TimeValue::Day { month, day } => {
                self.nearest(|year| NaiveDate::from_ymd_opt(year, month, day), expression.lies)
            }
            TimeValue::Month(month) => self.near_month(month, expression.lies),
            TimeValue::MonthDay(day) => Date::day(self.near?.year(), self.near?.month(), day),
            TimeValue::Weekday(weekday) => weekday_near(self.day?, weekday, expression.lies).map(Date::Day),
            TimeValue::WeekdayLater(weekday, weeks) => {
                let next = weekday_near(self.day?, weekday, Direction::Ahead)?;
                Some(Date::Day(next.checked_add_signed(Duration::weeks(weeks))?))
            }
            TimeValue::AfterEaster(days) => self.nearest(|year| easter::after(year, days), expression.lies),
            TimeValue::InYear { by, month, day } => {
                let year = self.near?.year() + by;
                match day {
                    Some(day) => Date::day(year, month, day),
                    None => Some(Date::Month(year, month)),
                }
            }
            TimeValue::Distance(unit, by) => shifted(self.day?, unit, by),
            TimeValue::FromLast(TimeUnit::Day, by) => shifted(self.last?, TimeUnit::Day, by),
            TimeValue::FromLast(unit, by) => shifted(self.named?, unit, by),
        }
    }

    /// The nearest such day, those behind before those ahead.
    fn nearest(&self, in_year: impl Fn(i32) -> Option<NaiveDate>, lies: Direction) -> Option<Date> {
        let near = self.near?;
        let years = near.year() - 1..=near.year() + 1;
        let days = years.filter_map(in_year);
        let cost = |candidate: &NaiveDate| cost((*candidate - near).num_days(), lies, self.day.is_some());
        days.min_by_key(cost).map(Date::Day)
    }

    fn near_month(&self, month: u32, lies: Direction) -> Option<Date> {
        let near = self.near?;
        let years = near.year() - 1..=near.year() + 1;
        let distance = |year: i32| i64::from((year - near.year()) * 12 + month as i32 - near.month() as i32);
        let year = years.min_by_key(|year| match (distance(*year), lies) {
            (0, Direction::Behind | Direction::Ahead) => i64::MAX,
            (distance, _) => cost(distance * 30, lies, self.day.is_some()),
        })?;
        Some(Date::Month(year, month))
    }
}

/// How unlikely a date is that lies so many days ahead. The news tells what was more often than what will be; a bound may lie
/// long before the day of writing.
fn cost(ahead: i64, lies: Direction, published: bool) -> i64 {
    match lies {
        Direction::Behind if ahead > 0 => 100_000,
        Direction::Ahead if ahead < 0 => 100_000,
        Direction::Expected if ahead < 0 => -ahead * 2,
        Direction::Open if ahead > 0 && published => ahead * 2,
        _ => ahead.abs(),
    }
}

/// The last such day up to now, or the next one where the text looks ahead.
fn weekday_near(now: NaiveDate, weekday: Weekday, lies: Direction) -> Option<NaiveDate> {
    let back = i64::from(now.weekday().days_since(weekday));
    let days = match lies {
        Direction::Open => -back,
        Direction::Behind => -if back == 0 { 7 } else { back },
        Direction::Expected if back == 0 => 0,
        Direction::Ahead | Direction::Expected => 7 - back,
    };
    now.checked_add_signed(Duration::days(days))
}

fn shifted(now: NaiveDate, unit: TimeUnit, by: i32) -> Option<Date> {
    let back = by < 0;
    match unit {
        // No part of a day is read in a text.
        TimeUnit::Minute | TimeUnit::Hour => None,
        TimeUnit::Day => Some(Date::Day(now.checked_add_signed(Duration::days(by.into()))?)),
        TimeUnit::Week => {
            let week = now.checked_add_signed(Duration::weeks(by.into()))?.iso_week();
            Some(Date::Week(week.year(), week.week()))
        }
        TimeUnit::Month => {
            let months = Months::new(by.unsigned_abs());
            let then = if back {
                now.checked_sub_months(months)
            } else {
                now.checked_add_months(months)
            }?;
            Some(Date::Month(then.year(), then.month()))
        }
        TimeUnit::Year => Some(Date::Year(now.year() + by)),
    }
}
