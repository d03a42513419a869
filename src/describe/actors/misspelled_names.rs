//! Typing errors in given names: a word that is spelled as no name is, and that is one slip away from one given name alone.

use super::names::one_slip;
use crate::lexicon::entries;
use crate::text::{folded, words};
use std::collections::HashSet;
use std::sync::LazyLock;

/// A word with so many runs of three letters that stand in no known name is misspelled.
const STRANGE: usize = 2;

struct KnownSpelling {
    given: Vec<String>,
    /// The runs of three letters of all known names, `^` and `$` at their ends.
    runs: HashSet<[char; 3]>,
}

static SPELLING: LazyLock<KnownSpelling> = LazyLock::new(|| {
    let list = |list: &'static str| entries(list).filter_map(|mut fields| fields.next().map(folded));
    let given: Vec<String> = list(include_str!("../../lexicon/given-names.txt")).collect();
    let family = list(include_str!("../../lexicon/surnames.txt"));
    let runs = given
        .iter()
        .cloned()
        .chain(family)
        .flat_map(|name| runs(&name))
        .collect();
    KnownSpelling { given, runs }
});

fn runs(word: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = format!("^{word}$").chars().collect();
    letters.windows(3).map(|run| [run[0], run[1], run[2]]).collect()
}

/// The words of a person's name, folded, each misspelled given name as it was meant.
pub(crate) fn spelled(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = words(name).map(|word| folded(word.text)).collect();
    let last = parts.len().saturating_sub(1);
    for part in &mut parts[..last] {
        if let Some(meant) = meant(part) {
            *part = meant.to_string();
        }
    }
    parts
}

/// The given name that a misspelled word was to be.
fn meant(word: &str) -> Option<&'static str> {
    let strange = runs(word)
        .iter()
        .filter(|run| !SPELLING.runs.contains(*run))
        .count();
    if strange < STRANGE || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let near: HashSet<&str> = SPELLING
        .given
        .iter()
        .map(String::as_str)
        .filter(|name| name.chars().next() == word.chars().next() && one_slip(name, word))
        .collect();
    match near.into_iter().collect::<Vec<_>>()[..] {
        [only] => Some(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_mended_and_a_rare_name_is_left() {
        for (name, meant) in [
            ("Jezn Bosco Kazura", "jean bosco kazura"),
            ("Jean Bosco Kazura", "jean bosco kazura"),
            ("Mady Ibrahim Kanté", "mady ibrahim kante"),
            ("Choguel Maïga", "choguel maiga"),
        ] {
            assert_eq!(spelled(name).join(" "), meant, "{name}");
        }
    }
}
