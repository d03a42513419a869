//! Where an ingest goes on that was interrupted: how far each file was read and what of it is committed.
//!
//! The table is written after each commit, so what it says is in the index. It only saves time: where it is missing, damaged or older
//! than the index, pages are read again and found to be there.

use crate::durable;
use crate::error::{Error, Result};
use crate::page::FilePath;
use crate::read::{Fingerprint, Resume};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The files that were read in part.
#[derive(Debug, Clone, Default)]
pub(super) struct Unfinished {
    files: BTreeMap<FilePath, UnfinishedRow>,
    changed: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct UnfinishedRow {
    stamp: Fingerprint,
    resume: Resume,
}

impl Unfinished {
    /// Reads the table; where there is none that can be read, it is empty.
    pub(super) fn read(path: &Path) -> Unfinished {
        let rows = durable::read_sealed(path).unwrap_or_default();
        let rows: Vec<(FilePath, UnfinishedRow)> = serde_json::from_slice(&rows).unwrap_or_default();
        Unfinished {
            files: rows.into_iter().collect(),
            changed: false,
        }
    }

    /// How far a file was read; nothing where it has changed since.
    pub(super) fn get(&self, path: &FilePath, stamp: &Fingerprint) -> Option<Resume> {
        let row = self.files.get(path).filter(|row| row.stamp == *stamp)?;
        Some(row.resume)
    }

    /// Notes how far a file was read.
    pub(super) fn note(&mut self, path: &FilePath, stamp: Fingerprint, resume: Resume) {
        self.files.insert(path.clone(), UnfinishedRow { stamp, resume });
        self.changed = true;
    }

    /// A file was read to its end.
    pub(super) fn forget(&mut self, path: &FilePath) {
        self.changed |= self.files.remove(path).is_some();
    }

    /// Puts the table in the place of the old one.
    pub(super) fn write(&mut self, path: &Path) -> Result<()> {
        if !std::mem::take(&mut self.changed) {
            return Ok(());
        }
        let rows: Vec<_> = self.files.iter().collect();
        let rows = serde_json::to_vec(&rows).unwrap_or_default();
        durable::replace_sealed(path, &rows).map_err(|source| Error::Write {
            path: path.into(),
            source,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_again_until_it_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("unfinished");
        let stamp = Fingerprint {
            size: 9,
            ..Fingerprint::default()
        };
        let resume = Resume {
            offset: 700,
            record: 3,
            pages: 2,
            failed: false,
        };
        let mut table = Unfinished::read(&path);
        table.note(&"a.warc".into(), stamp, resume);
        table.write(&path).expect("written");
        let mut table = Unfinished::read(&path);
        assert_eq!(table.get(&"a.warc".into(), &stamp), Some(resume));
        assert_eq!(table.get(&"a.warc".into(), &Fingerprint::default()), None);
        table.forget(&"a.warc".into());
        table.write(&path).expect("written");
        assert_eq!(Unfinished::read(&path).get(&"a.warc".into(), &stamp), None);
        std::fs::write(&path, b"damaged").expect("written");
        assert_eq!(Unfinished::read(&path).get(&"a.warc".into(), &stamp), None);
    }
}
