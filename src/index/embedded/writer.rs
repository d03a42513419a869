//! Adds articles to an index in a directory: bounded in memory, nothing twice, and what was committed stays.
//!
//! Every commit leaves the index as if the ingest had ended there. A page that is new is written at once. One that meets another at
//! its place or its address waits for the commit, which settles what is searched; where that concerns a page that was written since the last
//! commit, the pages that met no other are committed first.

mod commit;
mod notes;
mod settle;

use super::committed::Committed;
use super::ids::id_term;
use super::opening::searcher;
use super::pread_directory::{IndexDirectory, Purpose};
use super::register::Sightings;
use super::schema::{self, SchemaFields};
use super::segments::MergeMoment;
use super::touched::Touched;
use super::{Embedded, ORIGINALS_FILE, WORDS_FOLDER, document, generation, near_duplicates, people, recent};
use crate::article::{Article, ArticleId};
use crate::durable;
use crate::error::{Error, Result};
use crate::index::engine::Engine;
use crate::index::history::History;
use crate::index::originals::{Note, Number, Originals, PageNote};
use crate::index::read_files::ReadFiles;
use crate::index::record::StoredRecord;
use crate::index::sighting::{Sighting, Standing};
use crate::index::writer::{AddOutcome, Writer};
use crate::index::{address, unusable};
use crate::page::{Origin, Place, Revisit};
use std::collections::HashMap;
use std::path::PathBuf;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError};

/// The memory in which postings are gathered before they are written out, in bytes.
const HEAP: usize = 30 << 20;
/// So many bytes of pages wait for a commit at most.
const WAITING: usize = 32 << 20;

/// An article that waits for the commit.
struct Waiting {
    article: Article,
    original: Number,
    furniture: String,
}

/// A document that was added since the last commit: whether it is searched, and the place that its record names.
type Fresh = (bool, Place);

/// Adds to an index in a directory.
pub struct EmbeddedWriter {
    path: PathBuf,
    /// The folder of the files.
    home: PathBuf,
    fields: SchemaFields,
    index: Index,
    words: IndexWriter,
    /// What is committed.
    sightings: Sightings,
    history: History,
    originals: Originals,
    files: ReadFiles,
    waiting: HashMap<ArticleId, Waiting>,
    /// About how many bytes wait.
    waiting_bytes: usize,
    fresh: HashMap<ArticleId, Fresh>,
    /// The articles that came, went or changed.
    touched: Touched,
}

impl EmbeddedWriter {
    /// Takes the lock of an index.
    pub(super) fn new(archive: &Embedded) -> Result<EmbeddedWriter> {
        let failed = |error| match error {
            TantivyError::LockFailure(..) => Error::Locked {
                path: archive.path.clone(),
            },
            error => archive.unusable(error),
        };
        let folder = archive.home.join(WORDS_FOLDER);
        let index = Index::open_in_dir(&folder).map_err(failed)?;
        let directory =
            IndexDirectory::open(&folder, Purpose::Writing).map_err(|error| failed(error.into()))?;
        let mut written = Index::open(directory).map_err(failed)?;
        written.set_tokenizers(schema::analyses());
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
        let touched =
            match people::are_of(&archive.home, commit) && near_duplicates::are_of(&archive.home, commit) {
                true => Touched::none(searcher.num_docs()),
                false => Touched::unknown(),
            };
        let sightings = Sightings::of(&archive.path, searcher, archive.fields);
        Ok(EmbeddedWriter {
            path: archive.path.clone(),
            home: archive.home.clone(),
            fields: archive.fields,
            history: History::new(Box::new(sightings.clone()), committed.digits),
            sightings,
            originals: Originals::append(&archive.home.join(ORIGINALS_FILE), committed.originals)?,
            files: archive.files()?,
            index,
            words,
            waiting: HashMap::new(),
            waiting_bytes: 0,
            fresh: HashMap::new(),
            touched,
        })
    }

    fn write_new(
        &mut self,
        article: &Article,
        original: Number,
        furniture: &str,
        sighting: Sighting,
    ) -> Result<()> {
        self.write(document::of(&self.fields, article, original, furniture))?;
        self.write(document::of_sighting(&self.fields, &sighting))?;
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

    /// Notes an article that comes, goes or changes, as it was committed last.
    fn touch(&mut self, id: &ArticleId) -> Result<()> {
        let sightings = &self.sightings;
        self.touched.note(*id, || sightings.told(id))
    }

    fn write(&self, document: TantivyDocument) -> Result<()> {
        let added = self.words.add_document(document);
        added.map(|_| ()).map_err(|error| unusable(&self.path, error))
    }
}

impl Writer for EmbeddedWriter {
    fn add(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<AddOutcome> {
        let mut sightings = Sighting::of_article(article).into_iter();
        let Some(sighting) = sightings.next() else {
            return Ok(AddOutcome::Unchanged);
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

    fn add_older(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<AddOutcome> {
        if self.history.knows(&article.id)? {
            return Ok(AddOutcome::Unchanged);
        }
        let note = PageNote::of(article).older();
        let original = self.originals.add(original, note)?;
        self.write(document::older(&self.fields, article, original, furniture))?;
        for sighting in Sighting::of_article(article) {
            let standing = Standing::Past;
            self.write(document::of_sighting(
                &self.fields,
                &Sighting { standing, ..sighting },
            ))?;
        }
        self.fresh.insert(article.id, (false, article.source.place()));
        Ok(AddOutcome::New)
    }

    fn replace(&mut self, id: &ArticleId, article: &Article, furniture: &str) -> Result<()> {
        let Some((_, stored)) = self.sightings.content(id)? else {
            return Ok(());
        };
        let Some(old) = StoredRecord::from_bytes(&stored.record) else {
            return Ok(());
        };
        let mut article = article.clone();
        article.added = old.article().added;
        article.source = old.article().source.clone();
        self.history.move_to(id, address::key(&article))?;
        self.wait(article, old.original, furniture.to_string());
        Ok(())
    }

    fn again(&mut self, origin: &Origin, revisit: &Revisit) -> Result<Option<(AddOutcome, ArticleId)>> {
        let Some(before) = self.history.captured(revisit)? else {
            return Ok(None);
        };
        let sighting = before.again(origin);
        let seen = self.history.see(sighting.clone())?;
        self.note(&sighting, seen.added)?;
        Ok(Some((seen.added, sighting.content)))
    }

    fn gone(&mut self, place: &Place) -> Result<Option<ArticleId>> {
        self.files.forget(&place.path);
        self.originals.note(Note::Gone(place.clone()))?;
        self.history.gone(place)
    }

    fn delete(&mut self, ids: &[ArticleId]) -> Result<()> {
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
        let length = self.originals.commit()?;
        let changes = self.history.changes()?;
        if changes.iter().any(|change| self.is_of_fresh(change)) {
            self.commit_words(length)?;
        }
        self.settle(changes)?;
        self.files.write_forgotten(&self.home)?;
        self.commit_words(length)?;
        self.history.settled();
        self.files.write(&self.home)?;
        self.join_segments(MergeMoment::Meanwhile)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.commit()?;
        self.join_segments(MergeMoment::AtTheEnd)?;
        self.bring_tables_up_to_date()
    }
}
