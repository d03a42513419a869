//! A word that stands several times in a text is mostly one name: what each place shows of it counts a little at the others (Krishnan and
//! Manning 2006, "An effective two-stage model for exploiting non-local dependencies in named entity recognition").

use super::chain::{Scores, marginals};
use super::{EntityTag, STEPS, TAGS};
use crate::article::ActorType;
use crate::describe::tokens::{TextToken, TextTokens, TokenShape};
use crate::hash::ByHash;
use std::collections::HashMap;
use std::ops::Range;

/// What a word may be: no name, a person's, a place's or an organisation's.
const KINDS: usize = 4;

/// What the other places of a word count, where its own counts one.
const SHARE: f32 = 0.4;

/// The least share of a kind at the other places, so that none is ever ruled out.
const LEAST: f32 = 0.03;

/// Raises at every place of a repeated word the scores of what it is at the others.
pub(super) fn agree(
    text: &TextTokens,
    lines: &[Range<usize>],
    scores: &mut [Scores],
    transitions: &[Scores; TAGS.len()],
) {
    let mut places: HashMap<u64, (usize, [f32; KINDS]), ByHash> = HashMap::default();
    for token in text.tokens.iter().filter(|token| may_be_name(token)) {
        places.entry(token.hash).or_default().0 += 1;
    }
    places.retain(|_, (count, _)| *count > 1);
    let is_repeated = |at: usize| may_be_name(&text.tokens[at]) && places.contains_key(&text.tokens[at].hash);
    let lines: Vec<&Range<usize>> = lines
        .iter()
        .filter(|line| (*line).clone().any(is_repeated))
        .collect();
    let mut shown: Vec<(usize, [f32; KINDS])> = Vec::new();
    for line in lines {
        let marginals = marginals(&scores[line.clone()], transitions);
        let kinds = line.clone().zip(marginals.iter().map(kinds));
        shown.extend(kinds.filter(|(at, _)| is_repeated(*at)));
    }
    for (at, kinds) in &shown {
        if let Some((_, sums)) = places.get_mut(&text.tokens[*at].hash) {
            sums.iter_mut().zip(kinds).for_each(|(sum, kind)| *sum += kind);
        }
    }
    for (at, own) in shown {
        let (count, sums) = places[&text.tokens[at].hash];
        let others = count as f32 - 1.0;
        for (tag, score) in scores[at].iter_mut().enumerate() {
            let kind = kind_of(tag);
            let elsewhere = ((sums[kind] - own[kind]) / others).max(LEAST);
            *score += (SHARE * STEPS * elsewhere.ln()).round() as i32;
        }
    }
}

/// Whether a word may be a name or a part of one.
fn may_be_name(token: &TextToken) -> bool {
    matches!(
        token.shape,
        TokenShape::Capital | TokenShape::Capitals | TokenShape::Caseless
    ) && !token.shouted
}

/// The probabilities of the kinds, given those of the tags.
fn kinds(marginals: &[f32; TAGS.len()]) -> [f32; KINDS] {
    let mut kinds = [0.0; KINDS];
    for (tag, probability) in marginals.iter().enumerate() {
        kinds[kind_of(tag)] += probability;
    }
    kinds
}

fn kind_of(tag: usize) -> usize {
    match TAGS[tag] {
        EntityTag::Outside => 0,
        EntityTag::Begins(ActorType::Person) | EntityTag::Continues(ActorType::Person) => 1,
        EntityTag::Begins(ActorType::Org) | EntityTag::Continues(ActorType::Org) => 3,
        _ => 2,
    }
}
