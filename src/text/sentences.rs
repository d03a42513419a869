//! Where sentences begin and end.

use std::ops::Range;

/// The sentences of a text, in bytes: up to a full stop, a question or an exclamation mark before a capital, or an empty line.
/// An initial or a short abbreviation (`M. Keïta`, `J.-B.`) ends none.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = end_of(text, start);
        let sentence = start..end;
        start = end;
        Some(sentence)
    })
}

fn end_of(text: &str, start: usize) -> usize {
    let (mut word, mut spoken) = (start, false);
    for (place, c) in text[start..].char_indices() {
        let here = start + place;
        let next = here + c.len_utf8();
        let rest = &text[next..];
        match c {
            '\n' if spoken && rest.starts_with('\n') => return next + 1,
            '。' | '؟' | '۔' | '।' => return next,
            '.' if !is_abbreviation(&text[word..here]) && begins_sentence(rest) => return next,
            '!' | '?' | '…' if begins_sentence(rest) => return next,
            _ => {}
        }
        if !c.is_alphanumeric() {
            word = next;
        }
        spoken |= !c.is_whitespace();
    }
    text.len()
}

/// Whether a word before a full stop is an initial or a short form with a capital (`M.`, `Dr.`, `Gen.`).
fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let rest = chars.as_str();
    rest.is_empty() || capital && rest.chars().count() <= 2 && rest.chars().all(char::is_lowercase)
}

/// Whether what follows the mark is white space, perhaps quotes, and a capital or a digit.
fn begins_sentence(rest: &str) -> bool {
    let trimmed = rest.trim_start_matches(['"', '»', '”', '’', ')', '\u{a0}', '\u{202f}']);
    let after = trimmed.trim_start();
    let first = after
        .trim_start_matches(['"', '«', '“', '‘', '(', '—', '–', '-', ' ', '\u{a0}', '\u{202f}'])
        .chars()
        .next();
    after.len() < trimmed.len()
        && first.is_none_or(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase() && c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_end() {
        let text = "M. Keïta est là. Le 3.5 % ? Oui ! « Non. » dit-il. Fin…\n\nTitre sans point";
        let found: Vec<&str> = sentences(text).map(|range| text[range].trim()).collect();
        assert_eq!(
            found,
            [
                "M. Keïta est là.",
                "Le 3.5 % ?",
                "Oui !",
                "« Non. » dit-il.",
                "Fin…",
                "Titre sans point"
            ]
        );
        assert_eq!(sentences("").count(), 0);
    }
}
