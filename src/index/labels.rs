//! Labels and notes of the user's on articles, in a plain text file beside the index (`NAME.labels`), a line an article:
//!
//! ```text
//! # coded by two readers
//! 6e3c0e60be77… TAB coded frame=conflict TAB the minister is not named
//! ```
//!
//! Its identity, a tab, its labels with spaces between them, and, where there is one, a tab and the note.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::Archive;
use crate::index::user_texts::UserText;
use crate::text::{folded, lines};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What the user says of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserLabel {
    /// Single words, such as `todo` or `frame=conflict`.
    pub names: BTreeSet<String>,
    /// One line of text; empty where there is none.
    pub note: String,
}

/// The labels and notes of an index, with the comments between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserLabels {
    by_article: BTreeMap<ArticleId, UserLabel>,
    /// Comments and lines that cannot be read, which are kept as they are, above the others.
    others: Vec<String>,
}

/// No labels at all: what a query needs that asks for none.
pub(super) static NO_LABELS: UserLabels = UserLabels {
    by_article: BTreeMap::new(),
    others: Vec::new(),
};

impl UserLabel {
    /// Whether a word can be a label: it has no space, and no sign before it that would take it for something else.
    pub fn is_name(word: &str) -> bool {
        !word.is_empty()
            && !word.starts_with(['+', '-', '#'])
            && !word.contains(|c: char| c.is_whitespace() || c.is_control())
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty() && self.note.is_empty()
    }
}

impl UserLabels {
    /// Those of a file.
    pub fn parse(text: &str) -> UserLabels {
        let mut labels = UserLabels::default();
        for line in lines(text) {
            match read(line) {
                Some((id, label)) => labels.add(&id, &label),
                None if line.trim().is_empty() => {}
                None => labels.others.push(line.to_string()),
            }
        }
        labels
    }

    /// What is said of an article.
    pub fn of(&self, id: &ArticleId) -> Option<&UserLabel> {
        self.by_article.get(id)
    }

    /// The labels of an article with spaces between them, and its note.
    pub fn words(&self, id: &ArticleId) -> (String, &str) {
        let Some(label) = self.of(id) else {
            return (String::new(), "");
        };
        let names: Vec<&str> = label.names.iter().map(String::as_str).collect();
        (names.join(" "), &label.note)
    }

    /// Every article of which something is said.
    pub fn all(&self) -> impl Iterator<Item = (&ArticleId, &UserLabel)> {
        self.by_article.iter()
    }

    /// Says this of an article, beside what is said of it; a note takes the place of the one before.
    pub fn add(&mut self, id: &ArticleId, label: &UserLabel) {
        self.change(id, |own| {
            own.names.extend(label.names.iter().cloned());
            if !label.note.is_empty() {
                own.note.clone_from(&label.note);
            }
        });
    }

    /// Changes what is said of an article.
    pub fn change(&mut self, id: &ArticleId, change: impl FnOnce(&mut UserLabel)) {
        let own = self.by_article.entry(id.shown_by(u8::MAX)).or_default();
        change(own);
        if own.is_empty() {
            self.by_article.remove(id);
        }
    }

    /// The articles with a label, or with a note in which a text stands, whatever the case and the accents.
    pub fn matching<'a>(&'a self, asked: Asked<'a>) -> impl Iterator<Item = &'a ArticleId> {
        let meets = move |label: &UserLabel| match &asked {
            Asked::Name(name) => label.names.iter().any(|own| own.eq_ignore_ascii_case(name)),
            Asked::Beginning(start) => label.names.iter().any(|own| own.starts_with(start)),
            Asked::Note(text) => folded(&label.note).contains(&folded(text)),
            Asked::Any => true,
        };
        self.all()
            .filter(move |(_, label)| meets(label))
            .map(|(id, _)| id)
    }
}

/// What is asked of labels.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// A label, in any case.
    Name(&'a str),
    /// A label that begins so.
    Beginning(&'a str),
    /// A text in a note.
    Note(&'a str),
    /// Any label or note.
    Any,
}

fn read(line: &str) -> Option<(ArticleId, UserLabel)> {
    let mut parts = line.splitn(3, '\t');
    let id = ArticleId::from_hex(parts.next()?)?;
    let names = parts
        .next()?
        .split_whitespace()
        .filter(|word| UserLabel::is_name(word));
    let label = UserLabel {
        names: names.map(str::to_string).collect(),
        note: parts.next().unwrap_or_default().trim().to_string(),
    };
    Some((id, label))
}

impl fmt::Display for UserLabels {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for other in &self.others {
            writeln!(f, "{other}")?;
        }
        for (id, label) in &self.by_article {
            let names: Vec<&str> = label.names.iter().map(String::as_str).collect();
            write!(f, "{}\t{}", id.to_hex(), names.join(" "))?;
            match label.note.as_str() {
                "" => writeln!(f)?,
                note => writeln!(f, "\t{note}")?,
            }
        }
        Ok(())
    }
}

impl UserLabels {
    /// The user's labels beside some indexes.
    ///
    /// # Errors
    /// If a file of them cannot be read.
    pub fn of_all(archives: &[Archive]) -> Result<UserLabels> {
        let mut all = UserLabels::default();
        for archive in archives {
            for (id, label) in archive.labels()?.all() {
                all.add(id, label);
            }
        }
        Ok(all)
    }
}

impl Archive {
    /// The user's labels and notes, read when they are first asked for. What was said of an older version is said of the one that is
    /// searched now, too.
    ///
    /// # Errors
    /// If their file or the index cannot be read.
    pub fn labels(&self) -> Result<&UserLabels> {
        if self.labels.get().is_none() {
            let mut labels = self.written_labels()?;
            for (id, label) in labels.clone().all() {
                if !self.store.is_searched(id)?
                    && let Some(newer) = self.newer(id)?
                {
                    labels.add(&newer, label);
                }
            }
            let _ = self.labels.set(labels);
        }
        Ok(self.labels.get_or_init(UserLabels::default))
    }

    /// The labels and notes as they are written; none where there is no file.
    ///
    /// # Errors
    /// If their file cannot be read.
    pub fn written_labels(&self) -> Result<UserLabels> {
        Ok(UserLabels::parse(&self.text(UserText::Labels)?))
    }

    /// Writes the labels and notes, whole or not at all.
    ///
    /// # Errors
    /// If their file cannot be written.
    pub fn write_labels(&mut self, labels: &UserLabels) -> Result<()> {
        self.keep_text(UserText::Labels, &labels.to_string())?;
        self.labels.take();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_labels_is_read_and_written_back() {
        let id = ArticleId::of(b"a page");
        let text = format!("# by hand\n{}\tcoded frame=conflict\tNo minister\n", id.to_hex());
        let labels = UserLabels::parse(&text);
        assert_eq!(labels.to_string(), text);
        let found = |asked| labels.matching(asked).count();
        assert_eq!(found(Asked::Name("Coded")), 1);
        assert_eq!(found(Asked::Name("frame")), 0);
        assert_eq!(found(Asked::Beginning("frame=")), 1);
        assert_eq!(found(Asked::Note("MINISTER")), 1);
        assert_eq!(found(Asked::Any), 1);
    }

    #[test]
    fn what_is_said_of_nothing_goes() {
        let id = ArticleId::of(b"a page");
        let mut labels = UserLabels::default();
        labels.change(&id, |own| own.names.extend(["todo".to_string()]));
        labels.change(&id, |own| own.names.clear());
        assert_eq!(labels, UserLabels::default());
        assert!(!UserLabel::is_name("+x") && !UserLabel::is_name("a b") && UserLabel::is_name("frame=a"));
    }
}
