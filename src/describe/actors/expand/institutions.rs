//! Bodies that every country has, its ministries, and its military units.

use super::{Expander, is_link, written};
use crate::article::ActorType;
use crate::describe::actors::span::{Span, SpanSource};
use crate::describe::tokens::TokenShape;

impl Expander<'_, '_> {
    /// A number and the name of a unit are a unit: `7 Division`, `12e Régiment d'Infanterie`, `16th Battalion`.
    pub(super) fn add_units(&mut self) {
        for at in 0..self.text.tokens.len().saturating_sub(1) {
            if !self.text.tokens[at]
                .text
                .starts_with(|c: char| c.is_ascii_digit())
                || !self.text.on_one_line(at, at + 1)
            {
                continue;
            }
            let unit = (at + 1..(at + 5).min(self.text.tokens.len()))
                .take_while(|next| self.text.tokens[*next].is_capitalised())
                .filter(|next| self.lexicon.unit_heads.has_phrase([self.text.tokens[*next].hash]))
                .last();
            let Some(unit) = unit else { continue };
            let known = self
                .covering(unit)
                .filter(|span| span.ground == SpanSource::Known);
            if known.is_none() {
                let end = self.covering(unit).map_or(unit + 1, |span| span.tokens.end);
                let end = if self.text.tokens[at].shouted {
                    unit + 1
                } else {
                    end
                };
                self.put(written(at..end, ActorType::Org));
            }
        }
    }

    /// A unit with its number and its arm, in small letters: `15e division d'infanterie`.
    pub(super) fn small_units(&self) -> Vec<Span> {
        let unit_at = |at: usize| {
            let [number, unit, link, arm] = self.text.tokens.get(at..at + 4)? else {
                return None;
            };
            let ordinal = number.text.starts_with(|c: char| c.is_ascii_digit())
                && number.text.ends_with(|c: char| c.is_alphabetic());
            let named = unit.shape == TokenShape::Small
                && self.lexicon.unit_heads.has_phrase([unit.hash])
                && matches!(link.text, "d'" | "d’" | "de")
                && arm.shape == TokenShape::Small;
            let free = || (at..at + 4).all(|at| self.covering(at).is_none());
            (ordinal && named && free() && self.text.on_one_line(at, at + 3))
                .then(|| written(at..at + 4, ActorType::Org))
        };
        (0..self.text.tokens.len()).filter_map(unit_at).collect()
    }

    /// The name of a unit and its number: `Sector 1`.
    pub(super) fn add_numbered(&mut self) {
        for at in 0..self.text.tokens.len().saturating_sub(1) {
            let (unit, number) = (&self.text.tokens[at], &self.text.tokens[at + 1]);
            let numbered = unit.is_capitalised()
                && number.shape == TokenShape::Number
                && number.text.len() < 3
                && self.text.on_one_line(at, at + 1)
                && self.lexicon.unit_heads.has_phrase([unit.hash]);
            let free = self
                .covering(at)
                .is_none_or(|span| span.tokens == (at..at + 1) && span.ground != SpanSource::Known);
            if numbered && free && self.covering(at + 1).is_none() {
                self.put(written(at..at + 2, ActorType::Org));
            }
        }
    }

    /// Institutions that every country has, in whatever case: `gendarmerie nationale`, `Supreme Court`.
    pub(super) fn add_institutions(&mut self) {
        let tokens = &self.text.tokens;
        for at in 0..tokens.len() {
            let longest = (2..=4).rev().find(|length| {
                let end = at + length;
                end <= tokens.len()
                    && (at + 1..end).all(|next| self.text.on_one_line(next - 1, next))
                    && self
                        .lexicon
                        .institutions
                        .has_phrase(tokens[at..end].iter().map(|token| token.hash))
            });
            let Some(length) = longest else { continue };
            let inside = (at..at + length)
                .filter_map(|at| self.covering(at))
                .any(|span| span.tokens.len() > length);
            if !inside {
                self.put(written(at..at + length, ActorType::Org));
            }
        }
    }

    /// Bodies with the demonym that completes their name: `forces armées centrafricaines`.
    pub(super) fn add_national_bodies(&mut self) {
        let tokens = &self.text.tokens;
        for at in 2..tokens.len() {
            let body = at - 2..at;
            let named = self.lexicon.gazetteer.is_demonym(tokens[at].hash)
                && self
                    .lexicon
                    .national_bodies
                    .has_phrase(tokens[body].iter().map(|token| token.hash))
                && self.text.on_one_line(at - 2, at);
            if named && self.covering(at).is_none() {
                self.put(written(at - 2..at + 1, ActorType::Org));
            }
        }
    }

    /// A ministry, with its country or its task: `ministère malien de la Communication`, `ministère des Mines`.
    pub(super) fn add_ministries(&mut self) {
        let tokens = &self.text.tokens;
        for at in 0..tokens.len().saturating_sub(2) {
            if !matches!(tokens[at].text, "ministère" | "Ministère")
                || self.covering(at).is_some_and(|span| span.tokens.len() > 1)
            {
                continue;
            }
            let national = self.lexicon.gazetteer.is_demonym(tokens[at + 1].hash);
            let mut end = at + 1 + usize::from(national);
            let links = end;
            while end < tokens.len() && end < links + 3 && is_link(tokens[end].text) {
                end += 1;
            }
            let tasked = end > links
                && tokens
                    .get(end)
                    .is_some_and(|task| task.is_capitalised() || national && task.is_word());
            if tasked
                && self.text.on_one_line(at, end)
                && self.covering(end).is_none_or(|span| span.entry.is_none())
            {
                self.put(written(at..end + 1, ActorType::Org));
            }
        }
    }
}
