//! The pages as they were ingested, in a directory that the machines share or in a store like S3: packs that are written once, each the
//! pages of one commit, a Zstandard frame after another.

use super::access::{Access, STORE_SCHEME};
use super::bucket::Bucket;
use crate::article::ArticleId;
use crate::durable;
use crate::error::{Error, Result};
use crate::index::originals::{bytes_at, page_of};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The level at which pages are compressed, as in an index in a directory.
const LEVEL: i32 = 3;

/// Where the packs are.
#[derive(Clone)]
pub(super) enum Shelf {
    /// In a directory.
    Folder(PathBuf),
    /// In a store.
    Bucket(Arc<Bucket>),
}

impl Shelf {
    /// The place of a name, by what is known of stores.
    ///
    /// # Errors
    /// If nothing is known of a store, or that cannot be used.
    pub(super) fn of(named: &str, access: &Access) -> Result<Shelf> {
        Ok(match named.starts_with(STORE_SCHEME) {
            true => Shelf::Bucket(Arc::new(Bucket::of(named, access)?)),
            false => Shelf::Folder(named.into()),
        })
    }

    /// Makes sure that it can be used, and that there is such a directory or bucket.
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Shelf::Folder(folder) => {
                let made = std::fs::create_dir_all(folder);
                made.map_err(|source| Error::Write {
                    path: folder.clone(),
                    source,
                })
            }
            Shelf::Bucket(bucket) => bucket.check(),
        }
    }

    /// How many bytes the packs have.
    pub(super) fn size(&self) -> Result<u64> {
        match self {
            Shelf::Folder(folder) => Ok(folder_bytes(folder)),
            Shelf::Bucket(bucket) => bucket.size(),
        }
    }

    /// Keeps a pack.
    pub(super) fn keep(&self, name: &str, bytes: &[u8]) -> Result<()> {
        match self {
            Shelf::Folder(folder) => write(folder, name, bytes),
            Shelf::Bucket(bucket) => bucket.put(&below(name), bytes),
        }
    }

    /// The page at a place.
    pub(super) fn page(&self, place: &Value) -> Result<Option<Vec<u8>>> {
        let (Some(name), Some(start), Some(length)) = (
            place["pack"].as_str(),
            place["start"].as_u64(),
            place["length"].as_u64(),
        ) else {
            return Ok(None);
        };
        let page = match self {
            Shelf::Folder(folder) => {
                let path = folder.join(below(name));
                let page =
                    File::open(&path).and_then(|mut file| page_of(&bytes_at(&mut file, start, length)?));
                page.map_err(|source| Error::Read { path, source })?
            }
            Shelf::Bucket(bucket) => {
                let frame = bucket.get(&below(name), start, length)?;
                page_of(&frame).map_err(|error| bucket.unusable(&format!("{name} is damaged: {error}")))?
            }
        };
        Ok(Some(page))
    }
}

/// Where a pack is below a directory, or behind the prefix of a bucket.
fn below(name: &str) -> String {
    format!("{}/{name}", name.get(..2).unwrap_or_default())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(below(name));
    let written = std::fs::create_dir_all(path.parent().unwrap_or(folder))
        .and_then(|()| durable::sync_folder(folder))
        .and_then(|()| durable::replace(&path, bytes));
    written.map_err(|source| Error::Write { path, source })
}

/// How many bytes the files below a folder have.
fn folder_bytes(folder: &Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    files
        .filter_map(|file| file.metadata().ok())
        .filter(|m| m.is_file())
        .map(|m| m.len())
        .sum()
}

/// The pack of the next commit.
pub(super) struct Pack {
    shelf: Option<Shelf>,
    bytes: Vec<u8>,
    places: HashMap<ArticleId, (u64, u64)>,
}

impl Pack {
    /// An empty one, of a shelf; without one no page is kept.
    pub(super) fn of(shelf: Option<Shelf>) -> Pack {
        Pack {
            shelf,
            bytes: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Adds the page of a content.
    pub(super) fn add(&mut self, id: ArticleId, page: &[u8]) -> Result<()> {
        if self.shelf.is_none() {
            return Ok(());
        }
        let frame = zstd::bulk::compress(page, LEVEL).map_err(|source| Error::Write {
            path: PathBuf::from(id.to_hex()),
            source,
        })?;
        self.places
            .insert(id, (self.bytes.len() as u64, frame.len() as u64));
        self.bytes.extend_from_slice(&frame);
        Ok(())
    }

    /// How many bytes wait to be written.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Brings the pages to where they are kept, and says where each is.
    pub(super) fn commit(&mut self) -> Result<HashMap<ArticleId, Value>> {
        let (bytes, places) = (std::mem::take(&mut self.bytes), std::mem::take(&mut self.places));
        let Some(shelf) = self.shelf.as_ref().filter(|_| !bytes.is_empty()) else {
            return Ok(HashMap::new());
        };
        // The name is the hash of what is in it: what is written again is the same.
        let name = blake3::hash(&bytes).to_hex().to_string();
        shelf.keep(&name, &bytes)?;
        let place = |(id, (start, length))| (id, json!({ "pack": name, "start": start, "length": length }));
        Ok(places.into_iter().map(place).collect())
    }
}
