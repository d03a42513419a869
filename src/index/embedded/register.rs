//! Contents and sightings as they are committed, looked up in the inverted index.

use super::ids::{self, each_living, first_of, id_term};
use super::schema::SchemaFields;
use super::touched::{self, Told};
use crate::article::{ArticleId, DIGITS};
use crate::error::Result;
use crate::index::address::Key;
use crate::index::record::StoredContent;
use crate::index::register::Register;
use crate::index::sighting::Sighting;
use crate::index::{Version, unusable};
use crate::page::Place;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// The contents and sightings of an index, as they were committed.
#[derive(Clone)]
pub(super) struct Sightings {
    path: PathBuf,
    searcher: Searcher,
    fields: SchemaFields,
}

impl Sightings {
    /// Those that a searcher sees.
    pub(super) fn of(path: &Path, searcher: Searcher, fields: SchemaFields) -> Sightings {
        Sightings {
            path: path.into(),
            searcher,
            fields,
        }
    }

    /// The content of an identity as it is stored, and whether it is searched.
    pub(super) fn content(&self, id: &ArticleId) -> Result<Option<(Version, StoredContent)>> {
        for (field, version) in [
            (self.fields.id, Version::Current),
            (self.fields.older, Version::Superseded),
        ] {
            let found = first_of(&self.searcher, &id_term(field, id));
            let Some(address) = found.map_err(|error| self.unusable(error))? else {
                continue;
            };
            let stored = StoredContent {
                record: self.stored(address, self.fields.record)?,
                furniture: self.stored(address, self.fields.dropped)?,
            };
            return Ok(Some((version, stored)));
        }
        Ok(None)
    }

    /// What is told of a searched article.
    pub(super) fn told(&self, id: &ArticleId) -> Result<Option<Told>> {
        touched::told(&self.searcher, self.fields.id, id).map_err(|error| self.unusable(error))
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

    fn unusable(&self, error: tantivy::TantivyError) -> crate::error::Error {
        unusable(&self.path, error)
    }
}

impl Register for Sightings {
    fn at(&self, place: &Key) -> Result<Option<Sighting>> {
        Ok(self.sightings(self.fields.place, &place.0)?.pop())
    }

    fn of_content(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.seen, id.hash())
    }

    fn copies(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.copy, id.hash())
    }

    fn past(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.was, id.hash())
    }

    fn at_address(&self, address: &Key) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.address, &address.0)
    }

    fn tied(&self, tie: &Key) -> Result<Vec<Sighting>> {
        self.sightings(self.fields.tie, &tie.0)
    }

    fn places(&self) -> Result<Vec<Place>> {
        let found = ids::all(&self.searcher, self.fields.place).map_err(|error| self.unusable(error))?;
        let mut places = Vec::with_capacity(found.len());
        for address in found {
            let sighting = Sighting::from_bytes(&self.stored(address, self.fields.record)?);
            places.extend(sighting.map(|sighting| sighting.place));
        }
        places.sort();
        Ok(places)
    }

    fn near(&self, id: &ArticleId) -> Result<Vec<ArticleId>> {
        let digits = &id.to_hex()[..usize::from(DIGITS)];
        let range = ArticleId::beginning_with(digits).unwrap_or((*id, *id));
        let near = ids::between(&self.searcher, &[self.fields.id, self.fields.older], range);
        Ok(near.map_err(|error| self.unusable(error))?.into_iter().collect())
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
