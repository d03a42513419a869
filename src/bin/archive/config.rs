//! What the program will do, from flags, environment, the user's configuration file and the defaults, in this order.

use crate::args::{Global, When};
use crate::problems::Problems;
use archive::error::Error;
use clap::ValueEnum;
use etcetera::BaseStrategy;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The name of an index directory that nobody named.
const INDEX_NAME: &str = ".archive";

/// The settings of one run.
#[derive(Debug, Clone)]
pub struct Config {
    /// The index that was named, if one was.
    index: Option<PathBuf>,
    /// Whether stdout gets colours.
    pub color: bool,
    /// Whether stdout is a terminal.
    pub terminal: bool,
    /// How many threads work.
    pub threads: usize,
}

/// What the configuration file sets.
#[derive(Debug, Default, PartialEq)]
struct File {
    index: Option<PathBuf>,
    color: Option<When>,
    threads: Option<usize>,
}

impl Config {
    /// The settings for these flags.
    pub fn new(global: &Global, problems: &Problems) -> Config {
        let file = file(problems);
        let terminal = std::io::stdout().is_terminal();
        let color = match global.color.or(file.color).unwrap_or(When::Auto) {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
        Config {
            index: global.index.clone().or(file.index),
            color,
            terminal,
            threads: global.threads.or(file.threads).unwrap_or(cores).max(1),
        }
    }

    /// The index that answers: the one named, else the nearest.
    pub fn index(&self) -> Result<PathBuf, Error> {
        if let Some(path) = &self.index {
            return Ok(path.clone());
        }
        let here = std::env::current_dir().unwrap_or_default();
        nearest(&here).ok_or_else(|| Error::NoIndex {
            path: here.join(INDEX_NAME),
        })
    }

    /// The index that takes pages: the one that answers, else a new one here.
    pub fn index_or_new(&self) -> PathBuf {
        self.index().unwrap_or_else(|_| PathBuf::from(INDEX_NAME))
    }
}

/// The nearest index in a directory or above it.
fn nearest(directory: &Path) -> Option<PathBuf> {
    directory
        .ancestors()
        .map(|ancestor| ancestor.join(INDEX_NAME))
        .find(|path| path.is_dir())
}

/// The user's configuration file, where there is one.
fn file(problems: &Problems) -> File {
    let Ok(strategy) = etcetera::choose_base_strategy() else {
        return File::default();
    };
    let path = strategy.config_dir().join("archive").join("config");
    match std::fs::read_to_string(&path) {
        Ok(text) => parse(&text, |problem| {
            problems.warning(format_args!("{}: {problem}", path.display()))
        }),
        Err(_) => File::default(),
    }
}

/// Reads `key = value` lines; `#` begins a comment.
fn parse(text: &str, mut tell: impl FnMut(String)) -> File {
    let mut file = File::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or_default().trim();
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        let value = value.trim().trim_matches('"');
        let understood = match key.trim() {
            "" => true,
            "index" => set(&mut file.index, Some(PathBuf::from(value))),
            "color" => set(&mut file.color, When::from_str(value, true).ok()),
            "threads" => set(&mut file.threads, value.parse().ok()),
            _ => false,
        };
        if !understood {
            tell(format!("line {number} is not understood: {line}"));
        }
    }
    file
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_file_is_lines() {
        let mut told = Vec::new();
        let file = parse(
            "# mine\nindex = /a b\ncolor = \"never\"\nthreads = x\nrun = rm\n",
            |problem| told.push(problem),
        );
        assert_eq!(file.index, Some(PathBuf::from("/a b")));
        assert_eq!(file.color, Some(When::Never));
        assert_eq!(told.len(), 2, "{told:?}");
    }
}
