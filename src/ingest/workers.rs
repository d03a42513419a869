//! Work on all cores whose results come in the order of the inputs.

use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many inputs are worked on before their results are taken.
const BATCH: usize = 256;
/// How many bytes of inputs are worked on before their results are taken: what is in flight stays bounded.
const BATCH_BYTES: u64 = 8 << 20;

/// A number of threads.
pub struct Workers {
    pool: rayon::ThreadPool,
    stop: Option<&'static AtomicBool>,
}

impl Workers {
    /// So many threads; 0: one a core.
    ///
    /// # Panics
    /// If the system gives no thread.
    pub fn new(threads: usize) -> Workers {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        Workers {
            pool: pool.expect("the system gives threads"),
            stop: None,
        }
    }

    /// The same, which take no further input and no further result once `stop` is set.
    pub fn until(self, stop: &'static AtomicBool) -> Workers {
        Workers {
            stop: Some(stop),
            ..self
        }
    }

    /// Whether they were told to stop.
    pub fn are_stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::SeqCst))
    }

    /// Does `work` on every input, many at a time, and takes the results one by one in the order of the inputs. `size` says
    /// how many bytes an input brings into memory. The first error of `each` ends it, and so does the word to stop.
    ///
    /// # Errors
    /// The first error of `each`.
    pub fn in_order<I: Send, T: Send, E>(
        &self,
        inputs: impl IntoIterator<Item = I>,
        size: impl Fn(&I) -> u64,
        work: impl Fn(I) -> T + Sync,
        mut each: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut inputs = inputs.into_iter().peekable();
        while inputs.peek().is_some() && !self.are_stopped() {
            let batch = batch(&mut inputs, &size);
            let results: Vec<T> = self.pool.install(|| batch.into_par_iter().map(&work).collect());
            let wanted = results.into_iter().take_while(|_| !self.are_stopped());
            wanted.into_iter().try_for_each(&mut each)?;
        }
        Ok(())
    }
}

fn batch<I>(inputs: &mut impl Iterator<Item = I>, size: impl Fn(&I) -> u64) -> Vec<I> {
    let (mut taken, mut bytes) = (Vec::new(), 0);
    while taken.len() < BATCH && bytes < BATCH_BYTES {
        let Some(input) = inputs.next() else { break };
        bytes += size(&input);
        taken.push(input);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_once_they_are_told_to_stop() {
        static STOP: AtomicBool = AtomicBool::new(false);
        let workers = Workers::new(2).until(&STOP);
        let mut taken = 0;
        let outcome: Result<(), ()> = workers.in_order(
            0..600,
            |_| 1,
            |n| n,
            |n| {
                taken += 1;
                STOP.store(n == 9, Ordering::SeqCst);
                Ok(())
            },
        );
        assert_eq!((outcome, taken, workers.are_stopped()), (Ok(()), 10, true));
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let mut seen = Vec::new();
        let outcome: Result<(), ()> = Workers::new(2).in_order(
            0..600,
            |n| (n % 7) << 22,
            |n: u64| n * 2,
            |twice| {
                seen.push(twice);
                Ok(())
            },
        );
        assert!(outcome.is_ok());
        assert_eq!(seen, (0..600).map(|n| n * 2).collect::<Vec<_>>());
    }
}
