//! How many pages were read, and what was wrong with the others.

use crate::exit::Exit;
use crate::ui::Problems;
use archive::ingest::Outcome;
use archive::page::{Origin, Place};
use archive::read::Problem;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// What became of the inputs so far.
pub(crate) struct Tally<'a> {
    problems: &'a Problems,
    /// Pages that were skipped for what they are.
    pub skipped: usize,
    /// Inputs that failed.
    pub failed: usize,
    /// The paths that the user named.
    named: HashSet<String>,
    /// How many were skipped for a reason, where the user named no file.
    reasons: BTreeMap<String, usize>,
}

impl Tally<'_> {
    /// Nothing so far; problems are told as they come.
    pub(crate) fn new(problems: &Problems) -> Tally<'_> {
        Tally::of(problems, &[])
    }

    /// Nothing so far of these paths. What is skipped in a directory or a container is told once a kind, at the end.
    pub(crate) fn of<'p>(problems: &'p Problems, paths: &[PathBuf]) -> Tally<'p> {
        let named = paths.iter().map(|path| path.to_string_lossy().into_owned());
        Tally {
            problems,
            skipped: 0,
            failed: 0,
            named: named.collect(),
            reasons: BTreeMap::new(),
        }
    }

    /// What was made of a page; a problem is told and counted.
    pub(crate) fn take<T>(&mut self, outcome: Outcome<T>) -> Option<T> {
        let problem = match outcome.result {
            Ok(made) => return Some(made),
            Err(problem) => problem,
        };
        let origin = outcome.origin;
        let message = format!("{origin}: {problem}");
        if problem.is_failure() {
            self.failed += 1;
            self.problems.failure(message);
            return None;
        }
        self.skipped += 1;
        let is_named = self.named.contains(&origin.path.to_string());
        if problem.is_told() || is_named && origin.place() == Place::from(origin.path.clone()) {
            self.problems.warning(message);
        } else {
            self.problems.detail(message);
            *self.reasons.entry(problem.to_string()).or_default() += 1;
        }
        None
    }

    /// Tells how many were skipped for what reason.
    pub(crate) fn passed_over(&self) {
        for (reason, count) in &self.reasons {
            self.problems.note(format_args!("{count} skipped: {reason}"));
        }
    }

    /// A path that is not there.
    pub(crate) fn missing(&mut self, path: &Path) {
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
    pub(crate) fn exit(&self, any_input: bool) -> Exit {
        match self.failed {
            0 => Exit::Done,
            _ if any_input => Exit::SomeFailed,
            _ => Exit::Failed,
        }
    }
}
