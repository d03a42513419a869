//! Where an Arabic word begins behind the particles that are written as a part of it: *and* (`و`, `ف`), *in* (`ب`), *to* (`ل`), *like* (`ك`).

use crate::hash::{fx64_joined, fx64_word};
use crate::lexicon::gazetteer::ARABIC;
use crate::lexicon::{Lexicon, entries};
use crate::text::{folded, words};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The article.
pub(crate) const ARTICLE: &str = "ال";
/// The article behind the particle `ل`, which loses its first letter.
const TO_THE: &str = "لل";
/// How many letters a word has at least behind a particle that nothing else shows.
const LEAST: usize = 3;
/// How many letters a word has at least that is known only from elsewhere in the text.
const LEAST_REPEATED: usize = 4;

/// Words in which what looks like a particle belongs to the word, without their endings.
struct WholeWords {
    waw: HashSet<&'static str>,
    al: HashSet<&'static str>,
    endings: Vec<&'static str>,
}

static WHOLE: LazyLock<WholeWords> = LazyLock::new(|| {
    let list = |list: &'static str| entries(list).filter_map(|mut fields| fields.next());
    WholeWords {
        waw: list(include_str!("../../lexicon/arabic-initial-waw.txt")).collect(),
        al: list(include_str!("../../lexicon/arabic-initial-al.txt")).collect(),
        endings: list(include_str!("../../lexicon/arabic-endings.txt")).collect(),
    }
});

/// A word behind its particle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Behind {
    /// How many bytes the particle has.
    pub length: usize,
    /// Whether the article is part of the particle: `للصعيد` is `ل` and `الصعيد`.
    pub with_article: bool,
}

/// The Arabic words of a text, as they are written.
pub(crate) fn arabic_words(text: &str) -> HashSet<&str> {
    if !text.contains(is_arabic) {
        return HashSet::new();
    }
    words(text)
        .map(|word| word.text)
        .filter(|word| word.starts_with(is_arabic))
        .collect()
}

/// The particle with which an Arabic word of a text with these words begins.
pub(crate) fn proclitic(word: &str, text: &HashSet<&str>) -> Option<Behind> {
    if text.is_empty() || !word.starts_with(['و', 'ف', 'ب', 'ل', 'ك']) {
        return None;
    }
    let repeated = |word: &str| text.contains(word);
    let bare = folded(word);
    if bare != word && bare.len() + 2 > word.len() && word.chars().nth(1).is_some_and(is_vowel_mark) {
        // A vowel on the first letter is that of a passive: وُلد.
        return None;
    }
    let conjunction = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let skipped = word.len() - conjunction.len();
    let length = |rest: &str| word.len() - rest.len();
    if let Some(rest) = conjunction.strip_prefix(TO_THE).filter(|rest| letters(rest) > 2) {
        return Some(Behind {
            length: length(rest),
            with_article: true,
        });
    }
    let preposition = conjunction.strip_prefix(['ب', 'ك']).unwrap_or(conjunction);
    for rest in [preposition, conjunction] {
        let article = rest.strip_prefix(ARTICLE).filter(|noun| letters(noun) > 2);
        if rest.len() < word.len() && article.is_some() && !is_whole(&WHOLE.al, &bare) {
            return Some(behind(length(rest)));
        }
    }
    if is_known(&bare) || is_whole(&WHOLE.waw, &bare) {
        return None;
    }
    if word.starts_with('و') && letters(conjunction) >= LEAST {
        let preposition = conjunction.strip_prefix(['ب', 'ل', 'ك']);
        let shown = preposition.filter(|rest| is_shown(rest, repeated) && !is_known(&folded(conjunction)));
        return Some(behind(shown.map_or(skipped, length)));
    }
    let rest = word.strip_prefix(['ف', 'ب', 'ل', 'ك'])?;
    is_shown(rest, repeated).then(|| behind(length(rest)))
}

fn behind(length: usize) -> Behind {
    Behind {
        length,
        with_article: false,
    }
}

/// Whether a word is known, or stands elsewhere in the text.
fn is_shown(word: &str, repeated: impl Fn(&str) -> bool) -> bool {
    letters(word) >= LEAST && is_known(&folded(word)) || letters(word) >= LEAST_REPEATED && repeated(word)
}

/// Whether a word begins a known name, or is one of those that stand in names and before them.
fn is_known(word: &str) -> bool {
    let lexicon = Lexicon::built_in();
    let hash = fx64_word(word);
    let lists = [
        &**lexicon.given_names_world,
        &**lexicon.surnames_world,
        &lexicon.titles,
        &lexicon.organisation_heads,
        &lexicon.place_heads,
    ];
    lists.iter().any(|list| list.has_phrase([hash]))
        || lexicon.gazetteer.phrase(fx64_joined(0, hash), ARABIC).is_some()
}

/// Whether a word is one of the list, with or without an ending.
fn is_whole(list: &HashSet<&str>, word: &str) -> bool {
    let stem = |ending: &&str| word.strip_suffix(*ending).is_some_and(|stem| list.contains(stem));
    list.contains(word) || WHOLE.endings.iter().any(stem)
}

/// Whether a letter is of the Arabic script.
fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6ff}')
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| !is_vowel_mark(*c)).count()
}

fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str) -> (String, String) {
        let length = proclitic(word, &HashSet::from(["حامدين"])).map_or(0, |behind| behind.length);
        (word[..length].to_string(), word[length..].to_string())
    }

    #[test]
    fn particles_are_cut_off_and_letters_of_the_word_are_not() {
        for (particle, word) in [
            ("و", "السودان"),
            ("ب", "القاهرة"),
            ("وب", "القاهرة"),
            ("لل", "رهد"),
            ("ولل", "صعيد"),
            ("و", "نيجيريا"),
            ("ب", "ليبيا"),
            ("ل", "مدينة"),
            ("ف", "حامدين"),
            ("و", "قال"),
            ("", "وزارة"),
            ("", "وزارتي"),
            ("", "واشنطن"),
            ("", "والدته"),
            ("", "وُلدت"),
            ("", "بوركينا"),
            ("", "ليبيا"),
            ("", "فرنسا"),
            ("", "كالابار"),
            ("", "الفاشر"),
        ] {
            assert_eq!(
                cut(&format!("{particle}{word}")),
                (particle.to_string(), word.to_string())
            );
        }
    }
}
