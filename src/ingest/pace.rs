//! When to commit.

use super::Manner;
use std::time::{Duration, Instant};

/// How often what was added is committed.
pub(super) struct Pace {
    most: usize,
    every: Duration,
    /// The pages since the last commit, and when it was.
    pages: usize,
    last: Instant,
}

impl Pace {
    /// The pace of a manner.
    pub(super) fn of(manner: &Manner) -> Pace {
        Pace::new(manner.commit_after, manner.commit_every)
    }

    fn new(most: usize, every: Duration) -> Pace {
        let (pages, last) = (0, Instant::now());
        Pace {
            most,
            every,
            pages,
            last,
        }
    }

    /// Whether it is time to commit, with so many pages more.
    pub(super) fn is_due(&mut self, pages: usize) -> bool {
        self.pages += pages;
        let due = self.pages >= self.most || self.last.elapsed() >= self.every;
        if due {
            *self = Pace::new(self.most, self.every);
        }
        due
    }
}
