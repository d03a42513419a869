//! Sets of words and short phrases, asked by the hash of their folded spelling.

use super::entries;
use crate::text::{folded, name_words, words};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A hash that is already a hash: looked up as it is.
#[derive(Debug, Clone, Default)]
pub struct Prehashed(u64);

impl Hasher for Prehashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(MULTIPLIER);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = self.0.rotate_left(29) ^ value;
    }
}

/// The odd constant of Fibonacci hashing, 2^64 over the golden ratio.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// How maps and sets over word hashes are built.
pub type ByHash = BuildHasherDefault<Prehashed>;

/// The hash of a word, the same for all spellings that fold to one.
pub fn word_hash(word: &str) -> u64 {
    if word.is_ascii() {
        return mixed(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    mixed(folded(word).bytes())
}

/// Joins the hash of what stands before with that of the next word.
pub fn joined(before: u64, next: u64) -> u64 {
    (before.rotate_left(23) ^ next).wrapping_mul(MULTIPLIER)
}

/// The part of an identity after the colon: the folded words of a name joined by hyphens.
pub fn slug(name: &str) -> String {
    let parts: Vec<String> = words(name).map(|word| folded(word.text)).collect();
    parts.join("-")
}

/// The hash of a phrase: of its words, whatever stands between them.
pub fn phrase_hash(phrase: &str) -> u64 {
    name_words(phrase).fold(0, |hash, word| joined(hash, word_hash(word.text)))
}

fn mixed(bytes: impl Iterator<Item = u8>) -> u64 {
    let hash = bytes.fold(MULTIPLIER, |hash, byte| {
        (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
    });
    hash ^ (hash >> 29)
}

/// A set of words and phrases.
#[derive(Debug, Clone, Default)]
pub struct WordSet(HashSet<u64, ByHash>);

impl WordSet {
    /// The first field of every entry of a list.
    pub fn of(list: &'static str) -> WordSet {
        WordSet(
            entries(list)
                .filter_map(|mut fields| fields.next())
                .map(phrase_hash)
                .collect(),
        )
    }

    /// Whether the phrase is in the set, in whatever spelling.
    pub fn has(&self, phrase: &str) -> bool {
        self.0.contains(&phrase_hash(phrase))
    }

    /// Whether the phrase of these word hashes is in the set.
    pub fn has_phrase(&self, hashes: impl IntoIterator<Item = u64>) -> bool {
        self.0.contains(&hashes.into_iter().fold(0, joined))
    }
}

/// A set of phrases that knows where the words of a text go on to one of them.
#[derive(Debug, Clone, Default)]
pub struct PhraseSet {
    /// By the hash of every beginning of a phrase whether it is one.
    beginnings: HashMap<u64, bool, ByHash>,
}

impl PhraseSet {
    /// The first field of every entry of a list.
    pub fn of(list: &'static str) -> PhraseSet {
        let mut set = PhraseSet::default();
        for phrase in entries(list).filter_map(|mut fields| fields.next()) {
            let mut hash = 0;
            for word in words(phrase) {
                hash = joined(hash, word_hash(word.text));
                set.beginnings.entry(hash).or_insert(false);
            }
            set.beginnings.insert(hash, true);
        }
        set
    }

    /// Whether the phrase of this hash is in the set; nothing where none even begins with it.
    pub fn goes_on(&self, phrase: u64) -> Option<bool> {
        self.beginnings.get(&phrase).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_have_one_hash() {
        assert_eq!(word_hash("Évêque"), word_hash("eveque"));
        assert_eq!(phrase_hash("chef d'État"), phrase_hash("Chef d’Etat"));
        assert_ne!(phrase_hash("général major"), phrase_hash("major général"));
    }

    #[test]
    fn a_set_holds_phrases() {
        let set = WordSet::of("# head\ncolonel major\nmaj.-gen.\n");
        assert!(set.has("Colonel-Major") && set.has("Maj.-Gen.") && !set.has("colonel"));
    }
}
