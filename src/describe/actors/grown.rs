//! How far a name reaches: over the capitalised words that touch it, over the words that follow the head of an organisation, and
//! over the number of a military unit.

use super::ActorType;
use super::span::{Ground, Span};
use crate::describe::tokens::{Shape, Token, Tokens};
use crate::lexicon::Lexicon;
use crate::lexicon::words::{ByHash, WordSet};
use std::collections::HashSet;
use std::ops::Range;

/// The names of a text, each as long as its words and neighbours show, in order.
pub fn grown(text: &Tokens, spans: Vec<Span>, lexicon: &Lexicon) -> Vec<Span> {
    let mut growth = Growth::new(text, spans, lexicon);
    growth.add_units();
    growth.grow_over_capitals();
    growth.grow_from_heads();
    growth.add_institutions();
    growth.add_national_bodies();
    growth.add_ministries();
    growth.complete_heads();
    growth.type_acronyms();
    growth.finished()
}

struct Growth<'t, 'a> {
    text: &'t Tokens<'a>,
    lexicon: &'t Lexicon,
    spans: Vec<Span>,
    /// The words that the text also writes in small letters.
    small: HashSet<u64, ByHash>,
    /// Whether a token stands in a headline that capitalises most of its words.
    headline: Vec<bool>,
}

impl<'t, 'a> Growth<'t, 'a> {
    fn new(text: &'t Tokens<'a>, spans: Vec<Span>, lexicon: &'t Lexicon) -> Growth<'t, 'a> {
        let small = text
            .tokens
            .iter()
            .filter(|token| token.shape == Shape::Small)
            .map(|token| token.hash);
        Growth {
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

    fn covering(&self, at: usize) -> Option<&Span> {
        let after = self.spans.partition_point(|span| span.tokens.start <= at);
        self.spans[..after].last().filter(|span| at < span.tokens.end)
    }

    /// A number and the name of a unit are a unit: `7 Division`, `12e Régiment d'Infanterie`, `16th Battalion`.
    fn add_units(&mut self) {
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
            let known = self.covering(unit).filter(|span| span.ground == Ground::Known);
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
                    ground: span.ground.min(Ground::Written),
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
            other.ground == Ground::Known && other.tokens != span.tokens
                || (other.kind == ActorType::Person) != (span.kind == ActorType::Person)
        });
        token.is_capitalised()
            && !token.text.ends_with(['.', '\'', '’'])
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
            Ground::Known if place => Some(ActorType::Place),
            Ground::Known if org => Some(ActorType::Org),
            Ground::Known if span.kind == ActorType::Country || reach.start < span.tokens.start => None,
            Ground::Known => Some(ActorType::Org),
            _ if org && !place => Some(ActorType::Org),
            _ => Some(span.kind),
        }
    }

    /// Heads of organisations reach over the words that follow them to an acronym in brackets or to a place.
    fn grow_from_heads(&mut self) {
        for at in 0..self.text.tokens.len() {
            let token = &self.text.tokens[at];
            if !token.is_word() || self.headline[at] {
                continue;
            }
            let head = self.lexicon.organisation_heads.has_phrase([token.hash]);
            let place = self.lexicon.place_heads.has_phrase([token.hash]);
            let open = token.is_capitalised() || self.lexicon.small_heads.has_phrase([token.hash]);
            let inside = self
                .covering(at)
                .is_some_and(|span| span.tokens.start < at || span.ground == Ground::Known);
            if (head || place)
                && open
                && !inside
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
    fn complete_heads(&mut self) {
        for at in 0..self.text.tokens.len().saturating_sub(1) {
            let token = &self.text.tokens[at];
            let head = self.lexicon.organisation_heads.has_phrase([token.hash]);
            let small = self.lexicon.small_heads.has_phrase([token.hash]) && token.shape == Shape::Small;
            let bare = match self.covering(at) {
                Some(span) => {
                    span.tokens.end == at + 1 && span.ground != Ground::Known && span.kind == ActorType::Org
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
            return (word.shape == Shape::Small && is_adjective(word.text)).then_some(at + 1);
        }
        let free = self.covering(at).is_none();
        (free && word.is_word() && tokens[head + 1].text.starts_with('d')).then_some(at + 1)
    }

    /// Institutions that every country has, in whatever case: `gendarmerie nationale`, `Supreme Court`.
    fn add_institutions(&mut self) {
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
    fn add_national_bodies(&mut self) {
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
    fn add_ministries(&mut self) {
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

    /// A short name in brackets behind an organisation is its acronym.
    fn type_acronyms(&mut self) {
        for at in 1..self.spans.len() {
            let (left, right) = (&self.spans[at - 1], &self.spans[at]);
            let bracket =
                left.tokens.end + 1 == right.tokens.start && self.text.tokens[left.tokens.end].text == "(";
            let short =
                right.tokens.len() == 1 && self.text.tokens[right.tokens.start].shape == Shape::Capitals;
            if bracket && short && left.kind == ActorType::Org && right.entry.is_none() {
                self.spans[at].kind = ActorType::Org;
                self.spans[at].ground = Ground::Written;
            }
        }
    }

    fn finished(self) -> Vec<Span> {
        self.spans
    }
}

fn written(tokens: Range<usize>, kind: ActorType) -> Span {
    Span {
        tokens,
        kind,
        entry: None,
        ground: Ground::Written,
    }
}

/// Small words that link the parts of an organisation's name.
pub fn is_link(word: &str) -> bool {
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
fn is_stop(lexicon: &Lexicon, token: &Token) -> bool {
    token.text == "a" || lexicon.linking_words.has_phrase([token.hash])
}

/// The last link before a token.
fn last_link(tokens: &[Token], at: usize) -> usize {
    (0..at)
        .rev()
        .find(|before| is_link(tokens[*before].text))
        .unwrap_or(0)
}

/// Whether each token stands in a line of more than four words most of which are capitalised.
fn headlines(text: &Tokens) -> Vec<bool> {
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
