//! Which people of the articles are one person across the index, and why: a table of everybody whom they name, worked out from the index alone,
//! and brought up to date where an ingest ends with few articles that came or went.

mod named;

use crate::article::{ActorType, ArticleId};
use crate::describe::actors::archive::{Countries, Different, Packed, People, Person, Who};
use crate::durable;
use crate::error::{Error, Result};
use crate::index::recent::{self, Recent, Seal};
use crate::index::touched::Change;
use crate::index::unusable;
use named::{Found, countries_beside, everybody};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenReadError;
use tantivy::schema::Field;
use tantivy::{Directory, Searcher};

/// The file of the people.
pub const FILE: &str = "people";
/// The file of what is different in it since it was written whole.
pub const RECENT_FILE: &str = "people.recent";
/// The file in which an earlier version of the program kept what it had joined.
const FORMER_FILE: &str = "joins";
/// Where more people than these are different, all are written anew; in tests soon, so that both happens.
const FEW: usize = if cfg!(test) { 8 } else { 256 };
/// In a large table one in so many may be.
const ONE_IN: usize = 256;

/// The joins of the people of an index.
#[derive(Debug, Clone, Default)]
pub struct Joins(People);

/// How an identity stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the other.
    Is,
    /// The other is it.
    Has,
    /// It may be the other, and others.
    MayBe,
    /// The other may be it.
    Perhaps,
}

impl Standing {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Is => "is",
            Standing::Has => "same",
            Standing::MayBe => "candidate",
            Standing::Perhaps => "perhaps",
        }
    }
}

/// One identity as another sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness<'a> {
    /// How they stand to each other.
    pub standing: Standing,
    /// The other.
    pub other: &'a str,
    /// Why.
    pub reason: &'static str,
}

impl Joins {
    /// Reads the joins of an index; none where none were worked out.
    pub fn read(index: &Path) -> Result<Joins> {
        Ok(Joins(
            stored(index)?.map(|(people, _)| people).unwrap_or_default(),
        ))
    }

    /// How the others stand to an identity.
    pub fn likenesses(&self, id: &str) -> Vec<Likeness<'_>> {
        let people = &self.0;
        let Some(own) = people.find(id).filter(|who| people.is_named(*who)) else {
            return Vec::new();
        };
        let identity = people.person(own).identity;
        let is = Some((Standing::Is, identity, own)).filter(|_| identity != own);
        let has = people.sources(own).filter(|who| *who != own);
        let has = has.map(|who| (Standing::Has, who, who));
        let ambiguous = Some(own).filter(|own| people.is_ambiguous(*own));
        let bearers = ambiguous.into_iter().flat_map(|own| people.bearers(own));
        let may_be = bearers.map(|bearer| (Standing::MayBe, people.person(bearer).identity, own));
        let short = people.sources(own).flat_map(|who| people.partial_of(who));
        let short = short.filter(|who| people.is_ambiguous(*who));
        let perhaps = short.map(|who| (Standing::Perhaps, who, who));
        let all = is.into_iter().chain(has).chain(may_be).chain(perhaps);
        let mut likenesses: Vec<Likeness> = all
            .map(|(standing, other, grounded)| Likeness {
                standing,
                other: people.id(other),
                reason: people.ground(grounded).reason(),
            })
            .collect();
        likenesses.sort_unstable_by_key(|likeness| (likeness.standing.name(), likeness.other));
        likenesses.dedup();
        likenesses
    }

    /// The identity in the archive of an identity of an article, where it is another.
    pub fn identity(&self, id: &str) -> Option<&str> {
        let own = self.0.find(id).filter(|who| self.0.is_named(*who))?;
        let identity = self.0.person(own).identity;
        (identity != own).then(|| self.0.id(identity))
    }

    /// The identities of articles that are this one in the archive.
    pub fn sources(&self, id: &str) -> Vec<&str> {
        let own = self.0.find(id).into_iter();
        let all = own.flat_map(|own| self.0.sources(own).filter(move |who| *who != own));
        let mut sources: Vec<&str> = all.map(|who| self.0.id(who)).collect();
        sources.sort_unstable();
        sources
    }
}

/// The people as they are stored, and the seal of those who were written whole; nothing where there are none.
fn stored(index: &Path) -> Result<Option<(People, Seal)>> {
    // What is different is read first: it is nothing beside a table that was written meanwhile.
    let recent = recent::read(&index.join(FILE))?;
    let Some((packed, seal)) = mapped(index)? else {
        return Ok(None);
    };
    let recent: Option<Recent<Vec<Different>>> = recent.filter(|recent: &Recent<_>| recent.is_beside(&seal));
    let changes = recent.map(|recent| recent.changes).unwrap_or_default();
    Ok(Some((People::of(packed).with(&changes), seal)))
}

/// The people that were written whole, and the seal of their file.
fn mapped(index: &Path) -> Result<Option<(Packed, Seal)>> {
    let path = index.join(FILE);
    let failed = |source| Error::Read {
        path: path.clone(),
        source,
    };
    let damaged = || {
        failed(std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            "it is damaged",
        ))
    };
    let directory = MmapDirectory::open(index).map_err(|error| failed(std::io::Error::other(error)))?;
    let bytes = match directory.open_read(Path::new(FILE)) {
        Ok(file) => file.read_bytes().map_err(failed)?,
        Err(OpenReadError::FileDoesNotExist(_)) => return Ok(None),
        Err(error) => return Err(failed(std::io::Error::other(error))),
    };
    let end = bytes.len().checked_sub(durable::SEAL).ok_or_else(damaged)?;
    let seal = *bytes[end..].first_chunk().ok_or_else(damaged)?;
    let packed = Packed::of(Arc::new(bytes.slice(0..end))).ok_or_else(damaged)?;
    Ok(Some((packed, seal)))
}

/// Whether the joins of an index are those of a commit.
pub fn are_of(index: &Path, commit: u64) -> bool {
    let recent = recent::read::<Vec<Different>>(&index.join(FILE));
    let seal = mapped(index).ok().flatten().map(|(_, seal)| seal);
    match (recent, seal) {
        (Ok(Some(recent)), Some(seal)) => recent.is_beside(&seal) && recent.commit == commit,
        _ => false,
    }
}

/// Works out the joins of what is committed and writes them.
pub fn renew(index: &Path, searcher: &Searcher) -> Result<()> {
    let failed = |error| unusable(index, error);
    let everybody = everybody(searcher).map_err(failed)?;
    let named = everybody
        .iter()
        .map(|(id, found)| (id.as_str(), found.articles, &found.countries));
    let people = People::resolved(named);
    drop(everybody);
    write_whole(index, people, recent::commit_of(searcher).map_err(failed)?)?;
    match durable::remove_file(&index.join(FORMER_FILE)) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            let path = index.join(FORMER_FILE);
            Err(Error::Write { path, source })
        }
        _ => Ok(()),
    }
}

/// Brings the joins up to what is committed, where these articles came, went or changed.
pub fn update(
    index: &Path,
    searcher: &Searcher,
    actor: Field,
    changes: &HashMap<ArticleId, Change>,
) -> Result<()> {
    let failed = |error| unusable(index, error);
    let Some((mut people, seal)) = stored(index)? else {
        return renew(index, searcher);
    };
    let changed = note(&mut people, searcher, actor, changes).map_err(failed)?;
    people.resolve(&changed);
    let commit = recent::commit_of(searcher).map_err(failed)?;
    if people.changed() > FEW.max(people.packed() / ONE_IN) {
        return write_whole(index, people, commit);
    }
    Recent::of(seal, commit, people.different()).write(&index.join(FILE))
}

fn write_whole(index: &Path, people: People, commit: u64) -> Result<()> {
    let path = index.join(FILE);
    let bytes = people.to_bytes();
    // What is mapped cannot be replaced on every system.
    drop(people);
    durable::replace_sealed(&path, &bytes).map_err(|source| Error::Write {
        path: path.clone(),
        source,
    })?;
    let seal = *blake3::hash(&bytes).as_bytes();
    Recent::of(seal, commit, Vec::<Different>::new()).write(&path)
}

/// Notes in how many articles people are named now, and beside which countries; says who they are.
fn note(
    people: &mut People,
    searcher: &Searcher,
    actor: Field,
    changes: &HashMap<ArticleId, Change>,
) -> tantivy::Result<BTreeSet<Who>> {
    let mut named: BTreeMap<&str, Found> = BTreeMap::new();
    let mut left: BTreeMap<&str, u32> = BTreeMap::new();
    for (before, now) in changes.values() {
        let told = now.iter().flat_map(|told| &told.actors);
        let mut countries = Countries::default();
        told.clone().for_each(|id| countries.insert(id));
        for id in told {
            named.entry(id).or_default().add(1, &countries);
        }
        for id in before.iter().flat_map(|told| &told.actors) {
            *left.entry(id).or_default() += 1;
            named.entry(id).or_default();
        }
    }
    let mut changed = BTreeSet::new();
    for (id, found) in named
        .iter()
        .filter(|(id, _)| ActorType::of(id) == Some(ActorType::Person))
    {
        let who = people.add(id);
        let mut person: Person = people.person(who);
        person.articles =
            (person.articles + found.articles).saturating_sub(left.get(id).copied().unwrap_or(0));
        match left.contains_key(id) {
            true => person.countries = countries_beside(searcher, actor, id)?,
            false => person.countries.extend(&found.countries),
        }
        people.set(who, person);
        changed.insert(who);
    }
    Ok(changed)
}

/// Everybody who is stored, as a line each.
#[cfg(test)]
pub fn everybody_told(index: &Path) -> Vec<String> {
    let (people, _) = stored(index).expect("read").expect("written");
    people.told()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joins(ids: &[&str]) -> Joins {
        let mut countries = Countries::default();
        countries.insert("country:RW");
        let ids: BTreeSet<&str> = ids.iter().copied().collect();
        Joins(People::resolved(ids.into_iter().map(|id| (id, 1, &countries))))
    }

    #[test]
    fn joins_are_looked_up() {
        let joins = joins(&[
            "person:jean-bosco-kazura",
            "person:jb-kazura",
            "person:paul-kagame",
        ]);
        assert_eq!(
            joins.identity("person:jb-kazura"),
            Some("person:jean-bosco-kazura")
        );
        assert_eq!(joins.identity("person:jean-bosco-kazura"), None);
        assert_eq!(joins.sources("person:jean-bosco-kazura"), ["person:jb-kazura"]);
        assert_eq!(Joins::default().identity("person:jb-kazura"), None);
        let reason = joins.likenesses("person:jb-kazura")[0].reason;
        assert!(reason.contains("initials"), "{reason}");
    }

    #[test]
    fn everybody_is_found_and_nobody_else() {
        let joins = joins(&[
            "person:?diarra",
            "person:oumar-diarra",
            "person:alou-diarra",
            "person:z",
        ]);
        let told = |id: &str| -> Vec<(&str, String)> {
            let likenesses = joins.likenesses(id).into_iter();
            likenesses
                .map(|likeness| (likeness.standing.name(), likeness.other.to_string()))
                .collect()
        };
        let both = ["person:alou-diarra", "person:oumar-diarra"].map(|id| ("candidate", id.to_string()));
        assert_eq!(told("person:?diarra"), both);
        assert_eq!(
            told("person:oumar-diarra"),
            [("perhaps", "person:?diarra".to_string())]
        );
        for none in [
            "",
            "person:a",
            "person:oumar",
            "person:m",
            "person:z",
            "person:zz",
        ] {
            assert_eq!(told(none), [], "{none}");
        }
    }
}
