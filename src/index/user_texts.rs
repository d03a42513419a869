//! The texts that users keep with an index: plain files in or beside a directory, documents of a cluster.

use crate::error::Result;
use crate::index::{Archive, beside};
use std::path::{Path, PathBuf};

/// A text that users keep with an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserText {
    /// The decisions on actors.
    Actors,
    /// The decisions on outlets.
    Outlets,
    /// The labels and notes.
    Labels,
    /// The names of outlets, a site each.
    OutletNames,
    /// The corrections of facts.
    Corrections,
}

impl UserText {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            UserText::Actors => "actors",
            UserText::Outlets => "outlets",
            UserText::Labels => "labels",
            UserText::OutletNames => "outlets.tsv",
            UserText::Corrections => "corrections.tsv",
        }
    }

    /// Its file for an index in a directory.
    pub(super) fn file(self, index: &Path) -> PathBuf {
        match self {
            UserText::Actors | UserText::Outlets | UserText::Labels => beside(index, self.name()),
            UserText::OutletNames | UserText::Corrections => index.join(self.name()),
        }
    }
}

impl Archive {
    /// A text that users keep with it; an empty one where there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn text(&self, text: UserText) -> Result<String> {
        Ok(self.store.text(text)?.unwrap_or_default())
    }

    /// Puts a text in the place of the one that was read, whole or not at all.
    ///
    /// # Errors
    /// If it cannot be written, or, on a cluster, somebody changed it meanwhile.
    pub fn keep_text(&self, text: UserText, written: &str) -> Result<()> {
        self.store.keep_text(text, written)
    }

    /// Where a text is kept.
    pub fn place_of(&self, text: UserText) -> String {
        match self.store.address() {
            Some(address) => format!("{address} {}", text.name()),
            None => text.file(&self.path).display().to_string(),
        }
    }
}
