//! BM25 with frequencies that need not be whole: a phrase whose words stand apart counts as less than one. (Robertson, Zaragoza and Taylor
//! 2004; the constants are Lucene's.) Only articles count, not the older versions and further paths that lie beside them.

use crate::index::embedded::schema::SchemaFields;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Score, Term};

/// How soon further occurrences of a word count no more.
const K1: Score = 1.2;
/// How much the length of a text counts.
const B: Score = 0.75;

/// What a word or phrase counts in a field.
#[derive(Clone)]
pub(super) struct Bm25 {
    weight: Score,
    /// For every length, as the index keeps it, what it adds below the line.
    lengths: Arc<[Score; 256]>,
}

/// Of how many articles an index speaks, and how long their fields are.
pub(super) struct Corpus<'s> {
    statistics: &'s dyn Bm25StatisticsProvider,
    fields: SchemaFields,
    articles: u64,
}

impl<'s> Corpus<'s> {
    /// The corpus of an index.
    pub(super) fn of(
        statistics: &'s dyn Bm25StatisticsProvider,
        fields: SchemaFields,
    ) -> tantivy::Result<Corpus<'s>> {
        let articles = statistics.doc_freq(&fields.every_article())?;
        Ok(Corpus {
            statistics,
            fields,
            articles,
        })
    }

    /// How rare a word is that stands in so many documents: ln(1 + (N − n + ½) / (n + ½)).
    pub(super) fn rarity(&self, documents: u64) -> Score {
        let found = documents.min(self.articles) as Score;
        (1.0 + (self.articles as Score - found + 0.5) / (found + 0.5)).ln()
    }

    /// In how many documents any of the forms stands, each counted for itself.
    pub(super) fn documents<'f>(
        &self,
        field: Field,
        forms: impl Iterator<Item = &'f str>,
    ) -> tantivy::Result<u64> {
        let mut documents = 0;
        for form in forms {
            documents += self.statistics.doc_freq(&Term::from_field_text(field, form))?;
        }
        Ok(documents)
    }

    /// What something of this rarity counts in a field, whose average length is that of the articles that have it.
    pub(super) fn score(&self, field: Field, rarity: Score) -> tantivy::Result<Bm25> {
        let having = self.statistics.doc_freq(&self.fields.articles_with(field))?;
        let words = self.statistics.total_num_tokens(field)?;
        let average = (words as Score / having.max(1) as Score).max(1.0);
        let length = |id: u8| FieldNormReader::id_to_fieldnorm(id) as Score;
        let lengths = std::array::from_fn(|id| K1 * (1.0 - B + B * length(id as u8) / average));
        Ok(Bm25 {
            weight: rarity * (1.0 + K1),
            lengths: Arc::new(lengths),
        })
    }
}

impl Bm25 {
    /// The same, counting so many times as much.
    pub(super) fn boosted(&self, factor: Score) -> Bm25 {
        Bm25 {
            weight: self.weight * factor,
            lengths: self.lengths.clone(),
        }
    }

    /// The score of a frequency in a field of some length.
    pub(super) fn score(&self, length: u8, frequency: Score) -> Score {
        self.weight * frequency / (frequency + self.lengths[usize::from(length)])
    }
}
