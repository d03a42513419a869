//! Who is who across the archive: joins the people of all articles by their full names and their company, and says why.
//!
//! What comes out depends on the articles alone, not on the order in which they came: names are weighed in the order of
//! completeness, frequency and spelling, and a name joins only the one cluster whose every name agrees with it. Nothing is joined through
//! a chain of likenesses, and a bare family name that several bear is nobody's: its bearers are listed.

use super::names::{PersonName, one_slip, same_person, stands_for};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A person of one article, as its page names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The identity in the article: `person:jb-kazura`, `person:?diarra`.
    pub id: String,
    /// The name in the article.
    pub name: String,
    /// The countries that the article names.
    pub countries: BTreeSet<String>,
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
            Joined::Slip => "a rarer spelling one letter apart, in articles on the same countries",
            Joined::OnlyBearer => "the only person of that name, in articles on the same countries",
            Joined::Ambiguous => "a part of a name that does not tell who is meant",
        }
    }
}

/// What is known of the people of an archive. Sightings come and go one by one.
#[derive(Debug, Clone, Default)]
pub struct People {
    records: BTreeMap<String, Record>,
}

#[derive(Debug, Clone, Default)]
struct Record {
    name: String,
    articles: usize,
    countries: BTreeMap<String, usize>,
}

impl People {
    /// Adds a person of an article.
    pub fn add(&mut self, sighting: &Sighting) {
        let record = self.records.entry(sighting.id.clone()).or_default();
        if record.name.is_empty() || sighting.name < record.name {
            record.name.clone_from(&sighting.name);
        }
        record.articles += 1;
        for country in &sighting.countries {
            *record.countries.entry(country.clone()).or_default() += 1;
        }
    }

    /// Takes a person of an article away again.
    pub fn remove(&mut self, sighting: &Sighting) {
        let Some(record) = self.records.get_mut(&sighting.id) else {
            return;
        };
        record.articles = record.articles.saturating_sub(1);
        for country in &sighting.countries {
            if let Some(count) = record.countries.get_mut(country) {
                *count = count.saturating_sub(1);
            }
        }
        if record.articles == 0 {
            self.records.remove(&sighting.id);
        }
    }

    /// Who everybody is.
    pub fn resolved(&self) -> BTreeMap<String, Resolved> {
        let mut clusters = Clusters::default();
        let mut resolved = BTreeMap::new();
        let (partial, mut full): (Vec<Named>, Vec<Named>) =
            self.named().partition(|named| named.name.is_partial());
        full.sort_by_key(|named| {
            (
                std::cmp::Reverse((named.name.len(), named.record.articles)),
                named.id,
            )
        });
        for named in &full {
            resolved.insert(named.id.to_string(), clusters.join(named));
        }
        for named in &partial {
            resolved.insert(named.id.to_string(), clusters.bearer(named));
        }
        resolved
    }

    fn named(&self) -> impl Iterator<Item = Named<'_>> {
        self.records.iter().map(|(id, record)| Named {
            id,
            name: PersonName::of(&record.name),
            record,
        })
    }
}

struct Named<'p> {
    id: &'p str,
    name: PersonName,
    record: &'p Record,
}

#[derive(Default)]
struct Clusters<'p> {
    clusters: Vec<Cluster<'p>>,
    /// The clusters whose names have a part.
    by_part: HashMap<String, Vec<usize>>,
}

struct Cluster<'p> {
    id: &'p str,
    articles: usize,
    names: Vec<PersonName>,
    countries: BTreeSet<&'p str>,
}

impl<'p> Clusters<'p> {
    /// Joins a full name to the one cluster whose every name agrees with it, or begins its own.
    fn join(&mut self, named: &Named<'p>) -> Resolved {
        let mut matching: Vec<(usize, Joined)> = Vec::new();
        for at in self.sharing(&named.name) {
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
        cluster
            .countries
            .extend(named.record.countries.keys().map(String::as_str));
        for part in named.name.parts() {
            let sharing = self.by_part.entry(part.clone()).or_default();
            if !sharing.contains(&at) {
                sharing.push(at);
            }
        }
        Resolved {
            id: self.clusters[at].id.to_string(),
            ground,
            candidates: Vec::new(),
        }
    }

    /// The only person whose name a partial name may be, in the same company.
    fn bearer(&self, named: &Named) -> Resolved {
        let bearers: Vec<&Cluster> = self
            .sharing(&named.name)
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

    /// The clusters that share a part with a name, in order.
    fn sharing(&self, name: &PersonName) -> Vec<usize> {
        let sharing = name.parts().iter().filter(|part| part.chars().nth(1).is_some());
        let found: BTreeSet<usize> = sharing
            .filter_map(|part| self.by_part.get(part))
            .flatten()
            .copied()
            .collect();
        found.into_iter().collect()
    }
}

impl<'p> Cluster<'p> {
    fn of(named: &Named<'p>) -> Cluster<'p> {
        Cluster {
            id: named.id,
            articles: named.record.articles,
            names: Vec::new(),
            countries: BTreeSet::new(),
        }
    }

    /// Whether the articles of both name a country in common.
    fn meets(&self, named: &Named) -> bool {
        named
            .record
            .countries
            .keys()
            .any(|country| self.countries.contains(country.as_str()))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(id: &str, name: &str, countries: &[&str]) -> Sighting {
        Sighting {
            id: format!("person:{id}"),
            name: name.into(),
            countries: countries.iter().map(|code| format!("country:{code}")).collect(),
        }
    }

    fn archive() -> Vec<Sighting> {
        vec![
            sighting("oumar-diarra", "Oumar Diarra", &["ML", "RW"]),
            sighting("alou-boi-diarra", "Alou Boï Diarra", &["ML", "RU"]),
            sighting("?diarra", "Diarra", &["ML"]),
            sighting("jean-bosco-kazura", "Jean Bosco Kazura", &["RW", "ML"]),
            sighting("jean-bosco-kazura", "Jean Bosco Kazura", &["RW"]),
            sighting("jb-kazura", "JB Kazura", &["RW"]),
            sighting("jezn-bosco-kazura", "Jezn Bosco Kazura", &["RW"]),
            sighting("kazura-jean-bosco", "Kazura Jean Bosco", &["FR"]),
            sighting("?kazura", "Kazura", &["RW"]),
            sighting("paul-kagame", "Paul Kagame", &["RW"]),
            sighting("paul-kagame", "Paul Kagamé", &["RW"]),
        ]
    }

    fn resolved(sightings: &[Sighting]) -> BTreeMap<String, Resolved> {
        let mut people = People::default();
        sightings.iter().for_each(|sighting| people.add(sighting));
        people.resolved()
    }

    #[test]
    fn one_person_in_four_spellings_and_two_of_one_name() {
        let who = resolved(&archive());
        for id in ["jb-kazura", "jezn-bosco-kazura", "kazura-jean-bosco", "?kazura"] {
            assert_eq!(
                who[&format!("person:{id}")].id,
                "person:jean-bosco-kazura",
                "{id}"
            );
        }
        assert_eq!(who["person:oumar-diarra"].id, "person:oumar-diarra");
        assert_eq!(who["person:alou-boi-diarra"].id, "person:alou-boi-diarra");
        let bare = &who["person:?diarra"];
        assert_eq!(bare.id, "person:?diarra");
        assert_eq!(bare.candidates, ["person:alou-boi-diarra", "person:oumar-diarra"]);
        assert_eq!(who["person:jb-kazura"].ground, Joined::Initials);
    }

    #[test]
    fn the_order_of_ingest_does_not_matter_and_what_is_removed_is_gone() {
        let mut turned = archive();
        turned.reverse();
        assert_eq!(resolved(&archive()), resolved(&turned));
        let mut people = People::default();
        archive().iter().for_each(|sighting| people.add(sighting));
        people.remove(&sighting("alou-boi-diarra", "Alou Boï Diarra", &["ML", "RU"]));
        assert_eq!(people.resolved()["person:?diarra"].id, "person:oumar-diarra");
    }

    #[test]
    fn initials_in_other_company_stay_apart() {
        let who = resolved(&[
            sighting("jean-bosco-kazura", "Jean Bosco Kazura", &["RW"]),
            sighting("jb-kazura", "JB Kazura", &["BR"]),
        ]);
        assert_eq!(who["person:jb-kazura"].id, "person:jb-kazura");
    }
}
