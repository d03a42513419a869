//! What a saved page is before anything is known of it: bytes, and where they came from.

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
    Record(Box<Record>),
}

/// What another scraper says of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
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
    /// What was dropped from the page, where `archive export` says so.
    pub furniture: Option<String>,
    /// The identity of the version that took its place, where `archive export` says so.
    pub newer: Option<String>,
}

/// Where a page stood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origin {
    /// The file, as the user named it or as the walk found it.
    pub path: String,
    /// The member of a container, where the file is one.
    pub member: Option<String>,
    /// The byte offset of the record, or the line of JSONL, from 1.
    pub offset: Option<u64>,
    /// The address from which it was saved, where the container says so.
    pub url: Option<String>,
    /// The day on which it was saved, where the container says so.
    pub crawled: Option<chrono::NaiveDate>,
    /// The day on which it was read here; what it holds cannot be of a later one.
    pub read: Option<chrono::NaiveDate>,
    /// The `Content-Type` with which it was served, where the container says so.
    pub content_type: Option<String>,
}

impl Page {
    /// The bytes that were saved.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Bytes(bytes) => bytes,
            Content::Record(record) => record.json.as_bytes(),
        }
    }

    /// A page in a file.
    pub fn from_file(path: impl Into<String>, bytes: Vec<u8>) -> Page {
        Page {
            content: Content::Bytes(bytes),
            origin: Origin {
                path: path.into(),
                ..Origin::default()
            },
        }
    }
}
