//! The articles that answer a query, the best first.

use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::Archive;
use crate::index::identity;
use crate::index::marks::{self, Snippet};
use crate::index::meaning::{Meaning, Remark, meaning};
use crate::query::Query;
use crate::text::folded;
use std::ops::Range;
use tantivy::collector::{Count, TopDocs};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Order, TERMINATED};

/// Which hits are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// How many hits are left out before the first.
    pub offset: usize,
    /// How many there are at most.
    pub limit: usize,
    /// In which order.
    pub sort: Sort,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    Relevance,
    /// The newest first, those without a date last.
    Newest,
    /// The oldest first, those without a date last.
    Oldest,
}

/// An article that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// How well it answers; 0 where hits are sorted by date.
    pub score: f32,
    /// The article.
    pub article: Article,
    /// Where it meets the query: in the title, if it does, and in the text.
    pub snippets: Vec<Snippet>,
}

impl Archive {
    /// The hits of a query.
    pub fn search(&self, query: &Query, wanted: Wanted) -> Result<Vec<Hit>> {
        let meaning = self.meaning(query)?;
        let found = self.found(&meaning, wanted)?;
        let mut hits = Vec::with_capacity(found.len());
        for (place, (score, address)) in found.into_iter().enumerate() {
            let article = self.told(self.record_at(address)?)?;
            hits.push(Hit {
                rank: wanted.offset + place + 1,
                score,
                snippets: snippets(&article, &meaning),
                article,
            });
        }
        Ok(hits)
    }

    /// How many articles answer a query.
    pub fn count(&self, query: &Query) -> Result<usize> {
        let meaning = self.meaning(query)?;
        let counted = self.searcher().search(&meaning.query, &Count);
        counted.map_err(|error| self.unusable(error))
    }

    /// Tells every article that answers a query, in the order of the index.
    pub fn each<E: From<crate::error::Error>>(
        &self,
        query: &Query,
        mut each: impl FnMut(Article) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let meaning = self.meaning(query)?;
        let found = self
            .searcher()
            .search(&meaning.query, &tantivy::collector::DocSetCollector);
        let mut addresses: Vec<DocAddress> =
            found.map_err(|error| self.unusable(error))?.into_iter().collect();
        addresses.sort_unstable();
        for address in addresses {
            each(self.told(self.record_at(address)?)?)?;
        }
        Ok(())
    }

    /// Tells every older version of an article, which is kept and not searched, and which version took its place, if one did.
    pub fn each_older<E: From<crate::error::Error>>(
        &self,
        mut each: impl FnMut(Article, Option<ArticleId>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        for address in self.older().map_err(|error| self.unusable(error))? {
            let article = self.told(self.record_at(address)?)?;
            let newer = self.newer(&article.id)?;
            each(article, newer)?;
        }
        Ok(())
    }

    fn older(&self) -> tantivy::Result<Vec<DocAddress>> {
        let mut found = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            let inverted = segment.inverted_index(self.fields.older)?;
            let mut versions = inverted.terms().stream()?;
            while let Some((_, version)) = versions.next() {
                let mut postings = inverted.read_postings_from_terminfo(version, IndexRecordOption::Basic)?;
                while postings.doc() != TERMINATED {
                    if !segment.is_deleted(postings.doc()) {
                        found.push(DocAddress::new(ordinal, postings.doc()));
                    }
                    postings.advance();
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Where a query is met in a text, in bytes.
    pub fn places(&self, query: &Query) -> Result<Places> {
        Ok(Places(self.meaning(query)?))
    }

    /// What there is to say of a query: which of its values and words no article has, and who was taken where nobody has a name.
    pub fn remarks(&self, query: &Query) -> Result<Vec<Remark>> {
        Ok(self.meaning(query)?.remarks)
    }

    /// How a query is understood: a line a part, and a line for every word of it that is also the name of an actor.
    pub fn explained(&self, query: &Query) -> Result<Vec<String>> {
        let meaning = self.meaning(query)?;
        let mut lines = meaning.lines;
        lines.extend(meaning.remarks.into_iter().map(|remark| remark.message));
        let identities = self.identities()?;
        for word in identity::plain(query) {
            let stored = identity::named(&self.searcher(), self.fields.alias, &folded(word));
            let actors = identities.meant(&stored.map_err(|error| self.unusable(error))?, word);
            lines.extend(
                actors.iter().map(|actor| {
                    format!("{word} names {actor}: actor:\"{word}\" finds it under all its names")
                }),
            );
        }
        Ok(lines)
    }

    pub(super) fn meaning(&self, query: &Query) -> Result<Meaning> {
        let identities = self.identities()?;
        meaning(&self.searcher(), &self.fields, query, identities).map_err(|error| self.unusable(error))
    }

    fn found(&self, meaning: &Meaning, wanted: Wanted) -> Result<Vec<(f32, DocAddress)>> {
        let searcher = self.searcher();
        let most = searcher.num_docs() as usize;
        let limit = wanted.limit.min(most).max(1);
        let top = || TopDocs::with_limit(limit).and_offset(wanted.offset.min(most));
        let dated = |order| {
            let found = searcher.search(&meaning.query, &top().order_by_string_fast_field("date", order))?;
            Ok(found.into_iter().map(|(_, address)| (0.0, address)).collect())
        };
        let found = match wanted.sort {
            Sort::Relevance => searcher.search(&meaning.query, &top().order_by_score()),
            Sort::Newest => dated(Order::Desc),
            Sort::Oldest => dated(Order::Asc),
        };
        found.map_err(|error| self.unusable(error))
    }
}

/// Where a query is met.
pub struct Places(Meaning);

impl Places {
    /// The places in a text, in bytes, in order.
    pub fn of(&self, text: &str) -> Vec<Range<usize>> {
        marks::places(text, &self.0.marks)
    }
}

fn snippets(article: &Article, meaning: &Meaning) -> Vec<Snippet> {
    let title = article
        .title
        .as_deref()
        .map(|title| marks::snippet(title, &meaning.marks));
    let title = title.filter(|snippet| !snippet.marks.is_empty());
    let body = (!article.body.is_empty()).then(|| marks::snippet(&article.body, &meaning.marks));
    title.into_iter().chain(body).collect()
}
