//! The folders of ArchiveBox: each is one page, which many tools saved in it.
//!
//! `index.json` says of which page and when. What is a form of it is read as such; lists, pictures and what an extractor says beside
//! its text are passed over, and of the texts of several extractors all but the best.

use super::Problem;
use crate::calendar::Moment;
use crate::page::{Origin, SavedAs, Stated};
use chrono::{DateTime, NaiveDateTime};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How far above a file its folder is looked for: the copies of wget stand in the folders of their addresses.
const HIGHEST: usize = 12;
/// So many folders are known at a time.
const KNOWN: usize = 10_000;
/// No list of a folder is larger.
const LARGEST: u64 = 4 << 20;

/// What a browser saved.
const SAVED: [(&str, SavedAs); 2] = [
    ("singlefile.html", SavedAs::Rendered),
    ("output.html", SavedAs::Dumped),
];
/// What extractors took for the article, the best first.
const EXTRACTS: [&str; 5] = [
    "readability/content.html",
    "mercury/content.html",
    "readability/content.txt",
    "mercury/content.txt",
    "htmltotext.txt",
];
/// What else stands in such a folder and is no form of the page.
const BESIDE: [&str; 7] = [
    "index.html",
    LIST,
    "headers.json",
    "output.pdf",
    "readability/article.json",
    "mercury/article.json",
    "article.json",
];

/// What the list of a folder says.
#[derive(Debug)]
struct Snapshot {
    folder: PathBuf,
    url: String,
    crawled: Option<Moment>,
    title: Option<String>,
}

/// The folders that were looked at.
#[derive(Debug, Default)]
pub(super) struct Snapshots(HashMap<PathBuf, Option<Rc<Snapshot>>>);

impl Snapshots {
    /// What a file is in the folder that it may stand in: where its page is from, or why it is passed over.
    pub(super) fn placed(&mut self, path: &Path, origin: Origin) -> Result<Origin, Problem> {
        let folders = path.ancestors().skip(1).take(HIGHEST);
        let snapshot = folders.map(|folder| self.at(folder)).find_map(|found| found);
        match snapshot {
            Some(snapshot) => snapshot.placed(path, origin, |better| snapshot.folder.join(better).is_file()),
            None => Ok(origin),
        }
    }

    fn at(&mut self, folder: &Path) -> Option<Rc<Snapshot>> {
        if let Some(known) = self.0.get(folder) {
            return known.clone();
        }
        if self.0.len() >= KNOWN {
            self.0.clear();
        }
        let found = Snapshot::read(folder).map(Rc::new);
        self.0.insert(folder.to_path_buf(), found.clone());
        found
    }
}

/// The folders in a container: their lists are met among the members.
#[derive(Debug, Default)]
pub(super) struct Contained(HashMap<PathBuf, Snapshot>);

impl Contained {
    /// Whether a member may be the list of a folder.
    pub(super) fn is_list(member: &str, size: u64) -> bool {
        size <= LARGEST && (member == LIST || member.ends_with("/index.json"))
    }

    /// Whether bytes of a container name what stands in such folders.
    pub(super) fn is_named_in(head: &[u8]) -> bool {
        let names = SAVED.iter().map(|(name, _)| *name).chain(BESIDE).chain(EXTRACTS);
        names.into_iter().any(|name| {
            let within = format!("/{name}");
            memchr::memmem::find(head, within.as_bytes()).is_some()
        })
    }

    /// Takes what a list says of its folder.
    pub(super) fn learn(&mut self, member: &str, list: &[u8]) {
        let folder = Path::new(member).parent().unwrap_or(Path::new(""));
        if let Some(snapshot) = Snapshot::of(folder, list) {
            self.0.insert(folder.to_path_buf(), snapshot);
        }
    }

    /// What a member is in its folder, as [`Snapshots::placed`] has it.
    pub(super) fn placed(&self, origin: Origin) -> Result<Origin, Problem> {
        let Some(member) = origin.member.clone().filter(|_| !self.0.is_empty()) else {
            return Ok(origin);
        };
        let folders = Path::new(&member).ancestors().skip(1).take(HIGHEST);
        match folders.filter_map(|folder| self.0.get(folder)).next() {
            Some(snapshot) => snapshot.placed(Path::new(&member), origin, |_| false),
            None => Ok(origin),
        }
    }
}

/// The name of the list of a folder.
const LIST: &str = "index.json";

impl Snapshot {
    fn read(folder: &Path) -> Option<Snapshot> {
        let list = folder.join(LIST);
        let is_list = std::fs::metadata(&list).is_ok_and(|list| list.is_file() && list.len() <= LARGEST);
        Snapshot::of(folder, &is_list.then(|| std::fs::read(list).ok())??)
    }

    fn of(folder: &Path, list: &[u8]) -> Option<Snapshot> {
        let list: Value = serde_json::from_slice(list).ok()?;
        let said = |key: &str| list[key].as_str().map(str::to_string);
        let is_own = list.get("history").or(list.get("archive_path")).is_some();
        let stamp = said("timestamp").filter(|_| is_own)?;
        let moments = ["newest_archive_date", "updated"].into_iter().filter_map(said);
        let added = DateTime::from_timestamp(stamp.split('.').next()?.parse().ok()?, 0);
        Some(Snapshot {
            folder: folder.to_path_buf(),
            url: said("url")?,
            crawled: moments
                .filter_map(|text| moment(&text))
                .next()
                .or(added.map(Moment::of)),
            title: said("title"),
        })
    }

    /// What a file of the folder is, where `has` says which others are there.
    fn placed(&self, path: &Path, origin: Origin, has: impl Fn(&str) -> bool) -> Result<Origin, Problem> {
        let name = path
            .strip_prefix(&self.folder)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/");
        if BESIDE.contains(&&*name) {
            return Err(Problem::Nothing("what ArchiveBox keeps beside a page"));
        }
        if let Some((_, saved_as)) = SAVED.iter().find(|(saved, _)| *saved == name) {
            return Ok(self.form(*saved_as, origin));
        }
        if let Some(rank) = EXTRACTS.iter().position(|extract| *extract == name) {
            let has_better = EXTRACTS[..rank].iter().any(|better| has(better));
            return match has_better {
                true => Err(Problem::Nothing("a lesser form of the page beside it")),
                false => Ok(self.form(SavedAs::Extract, origin)),
            };
        }
        match is_copy(&self.url, &name) {
            true => Ok(self.form(SavedAs::Page, origin)),
            false => Ok(origin),
        }
    }

    fn form(&self, saved_as: SavedAs, origin: Origin) -> Origin {
        let stated = Stated {
            title: self.title.clone(),
            ..Stated::default()
        };
        Origin {
            url: Some(self.url.clone()),
            crawled: self.crawled,
            saved_as,
            stated: Some(Box::new(stated)),
            ..origin
        }
    }
}

/// Whether a file is the copy that wget made of an address: it stands in the folders of it, and may have an ending more.
fn is_copy(url: &str, name: &str) -> bool {
    let place = url.split_once("://").map_or(url, |(_, place)| place);
    let place = place.split('#').next().unwrap_or_default();
    let place = place.trim_end_matches('/');
    name.strip_prefix(place)
        .is_some_and(|rest| ["", ".html", "/index.html", "/index.htm"].contains(&rest))
}

/// `2026-11-28 16:11:40.5+00:00`, also without a zone, as Python writes it.
fn moment(text: &str) -> Option<Moment> {
    let text = text.replacen(' ', "T", 1);
    let zoned = DateTime::parse_from_rfc3339(&text).map(|moment| moment.to_utc());
    let naive = || text.parse::<NaiveDateTime>().map(|moment| moment.and_utc());
    zoned.or_else(|_| naive()).ok().map(Moment::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_told_by_their_folders() {
        let url = "https://a.example/2021/pont#suite";
        for (name, expected) in [
            ("a.example/2021/pont.html", true),
            ("a.example/2021/pont", true),
            ("a.example/2021/pont/index.html", true),
            ("a.example/2021/pont-neuf.html", false),
            ("b.example/2021/pont.html", false),
        ] {
            assert_eq!(is_copy(url, name), expected, "{name}");
        }
    }

    #[test]
    fn moments_are_read_as_python_writes_them() {
        for text in [
            "2026-11-28 16:11:40",
            "2026-11-28T16:11:40+00:00",
            "2026-11-28 17:11:40+01:00",
        ] {
            assert_eq!(
                moment(text).map(|moment| moment.to_string()).as_deref(),
                Some("2026-11-28T16:11:40Z")
            );
        }
    }
}
