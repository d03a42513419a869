//! How far reading is.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes of the inputs were read, of how many. It may be looked at from elsewhere.
#[derive(Debug, Default)]
pub struct Progress {
    total: AtomicU64,
    read: AtomicU64,
    pages: AtomicU64,
}

impl Progress {
    /// So many bytes are to be read.
    pub fn expect(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// The bytes that were read, and all.
    pub fn bytes(&self) -> (u64, u64) {
        let total = self.total.load(Ordering::Relaxed);
        (self.read.load(Ordering::Relaxed).min(total), total)
    }

    /// How many pages were met in what was read.
    pub fn pages(&self) -> u64 {
        self.pages.load(Ordering::Relaxed)
    }

    /// A page was met.
    pub fn page(&self) {
        self.pages.fetch_add(1, Ordering::Relaxed);
    }

    /// So many bytes more were read.
    pub fn more(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    /// So many bytes were read in all.
    pub fn reached(&self, bytes: u64) {
        self.read.store(bytes, Ordering::Relaxed);
    }
}
