//! What is committed of contents and sightings, as every reader and the writer look it up.

use crate::article::{ArticleId, DIGITS};
use crate::error::Result;
use crate::index::address::Key;
use crate::index::embedded::{each_living, first_of};
use crate::index::record::Stored;
use crate::index::schema::Fields;
use crate::index::sighting::Sighting;
use crate::index::touched::{self, Told};
use crate::index::{Archive, Version, id_term, ids, unusable};
use crate::page::Place;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

/// The contents and sightings of an index, as they were committed.
pub struct Register {
    path: PathBuf,
    searcher: Searcher,
    fields: Fields,
}

impl Register {
    /// Those that a searcher sees.
    pub fn of(path: &Path, searcher: Searcher, fields: Fields) -> Register {
        Register {
            path: path.into(),
            searcher,
            fields,
        }
    }

    /// The sighting that holds at a place.
    pub fn at(&self, place: &Key) -> Result<Option<Sighting>> {
        Ok(self.sightings(self.fields.place, &place.0)?.pop())
    }

    /// The sightings of a content that hold.
    pub fn of_content(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.seen, id.hash())
    }

    /// The further places of a content.
    pub fn copies(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.copy, id.hash())
    }

    /// The sightings of a content that hold no more.
    pub fn past(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.was, id.hash())
    }

    /// The sightings at an address that hold.
    pub fn at_address(&self, address: &Key) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.address, &address.0)
    }

    /// All that was ever seen where a place or an address ties versions together.
    pub fn tied(&self, tie: &Key) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.tie, &tie.0)
    }

    /// Every place at which a page is known to stand, in their order.
    pub fn places(&self) -> Result<Vec<Place>> {
        let found = self
            .all(self.fields.place)
            .map_err(|error| self.unusable(error))?;
        let mut places = Vec::with_capacity(found.len());
        for address in found {
            let sighting = Sighting::from_bytes(&self.stored(address, self.fields.record)?);
            places.extend(sighting.map(|sighting| sighting.place));
        }
        places.sort();
        Ok(places)
    }

    /// The identities with which this one shares all digits that are printed.
    pub fn near(&self, id: &ArticleId) -> Result<Vec<ArticleId>> {
        let digits = &id.to_hex()[..usize::from(DIGITS)];
        let range = ArticleId::beginning_with(digits).unwrap_or((*id, *id));
        let near = ids::between(&self.searcher, &[self.fields.id, self.fields.older], range);
        Ok(near.map_err(|error| self.unusable(error))?.into_iter().collect())
    }

    /// The content of an identity as it is stored, and whether it is searched.
    pub fn content(&self, id: &ArticleId) -> Result<Option<(Version, Stored)>> {
        for (field, version) in [
            (self.fields.id, Version::Current),
            (self.fields.older, Version::Superseded),
        ] {
            let found = first_of(&self.searcher, &id_term(field, id));
            let Some(address) = found.map_err(|error| self.unusable(error))? else {
                continue;
            };
            let stored = Stored {
                record: self.stored(address, self.fields.record)?,
                furniture: self.stored(address, self.fields.dropped)?,
            };
            return Ok(Some((version, stored)));
        }
        Ok(None)
    }

    /// What is told of a searched article.
    pub fn told(&self, field: Field, id: &ArticleId) -> Result<Option<Told>> {
        touched::told(&self.searcher, field, id).map_err(|error| self.unusable(error))
    }

    fn sightings(&self, field: Field, value: &[u8]) -> Result<Vec<Sighting>> {
        let term = Term::from_field_bytes(field, value);
        let found = living(&self.searcher, &term).map_err(|error| self.unusable(error))?;
        let mut sightings = Vec::with_capacity(found.len());
        for address in found {
            sightings.extend(Sighting::from_bytes(&self.stored(address, self.fields.record)?));
        }
        sightings.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(sightings)
    }

    fn stored(&self, address: DocAddress, field: Field) -> Result<Vec<u8>> {
        let document: TantivyDocument = self.searcher.doc(address).map_err(|error| self.unusable(error))?;
        let bytes = document.get_first(field).and_then(|value| value.as_bytes());
        Ok(bytes.unwrap_or_default().to_vec())
    }

    /// The living documents that have a term in a field.
    pub fn all(&self, field: Field) -> tantivy::Result<Vec<DocAddress>> {
        let mut found = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
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

    fn unusable(&self, error: tantivy::TantivyError) -> crate::error::Error {
        unusable(&self.path, error)
    }
}

/// The living documents of a term.
fn living(searcher: &Searcher, term: &Term) -> tantivy::Result<Vec<DocAddress>> {
    let mut found = Vec::new();
    each_living(searcher, term, |address| {
        found.push(address);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

impl Archive {
    /// What is committed of contents and sightings.
    pub(super) fn register(&self) -> Register {
        Register::of(&self.path, self.searcher(), self.store.fields)
    }
}
