//! What is different in a table since it was written whole: kept in a small file beside it, with the commit of which both together tell.
//!
//! A large table is written anew seldom, the small file whenever an ingest ends. It names the table to which it belongs by the seal, so
//! that it is nothing beside any other, whichever of the two was written last. A table of another commit than the last is out of date.

use crate::durable;
use crate::error::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;
use std::path::{Path, PathBuf};
use tantivy::Searcher;

/// The seal of a table.
pub(super) type Seal = [u8; durable::SEAL];

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub(super) struct Recent<C> {
    seal: Seal,
    /// The commit of which the table tells.
    pub commit: u64,
    /// What is different.
    pub changes: C,
}

/// The file beside a table.
pub(super) fn path(table: &Path) -> PathBuf {
    table.with_extension("recent")
}

/// What is different in a table; nothing where nothing is kept.
pub(super) fn read<C: DeserializeOwned>(table: &Path) -> Result<Option<Recent<C>>> {
    let path = path(table);
    let damaged = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    let read = durable::read_sealed(&path);
    match read.and_then(|bytes| postcard::from_bytes(&bytes).map_err(damaged)) {
        Ok(recent) => Ok(Some(recent)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path, source }),
    }
}

impl<C: Serialize> Recent<C> {
    /// What is different in a table of a seal at a commit.
    pub(super) fn of(seal: Seal, commit: u64, changes: C) -> Recent<C> {
        Recent {
            seal,
            commit,
            changes,
        }
    }

    /// Whether this belongs to a table of a seal.
    pub(super) fn is_beside(&self, seal: &Seal) -> bool {
        self.seal == *seal
    }

    /// Writes it beside a table.
    pub(super) fn write(&self, table: &Path) -> Result<()> {
        let path = path(table);
        let bytes = postcard::to_stdvec(self).map_err(io::Error::other);
        let written = bytes.and_then(|bytes| durable::replace_sealed(&path, &bytes));
        written.map_err(|source| Error::Write { path, source })
    }
}

/// The commit that a searcher sees.
pub(super) fn commit_of(searcher: &Searcher) -> tantivy::Result<u64> {
    Ok(searcher.index().load_metas()?.opstamp)
}
