//! Time counted back from when the page was shown: *il y a 2 heures*, *3 days ago*, *yesterday*.

use super::cursor::Cursor;
use super::{DateValue, WrittenDate};
use crate::calendar::names::{self, Elapsed, TimeUnit};
use crate::text::tokens::pieces::Piece;
use chrono::{Days, Months, NaiveDate};

/// A count of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeAgo {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

impl TimeAgo {
    /// The day that lies so far before another. Hours and minutes are taken to fall on that same day, a day at most off.
    pub fn before(self, shown: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            TimeUnit::Minute => shown.checked_sub_days(Days::new(u64::from(self.count / 1440))),
            TimeUnit::Hour => shown.checked_sub_days(Days::new(u64::from(self.count / 24))),
            TimeUnit::Day => shown.checked_sub_days(Days::new(u64::from(self.count))),
            TimeUnit::Week => shown.checked_sub_days(Days::new(u64::from(self.count) * 7)),
            TimeUnit::Month => shown.checked_sub_months(Months::new(self.count)),
            TimeUnit::Year => shown.checked_sub_months(Months::new(self.count * 12)),
        }
    }
}

/// The elapsed time that begins at this piece, and the piece after it.
pub(super) fn ago_at(cursor: &Cursor, at: usize) -> Option<(WrittenDate, usize)> {
    let (ago, next) = counted_after_its_word(cursor, at)
        .or_else(|| counted_before_its_word(cursor, at))
        .or_else(|| named_day(cursor, at))?;
    let written = WrittenDate {
        start: cursor.tokens[at].start,
        end: cursor.tokens[next - 1].end,
        value: DateValue::Ago(ago),
        other: None,
        weekday: None,
    };
    Some((written, next))
}

/// *il y a* 2 heures
fn counted_after_its_word(cursor: &Cursor, at: usize) -> Option<(TimeAgo, usize)> {
    let next = marker(cursor, at, &[Elapsed::Before, Elapsed::Either])?;
    count(cursor, next)
}

/// 2 hours *ago*
fn counted_before_its_word(cursor: &Cursor, at: usize) -> Option<(TimeAgo, usize)> {
    if let Some(found) = eastern(cursor, at) {
        return Some(found);
    }
    let (ago, next) = count(cursor, at)?;
    marker(cursor, next, &[Elapsed::After, Elapsed::Either]).map(|end| (ago, end))
}

/// 3小时*前*, 3시간 *전*
fn eastern(cursor: &Cursor, at: usize) -> Option<(TimeAgo, usize)> {
    let (count, _) = cursor.number(at)?;
    let Some(Piece::Word(word)) = cursor.piece(at + 1) else {
        return None;
    };
    if let Some(unit) = word.strip_suffix(['前', '전']).and_then(names::unit) {
        return Some((TimeAgo { count, unit }, at + 2));
    }
    let unit = names::unit(word)?;
    matches!(cursor.piece(at + 2), Some(Piece::Word("前" | "전")))
        .then_some((TimeAgo { count, unit }, at + 3))
}

/// *Hier*, 14:30: only where a clock or nothing follows, for the words have other uses.
fn named_day(cursor: &Cursor, at: usize) -> Option<(TimeAgo, usize)> {
    for (role, days) in [(Elapsed::Today, 0), (Elapsed::Yesterday, 1)] {
        let Some(next) = marker(cursor, at, &[role]) else {
            continue;
        };
        let clock = (next..next + 3).any(|i| cursor.number(i).is_some());
        let alone = at == 0 && (clock || cursor.piece(next).is_none());
        return alone.then_some((
            TimeAgo {
                count: days,
                unit: TimeUnit::Day,
            },
            next,
        ));
    }
    None
}

/// A number, or a word for one, and a unit.
fn count(cursor: &Cursor, at: usize) -> Option<(TimeAgo, usize)> {
    let count = match cursor.piece(at)? {
        Piece::Number(count, digits) if digits <= 3 => count,
        Piece::Word(
            "a" | "an" | "A" | "An" | "un" | "une" | "einer" | "einem" | "una" | "um" | "uma" | "één" | "en",
        ) => 1,
        _ => return None,
    };
    let Piece::Word(word) = cursor.piece(at + 1)? else {
        return None;
    };
    let unit = names::unit(word)?;
    Some((TimeAgo { count, unit }, at + 2))
}

/// The piece after a phrase of one to three words that plays one of these roles.
fn marker(cursor: &Cursor, at: usize, roles: &[Elapsed]) -> Option<usize> {
    let first = cursor.tokens.get(at)?;
    matches!(first.piece, Piece::Word(word) if names::opens_elapsed(word)).then_some(())?;
    (1..=3).rev().find_map(|length| {
        let last = cursor.tokens.get(at + length - 1)?;
        let phrase = &cursor.text[first.start..last.end];
        names::elapsed(phrase)
            .filter(|role| roles.contains(role))
            .map(|_| at + length)
    })
}
