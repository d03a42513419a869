//! How alike two texts are, told from a few bytes of each.
//!
//! MinHash (Broder 1997): of all runs of three words the least hash values stand for the text, and as many of them agree
//! between two texts as the texts share runs. One hash function fills all places (one permutation, Li, Owen and Zhang 2012),
//! empty places borrow (Shrivastava 2017), and a byte of each value is kept (Li and König 2010).

use crate::text::tokens;
use siphasher::sip::SipHasher13;
use std::hash::{Hash, Hasher};

/// How many values are kept of a text.
const PLACES: usize = 48;
/// Texts of which so many values agree share about half of their runs.
const ALIKE: usize = PLACES / 2;
/// How many words follow each other in a run.
const RUN: usize = 3;
/// A text of fewer words cannot be cut and still be known: it is like its equal alone.
const SHORTEST: usize = 30;
/// Texts of which the values of one band agree are worth a comparison.
const BAND: usize = 3;
/// How many bands there are: of two texts that share half of their runs, nine in ten pairs have one in common.
pub(super) const BANDS: usize = PLACES / BAND;
/// As many numbers hold a sketch.
pub(super) const NUMBERS: usize = PLACES / 8;

/// What is kept of a text to find its copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sketch([u8; PLACES]);

impl Sketch {
    /// The sketch of a text; none where it has no words.
    pub(super) fn of(text: &str) -> Option<Sketch> {
        let words: Vec<u64> = tokens(text).map(|token| hashed(&token.text)).collect();
        let mut least = [u64::MAX; PLACES];
        let runs = if words.len() < SHORTEST { words.len() } else { RUN };
        for run in words.windows(runs.max(1)) {
            let hash = hashed(run);
            let place = (hash % PLACES as u64) as usize;
            least[place] = least[place].min(hash / PLACES as u64);
        }
        (!words.is_empty()).then(|| Sketch(filled(&least)))
    }

    /// The sketch as numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u64> {
        self.0.chunks_exact(8).map(|bytes| {
            let mut number = [0; 8];
            number.copy_from_slice(bytes);
            u64::from_le_bytes(number)
        })
    }

    /// The sketch of these numbers; none where they are too few or too many.
    pub(super) fn from_numbers(numbers: impl Iterator<Item = u64>) -> Option<Sketch> {
        let mut bytes = [0; PLACES];
        let mut places = bytes.chunks_exact_mut(PLACES / NUMBERS);
        for number in numbers {
            places.next()?.copy_from_slice(&number.to_le_bytes());
        }
        places.next().is_none().then_some(Sketch(bytes))
    }

    /// The values of a band, as one number.
    pub(super) fn band(&self, band: usize) -> u32 {
        let values = &self.0[band * BAND..(band + 1) * BAND];
        values
            .iter()
            .fold(0, |number, value| number << 8 | u32::from(*value))
    }

    /// Whether the two texts are copies of one.
    pub(super) fn is_like(&self, other: &Sketch) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= ALIKE
    }
}

/// A byte of each value; a place without one borrows from another, the same for every text.
fn filled(least: &[u64; PLACES]) -> [u8; PLACES] {
    std::array::from_fn(|place| {
        let mut from = place;
        let mut tries = 0_u64;
        while least[from] == u64::MAX {
            from = (hashed(&(place as u64, tries)) % PLACES as u64) as usize;
            tries += 1;
        }
        hashed(&(least[from], tries)) as u8
    })
}

/// A hash that is the same on every machine and in every version.
fn hashed<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = SipHasher13::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many words, beginning with the word of a number.
    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|n| format!("mot{} ", n * 7919 % 1009)).collect()
    }

    #[test]
    fn a_copy_is_known_though_it_was_cut() {
        let whole = Sketch::of(&text(0..300)).unwrap();
        for (other, alike) in [
            (text(0..300), true),
            (text(0..220), true),
            (text(60..300), true),
            (format!("{} {}", text(900..930), text(0..300)), true),
            (text(0..80), false),
            (text(300..600), false),
            ("mot".to_string(), false),
        ] {
            assert_eq!(whole.is_like(&Sketch::of(&other).unwrap()), alike, "{other}");
        }
        assert_eq!(Sketch::of("… !"), None);
    }

    #[test]
    fn a_short_text_is_like_its_equal_alone() {
        let sketch = |text: &str| Sketch::of(text).unwrap();
        let flash = sketch("Séisme de magnitude 5 à Goma, pas de victimes");
        assert!(flash.is_like(&sketch("SÉISME de magnitude 5 à Goma – pas de victimes.")));
        assert!(!flash.is_like(&sketch("Séisme de magnitude 6 à Goma, pas de victimes")));
    }

    #[test]
    fn a_sketch_comes_back_from_its_numbers() {
        let sketch = Sketch::of(&text(0..100)).unwrap();
        assert_eq!(Sketch::from_numbers(sketch.numbers()), Some(sketch));
        assert_eq!(Sketch::from_numbers([1, 2].into_iter()), None);
    }
}
