//! One word in all its forms over several fields, scored as one word: BM25 of the frequencies summed over the forms, each
//! field with its weight. (Robertson, Zaragoza and Taylor 2004 say why forms and fields are not to be scored one by one.)

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// One word: any of its forms in any of the fields.
#[derive(Debug, Clone)]
pub struct WordQuery {
    /// The fields with their weights.
    pub fields: Vec<(Field, f32)>,
    /// The forms, folded.
    pub forms: Vec<String>,
}

struct WordWeight {
    query: WordQuery,
    /// The score of each field; none where nobody asks for it.
    scores: Option<Vec<Bm25Weight>>,
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scores = match scoring {
            EnableScoring::Enabled {
                statistics_provider, ..
            } => Some(self.scores(statistics_provider)?),
            EnableScoring::Disabled { .. } => None,
        };
        let query = self.clone();
        Ok(Box::new(WordWeight { query, scores }))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a Term, bool)) {}
}

impl WordQuery {
    fn terms(&self) -> impl Iterator<Item = (usize, Term)> {
        let terms = |(place, (field, _)): (usize, &(Field, f32))| {
            let field = *field;
            self.forms
                .iter()
                .map(move |form| (place, Term::from_field_text(field, form)))
        };
        self.fields.iter().enumerate().flat_map(terms)
    }

    /// One rarity for the word, whatever the form and field; the lengths are those of each field.
    fn scores(&self, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Vec<Bm25Weight>> {
        let documents = statistics.total_num_docs()?;
        let mut frequencies = vec![0; self.fields.len()];
        for (place, term) in self.terms() {
            frequencies[place] += statistics.doc_freq(&term)?;
        }
        let frequency = frequencies.into_iter().max().unwrap_or(0).min(documents);
        let score = |(field, weight): &(Field, f32)| {
            let average = statistics.total_num_tokens(*field)? as Score / documents.max(1) as Score;
            let score = Bm25Weight::for_one_term_without_explain(frequency, documents, average.max(1.0));
            Ok(score.boost_by(*weight))
        };
        self.fields.iter().map(score).collect()
    }
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut postings = Vec::new();
        let option = match self.scores {
            Some(_) => IndexRecordOption::WithFreqs,
            None => IndexRecordOption::Basic,
        };
        for (place, term) in self.query.terms() {
            let inverted = reader.inverted_index(term.field())?;
            postings.extend(
                inverted
                    .read_postings(&term, option)?
                    .map(|postings| (place, postings)),
            );
        }
        if postings.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut fields = Vec::new();
        for ((field, _), score) in self.query.fields.iter().zip(self.scores.iter().flatten()) {
            let lengths = match reader.fieldnorms_readers().get_field(*field)? {
                Some(lengths) => lengths,
                None => FieldNormReader::constant(reader.max_doc(), 1),
            };
            fields.push((score.boost_by(boost), lengths));
        }
        let mut scorer = WordScorer {
            postings,
            frequencies: vec![0; fields.len()],
            fields,
            doc: 0,
        };
        scorer.doc = scorer.least();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        let score = if found { scorer.score() } else { 0.0 };
        Ok(Explanation::new("one word in all its forms", score))
    }
}

struct WordScorer {
    /// The postings of every form in every field, with the place of the field.
    postings: Vec<(usize, SegmentPostings)>,
    fields: Vec<(Bm25Weight, FieldNormReader)>,
    /// How often the word stands in each field of the current document.
    frequencies: Vec<u32>,
    doc: DocId,
}

impl WordScorer {
    fn least(&self) -> DocId {
        self.postings
            .iter()
            .map(|(_, postings)| postings.doc())
            .min()
            .unwrap_or(TERMINATED)
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        let mut least = TERMINATED;
        for (_, postings) in &mut self.postings {
            let doc = match postings.doc() {
                doc if doc == self.doc && doc != TERMINATED => postings.advance(),
                doc => doc,
            };
            least = least.min(doc);
        }
        self.doc = least;
        least
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut least = TERMINATED;
        for (_, postings) in &mut self.postings {
            let doc = match postings.doc() {
                doc if doc < target => postings.seek(target),
                doc => doc,
            };
            least = least.min(doc);
        }
        self.doc = least;
        least
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let sum = self
            .postings
            .iter()
            .map(|(_, postings)| u64::from(postings.size_hint()))
            .sum::<u64>();
        u32::try_from(sum).unwrap_or(u32::MAX)
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        self.frequencies.fill(0);
        for (place, postings) in &self.postings {
            if postings.doc() == self.doc
                && let Some(frequency) = self.frequencies.get_mut(*place)
            {
                *frequency += postings.term_freq();
            }
        }
        let fields = self
            .fields
            .iter()
            .zip(&self.frequencies)
            .filter(|(_, frequency)| **frequency > 0);
        fields
            .map(|((weight, lengths), frequency)| weight.score(lengths.fieldnorm_id(self.doc), *frequency))
            .sum()
    }
}
