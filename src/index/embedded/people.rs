//! The table of everybody whom the articles name, with who is one person: worked out from the index alone, and brought up to date where an
//! ingest ends with few articles that came or went.

mod named;

use super::recent::{self, Recent, Seal};
use super::touched::Change;
use crate::article::{ActorType, ArticleId};
use crate::describe::actors::linking::{Countries, Different, Packed, People, Person, Who};
use crate::durable;
use crate::error::{Error, Result};
use crate::index::links::EntityLinks;
use crate::index::unusable;
use named::{NamedIn, countries_beside, everybody};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenReadError;
use tantivy::schema::Field;
use tantivy::{Directory, Searcher};

/// The file of the people.
pub(super) const FILE: &str = "people";
/// The file of what is different in it since it was written whole.
pub(super) const RECENT_FILE: &str = "people.recent";
/// The file in which an earlier version of the program kept what it had joined.
const FORMER_FILE: &str = "joins";
/// Where more people than these are different, all are written anew; in tests soon, so that both happens.
const FEW: usize = if cfg!(test) { 8 } else { 256 };
/// In a large table one in so many may be.
const ONE_IN: usize = 256;

/// The joins of an index; none where none were worked out.
pub(super) fn read(index: &Path) -> Result<EntityLinks> {
    let people = stored(index)?.map(|(people, _)| people);
    Ok(EntityLinks::of(people.unwrap_or_default()))
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
pub(super) fn are_of(index: &Path, commit: u64) -> bool {
    let recent = recent::read::<Vec<Different>>(&index.join(FILE));
    let seal = mapped(index).ok().flatten().map(|(_, seal)| seal);
    match (recent, seal) {
        (Ok(Some(recent)), Some(seal)) => recent.is_beside(&seal) && recent.commit == commit,
        _ => false,
    }
}

/// Works out the joins of what is committed and writes them.
pub(super) fn renew(index: &Path, searcher: &Searcher) -> Result<()> {
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
pub(super) fn update(
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
    let mut named: BTreeMap<&str, NamedIn> = BTreeMap::new();
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
pub(super) fn everybody_told(index: &Path) -> Vec<String> {
    let (people, _) = stored(index).expect("read").expect("written");
    people.told()
}
