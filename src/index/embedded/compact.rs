//! Takes what was deleted out of the files of an index: the pages, and what the inverted index still has of their words.

use crate::durable::{self, Act};
use crate::error::{Error, Result};
use crate::index::embedded::check::damage_of_words;
use crate::index::embedded::committed::Committed;
use crate::index::embedded::generation::Generation;
use crate::index::embedded::pread_directory::{IndexDirectory, Purpose};
use crate::index::embedded::{Embedded, ORIGINALS_FILE, SITES_FILE, WORDS_FOLDER, near_duplicates, people};
use crate::index::originals::{Journal, JournalEntry, Note, Number, Originals};
use crate::index::read_files::FILES_FILE;
use crate::index::record::StoredRecord;
use crate::index::unusable;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::Value;
use tantivy::{Index, IndexWriter, TantivyDocument};

/// The memory of a writer that adds nothing, in bytes.
const HEAP: usize = 15 << 20;

/// What compaction did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compacted {
    /// How many pages were taken out.
    pub pages: u64,
    /// How many bytes of the originals there were, and how many there are.
    pub before: u64,
    /// The bytes that there are.
    pub after: u64,
}

/// Takes deleted pages out of the index of a directory, which answers meanwhile, and is as it was if this is interrupted.
///
/// # Errors
/// If it is damaged, cannot be written, or another process writes to it.
pub fn compact(index: &Path) -> Result<Compacted> {
    let generation = Generation::begin(index)?;
    // What is copied gets checksums of its own: damage would never be found again.
    if let Some(damage) = damage_of_words(generation.old()) {
        return Err(unusable(index, damage));
    }
    let compacted = Embedded::open_in(index, generation.old().into())?.compact_into(&generation.folder())?;
    generation.take_place()?;
    Ok(compacted)
}

impl Embedded {
    /// Writes the files of the index without what was deleted into an empty folder.
    fn compact_into(&self, folder: &Path) -> Result<Compacted> {
        let compacted = self.copy_originals(&folder.join(ORIGINALS_FILE))?;
        let words = folder.join(WORDS_FOLDER);
        copy_words(&self.home.join(WORDS_FOLDER), &words).map_err(|source| Error::Write {
            path: words.clone(),
            source,
        })?;
        self.rewrite_segments(&words, compacted.after)?;
        for table in [FILES_FILE, SITES_FILE] {
            copy_table(&self.home.join(table), &folder.join(table))?;
        }
        let searcher = Embedded::open_in(&self.path, folder.into())?.searcher();
        people::renew(folder, &searcher)?;
        near_duplicates::write(folder, &searcher)?;
        Ok(compacted)
    }

    /// Copies the pages of living articles, under their numbers, and the notes of them.
    fn copy_originals(&self, to: &Path) -> Result<Compacted> {
        let from = self.home.join(ORIGINALS_FILE);
        let read = |source| Error::Read {
            path: from.clone(),
            source,
        };
        let living = self.living()?;
        let mut copy = Originals::append(to, 0)?;
        let mut compacted = Compacted::default();
        let (mut ids, mut places) = (HashSet::new(), HashSet::new());
        for entry in Journal::open(&from, self.committed()?.originals).map_err(read)? {
            match entry.map_err(read)? {
                JournalEntry::Noted(Note::Page(note), frame) if living.contains(&note.number()) => {
                    let bytes = Journal::bytes(&from, &frame).map_err(read)?;
                    ids.insert(note.id);
                    places.insert(note.source.place());
                    copy.add_frame(note.number(), *note, &bytes)?;
                }
                JournalEntry::Noted(Note::Page(_), _) => compacted.pages += 1,
                JournalEntry::Noted(Note::Seen(seen), _) if ids.contains(&seen.content) => {
                    places.insert(seen.place.clone());
                    copy.note(Note::Seen(seen))?;
                }
                // What only a deleted page stood at is not told any more.
                JournalEntry::Noted(Note::Gone(place), _) if places.contains(&place) => {
                    copy.note(Note::Gone(place))?;
                }
                JournalEntry::Noted(..) => {}
                JournalEntry::Bare(_) | JournalEntry::Damaged(_) => {
                    return Err(unusable(&self.path, "the originals are damaged"));
                }
            }
        }
        compacted.after = copy.commit()?;
        compacted.before = fs::metadata(&from).map_err(read)?.len();
        Ok(compacted)
    }

    fn committed(&self) -> Result<Committed> {
        Committed::of(self.searcher().index()).map_err(|error| self.unusable(error))
    }

    /// The numbers of the originals of living articles, older versions among them.
    fn living(&self) -> Result<HashSet<Number>> {
        let mut living = HashSet::new();
        let searcher = self.searcher();
        for segment in searcher.segment_readers() {
            let store = segment
                .get_store_reader(1)
                .map_err(|error| self.unusable(error))?;
            for doc in segment.doc_ids_alive() {
                let document: TantivyDocument = store.get(doc).map_err(|error| self.unusable(error))?;
                let bytes = document
                    .get_first(self.fields.record)
                    .and_then(|value| value.as_bytes());
                // What is no record is a further place of one.
                living.extend(
                    bytes
                        .and_then(StoredRecord::from_bytes)
                        .map(|record| record.original),
                );
            }
        }
        Ok(living)
    }

    /// Writes the segments anew in which something was deleted.
    fn rewrite_segments(&self, words: &Path, originals: u64) -> Result<()> {
        let failed = |error| unusable(&self.path, error);
        let directory = IndexDirectory::open(words, Purpose::Writing);
        let directory = directory.map_err(|error| failed(error.into()))?;
        let index = Index::open(directory).map_err(failed)?;
        let mut writer: IndexWriter<TantivyDocument> =
            index.writer_with_num_threads(1, HEAP).map_err(failed)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for segment in index.searchable_segment_metas().map_err(failed)? {
            if segment.has_deletes() {
                writer.merge(&[segment.id()]).wait().map_err(failed)?;
            }
        }
        let committed = Committed::of(&index).map_err(failed)?;
        let committed = Committed {
            originals,
            ..committed
        };
        let mut commit = writer.prepare_commit().map_err(failed)?;
        commit.set_payload(&committed.to_text());
        commit.commit().map_err(failed)?;
        writer.garbage_collect_files().wait().map_err(failed)?;
        writer.wait_merging_threads().map_err(failed)
    }
}

/// Copies the files of an inverted index; as links where the system can, as they are never written to again.
fn copy_words(from: &Path, to: &Path) -> io::Result<()> {
    durable::create_folder(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, copy) = (entry.file_name(), to.join(entry.file_name()));
        if name.as_encoded_bytes().ends_with(b".lock") {
            continue;
        }
        durable::step(&copy, Act::Write)?;
        if fs::hard_link(entry.path(), &copy).is_err() {
            fs::copy(entry.path(), &copy)?;
            fs::File::open(&copy)?.sync_all()?;
        }
    }
    Ok(())
}

/// Copies a table, where there is one.
fn copy_table(from: &Path, to: &Path) -> Result<()> {
    match fs::read(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::Read {
            path: from.into(),
            source,
        }),
        Ok(bytes) => durable::replace(to, &bytes).map_err(|source| Error::Write {
            path: to.into(),
            source,
        }),
    }
}
