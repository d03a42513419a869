//! The identity of an article.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// So many digits of an identity are printed, where they tell it apart.
pub const DIGITS: u8 = 12;
/// All digits of an identity.
const ALL_DIGITS: u8 = 64;

/// The identity of an article: the BLAKE3 hash of its bytes, whole. It prints as its first hexadecimal digits, [`DIGITS`] or as
/// many as the archive needs to tell its articles apart; two are the same if all their digits are.
#[derive(Debug, Clone, Copy)]
pub struct ArticleId {
    hash: [u8; 32],
    shown: u8,
}

impl ArticleId {
    /// The identity of the given bytes.
    pub fn of(bytes: &[u8]) -> ArticleId {
        ArticleId::from_hash(*blake3::hash(bytes).as_bytes())
    }

    /// The identity that is this hash.
    pub fn from_hash(hash: [u8; 32]) -> ArticleId {
        ArticleId { hash, shown: DIGITS }
    }

    /// The identity with all its 64 digits; nothing where the text is another thing.
    pub fn from_hex(digits: &str) -> Option<ArticleId> {
        let lower = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let hash = lower.then(|| blake3::Hash::from_hex(digits).ok())??;
        Some(ArticleId::from_hash(*hash.as_bytes()))
    }

    /// The hash.
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// All 64 digits.
    pub fn to_hex(&self) -> String {
        blake3::Hash::from_bytes(self.hash).to_hex().to_string()
    }

    /// The same, printed with so many digits.
    pub fn shown_by(self, digits: u8) -> ArticleId {
        ArticleId {
            shown: digits.clamp(DIGITS, ALL_DIGITS),
            ..self
        }
    }

    /// How many digits it takes to tell it from another: one more than they have in common.
    pub fn digits_apart(&self, other: &ArticleId) -> u8 {
        let same = self
            .hash
            .iter()
            .zip(&other.hash)
            .take_while(|(a, b)| a == b)
            .count();
        let half = match (self.hash.get(same), other.hash.get(same)) {
            (Some(a), Some(b)) => usize::from(a >> 4 == b >> 4),
            _ => 0,
        };
        ((same * 2 + half + 1) as u8).min(ALL_DIGITS)
    }

    /// The least and the greatest identity that begin with these digits; nothing where they are none.
    pub fn beginning_with(digits: &str) -> Option<(ArticleId, ArticleId)> {
        let typed = digits.to_ascii_lowercase();
        if typed.is_empty() || typed.len() > usize::from(ALL_DIGITS) {
            return None;
        }
        let filled = |fill: &str| {
            let rest = fill.repeat(usize::from(ALL_DIGITS) - typed.len());
            ArticleId::from_hex(&format!("{typed}{rest}"))
        };
        Some((filled("0")?, filled("f")?))
    }
}

impl PartialEq for ArticleId {
    fn eq(&self, other: &ArticleId) -> bool {
        self.hash == other.hash
    }
}

impl Eq for ArticleId {}

impl Hash for ArticleId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl PartialOrd for ArticleId {
    fn partial_cmp(&self, other: &ArticleId) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ArticleId {
    fn cmp(&self, other: &ArticleId) -> Ordering {
        self.hash.cmp(&other.hash)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_hex()[..usize::from(self.shown)])
    }
}

impl Serialize for ArticleId {
    /// Writes what is printed.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    /// Takes all 64 digits and nothing less: a beginning is no identity.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<ArticleId, D::Error> {
        let text = String::deserialize(deserializer)?;
        ArticleId::from_hex(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("not a whole identity: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_whole_and_printed_by_its_beginning() {
        let id = ArticleId::of(b"a page");
        assert_eq!(id.to_string(), id.to_hex()[..12]);
        assert_eq!(id.shown_by(15).to_string(), id.to_hex()[..15]);
        assert_eq!(ArticleId::from_hex(&id.to_hex()), Some(id));
        assert_eq!(ArticleId::from_hex(&id.to_string()), None);
        let mut near = *id.hash();
        near[31] ^= 1;
        let near = ArticleId::from_hash(near);
        assert_ne!(near, id);
        assert_eq!(near.digits_apart(&id), 64);
        assert_eq!(ArticleId::of(b"another").digits_apart(&id), 1);
    }

    #[test]
    fn beginnings_are_ranges() {
        let id = ArticleId::of(b"a page");
        let hex = id.to_hex();
        for digits in 1..=64 {
            let (least, greatest) = ArticleId::beginning_with(&hex[..digits].to_uppercase()).expect("digits");
            assert!(least <= id && id <= greatest, "{digits}");
            assert_eq!(least == greatest, digits == 64);
        }
        for typed in ["", "xyz", "12 4"] {
            assert_eq!(ArticleId::beginning_with(typed), None, "{typed}");
        }
    }
}
