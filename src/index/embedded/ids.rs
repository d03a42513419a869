//! Identities in the inverted index: the terms and the column of them, and the living documents that have one.

use crate::article::ArticleId;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use tantivy::columnar::{self, BytesColumn};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

/// The term of an identity in a field.
pub(super) fn id_term(field: Field, id: &ArticleId) -> Term {
    Term::from_field_bytes(field, id.hash())
}

/// The identity that is stored as these bytes.
fn id_of_bytes(bytes: &[u8]) -> Option<ArticleId> {
    bytes.try_into().ok().map(ArticleId::from_hash)
}

/// The identities of the articles of a segment.
pub(super) struct IdColumn(Option<BytesColumn>);

impl IdColumn {
    /// Those of a field.
    pub(super) fn of(segment: &SegmentReader, field: &str) -> tantivy::Result<IdColumn> {
        segment.fast_fields().bytes(field).map(IdColumn)
    }

    /// The identity of a document; none where it is no article.
    pub(super) fn id(&self, doc: DocId) -> Option<ArticleId> {
        let column = self.0.as_ref()?;
        let ordinal = column.term_ords(doc).next()?;
        let mut bytes = Vec::with_capacity(32);
        column.ord_to_bytes(ordinal, &mut bytes).ok()?;
        id_of_bytes(&bytes)
    }

    /// The identities of documents, each as [`IdColumn::id`] tells it; many are read more quickly than one by one.
    pub(super) fn each(&self, docs: &[DocId]) -> tantivy::Result<Vec<Option<ArticleId>>> {
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
pub(super) fn each_term(
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
pub(super) fn between(
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

/// The first living document of a term.
pub(super) fn first_of(searcher: &Searcher, term: &Term) -> tantivy::Result<Option<DocAddress>> {
    let mut first = None;
    each_living(searcher, term, |address| {
        first = Some(address);
        ControlFlow::Break(())
    })?;
    Ok(first)
}

/// Tells every living document of a term, in their order, while it is asked for more.
pub(super) fn each_living(
    searcher: &Searcher,
    term: &Term,
    mut each: impl FnMut(DocAddress) -> ControlFlow<()>,
) -> tantivy::Result<()> {
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            let address = DocAddress::new(ordinal, postings.doc());
            if !segment.is_deleted(postings.doc()) && each(address).is_break() {
                return Ok(());
            }
            postings.advance();
        }
    }
    Ok(())
}

/// The living documents that have a term in a field.
pub(super) fn all(searcher: &Searcher, field: Field) -> tantivy::Result<Vec<DocAddress>> {
    let mut found = Vec::new();
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((_, info)) = terms.next() {
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
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
