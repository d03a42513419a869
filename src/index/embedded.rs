//! An index in a directory, its articles in an inverted index of tantivy: the only home of that crate.
//!
//! `format` holds [`FORMAT`], `words/` the inverted index with the records in it, `originals` and `places` the pages as they were ingested,
//! `files` what was looked at, `sites` what recurs on the pages of each site, `people` who is who across its articles, `stories` which
//! articles are copies of one text.

mod bm25;
mod bm25f;
pub mod check;
mod checked_store;
mod committed;
mod compact;
mod document;
mod facet_collector;
pub mod generation;
mod ids;
mod lowering;
mod near_duplicates;
mod opening;
mod people;
mod phrase_query;
mod pread_directory;
mod recent;
mod register;
pub mod salvage;
mod schema;
mod segments;
#[cfg(test)]
mod sequences;
mod store;
mod touched;
mod writer;

use crate::article::ArticleId;
use crate::clean::site::SiteTemplates;
use crate::durable;
use crate::error::{Error, Result};
use crate::index::engine::Engine;
use crate::index::links::EntityLinks;
use crate::index::originals;
use crate::index::read_files::{FILES_FILE, ReadFiles};
use crate::index::record::StoredRecord;
use crate::index::register::Register;
use crate::index::status::Extent;
use crate::index::stories::StoryEntry;
use crate::index::unusable;
use crate::index::user_texts::UserText;
use crate::index::writer::Writer;
use committed::Committed;
pub use compact::{Compacted, compact};
use generation::Generation;
use near_duplicates::StoryTable;
use opening::{check_format, formatless, is_vacant, make_words, reader, reason};
use register::Sightings;
use schema::SchemaFields;
use std::path::{Path, PathBuf};
use tantivy::{IndexReader, Searcher};
pub use writer::EmbeddedWriter;

/// The format of an index. It rises with every change that an older program could not read.
pub const FORMAT: u32 = 4;

const FORMAT_FILE: &str = "format";
const WORDS_FOLDER: &str = "words";
const ORIGINALS_FILE: &str = "originals";
const SITES_FILE: &str = "sites";
const STORIES_FILE: &str = "stories";
const STORIES_RECENT_FILE: &str = "stories.recent";
/// The tables that are worked out, of which each ends with a checksum.
const TABLES: [&str; 6] = [
    FILES_FILE,
    SITES_FILE,
    people::FILE,
    people::RECENT_FILE,
    STORIES_FILE,
    STORIES_RECENT_FILE,
];

/// An index in a directory, as it was when it was opened.
pub struct Embedded {
    /// The directory, by which errors name it.
    path: PathBuf,
    /// The folder of its files: the directory itself, or one in it.
    home: PathBuf,
    /// The folder in which its files lay when it was opened: another if it is made anew.
    current: PathBuf,
    reader: IndexReader,
    fields: SchemaFields,
    stories: Option<StoryTable>,
    /// With so many digits identities are printed.
    digits: u8,
}

impl Embedded {
    /// Opens the index of a directory, or makes one where there is none: in a new directory, or one in which nothing else is.
    ///
    /// # Errors
    /// If something else is there, or the index is damaged or of another format.
    pub fn create(path: &Path) -> Result<Embedded> {
        if path.join(FORMAT_FILE).exists() {
            return Embedded::open(path);
        }
        if !is_vacant(path) {
            return Err(match path.join(ORIGINALS_FILE).exists() {
                true => formatless(path),
                false => Error::Occupied { path: path.into() },
            });
        }
        make_words(path, &path.join(WORDS_FOLDER))?;
        let format = path.join(FORMAT_FILE);
        let written = durable::replace(&format, format!("{FORMAT}\n").as_bytes());
        written.map_err(|source| Error::Write { path: format, source })?;
        Embedded::open(path)
    }

    /// Opens the index of a directory.
    ///
    /// # Errors
    /// If there is none, or it is damaged or of another format.
    pub fn open(path: &Path) -> Result<Embedded> {
        check_format(path)?;
        let home = generation::home(path);
        match Embedded::open_in(path, home.clone()) {
            // It was made anew just now.
            Err(_) if generation::home(path) != home => Embedded::open(path),
            opened => opened,
        }
    }

    /// Begins an index anew, in a folder of its own until it is whole.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn renewed(index: &Path, generation: &Generation) -> Result<Embedded> {
        make_words(index, &generation.folder().join(WORDS_FOLDER))?;
        Embedded::open_in(index, generation.folder())
    }

    /// Opens the files of an index in one of its folders.
    ///
    /// # Errors
    /// If they are not there or damaged.
    pub fn open_in(path: &Path, home: PathBuf) -> Result<Embedded> {
        let reader = reader(&home.join(WORDS_FOLDER)).map_err(|error| unusable(path, reason(&error)))?;
        let searcher = reader.searcher();
        let committed = Committed::of(searcher.index()).map_err(|error| unusable(path, error))?;
        let (_, fields) = SchemaFields::build();
        Ok(Embedded {
            stories: stories_of(&home, &searcher)?,
            digits: committed.digits,
            current: generation::home(path),
            path: path.into(),
            home,
            reader,
            fields,
        })
    }

    /// Begins to write. One process at a time does.
    ///
    /// # Errors
    /// If another does, or the index cannot be written.
    pub fn write(&self) -> Result<EmbeddedWriter> {
        EmbeddedWriter::new(self)
    }

    fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn unusable(&self, error: impl std::fmt::Display) -> Error {
        unusable(&self.path, error)
    }
}

/// The stories of what a searcher sees; none where they are of another commit.
fn stories_of(home: &Path, searcher: &Searcher) -> Result<Option<StoryTable>> {
    let commit = recent::commit_of(searcher).map_err(|error| unusable(home, error))?;
    let table = StoryTable::open(home)?;
    Ok(table.filter(|table| !table.is_of_another(commit)))
}

impl Engine for Embedded {
    fn register(&self) -> Box<dyn Register> {
        Box::new(Sightings::of(&self.path, self.searcher(), self.fields))
    }

    fn original(&self, record: &StoredRecord) -> Result<Vec<u8>> {
        originals::read(&self.home.join(ORIGINALS_FILE), record.original)
    }

    fn digits(&self) -> u8 {
        self.digits
    }

    fn joins(&self) -> Result<EntityLinks> {
        people::read(&self.home)
    }

    fn story(&self, article: &ArticleId) -> Result<Option<StoryEntry>> {
        self.stories.as_ref().map_or(Ok(None), |table| table.row(article))
    }

    fn stories(&self) -> Result<Vec<StoryEntry>> {
        self.stories.as_ref().map_or(Ok(Vec::new()), StoryTable::all)
    }

    fn is_finished(&self) -> bool {
        let commit = recent::commit_of(&self.searcher());
        commit.is_ok_and(|commit| {
            people::are_of(&self.home, commit) && near_duplicates::are_of(&self.home, commit)
        })
    }

    fn sites(&self) -> Result<SiteTemplates> {
        let path = self.home.join(SITES_FILE);
        match durable::read_sealed(&path) {
            Ok(bytes) => Ok(SiteTemplates::from_bytes(&bytes).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(SiteTemplates::default()),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    fn save_sites(&self, sites: &SiteTemplates) -> Result<()> {
        let path = self.home.join(SITES_FILE);
        let written = durable::replace_sealed(&path, &sites.to_bytes());
        written.map_err(|source| Error::Write { path, source })
    }

    fn files(&self) -> Result<ReadFiles> {
        ReadFiles::of_folder(&self.home)
    }

    fn extent(&self) -> Result<Extent> {
        let searcher = self.searcher();
        let having = |field: &str| {
            let query = tantivy::query::ExistsQuery::new(field.into(), false);
            let found = searcher.search(&query, &tantivy::collector::Count);
            found.map(|n| n as u64).map_err(|error| self.unusable(error))
        };
        Ok(Extent {
            copies: having("copy")?,
            versions: having("older")?,
            segments: searcher.segment_readers().len() as u64,
            index_bytes: folder_bytes(&self.home.join(WORDS_FOLDER)),
            original_bytes: std::fs::metadata(self.home.join(ORIGINALS_FILE)).map_or(0, |m| m.len()),
        })
    }

    fn text(&self, text: UserText) -> Result<Option<String>> {
        let path = text.file(&self.path);
        match std::fs::read_to_string(&path) {
            Ok(written) => Ok(Some(written)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    fn keep_text(&self, text: UserText, written: &str) -> Result<()> {
        let path = text.file(&self.path);
        durable::replace(&path, written.as_bytes()).map_err(|source| Error::Write { path, source })
    }

    fn writer(&self) -> Result<Box<dyn Writer>> {
        Ok(Box::new(self.write()?))
    }
}

fn folder_bytes(path: &Path) -> u64 {
    let files = std::fs::read_dir(path).into_iter().flatten().flatten();
    files
        .filter_map(|file| file.metadata().ok())
        .map(|m| m.len())
        .sum()
}
