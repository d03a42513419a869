//! Who is who across the archive: joins the people of all articles by their full names and their company, and says why.
//!
//! What comes out depends on the articles alone, not on the order in which they came: names are weighed in the order of
//! completeness, frequency and spelling, and a name joins only the one cluster whose every name agrees with it. Nothing is joined through
//! a chain of likenesses, and a bare family name that several bear is nobody's: its bearers are listed.

mod keys;
mod packed;
mod people;
mod resolver;
mod scripts;
#[cfg(test)]
pub(crate) mod sequences;
#[cfg(test)]
mod tests;

use super::names::{PersonName, one_slip};
use crate::lexicon::actor_type::ActorType;
pub(crate) use packed::Packed;
pub(crate) use people::{Different, People};

/// A set of countries, by the two letters of their codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Countries([u64; 11]);

impl Countries {
    /// Adds the country of an identity: `country:ML`. Others are left out.
    pub fn insert(&mut self, id: &str) {
        if let Some((ActorType::Country, code)) = ActorType::parted(id)
            && let [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] = code.as_bytes()
        {
            let number = usize::from(first - b'A') * 26 + usize::from(second - b'A');
            self.0[number / 64] |= 1 << (number % 64);
        }
    }

    /// The countries of these numbers; what is none is left out.
    pub fn of_numbers(numbers: impl Iterator<Item = u16>) -> Countries {
        let mut countries = Countries::default();
        for number in numbers {
            if let Some(bits) = countries.0.get_mut(usize::from(number / 64)) {
                *bits |= 1 << (number % 64);
            }
        }
        countries
    }

    /// Their numbers, in order.
    pub fn numbers(&self) -> impl Iterator<Item = u16> {
        let all = (0..).zip(self.0);
        all.flat_map(|(place, bits)| {
            let own = (0..64).filter(move |bit| bits & (1 << bit) != 0);
            own.map(move |bit| place * 64 + bit)
        })
    }

    /// Adds all countries of another set.
    pub fn extend(&mut self, others: &Countries) {
        self.0
            .iter_mut()
            .zip(others.0)
            .for_each(|(own, other)| *own |= other);
    }

    /// Whether a country stands in both.
    pub fn meet(&self, others: &Countries) -> bool {
        self.0.iter().zip(others.0).any(|(own, other)| own & other != 0)
    }
}

/// Why an identity of an article is one of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkReason {
    /// It is the same name.
    SameName,
    /// It has the same parts in another order, or fewer of them.
    SameParts,
    /// It is written with initials.
    Initials,
    /// It is written in another script with the same consonants.
    Script,
    /// It is a rarer spelling, one letter apart.
    Slip,
    /// It is a part of the name of one person alone.
    OnlyBearer,
    /// It is a part of several names, or of none.
    Ambiguous,
}

impl LinkReason {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            LinkReason::SameName => "the same full name",
            LinkReason::SameParts => "the same parts of a full name",
            LinkReason::Initials => "initials of a full name, in articles on the same countries",
            LinkReason::Script => {
                "the only name with these consonants in another script, in articles on the same countries"
            }
            LinkReason::Slip => "a rarer spelling one letter apart, in articles on the same countries",
            LinkReason::OnlyBearer => "the only person of that name, in articles on the same countries",
            LinkReason::Ambiguous => "a part of a name that does not tell who is meant",
        }
    }
}

/// A person among those of an archive.
pub(crate) type Who = u32;

/// What is known of a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Person {
    /// How many articles name it.
    pub articles: u32,
    /// The countries that stand beside it.
    pub countries: Countries,
    /// The first name of those with which it is joined; of a partial name, itself.
    pub cluster: Who,
    /// Who it is in the archive.
    pub identity: Who,
}

/// Why two names of one person agree.
fn ground(left: &PersonName, right: &PersonName) -> LinkReason {
    let slip = |part: &String| {
        !left.parts().contains(part) && left.parts().iter().any(|other| one_slip(part, other))
    };
    let unknown = |part: &&String| !left.parts().contains(part);
    if left == right {
        LinkReason::SameName
    } else if right.parts().iter().any(slip) {
        LinkReason::Slip
    } else if right.parts().iter().find(unknown).is_some() {
        LinkReason::Initials
    } else {
        LinkReason::SameParts
    }
}
