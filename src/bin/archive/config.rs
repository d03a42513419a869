//! What the program will do, from flags, environment, the user's configuration file and the defaults, in this order.

use crate::cluster;
use crate::render::screen::{Screen, is_dumb};
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::error::Error;
use archive::index::Archive;
use clap::{ArgAction, ValueEnum};
use etcetera::BaseStrategy;
use serde::Deserialize;
use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};

/// The name of an index directory that nobody named.
pub(crate) const INDEX_NAME: &str = ".archive";
/// The variable that names an index where no flag does; an empty one counts as unset.
const INDEX_VARIABLE: &str = "ARCHIVE_INDEX";

/// The flags of every command.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The index: a directory, or https://HOST:9200/NAME on a cluster [default: $ARCHIVE_INDEX, else the nearest .archive here or above];
    /// search, count, facet, timeline, kwic, stories, graph, show, open and export take several, which are only read
    #[arg(long, global = true, value_name = "INDEX", action = ArgAction::Append)]
    pub index: Vec<PathBuf>,
    /// Reach a cluster on another machine without encryption
    #[arg(long, global = true)]
    pub insecure: bool,
    /// When to colour the output
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<ColourWhen>,
    /// Write cells of CSV as they are; else one that a spreadsheet would run as a formula has an apostrophe before it
    #[arg(long, global = true)]
    pub exact_cells: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Print on a terminal without $PAGER
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// How many threads to use [default: all cores]
    #[arg(short = 'j', long, global = true, value_name = "N")]
    pub threads: Option<usize>,
}

/// When to do a thing that depends on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ColourWhen {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The settings of one run.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// The indexes that were named, if one was.
    index: Vec<PathBuf>,
    /// Whether a cluster is reached without encryption.
    pub insecure: bool,
    /// Whether stdout gets colours.
    pub color: bool,
    /// The terminal that stdout is, if it is one.
    pub screen: Option<Screen>,
    /// Whether what is long goes through a pager.
    pub pages: bool,
    /// How many threads work.
    pub threads: usize,
}

/// What the configuration file sets.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    index: Option<PathBuf>,
    color: Option<ColourWhen>,
    pager: Option<bool>,
    threads: Option<usize>,
}

impl Config {
    /// The settings for these flags.
    pub(crate) fn new(global: &Global, problems: &Problems) -> Config {
        let file = file(problems);
        let screen = std::io::stdout().is_terminal().then(Screen::of_stdout);
        let color = match global.color.or(file.color).unwrap_or(ColourWhen::Auto) {
            ColourWhen::Always => true,
            ColourWhen::Never => false,
            ColourWhen::Auto => {
                screen.is_some()
                    && !is_dumb()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
        let variable = std::env::var_os(INDEX_VARIABLE).filter(|value| !value.is_empty());
        Config {
            index: match global.index.is_empty() {
                true => variable.map(PathBuf::from).or(file.index).into_iter().collect(),
                false => global.index.clone(),
            },
            insecure: global.insecure,
            color,
            screen,
            pages: screen.is_some() && !is_dumb() && !global.no_pager && file.pager.unwrap_or(true),
            threads: global.threads.or(file.threads).unwrap_or(cores).max(1),
        }
    }

    /// The index that answers: the one named, else the nearest.
    ///
    /// # Errors
    /// If there is none, or several are named.
    pub(crate) fn index(&self) -> Result<PathBuf> {
        match &self.indexes()?[..] {
            [index] => Ok(index.clone()),
            several => bail!(
                "this command takes one index, and --index names {}",
                several.len()
            ),
        }
    }

    /// The directory of the index that answers, for a command that works on its files.
    ///
    /// # Errors
    /// If there is none, several are named, or it is on a cluster.
    pub(crate) fn directory(&self, command: &str) -> Result<PathBuf> {
        let index = self.index()?;
        match cluster::is_meant(&index) {
            true => bail!(
                "`archive {command}` works on the files of an index in a directory, and {} is on a cluster",
                index.display()
            ),
            false => Ok(index),
        }
    }

    /// Opens an index, in a directory or on a cluster.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(crate) fn open(&self, index: &Path) -> Result<Archive> {
        match cluster::is_meant(index) {
            true => cluster::open(index, self.insecure),
            false => Ok(Archive::open(index)?),
        }
    }

    /// The indexes that answer together: those named, else the nearest.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn indexes(&self) -> Result<Vec<PathBuf>, Error> {
        if !self.index.is_empty() {
            return Ok(self.index.clone());
        }
        let here = std::env::current_dir().unwrap_or_default();
        let nearest = nearest(&here).ok_or_else(|| Error::NoIndex {
            path: here.join(INDEX_NAME),
        })?;
        Ok(vec![nearest])
    }

    /// The index that takes pages: the one that answers, else a new one here.
    ///
    /// # Errors
    /// If several are named.
    pub(crate) fn index_or_new(&self) -> Result<PathBuf> {
        match self.indexes() {
            Ok(_) => self.index(),
            Err(_) => Ok(PathBuf::from(INDEX_NAME)),
        }
    }
}

/// The nearest index in a directory or above it.
fn nearest(directory: &Path) -> Option<PathBuf> {
    directory
        .ancestors()
        .map(|ancestor| ancestor.join(INDEX_NAME))
        .find(|path| path.is_dir())
}

/// What the user's configuration file says; nothing where there is none, and a warning where it cannot be used.
fn file(problems: &Problems) -> File {
    let Ok(strategy) = etcetera::choose_base_strategy() else {
        return File::default();
    };
    let path = strategy.config_dir().join("archive").join("config.toml");
    let read = match std::fs::read_to_string(&path) {
        Ok(text) => parse(&text, strategy.home_dir()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(File::default()),
        Err(error) => Err(error.to_string()),
    };
    read.unwrap_or_else(|problem| {
        let problem = problem.trim_end().replace('\n', " ");
        problems.warning(format_args!("{} is not used: {problem}", path.display()));
        File::default()
    })
}

/// The settings of a configuration file, with `~/` in the index's path replaced by the home directory. A relative path would
/// mean another index in every directory, so it is refused.
fn parse(text: &str, home: &Path) -> Result<File, String> {
    let mut file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    if let Some(index) = file.index.take() {
        let index = match index.strip_prefix("~") {
            Ok(below) => home.join(below),
            Err(_) => index,
        };
        if !index.is_absolute() && !cluster::is_meant(&index) {
            return Err(format!(
                "index = \"{}\": expected an absolute path, one that begins with ~/, or an address",
                index.display()
            ));
        }
        file.index = Some(index);
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<File, String> {
        parse(text, Path::new("/home/awa"))
    }

    #[test]
    fn the_configuration_file_is_toml() {
        let file = read("# mine\nindex = \"/a b#c\" # here\ncolor = \"never\"\npager = false\nthreads = 3\n")
            .unwrap();
        assert_eq!(file.index, Some(PathBuf::from("/a b#c")));
        assert_eq!((file.color, file.threads), (Some(ColourWhen::Never), Some(3)));
        assert_eq!(file.pager, Some(false));
        let home = read("index = \"~/press\"").unwrap();
        assert_eq!(home.index, Some(PathBuf::from("/home/awa/press")));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for text in [
            "run = \"rm\"",
            "threads = \"x\"",
            "index = \"press\"",
            "index = \"\"",
            "index =",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
