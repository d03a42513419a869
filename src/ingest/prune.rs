//! What an ingest meets of files and places, and so which of those that the index knows are gone.

use crate::error::{Error, Result};
use crate::index::{Key, Paths};
use crate::page::{FilePath, Place};
use crate::read::{Problem, Trouble};
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What was met below the paths of an ingest; nothing is kept where nobody asks what is gone.
#[derive(Debug, Default)]
pub(super) struct FoundFiles {
    asked: bool,
    roots: Vec<PathBuf>,
    /// Files that are as they were.
    unchanged: HashSet<FilePath>,
    /// Files that were read again.
    read: HashSet<FilePath>,
    /// Files that could not be read, and may be what they were.
    unreadable: HashSet<FilePath>,
    places: HashSet<Key>,
}

impl FoundFiles {
    /// Nothing yet, below these paths; `asked` says whether anybody will ask what is gone.
    pub(super) fn below(paths: &[PathBuf], asked: bool, known: &mut Paths) -> FoundFiles {
        let roots = paths.iter().map(|path| known.whole(&FilePath::from(&**path)));
        FoundFiles {
            asked,
            roots: roots.collect(),
            ..FoundFiles::default()
        }
    }

    /// A file is as it was.
    pub(super) fn unchanged(&mut self, file: FilePath) {
        if self.asked {
            self.unchanged.insert(file);
        }
    }

    /// A file was read.
    pub(super) fn read(&mut self, file: FilePath) {
        if self.asked {
            self.read.insert(file);
        }
    }

    /// A file gave no page for a reason that may pass.
    pub(super) fn unreadable(&mut self, file: FilePath) {
        if self.asked {
            self.unreadable.insert(file);
        }
    }

    /// A page stands at a place.
    pub(super) fn page(&mut self, place: &Place) {
        if self.asked {
            self.places.insert(Key::of_place(place));
        }
    }

    /// Whether nothing stands any more at a place that the index knows.
    pub(super) fn is_gone(&self, place: &Place, known: &Paths) -> bool {
        let file = &place.path;
        let path = known.found(file);
        if !self.roots.iter().any(|root| path.starts_with(root)) {
            return false;
        }
        if self.unreadable.contains(file) {
            return false;
        }
        if place.overwritten.is_some() {
            return true;
        }
        if self.unchanged.contains(file) {
            return false;
        }
        if self.read.contains(file) {
            return !self.places.contains(&Key::of_place(place));
        }
        is_gone(&path)
    }
}

/// Whether there is no such file. What cannot be looked at may be there.
fn is_gone(path: &Path) -> bool {
    match std::fs::metadata(path) {
        Ok(found) => !found.is_file(),
        Err(error) => matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

/// Refuses to prune below a path that is missing or has no files, as that of a disk that is not mounted.
pub(super) fn refuse_void(paths: &[PathBuf], (path, problem): &Trouble) -> Result<()> {
    match problem {
        Problem::Missing | Problem::NoPages if paths.contains(path) => {
            Err(Error::Void { path: path.clone() })
        }
        _ => Ok(()),
    }
}
