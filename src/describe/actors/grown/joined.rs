//! Names of organisations that *and* or *&* joins: *Employment and Labour Relations Court*, *Reimann & Söhne*.

use super::{Growth, is_link, written};
use crate::describe::actors::ActorType;
use crate::describe::actors::span::Ground;
use crate::describe::tokens::Shape;

impl Growth<'_, '_> {
    /// What stands before *and* belongs to a name that ends as an organisation's does, where an article stands before both.
    pub(super) fn grow_over_and(&mut self) {
        for at in (0..self.spans.len()).rev() {
            let Some(span) = self
                .spans
                .get(at)
                .filter(|span| self.ends_as_organisation(&span.tokens))
            else {
                continue;
            };
            let (begin, end) = (span.tokens.start, span.tokens.end);
            let joined = begin
                .checked_sub(1)
                .is_some_and(|and| self.text.tokens[and].text == "and");
            if !joined || span.ground == Ground::Known {
                continue;
            }
            let start = self.capitals_before(begin - 1);
            let article = start
                .checked_sub(1)
                .is_some_and(|at| matches!(self.text.tokens[at].text, "the" | "The"));
            if start < begin - 1 && article {
                self.put(written(start..end, ActorType::Org));
            }
        }
    }

    fn ends_as_organisation(&self, tokens: &std::ops::Range<usize>) -> bool {
        let last = &self.text.tokens[tokens.end - 1];
        last.is_capitalised() && self.lexicon.organisation_tails.has_phrase([last.hash])
    }

    /// A country and the organisation right behind it are one: *Kenya Red Cross*.
    pub(super) fn join_countries(&mut self) {
        for at in (1..self.spans.len()).rev() {
            let (left, right) = (&self.spans[at - 1], &self.spans[at]);
            let touching = left.tokens.end == right.tokens.start
                && self.text.on_one_line(left.tokens.end - 1, right.tokens.start);
            let body = right.kind == ActorType::Org && right.tokens.len() > 1;
            let apart = self.headline[left.tokens.start] || self.text.tokens[left.tokens.start].shouted;
            if touching && body && left.kind == ActorType::Country && !apart {
                self.put(written(left.tokens.start..right.tokens.end, ActorType::Org));
            }
        }
    }

    /// A known place behind a Portuguese link is the end of a longer name: *Mocímboa da Praia*.
    pub(super) fn join_places(&mut self) {
        for at in 0..self.spans.len() {
            let Some(span) = self.spans.get(at) else { break };
            let (start, end) = (span.tokens.start, span.tokens.end);
            let known = span.kind == ActorType::Place && span.entry.is_some();
            if !known || start < 2 || !self.text.on_one_line(start - 2, start) {
                continue;
            }
            let linked = matches!(self.text.tokens[start - 1].text, "da" | "do" | "das" | "dos");
            let alone = self
                .covering(start - 2)
                .is_none_or(|span| span.tokens.len() == 1 && span.entry.is_none());
            if linked && alone && self.text.tokens[start - 2].is_capitalised() {
                self.put(written(start - 2..end, ActorType::Place));
            }
        }
    }

    /// Names on both sides of `&` are a firm's.
    pub(super) fn join_ampersands(&mut self) {
        for and in 1..self.text.tokens.len().saturating_sub(1) {
            if self.text.tokens[and].text != "&" || self.headline[and] || self.covering(and).is_some() {
                continue;
            }
            let (start, end) = (self.capitals_before(and), self.capitals_after(and + 1));
            let people = [start, and + 1].iter().all(|at| {
                self.covering(*at)
                    .is_some_and(|span| span.kind == ActorType::Person && span.tokens.len() > 1)
            });
            let named = (start..end).any(|at| self.covering(at).is_some());
            if start < and && and + 1 < end && named && !people {
                self.put(written(start..end, ActorType::Org));
            }
        }
    }

    /// A ministry has several tasks: *Ministry of Trade and Regional Integration*, *ministère de l'Intérieur et de la Sécurité*.
    pub(super) fn grow_over_tasks(&mut self) {
        for at in 0..self.spans.len() {
            let Some(span) = self.spans.get(at) else { break };
            let first = self.text.tokens[span.tokens.start].text.to_lowercase();
            let several = matches!(
                first.as_str(),
                "ministry" | "ministère" | "department" | "comité" | "direction"
            );
            let (start, and) = (span.tokens.start, span.tokens.end);
            let joined = self
                .text
                .tokens
                .get(and)
                .is_some_and(|token| matches!(token.text, "and" | "et"));
            if !several || !joined || span.kind != ActorType::Org || !self.text.on_one_line(start, and) {
                continue;
            }
            let mut task = and + 1;
            while self
                .text
                .tokens
                .get(task)
                .is_some_and(|token| is_link(token.text))
            {
                task += 1;
            }
            // In French the second task has its own link: *et de la Sécurité*, but *et le président*.
            let linked = task == and + 1 || self.text.tokens[and + 1].text.starts_with('d');
            let end = self.capitals_after(task);
            let apart = (task..end).any(|at| {
                self.covering(at)
                    .is_some_and(|span| span.ground == Ground::Known || span.kind == ActorType::Person)
            });
            let french = self.text.tokens[and].text == "et" && task == and + 1;
            if linked && end > task && !apart && !french {
                self.put(written(start..end, ActorType::Org));
            }
        }
    }

    /// What an institute is for belongs to its name: *Mount Kenya Institute for Strategy*.
    pub(super) fn grow_over_purposes(&mut self) {
        for at in 0..self.spans.len() {
            let Some(span) = self.spans.get(at) else { break };
            let (start, end) = (span.tokens.start, span.tokens.end);
            let head = &self.text.tokens[end - 1];
            let purpose = self.text.tokens.get(end).is_some_and(|token| token.text == "for");
            let reach = self.capitals_after(end + 1);
            let named = span.kind == ActorType::Org
                && span.ground != Ground::Known
                && span.tokens.len() > 1
                && self.lexicon.organisation_heads.has_phrase([head.hash]);
            let free = (end + 1..reach).all(|at| {
                self.covering(at)
                    .is_none_or(|span| span.ground != Ground::Known && span.kind != ActorType::Person)
            });
            if purpose && named && free && reach > end + 1 && self.text.on_one_line(end - 1, end + 1) {
                self.put(written(start..reach, ActorType::Org));
            }
        }
    }

    /// Initials before a colon at the beginning of a line are who speaks: *L.N. : Quatre.*
    pub(super) fn add_speakers(&mut self) {
        for at in 0..self.text.tokens.len().saturating_sub(1) {
            let token = &self.text.tokens[at];
            let opens = token.first && (at == 0 || !self.text.on_one_line(at - 1, at));
            let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
            let initials = (2..=3).contains(&letters)
                && token.text.ends_with('.')
                && token.text.chars().all(|c| c == '.' || c.is_uppercase());
            let speaks = self.text.tokens[at + 1].text == ":";
            if opens && initials && speaks && self.covering(at).is_none() {
                self.put(written(at..at + 1, ActorType::Person));
            }
        }
    }

    /// A place that is called by the name right behind what it is: *hôpital Prince-Régent-Charles*, *marché Total*.
    pub(super) fn add_facilities(&mut self) {
        for at in 0..self.text.tokens.len().saturating_sub(1) {
            let token = &self.text.tokens[at];
            let head = token.shape == Shape::Small
                && self.lexicon.facility_heads.has_phrase([token.hash])
                && self.covering(at).is_none();
            let end = self.capitals_after(at + 1);
            let known = self
                .covering(at + 1)
                .is_some_and(|span| span.kind == ActorType::Country);
            if head && end > at + 1 && !known && self.text.on_one_line(at, at + 1) {
                self.put(written(at..end, ActorType::Place));
            }
        }
    }

    /// Where the capitalised words right before a token begin.
    fn capitals_before(&self, end: usize) -> usize {
        let mut start = end;
        while start > 0
            && self.text.tokens[start - 1].is_capitalised()
            && self.text.on_one_line(start - 1, end)
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
