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
}

impl Tally<'_> {
    /// Nothing so far; problems are told as they come.
    pub fn new(problems: &Problems) -> Tally<'_> {
        Tally {
            problems,
            skipped: 0,
            failed: 0,
        }
    }

    /// What was made of a page; a problem is told and counted.
    pub fn take<T>(&mut self, outcome: Outcome<T>) -> Option<T> {
        let problem = match outcome.result {
            Ok(made) => return Some(made),
            Err(problem) => problem,
        };
        let message = format_args!("{}: {problem}", outcome.origin.path).to_string();
        if problem.is_failure() {
            self.failed += 1;
            self.problems.failure(message);
        } else {
            self.skipped += 1;
            self.problems.warning(message);
        }
        None
    }

    /// A path that is not there.
    pub fn missing(&mut self, path: &Path) {
        let origin = Origin {
            path: path.into(),
            ..Origin::default()
        };
        self.take::<()>(Outcome {
            origin,
            result: Err(Problem::Missing),
        });
    }

    /// How it ended: with nothing done where no input was there at all.
    pub fn exit(&self, any_input: bool) -> Exit {
        match self.failed {
            0 => Exit::Done,
            _ if any_input => Exit::SomeFailed,
            _ => Exit::Failed,
        }
    }
}
