//! Feasts: those of a day of the year, and those that hang on Easter.

use super::{ExpressionReader, Read, TimeValue};
use crate::describe::temporal::vocabulary::{self as words, Feast};

impl ExpressionReader<'_, '_> {
    /// `Noël`, `Boxing Day`, `lundi de Pâques`.
    pub(super) fn feast_at(&self, at: usize) -> Read {
        let (feast, length) = self.longest(at, |hash| words::feast(hash, self.languages))?;
        let is_capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        let is_written_so = is_capital(at) || length > 1;
        let is_habit = at > 0 && matches!(self.word(at - 1), "every" | "each" | "chaque" | "cada");
        (is_written_so && !is_habit && !(length == 1 && self.is_name_of_somebody(at))).then_some(())?;
        let said = match feast {
            Feast::Fixed(month, day) => TimeValue::Day { month, day },
            Feast::AfterEaster(days) => TimeValue::AfterEaster(days),
        };
        Some((said, length))
    }

    /// Whether a feast is somebody's name: a capital inside the sentence stands right before it, *Mercidieu Toussaint*.
    fn is_name_of_somebody(&self, at: usize) -> bool {
        at > 0 && self.gap(at - 1) == " " && {
            let before = &self.text.tokens[self.pieces[at - 1].token];
            before.is_capitalised() && !before.first && !before.shouted
        }
    }
}
