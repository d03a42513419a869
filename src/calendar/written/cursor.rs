//! The pieces of a text as the forms of dates look at them.

use super::DateHints;
use crate::calendar::names::{self, Month};
use crate::calendar::orders::{self, Joint, Part, Pieces};
use crate::lexicon::gazetteer::Languages;
use crate::text::is_hyphen;
use crate::text::tokens::pieces::{Piece, Token};
use chrono::Weekday;

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
    pub(super) fn short_number(&self, at: usize) -> Option<(u32, usize)> {
        self.number(at)
            .filter(|(value, digits)| *digits <= 2 && *value > 0)
    }

    /// One of the signs that part the numbers of a date.
    pub(super) fn date_sign(&self, at: usize) -> Option<char> {
        match self.piece(at)? {
            Piece::Sign(sign @ ('/' | '.')) => Some(sign),
            Piece::Sign(sign) if is_hyphen(sign) => Some('-'),
            _ => None,
        }
    }

    /// Whether the number at a place is not the tail of a longer chain of numbers that one sign joins.
    pub(super) fn begins_a_number(&self, at: usize) -> bool {
        let joined = |sign: char| self.date_sign(at + 1).is_none_or(|next| next == sign);
        let glued = !self.tokens[at].spaced && at > 0 && self.date_sign(at - 1).is_some_and(joined);
        let chained =
            glued && at > 1 && matches!(self.piece(at - 2), Some(Piece::Number(..) | Piece::Digits));
        !chained
    }

    /// The byte after a date whose last number stands before the piece at `next`: the sign of a day or a month behind a number belongs
    /// to it.
    pub(super) fn end_of(&self, next: usize) -> usize {
        let end = self.tokens[next - 1].end;
        let sign = self.text[end..].chars().next();
        end + sign
            .filter(|sign| EASTERN_SIGNS.contains(sign))
            .map_or(0, char::len_utf8)
    }

    /// Whether the chain of numbers joined by `sign` ends here.
    pub(super) fn ends_a_number(&self, at: usize, sign: char) -> bool {
        let goes_on = self.date_sign(at + 1) == Some(sign)
            && self
                .tokens
                .get(at + 2)
                .is_some_and(|t| !t.spaced && matches!(t.piece, Piece::Number(..) | Piece::Digits));
        !goes_on
    }

    pub(super) fn sign_word(&self, at: usize, words: &[&str]) -> bool {
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
    pub(super) fn is_day_of_month(&self, at: usize, end: usize) -> bool {
        is_capital(self, at) && !matches!(self.piece(end), Some(Piece::Sign(':' | '%' | '.')))
    }

    /// Whether the word at a place is no month: *the march of 2000 men*.
    pub(super) fn is_march_of(&self, at: usize) -> bool {
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
    pub(super) fn weekday_before(&self, at: usize) -> Option<Weekday> {
        let words = self.tokens[at.saturating_sub(3)..at].iter().rev();
        words.map(|t| t.piece).find_map(|piece| match piece {
            Piece::Word(word) => names::weekday(word),
            _ => None,
        })
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

/// The year of our era: years of the Buddhist one stand 543 higher. A year that no page of news can mean is none.
pub(super) fn common_year(year: u32) -> Option<i32> {
    match year {
        1600..=2199 => Some(year as i32),
        2400..=2699 => Some(year as i32 - 543),
        _ => None,
    }
}
