//! The parts of a person's name, as lists of references sort by them.

use super::names::{GENERATIONS, PARTICLES};

/// A name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameParts {
    /// What stands before the family name.
    pub given: String,
    /// The family name with its particles: `von Linden`, `ag Mohamed`.
    pub family: String,
    /// What tells a son from his father: `Jr.`.
    pub suffix: Option<String>,
}

impl NameParts {
    /// The parts of a name; nothing where it has one word only, or is written in a script whose names are not told apart by their last
    /// word. The family name is what is written in capitals beside words that are not (`DIARRA Oumar`), else the last word.
    pub fn of(name: &str) -> Option<NameParts> {
        if !name.chars().filter(|c| c.is_alphabetic()).all(has_case) {
            return None;
        }
        let mut words: Vec<&str> = name.split_whitespace().collect();
        let is_generation = |word: &&str| {
            let plain = word.trim_end_matches('.').to_lowercase();
            GENERATIONS.contains(&plain.as_str())
        };
        let suffix = words
            .last()
            .filter(|_| words.len() > 2)
            .copied()
            .filter(is_generation);
        words.truncate(words.len() - usize::from(suffix.is_some()));
        let (start, end) = shouted(&words).unwrap_or((after_given(&words)?, words.len()));
        let given: Vec<&str> = [&words[..start], &words[end..]].concat();
        let parts = NameParts {
            given: given.join(" "),
            family: words[start..end].join(" ").trim_end_matches(',').into(),
            suffix: suffix.map(str::to_string),
        };
        (!parts.given.is_empty() && !parts.family.is_empty()).then_some(parts)
    }
}

/// Whether a letter is of a script with capitals (Latin, Cyrillic, Greek …).
fn has_case(letter: char) -> bool {
    letter.is_uppercase() || letter.is_lowercase()
}

/// The one run of words in capitals, where other words are not in capitals.
fn shouted(words: &[&str]) -> Option<(usize, usize)> {
    let is_shouted = |word: &&str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !word.contains('.')
            && word.chars().all(|c| !c.is_lowercase())
    };
    let start = words.iter().position(is_shouted)?;
    let end = words.iter().rposition(is_shouted)? + 1;
    let is_run = words[start..end].iter().all(is_shouted);
    (is_run && end - start < words.len()).then_some((start, end))
}

/// Where the family name begins: at the last word, or at the particles before it.
fn after_given(words: &[&str]) -> Option<usize> {
    let mut start = words.len().checked_sub(1)?;
    while start > 0 && PARTICLES.contains(&words[start - 1]) {
        start -= 1;
    }
    Some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_sorted_by_its_family_name() {
        for (name, family, given, suffix) in [
            ("Oumar Diarra", "Diarra", "Oumar", None),
            ("Moussa ag Assarid", "ag Assarid", "Moussa", None),
            ("Jan van der Berg", "van der Berg", "Jan", None),
            ("DIARRA Oumar", "DIARRA", "Oumar", None),
            ("Oumar Issa BA DIALLO", "BA DIALLO", "Oumar Issa", None),
            ("John F. Campbell Jr.", "Campbell", "John F.", Some("Jr.")),
            ("Иван Петров", "Петров", "Иван", None),
        ] {
            let parts = NameParts::of(name).expect(name);
            let found = (&*parts.family, &*parts.given, parts.suffix.as_deref());
            assert_eq!(found, (family, given, suffix), "{name}");
        }
        for whole in ["Kazoura", "محمد علي", "김 민수", "van der Berg", ""] {
            assert_eq!(NameParts::of(whole), None, "{whole}");
        }
    }
}
