//! The table of the stories: a row for each article that has copies, sorted by article, of which a question reads a few.

use crate::article::ArticleId;
use crate::durable;
use crate::error::{Error, Result};
use crate::index::embedded::STORIES_FILE;
use crate::index::embedded::recent::{self, Recent, Seal};
use crate::index::stories::StoryEntry;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The length of an identity, in bytes.
const ID: usize = 32;
/// A row: article, story, the story's earliest article, and how many copies there are.
const ROW: usize = 3 * ID + 8;
/// Where more rows than these are different, all are written anew; in tests soon, so that both happens.
const FEW: usize = if cfg!(test) { 8 } else { 256 };
/// In a large table one in so many may be.
const ONE_IN: u64 = 64;

/// How a row is stored.
trait RowBytes: Sized {
    fn of_bytes(bytes: &[u8; ROW]) -> Self;
    fn to_bytes(self) -> [u8; ROW];
}

impl RowBytes for StoryEntry {
    fn of_bytes(bytes: &[u8; ROW]) -> StoryEntry {
        let id = |place: usize| {
            let mut hash = [0; ID];
            hash.copy_from_slice(&bytes[place * ID..(place + 1) * ID]);
            ArticleId::from_hash(hash)
        };
        let mut copies = [0; 8];
        copies.copy_from_slice(&bytes[3 * ID..]);
        StoryEntry {
            article: id(0),
            story: id(1),
            first: id(2),
            copies: u64::from_le_bytes(copies),
        }
    }

    fn to_bytes(self) -> [u8; ROW] {
        let mut bytes = [0; ROW];
        for (place, id) in [self.article, self.story, self.first].iter().enumerate() {
            bytes[place * ID..(place + 1) * ID].copy_from_slice(id.hash());
        }
        bytes[3 * ID..].copy_from_slice(&self.copies.to_le_bytes());
        bytes
    }
}

/// What is different of an article since the table was written whole: its row, or that it has none.
type Different = ([u8; ID], Option<Vec<u8>>);

/// The table of an index, as it was when it was opened.
pub(crate) struct StoryTable {
    path: PathBuf,
    file: Mutex<File>,
    rows: u64,
    seal: Seal,
    different: BTreeMap<ArticleId, Option<StoryEntry>>,
    /// The commit of which it tells, where that is known.
    commit: Option<u64>,
}

impl StoryTable {
    /// Opens the table of an index, where there is one.
    pub(crate) fn open(index: &Path) -> Result<Option<StoryTable>> {
        let path = index.join(STORIES_FILE);
        // What is different is read first: it is nothing beside a table that was written meanwhile.
        let recent: Option<Recent<Vec<Different>>> = recent::read(&path)?;
        let opened = File::open(&path).and_then(|mut file| {
            let length = file.metadata()?.len().saturating_sub(durable::SEAL as u64);
            let mut seal = Seal::default();
            file.seek(SeekFrom::Start(length))?;
            file.read_exact(&mut seal)?;
            Ok((length / ROW as u64, seal, file))
        });
        let (rows, seal, file) = match opened {
            Ok(opened) => opened,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::Read { path, source }),
        };
        let recent = recent.filter(|recent| recent.is_beside(&seal));
        let commit = recent.as_ref().map(|recent| recent.commit);
        let different = recent.into_iter().flat_map(|recent| recent.changes);
        let different = different.map(|(id, bytes)| {
            let row = bytes.and_then(|bytes| bytes.first_chunk().map(StoryEntry::of_bytes));
            (ArticleId::from_hash(id), row)
        });
        let (file, different) = (Mutex::new(file), different.collect());
        Ok(Some(StoryTable {
            path,
            file,
            rows,
            seal,
            different,
            commit,
        }))
    }

    /// Whether it is known to tell of another commit.
    pub(crate) fn is_of_another(&self, commit: u64) -> bool {
        self.commit.is_some_and(|own| own != commit)
    }

    /// Whether it is known to tell of a commit.
    pub(crate) fn is_of(&self, commit: u64) -> bool {
        self.commit == Some(commit)
    }

    /// Every row, in the order of the articles.
    pub(crate) fn all(&self) -> Result<Vec<StoryEntry>> {
        let bytes = durable::read_sealed(&self.path).map_err(|source| self.error(source))?;
        Ok(self.up_to_date(&bytes))
    }

    /// The rows of some stories.
    pub(crate) fn of_stories(&self, stories: &BTreeSet<ArticleId>) -> Result<Vec<StoryEntry>> {
        if stories.is_empty() {
            return Ok(Vec::new());
        }
        let bytes = std::fs::read(&self.path).map_err(|source| self.error(source))?;
        let mut rows = self.up_to_date(&bytes[..bytes.len().saturating_sub(durable::SEAL)]);
        rows.retain(|row| stories.contains(&row.story));
        Ok(rows)
    }

    fn up_to_date(&self, bytes: &[u8]) -> Vec<StoryEntry> {
        let (rows, _) = bytes.as_chunks();
        let mut rows: BTreeMap<ArticleId, StoryEntry> = rows
            .iter()
            .map(StoryEntry::of_bytes)
            .map(|row| (row.article, row))
            .collect();
        for (article, row) in &self.different {
            match row {
                Some(row) => rows.insert(*article, *row),
                None => rows.remove(article),
            };
        }
        rows.into_values().collect()
    }

    /// The row of an article: a binary search in the file.
    pub(crate) fn row(&self, article: &ArticleId) -> Result<Option<StoryEntry>> {
        if let Some(row) = self.different.get(article) {
            return Ok(*row);
        }
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            let row = self.row_at(middle).map_err(|source| self.error(source))?;
            match row.article.cmp(article) {
                Ordering::Equal => return Ok(Some(row)),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    fn row_at(&self, place: u64) -> std::io::Result<StoryEntry> {
        let mut bytes = [0; ROW];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place * ROW as u64))?;
        file.read_exact(&mut bytes)?;
        Ok(StoryEntry::of_bytes(&bytes))
    }

    /// Puts rows in the place of those of their articles, or takes these away, as of a commit.
    pub(crate) fn change(mut self, rows: BTreeMap<ArticleId, Option<StoryEntry>>, commit: u64) -> Result<()> {
        for (article, row) in rows {
            if self.row(&article)? != row {
                self.different.insert(article, row);
            }
        }
        if self.different.len() > FEW.max((self.rows / ONE_IN) as usize) {
            return write_whole(&self.path, &self.all()?, commit);
        }
        write_different(&self.path, self.seal, &self.different, commit)
    }

    fn error(&self, source: std::io::Error) -> Error {
        Error::Read {
            path: self.path.clone(),
            source,
        }
    }
}

/// Writes the rows of all articles that have copies, as of a commit.
pub(super) fn write_whole(path: &Path, rows: &[StoryEntry], commit: u64) -> Result<()> {
    let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_bytes()).collect();
    let written = durable::replace_sealed(path, &bytes);
    written.map_err(|source| Error::Write {
        path: path.into(),
        source,
    })?;
    write_different(path, *blake3::hash(&bytes).as_bytes(), &BTreeMap::new(), commit)
}

fn write_different(
    path: &Path,
    seal: Seal,
    different: &BTreeMap<ArticleId, Option<StoryEntry>>,
    commit: u64,
) -> Result<()> {
    let different = different
        .iter()
        .map(|(id, row)| (*id.hash(), row.map(|row| row.to_bytes().to_vec())));
    let different: Vec<Different> = different.collect();
    Recent::of(seal, commit, different).write(path)
}
