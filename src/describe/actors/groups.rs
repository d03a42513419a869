//! Which mentions of organisations and places in one text are one actor: the known ones by their entry, the others by
//! their words, by the acronym that the text explains beside them, and by a part of a longer name.

use super::ActorType;
use super::consistency::phrase;
use super::span::Span;
use crate::describe::tokens::{Shape, Tokens};
use crate::lexicon::words::ByHash;
use std::collections::HashMap;

/// For every span the number of the first span that names the same organisation or place. People are left alone.
pub fn groups(text: &Tokens, spans: &[Span]) -> Vec<usize> {
    let mut leaders: Vec<usize> = (0..spans.len()).collect();
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
        leaders[at] = *by_phrase.entry((span.kind, hash)).or_insert(leader);
    }
    join(&mut leaders, spans, |long, short| {
        explains(text, &spans[long], &spans[short])
    });
    join_parts(text, spans, &mut leaders);
    leaders
}

/// Joins neighbouring spans of one type of which one explains the other, in either order.
fn join(leaders: &mut [usize], spans: &[Span], explains: impl Fn(usize, usize) -> bool) {
    for at in 1..spans.len() {
        let (left, right) = (at - 1, at);
        if spans[left].kind == ActorType::Org && spans[right].kind == ActorType::Org && explains(left, right)
        {
            let (from, to) = (leaders[right], leaders[left]);
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
            leaders
                .iter_mut()
                .filter(|leader| **leader == from)
                .for_each(|leader| *leader = to);
        }
    }
}

/// Whether two names stand as `Long name (ACR)`, `ACR (Long name)` or `Long name, ACR`: one is a short run of letters and
/// a bracket parts them, or the letters spell the other.
fn explains(text: &Tokens, left: &Span, right: &Span) -> bool {
    let between = left.tokens.end..right.tokens.start;
    let bracket = between.len() == 1 && text.tokens[between.start].text == "(";
    let acronym = |span: &Span| span.tokens.len() == 1 && is_acronym(text, span.tokens.start);
    bracket && (acronym(left) != acronym(right))
}

fn is_acronym(text: &Tokens, at: usize) -> bool {
    let token = &text.tokens[at];
    token.shape == Shape::Capitals || token.is_capitalised() && token.text.chars().count() < 7
}

/// Joins a name to the only longer one that begins or ends with it: Collectif to Collectif des pêcheurs.
fn join_parts(text: &Tokens, spans: &[Span], leaders: &mut [usize]) {
    let words = |span: &Span| -> Vec<u64> {
        let pieces = text.tokens[span.tokens.start].pieces.start..text.tokens[span.tokens.end - 1].pieces.end;
        text.pieces[pieces].iter().map(|piece| piece.hash).collect()
    };
    let names: Vec<(usize, ActorType, Vec<u64>)> = leading(spans, leaders)
        .map(|at| (at, spans[at].kind, words(&spans[at])))
        .collect();
    for (short, kind, part) in names.iter().filter(|(at, _, _)| spans[*at].entry.is_none()) {
        let mut longer = names.iter().filter(|(at, other, name)| {
            at != short
                && other == kind
                && name.len() > part.len()
                && (name.starts_with(part) || *kind == ActorType::Org && name.ends_with(part))
        });
        if let (Some((long, _, _)), None) = (longer.next(), longer.next()) {
            let to = leaders[*long];
            leaders
                .iter_mut()
                .filter(|leader| **leader == *short)
                .for_each(|leader| *leader = to);
        }
    }
}

fn leading(spans: &[Span], leaders: &[usize]) -> impl Iterator<Item = usize> {
    let leads = |at: &usize| leaders[*at] == *at && spans[*at].kind != ActorType::Person;
    (0..spans.len()).filter(leads).collect::<Vec<_>>().into_iter()
}
