//! Facts about an index: how much it holds, and what it takes.

use super::plan::{ANY_KIND, Code, Plan};
use super::{Archive, FORMAT};
use crate::error::Result;

/// Facts about an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// [`FORMAT`].
    pub format: u32,
    /// How many articles are searched, of whatever kind.
    pub articles: u64,
    /// How many files were looked at.
    pub files: u64,
    /// What is kept, and what it takes.
    pub extent: Extent,
}

/// How much an engine keeps, and what it takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extent {
    /// How many older versions of articles are kept.
    pub versions: u64,
    /// How many further paths of articles are known.
    pub copies: u64,
    /// In how many parts the index lies.
    pub segments: u64,
    /// How many bytes the index takes, without the originals.
    pub index_bytes: u64,
    /// How many bytes the compressed originals take.
    pub original_bytes: u64,
}

impl Archive {
    /// Facts about it.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn status(&self) -> Result<Status> {
        let articles = Plan::Values(Code::Kind, vec![ANY_KIND.into()], 0.0);
        Ok(Status {
            format: FORMAT,
            articles: self.store.count(&articles)?,
            files: self.files()?.count() as u64,
            extent: self.store.extent()?,
        })
    }
}
