//! What is known of the people of an archive: what was packed, and over it what is different since.

use super::keys::{self, Key, skeleton_of};
use super::packed::{Packed, Packer};
use super::{Countries, LinkReason, Person, Who, ground};
use crate::describe::actors::names::{PersonName, stands_for};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The people of an archive, by their identities in its articles.
#[derive(Debug, Clone, Default)]
pub struct People {
    packed: Packed,
    changed: BTreeMap<Who, Person>,
    /// Identities and names of those who are not packed.
    new: Vec<(String, String)>,
    by_id: BTreeMap<String, Who>,
    new_keys: HashMap<Key, Vec<Who>>,
    /// Whose first name of the cluster, or whose identity in the archive, a person is or was since it was packed.
    new_ties: HashMap<Who, Vec<Who>>,
}

/// What is different of a person since the people were packed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Different {
    id: String,
    articles: u32,
    countries: Vec<u16>,
    cluster: String,
    identity: String,
}

impl People {
    /// Those who were packed.
    pub fn of(packed: Packed) -> People {
        People {
            packed,
            ..People::default()
        }
    }

    /// Everybody in this order of the identities, with the number of articles and their countries, each alone.
    pub(super) fn alone<'p>(people: impl Iterator<Item = (&'p str, u32, &'p Countries)>) -> People {
        let mut packer = Packer::default();
        for (who, (id, articles, countries)) in (0..).zip(people) {
            let name = name_of(id);
            let person = Person {
                articles,
                countries: *countries,
                cluster: who,
                identity: who,
            };
            packer.push(id, &name.parts().join(" "), &person);
            keys_of(id, &name)
                .into_iter()
                .for_each(|key| packer.key(key, who));
        }
        let packed = Packed::of(Arc::new(packer.finish()));
        People::of(packed.unwrap_or_default())
    }

    /// The same with what is different.
    pub fn with(mut self, changes: &[Different]) -> People {
        let everybody: Vec<Who> = changes.iter().map(|change| self.add(&change.id)).collect();
        for (who, change) in everybody.into_iter().zip(changes) {
            let person = Person {
                articles: change.articles,
                countries: Countries::of_numbers(change.countries.iter().copied()),
                cluster: self.find(&change.cluster).unwrap_or(who),
                identity: self.find(&change.identity).unwrap_or(who),
            };
            self.set(who, person);
        }
        self
    }

    /// What is different since they were packed.
    pub fn different(&self) -> Vec<Different> {
        let different = |(who, person): (&Who, &Person)| Different {
            id: self.id(*who).to_string(),
            articles: person.articles,
            countries: person.countries.numbers().collect(),
            cluster: self.id(person.cluster).to_string(),
            identity: self.id(person.identity).to_string(),
        };
        self.changed.iter().map(different).collect()
    }

    /// Those who are packed, without what is different.
    #[cfg(test)]
    pub fn base(&self) -> Packed {
        self.packed.clone()
    }

    /// Everybody, as a line each.
    #[cfg(test)]
    pub fn told(&self) -> Vec<String> {
        let told = |who: Who| {
            let person = self.person(who);
            let (cluster, identity) = (self.id(person.cluster), self.id(person.identity));
            let countries: Vec<u16> = person.countries.numbers().collect();
            let (id, articles, ground) = (self.id(who), person.articles, self.ground(who));
            format!("{id} {articles} {countries:?} {cluster} {identity} {ground:?}")
        };
        self.in_order().into_iter().map(told).collect()
    }

    /// Of how many people something is different.
    pub fn changed(&self) -> usize {
        self.changed.len()
    }

    /// How many are packed.
    pub fn packed(&self) -> usize {
        self.packed.count() as usize
    }

    /// Everybody, packed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let living = self.in_order();
        let places: HashMap<Who, Who> = living.iter().copied().zip(0..).collect();
        let place = |who: Who| places.get(&who).copied();
        let mut packer = Packer::default();
        for who in &living {
            let person = self.person(*who);
            let own = place(*who).unwrap_or(0);
            let cluster = place(person.cluster).unwrap_or(own);
            let identity = place(person.identity).unwrap_or(own);
            packer.push(
                self.id(*who),
                self.sounded(*who),
                &Person {
                    cluster,
                    identity,
                    ..person
                },
            );
        }
        let new = self
            .new_keys
            .iter()
            .flat_map(|(key, all)| all.iter().map(|who| (*key, *who)));
        for (key, who) in self.packed.all_keys().chain(new) {
            place(who).into_iter().for_each(|who| packer.key(key, who));
        }
        packer.finish()
    }

    /// Whoever stands in an article, in the order of the identities.
    pub fn in_order(&self) -> Vec<Who> {
        let mut new = self.by_id.iter().peekable();
        let mut all = Vec::with_capacity(self.packed() + self.new.len());
        for who in 0..self.packed.count() {
            let id = self.id(who);
            while let Some((_, new)) = new.next_if(|(new, _)| new.as_str() < id) {
                all.push(*new);
            }
            all.push(who);
        }
        all.extend(new.map(|(_, who)| *who));
        all.retain(|who| self.is_named(*who));
        all
    }

    /// The person of an identity.
    pub fn find(&self, id: &str) -> Option<Who> {
        self.packed.find(id).ok().or_else(|| self.by_id.get(id).copied())
    }

    /// The person of an identity, in no article if there was none.
    pub fn add(&mut self, id: &str) -> Who {
        if let Some(who) = self.find(id) {
            return who;
        }
        let who = self.packed.count() + self.new.len() as Who;
        let name = name_of(id);
        for key in keys_of(id, &name) {
            self.new_keys.entry(key).or_default().push(who);
        }
        self.new.push((id.to_string(), name.parts().join(" ")));
        self.by_id.insert(id.to_string(), who);
        self.set(
            who,
            Person {
                cluster: who,
                identity: who,
                ..Person::default()
            },
        );
        who
    }

    /// What is known of a person.
    pub fn person(&self, who: Who) -> Person {
        let changed = self.changed.get(&who).copied();
        changed.or_else(|| self.packed.person(who)).unwrap_or_default()
    }

    /// Whether some article names a person.
    pub fn is_named(&self, who: Who) -> bool {
        match self.changed.get(&who) {
            Some(person) => person.articles > 0,
            None => who < self.packed.count(),
        }
    }

    /// Puts something else in the place of what is known of a person.
    pub fn set(&mut self, who: Who, person: Person) {
        if self.person(who) == person {
            return;
        }
        for other in [person.cluster, person.identity] {
            let tied = self.new_ties.entry(other).or_default();
            if other != who && !tied.contains(&who) {
                tied.push(who);
            }
        }
        match self.packed.person(who) == Some(person) {
            true => self.changed.remove(&who),
            false => self.changed.insert(who, person),
        };
    }

    /// The identity of a person.
    pub fn id(&self, who: Who) -> &str {
        match who.checked_sub(self.packed.count()) {
            None => self.packed.id(who).unwrap_or_default(),
            Some(new) => self.new.get(new as usize).map_or("", |(id, _)| id),
        }
    }

    /// The name of a person.
    pub fn name(&self, who: Who) -> PersonName {
        PersonName::of_sounded(self.sounded(who))
    }

    fn sounded(&self, who: Who) -> &str {
        match who.checked_sub(self.packed.count()) {
            None => self.packed.name(who).unwrap_or_default(),
            Some(new) => self.new.get(new as usize).map_or("", |(_, name)| name),
        }
    }

    /// By what people stand in the order of their identities.
    pub fn place(&self, who: Who) -> (u32, &str) {
        match who.checked_sub(self.packed.count()) {
            None => (2 * who + 1, ""),
            Some(_) => {
                let id = self.id(who);
                (2 * self.packed.find(id).unwrap_or_else(|before| before), id)
            }
        }
    }

    /// Who is kept under a key, in whatever order.
    pub fn under(&self, key: Key) -> impl Iterator<Item = Who> {
        let new = self.new_keys.get(&key).into_iter().flatten().copied();
        let all = self.packed.under(key).chain(new);
        all.filter(|who| self.is_named(*who))
    }

    /// The people of a cluster: those who have its first name.
    pub fn cluster(&self, first: Who) -> impl Iterator<Item = Who> {
        self.tied(first)
            .filter(move |who| self.person(*who).cluster == first)
    }

    /// The countries beside the names of a cluster.
    pub fn company(&self, first: Who) -> Countries {
        let mut company = Countries::default();
        for member in self.cluster(first) {
            company.extend(&self.person(member).countries);
        }
        company
    }

    /// Those who are one in the archive.
    pub fn sources(&self, identity: Who) -> impl Iterator<Item = Who> {
        self.tied(identity)
            .filter(move |who| self.person(*who).identity == identity)
    }

    /// The full names that may be meant by a partial one.
    pub fn bearers(&self, who: Who) -> impl Iterator<Item = Who> {
        let partial = self.name(who);
        let keys = match partial.parts() {
            [only] if only.chars().nth(1).is_some() => vec![keys::bearer(only)],
            _ => keys::sought(&partial),
        };
        let found = keys.into_iter().flat_map(|key| self.under(key));
        found.filter(move |other| {
            let name = self.name(*other);
            !name.is_partial() && stands_for(&partial, &name)
        })
    }

    /// The partial names that may be short for a full one.
    pub fn partial_of(&self, who: Who) -> BTreeSet<Who> {
        let own = self.name(who);
        let alone = keys::telling(&own).map(keys::alone);
        let found = alone.chain(keys::sought(&own)).flat_map(|key| self.under(key));
        let is_short = |other: &Who| {
            let name = self.name(*other);
            name.is_partial() && stands_for(&name, &own)
        };
        let found = found.filter(|_| !own.is_partial());
        found.filter(is_short).collect()
    }

    /// Whether a name is partial and not known to be one person's.
    pub fn is_ambiguous(&self, who: Who) -> bool {
        self.person(who).identity == who && self.name(who).is_partial()
    }

    /// Why a person is who it is.
    pub fn ground(&self, who: Who) -> LinkReason {
        let (name, person) = (self.name(who), self.person(who));
        match name.is_partial() {
            true if person.identity == who => LinkReason::Ambiguous,
            true if name.len() > 1 => LinkReason::Initials,
            true => LinkReason::OnlyBearer,
            false if self.person(person.identity).cluster != person.cluster => LinkReason::Script,
            false => ground(&self.name(person.cluster), &name),
        }
    }

    fn tied(&self, who: Who) -> impl Iterator<Item = Who> {
        let packed = self
            .packed
            .tied_to(who)
            .filter(move |tied| !self.is_newly_tied(who, *tied));
        let new = self.new_ties.get(&who).into_iter().flatten().copied();
        let all = std::iter::once(who).chain(packed).chain(new);
        all.filter(|who| self.is_named(*who))
    }

    fn is_newly_tied(&self, who: Who, tied: Who) -> bool {
        self.new_ties.get(&who).is_some_and(|all| all.contains(&tied))
    }
}

/// The name of an identity: *person:?diarra* of *Diarra*.
fn name_of(id: &str) -> PersonName {
    PersonName::of(id.trim_start_matches("person:").trim_start_matches('?'))
}

/// Under what a person is kept.
fn keys_of(id: &str, name: &PersonName) -> Vec<Key> {
    let mut found = keys::kept(name);
    if name.is_partial() {
        if let [only] = name.parts() {
            found.push(keys::alone(only));
        }
        return found;
    }
    found.extend(keys::telling(name).map(keys::bearer));
    found.extend(skeleton_of(id).map(|(script, consonants)| keys::consonants(script, &consonants)));
    found.sort_unstable();
    found.dedup();
    found
}
