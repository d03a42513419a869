//! Adds to a store in memory: everything that was seen is kept, and what is searched follows from it anew with every commit.

use super::MemoryStore;
use super::held::Held;
use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::address::{self, Key};
use crate::index::originals::Number;
use crate::index::read_files::ReadFiles;
use crate::index::record::StoredRecord;
use crate::index::sighting::Sighting;
use crate::index::writer::{AddOutcome, Writer};
use crate::page::{Origin, Place, Revisit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// Everything that was added and seen.
#[derive(Default)]
pub(crate) struct MemoryWriter {
    /// What was committed last.
    committed: Arc<Mutex<MemoryStore>>,
    contents: BTreeMap<ArticleId, (Article, String)>,
    /// What every place shows.
    places: BTreeMap<Place, Sighting>,
    files: ReadFiles,
}

impl MemoryWriter {
    /// Adds to a store.
    pub(crate) fn to(committed: Arc<Mutex<MemoryStore>>) -> MemoryWriter {
        MemoryWriter {
            committed,
            ..MemoryWriter::default()
        }
    }

    /// The content that an address shows: that of its latest sighting.
    fn shown(&self, address: &Key) -> Option<&Sighting> {
        let at = self.places.values().filter(|seen| seen.address == Some(*address));
        at.max_by_key(|seen| seen.order())
    }

    /// Whether a sighting makes its content searched.
    fn shows(&self, seen: &Sighting) -> bool {
        let shown = seen.address.as_ref().map(|address| self.shown(address));
        shown.is_none_or(|shown| shown.is_some_and(|shown| shown.content == seen.content))
    }

    /// Notes a sighting, and says what it makes of its content.
    fn see(&mut self, seen: Sighting) -> AddOutcome {
        let before = self.places.get(&seen.place).cloned();
        let is_known = self.contents.contains_key(&seen.content);
        let stands = self.places.values().any(|other| other.content == seen.content);
        let shown = seen.address.as_ref().and_then(|address| self.shown(address));
        let overtakes =
            shown.is_some_and(|shown| shown.content != seen.content && shown.order() < seen.order());
        let added = match &before {
            Some(before) if before.content == seen.content => return AddOutcome::Unchanged,
            None if is_known && stands && !overtakes => AddOutcome::Duplicate,
            None if !is_known && shown.is_none() => AddOutcome::New,
            _ => AddOutcome::Updated,
        };
        self.places.insert(seen.place.clone(), seen);
        added
    }

    /// What is searched and what is older, by all that was seen.
    fn settled(&self) -> MemoryStore {
        let mut memory = MemoryStore::default();
        for (id, (article, furniture)) in &self.contents {
            let own: Vec<&Sighting> = self.places.values().filter(|seen| seen.content == *id).collect();
            let mut article = article.clone();
            if let Some((first, further)) = own.split_first() {
                article.source.stand_at(&first.place);
                article.source.forms = further.iter().map(|seen| seen.place.clone()).collect();
            }
            let record = StoredRecord::new(&article, Number(0));
            match own.iter().any(|seen| self.shows(seen)) {
                true => drop(memory.held.insert(*id, Held::of(record, &article, furniture))),
                false => drop(memory.older.insert(*id, record)),
            }
        }
        memory
    }
}

impl Writer for MemoryWriter {
    fn add(&mut self, article: &Article, _original: &[u8], furniture: &str) -> Result<AddOutcome> {
        let mut added = Sighting::of_article(article)
            .into_iter()
            .map(|seen| self.see(seen));
        let first = added.next().unwrap_or(AddOutcome::Unchanged);
        added.for_each(drop);
        let content = || (article.clone(), furniture.to_string());
        self.contents.entry(article.id).or_insert_with(content);
        Ok(first)
    }

    fn add_older(&mut self, article: &Article, _original: &[u8], furniture: &str) -> Result<AddOutcome> {
        if self.contents.contains_key(&article.id) {
            return Ok(AddOutcome::Unchanged);
        }
        self.contents
            .insert(article.id, (article.clone(), furniture.to_string()));
        Ok(AddOutcome::New)
    }

    fn replace(&mut self, id: &ArticleId, article: &Article, furniture: &str) -> Result<()> {
        let is_committed = self.committed.lock().is_ok_and(|committed| committed.keeps(id));
        let Some((own, dropped)) = self.contents.get_mut(id).filter(|_| is_committed) else {
            return Ok(());
        };
        let (added, source) = (own.added, own.source.clone());
        *own = Article {
            added,
            source,
            ..article.clone()
        };
        *dropped = furniture.to_string();
        let address = address::key(own);
        for seen in self.places.values_mut().filter(|seen| seen.content == *id) {
            seen.address = address;
        }
        Ok(())
    }

    fn again(&mut self, origin: &Origin, revisit: &Revisit) -> Result<Option<(AddOutcome, ArticleId)>> {
        let digest = revisit.digest.as_deref().map(Key::of_digest);
        let address = revisit.url.as_deref().and_then(address::key_of_url);
        let served = |seen: &&Sighting| digest.is_some() && seen.digest == digest;
        let captured =
            |seen: &&Sighting| address.is_some() && seen.address == address && seen.moment <= revisit.moment;
        let before = self.places.values().find(served);
        let before = before.or_else(|| {
            self.places
                .values()
                .filter(captured)
                .max_by_key(|seen| seen.order())
        });
        let again = before.map(|before| before.again(origin));
        Ok(again.map(|again| (self.see(again.clone()), again.content)))
    }

    fn gone(&mut self, place: &Place) -> Result<Option<ArticleId>> {
        Ok(self.places.remove(place).map(|seen| seen.content))
    }

    fn delete(&mut self, ids: &[ArticleId]) -> Result<()> {
        // What an address shows goes with what would rise in its place.
        let shown = self
            .places
            .values()
            .filter(|seen| ids.contains(&seen.content) && self.shows(seen));
        let addresses: BTreeSet<Option<Key>> = shown.map(|seen| seen.address).collect();
        let falls = |seen: &Sighting| seen.address.is_some() && addresses.contains(&seen.address);
        self.places
            .retain(|_, seen| !ids.contains(&seen.content) && !falls(seen));
        self.contents.retain(|id, _| !ids.contains(id));
        self.commit()
    }

    fn stands(&self, place: &Place, id: &ArticleId) -> Result<bool> {
        Ok(self.places.get(place).is_some_and(|seen| seen.content == *id))
    }

    fn places(&self) -> Result<Vec<Place>> {
        Ok(self.places.keys().cloned().collect())
    }

    fn files(&mut self) -> &mut ReadFiles {
        &mut self.files
    }

    fn commit(&mut self) -> Result<()> {
        *self.committed.lock().expect("no other test holds it") = self.settled();
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.commit()
    }
}
