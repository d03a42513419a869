//! The parts of a day with its month, as a text writes them: what may stand between them, and where the name of a month may begin one.

use super::ExpressionReader;
use crate::calendar::names::{Calendar, Month};
use crate::calendar::orders::{self, Joint, Part, Pieces};
use crate::lexicon::gazetteer::ENGLISH;
use crate::text::{is_apostrophe, is_hyphen};

impl Pieces for ExpressionReader<'_, '_> {
    fn may_begin(&self, at: usize, part: Part) -> bool {
        match part {
            Part::Day => true,
            // May 4: in other languages a number behind a month counts something.
            Part::Month => {
                let american = self.languages & ENGLISH != 0 || self.is_foreign();
                american && self.word(at).starts_with(char::is_uppercase)
            }
            // 2022. május 13.: none of the languages whose forms the rules know puts the year first.
            Part::Year => self.is_foreign(),
        }
    }

    fn day(&self, at: usize) -> Option<(u32, usize)> {
        Some((self.day_number(at)?, at + 1))
    }

    fn month(&self, at: usize) -> Option<(Month, usize)> {
        let (number, _, length) = self.month_name(at)?;
        let calendar = Calendar::Gregorian;
        Some((Month { number, calendar }, at + length))
    }

    fn year(&self, at: usize) -> Option<(u32, usize)> {
        let short = || {
            let year = self.digits(at, 2).filter(|_| self.is_short_year(at))?;
            Some(orders::of_century(year))
        };
        let year = self.full_year(at).or_else(short)?;
        Some((year as u32, at + 1))
    }

    fn next(&self, at: usize, before: Part, next: Part) -> Option<usize> {
        let gap = self.gap(at - 1);
        let belongs = match (before, next) {
            (Part::Day, Part::Month) => return self.month_behind_day(at),
            (Part::Year, _) => self.is_blank(at - 1) && !gap.contains(','),
            (_, Part::Year) => {
                let joint = orders::is_joint(self.word(at), Joint::Year) && self.is_blank(at - 1);
                let at = at + usize::from(joint);
                let belongs = self.is_blank(at - 1) || self.is_hyphen(at - 1) || self.is_short_year(at);
                return belongs.then_some(at);
            }
            _ => self.is_blank(at - 1) && !(self.is_foreign() && gap.contains('.')),
        };
        belongs.then_some(at)
    }
}

impl ExpressionReader<'_, '_> {
    /// The piece at which the name of the month stands, behind a day that ends before `at`.
    fn month_behind_day(&self, at: usize) -> Option<usize> {
        let mut next = at;
        if orders::is_joint(self.word(next), Joint::Month) && self.is_blank(at - 1) {
            next += 1;
            next += usize::from(orders::is_joint(self.word(next), Joint::Name));
        }
        let pointed = self.gap(next - 1).contains('.') && !self.is_foreign();
        let belongs = self.is_blank(next - 1) || self.is_hyphen(next - 1);
        (belongs && !pointed).then_some(next)
    }

    /// Whether nothing but a hyphen stands between a piece and the next.
    fn is_hyphen(&self, at: usize) -> bool {
        let mut gap = self.gap(at).chars();
        gap.next().is_some_and(is_hyphen) && gap.next().is_none()
    }

    /// Whether an apostrophe stands for the century of the number at a piece: `12 mai '97`.
    fn is_short_year(&self, at: usize) -> bool {
        let gap = at.checked_sub(1).map_or("", |before| self.gap(before));
        gap.starts_with(' ') && gap.trim_start().strip_prefix(is_apostrophe) == Some("")
    }
}
