//! What is noted among the originals beside the pages, so that an index can be made anew from them alone.

use super::{AddOutcome, EmbeddedWriter};
use crate::error::Result;
use crate::index::originals::{Note, PageNote};
use crate::index::sighting::Sighting;

impl EmbeddedWriter {
    /// Notes that a known content was seen, where that says anything new; with a page that is new all its places are noted.
    pub(super) fn note(&mut self, sighting: &Sighting, added: AddOutcome) -> Result<()> {
        match added {
            AddOutcome::Unchanged => Ok(()),
            _ => self.originals.note(Note::Seen(Box::new(sighting.clone()))),
        }
    }

    /// Notes again what was noted of a known content.
    ///
    /// # Errors
    /// If the index cannot be read, or the note cannot be written.
    pub fn see(&mut self, sighting: Sighting) -> Result<()> {
        let seen = self.history.see(sighting.clone())?;
        self.note(&sighting, seen.added)
    }

    /// Keeps the page of an article that was deleted, out of every search, until it is taken out of the originals.
    ///
    /// # Errors
    /// If the originals cannot be written.
    pub fn add_deleted(&mut self, note: PageNote, frame: &[u8]) -> Result<()> {
        let id = note.id;
        self.originals.append_frame(note, frame)?;
        self.originals.note(Note::Deleted(vec![id]))
    }
}
