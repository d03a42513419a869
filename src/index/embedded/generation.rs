//! Where the files of an index lie. What an index holds can be made anew as a whole: the new files are written into a folder of
//! their own inside the index, and one rename puts that folder in the place of what was. Until then the old ones answer.

use crate::durable;
use crate::error::{Error, Result};
use crate::index::embedded::pread_directory::{IndexDirectory, Purpose};
use crate::index::embedded::{FORMAT, FORMAT_FILE, ORIGINALS_FILE, TABLES, WORDS_FOLDER};
use crate::index::files;
use crate::index::originals::PLACES_FILE;
use crate::index::read_files::FILES_FILE;
use crate::index::unusable;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tantivy::Directory;
use tantivy::directory::error::LockError;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK};

/// The file that names the folder in which the files of an index lie; without it they lie in the index itself.
const CURRENT_FILE: &str = "current";
/// How the names of such folders begin.
const PREFIX: &str = "data-";

/// The folder in which the files of an index lie.
pub fn home(index: &Path) -> PathBuf {
    let named = fs::read_to_string(index.join(CURRENT_FILE)).unwrap_or_default();
    match number(named.trim()) {
        Some(_) => index.join(named.trim()),
        None => index.into(),
    }
}

fn number(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

/// A folder for the files of an index that is made anew. Nobody writes to the index meanwhile. Dropped before it has taken the
/// place of the old one, it goes.
pub struct Generation {
    index: PathBuf,
    old: PathBuf,
    name: String,
    _lock: DirectoryLock,
}

impl Generation {
    /// Takes the lock of an index, however damaged it is, and makes the folder.
    ///
    /// # Errors
    /// If another process writes to the index, or it cannot be written.
    pub fn begin(index: &Path) -> Result<Generation> {
        let old = home(index);
        let lock = locked(index, &old)?;
        let write = |source| Error::Write {
            path: index.into(),
            source,
        };
        let mut greatest = 0;
        for folder in folders(index).map_err(write)? {
            greatest = greatest.max(number(&folder).unwrap_or(0));
            // Another than the current one was left by a run that was killed.
            if index.join(&folder) != old {
                durable::remove_folder(&index.join(&folder)).map_err(write)?;
            }
        }
        let name = format!("{PREFIX}{}", greatest + 1);
        durable::create_folder(&index.join(&name)).map_err(write)?;
        Ok(Generation {
            index: index.into(),
            old,
            name,
            _lock: lock,
        })
    }

    /// The folder of the files that were.
    pub fn old(&self) -> &Path {
        &self.old
    }

    /// The folder of the new files.
    pub fn folder(&self) -> PathBuf {
        self.index.join(&self.name)
    }

    /// Brings over which files were looked at, where that can be read.
    ///
    /// # Errors
    /// If the table cannot be written.
    pub fn carry_files(&self) -> Result<()> {
        files::carry(&self.old.join(FILES_FILE), &self.folder().join(FILES_FILE))
    }

    /// Puts the new files in the place of the old ones, which are removed.
    ///
    /// # Errors
    /// If the folder cannot be put in its place, or the old files cannot be removed: then the index is one or the other, whole.
    pub fn take_place(self) -> Result<()> {
        let folder = self.folder();
        let switched = durable::sync_folder(&folder)
            .and_then(|()| durable::sync_folder(&folder.join(WORDS_FOLDER)))
            .and_then(|()| durable::replace(&self.index.join(CURRENT_FILE), self.name.as_bytes()))
            .and_then(|()| durable::replace(&self.index.join(FORMAT_FILE), format!("{FORMAT}\n").as_bytes()));
        switched.map_err(|source| self.error(source))?;
        self.remove_old().map_err(|source| self.error(source))
    }

    fn remove_old(&self) -> io::Result<()> {
        if self.old != self.index {
            return durable::remove_folder(&self.old);
        }
        for table in TABLES.into_iter().chain([ORIGINALS_FILE, PLACES_FILE]) {
            durable::remove_file(&self.index.join(table)).or_else(gone)?;
        }
        durable::remove_folder(&self.index.join(WORDS_FOLDER)).or_else(gone)
    }

    fn error(&self, source: io::Error) -> Error {
        Error::Write {
            path: self.index.clone(),
            source,
        }
    }
}

impl Drop for Generation {
    fn drop(&mut self) {
        // Also after an error the index may name it already: the name is written before it is brought to the disk.
        if home(&self.index) != self.folder() {
            // What cannot be removed now is removed by the next one.
            let _ = durable::remove_folder(&self.folder());
        }
    }
}

fn gone(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    }
}

/// The names of the folders for files in an index.
fn folders(index: &Path) -> io::Result<Vec<String>> {
    let names = fs::read_dir(index)?.map(|entry| entry.map(|entry| entry.file_name()));
    let names = names.collect::<io::Result<Vec<_>>>()?.into_iter();
    let names = names.filter_map(|name| name.into_string().ok());
    Ok(names.filter(|name| number(name).is_some()).collect())
}

/// The lock that every writer of an index takes.
fn locked(index: &Path, home: &Path) -> Result<DirectoryLock> {
    let words = home.join(WORDS_FOLDER);
    let write = |source| Error::Write {
        path: words.clone(),
        source,
    };
    fs::create_dir_all(&words).map_err(write)?;
    let directory = IndexDirectory::open(&words, Purpose::Writing);
    let directory = directory.map_err(|error| unusable(index, error))?;
    directory
        .acquire_lock(&INDEX_WRITER_LOCK)
        .map_err(|error| match error {
            LockError::LockBusy => Error::Locked { path: index.into() },
            LockError::IoError(error) => write(io::Error::other(error)),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_takes_the_place_of_the_old_at_once_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let index = folder.path();
        let (words, table) = (index.join(WORDS_FOLDER), index.join(TABLES[0]));
        fs::create_dir(&words).expect("made");
        fs::write(&table, b"old").expect("written");
        let make = |take_place: bool| {
            let new = Generation::begin(index).expect("begun");
            assert!(matches!(Generation::begin(index), Err(Error::Locked { .. })));
            fs::create_dir(new.folder().join(WORDS_FOLDER)).expect("made");
            let made = new.folder();
            if take_place {
                new.take_place().expect("switched");
            }
            made
        };
        let never = make(false);
        assert!(!never.exists() && table.exists());
        assert_eq!(home(index), index);
        fs::create_dir(index.join("data-7")).expect("left by a run that was killed");
        let first = make(true);
        assert_eq!((home(index), first.exists()), (first.clone(), true));
        assert!(!table.exists() && !words.exists() && !index.join("data-7").exists());
        let second = make(true);
        assert_eq!((home(index), first.exists()), (second, false));
    }
}
