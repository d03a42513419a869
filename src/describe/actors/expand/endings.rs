//! What the two ends of a name show: initials before a family name, the last word of an organisation or a place, letters that stand
//! for a longer name.

use super::{Expander, written};
use crate::article::ActorType;
use crate::describe::actors::span::SpanSource;
use crate::describe::actors::surface_patterns::{SHORT_ACRONYM, without_titles};
use crate::describe::tokens::TokenShape;
use std::ops::Range;

/// The most letters of an acronym.
const ACRONYM: usize = 6;

impl Expander<'_, '_> {
    /// Initials before the name of a person belong to it: `L. Mensah`, `P. O. Sall`, but not the title `M.`
    pub(super) fn grow_over_initials(&mut self) {
        for at in 0..self.spans.len() {
            let span = &self.spans[at];
            if span.kind != ActorType::Person || span.ground == SpanSource::Known {
                continue;
            }
            let mut start = span.tokens.start;
            while start > 0
                && self.text.on_one_line(start - 1, start)
                && self.covering(start - 1).is_none()
                && self.is_initial(start - 1)
            {
                start -= 1;
            }
            self.spans[at].tokens.start = start;
        }
    }

    fn is_initial(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        let single = |piece: &str| piece.chars().count() == 1 && piece.starts_with(char::is_uppercase);
        let letters = token.text.trim_end_matches('.');
        let spelled = token.text.ends_with('.') || letters.contains('-');
        // *Maj M Danladi*
        let ranked = at > 0 && self.lexicon.titles.has_phrase([self.text.tokens[at - 1].hash]);
        (spelled || ranked)
            && letters.split(['.', '-']).all(single)
            && !self.lexicon.titles.has_phrase([token.hash])
    }

    /// What an administrative division is called belongs to its name: `Chikun Local Government Area`.
    pub(super) fn grow_over_divisions(&mut self) {
        for at in 0..self.spans.len() {
            let span = &self.spans[at];
            let end = span.tokens.end;
            let limit = self
                .spans
                .get(at + 1)
                .map_or(self.text.tokens.len(), |next| next.tokens.start);
            let reach = (2..=4).rev().map(|length| end + length).find(|reach| {
                let division = self.text.tokens.get(end..*reach).into_iter().flatten();
                *reach <= limit
                    && self.text.on_one_line(end - 1, end)
                    && self
                        .lexicon
                        .divisions
                        .has_phrase(division.map(|token| token.hash))
            });
            if let Some(reach) = reach.filter(|_| span.kind != ActorType::Person) {
                let tokens = span.tokens.start..reach;
                self.spans[at] = written(tokens, ActorType::Place);
            }
        }
    }

    /// A name and the last word of an organisation right behind it are one: `Tano Commercial` and `Bank`; so are a person and what is
    /// called after them: `Jean Kayitare` and `Centre for Peace Studies`.
    pub(super) fn join_tails(&mut self) {
        for at in (1..self.spans.len()).rev() {
            let (left, right) = (&self.spans[at - 1], &self.spans[at]);
            let tail = |at: usize| {
                self.lexicon
                    .organisation_tails
                    .has_phrase([self.text.tokens[at].hash])
            };
            let touching = left.tokens.end == right.tokens.start
                && self.text.on_one_line(left.tokens.end - 1, right.tokens.start)
                && right.ground != SpanSource::Known;
            let single = right.tokens.len() == 1 && tail(right.tokens.start);
            let of_person = left.kind == ActorType::Person
                && left.tokens.len() > 1
                && right.kind == ActorType::Org
                && (tail(right.tokens.start) || tail(right.tokens.end - 1));
            let touching = touching && (single || of_person);
            if touching {
                self.spans[at - 1] = written(left.tokens.start..right.tokens.end, ActorType::Org);
                self.spans.remove(at);
            }
        }
    }

    /// The last capitalised word of a name of several tells what it names: `Brevelt Metals`, `Kanombe Airport`.
    pub(super) fn type_by_tails(&mut self) {
        for at in 0..self.spans.len() {
            let span = &self.spans[at];
            let last = &self.text.tokens[span.tokens.end - 1];
            if span.ground == SpanSource::Known || span.tokens.len() < 2 || !last.is_capitalised() {
                continue;
            }
            let place = self.lexicon.place_heads.has_phrase([last.hash]);
            let org = self.lexicon.organisation_tails.has_phrase([last.hash]);
            let headed = self
                .lexicon
                .organisation_heads
                .has_phrase([self.text.tokens[span.tokens.start].hash]);
            let kind = match () {
                () if org => ActorType::Org,
                () if place && !headed => ActorType::Place,
                () => span.kind,
            };
            self.spans[at].kind = kind;
        }
    }

    /// Letters that stand for a longer name are an organisation's where nothing says otherwise, and behind an organisation in any
    /// case.
    pub(super) fn type_acronyms(&mut self) {
        for at in 0..self.spans.len() {
            let span = &self.spans[at];
            let token = &self.text.tokens[span.tokens.start];
            let short = span.tokens.len() == 1
                && token.shape == TokenShape::Capitals
                && span.entry.is_none()
                && span.ground != SpanSource::Explained;
            if !short {
                continue;
            }
            let explained = at > 0 && self.is_bracketed_after(at - 1, at);
            if explained || span.ground == SpanSource::Tagged && self.is_acronym(span.tokens.clone()) {
                self.spans[at].kind = ActorType::Org;
                self.spans[at].ground = SpanSource::Written;
            }
        }
    }

    fn is_bracketed_after(&self, left: usize, right: usize) -> bool {
        let (left, right) = (&self.spans[left], &self.spans[right]);
        left.kind == ActorType::Org
            && left.tokens.end + 1 == right.tokens.start
            && self.text.tokens[left.tokens.end].text == "("
    }

    /// Whether a word in capitals is one in this text alone, is short, and has no title.
    fn is_acronym(&self, tokens: Range<usize>) -> bool {
        let token = &self.text.tokens[tokens.start];
        let letters = token.text.chars().all(char::is_alphabetic);
        let spelled_out = self
            .text
            .tokens
            .iter()
            .any(|other| other.shape == TokenShape::Capital && other.hash == token.hash);
        let (_, titled) = without_titles(self.text, tokens, self.lexicon);
        let length = token.text.chars().count();
        // What stands before a short acronym is no title: "le député RPC".
        let titled = titled && length > SHORT_ACRONYM;
        letters && !token.shouted && length <= ACRONYM && !spelled_out && !titled
    }
}
