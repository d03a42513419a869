//! Facts about an index: how much it holds, and what it takes.

use super::plan::{ANY_KIND, Code, Plan};
use super::store::Store;
use super::{Archive, FORMAT, ORIGINALS_FILE, WORDS_FOLDER};
use crate::error::Result;
use std::path::Path;

/// Facts about an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// [`FORMAT`].
    pub format: u32,
    /// How many articles are searched, of whatever kind.
    pub articles: u64,
    /// How many older versions of articles are kept.
    pub versions: u64,
    /// How many further paths of articles are known.
    pub copies: u64,
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
    /// Facts about it.
    pub fn status(&self) -> Result<Status> {
        let searcher = self.searcher();
        let having = |field: &str| {
            let query = tantivy::query::ExistsQuery::new(field.into(), false);
            let found = searcher.search(&query, &tantivy::collector::Count);
            found.map(|n| n as u64).map_err(|error| self.unusable(error))
        };
        let articles = Plan::Values(Code::Kind, vec![ANY_KIND.into()], 0.0);
        Ok(Status {
            format: FORMAT,
            articles: self.store.count(&articles)?,
            copies: having("copy")?,
            versions: having("older")?,
            files: self.files()?.len() as u64,
            segments: searcher.segment_readers().len() as u64,
            index_bytes: folder_bytes(&self.home.join(WORDS_FOLDER)),
            original_bytes: std::fs::metadata(self.home.join(ORIGINALS_FILE)).map_or(0, |m| m.len()),
        })
    }
}

fn folder_bytes(path: &Path) -> u64 {
    let files = std::fs::read_dir(path).into_iter().flatten().flatten();
    files
        .filter_map(|file| file.metadata().ok())
        .map(|m| m.len())
        .sum()
}
