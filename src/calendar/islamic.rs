//! The lunar calendar of Islam. Its months begin when the new moon is seen, here a day before there, so that a day of it is a day of ours
//! only where something else tells which: the day of the week, or our date beside it.

use super::Date;
use chrono::{Datelike, Duration, NaiveDate, Weekday};

/// How many days the months of a country begin before or after those of the table at most.
const LEEWAY: i64 = 2;

/// What is certain of a day: the day, if the day of the week is known, else the month or the year in which all days lie that it may be.
pub(crate) fn certain(year: i32, month: u32, day: u32, weekday: Option<Weekday>) -> Option<Date> {
    let middle = by_table(year, month, day)?;
    let (first, last) = (moved(middle, -LEEWAY)?, moved(middle, LEEWAY)?);
    match weekday {
        Some(weekday) => (-LEEWAY..=LEEWAY)
            .filter_map(|by| moved(middle, by))
            .find(|day| day.weekday() == weekday)
            .map(Date::Day),
        None => both(first, last),
    }
}

/// What is certain of a month: the year of ours in which it lies whole.
pub(crate) fn certain_month(year: i32, month: u32) -> Option<Date> {
    let first = moved(by_table(year, month, 1)?, -LEEWAY)?;
    let last = moved(by_table(year, month, 30)?, LEEWAY)?;
    (first.year() == last.year()).then_some(Date::Year(first.year()))
}

/// Whether a day may be this day of ours.
pub(crate) fn may_be(year: i32, month: u32, day: u32, ours: NaiveDate) -> bool {
    by_table(year, month, day).is_some_and(|middle| (middle - ours).num_days().abs() <= LEEWAY)
}

/// The finest date in which two days lie.
fn both(first: NaiveDate, last: NaiveDate) -> Option<Date> {
    if first.year() != last.year() {
        return None;
    }
    Some(if first.month() == last.month() {
        Date::Month(first.year(), first.month())
    } else {
        Date::Year(first.year())
    })
}

fn moved(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    day.checked_add_signed(Duration::days(by))
}

/// The day before the first of the first month, in days of the Gregorian calendar from its first.
const EPOCH: i32 = 227_014;

/// The day by the table of eleven leap days in thirty years.
fn by_table(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let fits = (1300..1500).contains(&year) && (1..=12).contains(&month) && (1..=30).contains(&day);
    let months = (59 * (month as i32 - 1) + 1) / 2;
    let days = day as i32 + months + (year - 1) * 354 + (3 + 11 * year) / 30;
    NaiveDate::from_num_days_from_ce_opt(EPOCH + days).filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_known_as_far_as_the_moon_leaves_it() {
        let said =
            |year, month, day, weekday| certain(year, month, day, weekday).map(|date| date.to_string());
        assert_eq!(
            said(1444, 9, 3, Some(Weekday::Sat)).as_deref(),
            Some("2023-03-25")
        );
        assert_eq!(said(1440, 8, 17, None).as_deref(), Some("2019-04"));
        assert_eq!(said(1447, 9, 12, None).as_deref(), Some("2026"));
        assert_eq!(said(1446, 7, 1, None), None);
        assert_eq!(said(1444, 9, 3, Some(Weekday::Wed)), None);
        assert_eq!(said(1444, 13, 3, None), None);
        assert_eq!(certain_month(1444, 9), Some(Date::Year(2023)));
        assert_eq!(certain_month(1446, 7), None);
        let august = |day| NaiveDate::from_ymd_opt(2021, 8, day).unwrap();
        assert!(may_be(1443, 1, 1, august(9)) && !may_be(1443, 1, 1, august(15)));
    }
}
