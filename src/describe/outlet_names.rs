//! Of which words names of outlets are made, and when two names are one.

use crate::lexicon;
use crate::text;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words before a name that may be left out of it.
pub(super) const ARTICLES: [&str; 9] = ["the", "le", "la", "les", "der", "die", "das", "el", "il"];

/// The first letters of the words of a name, folded: *hnw* of *Horn Nile Wire*.
pub(super) fn initials(name: &str) -> String {
    text::words(&text::folded(name))
        .filter_map(|word| word.text.chars().next())
        .collect()
}

/// Whether two names are one, articles, domain endings and signs aside.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (spellings(a), spellings(b));
    a.iter().any(|name| !name.is_empty() && b.contains(name))
}

/// A name as one word, with and without its article.
fn spellings(name: &str) -> [String; 2] {
    let folded = text::folded(name);
    let words: Vec<&str> = text::words(folded.trim_start_matches("www."))
        .map(|word| word.text)
        .collect();
    let has_ending = words.len() > 1 && name.contains('.') && words[words.len() - 1].len() <= 3;
    let end = words.len() - usize::from(has_ending);
    let start = usize::from(end > 1 && ARTICLES.contains(&words[0]));
    [words[..end].concat(), words[start..end].concat()]
}

/// Words, and endings of words.
pub(super) struct WordEndings {
    words: HashSet<&'static str>,
    endings: Vec<&'static str>,
}

impl WordEndings {
    /// Reads a word a line; a star stands for any beginning.
    fn read(list: &'static str) -> WordEndings {
        let entries = lexicon::entries(list).filter_map(|mut fields| fields.next());
        let (endings, words): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.starts_with('*'));
        WordEndings {
            words: words.into_iter().collect(),
            endings: endings.into_iter().map(|ending| &ending[1..]).collect(),
        }
    }

    /// Whether a folded word is one of them.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(word) || self.endings.iter().any(|ending| word.ends_with(ending))
    }
}

/// The words of which names of outlets are made.
pub(super) static OUTLET_WORDS: LazyLock<WordEndings> =
    LazyLock::new(|| WordEndings::read(include_str!("../lexicon/outlet-words.txt")));
/// The words of which names of companies that publish are made.
pub(super) static PUBLISHER_WORDS: LazyLock<WordEndings> =
    LazyLock::new(|| WordEndings::read(include_str!("../lexicon/publisher-words.txt")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlet_has_many_spellings() {
        assert!(same_name("The Example", "example.com"));
        assert!(same_name("Le Monde", "lemonde.fr"));
        assert!(!same_name("Le Monde", "Le Figaro"));
    }
}
