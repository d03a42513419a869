//! Saved searches, in two plain files beside the index: `NAME.queries` holds the named queries, a line each, and is the user's;
//! `NAME.printed` holds which articles were printed under which name, and is the program's.
//!
//! ```text
//! # whom the army chief meets
//! army-chief actor:"Oumar Diarra" added:7d
//! ```

use anyhow::{Context, Result, bail};
use archive::article::ArticleId;
use archive::durable;
use archive::index::Archive;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

/// The named queries of an index, with the comments and empty lines between them.
#[derive(Debug)]
pub(crate) struct Queries {
    path: PathBuf,
    lines: Vec<SavedLine>,
}

#[derive(Debug, PartialEq)]
enum SavedLine {
    Query { name: String, text: String },
    Other(String),
}

impl Queries {
    /// Those of an index; none where there is no file.
    pub(crate) fn of(archive: &Archive) -> Result<Queries> {
        let path = archive.beside("queries");
        let lines = text(&path)?.lines().map(SavedLine::read).collect();
        Ok(Queries { path, lines })
    }

    /// The name and the text of each, in the order of the file.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().filter_map(|line| match line {
            SavedLine::Query { name, text } => Some((name.as_str(), text.as_str())),
            SavedLine::Other(_) => None,
        })
    }

    /// The query of a name.
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        self.all().find(|(own, _)| *own == name).map(|(_, text)| text)
    }

    /// Adds a query, in the place of the one that had its name.
    ///
    /// # Errors
    /// If a name or a text is none, or the file cannot be written.
    pub(crate) fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let line = format!("{name} {text}");
        let new = SavedLine::Query {
            name: name.into(),
            text: text.into(),
        };
        if SavedLine::read(&line) != new || line.contains(['\n', '\r']) {
            bail!("a name is one word that does not begin with #, and a query has one line: {line}");
        }
        let own = |line: &&mut SavedLine| matches!(line, SavedLine::Query { name: own, .. } if own == name);
        match self.lines.iter_mut().find(own) {
            Some(line) => *line = new,
            None => self.lines.push(new),
        }
        self.write()
    }

    /// Takes a query out; whether there was one.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn remove(&mut self, name: &str) -> Result<bool> {
        let before = self.lines.len();
        self.lines
            .retain(|line| !matches!(line, SavedLine::Query { name: own, .. } if own == name));
        if self.lines.len() < before {
            self.write()?;
        }
        Ok(self.lines.len() < before)
    }

    fn write(&self) -> Result<()> {
        let mut text = String::new();
        for line in &self.lines {
            match line {
                SavedLine::Query { name, text: query } => writeln!(text, "{name} {query}")?,
                SavedLine::Other(other) => writeln!(text, "{other}")?,
            }
        }
        durable::replace(&self.path, text.as_bytes())
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}

impl SavedLine {
    fn read(line: &str) -> SavedLine {
        let parts = line.trim().split_once(char::is_whitespace);
        match parts.filter(|(name, _)| !name.starts_with('#')) {
            Some((name, text)) => SavedLine::Query {
                name: name.into(),
                text: text.trim().into(),
            },
            None => SavedLine::Other(line.into()),
        }
    }
}

/// What was printed under each name: a line `NAME TAB IDENTITY` for each article, so that it is only ever added to.
#[derive(Debug)]
pub(crate) struct PrintedBefore {
    path: PathBuf,
    text: String,
}

impl PrintedBefore {
    /// What was printed of an index; nothing where there is no file.
    pub(crate) fn of(archive: &Archive) -> Result<PrintedBefore> {
        let path = archive.beside("printed");
        let text = text(&path)?;
        Ok(PrintedBefore { path, text })
    }

    /// The articles that were printed under a name. A line that a crash cut short is none.
    pub(crate) fn under(&self, name: &str) -> HashSet<ArticleId> {
        let own = |line: &str| {
            line.strip_prefix(name)?
                .strip_prefix('\t')
                .and_then(ArticleId::from_hex)
        };
        self.text.lines().filter_map(own).collect()
    }

    /// Notes that these were printed now.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn add(&mut self, name: &str, ids: impl IntoIterator<Item = ArticleId>) -> Result<()> {
        let mut lines = String::new();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            lines.push('\n');
        }
        for id in ids {
            writeln!(lines, "{name}\t{}", id.to_hex())?;
        }
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        file.and_then(|mut file| file.write_all(lines.as_bytes()).and_then(|()| file.sync_all()))
            .with_context(|| format!("cannot write {}", self.path.display()))?;
        self.text.push_str(&lines);
        Ok(())
    }

    /// Forgets what was printed under a name.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn forget(&mut self, name: &str) -> Result<()> {
        let own = |line: &&str| line.split('\t').next() == Some(name);
        if !self.text.lines().any(|line| own(&line)) {
            return Ok(());
        }
        let others = self.text.lines().filter(|line| !own(line));
        self.text = others.flat_map(|line| [line, "\n"]).collect();
        durable::replace(&self.path, self.text.as_bytes())
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}

fn text(path: &PathBuf) -> Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        read => read.with_context(|| format!("cannot read {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_query_or_kept_as_it_is() {
        let query = |name: &str, text: &str| SavedLine::Query {
            name: name.into(),
            text: text.into(),
        };
        for (line, read) in [
            (
                "army  actor:\"Oumar Diarra\" -x ",
                query("army", "actor:\"Oumar Diarra\" -x"),
            ),
            ("# army x", SavedLine::Other("# army x".into())),
            ("army", SavedLine::Other("army".into())),
            ("", SavedLine::Other(String::new())),
        ] {
            assert_eq!(SavedLine::read(line), read, "{line}");
        }
    }
}
