//! What is noted among the originals beside the pages, so that an index can be made anew from them alone.

use super::{Added, Writer};
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::originals::{Note, PageNote};
use crate::index::sighting::Sighting;
use crate::page::{FilePath, Origin, Place, Revisit};
use crate::read::{Resume, Stamp};

impl Writer {
    /// Notes that a known content was seen, where that says anything new; with a page that is new all its places are noted.
    pub(super) fn note(&mut self, sighting: &Sighting, added: Added) -> Result<()> {
        match added {
            Added::Unchanged => Ok(()),
            _ => self.originals.note(Note::Seen(Box::new(sighting.clone()))),
        }
    }

    /// Notes again what was noted of a known content.
    pub fn see(&mut self, sighting: Sighting) -> Result<()> {
        let seen = self.history.see(sighting.clone())?;
        self.note(&sighting, seen.added)
    }

    /// Notes that a page was captured again, and says what that makes of which content; nothing where that is not known.
    pub fn again(&mut self, origin: &Origin, revisit: &Revisit) -> Result<Option<(Added, ArticleId)>> {
        let Some(before) = self.history.captured(revisit)? else {
            return Ok(None);
        };
        let sighting = before.again(origin);
        let seen = self.history.see(sighting.clone())?;
        self.note(&sighting, seen.added)?;
        Ok(Some((seen.added, sighting.content)))
    }

    /// Notes how far a file was read.
    pub fn read_until(&mut self, path: &FilePath, state: Stamp, resume: Resume) {
        self.unfinished.note(path, state, resume);
    }

    /// A file will be read from its beginning.
    pub fn read_again(&mut self, path: &FilePath) {
        self.unfinished.forget(path);
    }

    /// Whether a place shows a content.
    pub fn stands(&self, place: &Place, id: &ArticleId) -> Result<bool> {
        self.history.stands(place, id)
    }

    /// Notes that one page more stands in a file than was known when it was looked at.
    pub fn one_more(&mut self, path: &FilePath) {
        self.files.one_more(path);
    }

    /// Keeps the page of an article that was deleted, out of every search, until it is taken out of the originals.
    pub fn add_deleted(&mut self, note: PageNote, frame: &[u8]) -> Result<()> {
        let id = note.id;
        self.originals.append_frame(note, frame)?;
        self.originals.note(Note::Deleted(vec![id]))
    }
}
