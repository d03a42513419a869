//! What reading an input may cost, however its containers are nested: an archive made to unpack without end is bounded.

use crate::read::{Limits, Progress};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::Arc;

/// How many bytes were read from disk and how many were unpacked, over all levels.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget(Rc<ByteCounts>);

#[derive(Debug, Default)]
struct ByteCounts {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
    /// The size of the input; 0 for a stream, which has none.
    size: u64,
    progress: Arc<Progress>,
    limits: Limits,
}

impl Budget {
    /// The budget of an input of a size within bounds, which says how much of it was read.
    pub(super) fn of(limits: Limits, size: u64, progress: &Arc<Progress>) -> Budget {
        Budget(Rc::new(ByteCounts {
            limits,
            size,
            progress: Arc::clone(progress),
            ..ByteCounts::default()
        }))
    }

    /// A reader whose bytes count as packed, if it is the outermost.
    pub(super) fn packed<R: Read>(&self, reader: R) -> CountingReader<R> {
        CountingReader {
            reader,
            budget: self.clone(),
            unpacks: false,
        }
    }

    /// A reader whose bytes count as unpacked.
    pub(super) fn unpacked<R: Read>(&self, reader: R) -> CountingReader<R> {
        CountingReader {
            reader,
            budget: self.clone(),
            unpacks: true,
        }
    }

    /// Notes that a member is read which has so many bytes, as its container says: no more than the input has, as members may lie over
    /// each other or state any size.
    pub(super) fn member(&self, bytes: u64) {
        let left = self.0.size.saturating_sub(self.0.packed.get());
        self.read(bytes.min(left));
    }

    fn read(&self, bytes: u64) {
        self.0.packed.set(self.0.packed.get() + bytes);
        self.0.progress.more(bytes);
    }

    fn is_spent(&self) -> bool {
        let Limits { unpacked, ratio, .. } = self.0.limits;
        self.0.unpacked.get() > unpacked.max(self.0.packed.get().saturating_mul(ratio))
    }
}

/// A reader whose bytes are counted.
pub(super) struct CountingReader<R> {
    reader: R,
    budget: Budget,
    unpacks: bool,
}

/// What is said of an input that unpacks to more than it may.
pub(super) const SPENT: &str =
    "it unpacks to far more than it holds, as bombs do (--max-unpacked, --max-ratio)";

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(out)?;
        match self.unpacks {
            true => self.budget.0.unpacked.update(|count| count + read as u64),
            false => self.budget.read(read as u64),
        }
        if self.unpacks && self.budget.is_spent() {
            return Err(io::Error::new(io::ErrorKind::QuotaExceeded, SPENT));
        }
        Ok(read)
    }
}
