//! What an index knows of the files that its pages came from: how each was when it was looked at, and how far those were read that
//! an interrupted ingest left.

use super::files::Files;
use super::unfinished::Unfinished;
use crate::error::Result;
use crate::page::FilePath;
use crate::read::{Fingerprint, Resume};
use std::path::Path;

/// The table of the files that were looked at, in the folder of an index.
pub(crate) const FILES_FILE: &str = "files";
/// The table of those that were read in part.
const UNFINISHED_FILE: &str = "unfinished";

/// The files that were read, wholly or in part.
#[derive(Debug, Clone, Default)]
pub struct ReadFiles {
    files: Files,
    unfinished: Unfinished,
}

impl ReadFiles {
    /// Reads the tables of a folder; where there are none, no file was read.
    ///
    /// # Errors
    /// If the table of the files is damaged or cannot be read.
    pub(crate) fn of_folder(folder: &Path) -> Result<ReadFiles> {
        Ok(ReadFiles {
            files: Files::read(&folder.join(FILES_FILE))?,
            unfinished: Unfinished::read(&folder.join(UNFINISHED_FILE)),
        })
    }

    /// How many files were looked at.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Whether a file is as it was when it was looked at last.
    pub fn unchanged(&self, path: &FilePath, state: &Fingerprint) -> bool {
        self.files.unchanged(path, state)
    }

    /// Whether a file was looked at or read in part, as it is now or as it was.
    pub fn knows(&self, path: &FilePath, state: &Fingerprint) -> bool {
        self.files.knows(path) || self.resume(path, state).is_some()
    }

    /// How many pages stood in a file when it was looked at last.
    pub fn pages(&self, path: &FilePath) -> u64 {
        self.files.pages(path)
    }

    /// Where the reading of a file goes on that was interrupted; nothing where it has changed since.
    pub fn resume(&self, path: &FilePath, state: &Fingerprint) -> Option<Resume> {
        self.unfinished.get(path, state)
    }

    /// Notes that a file was looked at, in which so many pages stand.
    pub(crate) fn record(&mut self, path: &FilePath, state: Fingerprint, pages: u64) {
        self.files.note(path, state, pages);
        self.unfinished.forget(path);
    }

    /// Notes that one page more stands in a file than was known when it was looked at.
    pub(crate) fn one_more(&mut self, path: &FilePath) {
        self.files.one_more(path);
    }

    /// Notes how far a file was read.
    pub(crate) fn read_until(&mut self, path: &FilePath, state: Fingerprint, resume: Resume) {
        self.unfinished.note(path, state, resume);
    }

    /// A file will be read from its beginning.
    pub(crate) fn read_again(&mut self, path: &FilePath) {
        self.unfinished.forget(path);
    }

    /// A file is to be looked at again, changed or not.
    pub(crate) fn forget(&mut self, path: &FilePath) {
        self.files.forget(path);
    }

    /// Takes out of the tables of a folder what is to be looked at again, ahead of the commit after which nothing tells so any more.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn write_forgotten(&mut self, folder: &Path) -> Result<()> {
        self.files.write_forgotten(&folder.join(FILES_FILE))
    }

    /// Puts the tables in the place of those of a folder.
    ///
    /// # Errors
    /// If they cannot be written.
    pub(crate) fn write(&mut self, folder: &Path) -> Result<()> {
        self.files.write(&folder.join(FILES_FILE))?;
        self.unfinished.write(&folder.join(UNFINISHED_FILE))
    }
}
