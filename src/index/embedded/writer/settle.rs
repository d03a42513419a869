//! How a commit brings documents and sightings to what follows from everything that was seen.

use super::EmbeddedWriter;
use crate::article::Article;
use crate::error::Result;
use crate::index::address::Key;
use crate::index::embedded::document;
use crate::index::embedded::ids::id_term;
use crate::index::history::Change;
use crate::index::originals::Number;
use crate::index::record::StoredRecord;
use crate::index::{Version, unusable};
use tantivy::Term;

impl EmbeddedWriter {
    /// Whether a change is of a document that was added since the last commit, as another one.
    pub(super) fn is_of_fresh(&self, change: &Change) -> bool {
        let fresh = self.fresh.get(&change.id);
        fresh.is_some_and(|(searched, place)| {
            *searched != change.searched || change.place.as_ref().is_some_and(|now| now != place)
        })
    }

    /// Brings documents and sightings to what follows from everything that was seen.
    pub(super) fn settle(&mut self, changes: Vec<Change>) -> Result<()> {
        let place = |key: &Key| Term::from_field_bytes(self.fields.place, &key.0);
        for key in self.history.changed_places() {
            self.words.delete_term(place(key));
        }
        for past in self.history.past() {
            self.write(document::of_sighting(&self.fields, past))?;
        }
        for mut change in changes {
            for sighting in std::mem::take(&mut change.sightings) {
                self.words
                    .delete_term(Term::from_field_bytes(self.fields.place, &sighting.key().0));
                self.write(document::of_sighting(&self.fields, &sighting))?;
            }
            self.settle_content(&change)?;
        }
        self.waiting.clear();
        self.waiting_bytes = 0;
        Ok(())
    }

    fn settle_content(&mut self, change: &Change) -> Result<()> {
        if let Some(mut waiting) = self.waiting.remove(&change.id) {
            if let Some(place) = &change.place {
                waiting.article.source.stand_at(place);
            }
            return self.rewrite(change, &waiting.article, waiting.original, &waiting.furniture);
        }
        if self.fresh.contains_key(&change.id) {
            return Ok(());
        }
        let Some((version, stored)) = self.sightings.content(&change.id)? else {
            return Ok(());
        };
        let Some(record) = StoredRecord::from_bytes(&stored.record) else {
            return Err(unusable(&self.path, "a record cannot be read"));
        };
        let stands = change
            .place
            .as_ref()
            .is_none_or(|place| record.article().source.place() == *place);
        if (version == Version::Current) == change.searched && stands {
            return Ok(());
        }
        let original = record.original;
        let mut article = record.into_article();
        if let Some(place) = &change.place {
            article.source.stand_at(place);
        }
        let furniture = String::from_utf8_lossy(&stored.furniture);
        self.rewrite(change, &article, original, &furniture)
    }

    fn rewrite(
        &mut self,
        change: &Change,
        article: &Article,
        original: Number,
        furniture: &str,
    ) -> Result<()> {
        self.touch(&change.id)?;
        for field in [self.fields.id, self.fields.older] {
            self.words.delete_term(id_term(field, &change.id));
        }
        self.write(match change.searched {
            true => document::of(&self.fields, article, original, furniture),
            false => document::older(&self.fields, article, original, furniture),
        })
    }
}
