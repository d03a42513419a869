//! Which files were looked at, and whether one has changed since: a flat table sorted by the hash of the path.

use crate::durable;
use crate::error::{Error, Result};
use crate::page::FilePath;
use crate::read::Fingerprint;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The hash of a path.
type Key = [u8; 16];

/// One row: key, size, time, inode, and how many pages stood in it.
const ROW: usize = 48;

/// The files that were looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Files {
    rows: Vec<u8>,
    fresh: HashMap<Key, (Fingerprint, u64)>,
    forgotten: HashSet<Key>,
}

impl Files {
    /// Reads the table; where there is none, it is empty.
    ///
    /// # Errors
    /// If the table is damaged or cannot be read.
    pub(super) fn read(path: &Path) -> Result<Files> {
        match durable::read_sealed(path) {
            Ok(rows) => Ok(Files {
                rows,
                ..Files::default()
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Files::default()),
            Err(source) => Err(Error::Read {
                path: path.into(),
                source,
            }),
        }
    }

    /// Whether the file is as it was when it was looked at last.
    pub(super) fn unchanged(&self, path: &FilePath, state: &Fingerprint) -> bool {
        self.get(&key(path)).is_some_and(|(known, _)| known == *state)
    }

    /// Whether the file was looked at, as it was or not.
    pub(super) fn knows(&self, path: &FilePath) -> bool {
        self.get(&key(path)).is_some()
    }

    /// How many pages stood in a file when it was looked at last.
    pub(super) fn pages(&self, path: &FilePath) -> u64 {
        self.get(&key(path)).map_or(0, |(_, pages)| pages)
    }

    /// Notes a file in which so many pages stand.
    pub(super) fn note(&mut self, path: &FilePath, state: Fingerprint, pages: u64) {
        let key = key(path);
        self.forgotten.remove(&key);
        self.fresh.insert(key, (state, pages));
    }

    /// Notes that one page more stands in a file.
    pub(super) fn one_more(&mut self, path: &FilePath) {
        let key = key(path);
        if let Some((state, pages)) = self.get(&key) {
            self.fresh.insert(key, (state, pages + 1));
        }
    }

    /// Forgets a file, so that it is read again.
    pub(super) fn forget(&mut self, path: &FilePath) {
        let key = key(path);
        self.fresh.remove(&key);
        if self.row(&key).is_some() {
            self.forgotten.insert(key);
        }
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        let old = |key: &&Key| self.row(key).is_some();
        self.rows.len() / ROW + self.fresh.len()
            - self.fresh.keys().filter(old).count()
            - self.forgotten.len()
    }

    /// Takes what was forgotten out of the table, ahead of the commit after which nothing tells any more that it is to be
    /// forgotten. What is noted waits until it holds.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write_forgotten(&mut self, path: &Path) -> Result<()> {
        if self.forgotten.is_empty() {
            return Ok(());
        }
        let fresh = std::mem::take(&mut self.fresh);
        let written = self.write(path);
        self.fresh = fresh;
        written
    }

    /// Puts the table in the place of the old one.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(&mut self, path: &Path) -> Result<()> {
        if self.fresh.is_empty()
            && self.forgotten.is_empty()
            && path.exists()
            && std::fs::metadata(path).is_ok_and(|m| m.len() == (self.rows.len() + durable::SEAL) as u64)
        {
            return Ok(());
        }
        self.merge();
        durable::replace_sealed(path, &self.rows).map_err(|source| Error::Write {
            path: path.into(),
            source,
        })
    }

    /// Sorts the fresh rows in among the old.
    fn merge(&mut self) {
        let mut fresh: Vec<(Key, (Fingerprint, u64))> = self.fresh.drain().collect();
        fresh.sort_unstable_by_key(|(key, _)| *key);
        let mut rows = Vec::with_capacity(self.rows.len() + fresh.len() * ROW);
        let forgotten = std::mem::take(&mut self.forgotten);
        let stays = |row: &&[u8]| !row.first_chunk().is_some_and(|key| forgotten.contains(key));
        let mut old = self.rows.chunks_exact(ROW).filter(stays).peekable();
        for (key, (state, pages)) in &fresh {
            while let Some(row) = old.next_if(|row| row[..16] <= key[..]) {
                if row[..16] != key[..] {
                    rows.extend_from_slice(row);
                }
            }
            rows.extend_from_slice(key);
            for number in [state.size, state.modified as u64, state.inode, *pages] {
                rows.extend_from_slice(&number.to_le_bytes());
            }
        }
        old.for_each(|row| rows.extend_from_slice(row));
        self.rows = rows;
    }

    fn get(&self, key: &Key) -> Option<(Fingerprint, u64)> {
        if let Some(found) = self.fresh.get(key) {
            return Some(*found);
        }
        if self.forgotten.contains(key) {
            return None;
        }
        let row = self.row(key)?;
        let stamp = Fingerprint {
            size: number(row, 16),
            modified: number(row, 24) as i64,
            inode: number(row, 32),
        };
        Some((stamp, number(row, 40)))
    }

    /// The row of a key: a binary search around the place where it must be, as keys are spread evenly.
    fn row(&self, key: &Key) -> Option<&[u8]> {
        let count = self.rows.len() / ROW;
        let row = |place: usize| &self.rows[place * ROW..(place + 1) * ROW];
        let likely = ((u128::from(leading(key)) * count as u128) >> 64) as usize;
        let (mut low, mut high, mut reach) = (likely, likely, NEAR);
        while low > 0 && row(low)[..16] > key[..] {
            (high, low, reach) = (low, low.saturating_sub(reach), reach * 2);
        }
        while high < count && row(high)[..16] <= key[..] {
            (low, high, reach) = (high, count.min(high + reach), reach * 2);
        }
        while low < high {
            let middle = low + (high - low) / 2;
            match row(middle)[..16].cmp(&key[..]) {
                std::cmp::Ordering::Equal => return Some(row(middle)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Brings a table into the place of another; one that is damaged or of an older format is left, and the files are read again.
///
/// # Errors
/// If it cannot be written.
pub(super) fn carry(from: &Path, to: &Path) -> Result<()> {
    let Ok(rows) = durable::read_sealed(from) else {
        return Ok(());
    };
    durable::replace_sealed(to, &rows).map_err(|source| Error::Write {
        path: to.into(),
        source,
    })
}

/// How far from its likely place a row is looked for at first, in rows.
const NEAR: usize = 16;

/// The leading bytes of a key, by which keys are sorted, as a number.
fn leading(key: &Key) -> u64 {
    key[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn key(path: &FilePath) -> Key {
    let mut key = Key::default();
    key.copy_from_slice(&blake3::hash(path.as_bytes()).as_bytes()[..16]);
    key
}

fn number(row: &[u8], at: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&row[at..at + 8]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_again() {
        let table = std::env::temp_dir().join(format!("archive-files-{}", std::process::id()));
        let state = |size| Fingerprint {
            size,
            modified: -5,
            inode: 9,
        };
        let mut files = Files::default();
        for i in 0..1000 {
            files.note(&format!("page {i}").into(), state(i), 1);
        }
        files.write(&table).unwrap();
        let mut files = Files::read(&table).unwrap();
        files.note(&"page 7".into(), state(70), 3);
        files.note(&"a new page".into(), state(1), 1);
        files.write(&table).unwrap();
        let mut files = Files::read(&table).unwrap();
        assert_eq!(files.len(), 1001);
        for i in (0..1000).filter(|i| *i != 7) {
            assert!(files.unchanged(&format!("page {i}").into(), &state(i)));
        }
        assert!(
            !files.unchanged(&"page 7".into(), &state(7)) && files.unchanged(&"page 7".into(), &state(70))
        );
        files.forget(&"page 31".into());
        assert!(!files.unchanged(&"page 31".into(), &state(31)));
        files.write(&table).unwrap();
        let files = Files::read(&table).unwrap();
        assert_eq!(files.len(), 1000);
        assert!(
            !files.unchanged(&"page 31".into(), &state(31)) && files.unchanged(&"page 32".into(), &state(32))
        );
        std::fs::remove_file(&table).unwrap();
    }

    #[test]
    fn every_one_of_many_files_is_found() {
        let table = std::env::temp_dir().join(format!("archive-many-files-{}", std::process::id()));
        let state = |inode| Fingerprint {
            inode,
            ..Fingerprint::default()
        };
        let mut files = Files::default();
        (0..5_000).for_each(|n| files.note(&format!("{n}.txt").into(), state(n), 1));
        files.write(&table).expect("written");
        let files = Files::read(&table).expect("read");
        assert!((0..5_000).all(|n| files.unchanged(&format!("{n}.txt").into(), &state(n))));
        assert!((5_000..10_000).all(|n| !files.unchanged(&format!("{n}.txt").into(), &state(n))));
        std::fs::remove_file(table).expect("removed");
    }
}
