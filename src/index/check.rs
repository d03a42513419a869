//! Whether an index is as it was written.

use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::{Archive, ORIGINALS_FILE, originals};
use crate::query::{Field, Query};
use std::path::PathBuf;

impl Archive {
    /// The files of the inverted index whose checksums are wrong.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        let damaged = self.searcher().index().validate_checksum();
        let mut damaged: Vec<PathBuf> = damaged
            .map_err(|error| self.unusable(error))?
            .into_iter()
            .collect();
        damaged.sort();
        Ok(damaged)
    }

    /// Reads every original, and tells for each article what is wrong with its own, or nothing.
    pub fn check_originals(&self, mut tell: impl FnMut(&ArticleId, Option<String>)) -> Result<()> {
        let path = self.path.join(ORIGINALS_FILE);
        self.each(&Query::filter(Field::Kind, "any"), |article| -> Result<()> {
            let place = self
                .record(&article.id)?
                .map(|record| record.original)
                .unwrap_or_default();
            let trouble = match originals::read(&path, place) {
                Err(error) => Some(error.to_string()),
                Ok(page) if is_page_of(&page, &article.id) => None,
                Ok(_) => Some("the original is not the page of which the index speaks".into()),
            };
            tell(&article.id, trouble);
            Ok(())
        })
    }
}

/// Whether these are the bytes of an article's page, or the record from which it was restored.
fn is_page_of(page: &[u8], id: &ArticleId) -> bool {
    let record = || Article::from_record(std::str::from_utf8(page).ok()?);
    ArticleId::of(page) == *id || record().is_some_and(|article| article.id == *id)
}
