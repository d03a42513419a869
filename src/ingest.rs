//! Which work runs at once; one bad page never stops the rest: the only home of threads.

mod workers;

pub use workers::Workers;

use crate::page::{Origin, Page};
use crate::read::{self, Input, Problem, Trouble};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The largest page that is read unless the user says otherwise, in bytes.
pub const MAX_SIZE: u64 = 64 << 20;

/// What became of one page, or of an input that gave none.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Where the page stood; for an input that gave none, its path alone.
    pub origin: Origin,
    /// What was made of it, or why nothing was.
    pub result: Result<T, Problem>,
}

/// Does `work` on every page at the given paths, many at a time, and tells the outcomes in the order of the pages. A page
/// larger than `limit` bytes is skipped.
pub fn pages<T: Send, E>(
    workers: &Workers,
    paths: &[PathBuf],
    limit: u64,
    work: impl Fn(Page) -> T + Sync,
    mut each: impl FnMut(Outcome<T>) -> Result<(), E>,
) -> Result<(), E> {
    let inputs = paths.iter().flat_map(|path| read::inputs(path));
    let read = |input: Result<Input, Trouble>| match input {
        Ok(input) => worked(&input.path, read::pages(&input, limit), &work),
        Err((path, problem)) => vec![Outcome::none(&path, problem)],
    };
    workers.in_order(inputs, read, |outcomes| {
        outcomes.into_iter().try_for_each(&mut each)
    })
}

/// Does `work` on the pages of one input.
pub fn worked<T>(
    path: &Path,
    pages: Vec<Result<Page, Problem>>,
    work: impl Fn(Page) -> T,
) -> Vec<Outcome<T>> {
    let outcome = |page: Result<Page, Problem>| match page {
        Ok(page) => {
            let origin = page.origin.clone();
            let result = catch_unwind(AssertUnwindSafe(|| work(page))).map_err(|_| Problem::Fault);
            Outcome { origin, result }
        }
        Err(problem) => Outcome::none(path, problem),
    };
    pages.into_iter().map(outcome).collect()
}

impl<T> Outcome<T> {
    fn none(path: &Path, problem: Problem) -> Outcome<T> {
        let origin = Origin {
            path: path.to_string_lossy().into_owned(),
            ..Origin::default()
        };
        Outcome {
            origin,
            result: Err(problem),
        }
    }
}
