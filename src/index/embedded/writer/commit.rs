//! How what was added becomes durable, and what follows from all of it together.

use super::EmbeddedWriter;
use crate::error::Result;
use crate::index::embedded::committed::Committed;
use crate::index::embedded::opening::searcher;
use crate::index::embedded::register::Sightings;
use crate::index::embedded::segments::{self, MergeMoment};
use crate::index::embedded::{near_duplicates, people};
use crate::index::unusable;
use tantivy::TantivyError;

impl EmbeddedWriter {
    /// Commits the documents that were added, with what belongs to them.
    pub(super) fn commit_words(&mut self, originals: u64) -> Result<()> {
        let payload = Committed {
            originals,
            digits: self.history.digits(),
        };
        let committed = self.words.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&payload.to_text());
            commit.commit()
        });
        committed.map_err(|error| unusable(&self.path, error))?;
        let searcher = searcher(&self.path, &self.index)?;
        self.sightings = Sightings::of(&self.path, searcher, self.fields);
        self.history.look_again(Box::new(self.sightings.clone()));
        self.fresh.clear();
        Ok(())
    }

    /// Joins small segments.
    pub(super) fn join_segments(&mut self, when: MergeMoment) -> Result<()> {
        let (path, index, fields) = (&self.home, &self.index, self.fields);
        let (sightings, history) = (&mut self.sightings, &mut self.history);
        segments::join(path, index, &mut self.words, when, || {
            *sightings = Sightings::of(path, searcher(path, index)?, fields);
            history.look_again(Box::new(sightings.clone()));
            Ok(())
        })
    }

    /// Brings stories and people up to what is committed.
    pub(super) fn bring_tables_up_to_date(self) -> Result<()> {
        let EmbeddedWriter {
            path,
            home,
            index,
            words,
            sightings,
            history,
            touched,
            fields,
            ..
        } = self;
        let failed = |error: TantivyError| unusable(&path, error);
        // What was read of mapped files stays in memory while they are open. The rest reads a few columns of them, opened anew.
        drop((sightings, history));
        let committed = searcher(&home, &index)?;
        match touched.changes(&committed, fields.id).map_err(failed)? {
            Some(changes) => {
                people::update(&home, &committed, fields.actor, &changes)?;
                near_duplicates::update(&home, &committed, fields.id, &changes)?;
            }
            None => {
                people::renew(&home, &committed)?;
                near_duplicates::write(&home, &committed)?;
            }
        }
        words.garbage_collect_files().wait().map_err(failed)?;
        words.wait_merging_threads().map_err(failed)
    }
}
