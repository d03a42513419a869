//! Days and months of the Islamic and the Ethiopian calendar: what is certain of them in ours, and nothing where nothing is.

use super::{Expression, ExpressionReader, Read, TimeValue};
use crate::calendar::names::{self, Calendar};
use crate::calendar::orders::{self, Joint};
use crate::calendar::{Date, ethiopian, islamic};
use crate::describe::temporal::vocabulary as words;
use crate::text::digit;
use chrono::{Datelike, NaiveDate};

/// A day, a month or a year of another calendar.
struct Other {
    calendar: Calendar,
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
    /// The piece after its last.
    end: usize,
}

/// How many pieces stand between a day and the same day of our calendar at most.
const BESIDE: usize = 4;
/// How many bytes stand between them at most, where ours is the first.
const BEFORE: usize = 24;

impl ExpressionReader<'_, '_> {
    /// `١٧ شعبان ١٤٤٠هـ الموافق ٢٢ أبريل ٢٠١٩`, `Saturday 3 Ramadan 1444`, `Tikimt 12, 2016`, `2018 E.C.`: what it says, if that is certain,
    /// and how many pieces it takes in any case.
    pub(super) fn other_calendar_at(
        &self,
        at: usize,
        found: &[Expression],
    ) -> Option<(Option<TimeValue>, usize)> {
        let weekday = self
            .weekday_name(at)
            .filter(|(_, length)| self.is_blank(at + length - 1));
        let begin = at + weekday.map_or(0, |(_, length)| length);
        let other = self.other_day(begin).or_else(|| self.other_year(begin))?;
        let date = match (other.calendar, other.month, other.day) {
            (Calendar::Islamic, Some(month), Some(day)) => self
                .same_day_beside(&other, month, day, found.last().filter(|_| at > 0))
                .or_else(|| islamic::certain(other.year, month, day, weekday.map(|(weekday, _)| weekday))),
            (Calendar::Islamic, Some(month), None) => self
                .same_month_behind(&other, month)
                .or_else(|| islamic::certain_month(other.year, month)),
            (Calendar::Ethiopian, Some(month), Some(day)) => {
                ethiopian::gregorian(other.year, month, day).map(Date::Day)
            }
            (Calendar::Ethiopian, Some(month), None) => {
                ethiopian::year_of_month(other.year, month).map(Date::Year)
            }
            _ => None,
        };
        Some((date.map(TimeValue::Full), other.end - at))
    }

    /// A named month with its year, and the day before or behind its name.
    fn other_day(&self, at: usize) -> Option<Other> {
        let before = self.day_number(at).filter(|_| self.is_blank(at));
        let mut start = at + usize::from(before.is_some());
        if before.is_some() && orders::is_joint(self.word(start), Joint::Month) {
            start += 1;
        }
        let (month, length) = self.longest(start, names::other_month)?;
        let is_name = !self.word(start).starts_with(char::is_lowercase) || before.is_some();
        let mut next = start + length;
        let behind = || {
            self.day_number(next)
                .filter(|_| self.length(next) < 3 && self.is_blank(next - 1))
        };
        let day = before.or_else(behind);
        if before.is_none() && day.is_some() {
            next += 1;
        }
        next += usize::from(orders::is_joint(self.word(next), Joint::Year));
        let blank = self.is_blank(next - 1) || self.gap(next - 1) == "/";
        let year = self.year_of(month.calendar, next).filter(|_| blank && is_name)?;
        Some(Other {
            calendar: month.calendar,
            year,
            month: Some(month.number),
            day,
            end: self.past_era(next).map_or(next + 1, |(_, end)| end),
        })
    }

    /// A year that letters behind it put in another calendar.
    fn other_year(&self, at: usize) -> Option<Other> {
        self.digits(at, 4).filter(|_| self.length(at) == 4)?;
        let (calendar, end) = self.past_era(at)?;
        Some(Other {
            calendar,
            year: self.year_of(calendar, at)?,
            month: None,
            day: None,
            end,
        })
    }

    /// The year at a piece, with or without the letters of its era: `1440`, `١٤٤٠هـ`.
    fn year_of(&self, calendar: Calendar, at: usize) -> Option<i32> {
        let word = self.word(at);
        let letters = word.find(char::is_alphabetic).unwrap_or(word.len());
        let (figures, era) = word.split_at(letters);
        if !figures.chars().all(|c| digit(c).is_some()) {
            return None;
        }
        let year = orders::number(figures);
        let years = match calendar {
            Calendar::Islamic => 1300..1500,
            _ => 1900..2100,
        };
        let fits = era.is_empty() || words::other_era(era).is_some_and(|(own, _)| own == calendar);
        (years.contains(&year) && figures.chars().count() == 4 && fits).then_some(year as i32)
    }

    /// The calendar that the letters behind a year name, and the piece after them.
    fn past_era(&self, at: usize) -> Option<(Calendar, usize)> {
        let rest = &self.text.text[self.pieces.get(at)?.end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        let (calendar, length) = words::other_era(&rest[blank..])?;
        let end = self.pieces[at].end + blank + length;
        let pieces = self.pieces[at + 1..].iter().take_while(|piece| piece.start < end);
        Some((calendar, at + 1 + pieces.count()))
    }

    /// The day of ours that a text gives beside an Islamic one.
    fn same_day_beside(
        &self,
        other: &Other,
        month: u32,
        day: u32,
        before: Option<&Expression>,
    ) -> Option<Date> {
        let is_one = |ours: &NaiveDate| islamic::may_be(other.year, month, day, *ours);
        let day_of = |said: TimeValue| match said {
            TimeValue::Full(Date::Day(ours)) => Some(ours).filter(is_one),
            TimeValue::Day { month, day } => {
                let year = other.year * 354 / 365 + 622;
                let years = year - 1..=year + 1;
                years
                    .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
                    .find(is_one)
            }
            _ => None,
        };
        let behind = self.said_behind(other.end, |at| self.day_at(at)).and_then(day_of);
        let start = self.pieces[other.end - 1].start;
        let near = before.filter(|before| start.saturating_sub(before.end) < 2 * BEFORE);
        behind.or_else(|| day_of(near?.said)).map(Date::Day)
    }

    /// The month of ours that a text gives behind an Islamic one.
    fn same_month_behind(&self, other: &Other, month: u32) -> Option<Date> {
        let middle = match islamic::certain(other.year, month, 15, None)? {
            Date::Month(year, month) => year * 12 + month as i32,
            date => date.first().map(|day| day.year() * 12 + day.month() as i32)?,
        };
        match self.said_behind(other.end, |at| self.month_at(at))? {
            TimeValue::Full(date @ Date::Month(year, month)) => {
                ((year * 12 + month as i32) - middle).abs().le(&1).then_some(date)
            }
            _ => None,
        }
    }

    /// What is read where a phrase says that the same follows in another calendar.
    fn said_behind(&self, end: usize, read: impl Fn(usize) -> Read) -> Option<TimeValue> {
        let from = self.pieces[end - 1].end;
        (end..(end + BESIDE).min(self.pieces.len())).find_map(|at| {
            let between = &self.text.text[from..self.pieces[at].start];
            let bracket = matches!(between.trim(), "(" | "/" | "-" | "–");
            let joined = bracket || words::is_same_day_cue(between);
            read(at)
                .filter(|_| joined && !between.contains('\n'))
                .map(|(said, _)| said)
        })
    }
}
