//! Times by their distance from "now" or from the day named last.

use super::{ExpressionReader, Read, TimeValue};
use crate::describe::temporal::vocabulary::{self as words, MentionCue};
use crate::hash::fx64_joined;
use crate::text::is_joint;

impl ExpressionReader<'_, '_> {
    /// The longest phrase that counts from "now" or from the day named last: *hier*, *la semaine dernière*, *la veille*.
    pub(super) fn phrase_at(&self, at: usize) -> Read {
        let mut hash = 0;
        let mut best = None;
        for end in at..(at + 5).min(self.pieces.len()) {
            if end > at
                && !self
                    .gap(end - 1)
                    .chars()
                    .all(|c| c.is_whitespace() && c != '\n' || is_joint(c))
            {
                break;
            }
            hash = fx64_joined(hash, self.hash(end));
            if let Some(distance) = words::distance(hash, self.languages) {
                best = Some((distance, end + 1 - at));
            }
        }
        let (distance, length) = best?;
        // "Ce soir-là" is no evening of today.
        if self.gap(at + length - 1) == "-" && self.word(at + length) == "là" {
            return None;
        }
        let of_something = matches!(
            self.word(at + length),
            "de" | "du" | "des" | "d" | "of" | "before"
        );
        if !distance.from_last {
            return Some((TimeValue::Distance(distance.unit, distance.by), length));
        }
        (!of_something).then_some((TimeValue::FromLast(distance.unit, distance.by), length))
    }

    /// `deux ans plus tard`, `three days later`: counted from the day named last.
    pub(super) fn counted_from_last(&self, at: usize) -> Read {
        let count = self
            .digits(at, 3)
            .or_else(|| words::number(self.hash(at), self.languages))? as i32;
        let unit = words::unit(self.hash(at + 1)).filter(|_| self.is_blank(at) && self.is_blank(at + 1))?;
        let (by, length) = match (self.word(at + 2), self.word(at + 3)) {
            ("plus", "tard") => (count, 4),
            ("plus", "tôt") => (-count, 4),
            ("later", _) => (count, 3),
            ("earlier", _) => (-count, 3),
            _ if words::cue(self.hash(at + 2), self.languages) == Some(MentionCue::Later) => (count, 3),
            _ => return None,
        };
        Some((TimeValue::FromLast(unit, by), length))
    }

    /// `il y a deux ans`, `three days ago`.
    pub(super) fn counted_at(&self, at: usize) -> Read {
        let back = matches!(
            (self.word(at), self.word(at + 1), self.word(at + 2)),
            ("il" | "Il", "y", "a")
        );
        let hace = matches!(self.word(at), "hace" | "Hace" | "há" | "Há");
        let hace = hace || words::cue(self.hash(at), self.languages) == Some(MentionCue::BeforeAgo);
        let begin = at + if back { 3 } else { usize::from(hace) };
        let count = self
            .digits(begin, 3)
            .or_else(|| words::number(self.hash(begin), self.languages))?;
        let unit = words::unit(self.hash(begin + 1)).filter(|_| self.is_blank(begin))?;
        let ago = words::cue(self.hash(begin + 2), self.languages) == Some(MentionCue::Ago);
        (back || hace || ago).then_some((
            TimeValue::Distance(unit, -(count as i32)),
            begin + 2 + usize::from(ago) - at,
        ))
    }
}
