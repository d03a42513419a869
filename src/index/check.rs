//! Whether an index is as it was written.

use crate::article::ArticleId;
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
                Ok(page) if ArticleId::of(&page) == article.id => None,
                Ok(_) => Some("the original is not the page of which the index speaks".into()),
            };
            tell(&article.id, trouble);
            Ok(())
        })
    }
}
