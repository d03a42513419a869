//! The written pages of `fixtures/corpus`, whose README says how they are labelled.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "fixtures/corpus";
/// Brackets of a name or a date inside a line: `[[surface|TYPE|identity]]`.
const MARK: (&str, &str) = ("[[", "]]");
/// The labels of the lines of an article's text.
const BODY: [&str; 4] = ["lead", "body", "subhead", "quote"];

/// Which outlets: floors that were measured on the first are not lowered by what was written later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outlets {
    /// The 24 that the README of the corpus names.
    First,
    /// All others.
    Later,
}

/// A written page.
pub(crate) struct WrittenPage {
    pub path: PathBuf,
    /// What the head says of it: `published`, `authors`, `kind` …
    pub head: BTreeMap<String, String>,
    /// Label and text of each line, without marks.
    pub lines: Vec<(String, String)>,
}

impl WrittenPage {
    fn read(path: PathBuf) -> WrittenPage {
        let page = fs::read_to_string(&path).unwrap();
        let (head, lines) = page.split_once("\n\n").unwrap();
        let head = head.lines().map(|line| {
            let (key, value) = line.trim_start_matches("# ").split_once(':').unwrap();
            (key.to_string(), value.trim().to_string())
        });
        let lines = lines.lines().map(|line| {
            let (label, text) = line.split_once('\t').unwrap_or_default();
            (label.to_string(), unmarked(text))
        });
        WrittenPage {
            head: head.collect(),
            lines: lines.collect(),
            path,
        }
    }

    /// The page as it was seen.
    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|(_, text)| format!("{text}\n")).collect()
    }

    /// Whether it is an article, and no section or notice.
    pub(crate) fn is_article(&self) -> bool {
        self.head.get("kind").is_none_or(|kind| kind == "article")
    }

    /// A value of the head; nothing where it says `none`.
    pub(crate) fn said(&self, key: &str) -> Option<&str> {
        let value = self.head.get(key)?.as_str();
        (!value.is_empty() && value != "none").then_some(value)
    }

    /// The lines on which the outlet names itself, up to the first bar.
    pub(crate) fn outlets(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter().filter(|(label, _)| label == "outlet");
        lines.map(|(_, text)| text.split(" | ").next().unwrap_or(text))
    }

    /// The headline.
    pub(crate) fn title(&self) -> Option<&str> {
        let title = self.lines.iter().find(|(label, _)| label == "title");
        title.map(|(_, text)| text.as_str())
    }

    /// The article's text: a quote that only repeats it is no part of it.
    pub(crate) fn body(&self) -> String {
        let of = |labels: &[&str]| -> Vec<&str> {
            let lines = self.lines.iter();
            let wanted = lines.filter(|(label, _)| labels.contains(&label.as_str()));
            wanted.map(|(_, text)| text.as_str()).collect()
        };
        let said = of(&["lead", "body"]).join(" ");
        let quotes = of(&["quote"]);
        let repeats = |line: &&str| {
            let bare = line.trim_matches([' ', '«', '»', '“', '”', '"', '\'', '’', '\u{a0}', '.', '…']);
            quotes.contains(line) && said.contains(bare)
        };
        let body: Vec<&str> = of(&BODY).into_iter().filter(|line| !repeats(line)).collect();
        body.join("\n\n")
    }
}

fn unmarked(line: &str) -> String {
    let mut pieces = line.split(MARK.0);
    let mut text = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let (mark, after) = piece.split_once(MARK.1).unwrap();
        text.push_str(mark.split('|').next().unwrap());
        text.push_str(after);
    }
    text
}

/// The pages of some outlets, in the order of their paths.
pub(crate) fn pages(outlets: Outlets) -> Vec<WrittenPage> {
    let readme = fs::read_to_string(Path::new(FOLDER).join("README.md")).unwrap();
    let (_, named) = readme.rsplit_once("24 outlets: ").unwrap();
    let first: Vec<&str> = named.trim_end().trim_end_matches('.').split(", ").collect();
    let inside = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_wanted = |folder: &PathBuf| {
        let name = folder.file_name().unwrap().to_str().unwrap();
        folder.is_dir() && first.contains(&name) == (outlets == Outlets::First)
    };
    let folders = inside(Path::new(FOLDER)).filter(is_wanted);
    let mut paths: Vec<PathBuf> = folders
        .flat_map(|folder| inside(&folder).collect::<Vec<_>>())
        .filter(|path| path.extension().is_some_and(|ending| ending == "page"))
        .collect();
    paths.sort();
    paths.into_iter().map(WrittenPage::read).collect()
}
