//! The files of an index read in pieces: joining segments needs as much memory as is looked at, not as much as is joined.

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

/// A directory of which large files are not mapped.
#[derive(Debug, Clone)]
pub struct Unmapped {
    folder: PathBuf,
    mapped: MmapDirectory,
}

impl Unmapped {
    /// Opens the directory.
    pub fn open(folder: &Path) -> Result<Unmapped, OpenDirectoryError> {
        Ok(Unmapped {
            folder: folder.into(),
            mapped: MmapDirectory::open(folder)?,
        })
    }
}

impl Directory for Unmapped {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let kind = path.extension().and_then(|kind| kind.to_str());
        if kind.is_none_or(|kind| !IN_PIECES.contains(&kind)) {
            return self.mapped.get_file_handle(path);
        }
        let opened = File::open(self.folder.join(path)).and_then(WrapFile::new);
        match opened {
            Ok(file) => Ok(Arc::new(Pieces(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.into()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.into())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
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
