//! Words that stand near each other in a field, each in any of its forms. The words are found by [`proximity`], and scored as BM25 scores a
//! phrase: the rarities of its words, summed, and a frequency in which a place counts less the further its words are moved.

use crate::index::embedded::bm25::{Bm25, Corpus};
use crate::index::embedded::bm25f::{FormPostings, lengths};
use crate::index::embedded::schema::SchemaFields;
use crate::index::plan::Phrase;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Words near each other in one field.
#[derive(Debug, Clone)]
pub(super) struct PhraseQuery {
    /// The schema of the index.
    pub schema: SchemaFields,
    /// Where they stand.
    pub field: Field,
    /// How much the field counts.
    pub weight: f32,
    /// What is asked for.
    pub phrase: Phrase,
}

struct PhraseWeight {
    query: PhraseQuery,
    score: Option<Bm25>,
}

impl Query for PhraseQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let score = match scoring {
            EnableScoring::Enabled {
                statistics_provider, ..
            } => Some(self.score(&Corpus::of(statistics_provider, self.schema)?)?),
            EnableScoring::Disabled { .. } => None,
        };
        let query = self.clone();
        Ok(Box::new(PhraseWeight { query, score }))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a Term, bool)) {}
}

impl PhraseQuery {
    fn score(&self, corpus: &Corpus<'_>) -> tantivy::Result<Bm25> {
        let mut rarity = 0.0;
        for forms in &self.phrase.words {
            let forms = forms.iter().map(|form| form.text.as_str());
            rarity += corpus.rarity(corpus.documents(self.field, forms)?);
        }
        Ok(corpus.score(self.field, rarity)?.boosted(self.weight))
    }
}

impl Weight for PhraseWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let query = &self.query;
        let mut words = Vec::with_capacity(query.phrase.words.len());
        for forms in &query.phrase.words {
            let mut postings = Vec::new();
            for form in forms {
                let option = IndexRecordOption::WithFreqsAndPositions;
                postings.extend(FormPostings::of(
                    reader,
                    &query.schema,
                    query.field,
                    form,
                    option,
                )?);
            }
            if postings.is_empty() {
                return Ok(Box::new(EmptyScorer));
            }
            words.push(postings);
        }
        let mut scorer = PhraseScorer {
            positions: vec![Vec::new(); words.len()],
            words,
            phrase: query.phrase.clone(),
            score: self.score.as_ref().map(|score| score.boosted(boost)),
            lengths: lengths(reader, query.field)?,
            frequency: 0.0,
            doc: 0,
        };
        scorer.find(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        let score = if found { scorer.score() } else { 0.0 };
        Ok(Explanation::new("words near each other", score))
    }
}

struct PhraseScorer {
    /// For every word the postings of its forms.
    words: Vec<Vec<FormPostings>>,
    /// For every word its positions in the current document.
    positions: Vec<Vec<u32>>,
    phrase: Phrase,
    score: Option<Bm25>,
    lengths: FieldNormReader,
    frequency: f32,
    doc: DocId,
}

impl PhraseScorer {
    /// Goes to the first document from this one on in which the words stand so.
    fn find(&mut self, from: DocId) -> DocId {
        let mut target = from;
        self.doc = loop {
            let Some(doc) = self.with_all(target) else {
                break TERMINATED;
            };
            if self.stands(doc) {
                break doc;
            }
            target = doc + 1;
        };
        self.doc
    }

    /// The first document from this one on that has all the words.
    fn with_all(&mut self, from: DocId) -> Option<DocId> {
        let mut target = from;
        loop {
            let mut furthest = target;
            for postings in &mut self.words {
                let nearest = postings.iter_mut().map(|postings| postings.seek(target)).min();
                furthest = furthest.max(nearest.unwrap_or(TERMINATED));
            }
            match furthest {
                TERMINATED => return None,
                _ if furthest == target => return Some(target),
                _ => target = furthest,
            }
        }
    }

    /// Whether the words stand so in a document that has them all.
    fn stands(&mut self, doc: DocId) -> bool {
        for (postings, positions) in self.words.iter_mut().zip(&mut self.positions) {
            positions.clear();
            for postings in postings.iter_mut().filter(|postings| postings.doc() == doc) {
                postings.positions_into(positions);
            }
            positions.sort_unstable();
            positions.dedup();
        }
        let found = self.phrase.places(&self.positions);
        self.frequency = self.phrase.frequency(&self.positions, &found);
        !found.is_empty()
    }
}

impl DocSet for PhraseScorer {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.find(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self.doc >= target {
            true => self.doc,
            false if target == TERMINATED => {
                self.doc = TERMINATED;
                TERMINATED
            }
            false => self.find(target),
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let word = |postings: &Vec<FormPostings>| {
            let hints = postings.iter().map(|postings| u64::from(postings.size_hint()));
            u32::try_from(hints.sum::<u64>()).unwrap_or(u32::MAX)
        };
        self.words.iter().map(word).min().unwrap_or(0)
    }
}

impl Scorer for PhraseScorer {
    fn score(&mut self) -> Score {
        let length = self.lengths.fieldnorm_id(self.doc);
        self.score
            .as_ref()
            .map_or(0.0, |score| score.score(length, self.frequency))
    }
}
