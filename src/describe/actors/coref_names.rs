//! Which mentions of organisations and places in one text are one actor: the known ones by their entry, the others by
//! their words, by the acronym that the text explains beside them, and by a part of a longer name.

use super::propagate::phrase;
use super::span::Span;
use crate::article::ActorType;
use crate::describe::tokens::{TextTokens, TokenShape};
use crate::hash::ByHash;
use std::collections::HashMap;

/// For every span the number of the first span that names the same organisation or place. People are left alone.
pub(crate) fn groups(text: &TextTokens, spans: &[Span]) -> Vec<usize> {
    let mut leaders = Leaders {
        own: (0..spans.len()).collect(),
        moved: HashMap::default(),
    };
    let mut by_entry: HashMap<u32, usize> = HashMap::new();
    let mut by_phrase: HashMap<(ActorType, u64), usize, ByHash> = HashMap::default();
    for (at, span) in spans
        .iter()
        .enumerate()
        .filter(|(_, span)| span.kind != ActorType::Person)
    {
        let hash = phrase(text, &span.tokens);
        let leader = match span.entry {
            Some(entry) => *by_entry.entry(entry).or_insert(at),
            None => at,
        };
        leaders.own[at] = *by_phrase.entry((span.kind, hash)).or_insert(leader);
    }
    join(&mut leaders, spans, |long, short| {
        explains(text, &spans[long], &spans[short])
    });
    join_parts(text, spans, &mut leaders);
    (0..spans.len()).map(|at| leaders.of(at)).collect()
}

/// Who leads each span, and which leaders have another leader now.
struct Leaders {
    own: Vec<usize>,
    moved: HashMap<usize, usize, ByHash>,
}

impl Leaders {
    fn of(&self, at: usize) -> usize {
        let mut leader = self.own[at];
        while let Some(to) = self.moved.get(&leader) {
            leader = *to;
        }
        leader
    }

    fn join(&mut self, from: usize, to: usize) {
        if from != to {
            self.moved.insert(from, to);
        }
    }
}

/// Joins neighbouring spans of one type of which one explains the other, in either order.
fn join(leaders: &mut Leaders, spans: &[Span], explains: impl Fn(usize, usize) -> bool) {
    for at in 1..spans.len() {
        let (left, right) = (at - 1, at);
        if spans[left].kind == ActorType::Org && spans[right].kind == ActorType::Org && explains(left, right)
        {
            let (from, to) = (leaders.of(right), leaders.of(left));
            if spans[from].entry.is_some()
                && spans[to].entry.is_some()
                && spans[from].entry != spans[to].entry
            {
                continue;
            }
            let (from, to) = if spans[from].entry.is_some() {
                (to, from)
            } else {
                (from, to)
            };
            leaders.join(from, to);
        }
    }
}

/// Whether two names stand as `Long name (ACR)`, `ACR (Long name)` or `Long name, ACR`: one is a short run of letters and
/// a bracket parts them, or the letters spell the other.
fn explains(text: &TextTokens, left: &Span, right: &Span) -> bool {
    let between = left.tokens.end..right.tokens.start;
    let bracket = between.len() == 1 && text.tokens[between.start].text == "(";
    let acronym = |span: &Span| span.tokens.len() == 1 && is_acronym(text, span.tokens.start);
    bracket && (acronym(left) != acronym(right))
}

fn is_acronym(text: &TextTokens, at: usize) -> bool {
    let token = &text.tokens[at];
    token.shape == TokenShape::Capitals || token.is_capitalised() && token.text.chars().count() < 7
}

/// Joins a name to the only longer one that begins or ends with it: Collectif to Collectif des pêcheurs.
fn join_parts(text: &TextTokens, spans: &[Span], leaders: &mut Leaders) {
    let words = |span: &Span| -> Vec<u64> {
        let pieces = text.tokens[span.tokens.start].pieces.start..text.tokens[span.tokens.end - 1].pieces.end;
        text.pieces[pieces].iter().map(|piece| piece.hash).collect()
    };
    let leads = |at: &usize| leaders.of(*at) == *at && spans[*at].kind != ActorType::Person;
    let names: Vec<(usize, ActorType, Vec<u64>)> = (0..spans.len())
        .filter(leads)
        .map(|at| (at, spans[at].kind, words(&spans[at])))
        .collect();
    let mut by_first: HashMap<u64, Vec<usize>, ByHash> = HashMap::default();
    let mut by_last: HashMap<u64, Vec<usize>, ByHash> = HashMap::default();
    for (number, (_, _, name)) in names.iter().enumerate() {
        if let (Some(first), Some(last)) = (name.first(), name.last()) {
            by_first.entry(*first).or_default().push(number);
            by_last.entry(*last).or_default().push(number);
        }
    }
    for (short, kind, part) in names.iter().filter(|(at, _, _)| spans[*at].entry.is_none()) {
        let (Some(first), Some(last)) = (part.first(), part.last()) else {
            continue;
        };
        let (heads, tails) = (by_first.get(first), by_last.get(last));
        let longer = |number: &usize| {
            let (at, other, name) = &names[*number];
            at != short && other == kind && name.len() > part.len()
        };
        let begins = |number: &usize| names[*number].2.starts_with(part);
        let ends = |number: &usize| *kind == ActorType::Org && names[*number].2.ends_with(part);
        let heads = heads.into_iter().flatten().copied().filter(begins);
        let tails = tails.into_iter().flatten().copied();
        let tails = tails.filter(|number| ends(number) && !begins(number));
        let mut found = heads.chain(tails).filter(longer);
        if let (Some(long), None) = (found.next(), found.next()) {
            let to = leaders.of(names[long].0);
            leaders.join(*short, to);
        }
    }
}
