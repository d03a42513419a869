//! The table of names and words in `fixtures/forms`, held against an archive: what is found beyond a word and its inflections, and what of
//! them is missed.

use archive::index::Archive;
use archive::query::{Field, Query, Term, parse};
use archive::text::folded;
use std::fs;

/// How many articles were found, how many are right, and how many are both.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub found: usize,
    pub right: usize,
    pub both: usize,
}

impl Score {
    /// The share of what was found that is right.
    pub(crate) fn precision(self) -> f64 {
        self.both as f64 / self.found.max(1) as f64
    }

    /// The share of what is right that was found.
    pub(crate) fn recall(self) -> f64 {
        self.both as f64 / self.right.max(1) as f64
    }

    /// Counts what two scores count.
    pub(crate) fn add(&mut self, other: Score) {
        self.found += other.found;
        self.right += other.right;
        self.both += other.both;
    }
}

/// The entries of a list, field by field.
pub(crate) fn entries(list: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(format!("fixtures/forms/{list}")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split('\t').map(str::to_string).collect())
        .collect()
}

/// How a name may be typed: as it is written, and small where that is no common word.
pub(crate) fn typed(entry: &[String]) -> Vec<String> {
    let small = (entry.len() == 2).then(|| entry[1].to_lowercase());
    std::iter::once(entry[1].clone()).chain(small).collect()
}

/// The articles that a name finds, against those in which all of its words stand as they are.
pub(crate) fn name(archive: &Archive, typed: &str) -> Score {
    let query = parse(typed).query;
    let right = query.clone().literal();
    score(archive, &query, &right)
}

/// The articles that a word finds, against those in which one of its inflections stands: for precision those of every word of the table that
/// is or may be written so, whatever its language, for recall its own in its language.
pub(crate) fn word(archive: &Archive, entry: &[String], table: &[Vec<String>]) -> (Score, Score) {
    let [language, word, forms] = entry else {
        panic!("language, word, forms: {entry:?}");
    };
    let query = parse(word).query;
    let standing = |forms: &str| -> Vec<Query> {
        let exact = |form: &str| Query::Term(Term::Phrase(form.into(), 0));
        forms.split_whitespace().map(exact).collect()
    };
    let all = |entry: &[String]| format!("{} {}", entry[1], entry[2]);
    let alike = |other: &&Vec<String>| {
        all(other)
            .split_whitespace()
            .any(|form| folded(form) == folded(word))
    };
    let anywhere = table.iter().filter(alike).flat_map(|other| standing(&all(other)));
    let anywhere = Query::Or(anywhere.collect());
    let own = Query::Or(standing(&format!("{word} {forms}")));
    let within = |query: &Query| query.clone().and(Query::filter(Field::Lang, language));
    (
        score(archive, &query, &anywhere),
        score(archive, &within(&query), &within(&own)),
    )
}

fn score(archive: &Archive, query: &Query, right: &Query) -> Score {
    let count = |query: &Query| archive.count(query).unwrap();
    Score {
        found: count(query),
        right: count(right),
        both: count(&query.clone().and(right.clone())),
    }
}
