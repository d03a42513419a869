//! One word in all its forms over several fields, scored as one word: BM25 of the frequencies summed over the forms, each
//! field with its weight. (Robertson, Zaragoza and Taylor 2004 say why forms and fields are not to be scored one by one.)

use crate::index::embedded::bm25::{Bm25, Corpus};
use crate::index::embedded::schema::SchemaFields;
use crate::index::plan::WordForm;
use tantivy::columnar::StrColumn;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// One word: any of its forms in any of the fields.
#[derive(Debug, Clone)]
pub(super) struct WordQuery {
    /// The schema of the index.
    pub schema: SchemaFields,
    /// The fields with their weights.
    pub fields: Vec<(Field, f32)>,
    /// The forms.
    pub forms: Vec<WordForm>,
}

struct WordWeight {
    query: WordQuery,
    /// The score of each field; none where nobody asks for it.
    scores: Option<Vec<Bm25>>,
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scores = match scoring {
            EnableScoring::Enabled {
                statistics_provider, ..
            } => Some(self.scores(&Corpus::of(statistics_provider, self.schema)?)?),
            EnableScoring::Disabled { .. } => None,
        };
        let query = self.clone();
        Ok(Box::new(WordWeight { query, scores }))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a Term, bool)) {}
}

impl WordQuery {
    /// One rarity for the word, whatever the form and field; the lengths are those of each field.
    fn scores(&self, corpus: &Corpus<'_>) -> tantivy::Result<Vec<Bm25>> {
        let mut documents = 0;
        for (field, _) in &self.fields {
            let forms = self.forms.iter().map(|form| form.text.as_str());
            documents = documents.max(corpus.documents(*field, forms)?);
        }
        let rarity = corpus.rarity(documents);
        let score = |(field, weight): &(Field, f32)| Ok(corpus.score(*field, rarity)?.boosted(*weight));
        self.fields.iter().map(score).collect()
    }
}

/// The lengths of a field in a segment.
pub(super) fn lengths(reader: &SegmentReader, field: Field) -> tantivy::Result<FieldNormReader> {
    let found = reader.fieldnorms_readers().get_field(field)?;
    Ok(found.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)))
}

/// Where a form stands in the articles of its languages.
pub(super) struct FormPostings {
    postings: SegmentPostings,
    /// The column of the languages and the numbers of those that count; nothing for every article.
    languages: Option<(StrColumn, Vec<u64>)>,
}

impl FormPostings {
    /// The postings of a form in a field of a segment; nothing where it does not stand there.
    pub(super) fn of(
        reader: &SegmentReader,
        schema: &SchemaFields,
        field: Field,
        form: &WordForm,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<FormPostings>> {
        let term = Term::from_field_text(field, &form.text);
        let Some(postings) = reader.inverted_index(field)?.read_postings(&term, option)? else {
            return Ok(None);
        };
        let languages = match &form.languages {
            None => None,
            Some(languages) => {
                let name = reader.schema().get_field_name(schema.lang).to_string();
                let Some(column) = reader.fast_fields().str(&name)? else {
                    return Ok(None);
                };
                let mut numbers = Vec::new();
                for language in languages.iter() {
                    numbers.extend(column.dictionary().term_ord(language.as_bytes())?);
                }
                Some((column, numbers))
            }
        };
        let mut found = FormPostings { postings, languages };
        found.skip();
        Ok(Some(found))
    }

    /// Goes on to an article in which the form counts.
    fn skip(&mut self) -> DocId {
        if let Some((column, numbers)) = &self.languages {
            let counts = |doc| column.term_ords(doc).any(|language| numbers.contains(&language));
            while self.postings.doc() != TERMINATED && !counts(self.postings.doc()) {
                self.postings.advance();
            }
        }
        self.postings.doc()
    }

    /// How often the form stands in the current article.
    pub(super) fn frequency(&self) -> u32 {
        self.postings.term_freq()
    }

    /// Adds the positions of the form in the current article.
    pub(super) fn positions_into(&mut self, positions: &mut Vec<u32>) {
        self.postings.append_positions_with_offset(0, positions);
    }
}

impl DocSet for FormPostings {
    fn advance(&mut self) -> DocId {
        self.postings.advance();
        self.skip()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.postings.doc() < target {
            self.postings.seek(target);
        }
        self.skip()
    }

    fn doc(&self) -> DocId {
        self.postings.doc()
    }

    fn size_hint(&self) -> u32 {
        self.postings.size_hint()
    }
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut postings = Vec::new();
        let option = match self.scores {
            Some(_) => IndexRecordOption::WithFreqs,
            None => IndexRecordOption::Basic,
        };
        let query = &self.query;
        for (place, (field, _)) in query.fields.iter().enumerate() {
            for form in &query.forms {
                let found = FormPostings::of(reader, &query.schema, *field, form, option)?;
                postings.extend(found.map(|postings| (place, postings)));
            }
        }
        if postings.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut fields = Vec::new();
        for ((field, _), score) in query.fields.iter().zip(self.scores.iter().flatten()) {
            fields.push((score.boosted(boost), lengths(reader, *field)?));
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
    postings: Vec<(usize, FormPostings)>,
    fields: Vec<(Bm25, FieldNormReader)>,
    /// How often the word stands in each field of the current document.
    frequencies: Vec<u32>,
    doc: DocId,
}

impl WordScorer {
    fn least(&self) -> DocId {
        let docs = self.postings.iter().map(|(_, postings)| postings.doc());
        docs.min().unwrap_or(TERMINATED)
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        for (_, postings) in &mut self.postings {
            if postings.doc() == self.doc && self.doc != TERMINATED {
                postings.advance();
            }
        }
        self.doc = self.least();
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for (_, postings) in &mut self.postings {
            postings.seek(target);
        }
        self.doc = self.least();
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let hints = self
            .postings
            .iter()
            .map(|(_, postings)| u64::from(postings.size_hint()));
        u32::try_from(hints.sum::<u64>()).unwrap_or(u32::MAX)
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        self.frequencies.fill(0);
        for (place, postings) in &self.postings {
            if postings.doc() == self.doc
                && let Some(frequency) = self.frequencies.get_mut(*place)
            {
                *frequency += postings.frequency();
            }
        }
        let fields = self.fields.iter().zip(&self.frequencies);
        let stands = fields.filter(|(_, frequency)| **frequency > 0);
        stands
            .map(|((score, lengths), frequency)| {
                score.score(lengths.fieldnorm_id(self.doc), *frequency as Score)
            })
            .sum()
    }
}
