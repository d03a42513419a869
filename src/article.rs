//! What we say about a page: the record of PRODUCT, its identity and its doubts.

mod actor;
mod doubt;
mod evidence;
mod identity;
mod kind;
mod mentioned;

use crate::calendar::{Date, Moment, Precision};
pub use crate::lexicon::actor_type::ActorType;
use crate::page::{FilePath, Origin, Place, SavedAs, Stated};
pub use actor::{Actor, Mention, MentionForm, title_and_body};
pub use doubt::Doubt;
pub use evidence::Evidence;
pub use identity::{ArticleId, DIGITS};
pub use kind::Kind;
pub use mentioned::MentionedDate;
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
    pub crawled: Option<Moment>,
    /// When it was ingested first; nothing outside an archive.
    pub added: Option<Moment>,
    /// The edition of the printed paper, as a press database states it.
    #[serde(default)]
    pub edition: Option<String>,
    /// The page of the printed paper, as a press database states it.
    #[serde(default)]
    pub page: Option<String>,
    /// The number that a press database gives it.
    #[serde(default)]
    pub number: Option<String>,
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
    /// The date of publication as it is printed; empty where it is not known.
    pub fn published_on(&self) -> String {
        let published = self.published.as_ref();
        published.map_or_else(String::new, |dated| dated.date.to_string())
    }

    /// The origin with which its page was read.
    pub fn origin(&self) -> Origin {
        self.source.origin(self.crawled, self.added)
    }

    /// The article of a line that `archive export` printed; nothing where the line is no such record. Its story is that of
    /// another archive, and left out.
    pub fn from_record(line: &str) -> Option<Article> {
        let mut record: serde_json::Value = serde_json::from_str(line).ok()?;
        let whole = record.get("source")?.get("blake3")?.as_str()?.to_string();
        let printed = record.get("id")?.as_str()?;
        let own = printed.len() >= usize::from(DIGITS) && whole.starts_with(printed);
        if !own || record.get("format")?.as_u64()? != u64::from(FORMAT) {
            return None;
        }
        record["id"] = whole.into();
        record["story"] = serde_json::Value::Null;
        serde_json::from_value(record).ok()
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

/// Where a page came from, and with what it was read. It is enough to read the kept page again as it was read first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file.
    #[serde(flatten)]
    pub path: FilePath,
    /// The member of a container.
    pub member: Option<String>,
    /// The number of the record in its file or member, from 1.
    pub record: Option<u64>,
    /// The byte offset, or the line of JSONL.
    pub offset: Option<u64>,
    /// The BLAKE3 hash of the bytes, where another record stands there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overwritten: Option<String>,
    /// The address from which it was saved, where the container says so.
    pub url: Option<String>,
    /// The `Content-Type` with which it was served, where the container says so.
    pub content_type: Option<String>,
    /// In which form it stands there.
    #[serde(default)]
    pub saved_as: SavedAs,
    /// The digest of what was served, where the capture states it.
    #[serde(default)]
    pub digest: Option<String>,
    /// What is said of the page beside it.
    #[serde(default)]
    pub stated: Option<Box<Stated>>,
    /// The BLAKE3 hash of the bytes.
    pub blake3: String,
    /// How many bytes.
    pub bytes: usize,
    /// The further places at which the page stands, as the same bytes or in another form.
    pub forms: Vec<Place>,
}

impl Source {
    /// The source of bytes of this origin.
    pub fn of(bytes: &[u8], origin: &Origin) -> Source {
        Source {
            path: origin.path.clone(),
            member: origin.member.clone(),
            record: origin.record,
            offset: origin.offset,
            overwritten: None,
            url: origin.url.clone(),
            content_type: origin.content_type.clone(),
            saved_as: origin.saved_as,
            digest: origin.digest.clone(),
            stated: origin.stated.clone(),
            blake3: blake3::hash(bytes).to_hex().to_string(),
            bytes: bytes.len(),
            forms: Vec::new(),
        }
    }

    /// Another place shows the page first.
    pub fn stand_at(&mut self, place: &Place) {
        self.path.clone_from(&place.path);
        self.member.clone_from(&place.member);
        (self.record, self.offset) = (place.record, place.offset);
        self.overwritten.clone_from(&place.overwritten);
    }

    /// The origin of which it is the source, of a page saved and ingested at these moments.
    pub fn origin(&self, crawled: Option<Moment>, added: Option<Moment>) -> Origin {
        Origin {
            path: self.path.clone(),
            member: self.member.clone(),
            record: self.record,
            offset: self.offset,
            url: self.url.clone(),
            crawled,
            read: added.map(Moment::day),
            content_type: self.content_type.clone(),
            saved_as: self.saved_as,
            digest: self.digest.clone(),
            restarts: false,
            stated: self.stated.clone(),
        }
    }

    /// The place at which the page was read.
    pub fn place(&self) -> Place {
        Place {
            path: self.path.clone(),
            member: self.member.clone(),
            record: self.record,
            offset: self.offset,
            overwritten: self.overwritten.clone(),
        }
    }
}
