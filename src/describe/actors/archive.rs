//! Who is who across the archive: joins the people of all articles by their full names and their company, and says why.
//!
//! What comes out depends on the articles alone, not on the order in which they came: names are weighed in the order of
//! completeness, frequency and spelling, and a name joins only the one cluster whose every name agrees with it. Nothing is joined through
//! a chain of likenesses, and a bare family name that several bear is nobody's: its bearers are listed.

mod scripts;
mod sharing;
#[cfg(test)]
mod tests;

use super::names::{PersonName, one_slip, same_person, stands_for};
use crate::lexicon::actor_type::ActorType;
use sharing::Sharing;
use std::collections::BTreeMap;

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

/// Who a person of an article is in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The identity in the archive.
    pub id: String,
    /// Why it is this one.
    pub ground: Joined,
    /// Who else a bare name may be.
    pub candidates: Vec<String>,
}

/// Why an identity of an article is one of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
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

impl Joined {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Joined::SameName => "the same full name",
            Joined::SameParts => "the same parts of a full name",
            Joined::Initials => "initials of a full name, in articles on the same countries",
            Joined::Script => {
                "the only name with these consonants in another script, in articles on the same countries"
            }
            Joined::Slip => "a rarer spelling one letter apart, in articles on the same countries",
            Joined::OnlyBearer => "the only person of that name, in articles on the same countries",
            Joined::Ambiguous => "a part of a name that does not tell who is meant",
        }
    }
}

/// What is known of the people of an archive: for every identity of the articles how many they are, and beside which countries.
#[derive(Debug, Clone, Default)]
pub struct People {
    records: BTreeMap<String, Record>,
}

#[derive(Debug, Clone, Default)]
struct Record {
    articles: usize,
    countries: Countries,
}

impl People {
    /// Adds articles in which a person appears, with the countries that they name.
    pub fn add(&mut self, id: &str, articles: usize, countries: &Countries) {
        let record = match self.records.get_mut(id) {
            Some(record) => record,
            None => self.records.entry(id.to_string()).or_default(),
        };
        record.articles += articles;
        record.countries.extend(countries);
    }

    /// Who everybody is.
    pub fn resolved(&self) -> BTreeMap<String, Resolved> {
        let mut resolved = BTreeMap::new();
        let (partial, mut full): (Vec<Named>, Vec<Named>) =
            self.named().partition(|named| named.name.is_partial());
        let mut clusters = Clusters::of(&full);
        full.sort_by_key(|named| {
            (
                std::cmp::Reverse((named.name.len(), named.record.articles)),
                named.id,
            )
        });
        let joined: Vec<(usize, Joined)> = full.iter().map(|named| clusters.join(named)).collect();
        clusters.name();
        let latin = scripts::latin_of(&clusters.clusters);
        for (other, latin) in &latin {
            clusters.clusters[*other].id = clusters.clusters[*latin].id;
        }
        for (named, (cluster, ground)) in full.iter().zip(joined) {
            let ground = if latin.contains_key(&cluster) {
                Joined::Script
            } else {
                ground
            };
            let resolved_as = Resolved {
                id: clusters.clusters[cluster].id.to_string(),
                ground,
                candidates: Vec::new(),
            };
            resolved.insert(named.id.to_string(), resolved_as);
        }
        for named in &partial {
            resolved.insert(named.id.to_string(), clusters.bearer(named));
        }
        resolved
    }

    fn named(&self) -> impl Iterator<Item = Named<'_>> {
        self.records.iter().map(|(id, record)| Named {
            id,
            name: PersonName::of(id.trim_start_matches("person:").trim_start_matches('?')),
            record,
        })
    }
}

struct Named<'p> {
    id: &'p str,
    name: PersonName,
    record: &'p Record,
}

/// So many times the articles of the longest name has a shorter one by which somebody is known instead.
const FAR_MORE: usize = 3;

struct Clusters<'p> {
    clusters: Vec<Cluster<'p>>,
    sharing: Sharing,
}

struct Cluster<'p> {
    id: &'p str,
    articles: usize,
    names: Vec<PersonName>,
    /// Its identities, the longest name first, with the number of their articles.
    members: Vec<(&'p str, usize)>,
    countries: Countries,
}

impl<'p> Clusters<'p> {
    /// None yet of these names.
    fn of(names: &[Named]) -> Clusters<'p> {
        Clusters {
            clusters: Vec::new(),
            sharing: Sharing::of(names.iter().map(|named| &named.name)),
        }
    }

    /// Joins a full name to the one cluster whose every name agrees with it, or begins its own; which it is, and why.
    fn join(&mut self, named: &Named<'p>) -> (usize, Joined) {
        let mut matching: Vec<(usize, Joined)> = Vec::new();
        for at in self.sharing.with(&named.name) {
            let cluster = &self.clusters[at];
            if cluster.names.iter().all(|name| same_person(name, &named.name)) {
                let ground = ground(&cluster.names[0], &named.name);
                let sure = ground == Joined::SameParts || cluster.meets(named);
                let rarer = ground != Joined::Slip || named.record.articles <= cluster.articles;
                if sure && rarer {
                    matching.push((at, ground));
                }
            }
        }
        let (at, ground) = match matching[..] {
            [only] => only,
            _ => {
                self.clusters.push(Cluster::of(named));
                (self.clusters.len() - 1, Joined::SameName)
            }
        };
        let cluster = &mut self.clusters[at];
        cluster.names.push(named.name.clone());
        cluster.members.push((named.id, named.record.articles));
        cluster.countries.extend(&named.record.countries);
        self.sharing.keep(&named.name, at);
        (at, ground)
    }

    /// Gives every cluster the identity by which it is known: its longest name, unless a shorter one is far more common. What one page
    /// put before a name (*Nike de Nicolás Maduro*) names nobody everywhere.
    fn name(&mut self) {
        for cluster in &mut self.clusters {
            let Some((longest, in_articles)) = cluster.members.first().copied() else {
                continue;
            };
            let members = cluster.members.iter().zip(&cluster.names);
            let spelled_out =
                members.filter(|(_, name)| name.parts().iter().all(|part| part.chars().count() > 2));
            let usual = spelled_out.map(|(member, _)| member);
            let usual = usual.max_by_key(|(id, articles)| (*articles, std::cmp::Reverse(*id)));
            cluster.id = match usual {
                Some((usual, articles)) if *articles >= FAR_MORE * in_articles => usual,
                _ => longest,
            };
        }
    }

    /// The only person whose name a partial name may be, in the same company.
    fn bearer(&self, named: &Named) -> Resolved {
        let bearers: Vec<&Cluster> = self
            .sharing
            .with(&named.name)
            .into_iter()
            .map(|at| &self.clusters[at])
            .filter(|cluster| cluster.names.iter().any(|name| stands_for(&named.name, name)))
            .collect();
        match bearers[..] {
            [only] if only.meets(named) => Resolved {
                id: only.id.to_string(),
                ground: if named.name.len() > 1 {
                    Joined::Initials
                } else {
                    Joined::OnlyBearer
                },
                candidates: Vec::new(),
            },
            _ => Resolved {
                id: named.id.to_string(),
                ground: Joined::Ambiguous,
                candidates: bearers.iter().map(|cluster| cluster.id.to_string()).collect(),
            },
        }
    }
}

impl<'p> Cluster<'p> {
    fn of(named: &Named<'p>) -> Cluster<'p> {
        Cluster {
            id: named.id,
            articles: named.record.articles,
            names: Vec::new(),
            members: Vec::new(),
            countries: Countries::default(),
        }
    }

    /// Whether the articles of both name a country in common.
    fn meets(&self, named: &Named) -> bool {
        self.countries.meet(&named.record.countries)
    }
}

/// Why two names of one person agree.
fn ground(left: &PersonName, right: &PersonName) -> Joined {
    let slip = |part: &String| {
        !left.parts().contains(part) && left.parts().iter().any(|other| one_slip(part, other))
    };
    let unknown = |part: &&String| !left.parts().contains(part);
    if left == right {
        Joined::SameName
    } else if right.parts().iter().any(slip) {
        Joined::Slip
    } else if right.parts().iter().find(unknown).is_some() {
        Joined::Initials
    } else {
        Joined::SameParts
    }
}
