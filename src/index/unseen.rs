//! The answers of a query without those that are known already, or that another index gives.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::search::{Hit, Wanted};
use crate::index::{Archive, id_term, ids};
use crate::query::Query;
use std::collections::{BTreeSet, HashSet};
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur, TermSetQuery};

impl Archive {
    /// The hits of a query but for these articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search_without(
        &self,
        query: &Query,
        without: &HashSet<ArticleId>,
        wanted: Wanted,
    ) -> Result<Vec<Hit>> {
        let mut meaning = self.meaning(query)?;
        meaning.query = self.but_for(meaning.query, without);
        self.hits(meaning, wanted)
    }

    /// How many articles answer a query but for these.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn count_without(&self, query: &Query, without: &HashSet<ArticleId>) -> Result<usize> {
        let query = self.but_for(self.meaning(query)?.query, without);
        let counted = self.searcher().search(&query, &Count);
        counted.map_err(|error| self.unusable(error))
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
        let all = (
            ArticleId::from_hash([u8::MIN; 32]),
            ArticleId::from_hash([u8::MAX; 32]),
        );
        ids::between(&self.searcher(), &[self.fields.id], all).map_err(|error| self.unusable(error))
    }

    /// A query but for some articles.
    pub(super) fn but_for(
        &self,
        query: Box<dyn tantivy::query::Query>,
        without: &HashSet<ArticleId>,
    ) -> Box<dyn tantivy::query::Query> {
        let terms = without.iter().map(|id| id_term(self.fields.id, id));
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, query),
            (Occur::MustNot, Box::new(TermSetQuery::new(terms))),
        ]))
    }
}
