//! Where words begin and end: the one place that decides it, with a view of the words for each use.
//!
//! A word is a run of letters, digits and marks ([`is_word_char`]); [`words`] are these. Whoever reads a text takes the view that he
//! needs, and each has its reason:
//!
//! - [`name_words`]: in a script without blanks each character alone, as a name stands inside a sentence there.
//! - [`lookup`]: folded, elisions and genitives gone, initials joined: what the index and its queries look up.
//! - [`pieces`]: digits apart from letters, and every sign: dates are written of them (`13-mai-2022`, `2022年5月`).
//! - `describe::tokens`: a hyphenated name or an abbreviation whole, with marks and sentences. It asks the lexicon for the particles of
//!   Arabic, and so stands above it.
//!
//! The names of classes and elements (`ArticleBody`) are no text and are cut where they are read, at capitals.

pub mod lookup;
pub mod pieces;

use super::{LATIN, PUNCTUATION};
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// A word of a text, by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as it stands in the text.
    pub text: &'a str,
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// The words of a text: runs of letters, digits and combining marks. Apostrophes and hyphens part words, so that
/// an elision (`l'armée`) is two of them.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    cut(text, word_end)
}

/// The words of a name: as [`words`], but each character of a script without blanks is one, so that a name is found inside a sentence.
pub fn name_words(text: &str) -> impl Iterator<Item = Word<'_>> {
    cut(text, name_word_end)
}

fn cut(text: &str, word_end: impl Fn(&str, usize) -> usize) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_word_char)?;
        let end = word_end(text, start);
        rest = end;
        Some(Word {
            text: &text[start..end],
            start,
            end,
        })
    })
}

/// The byte after the run of letters, digits and marks that stands at `start`; `start` where none does.
pub fn word_end(text: &str, start: usize) -> usize {
    let length = text[start..].find(|c| !is_word_char(c));
    length.map_or(text.len(), |length| start + length)
}

/// The same of the words of a name. A word stands at `start`.
fn name_word_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices();
    let first = chars.next().map_or(' ', |(_, c)| c);
    if stands_alone(first) {
        return start + first.len_utf8();
    }
    chars
        .find(|(_, c)| !is_word_char(*c) || stands_alone(*c))
        .map_or(text.len(), |(length, _)| start + length)
}

/// Whether a character belongs to a word.
pub fn is_word_char(c: char) -> bool {
    match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..LATIN => true,
        c if PUNCTUATION.contains(&c) => false,
        c => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// Whether a character is written as an apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

/// Whether a character is a hyphen inside words: the sign of keyboards, and the two of Unicode that are nothing else.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a character joins the halves of a word or name: a hyphen or an apostrophe.
pub fn is_joint(c: char) -> bool {
    is_hyphen(c) || is_apostrophe(c)
}

/// What loses its vowel before an apostrophe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elided {
    /// A word of its own, which nobody looks up: *l'*, *dell'*.
    Word,
    /// The first half of a word: *quelqu'un*.
    Half,
}

/// By the word, in the order of the list.
static ELIDED: LazyLock<Vec<(&str, Elided)>> = LazyLock::new(|| {
    include_str!("../lexicon/elisions.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, what)| {
            (
                word,
                if what == "half" {
                    Elided::Half
                } else {
                    Elided::Word
                },
            )
        })
        .collect()
});

/// What a word before an apostrophe is, in small letters, if it is one that loses its vowel there.
pub fn elided(word: &str) -> Option<Elided> {
    let place = ELIDED.binary_search_by_key(&word, |(word, _)| *word).ok()?;
    Some(ELIDED[place].1)
}

/// Whether a character is written without blanks between words: Han, kana, Thai, Lao, Khmer, Burmese.
pub fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(words: impl Iterator<Item = Word<'a>>) -> Vec<&'a str> {
        words.map(|word| word.text).collect()
    }

    #[test]
    fn words_part_at_apostrophes_and_hyphens() {
        let found = texts(words("L’état-major, 2 fois…"));
        assert_eq!(found, ["L", "état", "major", "2", "fois"]);
    }

    #[test]
    fn a_name_is_found_inside_a_sentence_without_blanks() {
        assert_eq!(texts(words("在北京ABC12 le")), ["在北京ABC12", "le"]);
        assert_eq!(
            texts(name_words("在北京ABC12 le")),
            ["在", "北", "京", "ABC12", "le"]
        );
    }
}
