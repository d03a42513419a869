//! Where a text speaks of a day, week, month or year, and what it says of it, before anything is known of "now".

mod days;
mod months;
mod relative;
mod side;

use super::vocabulary::{self as words, Unit};
use crate::calendar::Date;
use crate::describe::tokens::{Piece, Tokens};
use crate::lexicon::gazetteer::Languages;
use chrono::Weekday;

/// An expression of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it says.
    pub said: Said,
    /// Where it lies, if the words beside it tell.
    pub lies: Lies,
}

/// What an expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
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
    /// A time by its distance from the day of writing.
    Distance(Unit, i32),
    /// A time by its distance from the day named last.
    FromLast(Unit, i32),
}

/// On which side of "now" an expression lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
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
pub fn find(text: &Tokens, language: Option<&str>) -> Vec<Expression> {
    let reader = Reader {
        text,
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

struct Reader<'t, 'a> {
    text: &'t Tokens<'a>,
    pieces: &'t [Piece],
    languages: Languages,
}

/// What was read and how many pieces it took.
type Read = Option<(Said, usize)>;

impl Reader<'_, '_> {
    fn read_at(&self, at: usize, found: &mut Vec<Expression>) -> usize {
        if let Some(length) = self.range_at(at, found) {
            return length;
        }
        let read = self
            .numeric_at(at)
            .or_else(|| self.day_at(at))
            .or_else(|| self.feast_at(at))
            .or_else(|| self.phrase_at(at))
            .or_else(|| self.counted_from_last(at))
            .or_else(|| self.counted_at(at))
            .or_else(|| self.month_at(at))
            .or_else(|| self.weekday_at(at))
            .or_else(|| self.year_at(at))
            .or_else(|| self.short_year_at(at));
        let Some((said, length)) = read else { return 0 };
        found.push(self.expression(at, length, said));
        length
    }

    fn expression(&self, at: usize, length: usize, said: Said) -> Expression {
        Expression {
            start: self.pieces[at].start,
            end: self.pieces[at + length - 1].end,
            said,
            lies: self.lies(at, at + length, said),
        }
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
        !gap.contains('\n') && gap.chars().all(|c| c.is_whitespace() || c == ',' || c == '.')
    }

    fn digits(&self, at: usize, most: usize) -> Option<u32> {
        let word = self.word(at);
        (!word.is_empty() && word.len() <= most && word.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| word.parse().ok())?
    }

    /// A day of the month: `5`, `05`, `1er`, `13th`, `premier`.
    fn day_number(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        let bare = ["er", "st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(word);
        let day = if word == "premier" {
            1
        } else if bare.len() < 3 {
            bare.parse().ok()?
        } else {
            return None;
        };
        (1..=31).contains(&day).then_some(day)
    }

    fn full_year(&self, at: usize) -> Option<i32> {
        let year = self.digits(at, 4).filter(|_| self.word(at).len() == 4)? as i32;
        let grouped = self.gap(at).starts_with(['.', ',', ' ', '\u{a0}', '\u{202f}'])
            && self.digits(at + 1, 3).is_some()
            && self.word(at + 1).len() == 3
            && !self.gap(at).contains(' ');
        let part_of_number =
            at > 0 && self.digits(at - 1, 9).is_some() && matches!(self.gap(at - 1), "." | ",");
        ((1900..2100).contains(&year) && !grouped && !part_of_number).then_some(year)
    }

    fn month_name(&self, at: usize) -> Option<(u32, bool)> {
        words::month(self.hash(at), self.languages)
    }
}

/// The year of two digits: of this century up to 49.
fn century(year: u32) -> i32 {
    year as i32 + if year < 50 { 2000 } else { 1900 }
}
