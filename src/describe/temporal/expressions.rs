//! Where a text speaks of a day, week, month or year, and what it says of it, before anything is known of "now".

mod calendars;
mod days;
mod feasts;
mod months;
mod parts;
mod relative;
mod side;

use super::vocabulary as words;
use crate::calendar::names::TimeUnit;
use crate::calendar::{Date, orders};
use crate::describe::tokens::{TextTokens, TokenPiece};
use crate::hash::{fx64_joined, fx64_word};
use crate::lexicon::gazetteer::{ENGLISH, FRENCH, Languages, PORTUGUESE, SPANISH};
use crate::text::{digit, is_joint};
use chrono::Weekday;

/// An expression of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expression {
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it says.
    pub said: TimeValue,
    /// Where it lies, if the words beside it tell.
    pub lies: Direction,
}

/// What an expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeValue {
    /// A date in full.
    Full(Date),
    /// A day of a month, without the year.
    Day {
        /// From 1 to 12.
        month: u32,
        /// From 1 to 31.
        day: u32,
    },
    /// A month without the year.
    Month(u32),
    /// A day of the month of which the text speaks: *le 5 du mois*.
    MonthDay(u32),
    /// A day of the week.
    Weekday(Weekday),
    /// The next such day of the week, so many weeks later: *lundi en huit*.
    WeekdayLater(Weekday, i64),
    /// So many days after Easter.
    AfterEaster(i64),
    /// A month, or a day of it, in the year that lies so many years from that of writing: *15 April last year*.
    InYear {
        /// How many years ahead or back.
        by: i32,
        /// From 1 to 12.
        month: u32,
        /// From 1 to 31.
        day: Option<u32>,
    },
    /// A time by its distance from the day of writing.
    Distance(TimeUnit, i32),
    /// A time by its distance from the day named last.
    FromLast(TimeUnit, i32),
}

/// On which side of "now" an expression lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Behind, and said so: *mardi dernier*.
    Behind,
    /// Ahead, and said so: *vendredi prochain*.
    Ahead,
    /// Ahead, as the verb of the clause tells.
    Expected,
    /// Unsaid.
    Open,
}

/// The expressions of a text, in order.
pub(crate) fn find(text: &TextTokens, language: Option<&str>) -> Vec<Expression> {
    let reader = ExpressionReader {
        text,
        language,
        pieces: &text.pieces,
        languages: words::read_languages(language),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        at += reader.read_at(at, &mut found).max(1);
    }
    found
}

struct ExpressionReader<'t, 'a> {
    text: &'t TextTokens<'a>,
    language: Option<&'t str>,
    pieces: &'t [TokenPiece],
    languages: Languages,
}

/// What was read and how many pieces it took.
type Read = Option<(TimeValue, usize)>;

impl ExpressionReader<'_, '_> {
    fn read_at(&self, at: usize, found: &mut Vec<Expression>) -> usize {
        if let Some((said, length)) = self.other_calendar_at(at, found) {
            found.extend(said.map(|said| self.expression(at, length, said)));
            return length;
        }
        if let Some(length) = self.range_at(at, found) {
            return length;
        }
        if let Some((said, length, end)) = self.numeric_at(at) {
            let whole = self.expression(at, length, said);
            found.push(Expression { end, ..whole });
            return length;
        }
        let read = self
            .day_at(at)
            .or_else(|| self.weekday_with_day(at))
            .or_else(|| self.feast_at(at))
            .or_else(|| self.day_of_month_at(at))
            .or_else(|| self.phrase_at(at))
            .or_else(|| self.counted_from_last(at))
            .or_else(|| self.counted_at(at))
            .or_else(|| self.month_at(at))
            .or_else(|| self.weekday_at(at))
            .or_else(|| self.fiscal_year_at(at))
            .or_else(|| self.year_at(at))
            .or_else(|| self.short_year_at(at));
        let Some((said, length)) = read else { return 0 };
        found.push(self.expression(at, length, said));
        length
    }

    fn expression(&self, at: usize, length: usize, said: TimeValue) -> Expression {
        Expression {
            start: self.pieces[at].start,
            end: self.pieces[at + length - 1].end,
            said,
            lies: self.lies(at, at + length, said),
        }
    }

    /// Whether the text is in a language beyond those whose forms the rules know: its days may end with a point.
    fn is_foreign(&self) -> bool {
        self.languages & (FRENCH | ENGLISH | SPANISH | PORTUGUESE) == 0
    }

    fn word(&self, at: usize) -> &str {
        self.pieces
            .get(at)
            .map_or("", |piece| &self.text.text[piece.start..piece.end])
    }

    fn hash(&self, at: usize) -> u64 {
        self.pieces.get(at).map_or(0, |piece| piece.hash)
    }

    /// What stands between a piece and the next.
    fn gap(&self, at: usize) -> &str {
        match (self.pieces.get(at), self.pieces.get(at + 1)) {
            (Some(left), Some(right)) => &self.text.text[left.end..right.start],
            _ => "\n",
        }
    }

    fn is_blank(&self, at: usize) -> bool {
        let gap = self.gap(at);
        !gap.contains('\n')
            && gap
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '،'))
    }

    fn digits(&self, at: usize, most: usize) -> Option<u32> {
        let word = self.word(at);
        let fits = !word.is_empty() && word.chars().nth(most).is_none();
        (fits && word.chars().all(|c| digit(c).is_some())).then(|| orders::number(word))
    }

    /// How many characters a piece has.
    fn length(&self, at: usize) -> usize {
        self.word(at).chars().count()
    }

    /// What the longest phrase that begins at a piece and stays on its line names, and how many pieces it has.
    fn longest<T>(&self, at: usize, named: impl Fn(u64) -> Option<T>) -> Option<(T, usize)> {
        let mut hash = 0;
        let mut best = None;
        for end in at..(at + LONGEST_NAME).min(self.pieces.len()) {
            if end > at && !self.gap(end - 1).chars().all(|c| c == ' ' || is_joint(c)) {
                break;
            }
            hash = fx64_joined(hash, self.hash(end));
            best = named(hash).map(|named| (named, end + 1 - at)).or(best);
        }
        best
    }

    /// The hash of a piece; of an Arabic word without the *and* that is written as a part of it.
    fn bare_hash(&self, at: usize) -> u64 {
        match self.word(at).strip_prefix('و') {
            Some(rest) if rest.chars().nth(2).is_some() => fx64_word(rest),
            _ => self.hash(at),
        }
    }

    /// A day of the month.
    fn day_number(&self, at: usize) -> Option<u32> {
        orders::day_of(self.word(at), self.languages)
    }

    fn full_year(&self, at: usize) -> Option<i32> {
        let year = self.digits(at, 4).filter(|_| self.length(at) == 4)? as i32;
        let grouped = self.gap(at).starts_with(['.', ',', ' ', '\u{a0}', '\u{202f}'])
            && self.digits(at + 1, 3).is_some()
            && self.length(at + 1) == 3
            && !self.gap(at).contains(' ');
        let part_of_number =
            at > 0 && self.digits(at - 1, 9).is_some() && matches!(self.gap(at - 1), "." | ",");
        ((1900..2100).contains(&year) && !grouped && !part_of_number).then_some(year)
    }

    /// The month that is named here, whether its name is short enough to be something else, and how many pieces it has: two names of
    /// one month that a stroke joins are one, `آذار/مارس`.
    fn month_name(&self, at: usize) -> Option<(u32, bool, usize)> {
        let ((month, short), length) = self.longest(at, |hash| words::month(hash, self.languages))?;
        let twin = (self.gap(at + length - 1) == "/")
            .then(|| self.longest(at + length, |hash| words::month(hash, self.languages)))
            .flatten()
            .filter(|((other, _), _)| *other == month);
        Some(match twin {
            Some((_, more)) => (month, false, length + more),
            None => (month, short, length),
        })
    }

    /// The day of the week that is named here, and how many pieces its name has.
    fn weekday_name(&self, at: usize) -> Option<(Weekday, usize)> {
        let whole = self.longest(at, |hash| words::weekday(hash, self.languages));
        whole.or_else(|| {
            words::weekday(fx64_joined(0, self.bare_hash(at)), self.languages).map(|day| (day, 1))
        })
    }
}

/// The longest name of a month or day, in pieces.
const LONGEST_NAME: usize = 5;
