//! Identities in the index: the column of them, those that begin with some digits, and how many digits tell them apart.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::{Archive, id_of_bytes};
use std::collections::BTreeSet;
use tantivy::columnar::{self, BytesColumn};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED};

/// The identities of the articles of a segment.
pub struct IdColumn(Option<BytesColumn>);

impl IdColumn {
    /// Those of a field.
    pub fn of(segment: &SegmentReader, field: &str) -> tantivy::Result<IdColumn> {
        segment.fast_fields().bytes(field).map(IdColumn)
    }

    /// The identity of a document; none where it is no article.
    pub fn id(&self, doc: DocId) -> Option<ArticleId> {
        let column = self.0.as_ref()?;
        let ordinal = column.term_ords(doc).next()?;
        let mut bytes = Vec::with_capacity(32);
        column.ord_to_bytes(ordinal, &mut bytes).ok()?;
        id_of_bytes(&bytes)
    }

    /// The identities of documents, each as [`IdColumn::id`] tells it; many are read more quickly than one by one.
    pub fn each(&self, docs: &[DocId]) -> tantivy::Result<Vec<Option<ArticleId>>> {
        let mut ids = vec![None; docs.len()];
        if let Some(column) = &self.0 {
            let ordinal = |doc| column.term_ords(doc).next();
            each_term(column.dictionary(), docs, ordinal, |place, bytes| {
                ids[place] = id_of_bytes(bytes)
            })?;
        }
        Ok(ids)
    }
}

/// Tells the term of each document that has one, with its place among the documents: the dictionary is gone through once.
pub fn each_term(
    dictionary: &columnar::Dictionary,
    docs: &[DocId],
    ordinal: impl Fn(DocId) -> Option<u64>,
    mut each: impl FnMut(usize, &[u8]),
) -> std::io::Result<()> {
    let found = docs.iter().enumerate();
    let mut found: Vec<(u64, usize)> = found
        .filter_map(|(place, doc)| Some((ordinal(*doc)?, place)))
        .collect();
    found.sort_unstable();
    let (ordinals, places): (Vec<u64>, Vec<usize>) = found.into_iter().unzip();
    let mut places = places.into_iter();
    dictionary.sorted_ords_to_term_cb(&ordinals, |bytes| {
        places.next().into_iter().for_each(|place| each(place, bytes));
    })?;
    Ok(())
}

/// The identities in some fields from one to another, of living documents.
pub fn between(
    searcher: &Searcher,
    fields: &[Field],
    (least, greatest): (ArticleId, ArticleId),
) -> tantivy::Result<BTreeSet<ArticleId>> {
    let mut found = BTreeSet::new();
    for segment in searcher.segment_readers() {
        for field in fields {
            let inverted = segment.inverted_index(*field)?;
            let range = inverted.terms().range().ge(least.hash()).le(greatest.hash());
            let mut stream = range.into_stream()?;
            while let Some((bytes, info)) = stream.next() {
                let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                while postings.doc() != TERMINATED && segment.is_deleted(postings.doc()) {
                    postings.advance();
                }
                if postings.doc() != TERMINATED {
                    found.extend(id_of_bytes(bytes));
                }
            }
        }
    }
    Ok(found)
}

impl Archive {
    /// The identities that begin with these digits, of articles that are searched and of older versions.
    pub fn ids_like(&self, digits: &str) -> Result<Vec<ArticleId>> {
        let Some(range) = ArticleId::beginning_with(digits) else {
            return Ok(Vec::new());
        };
        let fields = [self.store.fields.id, self.store.fields.older];
        let found = between(&self.searcher(), &fields, range).map_err(|error| self.unusable(error))?;
        Ok(found.into_iter().map(|id| self.shown(id)).collect())
    }

    /// An identity, printed with as many digits as tell the articles of this archive apart.
    pub fn shown(&self, id: ArticleId) -> ArticleId {
        id.shown_by(self.digits)
    }
}
