//! The forms of a written date: numbers alone, a day and the name of its month, the signs of the East.

use super::{DateHints, DateValue, DayOrder, WrittenDate};
use crate::calendar::names::{self, Calendar, Month};
use crate::calendar::orders::{self, Joint, Part, Pieces};
use crate::calendar::{Date, ethiopian, islamic, persian};
use crate::lexicon::gazetteer::Languages;
use crate::text::is_hyphen;
use crate::text::tokens::pieces::{Piece, Token};
use chrono::{Datelike, NaiveDate, Weekday};

/// The pieces of a text and what is known of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    /// The text.
    pub text: &'a str,
    /// Its pieces.
    pub tokens: &'a [Token<'a>],
    /// What is known of it.
    pub reading: &'a DateHints<'a>,
}

/// What stands behind the number of a day and of a month in Chinese, Japanese and Korean.
const EASTERN_SIGNS: [char; 6] = ['日', '号', '號', '일', '月', '월'];

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

impl Pieces for Cursor<'_> {
    fn may_begin(&self, _at: usize, _part: Part) -> bool {
        true
    }

    fn day(&self, at: usize) -> Option<(u32, usize)> {
        match self.piece(at)? {
            Piece::Number(day, digits) => (digits <= 2 && day > 0).then_some((day, at + 1)),
            Piece::Word(word) => Some((orders::day_of(word, Languages::MAX)?, at + 1)),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<(Month, usize)> {
        self.named_month(at)
    }

    fn year(&self, at: usize) -> Option<(u32, usize)> {
        let (year, 4) = self.number(at)? else { return None };
        let plausible = (1300..1500).contains(&year) || common_year(year).is_some();
        plausible.then_some((year, at + 1))
    }

    fn next(&self, at: usize, before: Part, next: Part) -> Option<usize> {
        Some(match (before, next) {
            (Part::Day, Part::Month) => self.past_joint(self.past_ordinal(at), Joint::Month),
            (Part::Year, _) => self.past_signs(self.past_joint(at, Joint::BehindYear), &['.', ',', '-']),
            (_, Part::Year) => {
                let at = if before == Part::Day {
                    self.past_ordinal(at)
                } else {
                    at
                };
                let at = self.past_signs(at, &['.', '-', '/', '\u{2011}']);
                self.past_joint(self.past_signs(at, &[',', '،']), Joint::Year)
            }
            _ => self.past_signs(at, &['.', '-', '/']),
        })
    }
}

fn is_capital(cursor: &Cursor, at: usize) -> bool {
    matches!(cursor.piece(at), Some(Piece::Word(w)) if !w.starts_with(char::is_lowercase))
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

/// The year of our era: years of the Buddhist one stand 543 higher. A year that no page of news can mean is none.
fn common_year(year: u32) -> Option<i32> {
    match year {
        1600..=2199 => Some(year as i32),
        2400..=2699 => Some(year as i32 - 543),
        _ => None,
    }
}

impl<'a> Cursor<'a> {
    /// The piece at a place.
    pub(super) fn piece(&self, at: usize) -> Option<Piece<'a>> {
        self.tokens.get(at).map(|token| token.piece)
    }

    /// The number at a place, and how many digits it has.
    pub(super) fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.piece(at)? {
            Piece::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }

    /// A number of one or two digits.
    fn short_number(&self, at: usize) -> Option<(u32, usize)> {
        self.number(at)
            .filter(|(value, digits)| *digits <= 2 && *value > 0)
    }

    /// One of the signs that part the numbers of a date.
    fn date_sign(&self, at: usize) -> Option<char> {
        match self.piece(at)? {
            Piece::Sign(sign @ ('/' | '.')) => Some(sign),
            Piece::Sign(sign) if is_hyphen(sign) => Some('-'),
            _ => None,
        }
    }

    /// Whether the number at a place is not the tail of a longer chain of numbers that one sign joins.
    fn begins_a_number(&self, at: usize) -> bool {
        let joined = |sign: char| self.date_sign(at + 1).is_none_or(|next| next == sign);
        let glued = !self.tokens[at].spaced && at > 0 && self.date_sign(at - 1).is_some_and(joined);
        let chained =
            glued && at > 1 && matches!(self.piece(at - 2), Some(Piece::Number(..) | Piece::Digits));
        !chained
    }

    /// The byte after a date whose last number stands before the piece at `next`: the sign of a day or a month behind a number belongs
    /// to it.
    fn end_of(&self, next: usize) -> usize {
        let end = self.tokens[next - 1].end;
        let sign = self.text[end..].chars().next();
        end + sign
            .filter(|sign| EASTERN_SIGNS.contains(sign))
            .map_or(0, char::len_utf8)
    }

    /// Whether the chain of numbers joined by `sign` ends here.
    fn ends_a_number(&self, at: usize, sign: char) -> bool {
        let goes_on = self.date_sign(at + 1) == Some(sign)
            && self
                .tokens
                .get(at + 2)
                .is_some_and(|t| !t.spaced && matches!(t.piece, Piece::Number(..) | Piece::Digits));
        !goes_on
    }

    fn sign_word(&self, at: usize, words: &[&str]) -> bool {
        matches!(self.piece(at), Some(Piece::Word(word)) if words.iter().any(|own| word.starts_with(own)))
    }

    fn past_signs(&self, at: usize, signs: &[char]) -> usize {
        match self.piece(at) {
            Some(Piece::Sign(sign)) if signs.contains(&sign) => at + 1,
            _ => at,
        }
    }

    /// Past `st`, `er`, `.`, `º`, `-`, `th` after a day.
    fn past_ordinal(&self, at: usize) -> usize {
        let ordinal = match self.piece(at) {
            Some(Piece::Word(word)) => !self.tokens[at].spaced && orders::is_ending(word, Languages::MAX),
            Some(Piece::Sign(sign)) => ['.', '°', '-', '/', '\u{2011}'].contains(&sign),
            _ => false,
        };
        if ordinal { at + 1 } else { at }
    }

    /// Past a word that may stand inside a date here.
    fn past_joint(&self, at: usize, joint: Joint) -> usize {
        match self.piece(at) {
            Some(Piece::Word(word)) if orders::is_joint(word, joint) => at + 1,
            _ => at,
        }
    }

    /// Whether the number behind the month at `at`, before `end`, is a day: in *May 12:30* and *mars 2 %* it is none.
    fn is_day_of_month(&self, at: usize, end: usize) -> bool {
        is_capital(self, at) && !matches!(self.piece(end), Some(Piece::Sign(':' | '%' | '.')))
    }

    /// Whether the word at a place is no month: *the march of 2000 men*.
    fn is_march_of(&self, at: usize) -> bool {
        !is_capital(self, at) && matches!(self.piece(at + 1), Some(Piece::Word("of")))
    }

    /// The month named at a place, of one word or more (*mwezi wa tisa*), or of an abbreviation with a point in it.
    fn named_month(&self, at: usize) -> Option<(Month, usize)> {
        let (month, next) = self.one_month(at)?;
        let again = || {
            let other = self.one_month(next + 1)?;
            let same = other.0.calendar == month.calendar && other.0.number == month.number;
            (same && matches!(self.piece(next), Some(Piece::Sign('/')))).then_some(other.1)
        };
        Some((month, again().unwrap_or(next)))
    }

    fn one_month(&self, at: usize) -> Option<(Month, usize)> {
        let token = self.tokens.get(at)?;
        let Piece::Word(word) = token.piece else {
            return None;
        };
        let two = (self.piece(at + 1), self.piece(at + 2));
        let joined = match two {
            (Some(Piece::Sign('.')), Some(Piece::Word(_))) if !self.tokens[at + 1].spaced => Some(at + 2),
            (Some(Piece::Word(_)), _) if !word.is_ascii() => Some(at + 1),
            _ => None,
        };
        let phrases = (at + 1..at + names::MOST_MONTH_WORDS).rev();
        let ends = phrases.filter(|last| *last < self.tokens.len() && names::opens_months(word));
        let longer = joined.into_iter().chain(ends).find_map(|last| {
            let phrase = &self.text[token.start..self.tokens[last].end];
            names::month(phrase, self.reading.language).map(|month| (month, last + 1))
        });
        longer.or_else(|| names::month(word, self.reading.language).map(|month| (month, at + 1)))
    }

    /// The day of the week in the three pieces before a place.
    fn weekday_before(&self, at: usize) -> Option<Weekday> {
        let words = self.tokens[at.saturating_sub(3)..at].iter().rev();
        words.map(|t| t.piece).find_map(|piece| match piece {
            Piece::Word(word) => names::weekday(word),
            _ => None,
        })
    }
}
