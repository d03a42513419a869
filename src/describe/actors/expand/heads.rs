//! Names that begin with the head of an organisation or of a place.

use super::{Expander, is_link, written};
use crate::article::ActorType;
use crate::describe::actors::span::SpanSource;
use crate::describe::tokens::{TextToken, TokenShape};
use crate::lexicon::Lexicon;

impl Expander<'_, '_> {
    /// Heads of organisations reach over the words that follow them to an acronym in brackets or to a place.
    pub(super) fn grow_from_heads(&mut self) {
        for at in 0..self.text.tokens.len() {
            let token = &self.text.tokens[at];
            if !token.is_word() || self.headline[at] {
                continue;
            }
            let head = self.lexicon.organisation_heads.has_phrase([token.hash]);
            let place = self.is_place_head(at);
            let open = token.is_capitalised() || self.lexicon.small_heads.has_phrase([token.hash]);
            let inside = self
                .covering(at)
                .is_some_and(|span| span.tokens.start < at || span.ground == SpanSource::Known);
            if (head || place)
                && open
                && !inside
                && !self.is_departure(at)
                && let Some(end) = self.phrase_end(at, head)
            {
                let kind = if head { ActorType::Org } else { ActorType::Place };
                let reaches = self.covering(at).is_none_or(|span| span.tokens.end < end);
                if reaches {
                    self.put(written(at..end, kind));
                }
            }
        }
    }

    /// Whether what a place is called begins at a token: *parc*, *maison d'arrêt*.
    fn is_place_head(&self, at: usize) -> bool {
        [1, 3].into_iter().any(|length| {
            let words = self.text.tokens.get(at..at + length);
            words.is_some_and(|words| {
                let hashes = words.iter().map(|token| token.hash);
                self.lexicon.place_heads.has_phrase(hashes)
            })
        })
    }

    /// Whether the word at the beginning of a sentence says that somebody left a place: *Parti de Niamey le 6 mars*.
    fn is_departure(&self, at: usize) -> bool {
        let tokens = &self.text.tokens;
        let place = self
            .covering(at + 2)
            .is_some_and(|span| span.entry.is_some() && span.kind == ActorType::Place);
        tokens[at].first
            && tokens[at].text == "Parti"
            && tokens.get(at + 1).is_some_and(|token| token.text == "de")
            && place
    }

    /// Where the phrase that begins with a head ends: before an acronym in brackets, or with a place.
    fn phrase_end(&self, head: usize, org: bool) -> Option<usize> {
        let tokens = &self.text.tokens;
        let (mut at, mut words, mut linked, mut end) = (head + 1, 0, false, None);
        while at < tokens.len() && at - head < 18 && self.text.on_one_line(at - 1, at) {
            let token = &tokens[at];
            if token.text == "(" {
                let acronym = tokens
                    .get(at + 1)
                    .is_some_and(|token| token.is_capitalised() && token.text.chars().count() < 12);
                let closed = tokens.get(at + 2).is_some_and(|token| token.text == ")");
                return if acronym && closed && org { Some(at) } else { end };
            }
            if is_link(token.text) {
                (words, linked) = (0, true);
            } else if token.is_word() && !is_stop(self.lexicon, token) && words < 2 {
                words += 1;
            } else {
                return end;
            }
            match self
                .covering(at)
                .filter(|span| linked && span.tokens.start == at && span.kind != ActorType::Person)
            {
                Some(span) => {
                    let country = span.kind == ActorType::Country && !tokens[head].is_capitalised();
                    let closes = span.kind != ActorType::Org && !country && at == last_link(tokens, at) + 1;
                    at = span.tokens.end;
                    if closes && end.is_none() {
                        end = Some(at);
                    }
                }
                None => at += 1,
            }
        }
        end
    }

    /// A head that stands alone takes its adjective, or the noun that a link joins to it: `Cour constitutionnelle`,
    /// `Ministère de la Défense`.
    pub(super) fn complete_heads(&mut self) {
        for at in 0..self.text.tokens.len().saturating_sub(1) {
            let token = &self.text.tokens[at];
            let head = self.lexicon.organisation_heads.has_phrase([token.hash]);
            let small = self.lexicon.small_heads.has_phrase([token.hash]) && token.shape == TokenShape::Small;
            let bare = match self.covering(at) {
                Some(span) => {
                    span.tokens.end == at + 1
                        && span.ground != SpanSource::Known
                        && span.kind == ActorType::Org
                }
                None => token.is_capitalised() && !token.first,
            };
            if !head || small || !bare || token.shouted || self.headline[at] {
                continue;
            }
            if let Some(end) = self.complement_end(at) {
                let start = self.covering(at).map_or(at, |span| span.tokens.start);
                self.put(written(start..end, ActorType::Org));
            }
        }
    }

    /// Where the complement of a head ends: an adjective by its ending, or links and one noun.
    fn complement_end(&self, head: usize) -> Option<usize> {
        let tokens = &self.text.tokens;
        let mut at = head + 1;
        while at < tokens.len() && at < head + 4 && is_link(tokens[at].text) && tokens[at].text != "et" {
            at += 1;
        }
        let word = tokens.get(at).filter(|_| self.text.on_one_line(head, at))?;
        if at == head + 1 {
            return (word.shape == TokenShape::Small && is_adjective(word.text)).then_some(at + 1);
        }
        let free = self.covering(at).is_none();
        (free && word.is_word() && tokens[head + 1].text.starts_with('d')).then_some(at + 1)
    }
}

/// Whether a French word has the ending of an adjective of institutions: *constitutionnelle*, *nationale*, *financier*.
fn is_adjective(word: &str) -> bool {
    [
        "nel", "nelle", "nal", "nale", "ciale", "ial", "rale", "ral", "cier", "cière", "taire", "ique",
        "aine", "ienne", "ien", "atif", "ative", "torale",
    ]
    .iter()
    .any(|ending| word.ends_with(ending))
}

/// Small words and the auxiliary, at which the name of an organisation ends.
fn is_stop(lexicon: &Lexicon, token: &TextToken) -> bool {
    token.text == "a" || lexicon.linking_words.has_phrase([token.hash])
}

/// The last link before a token.
fn last_link(tokens: &[TextToken], at: usize) -> usize {
    (0..at)
        .rev()
        .find(|before| is_link(tokens[*before].text))
        .unwrap_or(0)
}
