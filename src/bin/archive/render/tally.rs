//! How many pages were read, and what was wrong with the others.

use crate::exit::Exit;
use crate::problems::Problems;
use archive::ingest::Outcome;
use archive::page::Origin;
use archive::read::Problem;
use std::path::Path;

/// What became of the inputs so far.
pub struct Tally<'a> {
    problems: &'a Problems,
    /// Pages that were skipped for what they are.
    pub skipped: usize,
    /// Inputs that failed.
    pub failed: usize,
    missing: usize,
}

impl Tally<'_> {
    /// Nothing so far; problems are told as they come.
    pub fn new(problems: &Problems) -> Tally<'_> {
        Tally {
            problems,
            skipped: 0,
            failed: 0,
            missing: 0,
        }
    }

    /// What was made of a page; a problem is told and counted.
    pub fn take<T>(&mut self, outcome: Outcome<T>) -> Option<T> {
        let problem = match outcome.result {
            Ok(made) => return Some(made),
            Err(problem) => problem,
        };
        match problem {
            Problem::Missing => self.missing += 1,
            _ if problem.is_failure() => {}
            _ => self.skipped += 1,
        }
        self.failed += usize::from(problem.is_failure());
        self.problems
            .warning(format_args!("{}: {problem}", outcome.origin.path));
        None
    }

    /// A path that is not there.
    pub fn missing(&mut self, path: &Path) {
        let origin = Origin {
            path: path.to_string_lossy().into_owned(),
            ..Origin::default()
        };
        self.take::<()>(Outcome {
            origin,
            result: Err(Problem::Missing),
        });
    }

    /// How it ended, of so many paths: failed where none of them was there.
    pub fn exit(&self, paths: usize) -> Exit {
        match self.failed {
            0 => Exit::Done,
            _ if self.missing == paths => Exit::Failed,
            _ => Exit::SomeFailed,
        }
    }
}
