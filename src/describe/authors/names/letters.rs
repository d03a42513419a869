//! In which letters a name is told, where it is printed in capitals or in small ones alone.

use super::{NOT_AUTHORS, PARTICLES, is_given, is_noise};
use crate::text::{self, is_hyphen, is_joint};

/// A name whose words are printed in capitals, as bylines have them and databases the family names: *ANN BELL*, *Souleymane FAYE*. Numbers of
/// generations and initials without a vowel stay.
pub(super) fn in_usual_letters(name: &str) -> String {
    if text::words(name).count() < 2 {
        return name.to_string();
    }
    let usual = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let is_shouted = letters.clone().count() > 2 && letters.clone().all(char::is_uppercase);
        let is_number = letters.clone().all(|c| "IVX".contains(c));
        let is_spoken = text::folded(word).contains(['a', 'e', 'i', 'o', 'u', 'y']);
        match is_shouted && !is_number && is_spoken {
            true => word
                .to_lowercase()
                .split_inclusive(is_joint)
                .map(with_capitals)
                .collect(),
            false => word.to_string(),
        }
    };
    name.split_inclusive(' ').map(usual).collect()
}

/// A half of a name, with the capital behind *Mc*, and behind *Mac* where a given name follows: *MacDonald*, but *Machado*.
fn with_capitals(part: &str) -> String {
    let son = part
        .strip_prefix("mac")
        .filter(|rest| rest.chars().count() > 4 && is_given(rest) && !is_given(part));
    match (part.strip_prefix("mc"), son) {
        (Some(rest), _) if rest.chars().count() > 2 => format!("Mc{}", with_capital(rest)),
        (_, Some(rest)) => format!("Mac{}", with_capital(rest)),
        _ => with_capital(part),
    }
}

/// The name of somebody whom a page's own data write in small letters, as publishing systems keep their users: *ann bell*, *ann.bell*,
/// or of which they write the given name alone with a capital: *Ann bell*.
pub(crate) fn in_small_letters(name: &str) -> Option<String> {
    let words: Vec<&str> = name
        .split([' ', '.', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    let letters = |word: &&str| word.chars().skip(1).all(|c| c.is_lowercase() || is_hyphen(c));
    let small = words
        .iter()
        .skip(1)
        .all(|word| word.starts_with(char::is_lowercase));
    let known =
        words.first().is_some_and(|word| is_given(word)) || words.get(1).is_some_and(|word| is_given(word));
    let fits = (2..=4).contains(&words.len()) && words.iter().all(letters) && small && known;
    if !fits
        || is_noise(name)
        || words
            .iter()
            .any(|word| NOT_AUTHORS.contains(&word.to_lowercase()))
    {
        return None;
    }
    let capitalised = |word: &&str| match PARTICLES.contains(word) && word.len() > 1 {
        true => word.to_string(),
        false => word.split_inclusive(is_hyphen).map(with_capital).collect(),
    };
    Some(words.iter().map(capitalised).collect::<Vec<_>>().join(" "))
}

fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
