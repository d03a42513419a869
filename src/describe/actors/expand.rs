//! How far a name reaches: over the capitalised words that touch it, over the words that follow the head of an organisation, and
//! over the number of a military unit.

mod acronyms;
mod endings;
mod firms;
mod heads;
mod institutions;
mod joined;

pub(crate) use firms::ends_with_form;

use super::span::{Span, SpanSource};
use crate::article::ActorType;
use crate::describe::tokens::{TextTokens, TokenShape};
use crate::hash::ByHash;
use crate::lexicon::Lexicon;
use crate::lexicon::words::WordSet;
use crate::text::is_apostrophe;
use std::collections::HashSet;
use std::ops::Range;

/// The names of a text, each as long as its words and neighbours show, in order.
pub(crate) fn grown(text: &TextTokens, spans: Vec<Span>, lexicon: &Lexicon) -> Vec<Span> {
    let mut growth = Expander::new(text, spans, lexicon);
    growth.add_units();
    growth.put_found(Expander::small_units);
    growth.add_numbered();
    growth.grow_over_divisions();
    growth.grow_over_capitals();
    growth.grow_over_initials();
    growth.join_tails();
    growth.type_by_tails();
    growth.grow_from_heads();
    growth.add_institutions();
    growth.add_national_bodies();
    growth.add_ministries();
    growth.complete_heads();
    growth.put_found(Expander::joined_places);
    growth.put_found(Expander::joined_countries);
    growth.put_found(Expander::joined_by_and);
    growth.put_found(Expander::several_tasks);
    growth.put_found(Expander::purposes);
    growth.put_found(Expander::joined_by_ampersand);
    growth.put_found(Expander::plain_firms);
    growth.put_found(Expander::facilities);
    growth.put_found(Expander::speakers);
    growth.put_found(Expander::spelled_out);
    growth.type_acronyms();
    growth.spans
}

/// The names of a text, those of firms as long as their legal forms show: what holds in every language.
pub(crate) fn over_legal_forms(text: &TextTokens, spans: Vec<Span>, lexicon: &Lexicon) -> Vec<Span> {
    let mut growth = Expander::new(text, spans, lexicon);
    growth.put_found(Expander::firms);
    growth.spans
}

struct Expander<'t, 'a> {
    text: &'t TextTokens<'a>,
    lexicon: &'t Lexicon,
    spans: Vec<Span>,
    /// The words that the text also writes in small letters.
    small: HashSet<u64, ByHash>,
    /// Whether a token stands in a headline that capitalises most of its words.
    headline: Vec<bool>,
}

impl<'t, 'a> Expander<'t, 'a> {
    fn new(text: &'t TextTokens<'a>, spans: Vec<Span>, lexicon: &'t Lexicon) -> Expander<'t, 'a> {
        let small = text
            .tokens
            .iter()
            .filter(|token| token.shape == TokenShape::Small)
            .map(|token| token.hash);
        Expander {
            text,
            lexicon,
            small: small.collect(),
            headline: headlines(text),
            spans,
        }
    }

    /// Puts a span in the place of all that it touches.
    fn put(&mut self, span: Span) {
        self.spans.retain(|other| !other.overlaps(&span.tokens));
        let at = self
            .spans
            .partition_point(|other| other.tokens.start < span.tokens.start);
        self.spans.insert(at, span);
    }

    /// Puts the spans that are found in the place of all that they touch; of two that touch each other the first.
    fn put_found(&mut self, find: impl Fn(&Self) -> Vec<Span>) {
        let mut found = find(self);
        found.sort_by_key(|span| span.tokens.start);
        let mut end = 0;
        found.retain(|span| {
            let free = span.tokens.start >= end;
            end = if free { span.tokens.end } else { end };
            free
        });
        self.spans.retain(|old| {
            let next = found.partition_point(|span| span.tokens.end <= old.tokens.start);
            found.get(next).is_none_or(|span| !span.overlaps(&old.tokens))
        });
        self.spans.extend(found);
        self.spans.sort_by_key(|span| span.tokens.start);
    }

    fn covering(&self, at: usize) -> Option<&Span> {
        let after = self.spans.partition_point(|span| span.tokens.start <= at);
        self.spans[..after].last().filter(|span| at < span.tokens.end)
    }

    fn grow_over_capitals(&mut self) {
        let mut at = 0;
        while at < self.spans.len() {
            let span = self.spans[at].clone();
            let reach = self.reach(&span);
            if reach != span.tokens
                && let Some(kind) = self.kind_of(&span, &reach)
            {
                self.put(Span {
                    tokens: reach.clone(),
                    kind,
                    entry: None,
                    ground: span.ground.min(SpanSource::Written),
                });
            }
            at = self
                .spans
                .partition_point(|other| other.tokens.start < reach.end.max(span.tokens.end));
        }
    }

    /// The capitalised words that touch a name and are no title, no demonym and nobody else's.
    fn reach(&self, span: &Span) -> Range<usize> {
        let tokens = &self.text.tokens;
        let mut reach = span.tokens.clone();
        if span.entry.is_some() && span.kind == ActorType::Org
            || self.headline[reach.start]
            || tokens[reach.start].shouted
        {
            return reach;
        }
        while reach.start > 0
            && self.text.on_one_line(reach.start - 1, reach.start)
            && self.belongs(reach.start - 1, span)
        {
            reach.start -= 1;
        }
        while reach.end < tokens.len()
            && self.text.on_one_line(reach.end - 1, reach.end)
            && self.belongs(reach.end, span)
        {
            reach.end += 1;
        }
        reach
    }

    fn belongs(&self, at: usize, span: &Span) -> bool {
        let token = &self.text.tokens[at];
        let ordinary = self.lexicon.capitalised_words.has_phrase([token.hash])
            || self.lexicon.titles.has_phrase([token.hash])
                && !self.lexicon.given_names.has_phrase([token.hash])
            || token.first && self.small.contains(&token.hash);
        let other = self.covering(at).is_some_and(|other| {
            other.ground == SpanSource::Known && other.tokens != span.tokens
                || (other.kind == ActorType::Person) != (span.kind == ActorType::Person)
        });
        token.is_capitalised()
            && !token.text.ends_with(|c| c == '.' || is_apostrophe(c))
            && !ordinary
            && !other
            && !self.lexicon.gazetteer.is_demonym(token.hash)
    }

    /// What a grown name names: a known place with more words is what those words say, and nothing new where they say nothing.
    fn kind_of(&self, span: &Span, reach: &Range<usize>) -> Option<ActorType> {
        let tokens = &self.text.tokens[reach.clone()];
        let has = |set: &WordSet| tokens.iter().any(|token| set.has_phrase([token.hash]));
        if span.kind == ActorType::Person {
            return Some(span.kind);
        }
        let org = has(&self.lexicon.organisation_heads) || has(&self.lexicon.unit_heads);
        let place = has(&self.lexicon.place_heads);
        match span.ground {
            SpanSource::Known if place => Some(ActorType::Place),
            SpanSource::Known if org => Some(ActorType::Org),
            SpanSource::Known if span.kind == ActorType::Country || reach.start < span.tokens.start => None,
            SpanSource::Known => Some(ActorType::Org),
            _ if org && !place => Some(ActorType::Org),
            _ => Some(span.kind),
        }
    }
}

fn written(tokens: Range<usize>, kind: ActorType) -> Span {
    Span {
        tokens,
        kind,
        entry: None,
        ground: SpanSource::Written,
    }
}

/// Small words that link the parts of an organisation's name.
pub(crate) fn is_link(word: &str) -> bool {
    matches!(
        word,
        "de" | "du"
            | "des"
            | "d'"
            | "d’"
            | "la"
            | "le"
            | "les"
            | "l'"
            | "l’"
            | "pour"
            | "et"
            | "aux"
            | "au"
            | "à"
            | "en"
            | "of"
            | "for"
            | "and"
            | "the"
    )
}

/// Whether each token stands in a line of more than four words most of which are capitalised.
fn headlines(text: &TextTokens) -> Vec<bool> {
    let mut headline = vec![false; text.tokens.len()];
    let mut begin = 0;
    for at in 1..=text.tokens.len() {
        if at == text.tokens.len() || !text.on_one_line(at - 1, at) {
            let line = &text.tokens[begin..at];
            let words = line.iter().filter(|token| token.is_word()).count();
            let capitals = line.iter().filter(|token| token.is_capitalised()).count();
            headline[begin..at].fill(words > 4 && capitals * 5 > words * 3);
            begin = at;
        }
    }
    headline
}
