//! Days: in digits, with their month, between two ends, as feasts, and alone.

use super::{ExpressionReader, Read, TimeValue};
use crate::calendar::Date;
use crate::calendar::orders::{self, Joint, Ordered, Part, Pieces};
use crate::calendar::written::{self, DateHints, DateValue};
use crate::describe::temporal::expressions::Expression;
use crate::describe::temporal::vocabulary as words;
use crate::hash::fx64_word;
use crate::text::digit;

/// The longest date in digits, in bytes: *13 tháng 12 năm 2022*, with room for blanks.
const LONGEST_DIGITS: usize = 40;
/// What parts two numbers of a date, in bytes: a sign and a blank, a stroke of three bytes.
const LONGEST_SIGN: usize = 4;

impl ExpressionReader<'_, '_> {
    /// `2022-05-13`, `13/05/2022`, `13/05/22`, `2022年5月13日`, as pages have them too; but of two digits a year is one behind strokes
    /// alone: `4-3-3` is how a team stands. With the pieces that it takes comes the byte after it.
    pub(super) fn numeric_at(&self, at: usize) -> Option<(TimeValue, usize, usize)> {
        let gap = self.gap(at);
        let is_number = self.word(at).starts_with(|c| digit(c).is_some());
        let is_apart = gap.len() > LONGEST_SIGN || gap.contains('\n') || self.is_tail_of_number(at);
        (is_number && !is_apart).then_some(())?;
        let start = self.pieces[at].start;
        let line = self.text.text[start..].split('\n').next()?;
        let window = &line[..line.floor_char_boundary(LONGEST_DIGITS)];
        let hints = DateHints {
            language: self.language,
            order: None,
        };
        let (value, length) = written::in_digits(window, &hints)?;
        let said = match value {
            DateValue::Date(date) => {
                (gap == "/" || has_full_year(&window[..length])).then_some(TimeValue::Full(date))?
            }
            DateValue::Yearless { month, day } => TimeValue::Day { month, day },
            DateValue::Ago(_) => return None,
        };
        let end = start + length;
        let last = self.pieces[at..].iter().position(|piece| piece.end >= end)?;
        Some((said, last + 1, end))
    }

    /// Whether a number goes on another that the same sign joins to it.
    fn is_tail_of_number(&self, at: usize) -> bool {
        at > 0 && self.gap(at - 1) == self.gap(at) && self.digits(at - 1, 9).is_some()
    }

    /// `mercredi 20 octobre 2021`, `20 octobre`, `Wednesday, May 4, 2022`, `May 4`, `4th of May`.
    pub(super) fn day_at(&self, at: usize) -> Read {
        let mut begin = at;
        if let Some((_, length)) = self.weekday_name(at)
            && self.is_blank(at + length - 1)
        {
            begin += length;
            begin += usize::from(orders::is_joint(self.word(begin), Joint::Article));
        }
        let (said, read) = self.ordered(begin)?;
        if let TimeValue::Day { month, day } = said {
            if self.is_in_name(at) {
                return None;
            }
            if let Some((by, length)) = self.year_told_behind(read.end) {
                let day = Some(day);
                return Some((TimeValue::InYear { by, month, day }, read.end + length - at));
            }
        }
        Some((said, read.end - at))
    }

    /// A day with the name of its month, in whatever order they stand.
    fn ordered(&self, at: usize) -> Option<(TimeValue, Ordered)> {
        let read = orders::read(self, at)?;
        Some((said(read.month.number, read.day?, read.year)?, read))
    }

    /// `5 du mois`, `31 courant`, `le 27.`
    pub(super) fn day_of_month_at(&self, at: usize) -> Read {
        let day = self.day_number(at)?;
        if let Some(length) = self.of_this_month(at + 1) {
            return Some((TimeValue::MonthDay(day), 1 + length));
        }
        self.is_day_alone(at).then_some((TimeValue::MonthDay(day), 1))
    }

    /// How many pieces a phrase has that puts the day before it in the month of which the text speaks: *du mois*, *do corrente*.
    fn of_this_month(&self, at: usize) -> Option<usize> {
        let phrase = self.longest(at, |hash| words::this_month(hash, self.languages))?;
        self.is_blank(at - 1).then_some(phrase.1)
    }

    /// `sábado 25`, `vendredi 15`, `quinta-feira, dia 11`: a day of the week with the number of the day, the month unsaid.
    pub(super) fn weekday_with_day(&self, at: usize) -> Read {
        let (_, length) = self.weekday_name(at)?;
        let cue = usize::from(words::is_day_cue(self.hash(at + length), self.languages));
        let number = at + length + cue;
        let day = self.digits(number, 2).filter(|day| (1..=31).contains(day))?;
        let apart =
            (at + length - 1..number).all(|gap| self.is_blank(gap) && (cue > 0 || self.gap(gap) == " "));
        let counts = self.gap(number) == " "
            && self.word(number + 1).starts_with(char::is_alphanumeric)
            && self.counts(number + 1);
        let clock = self.gap(number).starts_with([':', 'h', '-', '/', '%', '.'])
            && !self.gap(number).contains(char::is_whitespace);
        (apart && !counts && !clock).then_some((TimeValue::MonthDay(day), number + 1 - at))
    }

    /// Whether a word may be what the number before it counts, or an hour: any but a function word.
    fn counts(&self, at: usize) -> bool {
        !words::is_small_word(self.word(at), true) && self.word(at).starts_with(char::is_lowercase)
    }

    /// Whether a number is a day of a month that is not said again: `l'inhumation aura lieu le 27.`, `on the 21st,`.
    fn is_day_alone(&self, at: usize) -> bool {
        let before = at
            .checked_sub(1)
            .filter(|before| self.gap(*before) == " ")
            .map(|before| self.word(before));
        let announced = match before {
            Some("le" | "Le") => self.digits(at, 2).is_some(),
            Some(word) if words::is_day_cue(fx64_word(word), self.languages) => {
                return self.month_name(at + 1).is_none() && self.digits(at, 2).is_some();
            }
            Some("the") => {
                self.digits(at, 2).is_none()
                    && at > 1
                    && matches!(self.word(at - 2), "on" | "On" | "until" | "by")
            }
            _ => false,
        };
        let gap = self.gap(at);
        let street = matches!(
            self.word(at + 1),
            "rue" | "avenue" | "boulevard" | "place" | "quai"
        );
        announced && !street && gap.starts_with([',', '.', ';', ')']) && gap.contains(char::is_whitespace)
    }

    /// Whether a day and a month are a part of a name: `Mouvement du 23 mars`, `Palais du 15-Janvier`.
    fn is_in_name(&self, at: usize) -> bool {
        let named = |at: usize| {
            let token = &self.text.tokens[self.pieces[at].token];
            token.is_capitalised() && !token.first
        };
        at > 1 && self.word(at - 1) == "du" && named(at - 2)
    }

    /// `du 19 au 23 juillet`, `May 3 to 5`: both ends.
    pub(super) fn range_at(&self, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
        let joins = |at: usize| {
            let dash = matches!(self.gap(at).trim(), "-" | "–" | "—");
            let word = matches!(
                self.word(at + 1),
                "au" | "et" | "à" | "to" | "and" | "ou" | "al" | "a" | "y" | "or"
            ) || self.is_foreign() && words::joins(self.word(at + 1));
            if dash {
                Some(1)
            } else {
                (word && self.is_blank(at)).then_some(2)
            }
        };
        if let Some(first) = self.day_number(at)
            && let Some(step) = joins(at)
            && let Some((second, read)) = self.ordered(at + step)
            && read.first == Part::Day
        {
            let end = read.end;
            found.push(self.expression(at, 1, same_month(second, first)?));
            found.push(self.expression(at + step, end - at - step, second));
            return Some(end - at);
        }
        if let Some(first) = self.day_number(at)
            && let Some(step) = joins(at)
            && let Some(second) = self.day_number(at + step)
            && let Some(length) = self.of_this_month(at + step + 1)
        {
            found.push(self.expression(at, 1, TimeValue::MonthDay(first)));
            found.push(self.expression(at + step, 1 + length, TimeValue::MonthDay(second)));
            return Some(step + 1 + length);
        }
        if !self.may_begin(at, Part::Month) {
            return None;
        }
        let (_, read) = self.ordered(at).filter(|(_, read)| read.year.is_none())?;
        let (day, end) = (read.day?, read.end);
        let step = joins(end - 1)?;
        let last = self
            .day_number(end - 1 + step)
            .filter(|_| self.month_name(end + step).is_none())?;
        let after = end + step;
        let year = self.next(after, Part::Day, Part::Year);
        let year = year.and_then(|at| self.year(at));
        let second = said(read.month.number, last, year.map(|(year, _)| year))?;
        let after = year.map_or(after, |(_, end)| end);
        found.push(self.expression(at, end - at, same_month(second, day)?));
        found.push(self.expression(end - 1 + step, after - (end - 1 + step), second));
        Some(after - at)
    }
}

/// Whether a year of four digits stands in a date.
fn has_full_year(date: &str) -> bool {
    let mut numbers = date.split(|c| digit(c).is_none());
    numbers.any(|number| number.chars().count() == 4)
}

/// A day of a month, with its year where that is written.
fn said(month: u32, day: u32, year: Option<u32>) -> Option<TimeValue> {
    match year {
        Some(year) => Some(TimeValue::Full(Date::day(year as i32, month, day)?)),
        None => Date::day(2000, month, day).map(|_| TimeValue::Day { month, day }),
    }
}

/// The same as a date, on another day of its month.
fn same_month(said: TimeValue, day: u32) -> Option<TimeValue> {
    match said {
        TimeValue::Full(date) => {
            let last = date.last()?;
            use chrono::Datelike;
            Some(TimeValue::Full(Date::day(last.year(), last.month(), day)?))
        }
        TimeValue::Day { month, .. } => Some(TimeValue::Day { month, day }),
        _ => None,
    }
}
