//! Work on all cores whose results come in the order of the inputs.

use rayon::prelude::*;

/// How many inputs are worked on before their results are taken.
const BATCH: usize = 256;
/// How many bytes of inputs are worked on before their results are taken: what is in flight stays bounded.
const BATCH_BYTES: u64 = 8 << 20;

/// A number of threads.
pub struct Workers {
    pool: rayon::ThreadPool,
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
        }
    }

    /// Does `work` on every input, many at a time, and takes the results one by one in the order of the inputs. `size` says
    /// how many bytes an input brings into memory. The first error of `each` ends it.
    pub fn in_order<I: Send, T: Send, E>(
        &self,
        inputs: impl IntoIterator<Item = I>,
        size: impl Fn(&I) -> u64,
        work: impl Fn(I) -> T + Sync,
        mut each: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut inputs = inputs.into_iter().peekable();
        while inputs.peek().is_some() {
            let batch = batch(&mut inputs, &size);
            let results: Vec<T> = self.pool.install(|| batch.into_par_iter().map(&work).collect());
            results.into_iter().try_for_each(&mut each)?;
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
