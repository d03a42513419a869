//! How an Arabic word may stand in a text: with the particles and the article that are written as a part of it, and with either of the
//! letters that end so many words and are confused as often.

use crate::lexicon::entries;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

const ARTICLE: &str = "ال";
/// The article behind the particle `ل`, which loses its first letter.
const TO_THE: &str = "لل";
/// *And*, *so*, and nothing.
const CONJUNCTIONS: [&str; 3] = ["", "و", "ف"];
/// *In*, *like*, *to*, and nothing.
const PREPOSITIONS: [&str; 4] = ["", "ب", "ك", "ل"];
/// Letters of which one is written for the other at the end of a word.
const CONFUSED: [(char, char); 2] = [('ة', 'ه'), ('ى', 'ي')];
/// How many letters a word has at least behind the article, and behind a particle alone, with which a shorter one would be another word.
const LEAST_BEHIND_ARTICLE: usize = 3;
const LEAST_BEHIND_PARTICLE: usize = 4;

/// Words that begin like a particle before the article, and are not.
static WHOLE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let list = entries(include_str!("../arabic-initial-al.txt"));
    list.filter_map(|mut fields| fields.next()).collect()
});

/// The other spellings of a folded Arabic word; nothing of a word in another script.
pub(crate) fn spellings(word: &str) -> BTreeSet<String> {
    if !word.starts_with(|c| matches!(c, '\u{620}'..='\u{6ff}')) {
        return BTreeSet::new();
    }
    let bare = without_article(word).unwrap_or(word);
    let letters = bare.chars().count();
    let mut found = BTreeSet::new();
    for ending in endings(bare) {
        for opening in openings() {
            let least = match opening.as_str() {
                "" => 0,
                opening if opening.ends_with(ARTICLE) || opening.ends_with(TO_THE) => LEAST_BEHIND_ARTICLE,
                _ => LEAST_BEHIND_PARTICLE,
            };
            if letters >= least {
                found.insert(format!("{opening}{ending}"));
            }
        }
    }
    found.remove(word);
    found
}

/// Everything that may be written before a word.
fn openings() -> impl Iterator<Item = String> {
    let both = |and: &'static str| PREPOSITIONS.into_iter().map(move |to| (and, to));
    CONJUNCTIONS.into_iter().flat_map(both).flat_map(|(and, to)| {
        let article = match to {
            "ل" => format!("{and}{TO_THE}"),
            to => format!("{and}{to}{ARTICLE}"),
        };
        [format!("{and}{to}"), article]
    })
}

/// A word without the article and the particles before it; a particle alone may as well be a letter of the word.
fn without_article(word: &str) -> Option<&str> {
    let and = [word.strip_prefix(['و', 'ف']), Some(word)];
    let bare = and.into_iter().flatten().find_map(|rest| {
        let to = rest.strip_prefix(['ب', 'ك']).unwrap_or(rest);
        let behind = [
            to.strip_prefix(ARTICLE),
            rest.strip_prefix(ARTICLE),
            rest.strip_prefix(TO_THE),
        ];
        behind
            .into_iter()
            .flatten()
            .find(|bare| bare.chars().count() >= LEAST_BEHIND_ARTICLE)
    });
    bare.filter(|_| !WHOLE.contains(word))
}

/// A word with each of the letters that may end it.
fn endings(word: &str) -> Vec<String> {
    let mut found = vec![word.to_string()];
    for (one, other) in CONFUSED
        .into_iter()
        .flat_map(|(one, other)| [(one, other), (other, one)])
    {
        found.extend(word.strip_suffix(one).map(|stem| format!("{stem}{other}")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn particles_the_article_and_confused_letters_are_spellings_of_one_word() {
        for (word, others) in [
            (
                "ضريبه",
                "ضريبة الضريبة والضريبة بالضريبة للضريبة وبضريبة كالضريبه فالضريبة",
            ),
            ("بالضريبة", "ضريبة الضريبه وللضريبة"),
            ("والقرى", "قري القرى بالقري"),
            ("للوقود", "الوقود وقود ووقود"),
            ("بحر", "البحر والبحر للبحر"),
        ] {
            let found = spellings(word);
            for other in others.split(' ') {
                assert!(found.contains(other), "{word}: {other}");
            }
        }
    }

    #[test]
    fn letters_of_a_word_are_no_particles() {
        for (word, others) in [
            ("حر", "بحر"),
            ("وزارة", "زارة"),
            ("بلغ", "لغ"),
            ("بالغ", "غ"),
            ("armée", "armee"),
        ] {
            let found = spellings(word);
            for other in others.split(' ') {
                assert!(!found.contains(other), "{word}: {other}");
            }
        }
        assert!(!spellings("بالتيمور").contains("تيمور"));
    }
}
