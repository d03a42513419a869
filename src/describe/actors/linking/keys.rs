//! Under what names are kept, so that those that may be one person's are found without a look at all others: a part of each, and beside
//! it what two spellings of another part have in common. Which names are compared depends on the two of them alone.

use crate::describe::actors::names::PersonName;
use crate::describe::actors::skeleton::{Script, skeleton};
use crate::hash::{fnv64, xor_folded};
use crate::lexicon::actor_type::ActorType;
use std::borrow::Cow;

/// A key is the hash of what it stands for.
pub(super) type Key = u32;

/// The longest part that may be initials.
const ABBREVIATION: usize = 4;
/// From so many letters on a beginning or an end of three letters stands for a part, up to so many one of two.
const LONG: usize = 6;

/// Under what a full name is kept that has a part, for those who bear it alone.
pub(super) fn bearer(part: &str) -> Key {
    hashed(&["bearer", part])
}

/// Under what a name of one part is kept.
pub(super) fn alone(part: &str) -> Key {
    hashed(&["alone", part])
}

/// Under what the names of a script are kept that have some consonants.
pub(super) fn consonants(script: Script, consonants: &str) -> Key {
    let script = match script {
        Script::Latin => "latin",
        Script::Cyrillic => "cyrillic",
        Script::Arabic => "arabic",
    };
    hashed(&[script, consonants])
}

/// The parts of a name that are no single letters.
pub(super) fn telling(name: &PersonName) -> impl Iterator<Item = &str> {
    let parts = name.parts().iter().map(String::as_str);
    parts.filter(|part| part.chars().nth(1).is_some())
}

/// Under what a name of several parts is kept.
pub(super) fn kept(name: &PersonName) -> Vec<Key> {
    pairs(name, Look::kept)
}

/// Under what those are kept that have a part in common with a name, and another that may be the same.
pub(super) fn sought(name: &PersonName) -> Vec<Key> {
    pairs(name, Look::sought)
}

fn pairs(name: &PersonName, looks: fn(&str) -> Vec<Look>) -> Vec<Key> {
    let mut keys = Vec::new();
    for (place, part) in name.parts().iter().enumerate() {
        if part.chars().nth(1).is_some() {
            for beside in beside(name, place) {
                keys.extend(looks(&beside).iter().map(|look| look.beside(part)));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The parts beside one of a name, and two neighbours of them written as one: Abdel Fettah, Abdelfettah.
fn beside(name: &PersonName, place: usize) -> impl Iterator<Item = Cow<'_, str>> {
    let parts = name.parts();
    let others = move |from: usize, length: usize| !(from..from + length).contains(&place);
    let single = parts.iter().enumerate().filter(move |(at, _)| others(*at, 1));
    let joined = parts.windows(2).enumerate().filter(move |(at, _)| others(*at, 2));
    let single = single.map(|(_, part)| Cow::Borrowed(part.as_str()));
    single.chain(joined.map(|(_, two)| Cow::Owned(two.concat())))
}

/// What two parts of names have in common when one may be the other's spelling or initial. A slip leaves the beginning or the end of a
/// part as it was.
enum Look<'p> {
    /// Its first letters.
    Beginning(&'p str),
    /// Its last letters.
    End(&'p str),
    /// The first letter of any part.
    Initial(&'p str),
    /// The first letter of a part that may be an initial or several.
    Abbreviation(&'p str),
}

impl Look<'_> {
    /// Under what a part is kept.
    fn kept(part: &str) -> Vec<Look<'_>> {
        let mut looks = Look::of_spelling(part);
        looks.push(Look::Initial(first(part, 1)));
        if is_short(part) {
            looks.push(Look::Abbreviation(first(part, 1)));
        }
        looks
    }

    /// Under what the parts that may be the same are found.
    fn sought(part: &str) -> Vec<Look<'_>> {
        let mut looks = Look::of_spelling(part);
        looks.push(Look::Abbreviation(first(part, 1)));
        if is_short(part) {
            looks.push(Look::Initial(first(part, 1)));
        }
        looks
    }

    fn of_spelling(part: &str) -> Vec<Look<'_>> {
        let letters = part.chars().count();
        let lengths = [(2, letters <= LONG), (3, letters >= LONG)];
        let lengths = lengths.into_iter().filter(|(_, fits)| *fits);
        let ends = |(length, _)| {
            [
                Look::Beginning(first(part, length)),
                Look::End(last(part, length)),
            ]
        };
        lengths.flat_map(ends).collect()
    }

    fn beside(&self, part: &str) -> Key {
        let (kind, letters) = match self {
            Look::Beginning(letters) => ("beginning", letters),
            Look::End(letters) => ("end", letters),
            Look::Initial(letter) => ("initial", letter),
            Look::Abbreviation(letter) => ("abbreviation", letter),
        };
        hashed(&[kind, part, letters])
    }
}

fn is_short(part: &str) -> bool {
    part.chars().nth(ABBREVIATION).is_none()
}

fn first(part: &str, letters: usize) -> &str {
    let end = part.char_indices().nth(letters);
    &part[..end.map_or(part.len(), |(end, _)| end)]
}

fn last(part: &str, letters: usize) -> &str {
    let start = part.char_indices().rev().nth(letters - 1);
    &part[start.map_or(0, |(start, _)| start)..]
}

/// A hash that is the same on every machine (FNV-1a, folded).
fn hashed(texts: &[&str]) -> Key {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    xor_folded(fnv64(bytes)) as Key
}

/// The script of an identity and the consonants of its name.
pub(super) fn skeleton_of(id: &str) -> Option<(Script, String)> {
    let (_, name) = ActorType::parted(id)?;
    skeleton(&name.replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::actors::names::same_person;

    #[test]
    fn names_of_one_person_share_a_key() {
        for (left, right) in [
            ("Jean Bosco Kazura", "JB Kazura"),
            ("Jean Bosco Kazura", "J. B. Kazura"),
            ("Jean Bosco Kazura", "Jezn Bosco Kazura"),
            ("Jean Bosco Kazura", "Kazura Jean Bosco"),
            ("Paul Kagame", "Paul Lagame"),
            ("Paul Kagame", "Paul Akgame"),
            ("Issa Kone", "Issa Knoe"),
            ("Emmanuel Macron", "Emmenuel Macron"),
            ("Emmanuel Zoungrana", "Emmanuel Zongrana"),
            ("Ousmane Dillo", "Ousmane Dillo Hassane"),
            ("Abdel Vettah Ould Tolba", "Abdelfettah Ould Tolba"),
            ("JC Tambwe", "Jean-Claude Tambwe Kasong"),
            ("Ibrahim Boubacar Keïta", "Ibrahim Keita"),
            ("Moussa Konaté", "Moussa Konatée"),
            ("Moussa Kantao", "Moussa Kanato"),
            ("Salma Abdel Nourine", "Salma Abdelnourine"),
            ("Abdel Nourine Salma", "Abdelnourine Salma"),
        ] {
            let names = [PersonName::of(left), PersonName::of(right)];
            assert!(same_person(&names[0], &names[1]), "{left} / {right}");
            for [one, other] in [[0, 1], [1, 0]] {
                let kept = kept(&names[one]);
                let found = sought(&names[other]).iter().any(|key| kept.contains(key));
                assert!(found, "{left} / {right}");
            }
        }
    }

    #[test]
    fn a_common_given_name_alone_is_no_key() {
        let kept = kept(&PersonName::of("Moussa Kagnassi"));
        let sought = sought(&PersonName::of("Moussa Traoré"));
        assert!(!sought.iter().any(|key| kept.contains(key)));
    }
}
