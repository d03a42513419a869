//! The names of people in the form in which a list would have them: *Jan Wilk* for *Jana Wilka*, *Müller* for *Müllers*.

use crate::lexicon::Lexicon;
use crate::lexicon::declined::listed_forms;
use crate::text::{folded, words};
use std::collections::{HashMap, HashSet};

/// The names of a text as a list would have them. A word is a case of a form that stands in another name of the text, or of a given name
/// that is known where the word itself is none; any other is left as it is printed.
pub(crate) fn listed(names: &[&str], language: Option<&str>, lexicon: &Lexicon) -> Vec<String> {
    let mut printed: HashSet<String> = HashSet::new();
    for word in names.iter().flat_map(|name| words(name)) {
        printed.insert(word.text.to_lowercase());
    }
    let mut settled: HashMap<String, Option<String>> = HashMap::new();
    for word in &printed {
        settled.insert(word.clone(), listed_word(word, &printed, language, lexicon));
    }
    names
        .iter()
        .map(|name| with_listed_words(name, &settled))
        .collect()
}

fn listed_word(
    word: &str,
    printed: &HashSet<String>,
    language: Option<&str>,
    lexicon: &Lexicon,
) -> Option<String> {
    let forms = listed_forms(language, word);
    let given = |word: &str| lexicon.given_names.has(word) || lexicon.given_names_world.has(word);
    let of_text = forms.iter().find(|form| *form != word && printed.contains(*form));
    let known = || {
        forms
            .iter()
            .find(|form| given(form) && folded(form) != folded(word))
    };
    of_text
        .or_else(|| if given(word) { None } else { known() })
        .cloned()
}

/// A name with the listed forms in the place of its words, each with a capital where the word has one.
fn with_listed_words(name: &str, settled: &HashMap<String, Option<String>>) -> String {
    let mut out = String::with_capacity(name.len());
    let mut end = 0;
    for word in words(name) {
        out.push_str(&name[end..word.start]);
        end = word.end;
        match settled.get(&word.text.to_lowercase()) {
            Some(Some(form)) if word.text.starts_with(char::is_uppercase) => {
                let mut letters = form.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(letters.as_str());
            }
            _ => out.push_str(word.text),
        }
    }
    out.push_str(&name[end..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_one_name_have_one_form() {
        let found = |language, names: &[&str]| listed(names, Some(language), Lexicon::built_in());
        assert_eq!(
            found("pl", &["Jan Wilk", "Jana Wilka", "Wilkowi"]),
            ["Jan Wilk", "Jan Wilk", "Wilk"]
        );
        assert_eq!(
            found("de", &["Jörg Müller", "Müllers"]),
            ["Jörg Müller", "Müller"]
        );
        assert_eq!(found("fr", &["Charles Diarra"]), ["Charles Diarra"]);
    }
}
