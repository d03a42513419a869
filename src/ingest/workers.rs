//! Work on all cores whose results come in the order of the inputs.

use crate::read::{Input, Trouble};
use rayon::prelude::*;
use std::iter::Peekable;

/// How many inputs are worked on before their results are taken.
const BATCH: usize = 256;
/// How many bytes of inputs are worked on before their results are taken: what is in flight stays bounded.
const BATCH_BYTES: u64 = 16 << 20;

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

    /// Does `work` on every input, many at a time, and takes the results one by one in the order of the inputs. The first
    /// error of `each` ends it.
    pub fn in_order<T: Send, E>(
        &self,
        inputs: impl Iterator<Item = Result<Input, Trouble>>,
        work: impl Fn(Result<Input, Trouble>) -> T + Sync,
        mut each: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut inputs = inputs.peekable();
        while inputs.peek().is_some() {
            let batch = batch(&mut inputs);
            let results: Vec<T> = self.pool.install(|| batch.into_par_iter().map(&work).collect());
            results.into_iter().try_for_each(&mut each)?;
        }
        Ok(())
    }
}

fn batch<I: Iterator<Item = Result<Input, Trouble>>>(inputs: &mut Peekable<I>) -> Vec<I::Item> {
    let (mut taken, mut bytes) = (Vec::new(), 0);
    while taken.len() < BATCH && bytes < BATCH_BYTES {
        let Some(input) = inputs.next() else { break };
        bytes += input.as_ref().map_or(0, |input| input.stamp.size);
        taken.push(input);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Stamp;
    use std::path::PathBuf;

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let input = |n: u64| {
            let stamp = Stamp {
                size: (n % 7) << 22,
                ..Stamp::default()
            };
            Ok(Input {
                path: PathBuf::from(n.to_string()),
                stamp,
            })
        };
        let mut seen = Vec::new();
        let name = |input: Result<Input, Trouble>| input.map(|input| input.name()).unwrap_or_default();
        let outcome: Result<(), ()> = Workers::new(2).in_order((0..600).map(input), name, |name| {
            seen.push(name);
            Ok(())
        });
        assert!(outcome.is_ok());
        assert_eq!(seen, (0..600).map(|n| n.to_string()).collect::<Vec<_>>());
    }
}
