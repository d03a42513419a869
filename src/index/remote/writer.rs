//! Adds articles to a cluster: any number of processes at a time, nothing twice, and what was committed stays.
//!
//! A commit makes the originals durable, then the words, then the contents, then the sightings, each acknowledged before the next is sent;
//! at last it brings the contents to what follows from all sightings, its own and those of others ([`converge`](super::converge)). A
//! process that dies on the way leaves nothing that the next does not bring to its end.

mod commit;

use super::cluster::{Cluster, Part};
use super::document::Content;
use super::packs::{Pack, Shelf};
use super::settle;
use super::sightings::Sightings;
use super::words::Words;
use crate::article::{Article, ArticleId};
use crate::error::{Error, Result};
use crate::index::address;
use crate::index::history::History;
use crate::index::read_files::ReadFiles;
use crate::index::sighting::{Sighting, Standing};
use crate::index::writer::{AddOutcome, Writer};
use crate::page::{Origin, Place, Revisit};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// So many bytes wait for a commit at most.
const WAITING: usize = 24 << 20;

/// Adds to a cluster.
pub(super) struct RemoteWriter {
    cluster: Arc<Cluster>,
    /// Where this machine keeps what it knows of the index.
    state: PathBuf,
    sightings: Sightings,
    history: History,
    /// The contents that came since the last commit.
    contents: HashMap<ArticleId, Content>,
    waiting: usize,
    /// Of them those that are kept and not searched, and those that take the place of what is said of them.
    older: HashSet<ArticleId>,
    replaced: HashSet<ArticleId>,
    deleted: BTreeSet<ArticleId>,
    /// Sightings that were never held.
    past: Vec<Sighting>,
    pack: Pack,
    words: Words,
    files: ReadFiles,
}

impl RemoteWriter {
    /// Begins to write.
    pub(super) fn new(
        cluster: &Arc<Cluster>,
        state: PathBuf,
        (digits, shelf): (u8, Option<Shelf>),
    ) -> Result<RemoteWriter> {
        std::fs::create_dir_all(&state).map_err(|source| Error::Write {
            path: state.clone(),
            source,
        })?;
        let sightings = Sightings::of(cluster);
        Ok(RemoteWriter {
            history: History::new(Box::new(sightings.clone()), digits),
            sightings,
            contents: HashMap::new(),
            waiting: 0,
            older: HashSet::new(),
            replaced: HashSet::new(),
            deleted: BTreeSet::new(),
            past: Vec::new(),
            pack: Pack::of(shelf),
            words: Words::default(),
            files: ReadFiles::of_folder(&state)?,
            cluster: Arc::clone(cluster),
            state,
        })
    }

    fn take(&mut self, article: &Article, furniture: &str, page: Value) {
        let content = Content {
            article: article.clone(),
            furniture: furniture.into(),
            page,
        };
        self.waiting += content.size();
        self.contents.insert(content.id(), content);
    }
}

impl Writer for RemoteWriter {
    fn expect(&mut self, articles: &[&Article]) -> Result<()> {
        let sightings = articles.iter().copied().flat_map(Sighting::of_article);
        self.sightings.expect(&sightings.collect::<Vec<_>>())
    }

    fn expect_at(&mut self, places: &[Place]) -> Result<()> {
        self.sightings.expect_at(places)
    }

    fn add(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<AddOutcome> {
        let all = Sighting::of_article(article);
        self.sightings.expect(&all)?;
        let mut sightings = all.into_iter();
        let Some(sighting) = sightings.next() else {
            return Ok(AddOutcome::Unchanged);
        };
        let seen = self.history.see(sighting)?;
        if !seen.known {
            self.pack.add(article.id.shown_by(u8::MAX), original)?;
            self.take(article, furniture, Value::Null);
        }
        for further in sightings {
            self.history.see(further)?;
        }
        if self.waiting + self.pack.size() > WAITING {
            self.commit()?;
        }
        Ok(seen.added)
    }

    fn add_older(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<AddOutcome> {
        if self.history.knows(&article.id)? {
            return Ok(AddOutcome::Unchanged);
        }
        let id = article.id.shown_by(u8::MAX);
        self.pack.add(id, original)?;
        self.take(article, furniture, Value::Null);
        self.older.insert(id);
        let standing = Standing::Past;
        self.past.extend(
            Sighting::of_article(article)
                .into_iter()
                .map(|sighting| Sighting { standing, ..sighting }),
        );
        Ok(AddOutcome::New)
    }

    fn replace(&mut self, id: &ArticleId, article: &Article, furniture: &str) -> Result<()> {
        let stored = self.cluster.documents(
            Part::Articles,
            &[id.to_hex()],
            &["id", "record", "dropped", "page"],
        )?;
        let Some(stored) = stored.into_iter().flatten().next() else {
            return Ok(());
        };
        let Some(old) = Content::of(&stored.source) else {
            return Err(self.cluster.client.unusable("a record cannot be read"));
        };
        let mut article = article.clone();
        article.added = old.article.added;
        article.source = old.article.source.clone();
        self.history.move_to(id, address::key(&article))?;
        self.take(&article, furniture, old.page);
        let id = article.id.shown_by(u8::MAX);
        self.replaced.insert(id);
        if stored.source["id"].is_null() {
            self.older.insert(id);
        }
        Ok(())
    }

    fn again(&mut self, origin: &Origin, revisit: &Revisit) -> Result<Option<(AddOutcome, ArticleId)>> {
        let Some(before) = self.history.captured(revisit)? else {
            return Ok(None);
        };
        let sighting = before.again(origin);
        let seen = self.history.see(sighting.clone())?;
        Ok(Some((seen.added, sighting.content)))
    }

    fn gone(&mut self, place: &Place) -> Result<Option<ArticleId>> {
        self.files.forget(&place.path);
        self.history.gone(place)
    }

    fn delete(&mut self, ids: &[ArticleId]) -> Result<()> {
        if self.has_news() {
            self.commit()?;
        }
        for id in ids {
            for place in self.history.beneath(id, ids)? {
                self.gone(&place)?;
            }
        }
        for id in ids {
            for sighting in self.history.forget(id)? {
                self.files.forget(&sighting.place.path);
            }
            self.deleted.insert(id.shown_by(u8::MAX));
        }
        self.commit()
    }

    fn stands(&self, place: &Place, id: &ArticleId) -> Result<bool> {
        self.history.stands(place, id)
    }

    fn places(&self) -> Result<Vec<Place>> {
        self.history.register().places()
    }

    fn files(&mut self) -> &mut ReadFiles {
        &mut self.files
    }

    fn commit(&mut self) -> Result<()> {
        self.files.write_forgotten(&self.state)?;
        if self.has_news() {
            self.write_all()?;
            self.history.settled();
            self.contents.clear();
            self.past.clear();
            self.older.clear();
            self.replaced.clear();
            self.deleted.clear();
            self.waiting = 0;
        }
        self.sightings = Sightings::of(&self.cluster);
        self.history.look_again(Box::new(self.sightings.clone()));
        self.files.write(&self.state)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.commit()?;
        self.bring_others_to_their_end()?;
        settle::settle(&self.cluster)
    }
}
