//! The hashes that are no crate's: a number for a word, a line, a row of numbers, the same on every machine.
//!
//! Each is named after its algorithm and says what is stored by its values. Such values may change only together with what is stored:
//! the weights are trained anew, or the version of the file goes up. `tests::values_are_held` holds them with constants.

use crate::text::{folded, name_words};
use std::hash::{BuildHasherDefault, Hasher};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// FNV-1a of G. Fowler, L. C. Noll and K.-P. Vo in 32 bits, of a word without case and accents.
///
/// Stored: the words of the models of blocks and of kinds are known by it.
pub(crate) fn fnv32_word(word: &str) -> u32 {
    let mut hash = Fnv32::default();
    for c in word.chars() {
        hash.fold(c);
    }
    hash.0
}

struct Fnv32(u32);

impl Default for Fnv32 {
    fn default() -> Fnv32 {
        Fnv32(0x811c_9dc5)
    }
}

impl Fnv32 {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }

    /// Folds as it was done when the models were trained: faster than [`folded`], and with fewer letters written out.
    fn fold(&mut self, c: char) {
        if c.is_ascii() {
            return self.byte(c.to_ascii_lowercase() as u8);
        }
        match c {
            'œ' | 'Œ' => b"oe".iter().for_each(|b| self.byte(*b)),
            'æ' | 'Æ' => b"ae".iter().for_each(|b| self.byte(*b)),
            'ß' => b"ss".iter().for_each(|b| self.byte(*b)),
            c => decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    let mut bytes = [0; 4];
                    for lower in part.to_lowercase() {
                        lower.encode_utf8(&mut bytes).bytes().for_each(|b| self.byte(b));
                    }
                }
            }),
        }
    }
}

/// What a hash by [`fnv64_step`] begins with.
pub(crate) const FNV64: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a in 64 bits, over a byte or a greater number.
///
/// Stored: the lines of sites that an ingest remembers, and the keys of actors in the table of links.
pub(crate) fn fnv64_step(hash: u64, value: impl Into<u64>) -> u64 {
    (hash ^ value.into()).wrapping_mul(0x0000_0100_0000_01b3)
}

/// FNV-1a in 64 bits.
pub(crate) fn fnv64(values: impl IntoIterator<Item = impl Into<u64>>) -> u64 {
    values.into_iter().fold(FNV64, fnv64_step)
}

/// The upper half of a hash mixed into the lower, for whoever keeps the lower alone (the xor-folding of FNV's authors).
pub(crate) fn xor_folded(hash: u64) -> u64 {
    hash ^ (hash >> 32)
}

/// The finish of S. Vigna's SplitMix64, so that the greatest bits are as mixed as the least.
///
/// Stored: the lines of sites that an ingest remembers.
pub fn split_mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// 2^64 over the golden ratio, the odd constant of Fibonacci hashing (Knuth, volume 3, 6.4).
pub const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash that Firefox and rustc use (FxHash: rotate, xor, multiply), of a word in the spelling of [`folded`].
///
/// Stored: the rows of the tagger's weights.
pub(crate) fn fx64_word(word: &str) -> u64 {
    if word.is_ascii() {
        return fx64_bytes(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    fx64_bytes(folded(word).bytes())
}

fn fx64_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    let hash = bytes.fold(GOLDEN, fx64_step);
    hash ^ (hash >> 29)
}

fn fx64_step(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The hash of what stands before with that of the next word: the step of FxHash, with a greater rotation for numbers that are hashes.
///
/// Stored: the rows of the tagger's weights.
pub(crate) fn fx64_joined(before: u64, next: u64) -> u64 {
    (before.rotate_left(23) ^ next).wrapping_mul(GOLDEN)
}

/// The hash of a phrase: of its words, whatever stands between them.
pub(crate) fn fx64_phrase(phrase: &str) -> u64 {
    name_words(phrase).fold(0, |hash, word| fx64_joined(hash, fx64_word(word.text)))
}

/// Sixteen bits of a number, other ones for every seed: the product with the first constant of MurmurHash3's finish, whose upper half
/// is that over which a product spreads its factors best.
///
/// Stored: the places of words in the model of kinds.
pub(crate) fn murmur16(value: u32, seed: u32) -> u16 {
    let mixed = (value ^ seed.wrapping_mul((GOLDEN >> 32) as u32)).wrapping_mul(0x85eb_ca6b);
    (mixed >> 16) as u16
}

/// The hash of words in their order, of words that are hashes: rotate and xor.
///
/// Stored: the places of pairs and lines in the model of kinds.
pub(crate) fn rotated_xor(words: &[u32]) -> u32 {
    words.iter().fold(0, |hash, word| hash.rotate_left(7) ^ word)
}

/// A hasher for what is a hash already, which is looked up as it is; of texts, FxHash. Nothing is stored by it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prehashed(u64);

impl Hasher for Prehashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().copied().fold(self.0, fx64_step);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = self.0.rotate_left(29) ^ value;
    }
}

/// How maps and sets over hashes of words are built.
pub(crate) type ByHash = BuildHasherDefault<Prehashed>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_held() {
        assert_eq!(fnv32_word("État"), 0x19c8_75a9);
        assert_eq!(fnv32_word("Œuvre ß Ø"), 0x32d4_915e);
        assert_eq!(fnv64([1_u32, 2, 70_000]), 0xd19b_9318_68c6_cbee);
        assert_eq!(xor_folded(fnv64(*b"kazura")), 0x08f3_0100_823a_3ae1);
        assert_eq!(split_mix(fnv64([1_u32])), 0xaa10_93e3_c79a_b7f9);
        assert_eq!(fx64_word("colonel"), 0xa562_119e_fa88_8ce8);
        assert_eq!(fx64_word("Évêque"), 0xce2c_bf4d_b4d7_de8b);
        assert_eq!(fx64_joined(1, 2), 0x192e_98b1_0914_f82a);
        assert_eq!(fx64_phrase("chef d'État"), 0xbf5f_a945_ffb2_cf31);
        assert_eq!(murmur16(0x1234_5678, 3), 0xcc1f);
        assert_eq!(rotated_xor(&[1, 2, 3]), 16643);
    }

    #[test]
    fn the_hashes_are_those_of_their_authors() {
        assert_eq!(fnv32_word("foobar"), 0xbf9c_f968);
        assert_eq!(fnv64(*b"foobar"), 0x8594_4171_f739_67e8);
        // The first number of SplitMix64 whose seed is 0.
        assert_eq!(split_mix(GOLDEN), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn spellings_of_a_word_have_one_hash() {
        assert_eq!(fx64_word("Évêque"), fx64_word("eveque"));
        assert_eq!(fnv32_word("Évêque"), fnv32_word("eveque"));
        assert_eq!(fx64_phrase("chef d'État"), fx64_phrase("Chef d’Etat"));
        assert_ne!(fx64_phrase("général major"), fx64_phrase("major général"));
    }
}
