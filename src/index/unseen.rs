//! The answers of a query without those that are known already.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::search::{Hit, Wanted};
use crate::index::{Archive, id_term};
use crate::query::Query;
use std::collections::HashSet;
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

    fn but_for(
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
