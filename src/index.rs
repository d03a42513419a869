//! How articles are stored, found and counted: the only home of tantivy.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// The format of an index. It rises with every change that an older program could not read.
pub const FORMAT: u32 = 1;

/// An index on disk.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
}

/// Facts about an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// [`FORMAT`].
    pub format: u32,
    /// How many articles are searched.
    pub articles: u64,
    /// How many older versions of articles are kept.
    pub versions: u64,
    /// How many files were looked at.
    pub files: u64,
    /// In how many parts the index lies.
    pub segments: u64,
    /// How many bytes the index takes, without the originals.
    pub index_bytes: u64,
    /// How many bytes the compressed originals take.
    pub original_bytes: u64,
}

impl Archive {
    /// Opens an index.
    pub fn open(path: &Path) -> Result<Archive> {
        Err(Error::NoIndex { path: path.into() })
    }

    /// The directory of the index.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Facts about it.
    pub fn status(&self) -> Result<Status> {
        Ok(Status::default())
    }
}
