//! What a saved page is before anything is known of it: bytes, and where they came from.

mod file_path;

use crate::calendar::Moment;
pub use file_path::FilePath;
use serde::{Deserialize, Serialize};

/// One saved page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What was saved.
    pub content: Content,
    /// Where it stood.
    pub origin: Origin,
}

/// What was saved of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The page as it came, HTML or visible text.
    Bytes(Vec<u8>),
    /// The record of another scraper, whose text is taken as it is: not cleaned, not a character changed.
    Record(Box<ImportedRecord>),
}

/// What another scraper says of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportedRecord {
    /// The line of JSON as it stood in the file.
    pub json: String,
    /// The headline.
    pub title: Option<String>,
    /// The text.
    pub text: String,
    /// The publication date, as written there.
    pub date: Option<String>,
    /// The language, as written there.
    pub language: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The section of the outlet.
    pub section: Option<String>,
    /// The outlet's own keywords.
    pub tags: Vec<String>,
    /// The edition, as a press database states it.
    pub edition: Option<String>,
    /// The page of the printed paper, as a press database states it.
    pub page: Option<String>,
    /// The number that a press database gives it.
    pub number: Option<String>,
    /// Whether the publisher states all this, in a press database or a feed; else a tool took it from the page.
    pub by_publisher: bool,
    /// What was dropped from the page, where `archive export` says so.
    pub furniture: Option<String>,
    /// Whether something else stands in its place, where `archive export` says so.
    pub older: bool,
    /// The piece of the file from which it was read, where that is more than the JSON.
    #[serde(default)]
    pub slice: Option<String>,
}

/// How the JSON of our own begins, in which a record is kept that was not read from JSON. The piece of the file that it was read from
/// follows in the next line.
pub const STATED: &str = "stated_by";

/// The parts of what is kept of a page: the bytes by which it is identified, and the piece of a file behind them.
pub fn parted(kept: &[u8]) -> (&[u8], Option<&[u8]>) {
    let is_own = kept
        .strip_prefix(b"{\"")
        .is_some_and(|rest| rest.starts_with(STATED.as_bytes()));
    match kept.iter().position(|byte| *byte == b'\n').filter(|_| is_own) {
        Some(end) => (&kept[..end], Some(&kept[end + 1..])),
        None => (kept, None),
    }
}

/// Where a page stood.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The file, as the user named it or as the walk found it.
    pub path: FilePath,
    /// The member of a container, where the file is one.
    pub member: Option<String>,
    /// The number of the record in its file or member, from 1, where records are counted.
    pub record: Option<u64>,
    /// The byte offset of the record, or the line of JSONL, from 1.
    pub offset: Option<u64>,
    /// The address from which it was saved, where the container says so.
    pub url: Option<String>,
    /// The moment at which it was saved, where the container says so.
    pub crawled: Option<Moment>,
    /// The day on which it was read here; what it holds cannot be of a later one.
    #[serde(skip)]
    pub read: Option<chrono::NaiveDate>,
    /// The `Content-Type` with which it was served, where the container says so.
    pub content_type: Option<String>,
    /// In which form it stands there.
    pub saved_as: SavedAs,
    /// The digest of what was served, where the capture states it.
    pub digest: Option<String>,
    /// Whether reading can begin at its offset.
    pub restarts: bool,
    /// What is said of the page beside it: by the header of a mail, or the list of a tool that saved it.
    pub stated: Option<Box<Stated>>,
}

/// In which form a page was saved, the truest first: of several forms of one page that are ingested together the first is its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SavedAs {
    /// The answer of a server, in a capture of the web.
    Answer,
    /// A page in a file.
    #[default]
    Page,
    /// What a browser showed, written out again.
    Rendered,
    /// The same, packed in one file with what belongs to it.
    Packed,
    /// What a browser had when its scripts had run.
    Dumped,
    /// Its visible text.
    Text,
    /// What the publisher states in a press database or a feed.
    Published,
    /// What another tool took for its article.
    Extract,
}

/// What is said of a page beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stated {
    /// The headline.
    pub title: Option<String>,
    /// The publication date, as written there.
    pub date: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The outlet.
    pub outlet: Option<String>,
}

/// That a page was captured again and found unchanged: it stands elsewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Revisit {
    /// The digest of what was served then.
    pub digest: Option<String>,
    /// The address at which it was captured before.
    pub url: Option<String>,
    /// When it was captured before; if that is not known, this is before then.
    pub moment: Option<Moment>,
}

impl Origin {
    /// The place of a member of the container that stands here.
    pub fn member(&self, name: &str) -> Origin {
        let name = match &self.member {
            Some(container) => format!("{container}!{name}"),
            None => name.to_string(),
        };
        Origin {
            member: Some(name),
            record: None,
            offset: None,
            restarts: false,
            ..self.clone()
        }
    }

    /// The path in the innermost container, or that of the file.
    pub fn name(&self) -> String {
        self.member.clone().unwrap_or_else(|| self.path.to_string())
    }

    /// The place of the record of this number, from 1.
    pub fn numbered(&self, number: u64) -> Origin {
        Origin {
            record: Some(number),
            ..self.clone()
        }
    }

    /// The place of what begins at this byte of the file on disk, or in this line.
    pub fn at(&self, offset: u64) -> Origin {
        Origin {
            offset: Some(offset),
            ..self.clone()
        }
    }
}

/// A place at which a page stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    #[serde(flatten)]
    pub path: FilePath,
    /// The member of a container.
    pub member: Option<String>,
    /// The number of the record in its file or member, from 1.
    pub record: Option<u64>,
    /// The byte offset, or the line of JSONL.
    pub offset: Option<u64>,
    /// The BLAKE3 hash of the record that stood there when it was seen last, where another record stands there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overwritten: Option<String>,
}

impl Place {
    /// Whether it is a position in a file of records: another record stands there as soon as one is put before it.
    pub fn is_of_record(&self) -> bool {
        self.offset.is_some() || self.record.is_some()
    }
}

impl From<FilePath> for Place {
    /// The whole of a file.
    fn from(path: FilePath) -> Place {
        Place {
            path,
            ..Place::default()
        }
    }
}

impl std::fmt::Display for Origin {
    /// Prints the place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.place().fmt(f)
    }
}

impl std::fmt::Display for Place {
    /// Prints `PATH[!member][@offset]`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(member) = &self.member {
            write!(f, "!{member}")?;
        }
        match self.offset.or(self.record) {
            Some(offset) => write!(f, "@{offset}"),
            None => Ok(()),
        }
    }
}

impl Origin {
    /// The place alone.
    pub fn place(&self) -> Place {
        Place {
            path: self.path.clone(),
            member: self.member.clone(),
            record: self.record,
            offset: self.offset,
            overwritten: None,
        }
    }
}

impl Page {
    /// The bytes that are kept of it.
    pub fn kept(&self) -> Vec<u8> {
        let slice = match &self.content {
            Content::Record(record) => record.slice.as_deref(),
            Content::Bytes(_) => None,
        };
        let mut kept = self.bytes().to_vec();
        if let Some(slice) = slice {
            kept.push(b'\n');
            kept.extend_from_slice(slice.as_bytes());
        }
        kept
    }

    /// The bytes that were saved, of a record its JSON: by them it is identified.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Bytes(bytes) => bytes,
            Content::Record(record) => record.json.as_bytes(),
        }
    }

    /// The page, read at this moment: what it holds cannot be of a later day.
    pub fn read_at(mut self, now: Moment) -> Page {
        self.origin.read = Some(now.day());
        self
    }

    /// A page in a file.
    pub fn from_file(path: impl Into<FilePath>, bytes: Vec<u8>) -> Page {
        Page {
            content: Content::Bytes(bytes),
            origin: Origin {
                path: path.into(),
                ..Origin::default()
            },
        }
    }
}
