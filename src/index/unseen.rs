//! The answers of a query without those that are known already, or that another index gives.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::Archive;
use crate::index::search::Hit;
use crate::index::store::TopHits;
use crate::query::Query;
use std::collections::{BTreeSet, HashSet};

impl Archive {
    /// The hits of a query but for these articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search_without(
        &self,
        query: &Query,
        without: &HashSet<ArticleId>,
        wanted: TopHits,
    ) -> Result<Vec<Hit>> {
        let mut meaning = self.meaning(query)?;
        meaning.plan = meaning.plan.without(without);
        self.hits(meaning, wanted)
    }

    /// How many articles answer a query but for these.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn count_without(&self, query: &Query, without: &HashSet<ArticleId>) -> Result<usize> {
        let plan = self.meaning(query)?.plan.without(without);
        Ok(self.store.count(&plan)? as usize)
    }

    /// The same, to be asked after other indexes: an article that one of these holds is not among its answers.
    ///
    /// # Errors
    /// If an index cannot be read.
    pub fn asked_after(mut self, earlier: &[Archive]) -> Result<Archive> {
        if !earlier.is_empty() {
            let own = self.all_ids()?;
            for other in earlier {
                self.answered_before.extend(own.intersection(&other.all_ids()?));
            }
        }
        Ok(self)
    }

    /// The identities of all articles that are searched, of whatever kind.
    fn all_ids(&self) -> Result<BTreeSet<ArticleId>> {
        let (least, greatest) = ([u8::MIN; 32], [u8::MAX; 32]);
        self.store
            .articles_between(ArticleId::from_hash(least), ArticleId::from_hash(greatest))
    }
}
