//! The inflections of a word: the forms that it takes in the grammar of one language, and not the other words of its root, as a stem has
//! them (*mal* and *Mali*, *général* and *généralement*).

pub(crate) mod arabic;

use super::entries;
use super::words::WordSet;
use crate::text::folded;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// A stem of fewer letters is none: *mer* and *mère* have nothing in common.
const STEM: usize = 3;
/// The function words of many languages, which are not inflected.
static STOP_WORDS: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(include_str!("stop-words.txt")));

/// How the words of one language are inflected.
#[derive(Default)]
struct Grammar {
    nouns: Vec<Vec<&'static str>>,
    verbs: Vec<Vec<&'static str>>,
    irregular: HashMap<&'static str, Vec<Vec<&'static str>>>,
}

static GRAMMARS: LazyLock<HashMap<&'static str, Grammar>> = LazyLock::new(|| {
    let mut grammars: HashMap<&str, Grammar> = HashMap::new();
    for fields in entries(include_str!("inflections.tsv")) {
        let [language, kind, forms] = fields.collect::<Vec<_>>()[..] else {
            continue;
        };
        let forms: Vec<&str> = forms.split(' ').map(|form| form.trim_matches('-')).collect();
        let grammar = grammars.entry(language).or_default();
        match kind {
            "n" => grammar.nouns.push(forms),
            "v" => grammar.verbs.push(forms),
            _ => {
                for form in &forms {
                    grammar.irregular.entry(form).or_default().push(forms.clone());
                }
            }
        }
    }
    grammars
});

/// The languages whose inflections are known, by their ISO 639-1 codes.
pub(crate) fn languages() -> impl Iterator<Item = &'static str> {
    GRAMMARS.keys().copied()
}

/// The forms, folded, that a word as it was typed may take in a language; the word itself is not among them.
///
/// A verb is known by its infinitive. Another form of it leads there only by an ending longer than that of the infinitive, and where
/// `is_word` knows the infinitive as a word: *vote* is a noun, *votaient* a form of *voter*.
pub(crate) fn inflections(language: &str, typed: &str, is_word: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let word = folded(typed);
    let mut found = BTreeSet::new();
    let Some(grammar) = GRAMMARS.get(language) else {
        return found;
    };
    let irregular = grammar.irregular.get(word.as_str());
    found.extend(
        irregular
            .into_iter()
            .flatten()
            .flatten()
            .map(|form| form.to_string()),
    );
    let has_one_form = irregular.is_some_and(|paradigms| paradigms.iter().all(|forms| forms.len() == 1));
    if has_one_form || STOP_WORDS.has(&word) {
        return found;
    }
    for endings in &grammar.nouns {
        found.extend(nouns(endings, &word, &typed.to_lowercase()));
    }
    if irregular.is_none() {
        for endings in &grammar.verbs {
            found.extend(verbs(endings, &word, &is_word));
        }
    }
    found.remove(&word);
    found
}

/// The forms of a noun or adjective with one of the endings. Where an ending has an accent, only those with one tell
/// the others: *blessé* has *blessée*, and *armée* is no form of *armé*.
fn nouns(endings: &[&str], word: &str, typed: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let accented = endings.iter().any(|ending| !ending.is_ascii());
    for ending in endings {
        let stands = match ending.is_ascii() {
            true => !accented && word.ends_with(ending),
            false => typed.ends_with(ending),
        };
        let stem = word.strip_suffix(&*folded(ending)).filter(|_| stands);
        if let Some(stem) = stem.filter(|stem| is_stem(stem, endings)) {
            found.extend(endings.iter().map(|other| format!("{stem}{}", folded(other))));
        }
    }
    found
}

/// Whether the word without its ending can be a stem: one that ends in a sibilant takes no bare `s`, one in `e` no further `e`.
fn is_stem(stem: &str, endings: &[&str]) -> bool {
    let takes = |ending| endings.contains(&"") && endings.contains(&ending);
    let sibilant = takes("s") && stem.ends_with(['s', 'x', 'z']);
    let doubled = takes("e") && stem.ends_with('e');
    stem.chars().count() >= STEM && !sibilant && !doubled
}

/// The forms of a verb with one of the endings.
fn verbs(endings: &[&str], word: &str, is_word: &impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let infinitive = endings.first().copied().unwrap_or_default();
    for ending in endings {
        let whole = |stem: &&str| stem.is_empty() && *ending == infinitive && infinitive.len() > STEM;
        let Some(stem) = word
            .strip_suffix(ending)
            .filter(|stem| whole(stem) || is_stem(stem, &[]))
        else {
            continue;
        };
        let telling = || ending.len() > infinitive.len() && is_word(&format!("{stem}{infinitive}"));
        if *ending == infinitive || telling() {
            found.extend(endings.iter().map(|other| format!("{stem}{other}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::inflections;

    fn has(language: &str, word: &str, known: &[&str], form: &str) -> bool {
        inflections(language, word, |word| known.contains(&word)).contains(form)
    }

    #[test]
    fn words_of_other_scripts_are_not_cut_within_a_letter() {
        for word in ["مدرسة", "Москва", "学校", "ሲርባ"] {
            for language in ["fr", "en", "es", "pt", "de", "it"] {
                let found = inflections(language, word, |_| false);
                assert!(
                    found.iter().all(|form| form.starts_with(&word.to_lowercase())),
                    "{word}: {found:?}"
                );
            }
        }
    }

    #[test]
    fn words_have_their_inflections() {
        for (language, word, forms) in [
            ("fr", "armée", "armees"),
            ("fr", "général", "generaux generale generales"),
            ("fr", "malienne", "malien maliens maliennes"),
            ("fr", "journal", "journaux"),
            ("fr", "travail", "travaux"),
            ("fr", "blessé", "blesses blessee blessees"),
            ("fr", "suspendue", "suspendu suspendus"),
            ("fr", "voter", "vote votent votait vota votera votant votee"),
            ("fr", "finir", "finit finissent fini finie"),
            ("fr", "prendre", "prend pris prises prenait"),
            ("fr", "comprendre", "comprend compris"),
            ("en", "army", "armies"),
            ("en", "vote", "votes voted voting"),
            ("en", "attack", "attacks attacked attacking"),
            ("en", "woman", "women"),
            ("en", "stop", "stops stopped stopping"),
            ("es", "nación", "naciones"),
            ("es", "votar", "vota votaron votado"),
            ("pt", "eleição", "eleicoes"),
            ("pt", "jornal", "jornais"),
            ("it", "ministro", "ministri"),
            ("de", "wahl", "wahlen"),
            ("de", "regierung", "regierungen"),
        ] {
            for form in forms.split(' ') {
                assert!(has(language, word, &[], form), "{language} {word}: {form}");
            }
        }
        assert!(has("fr", "votaient", &["voter"], "vote") && !has("fr", "votaient", &[], "vote"));
    }

    #[test]
    fn other_words_of_the_root_are_none() {
        let known = ["armer", "general", "policer"];
        for (word, others) in [
            ("armée", "arme armes armer"),
            ("général", "generalement generation"),
            ("mal", "mali malien"),
            ("tour", "toure touree"),
            ("gaz", "gaza"),
            ("salle", "sall"),
            ("police", "policy policies"),
            ("mer", "mere"),
            ("malaise", "malaisie"),
            ("mourir", "moura"),
            ("fois", "foi"),
            ("mais", "mai"),
        ] {
            for other in others.split(' ') {
                // They are French words; other grammars may have endings like these.
                assert!(!has("fr", word, &known, other), "{word}: {other}");
            }
        }
    }
}
