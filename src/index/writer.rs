//! How articles come into an index and leave it, whatever engine keeps it.

use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::read_files::ReadFiles;
use crate::page::{Origin, Place, Revisit};

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddOutcome {
    /// It is new.
    New,
    /// Its place or its address shows it now and showed another text before, or it comes back.
    Updated,
    /// It was there, from this very place.
    Unchanged,
    /// Its bytes were there, from another place, which is kept beside the first.
    Duplicate,
    /// It stands there no more.
    Gone,
}

/// Adds to an index: nothing twice, and what was committed stays. Only what was committed is found. Every function that returns a
/// [`Result`] fails if the index cannot be read or written.
pub trait Writer {
    /// Says which articles are added next: what is known of them can be looked up together.
    fn expect(&mut self, _articles: &[&Article]) -> Result<()> {
        Ok(())
    }

    /// Says of which places it is asked next what they show.
    fn expect_at(&mut self, _places: &[Place]) -> Result<()> {
        Ok(())
    }

    /// Adds an article with the bytes of its page and the text that was dropped from it, at every place that it names.
    fn add(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<AddOutcome>;

    /// Adds an article where it is kept and not searched: something else stands in its place.
    fn add_older(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<AddOutcome>;

    /// Puts what is said of a page now in the place of what was said of it: searched where it was searched, an older version where it
    /// was one. Its original, its place and its moment stay. Nothing where no such article was committed.
    fn replace(&mut self, id: &ArticleId, article: &Article, furniture: &str) -> Result<()>;

    /// Notes that a page was captured again, and says what that makes of which content; nothing where that is not known.
    fn again(&mut self, origin: &Origin, revisit: &Revisit) -> Result<Option<(AddOutcome, ArticleId)>>;

    /// Notes that nothing stands at a place any more, and says what stood there.
    fn gone(&mut self, place: &Place) -> Result<Option<ArticleId>>;

    /// Takes articles out of the index. Their files are read again when they are ingested again. An older version does not rise.
    fn delete(&mut self, ids: &[ArticleId]) -> Result<()>;

    /// Whether a place shows a content.
    fn stands(&self, place: &Place, id: &ArticleId) -> Result<bool>;

    /// Every place at which a page is known to stand, as it was committed last.
    fn places(&self) -> Result<Vec<Place>>;

    /// The files that were read, to be noted in; what is noted holds from the next commit on.
    fn files(&mut self) -> &mut ReadFiles;

    /// Makes everything that was added durable and searchable.
    fn commit(&mut self) -> Result<()>;

    /// Commits, and brings what is worked out of the articles together up to what is searched: stories, and who is who.
    fn finish(self: Box<Self>) -> Result<()>;
}
