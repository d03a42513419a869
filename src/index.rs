//! How articles are stored, found and counted, whatever engine holds them.
//!
//! What a query means is a `Plan`, made with what a `Dictionary` says of the words and names that there
//! are; a `Store` answers it, an [`Engine`] keeps what stands beside the articles, a [`Writer`] adds to it. An article is
//! searched by its exact words; the other forms of a word are found when it is asked for, so that one set of postings answers both
//! `armées` and `"armées"`.

mod actor_lookup;
mod address;
#[cfg(test)]
mod contract;
mod copies;
mod cross_table;
mod dictionary;
mod document;
pub mod embedded;
mod engine;
mod expansion;
pub mod facets;
mod files;
pub mod graph;
pub mod highlight;
mod history;
pub mod identities;
mod kept;
pub mod labels;
pub mod links;
#[cfg(test)]
mod memory;
mod minhash;
mod more_like_this;
mod naming;
pub mod originals;
mod outlets;
mod paths;
mod plan;
mod planner;
mod proximity;
pub mod read_files;
pub mod record;
mod register;
pub mod remote;
pub mod search;
#[cfg(test)]
mod search_tests;
mod sighting;
pub mod snippet;
pub mod status;
mod store;
mod stories;
#[cfg(test)]
mod tests;
mod trial;
mod unfinished;
mod unseen;
mod user_actors;
pub mod user_texts;
mod versions;
pub mod writer;

use crate::article::{Article, ArticleId};
use crate::clean::site::SiteTemplates;
use crate::error::{Error, Result};
use crate::lexicon::curation::Decisions;
use crate::page::parted;
use crate::query::Query;
pub use address::{Key, is_of_one_page, key_of_url};
pub use cross_table::CrossTable;
use embedded::Embedded;
pub use embedded::FORMAT;
pub use engine::Engine;
pub use facets::{Facet, Tally, most_frequent_first};
pub use graph::{Edge, Graph, Window};
pub use highlight::{HitPlace, Matcher, Part};
use identities::Identities;
pub use kept::{Kept, Version};
pub use paths::Paths;
use planner::Meaning;
pub use planner::Remark;
use read_files::ReadFiles;
use record::StoredRecord;
pub use search::Hit;
pub use snippet::Snippet;
pub use status::Status;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
pub use store::{Sort, TopHits};
pub use trial::Trial;
pub use user_texts::UserText;
pub use versions::Stood;
pub use writer::{AddOutcome, Writer};

/// An index, as it was when it was opened.
///
/// ```
/// use archive::clean::site::SiteTemplates;
/// use archive::describe::{Corrections, OutletNames};
/// use archive::pipeline::Context;
/// use archive::index::{Archive, Sort, TopHits};
/// use archive::ingest::{Manner, Workers, ingest};
/// use archive::lexicon::Lexicon;
/// use archive::query::parse;
///
/// let folder = tempfile::tempdir()?;
/// let page = folder.path().join("page.txt");
/// std::fs::write(&page, "Pont rouvert à Bamako\n\nLe maire Oumar Diarra a rouvert le pont lundi, après trois ans de travaux.\n")?;
/// let archive = Archive::create(&folder.path().join("index"))?;
/// let (outlets, corrections, sites) = (OutletNames::default(), Corrections::default(), SiteTemplates::default());
/// let context = Context { lexicon: Lexicon::built_in(), outlets: &outlets, corrections: &corrections, sites: &sites };
/// let manner = Manner::at("2022-05-13T08:00:00Z".parse()?);
/// ingest(&archive, &Workers::new(1), (&[page], folder.path()), manner, context, |_| ())?;
///
/// // What was committed is seen by those who open the index then.
/// let archive = Archive::open(archive.path())?;
/// let query = parse("person:diarra").query;
/// let hits = archive.search(&query, TopHits { offset: 0, limit: 10, sort: Sort::Relevance })?;
/// assert_eq!(hits[0].article.title.as_deref(), Some("Pont rouvert à Bamako"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Archive {
    path: PathBuf,
    store: Box<dyn Engine>,
    decisions: Decisions,
    /// Who is who, once it was asked.
    identities: OnceLock<Identities>,
    /// The user's labels, once they were asked for.
    labels: OnceLock<labels::UserLabels>,
    /// The query that was asked last, with its meaning: a command tells what there is to say of a query before it asks it.
    last_meaning: Mutex<Option<(Query, Meaning)>>,
    /// From where its files are seen; else they are named as the index does.
    paths: Option<Paths>,
    /// The articles that an index answers which is asked before it.
    answered_before: HashSet<ArticleId>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens the index of a directory, or makes one where there is none: in a new directory, or one in which nothing else is.
    ///
    /// # Errors
    /// If something else is there, or the index is damaged, of another format or closed to us.
    pub fn create(path: &Path) -> Result<Archive> {
        Archive::over(path, Embedded::create(path)?)
    }

    /// Opens the index of a directory.
    ///
    /// # Errors
    /// If there is none, or it is damaged, of another format or closed to us.
    pub fn open(path: &Path) -> Result<Archive> {
        Archive::over(path, Embedded::open(path)?)
    }

    /// What an engine holds, with what the user keeps beside the index.
    ///
    /// # Errors
    /// If the user's decisions beside it cannot be read.
    pub fn over(path: &Path, engine: impl Engine + 'static) -> Result<Archive> {
        Ok(Archive {
            decisions: Decisions::parse(&engine.text(UserText::Actors)?.unwrap_or_default()).0,
            identities: OnceLock::new(),
            labels: OnceLock::new(),
            last_meaning: Mutex::default(),
            paths: None,
            answered_before: HashSet::new(),
            path: path.into(),
            store: Box::new(engine),
        })
    }

    /// The directory of the index; for one on a cluster, where this machine keeps what it knows of it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the index is, as it was named: its directory, or the address of a cluster.
    pub fn place(&self) -> String {
        self.store
            .address()
            .unwrap_or_else(|| self.path.display().to_string())
    }

    /// The same, with files named as they are found from a directory.
    pub fn seen_from(self, here: &Path) -> Archive {
        let paths = Some(self.paths(here));
        Archive { paths, ..self }
    }

    /// How files are named in it that are seen from a directory.
    pub fn paths(&self, here: &Path) -> Paths {
        match self.store.machine() {
            Some(machine) => Paths::on_machine(machine.into(), here),
            None => Paths::of(&self.path, here),
        }
    }

    /// A plain file of the user's beside the index: `news.queries` beside `news`.
    pub fn beside(&self, kind: &str) -> PathBuf {
        beside(&self.path, kind)
    }

    /// Begins to write. One process at a time does.
    ///
    /// # Errors
    /// If another process writes to it, or it cannot be written.
    pub fn writer(&self) -> Result<Box<dyn Writer>> {
        self.store.writer()
    }

    /// What is remembered of the sites of its pages; nothing of a memory of another form.
    ///
    /// # Errors
    /// If it is damaged or cannot be read.
    pub fn sites(&self) -> Result<SiteTemplates> {
        self.store.sites()
    }

    /// Keeps what is remembered of the sites, in the place of what was.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save_sites(&self, sites: &SiteTemplates) -> Result<()> {
        self.store.save_sites(sites)
    }

    /// The files that were read.
    ///
    /// # Errors
    /// If the table of them is damaged or cannot be read.
    pub fn files(&self) -> Result<ReadFiles> {
        self.store.files()
    }

    /// Whether the last process that wrote here came to its end.
    pub fn is_finished(&self) -> bool {
        self.store.is_finished()
    }

    /// The article of this identity, searched or an older version.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn article(&self, id: &ArticleId) -> Result<Option<Article>> {
        let found = self.store.record(id)?;
        found.map(|(_, record)| self.hydrate(record)).transpose()
    }

    /// The page as it was ingested, or the piece of the file in which it stood.
    ///
    /// # Errors
    /// If the index or the originals are damaged or cannot be read.
    pub fn original(&self, id: &ArticleId) -> Result<Option<Vec<u8>>> {
        let Some((_, record)) = self.store.record(id)? else {
            return Ok(None);
        };
        let kept = self.store.original(&record)?;
        let slice = parted(&kept).1.map(<[u8]>::to_vec);
        Ok(Some(slice.unwrap_or(kept)))
    }

    /// The identities that begin with these digits, of articles that are searched and of older versions.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn ids_with_prefix(&self, digits: &str) -> Result<Vec<ArticleId>> {
        let Some((least, greatest)) = ArticleId::beginning_with(digits) else {
            return Ok(Vec::new());
        };
        let found = self.store.kept_between(least, greatest)?;
        Ok(found.into_iter().map(|id| self.shown(id)).collect())
    }

    /// An identity, printed with as many digits as tell the articles of this archive apart.
    pub fn shown(&self, id: ArticleId) -> ArticleId {
        id.shown_by(self.store.digits())
    }

    /// The article of a record, with what is known beside it: the user's decisions and its copies.
    fn hydrate(&self, record: StoredRecord) -> Result<Article> {
        let mut article = self.as_decided(record.into_article())?;
        article.id = self.shown(article.id);
        article.story = self.story(&article.id)?;
        article.source.forms = self.further_places(&article.id)?;
        if let Some(paths) = &self.paths {
            let forms = article.source.forms.iter_mut().map(|form| &mut form.path);
            for path in forms.chain([&mut article.source.path]) {
                *path = paths.shown(path);
            }
        }
        Ok(article)
    }
}

fn unusable(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::Index {
        path: path.into(),
        reason: error.to_string(),
    }
}

/// A file beside an index: `news.actors` beside `news`.
fn beside(index: &Path, kind: &str) -> PathBuf {
    let mut name = index.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(kind);
    index.with_file_name(name)
}
