//! What an ingest would do, without doing it.

use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::address;
use crate::index::history::History;
use crate::index::plan::{ANY_KIND, Code, Column, Label, Plan};
use crate::index::sighting::Sighting;
use crate::index::{AddOutcome, Archive};
use crate::page::{FilePath, Origin, Place, Revisit};
use std::collections::{HashMap, HashSet};

/// An ingest that only seems to be one: it says what [`Writer`](super::Writer) would.
pub struct Trial(History);

impl Archive {
    /// How many pages are known to stand in each file. There are more than were found in a file at last where a page is gone from it.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn pages_of_files(&self) -> Result<HashMap<FilePath, u64>> {
        let mut pages = HashMap::new();
        for place in self.store.register().places()? {
            *pages.entry(place.path).or_default() += 1;
        }
        Ok(pages)
    }

    /// The sites of which articles are searched.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn domains(&self) -> Result<HashSet<String>> {
        let every = Plan::Values(Code::Kind, vec![ANY_KIND.into()], 0.0);
        let whole = |domain: &str| Some(domain.to_string());
        let domains = self.store.tally(&every, Column::Label(Label::Domain), &whole)?;
        Ok(domains.into_keys().collect())
    }

    /// Begins to try what an ingest would do. Many processes at a time may.
    pub fn trial(&self) -> Trial {
        Trial(History::new(self.store.register(), self.store.digits()))
    }
}

impl Trial {
    /// What adding an article would be.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn add(&mut self, article: &Article) -> Result<AddOutcome> {
        let mut sightings = Sighting::of_article(article).into_iter();
        let first = sightings
            .next()
            .map(|sighting| self.0.see(sighting))
            .transpose()?;
        for further in sightings {
            self.0.see(further)?;
        }
        Ok(first.map_or(AddOutcome::Unchanged, |seen| seen.added))
    }

    /// Whether a place shows a content.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn stands(&self, place: &Place, id: &ArticleId) -> Result<bool> {
        self.0.stands(place, id)
    }

    /// What a further capture of a page would be of which content; nothing where that is not known.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn again(&mut self, origin: &Origin, revisit: &Revisit) -> Result<Option<(AddOutcome, ArticleId)>> {
        let Some(before) = self.0.captured(revisit)? else {
            return Ok(None);
        };
        let seen = self.0.see(before.again(origin))?;
        Ok(Some((seen.added, before.content)))
    }

    /// Notes the address of an article that was added without one.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn moved(&mut self, article: &Article) -> Result<()> {
        self.0.move_to(&article.id, address::key(article))
    }

    /// What adding an older version would be.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn add_older(&mut self, article: &Article) -> Result<AddOutcome> {
        Ok(match self.0.knows(&article.id)? {
            true => AddOutcome::Unchanged,
            false => AddOutcome::New,
        })
    }

    /// What would be gone with a place.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn gone(&mut self, place: &Place) -> Result<Option<ArticleId>> {
        self.0.gone(place)
    }

    /// Every place at which a page is known to stand.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn places(&self) -> Result<Vec<Place>> {
        self.0.register().places()
    }
}
