//! Sets of words and short phrases, asked by the hash of their folded spelling.

use super::entries;
use crate::hash::{ByHash, fx64_joined, fx64_phrase, fx64_word};
use crate::text::{folded, words};
use std::collections::{HashMap, HashSet};

/// The part of an identity after the colon: the folded words of a name joined by hyphens. It holds no blank, though a sign may fold to
/// several words: `ﷺ`.
pub fn slug(name: &str) -> String {
    let parts: Vec<String> = words(name).map(|word| folded(word.text)).collect();
    parts
        .iter()
        .flat_map(|part| part.split_whitespace())
        .collect::<Vec<_>>()
        .join("-")
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
                .map(fx64_phrase)
                .collect(),
        )
    }

    /// Whether the phrase is in the set, in whatever spelling.
    pub fn has(&self, phrase: &str) -> bool {
        self.0.contains(&fx64_phrase(phrase))
    }

    /// Whether the phrase of these word hashes is in the set.
    pub fn has_phrase(&self, hashes: impl IntoIterator<Item = u64>) -> bool {
        self.0.contains(&hashes.into_iter().fold(0, fx64_joined))
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
                hash = fx64_joined(hash, fx64_word(word.text));
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
    fn an_identity_holds_no_blank() {
        assert_eq!(slug("Émile  N'Diaye-Ba"), "emile-n-diaye-ba");
        for sign in ["ﷺ", "\u{37a}b", "A ﷻ"] {
            let slug = slug(sign);
            assert!(
                !slug.is_empty() && !slug.contains(char::is_whitespace),
                "{slug:?}"
            );
        }
    }

    #[test]
    fn a_set_holds_phrases() {
        let set = WordSet::of("# head\ncolonel major\nmaj.-gen.\n");
        assert!(set.has("Colonel-Major") && set.has("Maj.-Gen.") && !set.has("colonel"));
    }
}
