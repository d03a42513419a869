//! Where the pages stand as they were ingested: one file that only grows, each page compressed on its own.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where a page stands: the byte at which it begins, and how many follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(pub u64, pub u64);

/// The level at which pages are compressed: beyond it the time grows faster than the gain.
const LEVEL: i32 = 3;
/// No page grows beyond this when it is read back.
const LARGEST: usize = 1 << 30;

/// Appends pages.
pub struct Originals {
    path: PathBuf,
    file: BufWriter<File>,
    end: u64,
    compressor: zstd::bulk::Compressor<'static>,
}

impl Originals {
    /// Opens the file for appending behind its first `committed` bytes; what an interrupted run left there is dropped.
    pub fn append(path: &Path, committed: u64) -> Result<Originals> {
        let write = |source| Error::Write {
            path: path.into(),
            source,
        };
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(write)?;
        file.set_len(committed).map_err(write)?;
        file.seek(SeekFrom::End(0)).map_err(write)?;
        Ok(Originals {
            path: path.into(),
            file: BufWriter::new(file),
            end: committed,
            compressor: zstd::bulk::Compressor::new(LEVEL).map_err(write)?,
        })
    }

    /// Appends a page and says where it stands.
    pub fn add(&mut self, page: &[u8]) -> Result<Place> {
        let compressed = self.compressor.compress(page);
        let written = compressed.and_then(|bytes| self.file.write_all(&bytes).map(|()| bytes.len() as u64));
        let length = written.map_err(|source| self.error(source))?;
        let place = Place(self.end, length);
        self.end += length;
        Ok(place)
    }

    /// Brings everything to the disk and says how long the file is.
    pub fn commit(&mut self) -> Result<u64> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        synced.map_err(|source| self.error(source))?;
        Ok(self.end)
    }

    fn error(&self, source: std::io::Error) -> Error {
        Error::Write {
            path: self.path.clone(),
            source,
        }
    }
}

/// Reads the page at a place.
pub fn read(path: &Path, place: Place) -> Result<Vec<u8>> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(place.0))?;
        let mut bytes = Vec::new();
        file.take(place.1).read_to_end(&mut bytes)?;
        let mut page = Vec::new();
        zstd::stream::read::Decoder::new(&bytes[..])?
            .take(LARGEST as u64)
            .read_to_end(&mut page)?;
        Ok(page)
    };
    read().map_err(|source| Error::Read {
        path: path.into(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_back_and_an_interrupted_run_leaves_nothing() {
        let folder = std::env::temp_dir().join(format!("archive-originals-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("originals");
        let mut originals = Originals::append(&path, 0).unwrap();
        let first = originals.add(b"first page").unwrap();
        let committed = originals.commit().unwrap();
        originals.add(b"never committed").unwrap();
        drop(originals);
        let mut originals = Originals::append(&path, committed).unwrap();
        let second = originals.add(&[7; 100_000]).unwrap();
        originals.commit().unwrap();
        assert_eq!(read(&path, first).unwrap(), b"first page");
        assert_eq!(read(&path, second).unwrap(), [7; 100_000]);
        assert_eq!(second.0, committed);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
