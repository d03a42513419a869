//! Which of many words somebody may have meant.

use super::folded;

/// A word that shares this much with what was typed may be meant; less is another word.
const LIKE: f64 = 0.66;
/// A beginning of so many letters is an abbreviation (`lang` of `language`).
const BEGINNING: usize = 4;

/// The candidate that is most like a word, accents and case apart; the first of equals, and none where nothing is like it.
///
/// Likeness is the Damerau–Levenshtein distance (optimal string alignment) over the length of the longer word.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = folded(word);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = likeness(&word, &folded(candidate));
        if likeness >= LIKE && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn likeness(word: &str, other: &str) -> f64 {
    let begins = |long: &str, short: &str| short.chars().count() >= BEGINNING && long.starts_with(short);
    let distance = match strsim::osa_distance(word, other) {
        0 => return 1.0,
        distance => distance as f64,
    };
    let longer = word.chars().count().max(other.chars().count()) as f64;
    let shared = 1.0 - distance / longer;
    match begins(word, other) || begins(other, word) {
        true => shared.max(LIKE),
        false => shared,
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_the_word() {
        let words = ["author", "lang", "outlet", "Ouagadougou", "Kazura"];
        for (typed, meant) in [
            ("autor", Some("author")),
            ("language", Some("lang")),
            ("outlets", Some("outlet")),
            ("Wagadougou", Some("Ouagadougou")),
            ("Kazoura", Some("Kazura")),
            ("kazuar", Some("Kazura")),
            ("foo", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, words), meant, "{typed}");
        }
    }
}
