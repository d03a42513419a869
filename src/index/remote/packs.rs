//! The pages as they were ingested, in a directory that the machines share: packs that are written once, each the pages of one commit, a
//! Zstandard frame after another.

use crate::article::ArticleId;
use crate::durable;
use crate::error::{Error, Result};
use crate::index::originals::{bytes_at, page_of};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The level at which pages are compressed, as in an index in a directory.
const LEVEL: i32 = 3;

/// The pack of the next commit.
pub(super) struct Pack {
    folder: Option<PathBuf>,
    bytes: Vec<u8>,
    places: HashMap<ArticleId, (u64, u64)>,
}

impl Pack {
    /// An empty one, of a directory; without one no page is kept.
    pub(super) fn of(folder: Option<PathBuf>) -> Pack {
        Pack {
            folder,
            bytes: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Adds the page of a content.
    pub(super) fn add(&mut self, id: ArticleId, page: &[u8]) -> Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let frame = zstd::bulk::compress(page, LEVEL).map_err(|source| Error::Write {
            path: folder.clone(),
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

    /// Brings the pages to the disk, and says where each is.
    pub(super) fn commit(&mut self) -> Result<HashMap<ArticleId, Value>> {
        let (bytes, places) = (std::mem::take(&mut self.bytes), std::mem::take(&mut self.places));
        let Some(folder) = self.folder.as_ref().filter(|_| !bytes.is_empty()) else {
            return Ok(HashMap::new());
        };
        // The name is the hash of what is in it: what is written again is the same.
        let name = blake3::hash(&bytes).to_hex().to_string();
        let path = path_of(folder, &name);
        let written = std::fs::create_dir_all(path.parent().unwrap_or(folder))
            .and_then(|()| durable::sync_folder(folder))
            .and_then(|()| durable::replace(&path, &bytes));
        written.map_err(|source| Error::Write { path, source })?;
        let place = |(id, (start, length))| (id, json!({ "pack": name, "start": start, "length": length }));
        Ok(places.into_iter().map(place).collect())
    }
}

fn path_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(name.get(..2).unwrap_or_default()).join(name)
}

/// The page at a place.
pub(super) fn read(folder: &Path, place: &Value) -> Result<Option<Vec<u8>>> {
    let (Some(name), Some(start), Some(length)) = (
        place["pack"].as_str(),
        place["start"].as_u64(),
        place["length"].as_u64(),
    ) else {
        return Ok(None);
    };
    let path = path_of(folder, name);
    let page = File::open(&path).and_then(|mut file| page_of(&bytes_at(&mut file, start, length)?));
    page.map(Some).map_err(|source| Error::Read { path, source })
}
