//! On which side of "now" an expression lies, by the words beside it and the verbs of its clause.

use super::{Direction, ExpressionReader, TimeValue};
use crate::describe::temporal::vocabulary::{self as words, MentionCue};
use crate::lexicon::gazetteer::{self, ARABIC, ENGLISH, FRENCH};

impl ExpressionReader<'_, '_> {
    /// On which side an expression lies: as the word beside it says, else as the nearest verb of its clause.
    pub(super) fn lies(&self, start: usize, end: usize, said: TimeValue) -> Direction {
        if !matches!(
            said,
            TimeValue::Day { .. } | TimeValue::Month(_) | TimeValue::Weekday(_) | TimeValue::AfterEaster(_)
        ) {
            return Direction::Open;
        }
        let beside = |at: usize, gap: usize| {
            self.is_blank(gap)
                .then(|| words::cue(self.hash(at), self.languages))
                .flatten()
        };
        let after = beside(end, end - 1);
        let before = start.checked_sub(1).and_then(|at| beside(at, at));
        match (after, before) {
            (Some(MentionCue::Past), _) | (_, Some(MentionCue::Past)) => Direction::Behind,
            (_, Some(MentionCue::Since)) if !self.is_part_of_day(end) => Direction::Behind,
            (_, Some(MentionCue::Until)) => Direction::Expected,
            (Some(MentionCue::Next), _) | (_, Some(MentionCue::Next)) => Direction::Ahead,
            _ if self.is_expected(start, end) => Direction::Expected,
            _ => Direction::Open,
        }
    }

    /// Whether a word is a part of the day: *depuis mercredi matin* may be today's.
    fn is_part_of_day(&self, at: usize) -> bool {
        matches!(self.word(at), "matin" | "midi" | "soir" | "morning" | "afternoon")
    }

    /// Whether the nearest verb of the clause, before the expression or else after it, tells what is to come.
    fn is_expected(&self, start: usize, end: usize) -> bool {
        let back = (start.saturating_sub(12)..start)
            .rev()
            .take_while(|at| !self.gap(*at).contains(['\n', '.', ';', '!', '?', ':']))
            .find_map(|at| self.tense(at));
        let ahead = || {
            (end..(end + 9).min(self.pieces.len()))
                .take_while(|at| !self.gap(*at - 1).contains(['\n', '.', ';', '!', '?', ':']))
                .find_map(|at| self.tense(at))
        };
        back.or_else(ahead) == Some(MentionCue::Future)
    }

    fn tense(&self, at: usize) -> Option<MentionCue> {
        let word = self.word(at);
        let loud = self.text.tokens[self.pieces[at].token].shouted && word.len() > 3;
        let future = ["RA", "RONT"].iter().any(|end| word.ends_with(end));
        if self.languages & FRENCH != 0 && loud && future {
            return Some(MentionCue::Future);
        }
        if let Some(tense) = self.tense_of_prefix(at) {
            return Some(tense);
        }
        match words::cue(self.hash(at), self.languages) {
            Some(cue @ (MentionCue::Future | MentionCue::Happened))
                if word.starts_with(char::is_lowercase) =>
            {
                return Some(cue);
            }
            _ if !word.starts_with(char::is_lowercase) || word.len() < 4 => return None,
            _ => {}
        }
        let one = self.languages.count_ones() == 1;
        if one && word.chars().count() > 4 && words::is_future(word, self.languages) {
            return Some(MentionCue::Future);
        }
        let french = self.languages & FRENCH != 0;
        let to_come = ["ra", "ront", "rons", "erait", "eraient", "drait", "draient"];
        if french && to_come.iter().any(|end| word.ends_with(end)) {
            return Some(MentionCue::Future);
        }
        // What will be done is not done yet: *will be held*, *sera célébrée*.
        let passive = at > 0
            && matches!(
                self.word(at - 1),
                "be" | "sera" | "seront" | "serait" | "seraient" | "être"
            );
        let done = self.languages & ENGLISH != 0 && word.ends_with("ed")
            || french && (word.ends_with('é') || word.ends_with("ée"));
        let told = done && !passive;
        told.then_some(MentionCue::Happened)
    }

    /// The tense of a Swahili verb, whose second syllable tells it, or of an Arabic verb with the *s* of the future.
    fn tense_of_prefix(&self, at: usize) -> Option<MentionCue> {
        let word = self.word(at);
        let of = |code: &str| gazetteer::own(code).is_some_and(|own| self.languages & own != 0);
        if self.languages & ARABIC != 0 {
            let future = ["سي", "ست", "سن"].iter().any(|start| word.starts_with(start));
            return (future && word.chars().nth(3).is_some()).then_some(MentionCue::Future);
        }
        let verb = of("sw") && word.starts_with(char::is_lowercase) && word.len() > 5;
        let rest = [
            "wa", "zi", "ya", "tu", "ni", "ki", "vi", "li", "pa", "ku", "a", "i", "u",
        ]
        .iter()
        .filter_map(|subject| word.strip_prefix(subject));
        let tense = |rest: &str| match rest.get(..2) {
            Some("ta") => Some(MentionCue::Future),
            Some("li" | "me") => Some(MentionCue::Happened),
            _ => None,
        };
        rest.filter(|_| verb).find_map(tense)
    }
}
