//! Adds articles to an index: bounded in memory, nothing twice, and what was committed stays.
//!
//! Every commit leaves the index as if the ingest had ended there. A page that is new is written at once. One that meets another at
//! its place or its address waits for the commit, which settles what is searched; where that concerns a page that was written since the last
//! commit, the pages that met no other are committed first.

mod notes;
mod settle;

use crate::article::{Article, ArticleId};
use crate::durable;
use crate::error::{Error, Result};
use crate::index::committed::Committed;
use crate::index::directory::{IndexDirectory, Purpose};
use crate::index::embedded::document;
use crate::index::files::Files;
use crate::index::generation;
use crate::index::history::History;
use crate::index::opening::searcher;
use crate::index::originals::{Note, Number, Originals, PageNote};
use crate::index::recent;
use crate::index::record::Record;
use crate::index::register::Register;
use crate::index::schema::Fields;
use crate::index::segments::{self, When};
use crate::index::sighting::{Sighting, Standing};
use crate::index::touched::Touched;
use crate::index::unfinished::{UNFINISHED_FILE, Unfinished};
use crate::index::{Archive, FILES_FILE, ORIGINALS_FILE, address, id_term, joins, stories, unusable};
use crate::page::{FilePath, Place};
use crate::read::Stamp;
use std::collections::HashMap;
use std::path::PathBuf;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError};

/// The memory in which postings are gathered before they are written out, in bytes.
const HEAP: usize = 30 << 20;
/// So many bytes of pages wait for a commit at most.
const WAITING: usize = 32 << 20;

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// Its place or its address shows it now and showed another text before, or it comes back.
    Updated,
    /// It was there, from this very place.
    Unchanged,
    /// Its bytes were there, from another place, which is kept beside the first.
    Duplicate,
    /// It stands there no more.
    Gone,
}

/// An article that waits for the commit.
struct Waiting {
    article: Article,
    original: Number,
    furniture: String,
}

/// A document that was added since the last commit: whether it is searched, and the place that its record names.
type Fresh = (bool, Place);

/// Adds to an index. Only what was committed is found, and it stays.
pub struct Writer {
    path: PathBuf,
    /// The folder of the files.
    home: PathBuf,
    fields: Fields,
    index: Index,
    words: IndexWriter,
    history: History,
    originals: Originals,
    files: Files,
    unfinished: Unfinished,
    waiting: HashMap<ArticleId, Waiting>,
    /// About how many bytes wait.
    waiting_bytes: usize,
    fresh: HashMap<ArticleId, Fresh>,
    /// The articles that came, went or changed.
    touched: Touched,
}

impl Writer {
    /// Takes the lock of an index.
    pub(super) fn new(archive: &Archive) -> Result<Writer> {
        let failed = |error| match error {
            TantivyError::LockFailure(..) => Error::Locked {
                path: archive.path.clone(),
            },
            error => archive.unusable(error),
        };
        let folder = archive.home.join(super::WORDS_FOLDER);
        let index = Index::open_in_dir(&folder).map_err(failed)?;
        let directory =
            IndexDirectory::open(&folder, Purpose::Writing).map_err(|error| failed(error.into()))?;
        let mut written = Index::open(directory).map_err(failed)?;
        written.set_tokenizers(super::schema::analyses());
        let words: IndexWriter = written.writer_with_num_threads(1, HEAP).map_err(failed)?;
        words.set_merge_policy(Box::new(NoMergePolicy));
        if generation::home(&archive.path) != archive.current {
            // Another process has made the index anew since it was opened here.
            return Err(Error::Locked {
                path: archive.path.clone(),
            });
        }
        for folder in [&archive.path, &archive.home, &folder] {
            durable::sweep(folder).map_err(|source| Error::Read {
                path: folder.clone(),
                source,
            })?;
        }
        let committed = Committed::of(&index).map_err(failed)?;
        let searcher = searcher(&archive.path, &index)?;
        let commit = recent::commit_of(&searcher).map_err(failed)?;
        let touched = match joins::are_of(&archive.home, commit) && stories::are_of(&archive.home, commit) {
            true => Touched::none(searcher.num_docs()),
            false => Touched::unknown(),
        };
        let register = Register::of(&archive.path, searcher, archive.store.fields);
        Ok(Writer {
            path: archive.path.clone(),
            home: archive.home.clone(),
            fields: archive.store.fields,
            history: History::new(register, committed.digits),
            originals: Originals::append(&archive.home.join(ORIGINALS_FILE), committed.originals)?,
            files: archive.files()?,
            unfinished: archive.unfinished(),
            index,
            words,
            waiting: HashMap::new(),
            waiting_bytes: 0,
            fresh: HashMap::new(),
            touched,
        })
    }

    /// Adds an article with the bytes of its page and the text that was dropped from it, at every place that it names.
    pub fn add(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<Added> {
        let mut sightings = Sighting::of_article(article).into_iter();
        let Some(sighting) = sightings.next() else {
            return Ok(Added::Unchanged);
        };
        let seen = self.history.see(sighting.clone())?;
        if seen.known {
            self.note(&sighting, seen.added)?;
        } else {
            let original = self.originals.add(original, PageNote::of(article))?;
            match seen.alone {
                true => self.write_new(article, original, furniture, sighting)?,
                false => self.wait(article.clone(), original, furniture.to_string()),
            }
        }
        for further in sightings {
            let also = self.history.see(further.clone())?;
            if seen.known {
                self.note(&further, also.added)?;
            }
        }
        if self.waiting_bytes > WAITING {
            self.commit()?;
        }
        Ok(seen.added)
    }

    fn write_new(
        &mut self,
        article: &Article,
        original: Number,
        furniture: &str,
        sighting: Sighting,
    ) -> Result<()> {
        self.write(document::of(&self.fields, article, original, furniture))?;
        self.write(sighting.document(&self.fields))?;
        self.fresh.insert(article.id, (true, sighting.place));
        self.touch(&article.id)?;
        Ok(())
    }

    fn wait(&mut self, article: Article, original: Number, furniture: String) {
        // Actors and dates take about as much as the text.
        self.waiting_bytes += 2 * article.body.len() + furniture.len();
        let waiting = Waiting {
            article,
            original,
            furniture,
        };
        self.waiting.insert(waiting.article.id, waiting);
    }

    /// Adds an article where it is kept and not searched: something else stands in its place.
    pub fn add_older(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<Added> {
        if self.history.knows(&article.id)? {
            return Ok(Added::Unchanged);
        }
        let note = PageNote::of(article).older();
        let original = self.originals.add(original, note)?;
        self.write(document::older(&self.fields, article, original, furniture))?;
        for sighting in Sighting::of_article(article) {
            let standing = Standing::Past;
            self.write(Sighting { standing, ..sighting }.document(&self.fields))?;
        }
        self.fresh.insert(article.id, (false, article.source.place()));
        Ok(Added::New)
    }

    /// Puts what is said of a page now in the place of what was said of it: searched where it was searched, an older version where it
    /// was one. Its original, its place and its moment stay. Nothing where there is no such article.
    pub fn replace(&mut self, id: &ArticleId, article: &Article, furniture: &str) -> Result<()> {
        let Some((_, stored)) = self.history.register().content(id)? else {
            return Ok(());
        };
        let Some(old) = Record::from_bytes(&stored.record) else {
            return Ok(());
        };
        let mut article = article.clone();
        article.added = old.article().added;
        article.source = old.article().source.clone();
        self.history.move_to(id, address::key(&article))?;
        self.wait(article, old.original, furniture.to_string());
        Ok(())
    }

    /// Notes that nothing stands at a place any more, and says what stood there.
    pub fn gone(&mut self, place: &Place) -> Result<Option<ArticleId>> {
        self.files.forget(&place.path);
        self.originals.note(Note::Gone(place.clone()))?;
        self.history.gone(place)
    }

    /// Whether a file is as it was when it was looked at last.
    pub fn unchanged(&self, path: &FilePath, state: &Stamp) -> bool {
        self.files.unchanged(path, state)
    }

    /// Notes that a file was looked at, in which so many pages stand.
    pub fn looked_at(&mut self, path: &FilePath, state: Stamp, pages: u64) {
        self.files.note(path, state, pages);
        self.unfinished.forget(path);
    }

    /// Takes articles out of the index. Their files are read again when they are ingested again. An older version does not rise.
    pub fn delete(&mut self, ids: &[ArticleId]) -> Result<()> {
        if !self.history.is_settled() {
            self.commit()?;
        }
        for id in ids {
            for place in self.history.beneath(id, ids)? {
                self.gone(&place)?;
            }
        }
        let fields = self.fields;
        for id in ids {
            self.touch(id)?;
            for sighting in self.history.forget(id)? {
                self.files.forget(&sighting.place.path);
            }
            for field in [fields.id, fields.older, fields.seen, fields.was] {
                self.words.delete_term(id_term(field, id));
            }
        }
        self.originals.note(Note::Deleted(ids.to_vec()))?;
        // What is added from here on is new, also where it is what was deleted: a rebuild goes through both with one writer.
        self.commit()
    }

    /// Makes everything that was added durable and searchable: the originals first, then the index, then the files.
    pub fn commit(&mut self) -> Result<()> {
        let length = self.originals.commit()?;
        let changes = self.history.changes()?;
        if changes.iter().any(|change| self.is_of_fresh(change)) {
            self.commit_words(length)?;
        }
        self.settle(changes)?;
        self.files.write_forgotten(&self.home.join(FILES_FILE))?;
        self.commit_words(length)?;
        self.history.settled();
        self.files.write(&self.home.join(FILES_FILE))?;
        self.unfinished.write(&self.home.join(UNFINISHED_FILE))?;
        self.join_segments(When::Meanwhile)
    }

    /// Commits, joins small segments so that a question looks at few, and finds which articles are copies.
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        self.join_segments(When::AtTheEnd)?;
        let Writer {
            path,
            home,
            index,
            words,
            history,
            touched,
            fields,
            ..
        } = self;
        let failed = |error: TantivyError| unusable(&path, error);
        // What was read of mapped files stays in memory while they are open. The rest reads a few columns of them, opened anew.
        drop(history);
        let committed = searcher(&home, &index)?;
        match touched.changes(&committed, fields.id).map_err(failed)? {
            Some(changes) => {
                joins::update(&home, &committed, fields.actor, &changes)?;
                stories::update(&home, &committed, fields.id, &changes)?;
            }
            None => {
                joins::renew(&home, &committed)?;
                stories::write(&home, &committed)?;
            }
        }
        words.garbage_collect_files().wait().map_err(failed)?;
        words.wait_merging_threads().map_err(failed)
    }

    /// Every place at which a page is known to stand, as it was committed last.
    pub fn places(&self) -> Result<Vec<Place>> {
        self.history.register().places()
    }

    /// Joins small segments.
    fn join_segments(&mut self, when: When) -> Result<()> {
        let (path, index, fields, history) = (&self.home, &self.index, self.fields, &mut self.history);
        segments::join(path, index, &mut self.words, when, || {
            history.look_again(Register::of(path, searcher(path, index)?, fields));
            Ok(())
        })
    }

    /// Notes an article that comes, goes or changes, as it was committed last.
    fn touch(&mut self, id: &ArticleId) -> Result<()> {
        let (history, fields) = (&self.history, &self.fields);
        self.touched.note(*id, || history.register().told(fields.id, id))
    }

    fn write(&self, document: TantivyDocument) -> Result<()> {
        let added = self.words.add_document(document);
        added.map(|_| ()).map_err(|error| unusable(&self.path, error))
    }

    fn commit_words(&mut self, originals: u64) -> Result<()> {
        let payload = Committed {
            originals,
            digits: self.history.digits(),
        };
        let committed = self.words.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&payload.to_text());
            commit.commit()
        });
        committed.map_err(|error| unusable(&self.path, error))?;
        let searcher = searcher(&self.path, &self.index)?;
        self.history
            .look_again(Register::of(&self.path, searcher, self.fields));
        self.fresh.clear();
        Ok(())
    }
}
