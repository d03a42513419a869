//! How far the words of a page speak for an article: a logistic model over the words, their pairs and the short lines, each of which
//! falls in one of a fixed number of places (K. Weinberger and others, "Feature hashing for large scale multitask learning", 2009).

use super::page::PageCounts;
use crate::describe::address;
use crate::hash::{fnv32_word, murmur16, rotated_xor};
use crate::text;

/// How many places there are for words.
const PLACES: usize = 1 << 15;
/// A block of more words is a text, one of fewer a line.
const LINE_WORDS: usize = 8;
/// The most blocks that are read.
const BLOCKS: usize = 1_500;

/// Where a word stands: the same word has a place of its own in each.
#[derive(Clone, Copy)]
enum Stand {
    Text,
    Pair,
    Line,
    Link,
    WholeLine,
    Title,
    Address,
}

impl Stand {
    const ALL: [(Stand, &'static str); 7] = [
        (Stand::Text, "text"),
        (Stand::Pair, "pair"),
        (Stand::Line, "line"),
        (Stand::Link, "link"),
        (Stand::WholeLine, "whole line"),
        (Stand::Title, "title"),
        (Stand::Address, "address"),
    ];

    fn place(self, word: u32) -> u16 {
        murmur16(word, self as u32 + 1) % PLACES as u16
    }
}

/// What the words of a page say, where they can stand, and in how many places they fall.
pub(super) fn names() -> impl Iterator<Item = String> {
    let stands = Stand::ALL
        .iter()
        .map(|(stand, name)| format!("words {}: {name}", *stand as u32));
    let whole = format!("words: score, of {PLACES} places");
    stands.chain([whole])
}

/// The places of the words of a page, in order, each once.
pub(crate) fn places(page: &PageCounts) -> Vec<u16> {
    let mut places = Vec::new();
    let blocks = &page.scene.document.blocks;
    for (block, linked) in blocks.iter().zip(page.linked_shares()).take(BLOCKS) {
        let words = hashes(&block.text);
        if words.len() > LINE_WORDS {
            places.extend(words.iter().map(|word| Stand::Text.place(*word)));
            let pairs = words.windows(2).map(|pair| Stand::Pair.place(rotated_xor(pair)));
            places.extend(pairs);
        } else if !words.is_empty() {
            let stand = if linked < super::page::LINKED {
                Stand::Line
            } else {
                Stand::Link
            };
            places.extend(words.iter().map(|word| stand.place(*word)));
            places.push(Stand::WholeLine.place(rotated_xor(&words)));
        }
    }
    let title = page.scene.document.head.title.as_deref().unwrap_or_default();
    places.extend(hashes(title).into_iter().map(|word| Stand::Title.place(word)));
    let url = page.url.unwrap_or_default();
    let path = [
        address::host(url).unwrap_or_default(),
        address::path(url).unwrap_or_default().to_string(),
    ];
    let words = path.iter().flat_map(|part| hashes(part));
    places.extend(words.map(|word| Stand::Address.place(word)));
    places.sort_unstable();
    places.dedup();
    places
}

/// The words of a text as numbers; figures of as many digits are one word.
fn hashes(text: &str) -> Vec<u32> {
    const FIGURES: [&str; 6] = ["", "0", "00", "000", "0000", "00000"];
    let word = |word: text::Word| {
        let figures = word.text.bytes().all(|b| b.is_ascii_digit());
        let said = if figures {
            FIGURES[word.text.len().min(FIGURES.len() - 1)]
        } else {
            word.text
        };
        fnv32_word(said)
    };
    text::words(text).map(word).collect()
}

/// What each place speaks for, a byte a place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WordWeights {
    bias: f32,
    scale: f32,
    weights: Vec<i8>,
}

impl WordWeights {
    /// How many places have a weight.
    pub const PLACES: usize = PLACES;

    /// The weights, each rounded to a byte.
    pub fn of(bias: f32, weights: &[f32]) -> WordWeights {
        let greatest = weights
            .iter()
            .fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
        let scale = greatest / 127.0;
        WordWeights {
            bias,
            scale,
            weights: weights
                .iter()
                .map(|weight| (weight / scale).round() as i8)
                .collect(),
        }
    }

    /// The log odds that the words of these places are those of an article.
    pub fn score(&self, places: &[u16]) -> f32 {
        let weight = |place: &u16| f32::from(self.weights.get(usize::from(*place)).copied().unwrap_or(0));
        let sum: f32 = places.iter().map(weight).sum();
        self.bias + self.scale * sum * Self::share(places)
    }

    /// How much one place counts among so many.
    pub fn share(places: &[u16]) -> f32 {
        1.0 / (places.len().max(1) as f32).sqrt()
    }

    /// The stored form: bias, scale, and a byte a place.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = [self.bias.to_le_bytes(), self.scale.to_le_bytes()].concat();
        head.into_iter()
            .chain(self.weights.iter().map(|weight| *weight as u8))
            .collect()
    }

    /// The weights of their stored form; none if there are fewer or more.
    pub fn from_bytes(bytes: &[u8]) -> Option<WordWeights> {
        let (bias, rest) = bytes.split_first_chunk()?;
        let (scale, weights) = rest.split_first_chunk()?;
        (weights.len() == PLACES).then(|| WordWeights {
            bias: f32::from_le_bytes(*bias),
            scale: f32::from_le_bytes(*scale),
            weights: weights.iter().map(|weight| *weight as i8).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_form_reads_back() {
        let mut weights = vec![0.0; PLACES];
        (weights[1], weights[2]) = (-2.0, 1.0);
        let words = WordWeights::of(0.5, &weights);
        assert_eq!(WordWeights::from_bytes(&words.to_bytes()), Some(words.clone()));
        assert_eq!(WordWeights::from_bytes(&words.to_bytes()[1..]), None);
        assert_eq!(words.score(&[]), 0.5);
        assert!((words.score(&[1]) + 1.5).abs() < 0.01 && (words.score(&[1, 2, 3, 4]) - 0.0).abs() < 0.02);
    }

    #[test]
    fn figures_of_as_many_digits_are_one_word() {
        assert_eq!(hashes("le 12 mai"), hashes("Le 31 MAI"));
        assert_ne!(hashes("12"), hashes("2012"));
    }
}
