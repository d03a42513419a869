//! What we say about a page: the record of PRODUCT, its identity and its doubts.

use crate::calendar::{Date, Precision};
use crate::describe::Evidence;
use crate::describe::actors::Actor;
use crate::describe::mentioned::MentionedDate;
pub use crate::describe::{Doubt, Kind};
use serde::{Deserialize, Serialize};

/// The number of the record's form. It rises when a key changes its meaning or goes.
pub const FORMAT: u32 = 1;

/// One article as every command prints it. Every key is always present; `null` or `[]` when unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// [`FORMAT`].
    pub format: u32,
    /// The identity of the page's bytes.
    pub id: ArticleId,
    /// What kind of page it is.
    pub kind: Kind,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The site, without `www.`.
    pub domain: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// The people who wrote it.
    pub authors: Vec<String>,
    /// The news agencies it credits.
    pub agencies: Vec<String>,
    /// The section of the outlet.
    pub section: Option<String>,
    /// The outlet's own keywords.
    pub tags: Vec<String>,
    /// The language of the text, ISO 639-1 where there is a code.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was changed last.
    pub modified: Option<Dated>,
    /// When the page was saved.
    pub crawled: Option<Dated>,
    /// The text: paragraphs parted by an empty line.
    pub body: String,
    /// What readers wrote under it.
    pub comments: Vec<String>,
    /// The dates of which the text speaks.
    pub dates: Vec<MentionedDate>,
    /// Whom and what the text names.
    pub actors: Vec<Actor>,
    /// The group of copies to which it belongs.
    pub story: Option<Story>,
    /// What could not be decided.
    pub doubts: Vec<Doubt>,
    /// Where the page came from.
    pub source: Source,
}

impl Article {
    /// The article of a line that `archive export` printed; nothing where the line is no such record.
    pub fn from_record(line: &str) -> Option<Article> {
        let article: Article = serde_json::from_str(line).ok()?;
        let own = article.format == FORMAT && article.id == article.source.id();
        own.then_some(article)
    }
}

/// A date of the article, with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// The date.
    pub date: Date,
    /// How finely it is known.
    pub precision: Precision,
    /// Where it was found.
    pub evidence: Evidence,
    /// From 0 to 1.
    pub confidence: f32,
}

impl Dated {
    /// A date with its evidence; its precision follows from it.
    pub fn new(date: Date, evidence: Evidence, confidence: f32) -> Dated {
        Dated {
            date,
            precision: date.precision(),
            evidence,
            confidence,
        }
    }
}

/// The identity of an article: the first twelve hexadecimal digits of the BLAKE3 hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleId(pub String);

impl ArticleId {
    /// The identity of the given bytes.
    pub fn of(bytes: &[u8]) -> ArticleId {
        ArticleId::of_hash(&blake3::hash(bytes).to_hex())
    }

    fn of_hash(hash: &str) -> ArticleId {
        ArticleId(hash.chars().take(12).collect())
    }
}

impl Source {
    /// The identity of the bytes of the page.
    pub fn id(&self) -> ArticleId {
        ArticleId::of_hash(&self.blake3)
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A group of copies of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The identity of the group.
    pub id: String,
    /// How many copies there are.
    pub copies: usize,
    /// The earliest.
    pub first: ArticleId,
}

/// Where a page came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file.
    pub path: String,
    /// The member of a container.
    pub member: Option<String>,
    /// The byte offset, or the line of JSONL.
    pub offset: Option<u64>,
    /// The BLAKE3 hash of the bytes.
    pub blake3: String,
    /// How many bytes.
    pub bytes: usize,
}
