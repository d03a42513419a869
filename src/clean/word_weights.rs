//! Words that were learned to speak for the article or against it: how much more often, over annotated sites, they stand in
//! it than beside it. Of lines without tags they are the best witness after the shape; where there are tags they add nothing.
//!
//! The lists of phrases know what people have thought of; the weights know the rest, as the naive Bayes classifier does
//! (M. Maron, "Automatic indexing", 1961). A word is its hash: the weights hold no text.

use super::features::{Feature, PageFeatures};
use crate::parse::{BlockId, Markup};
use std::collections::HashMap;

/// The block from which on its words count; shorter lines are known by their shape.
const FEWEST_WORDS: f32 = 4.0;
/// How many steps of a stored weight make one.
const STEPS: f32 = 24.0;
/// From which weight on a word speaks against the article.
const AGAINST: f32 = -1.0;

/// The words by which a line may be known, each once; none of a block of HTML.
pub fn telling(sheet: &PageFeatures, id: BlockId) -> Vec<u32> {
    let shape = &sheet.shapes[id as usize];
    if sheet.document.form == Markup::Html || shape.words < FEWEST_WORDS {
        return Vec::new();
    }
    let mut words = shape.hashes.clone();
    words.sort_unstable();
    words.dedup();
    words
}

/// By word its weight: the log odds that a block with it belongs to the article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WordLogOdds(HashMap<u32, i8>);

impl WordLogOdds {
    /// The vocabulary of these weights.
    pub fn of(weights: impl Iterator<Item = (u32, f32)>) -> WordLogOdds {
        WordLogOdds(weights.map(|(word, weight)| (word, stored(weight))).collect())
    }

    /// What the words of a block speak for.
    pub fn features(&self, words: &[u32]) -> [Feature; 3] {
        let weight = |word: &u32| f32::from(self.0.get(word).copied().unwrap_or(0)) / STEPS;
        features(words, weight)
    }

    /// The stored form: how many, then of each, by its number, the word and its weight.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut weights: Vec<_> = self.0.iter().collect();
        weights.sort_unstable();
        let mut out = (weights.len() as u32).to_le_bytes().to_vec();
        for (word, weight) in weights {
            out.extend(word.to_le_bytes());
            out.extend(weight.to_le_bytes());
        }
        out
    }

    /// The vocabulary of its stored form, and what follows it; none if the bytes end early.
    pub fn from_bytes(bytes: &[u8]) -> Option<(WordLogOdds, &[u8])> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let (weights, rest) = rest.split_at_checked(5 * u32::from_le_bytes(*count) as usize)?;
        let weight = |entry: &[u8]| Some((u32::from_le_bytes(*entry.first_chunk()?), *entry.last()? as i8));
        Some((
            WordLogOdds(weights.chunks_exact(5).map(weight).collect::<Option<_>>()?),
            rest,
        ))
    }
}

fn stored(weight: f32) -> i8 {
    (weight * STEPS).round().clamp(-127.0, 127.0) as i8
}

/// The features that follow from the weights of words.
pub fn features(words: &[u32], weight: impl Fn(&u32) -> f32) -> [Feature; 3] {
    let weights: Vec<f32> = words.iter().map(weight).collect();
    let counted = weights.len().max(1) as f32;
    let against = weights.iter().filter(|weight| **weight < AGAINST).count() as f32;
    [
        ("word weight", weights.iter().sum::<f32>() / counted),
        ("least word", weights.iter().copied().fold(0.0, f32::min)),
        ("words against", against / counted),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> WordLogOdds {
        WordLogOdds::of([(7, -2.0), (3, 1.0)].into_iter())
    }

    #[test]
    fn words_speak_for_and_against() {
        let values = vocabulary().features(&[3, 5, 7]).map(|(_, value)| value);
        assert_eq!(values, [-1.0 / 3.0, -2.0, 1.0 / 3.0]);
    }

    #[test]
    fn the_stored_form_reads_back() {
        let bytes = vocabulary().to_bytes();
        assert_eq!(WordLogOdds::from_bytes(&bytes), Some((vocabulary(), &[][..])));
        assert_eq!(WordLogOdds::from_bytes(&bytes[..bytes.len() - 1]), None);
    }
}
