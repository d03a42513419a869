//! An index on a cluster of OpenSearch or Elasticsearch that is there already, the same to every command as one in a directory.
//!
//! The words are cut and folded here and looked for as they are; what a query means, and what its words count, is worked out here. The
//! cluster finds, counts and sorts. An answer to which a shard gave nothing is none: nothing partial is ever told.

mod access;
mod address;
mod beside;
mod bucket;
mod bulk;
mod cluster;
mod composite;
mod converge;
mod creation;
mod dictionary;
mod document;
mod fields;
mod http;
mod intent;
mod lookup;
mod lowering;
mod machine;
mod meta;
mod packs;
mod pages;
mod product;
mod seen;
mod settle;
mod sightings;
mod store;
mod tally;
#[cfg(test)]
mod tests;
mod words;
mod writer;

use crate::article::ArticleId;
use crate::clean::site::SiteTemplates;
use crate::describe::actors::linking::{Packed, People};
use crate::error::Result;
use crate::index::engine::Engine;
use crate::index::links::EntityLinks;
use crate::index::read_files::ReadFiles;
use crate::index::record::StoredRecord;
use crate::index::register::Register;
use crate::index::status::Extent;
use crate::index::stories::StoryEntry;
use crate::index::user_texts::UserText;
use crate::index::writer::Writer;
pub use access::{Access, Credentials, STORE_SCHEME, StoreAccess};
pub use address::Address;
use beside::Beside;
use cluster::{Cluster, Part};
pub use creation::Layout;
use creation::Opened;
use http::Client;
use lookup::Lookups;
pub use machine::{Machine, machine_name};
use meta::{Note, Noted, TRIES};
use packs::Shelf;
use product::Product;
use serde_json::json;
use sightings::Sightings;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use writer::RemoteWriter;

/// An index on a cluster, as it was when it was opened.
pub struct Remote {
    cluster: Arc<Cluster>,
    lookups: Lookups,
    beside: Arc<Beside>,
    /// Where its originals are, and how stores are reached: who only asks needs no key of one.
    originals: Option<String>,
    access: Access,
    /// What the engine multiplies scores with.
    factor: f32,
    digits: u8,
    is_finished: bool,
    people: Noted,
    /// What users keep with it, as it was read.
    texts: Mutex<HashMap<UserText, Noted>>,
    /// Who asks, under which name, and where it keeps what it knows of the index.
    machine: Machine,
    name: String,
    state: PathBuf,
}

impl Remote {
    /// Makes an index on a cluster, and opens it.
    ///
    /// # Errors
    /// If there is one of that name, or the cluster cannot be reached or cannot hold one.
    pub fn create(address: Address, access: &Access, machine: &Machine, layout: &Layout) -> Result<Remote> {
        let cluster = reached(address, access)?;
        if let Some(originals) = &layout.originals {
            Shelf::of(originals, access)?.check()?;
        }
        creation::create(&cluster, layout)?;
        Remote::over(cluster, access, machine)
    }

    /// Opens an index on a cluster.
    ///
    /// # Errors
    /// If there is none, it is of another format, or the cluster cannot be reached or lacks parts of it.
    pub fn open(address: Address, access: &Access, machine: &Machine) -> Result<Remote> {
        Remote::over(reached(address, access)?, access, machine)
    }

    fn over(cluster: Cluster, access: &Access, machine: &Machine) -> Result<Remote> {
        let kept = [UserText::Actors, UserText::Outlets];
        let [format, commit, settled, people, actors, outlets] = cluster.notes([
            Note::Format,
            Note::Commit,
            Note::Settled,
            Note::People,
            Note::Text(UserText::Actors),
            Note::Text(UserText::Outlets),
        ])?;
        let opened: Opened = creation::opened(&cluster, &format.body)?;
        cluster.health()?;
        let number = |noted: &Noted| noted.body["number"].as_u64().unwrap_or(0);
        let digits = commit.body["digits"]
            .as_u64()
            .and_then(|digits| u8::try_from(digits).ok());
        let folder = format!("{}-{}", cluster.client.address().name(), opened.name);
        let state = machine.state.join(folder);
        Ok(Remote {
            factor: opened.factor,
            name: machine.name_in(&state)?,
            machine: machine.clone(),
            state,
            digits: digits.unwrap_or(0).max(crate::article::DIGITS),
            is_finished: number(&commit) == number(&settled),
            lookups: Lookups::default(),
            beside: Arc::default(),
            cluster: Arc::new(cluster),
            originals: opened.originals,
            access: access.clone(),
            people,
            texts: Mutex::new(kept.into_iter().zip([actors, outlets]).collect()),
        })
    }

    /// What holds its originals; nothing where none are kept.
    fn shelf(&self) -> Result<Option<Shelf>> {
        let named = self.originals.as_deref();
        named.map(|named| Shelf::of(named, &self.access)).transpose()
    }

    /// Where this machine keeps what it knows of the index: which of its files were looked at.
    pub fn state(&self) -> &Path {
        &self.state
    }
}

#[cfg(test)]
impl Remote {
    /// After so many requests more that write, the process is taken for dead.
    pub(super) fn dies_after(&self, writes: i64) {
        let left = &self.cluster.client.left;
        left.store(writes, std::sync::atomic::Ordering::Relaxed);
    }
}

fn reached(address: Address, access: &Access) -> Result<Cluster> {
    let client = Client::new(address, access)?;
    let product = Product::of(&client)?;
    Ok(Cluster { client, product })
}

impl Engine for Remote {
    fn address(&self) -> Option<String> {
        Some(self.cluster.client.address().to_string())
    }

    fn machine(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn register(&self) -> Box<dyn Register> {
        Box::new(Sightings::shown(&self.cluster, &self.beside))
    }

    fn original(&self, record: &StoredRecord) -> Result<Vec<u8>> {
        let none = || {
            self.cluster
                .client
                .unusable("it was made without --originals, and keeps no pages")
        };
        let shelf = self.shelf()?.ok_or_else(none)?;
        let id = record.article().id.to_hex();
        let found = self.cluster.documents(Part::Articles, &[id], &["page"])?;
        let place = found
            .into_iter()
            .flatten()
            .next()
            .map(|stored| stored.source["page"].clone());
        Ok(shelf.page(&place.unwrap_or_default())?.unwrap_or_default())
    }

    fn digits(&self) -> u8 {
        self.digits
    }

    fn joins(&self) -> Result<EntityLinks> {
        let bytes = self.cluster.bytes(Note::People, &self.people)?;
        let people = bytes
            .and_then(|bytes| Packed::of(Arc::new(bytes)))
            .map(People::of);
        Ok(EntityLinks::of(people.unwrap_or_default()))
    }

    fn story(&self, article: &ArticleId) -> Result<Option<StoryEntry>> {
        Ok(self.beside.of(&self.cluster, &article.shown_by(u8::MAX))?.0)
    }

    fn stories(&self) -> Result<Vec<StoryEntry>> {
        settle::all(&self.cluster)
    }

    fn is_finished(&self) -> bool {
        self.is_finished
    }

    fn sites(&self) -> Result<SiteTemplates> {
        let [sites] = self.cluster.notes([Note::Sites])?;
        let bytes = self.cluster.bytes(Note::Sites, &sites)?;
        Ok(bytes
            .and_then(|bytes| SiteTemplates::from_bytes(&bytes))
            .unwrap_or_default())
    }

    fn save_sites(&self, sites: &SiteTemplates) -> Result<()> {
        for _ in 0..TRIES {
            // Of others, who ingest at the same time, what they have seen stays: to merge twice changes nothing.
            let [before] = self.cluster.notes([Note::Sites])?;
            let kept = self.cluster.bytes(Note::Sites, &before)?;
            let mut all = kept
                .and_then(|bytes| SiteTemplates::from_bytes(&bytes))
                .unwrap_or_default();
            all.merge(sites.clone());
            all.prune();
            if self.cluster.keep_bytes(Note::Sites, &all.to_bytes(), &before)? {
                return Ok(());
            }
        }
        Err(self
            .cluster
            .client
            .unavailable("others remember the same sites at the same time"))
    }

    fn files(&self) -> Result<ReadFiles> {
        ReadFiles::of_folder(&self.state)
    }

    fn extent(&self) -> Result<Extent> {
        let having = |part: Part, field: &str| -> Result<u64> {
            let body =
                json!({ "size": 0, "track_total_hits": true, "query": { "exists": { "field": field } } });
            Ok(self.cluster.search(part, &body)?["hits"]["total"]["value"]
                .as_u64()
                .unwrap_or(0))
        };
        let names: Vec<String> = Part::ALL.iter().map(|part| self.cluster.index(*part)).collect();
        let stats =
            self.cluster
                .client
                .ask("GET", &format!("{}/_stats/store,segments", names.join(",")), None)?;
        let of_primaries =
            |kind: &str, what: &str| stats["_all"]["primaries"][kind][what].as_u64().unwrap_or(0);
        Ok(Extent {
            copies: having(Part::Sightings, "copy")?,
            versions: having(Part::Articles, "older")?,
            segments: of_primaries("segments", "count"),
            index_bytes: of_primaries("store", "size_in_bytes"),
            original_bytes: self.shelf()?.as_ref().map_or(Ok(0), Shelf::size)?,
        })
    }

    fn text(&self, text: UserText) -> Result<Option<String>> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = match texts.get(&text) {
            Some(noted) => noted,
            None => {
                let [noted] = self.cluster.notes([Note::Text(text)])?;
                texts.entry(text).or_insert(noted)
            }
        };
        Ok(noted.body.as_str().map(str::to_string))
    }

    fn keep_text(&self, text: UserText, written: &str) -> Result<()> {
        self.text(text)?;
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let over = texts.remove(&text).and_then(|noted| noted.revision);
        match self.cluster.note(Note::Text(text), written.into(), over)? {
            true => Ok(()),
            false => Err(self.cluster.client.unavailable(format!(
                "somebody else changed its {} meanwhile, and nothing is changed: do it again",
                text.name()
            ))),
        }
    }

    fn writer(&self) -> Result<Box<dyn Writer>> {
        let shelf = self.shelf()?;
        if let Some(shelf) = &shelf {
            shelf.check()?;
        }
        let kept = (self.digits, shelf);
        let writer = RemoteWriter::new(&self.cluster, self.state.clone(), kept)?;
        self.machine.claim(&self.cluster, &self.state)?;
        Ok(Box::new(writer))
    }
}
