//! The forms of a written date: numbers alone, a day and the name of its month, the signs of the East.

use super::cursor::{Cursor, common_year};
use super::{DateValue, DayOrder, WrittenDate};
use crate::calendar::names::{Calendar, Month};
use crate::calendar::orders::{self, Part};
use crate::calendar::{Date, ethiopian, islamic, persian};
use crate::text::tokens::pieces::Piece;
use chrono::{Datelike, NaiveDate, Weekday};

/// What a form reads: its value, its other reading, and the piece after its last.
struct ReadForm {
    value: DateValue,
    other: Option<NaiveDate>,
    next: usize,
}

impl ReadForm {
    fn plain(date: Date, next: usize) -> ReadForm {
        ReadForm {
            value: DateValue::Date(date),
            other: None,
            next,
        }
    }
}

/// The date that begins at this piece, and the piece after it.
pub(super) fn date_at(cursor: &Cursor, at: usize) -> Option<(WrittenDate, usize)> {
    let read = match cursor.piece(at)? {
        Piece::Number(..) if cursor.begins_a_number(at) => {
            numbers(cursor, at).or_else(|| named_month(cursor, at))
        }
        Piece::Word(_) => named_month(cursor, at),
        _ => None,
    }?;
    let weekday = cursor.weekday_before(at);
    let (value, other) = settle(read.value, read.other, weekday);
    let written = WrittenDate {
        start: cursor.tokens[at].start,
        end: cursor.end_of(read.next),
        value,
        other,
        weekday,
    };
    Some((written, read.next))
}

/// What the numbers say that begin at this piece, and the byte after them.
pub(super) fn in_digits(cursor: &Cursor, at: usize) -> Option<(DateValue, usize)> {
    let read = numbers(cursor, at)?;
    Some((read.value, cursor.end_of(read.next)))
}

/// A date whose parts are numbers all.
fn numbers(cursor: &Cursor, at: usize) -> Option<ReadForm> {
    year_month_day(cursor, at)
        .or_else(|| two_numbers_and_a_year(cursor, at))
        .or_else(|| eastern(cursor, at))
}

/// A day of the week that fits only one of two readings decides between them.
fn settle(
    value: DateValue,
    other: Option<NaiveDate>,
    weekday: Option<Weekday>,
) -> (DateValue, Option<NaiveDate>) {
    let (DateValue::Date(Date::Day(first)), Some(second), Some(weekday)) = (value, other, weekday) else {
        return (value, other);
    };
    if first.weekday() == weekday {
        (value, None)
    } else if second.weekday() == weekday {
        (DateValue::Date(Date::Day(second)), None)
    } else {
        (value, other)
    }
}

/// `2022-05-13`, `2022/5/13`, `2022. 05. 13.`
fn year_month_day(cursor: &Cursor, at: usize) -> Option<ReadForm> {
    let (year, 4) = cursor.number(at)? else {
        return None;
    };
    let sign = cursor.date_sign(at + 1)?;
    let (month, _) = cursor.short_number(at + 2)?;
    (cursor.date_sign(at + 3)? == sign).then_some(())?;
    let (day, _) = cursor.short_number(at + 4)?;
    cursor.ends_a_number(at + 4, sign).then_some(())?;
    let date = if (1300..1500).contains(&year) && cursor.reading.language == Some("ar") {
        islamic_day(year, month, day, cursor.weekday_before(at))?
    } else if (1300..1500).contains(&year) {
        Date::Day(persian::gregorian(year as i32, month, day)?)
    } else {
        Date::day(common_year(year)?, month, day)?
    };
    Some(ReadForm::plain(date, at + 5))
}

/// `13/05/2022`, `05-13-2022`, `13.5.22`
fn two_numbers_and_a_year(cursor: &Cursor, at: usize) -> Option<ReadForm> {
    let (first, _) = cursor.short_number(at)?;
    let sign = cursor.date_sign(at + 1)?;
    let (second, _) = cursor.short_number(at + 2)?;
    (cursor.date_sign(at + 3)? == sign).then_some(())?;
    let year = match cursor.number(at + 4)? {
        (year, 4) => common_year(year)?,
        (year, 2) if !cursor.tokens[at + 4].spaced => orders::of_century(year),
        _ => return None,
    };
    cursor.ends_a_number(at + 4, sign).then_some(())?;
    let day_first = NaiveDate::from_ymd_opt(year, second, first);
    let month_first = NaiveDate::from_ymd_opt(year, first, second);
    let dotted = sign == '.';
    let (date, other) = match (day_first, month_first, cursor.reading.order) {
        (Some(d), Some(m), None) if d != m && !dotted => (d, Some(m)),
        (_, Some(m), Some(DayOrder::MonthFirst)) if !dotted => (m, None),
        (Some(d), _, _) => (d, None),
        (None, m, _) => (m?, None),
    };
    Some(ReadForm {
        value: DateValue::Date(Date::Day(date)),
        other,
        next: at + 5,
    })
}

/// `2022年5月13日`, `5月13日`, `2022년 5월 13일`, `13 tháng 5 năm 2022`
fn eastern(cursor: &Cursor, at: usize) -> Option<ReadForm> {
    let (first, digits) = cursor.number(at)?;
    if cursor.sign_word(at + 1, &["年", "년"]) && digits == 4 {
        let (month, _) = cursor.short_number(at + 2)?;
        cursor.sign_word(at + 3, &["月", "월"]).then_some(())?;
        let year = common_year(first)?;
        let day = cursor
            .short_number(at + 4)
            .filter(|_| cursor.sign_word(at + 5, &["日", "일", "号", "號"]));
        return match day {
            Some((day, _)) => Some(ReadForm::plain(Date::day(year, month, day)?, at + 5)),
            None => (1..=12)
                .contains(&month)
                .then(|| ReadForm::plain(Date::Month(year, month), at + 3)),
        };
    }
    let (second, _) = cursor.short_number(at + 2)?;
    if cursor.sign_word(at + 1, &["月", "월"]) && cursor.sign_word(at + 3, &["日", "일"]) {
        return yearless(first, second, at + 3);
    }
    (cursor.sign_word(at + 1, &["tháng", "Tháng"]) && cursor.sign_word(at + 3, &["năm"])).then_some(())?;
    let (year, 4) = cursor.number(at + 4)? else {
        return None;
    };
    Some(ReadForm::plain(
        Date::day(common_year(year)?, second, first)?,
        at + 5,
    ))
}

/// `13 May 2022`, `May 13, 2022`, `mai 2022`, `2022. május 13.`: the orders that pages and texts share.
fn named_month(cursor: &Cursor, at: usize) -> Option<ReadForm> {
    let read = orders::read(cursor, at)?;
    let ours = read.month.calendar == Calendar::Gregorian;
    match (read.day, read.year) {
        (Some(day), Some(year)) => Some(ReadForm::plain(
            named(cursor, at, year, read.month, day)?,
            read.end,
        )),
        (Some(day), None) if ours && (read.first == Part::Day || cursor.is_day_of_month(at, read.end)) => {
            yearless(read.month.number, day, read.end)
        }
        (None, Some(year)) if ours && !cursor.is_march_of(at) => Some(ReadForm::plain(
            Date::Month(common_year(year)?, read.month.number),
            read.end,
        )),
        _ => None,
    }
}

fn yearless(month: u32, day: u32, next: usize) -> Option<ReadForm> {
    NaiveDate::from_ymd_opt(2024, month, day)?;
    Some(ReadForm {
        value: DateValue::Yearless { month, day },
        other: None,
        next,
    })
}

/// The day of a named month, in the calendar of its name and with the year of its era. `at` is the piece with which the date begins.
fn named(cursor: &Cursor, at: usize, year: u32, month: Month, day: u32) -> Option<Date> {
    match month.calendar {
        Calendar::Gregorian => Date::day(common_year(year)?, month.number, day),
        Calendar::SolarHijri => persian::gregorian(year as i32, month.number, day).map(Date::Day),
        Calendar::Islamic => islamic_day(year, month.number, day, cursor.weekday_before(at)),
        Calendar::Ethiopian => ethiopian::gregorian(year as i32, month.number, day).map(Date::Day),
    }
}

/// A day by the moon, where the day of the week tells which day of ours it is.
fn islamic_day(year: u32, month: u32, day: u32, weekday: Option<Weekday>) -> Option<Date> {
    islamic::certain(year as i32, month, day, Some(weekday?))
}
