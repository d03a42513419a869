//! What keeps an index: a store of its articles, and what stands beside them.

use crate::article::ArticleId;
use crate::clean::site::SiteTemplates;
use crate::error::Result;
use crate::index::links::EntityLinks;
use crate::index::read_files::ReadFiles;
use crate::index::record::StoredRecord;
use crate::index::register::Register;
use crate::index::status::Extent;
use crate::index::store::Store;
use crate::index::stories::StoryEntry;
use crate::index::user_texts::UserText;
use crate::index::writer::Writer;

/// Keeps an index: the store answers of its articles, the rest is what else a command asks of an index. Every function that returns a
/// [`Result`] fails if what it reads is damaged or cannot be read.
pub trait Engine: Store + Send + Sync {
    /// The address of a cluster that keeps it; nothing where it lies in a directory.
    fn address(&self) -> Option<String> {
        None
    }

    /// The name of this machine, where files of others are kept too.
    fn machine(&self) -> Option<&str> {
        None
    }

    /// The sightings that are committed.
    fn register(&self) -> Box<dyn Register>;

    /// The bytes of the page of a record as it was ingested.
    fn original(&self, record: &StoredRecord) -> Result<Vec<u8>>;

    /// With so many digits the identities of all articles are told apart.
    fn digits(&self) -> u8;

    /// Who is who across the articles, as it was worked out when an ingest ended.
    fn joins(&self) -> Result<EntityLinks>;

    /// The story of an article; nothing where it has no copies.
    fn story(&self, article: &ArticleId) -> Result<Option<StoryEntry>>;

    /// The stories of all articles that have copies, in the order of the articles.
    fn stories(&self) -> Result<Vec<StoryEntry>>;

    /// Whether the last process that wrote came to its end: stories and joins are those of what is searched.
    fn is_finished(&self) -> bool;

    /// What is remembered of the sites of the pages; nothing of a memory of another form.
    fn sites(&self) -> Result<SiteTemplates>;

    /// Keeps what is remembered of the sites, in the place of what was.
    ///
    /// # Errors
    /// If it cannot be written.
    fn save_sites(&self, sites: &SiteTemplates) -> Result<()>;

    /// The files that were read.
    fn files(&self) -> Result<ReadFiles>;

    /// How much is kept, and what it takes.
    fn extent(&self) -> Result<Extent>;

    /// A text that users keep with it; nothing where there is none.
    fn text(&self, text: UserText) -> Result<Option<String>>;

    /// Puts a text in the place of the one that was read, whole or not at all.
    fn keep_text(&self, text: UserText, written: &str) -> Result<()>;

    /// Begins to write.
    ///
    /// # Errors
    /// If another process writes to the index, or it cannot be written.
    fn writer(&self) -> Result<Box<dyn Writer>>;
}
