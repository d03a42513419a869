//! Months, days of the week and years.

use super::{ExpressionReader, Read, TimeValue};
use crate::calendar::Date;
use crate::calendar::names::TimeUnit;
use crate::calendar::orders::{self, Joint};
use crate::describe::temporal::vocabulary::{self as words, MentionCue};
use crate::lexicon::gazetteer::{self, ARABIC, ENGLISH, Languages};

impl ExpressionReader<'_, '_> {
    /// `août 2020`, `décembre dernier`, `en septembre`, `début avril`.
    pub(super) fn month_at(&self, at: usize) -> Read {
        let (month, short, length) = self.month_name(at)?;
        let last = at + length - 1;
        let skip = usize::from(orders::is_joint(self.word(last + 1), Joint::Year));
        if self.is_blank(last + skip)
            && (self.languages == ENGLISH || !self.gap(last).contains(','))
            && let Some(year) = self.full_year(last + 1 + skip)
        {
            return Some((TimeValue::Full(Date::Month(year, month)), length + 1 + skip));
        }
        if let Some((by, more)) = self.year_told_behind(last + 1).filter(|_| !short) {
            let day = None;
            return Some((TimeValue::InYear { by, month, day }, length + more));
        }
        let english = self.languages == ENGLISH;
        let capital = self.word(at).starts_with(char::is_uppercase);
        let touches = at > 0 && (self.is_blank(at - 1) || matches!(self.gap(at - 1), "-" | "'" | "’"));
        let before = touches
            .then(|| words::cue(self.hash(at - 1), self.languages))
            .flatten();
        let after = self
            .is_blank(last)
            .then(|| words::cue(self.hash(last + 1), self.languages))
            .flatten();
        let cued = matches!(
            before,
            Some(
                MentionCue::Month
                    | MentionCue::Part
                    | MentionCue::Past
                    | MentionCue::Future
                    | MentionCue::Next
                    | MentionCue::Since
                    | MentionCue::Until
            )
        ) || matches!(after, Some(MentionCue::Past | MentionCue::Future | MentionCue::Next) if !english);
        // In a language that writes its months small, or that has no other word of the kind, the name alone is enough.
        let alone = self.is_foreign() && self.languages & (german() | ARABIC) == 0;
        (!short && (cued || alone) && (capital || !english)).then_some((TimeValue::Month(month), length))
    }

    pub(super) fn weekday_at(&self, at: usize) -> Read {
        let (day, length) = self.weekday_name(at)?;
        let written = self.languages != ENGLISH || self.word(at).starts_with(char::is_uppercase);
        let habit = at > 0
            && matches!(
                self.word(at - 1),
                "le" | "chaque" | "every" | "each" | "les" | "cada"
            );
        (written && !habit && !self.is_given_name(at)).then_some(())?;
        let later = self
            .longest(at + length, |hash| words::weekday_later(hash, self.languages))
            .filter(|(_, more)| self.gap(at + length - 1) == " " && self.gap(at + length + more - 1) != "-");
        Some(match later {
            Some((weeks, more)) => (TimeValue::WeekdayLater(day, weeks), length + more),
            None => (TimeValue::Weekday(day), length),
        })
    }

    /// Whether an English day of the week is somebody's name: `Brig. Gen. Sunday Mensah`.
    fn is_given_name(&self, at: usize) -> bool {
        let capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        self.languages == ENGLISH
            && self.gap(at) == " "
            && capital(at + 1)
            && at > 0
            && capital(at - 1)
            && matches!(self.gap(at - 1), " " | ". ")
            && !self.text.tokens[self.pieces[at].token].shouted
    }

    /// How far off the year is that a phrase behind a day or a month tells, and how many pieces the phrase has: *last year*.
    pub(super) fn year_told_behind(&self, at: usize) -> Option<(i32, usize)> {
        let blank = at > 0 && self.gap(at - 1) == " ";
        match self.phrase_at(at).filter(|_| blank)? {
            (TimeValue::Distance(TimeUnit::Year, by), length) => Some((by, length)),
            _ => None,
        }
    }

    /// The year in which a fiscal year begins: `FY2019/20`, `FY 2021`.
    pub(super) fn fiscal_year_at(&self, at: usize) -> Read {
        let rest = self.word(at).strip_prefix("FY")?;
        let length = usize::from(rest.is_empty());
        let digits = if rest.is_empty() { self.word(at + 1) } else { rest };
        let year = (digits.len() == 4)
            .then(|| digits.parse::<i32>().ok())
            .flatten()?;
        let last = at + length;
        let is_second = matches!(self.gap(last), "/" | "-" | "–")
            && matches!(self.length(last + 1), 2 | 4)
            && self.digits(last + 1, 4).is_some();
        Some((
            TimeValue::Full(Date::Year(year)),
            1 + length + usize::from(is_second),
        ))
    }

    /// A year alone, where the words beside it do not make it a count.
    pub(super) fn year_at(&self, at: usize) -> Read {
        let year = self.full_year(at)?;
        let before = if at > 0 && !self.gap(at - 1).contains('\n') {
            self.word(at - 1)
        } else {
            ""
        };
        let small_before = before.to_lowercase();
        let strong = words::is_year_cue(&small_before)
            && !(matches!(small_before.as_str(), "the" | "a" | "for" | "pour") && self.is_plural(at + 1));
        let next = self.word(at + 1);
        let counts = self.gap(at).chars().all(|c| c.is_whitespace() && c != '\n') && self.is_counted(at + 1);
        let currency = next.len() < 5 && next.chars().all(char::is_uppercase) && self.gap(at) == " ";
        let money = self.gap(at).contains(['%', '$', '€', '°'])
            || at > 0 && self.gap(at - 1).contains(['$', '€', '£', '+']);
        (!money && (strong || !counts && !currency)).then_some((TimeValue::Full(Date::Year(year)), 1))
    }

    /// Whether a word behind a number may be what it counts: any but a small word; in German, whose nouns have capitals, only one with a
    /// capital.
    fn is_counted(&self, at: usize) -> bool {
        let word = self.word(at);
        if self.languages == german() {
            return word.starts_with(char::is_uppercase);
        }
        word.starts_with(char::is_lowercase) && !words::is_small_word(word, self.is_foreign())
    }

    /// Whether a word is a noun of several, which a number before it counts.
    fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_lowercase) && word.ends_with(['s', 'x']) && !word.ends_with("ss")
    }

    /// A year of two digits behind *en*, where no noun follows: `deux en 97, une en 98`.
    pub(super) fn short_year_at(&self, at: usize) -> Read {
        let year = self
            .digits(at, 2)
            .filter(|year| *year > 49 && at > 0 && self.word(at - 1) == "en")?;
        let closed = self.gap(at).trim_start().starts_with([',', '.', ';', ')', '(']);
        let whole = closed && self.digits(at + 1, 9).is_none();
        whole.then_some((TimeValue::Full(Date::Year(orders::of_century(year))), 1))
    }
}

/// The bit of German, where every noun has a capital and *August* is a given name.
fn german() -> Languages {
    gazetteer::own("de").unwrap_or(0)
}
