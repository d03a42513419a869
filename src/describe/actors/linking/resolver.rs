//! Works out who is who: of everybody, or of those of whom something is different and whoever that may concern.
//!
//! Names are weighed one after the other, the longest and most frequent first. What becomes of a name follows from those before it that may
//! be the same person's, and from who is joined with those. So where one name comes to another cluster, the names behind it that
//! may be the same as one in either are weighed again, and no others: the outcome is that of weighing all.

use super::keys;
use super::people::People;
use super::{Countries, LinkReason, Person, Who, ground, scripts};
use crate::describe::actors::names::{PersonName, same_person};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// When a name is weighed: by its length, how many articles have it, and its spelling.
type Turn = (Reverse<usize>, Reverse<u32>, (u32, String), Who);

/// So many names are kept ready at most.
const READY: usize = 50_000;
/// So many times the articles of the longest name has a shorter one by which somebody is known instead.
const FAR_MORE: u32 = 3;

/// The work of finding out who is who.
pub(super) struct Resolver<'p> {
    people: &'p mut People,
    names: HashMap<Who, Rc<PersonName>>,
    near: HashMap<Who, Rc<[Who]>>,
}

impl People {
    /// Everybody in this order of the identities, with the number of articles and their countries; who is who is worked out.
    pub fn resolved<'p>(people: impl Iterator<Item = (&'p str, u32, &'p Countries)>) -> People {
        let mut people = People::alone(people);
        Resolver::of(&mut people).everybody();
        people
    }

    /// Works out who is who where these people came, went, or stand in other articles.
    pub fn resolve(&mut self, changed: &BTreeSet<Who>) {
        Resolver::of(self).changed(changed);
    }
}

impl<'p> Resolver<'p> {
    /// Nothing is worked out yet.
    pub(super) fn of(people: &'p mut People) -> Resolver<'p> {
        Resolver {
            people,
            names: HashMap::new(),
            near: HashMap::new(),
        }
    }

    /// Works out who everybody is, of whom nobody is joined yet.
    pub(super) fn everybody(mut self) {
        let everybody = self.people.in_order();
        let (partial, full): (Vec<Who>, Vec<Who>) =
            everybody.into_iter().partition(|who| self.is_partial(*who));
        let mut turns: Vec<Turn> = full.iter().map(|who| self.turn(*who)).collect();
        turns.sort_unstable();
        let mut clusters = BTreeSet::new();
        for turn in turns {
            let first = self.first_of(&turn);
            self.put(turn.3, first);
            clusters.insert(first);
        }
        self.name(&clusters, &BTreeSet::new());
        partial.into_iter().for_each(|who| self.settle_partial(who));
    }

    /// Works out who is who where something is different of these people: they came, went, or stand in other articles.
    pub(super) fn changed(mut self, changed: &BTreeSet<Who>) {
        let (mut partial, full): (BTreeSet<Who>, BTreeSet<Who>) =
            changed.iter().copied().partition(|who| self.is_partial(*who));
        let mut clusters = BTreeSet::new();
        let mut queue = BTreeSet::new();
        for who in &full {
            let first = self.people.person(*who).cluster;
            clusters.insert(first);
            queue.extend(self.around(first, *who));
        }
        while let Some(turn) = queue.pop_first() {
            let (who, before) = (turn.3, self.people.person(turn.3).cluster);
            let now = self.first_of(&turn);
            if now != before {
                clusters.extend([before, now]);
                let around = self.around(before, who).into_iter().chain(self.around(now, who));
                queue.extend(around.filter(|other| *other > turn));
                self.put(who, now);
            }
        }
        let mut concerned = self.name(&clusters, &full);
        concerned.extend(full);
        for who in concerned {
            partial.extend(self.people.partial_of(who));
        }
        partial.into_iter().for_each(|who| self.settle_partial(who));
    }

    /// Somebody, the members of a cluster, and whoever may be the same as one of them, where articles name them.
    fn around(&mut self, first: Who, who: Who) -> Vec<Turn> {
        let mut members: BTreeSet<Who> = self.people.cluster(first).collect();
        members.insert(who);
        let mut around = members.clone();
        for member in members {
            around.extend(self.near(member).iter());
        }
        around.retain(|who| self.people.is_named(*who));
        around.into_iter().map(|who| self.turn(who)).collect()
    }

    /// The first name of the one cluster whose every name before this one agrees with it; its own where there is none.
    fn first_of(&mut self, turn: &Turn) -> Who {
        let mut clusters = BTreeSet::new();
        for other in self.near(turn.3).iter() {
            if self.turn(*other) < *turn {
                clusters.insert(self.people.person(*other).cluster);
            }
        }
        let mut matching = clusters.into_iter().filter(|first| self.takes(*first, turn));
        match (matching.next(), matching.next()) {
            (Some(only), None) => only,
            _ => turn.3,
        }
    }

    /// Whether the names of a cluster that come before a name agree with it.
    fn takes(&mut self, first: Who, turn: &Turn) -> bool {
        let (own, person) = (self.name_of(turn.3), self.people.person(turn.3));
        let mut company = Countries::default();
        for member in self.people.cluster(first).collect::<Vec<_>>() {
            if self.turn(member) >= *turn {
                continue;
            }
            if !same_person(&self.name_of(member), &own) {
                return false;
            }
            company.extend(&self.people.person(member).countries);
        }
        let ground = ground(&self.name_of(first), &own);
        let is_sure = ground == LinkReason::SameParts || company.meet(&person.countries);
        is_sure && (ground != LinkReason::Slip || person.articles <= self.people.person(first).articles)
    }

    fn put(&mut self, who: Who, first: Who) {
        let person = self.people.person(who);
        self.people.set(
            who,
            Person {
                cluster: first,
                ..person
            },
        );
    }

    /// Gives the members of clusters the identity by which each is known, and those in other scripts whom these and further names
    /// concern. Says who they are.
    fn name(&mut self, clusters: &BTreeSet<Who>, further: &BTreeSet<Who>) -> BTreeSet<Who> {
        let people = &*self.people;
        let members = clusters.iter().flat_map(|first| people.cluster(*first));
        let others = scripts::concerned(people, members.chain(further.iter().copied()));
        let identity = |first: &Who| {
            (
                *first,
                usual(people, scripts::latin_of(people, *first).unwrap_or(*first)),
            )
        };
        let identities: Vec<(Who, Who)> = clusters.union(&others).map(identity).collect();
        let mut named = BTreeSet::new();
        for (first, identity) in identities {
            for member in self.people.cluster(first).collect::<Vec<_>>() {
                let person = self.people.person(member);
                self.people.set(member, Person { identity, ..person });
                named.insert(member);
            }
        }
        named
    }

    /// Gives a partial name the identity of the one person whose name it may be, in the same company.
    fn settle_partial(&mut self, who: Who) {
        let person = self.people.person(who);
        let mut bearers = BTreeSet::new();
        for bearer in self.people.bearers(who) {
            bearers.insert(self.people.person(bearer).cluster);
            if bearers.len() > 1 {
                break;
            }
        }
        let only = bearers.pop_first().filter(|_| bearers.is_empty());
        let only = only.filter(|first| self.people.company(*first).meet(&person.countries));
        let identity = only.map_or(who, |first| self.people.person(first).identity);
        self.people.set(who, Person { identity, ..person });
    }

    /// The full names that may be the same person's as a full one.
    fn near(&mut self, who: Who) -> Rc<[Who]> {
        if let Some(near) = self.near.get(&who) {
            return near.clone();
        }
        let own = self.name_of(who);
        let found = keys::sought(&own)
            .into_iter()
            .flat_map(|key| self.people.under(key));
        let mut found: Vec<Who> = found.filter(|other| *other != who).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|other| {
            let name = self.people.name(*other);
            !name.is_partial() && (same_person(&name, &own) || same_person(&own, &name))
        });
        if self.near.len() > READY {
            self.near.clear();
        }
        let near: Rc<[Who]> = found.into();
        self.near.insert(who, near.clone());
        near
    }

    fn name_of(&mut self, who: Who) -> Rc<PersonName> {
        if self.names.len() > READY {
            self.names.clear();
        }
        let name = || Rc::new(self.people.name(who));
        self.names.entry(who).or_insert_with(name).clone()
    }

    fn is_partial(&self, who: Who) -> bool {
        self.people.name(who).is_partial()
    }

    fn turn(&mut self, who: Who) -> Turn {
        let length = self.name_of(who).len();
        let (place, id) = self.people.place(who);
        let articles = self.people.person(who).articles;
        (Reverse(length), Reverse(articles), (place, id.to_string()), who)
    }
}

/// The identity by which a cluster is known: its first name, unless a shorter one is far more common. What one page put before a name (*Nike
/// de Nicolás Maduro*) names nobody everywhere.
fn usual(people: &People, first: Who) -> Who {
    let is_spelled_out = |who: &Who| {
        let name = people.name(*who);
        name.parts().iter().all(|part| part.chars().count() > 2)
    };
    let by_use = |who: &Who| (people.person(*who).articles, Reverse(people.place(*who)));
    let usual = people.cluster(first).filter(is_spelled_out).max_by_key(by_use);
    let is_usual = |who: &Who| people.person(*who).articles >= FAR_MORE * people.person(first).articles;
    usual.filter(is_usual).unwrap_or(first)
}
