//! The kept page of an article, and how it is read again: from the same origin as it was read first, whatever stands there now.

use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::Archive;
use crate::page::Page;
use crate::read;

/// A page as the archive keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The page, with the origin with which it was read first.
    pub page: Page,
    /// What the archive says of it.
    pub article: Article,
    /// Whether it is searched.
    pub version: Version,
}

/// How an article stands to the other texts of its places and its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// It is what stands there: it is searched.
    Current,
    /// Another took its place: it is kept and not searched.
    Superseded,
    /// Another form of the same page is searched: it is kept as a further place of that.
    Form,
}

impl Archive {
    /// The kept page of an article; nothing where there is no such article. This is the only way to read a kept page again.
    ///
    /// # Errors
    /// If the index or the originals cannot be read.
    pub fn kept(&self, id: &ArticleId) -> Result<Option<Kept>> {
        let Some((version, record)) = self.store.record(id)? else {
            return Ok(None);
        };
        let bytes = self.store.original(&record)?;
        let page = read::page_of(bytes, record.article().origin());
        Ok(Some(Kept {
            page,
            article: self.hydrate(record)?,
            version,
        }))
    }
}
