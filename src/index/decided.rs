//! The user's decisions on actors, kept beside the index: read when it is opened, written when they change.

use crate::article::Article;
use crate::describe::actors::decided::decided;
use crate::error::{Error, Result};
use crate::index::Archive;
use crate::lexicon::decisions::Decisions;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The file of the decisions of the index in a directory: `news.actors` beside `news`.
pub fn file(index: &Path) -> PathBuf {
    let mut name = index.file_name().unwrap_or_default().to_os_string();
    name.push(".actors");
    index.with_file_name(name)
}

/// The decisions beside an index; none where there is no file.
pub fn read(index: &Path) -> Result<Decisions> {
    let path = file(index);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Decisions::parse(&text).0),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(Decisions::default()),
        Err(source) => Err(Error::Read { path, source }),
    }
}

impl Archive {
    /// The user's decisions on actors, as they were when the index was opened.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// The file of the user's decisions on actors.
    pub fn decisions_file(&self) -> PathBuf {
        file(&self.path)
    }

    /// Writes the user's decisions on actors, whole or not at all.
    pub fn decide(&mut self, decisions: Decisions) -> Result<()> {
        let path = file(&self.path);
        let new = path.with_extension("actors.new");
        fs::write(&new, decisions.to_string())
            .and_then(|()| fs::rename(&new, &path))
            .map_err(|source| Error::Write { path, source })?;
        self.decisions = decisions;
        Ok(())
    }

    /// An article with its actors as decided.
    pub(super) fn as_decided(&self, mut article: Article) -> Article {
        article.actors = decided(article.actors, &article.id.0, &self.decisions);
        article
    }
}

/// The stored identities to look for when these are asked for by a name.
pub fn stored(ids: BTreeSet<String>, name: &str, decisions: &Decisions) -> BTreeSet<String> {
    if decisions.all().next().is_none() {
        return ids;
    }
    let mut actors: BTreeSet<String> = ids.iter().filter_map(|id| decisions.identity(id, "")).collect();
    actors.extend(decisions.named(name).map(str::to_string));
    actors.iter().flat_map(|actor| decisions.sources(actor)).collect()
}
