//! How articles are stored, found and counted: the only home of tantivy.
//!
//! An index is a directory: `format` holds [`FORMAT`], `words/` the inverted index with the records in it, `originals` and `places` the
//! pages as they were ingested, `files` what was looked at, `sites` what recurs on the pages of each site, `people` who is who
//! across its articles, `stories` which articles are copies of one text. An article is searched by its exact words; the other
//! forms of a word are found when it is asked for, so that one set of postings answers both `armées` and `"armées"`.

mod added;
mod address;
#[cfg(test)]
mod answers;
mod bm25;
pub mod check;
mod checked_store;
mod compact;
mod committed;
#[cfg(test)]
mod contract;
mod counting;
mod cross_table;
pub mod decided;
mod dictionary;
mod directory;
mod document;
mod embedded;
pub mod files;
mod forms;
pub mod generation;
pub mod graph;
mod history;
mod identity;
mod ids;
pub mod joins;
mod kept;
pub mod labels;
pub mod marks;
mod meaning;
#[cfg(test)]
mod memory;
mod naming;
mod opening;
pub mod originals;
mod outlets;
mod paths;
mod phrase_query;
mod plan;
mod proximity;
mod recent;
pub mod record;
mod register;
pub mod salvage;
mod schema;
pub mod search;
mod segments;
#[cfg(test)]
mod sequences;
mod sighting;
mod similar;
mod sketch;
pub mod snippet;
pub mod status;
mod store;
mod stories;
pub mod tally;
#[cfg(test)]
mod tests;
mod touched;
mod trial;
mod unfinished;
mod unseen;
mod versions;
mod word_query;
pub mod writer;

use crate::article::{Article, ArticleId};
use crate::clean::site::Memory;
use crate::durable;
use crate::error::{Error, Result};
use crate::lexicon::decisions::Decisions;
use crate::page::parted;
use crate::query::Query;
pub use address::{Key, is_of_one_page, key_of_url};
use committed::Committed;
pub use cross_table::CrossTable;
use decided::Identities;
use embedded::Embedded;
use files::Files;
use generation::Generation;
pub use graph::{Edge, Graph, Window};
pub use kept::{Kept, Version};
pub use marks::{Matcher, Part, Place};
use meaning::Meaning;
pub use meaning::Remark;
use opening::{check_format, formatless, is_vacant, make_words};
pub use paths::Paths;
use record::Record;
pub use search::Hit;
pub use snippet::Snippet;
pub use status::Status;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use store::Store;
pub use store::{Sort, Wanted};
pub use tally::{Counted, Tally, most_frequent_first};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};
pub use trial::Trial;
pub use versions::Stood;
pub use writer::{Added, Writer};

/// The format of an index. It rises with every change that an older program could not read.
pub const FORMAT: u32 = 4;

const FORMAT_FILE: &str = "format";
const WORDS_FOLDER: &str = "words";
const ORIGINALS_FILE: &str = "originals";
const FILES_FILE: &str = "files";
const SITES_FILE: &str = "sites";
const STORIES_FILE: &str = "stories";
const STORIES_RECENT_FILE: &str = "stories.recent";
/// The tables that are worked out, of which each ends with a checksum.
const TABLES: [&str; 6] = [
    FILES_FILE,
    SITES_FILE,
    joins::FILE,
    joins::RECENT_FILE,
    STORIES_FILE,
    STORIES_RECENT_FILE,
];
/// An index on disk, as it was when it was opened.
pub struct Archive {
    path: PathBuf,
    /// The folder of its files: the directory itself, or one in it.
    home: PathBuf,
    /// The folder in which its files lay when it was opened: another if it is made anew.
    current: PathBuf,
    store: Embedded,
    decisions: Decisions,
    /// Who is who, once it was asked.
    identities: OnceLock<Identities>,
    /// The user's labels, once they were asked for.
    labels: OnceLock<labels::Labels>,
    /// The query that was asked last, with its meaning: a command tells what there is to say of a query before it asks it.
    last_meaning: Mutex<Option<(Query, Meaning)>>,
    stories: Option<stories::Table>,
    /// With so many digits identities are printed.
    digits: u8,
    /// From where its files are seen; else they are named as the index does.
    paths: Option<Paths>,
    /// The articles that an index answers which is asked before it.
    answered_before: HashSet<ArticleId>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens the index of a directory, or makes one where there is none: in a new directory, or one in which nothing else is.
    pub fn create(path: &Path) -> Result<Archive> {
        if path.join(FORMAT_FILE).exists() {
            return Archive::open(path);
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
        Archive::open(path)
    }

    /// Opens the index of a directory.
    pub fn open(path: &Path) -> Result<Archive> {
        check_format(path)?;
        let home = generation::home(path);
        match Archive::open_in(path, home.clone()) {
            // It was made anew just now.
            Err(_) if generation::home(path) != home => Archive::open(path),
            opened => opened,
        }
    }

    /// Begins an index anew, in a folder of its own until it is whole.
    pub fn renewed(index: &Path, generation: &Generation) -> Result<Archive> {
        make_words(index, &generation.folder().join(WORDS_FOLDER))?;
        Archive::open_in(index, generation.folder())
    }

    /// Opens the files of an index in one of its folders.
    pub fn open_in(path: &Path, home: PathBuf) -> Result<Archive> {
        let store = Embedded::open(path, &home)?;
        let committed = Committed::of(store.searcher().index()).map_err(|error| unusable(path, error))?;
        Ok(Archive {
            decisions: decided::read(path)?,
            identities: OnceLock::new(),
            labels: OnceLock::new(),
            last_meaning: Mutex::default(),
            stories: stories_of(&home, &store.searcher())?,
            digits: committed.digits,
            paths: None,
            answered_before: HashSet::new(),
            current: generation::home(path),
            path: path.into(),
            home,
            store,
        })
    }

    /// The directory of the index.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same, with files named as they are found from a directory.
    pub fn seen_from(self, here: &Path) -> Archive {
        let paths = Some(Paths::of(&self.path, here));
        Archive { paths, ..self }
    }

    /// A plain file of the user's beside the index: `news.queries` beside `news`.
    pub fn beside(&self, kind: &str) -> PathBuf {
        beside(&self.path, kind)
    }

    /// Begins to write. One process at a time does.
    pub fn writer(&self) -> Result<Writer> {
        Writer::new(self)
    }

    /// What is remembered of the sites of its pages; nothing of a memory of another form.
    pub fn sites(&self) -> Result<Memory> {
        let path = self.home.join(SITES_FILE);
        match durable::read_sealed(&path) {
            Ok(bytes) => Ok(Memory::from_bytes(&bytes).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Memory::default()),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    /// Keeps what is remembered of the sites, in the place of what was.
    pub fn remember(&self, sites: &Memory) -> Result<()> {
        let path = self.home.join(SITES_FILE);
        let written = durable::replace_sealed(&path, &sites.to_bytes());
        written.map_err(|source| Error::Write { path, source })
    }

    /// The files that were looked at.
    pub fn files(&self) -> Result<Files> {
        Files::read(&self.home.join(FILES_FILE))
    }

    /// The article of this identity, searched or an older version.
    pub fn article(&self, id: &ArticleId) -> Result<Option<Article>> {
        let found = self.store.record(id)?;
        found.map(|(_, record)| self.told(record)).transpose()
    }

    /// The page as it was ingested, or the piece of the file in which it stood.
    pub fn original(&self, id: &ArticleId) -> Result<Option<Vec<u8>>> {
        let Some((_, record)) = self.store.record(id)? else {
            return Ok(None);
        };
        let kept = originals::read(&self.home.join(ORIGINALS_FILE), record.original)?;
        let slice = parted(&kept).1.map(<[u8]>::to_vec);
        Ok(Some(slice.unwrap_or(kept)))
    }

    fn searcher(&self) -> Searcher {
        self.store.searcher()
    }

    /// The article of a record, with what is known beside it: the user's decisions and its copies.
    fn told(&self, record: Record) -> Result<Article> {
        let mut article = self.as_decided(record.into_article())?;
        article.id = self.shown(article.id);
        article.story = self.story(&article.id)?;
        article.source.forms = self.further_places(&article.id)?;
        if let Some(paths) = &self.paths {
            let forms = article.source.forms.iter_mut().map(|form| &mut form.path);
            for path in forms.chain([&mut article.source.path]) {
                *path = paths.shown(path);
            }
        }
        Ok(article)
    }

    fn unusable(&self, error: impl std::fmt::Display) -> Error {
        unusable(&self.path, error)
    }
}

/// The stories of what a searcher sees; none where they are of another commit.
fn stories_of(home: &Path, searcher: &Searcher) -> Result<Option<stories::Table>> {
    let commit = recent::commit_of(searcher).map_err(|error| unusable(home, error))?;
    let table = stories::Table::open(home)?;
    Ok(table.filter(|table| !table.is_of_another(commit)))
}

fn unusable(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::Index {
        path: path.into(),
        reason: error.to_string(),
    }
}

/// A file beside an index: `news.actors` beside `news`.
fn beside(index: &Path, kind: &str) -> PathBuf {
    let mut name = index.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(kind);
    index.with_file_name(name)
}

/// The term of an identity in a field.
fn id_term(field: Field, id: &ArticleId) -> Term {
    Term::from_field_bytes(field, id.hash())
}

/// The identity that is stored as these bytes.
fn id_of_bytes(bytes: &[u8]) -> Option<ArticleId> {
    bytes.try_into().ok().map(ArticleId::from_hash)
}
