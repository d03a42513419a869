//! A tantivy `Directory`. For a reader it writes nothing, not even a lock, so that an index on a read-only disk or of another user answers.
//! For a writer it reads large files with `pread` and does not map them, so that a merge does not count their size against resident memory.

use crate::durable::{self, Act};
use crate::index::embedded::checked_store::CheckedStore;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle,
    WritePtr,
};
use tantivy_common::file_slice::WrapFile;

/// What grows with the text of a segment, and is read piece by piece.
const IN_PIECES: [&str; 3] = ["idx", "pos", "store"];

/// What a directory is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To answer: nothing is written and nothing locked.
    Asking,
    /// To write: locked, and large files are not mapped.
    Writing,
}

/// The directory of an inverted index.
#[derive(Debug, Clone)]
pub(super) struct IndexDirectory {
    folder: PathBuf,
    purpose: Purpose,
    mapped: MmapDirectory,
}

impl IndexDirectory {
    /// Opens the directory.
    pub(super) fn open(folder: &Path, purpose: Purpose) -> Result<IndexDirectory, OpenDirectoryError> {
        let mapped = match purpose {
            Purpose::Asking => mapped_as_needed(folder)?,
            Purpose::Writing => MmapDirectory::open(folder)?,
        };
        Ok(IndexDirectory {
            folder: folder.into(),
            purpose,
            mapped,
        })
    }

    fn in_pieces(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let opened = File::open(self.folder.join(path)).and_then(WrapFile::new);
        match opened {
            Ok(file) => Ok(Arc::new(Pieces(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.into()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.into())),
        }
    }
}

/// Pages of the files are read where they are needed, not ahead.
#[cfg(unix)]
fn mapped_as_needed(folder: &Path) -> Result<MmapDirectory, OpenDirectoryError> {
    MmapDirectory::open_with_madvice(folder, tantivy::directory::Advice::Random)
}

#[cfg(not(unix))]
fn mapped_as_needed(folder: &Path) -> Result<MmapDirectory, OpenDirectoryError> {
    MmapDirectory::open(folder)
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let kind = path.extension().and_then(|kind| kind.to_str());
        let is_mapped = self.purpose == Purpose::Asking || kind.is_none_or(|kind| !IN_PIECES.contains(&kind));
        let handle = match is_mapped {
            true => self.mapped.get_file_handle(path)?,
            false => self.in_pieces(path)?,
        };
        Ok(match kind {
            Some("store") => Arc::new(CheckedStore::new(handle)),
            _ => handle,
        })
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.into(),
        };
        durable::step(&self.folder.join(path), Act::Other).map_err(failed)?;
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let failed = |error| OpenWriteError::wrap_io_error(error, path.into());
        let path_on_disk = self.folder.join(path);
        durable::step(&path_on_disk, Act::Write).map_err(failed)?;
        // No file is written twice: what stands here is of a run that failed, and no segment has it.
        if self.mapped.exists(path).unwrap_or(false) {
            durable::remove_file(&path_on_disk).map_err(failed)?;
        }
        let written = self.mapped.open_write(path)?;
        Ok(in_steps(written, &path_on_disk))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        durable::replace(&self.folder.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        durable::step(&self.folder, Act::Other)?;
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.purpose {
            // The lock keeps a writer from taking files away between the list of them and their opening: who asks looks again.
            Purpose::Asking => Ok(DirectoryLock::from(Box::new(()))),
            Purpose::Writing => self.mapped.acquire_lock(lock),
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// In a build for tests each write is a step that can fail.
#[cfg(test)]
fn in_steps(written: WritePtr, path: &Path) -> WritePtr {
    WritePtr::new(Box::new(durable::Steps::new(written, path)))
}

#[cfg(not(test))]
fn in_steps(written: WritePtr, _: &Path) -> WritePtr {
    written
}

#[cfg(test)]
impl tantivy::directory::TerminatingWrite for durable::Steps<WritePtr> {
    fn terminate_ref(&mut self, token: tantivy::directory::AntiCallToken) -> io::Result<()> {
        self.for_last_step()?.terminate_ref(token)
    }
}

/// A file that is read where it is asked for.
#[derive(Debug)]
struct Pieces(WrapFile);

impl FileHandle for Pieces {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        match range.is_empty() {
            true => Ok(OwnedBytes::empty()),
            false => self.0.read_bytes(range),
        }
    }
}

impl HasLen for Pieces {
    fn len(&self) -> usize {
        self.0.len()
    }
}
