//! Which clusters of names are worth comparing with a name: those that share a part of it, and where many names have that
//! part, another part too.

use crate::describe::actors::names::PersonName;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A part that more names have (a frequent given name) is not enough to compare two of them: they must be alike in another.
const COMMON: u32 = 100;

/// The clusters, by the parts of their names.
pub struct Sharing {
    /// How many names have a part.
    frequency: HashMap<String, u32>,
    /// The clusters whose names have a part.
    by_part: HashMap<String, Vec<usize>>,
    /// The clusters whose names have a common part and beside it a part of this look, by the hash of both.
    by_pair: HashMap<u64, Vec<usize>>,
}

impl Sharing {
    /// No clusters yet of these names.
    pub fn of<'n>(names: impl Iterator<Item = &'n PersonName>) -> Sharing {
        let mut frequency = HashMap::new();
        for part in names.flat_map(PersonName::parts) {
            *frequency.entry(part.clone()).or_default() += 1;
        }
        Sharing {
            frequency,
            by_part: HashMap::new(),
            by_pair: HashMap::new(),
        }
    }

    /// Makes a cluster found by a name.
    pub fn keep(&mut self, name: &PersonName, at: usize) {
        let note = |list: &mut Vec<usize>| {
            if list.last() != Some(&at) {
                list.push(at);
            }
        };
        for (part, others) in parts(name) {
            note(self.by_part.entry(part.to_string()).or_default());
            if self.is_common(part) {
                for look in others.flat_map(Look::kept) {
                    note(self.by_pair.entry(look.beside(part)).or_default());
                }
            }
        }
    }

    /// The clusters that share a part with a name, and another where the part is common, in order.
    pub fn with(&self, name: &PersonName) -> Vec<usize> {
        let mut found = BTreeSet::new();
        for (part, others) in parts(name).filter(|(part, _)| part.chars().nth(1).is_some()) {
            if name.len() == 1 || !self.is_common(part) {
                found.extend(self.by_part.get(part).into_iter().flatten());
                continue;
            }
            for look in others.flat_map(Look::sought) {
                found.extend(self.by_pair.get(&look.beside(part)).into_iter().flatten());
            }
        }
        found.into_iter().collect()
    }

    fn is_common(&self, part: &str) -> bool {
        self.frequency.get(part).is_some_and(|names| *names > COMMON)
    }
}

/// What two parts of names have in common when one may be the other's spelling or initial.
#[derive(Hash)]
enum Look {
    /// All letters, or all but one.
    Letters(String),
    /// The first letter of any part.
    Initial(char),
    /// The first letter of a part that may be an initial or several.
    Abbreviation(char),
}

/// The longest part that may be initials.
const ABBREVIATION: usize = 4;

impl Look {
    /// The part as it is and with any one letter left out: what is one slip apart has one of them in common.
    fn letters(part: &str) -> impl Iterator<Item = Look> {
        let without = |(at, c): (usize, char)| format!("{}{}", &part[..at], &part[at + c.len_utf8()..]);
        let shortened = part.char_indices().map(without);
        std::iter::once(part.to_string())
            .chain(shortened)
            .map(Look::Letters)
    }

    /// Under what a part is kept.
    fn kept(part: &str) -> impl Iterator<Item = Look> {
        let initial = part.chars().next().map(Look::Initial);
        let abbreviation = abbreviation(part).map(Look::Abbreviation);
        Look::letters(part).chain(initial).chain(abbreviation)
    }

    /// Under what the parts that may be the same are found.
    fn sought(part: &str) -> impl Iterator<Item = Look> {
        let initial = abbreviation(part).map(Look::Initial);
        let abbreviation = part.chars().next().map(Look::Abbreviation);
        Look::letters(part).chain(initial).chain(abbreviation)
    }

    fn beside(&self, part: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (part, self).hash(&mut hasher);
        hasher.finish()
    }
}

/// The first letter of what may be initials.
fn abbreviation(part: &str) -> Option<char> {
    part.chars()
        .next()
        .filter(|_| part.chars().nth(ABBREVIATION).is_none())
}

/// Every part of a name with the others.
fn parts(name: &PersonName) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    let others = |place| {
        let others = name
            .parts()
            .iter()
            .enumerate()
            .filter(move |(other, _)| *other != place);
        others.map(|(_, part)| part.as_str())
    };
    let placed = name.parts().iter().enumerate();
    placed.map(move |(place, part)| (part.as_str(), others(place)))
}
