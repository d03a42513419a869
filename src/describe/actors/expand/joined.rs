//! Expands a span over coordinations (*X and Y Ltd*, *X & Y*), purposes (*Institute for …*), a country before it and what a place is called.

use super::{Expander, is_link, written};
use crate::article::ActorType;
use crate::describe::actors::span::{Span, SpanSource};
use crate::describe::tokens::TokenShape;
use std::ops::Range;

impl Expander<'_, '_> {
    /// What stands before *and* belongs to a name that ends as an organisation's does, where an article stands before both:
    /// *the Employment and Labour Relations Court*.
    pub(super) fn joined_by_and(&self) -> Vec<Span> {
        let joined = |span: &Span| {
            let and = span.tokens.start.checked_sub(1)?;
            let last = &self.text.tokens[span.tokens.end - 1];
            let organisation =
                last.is_capitalised() && self.lexicon.organisation_tails.has_phrase([last.hash]);
            let apart = self.text.tokens[and].text != "and" || span.ground == SpanSource::Known;
            let start = self.capitals_before(and);
            let article = matches!(self.text.tokens[start.checked_sub(1)?].text, "the" | "The");
            (organisation && !apart && start < and && article)
                .then(|| written(start..span.tokens.end, ActorType::Org))
        };
        self.spans.iter().filter_map(joined).collect()
    }

    /// A known place behind a Portuguese link is the end of a longer name: *Mocímboa da Praia*.
    pub(super) fn joined_places(&self) -> Vec<Span> {
        let joined = |span: &Span| {
            let start = span.tokens.start.checked_sub(2)?;
            let known = span.kind == ActorType::Place && span.entry.is_some();
            let linked = matches!(self.text.tokens[start + 1].text, "da" | "do" | "das" | "dos");
            let alone = || {
                self.covering(start)
                    .is_none_or(|span| span.tokens.len() == 1 && span.entry.is_none())
            };
            let name = known && linked && self.text.tokens[start].is_capitalised() && alone();
            (name && self.text.on_one_line(start, start + 2))
                .then(|| written(start..span.tokens.end, ActorType::Place))
        };
        self.spans.iter().filter_map(joined).collect()
    }

    /// A country and the organisation right behind it are one: *Kenya Red Cross*.
    pub(super) fn joined_countries(&self) -> Vec<Span> {
        let joined = |pair: &[Span]| {
            let [left, right] = pair else { return None };
            let (start, end) = (left.tokens.start, left.tokens.end);
            let touching = end == right.tokens.start && self.text.on_one_line(end - 1, end);
            let body = right.kind == ActorType::Org && right.tokens.len() > 1;
            let apart = self.headline[start] || self.text.tokens[start].shouted;
            (touching && body && left.kind == ActorType::Country && !apart)
                .then(|| written(start..right.tokens.end, ActorType::Org))
        };
        self.spans.windows(2).filter_map(joined).collect()
    }

    /// Names on both sides of `&` are a firm's: *Reimann & Söhne*.
    pub(super) fn joined_by_ampersand(&self) -> Vec<Span> {
        let joined = |and: usize| {
            if self.text.tokens[and].text != "&" || self.headline[and] || self.covering(and).is_some() {
                return None;
            }
            let (start, end) = (self.capitals_before(and), self.capitals_after(and + 1));
            let person = |at: usize| {
                self.covering(at)
                    .is_some_and(|span| span.kind == ActorType::Person && span.tokens.len() > 1)
            };
            let people = person(start) && person(and + 1);
            let named = (start..end).any(|at| self.covering(at).is_some());
            (start < and && and + 1 < end && named && !people).then(|| written(start..end, ActorType::Org))
        };
        (1..self.text.tokens.len()).filter_map(joined).collect()
    }

    /// A ministry has several tasks: *Ministry of Trade and Regional Integration*, *ministère de l'Intérieur et de la Sécurité*.
    pub(super) fn several_tasks(&self) -> Vec<Span> {
        let grown = |span: &Span| {
            let (start, and) = (span.tokens.start, span.tokens.end);
            let first = self.text.tokens[start].text.to_lowercase();
            let several = matches!(
                first.as_str(),
                "ministry" | "ministère" | "department" | "comité" | "direction"
            );
            let joint = self.text.tokens.get(and)?.text;
            if !several
                || !matches!(joint, "and" | "et")
                || span.kind != ActorType::Org
                || !self.text.on_one_line(start, and)
            {
                return None;
            }
            let link = |at: &usize| self.text.tokens.get(*at).is_some_and(|token| is_link(token.text));
            let task = (and + 1..).find(|at| !link(at))?;
            // In French the second task has its own link: *et de la Sécurité*, but *et le président*.
            let linked = match joint {
                "and" => task == and + 1,
                _ => task > and + 1 && self.text.tokens[and + 1].text.starts_with('d'),
            };
            let end = self.capitals_after(task);
            (linked && end > task && self.is_free(task..end)).then(|| written(start..end, ActorType::Org))
        };
        self.spans.iter().filter_map(grown).collect()
    }

    /// What an institute is for belongs to its name: *Mount Kenya Institute for Strategy*.
    pub(super) fn purposes(&self) -> Vec<Span> {
        let grown = |span: &Span| {
            let end = span.tokens.end;
            let head = &self.text.tokens[end - 1];
            let named = span.kind == ActorType::Org
                && span.ground != SpanSource::Known
                && span.tokens.len() > 1
                && self.text.tokens.get(end)?.text == "for"
                && self.lexicon.organisation_heads.has_phrase([head.hash])
                && self.text.on_one_line(end - 1, end);
            let reach = self.capitals_after(end + 1);
            (named && reach > end + 1 && self.is_free(end + 1..reach))
                .then(|| written(span.tokens.start..reach, ActorType::Org))
        };
        self.spans.iter().filter_map(grown).collect()
    }

    /// Initials before a colon at the beginning of a line are who speaks: *L.N. : Quatre.*
    pub(super) fn speakers(&self) -> Vec<Span> {
        let speaker = |at: usize| {
            let token = &self.text.tokens[at];
            let opens = token.first && (at == 0 || !self.text.on_one_line(at - 1, at));
            let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
            let initials = (2..=3).contains(&letters)
                && token.text.ends_with('.')
                && token.text.chars().all(|c| c == '.' || c.is_uppercase());
            let speaks = self.text.tokens.get(at + 1)?.text == ":";
            (opens && initials && speaks && self.covering(at).is_none())
                .then(|| written(at..at + 1, ActorType::Person))
        };
        (0..self.text.tokens.len()).filter_map(speaker).collect()
    }

    /// A place that is called by the name right behind what it is: *hôpital Prince-Régent-Charles*, *marché Total*.
    pub(super) fn facilities(&self) -> Vec<Span> {
        let facility = |at: usize| {
            let token = &self.text.tokens[at];
            let head = token.shape == TokenShape::Small
                && self.lexicon.facility_heads.has_phrase([token.hash])
                && self.covering(at).is_none();
            if !head || !self.text.on_one_line(at, at + 1) {
                return None;
            }
            let end = self.capitals_after(at + 1);
            let known = self
                .covering(at + 1)
                .is_some_and(|span| span.kind == ActorType::Country);
            (end > at + 1 && !known).then(|| written(at..end, ActorType::Place))
        };
        let last = self.text.tokens.len().saturating_sub(1);
        (0..last).filter_map(facility).collect()
    }

    /// Whether no known name and no person stands in a range.
    fn is_free(&self, mut range: Range<usize>) -> bool {
        range.all(|at| {
            self.covering(at)
                .is_none_or(|span| span.ground != SpanSource::Known && span.kind != ActorType::Person)
        })
    }

    /// Where the capitalised words right before a token begin.
    pub(super) fn capitals_before(&self, end: usize) -> usize {
        let mut start = end;
        while start > 0
            && self.text.tokens[start - 1].is_capitalised()
            && self.text.on_one_line(start - 1, start)
        {
            start -= 1;
        }
        start
    }

    /// Where the capitalised words that begin at a token end.
    fn capitals_after(&self, start: usize) -> usize {
        let mut end = start;
        while self
            .text
            .tokens
            .get(end)
            .is_some_and(|token| token.is_capitalised())
            && (end == start || self.text.on_one_line(end - 1, end))
        {
            end += 1;
        }
        end
    }
}
