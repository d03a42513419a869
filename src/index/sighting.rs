//! A sighting: at a place, a content was seen at a moment. All that is known of which version is current follows from them.
//!
//! A place shows one content, what stood there when it was ingested last. An address shows the content of its latest sighting: by the
//! moment of crawl, else of ingest, then by identity. Of the forms of a page that one ingest saw at an address, a capture, what a browser
//! saved, what a tool took for its text, the best alone is a version; the others are its further places. A content is searched while a
//! place without an address, or an address, shows it.

use crate::article::{Article, ArticleId};
use crate::calendar::Moment;
use crate::index::address::{self, Key};
use crate::page::{Origin, Place, SavedAs};
use serde::{Deserialize, Serialize};

/// How a sighting stands to the others of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It holds, and its place is the least of those that show the content.
    #[serde(rename = "f")]
    First,
    /// It holds; the content has a lesser place.
    #[serde(rename = "c")]
    Further,
    /// Its place shows another content now, or nothing.
    #[serde(rename = "p")]
    Past,
}

/// At a place, a content was seen at a moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sighting {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What.
    #[serde(rename = "i")]
    pub content: ArticleId,
    /// The address that the page gives there, where it gives one.
    #[serde(rename = "a")]
    pub address: Option<Key>,
    /// When: the moment of crawl, else of ingest.
    #[serde(rename = "m")]
    pub moment: Option<Moment>,
    /// How it stands to the others.
    #[serde(rename = "s")]
    pub standing: Standing,
    /// In which form the page stands there.
    #[serde(rename = "f", default)]
    pub form: SavedAs,
    /// The moment of the ingest that saw it.
    #[serde(rename = "t", default)]
    pub added: Option<Moment>,
    /// The digest of what was served, where a capture states it: further captures of it name that alone.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Key>,
    /// Whether the content does not stand there: a capture says that it is what was captured before.
    #[serde(rename = "r", default, skip_serializing_if = "is_false")]
    pub repeated: bool,
    /// The content that is shown in its place, where that is a better form of the same page.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub form_of: Option<ArticleId>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Sighting {
    /// The sightings of an article: at its place, and at the further ones that its record names.
    pub fn of_article(article: &Article) -> Vec<Sighting> {
        let address = address::key(article);
        let places = std::iter::once(article.source.place()).chain(article.source.forms.iter().cloned());
        let sighting = |place| Sighting {
            place,
            content: article.id.shown_by(u8::MAX),
            address,
            moment: article.crawled.or(article.added),
            standing: Standing::First,
            form: article.source.saved_as,
            added: article.added,
            digest: article.source.digest.as_deref().map(Key::of_digest),
            repeated: false,
            form_of: None,
        };
        places.map(sighting).collect()
    }

    /// The same content, captured again at another place.
    pub fn again(&self, origin: &Origin) -> Sighting {
        Sighting {
            place: origin.place(),
            moment: origin.crawled.or(self.moment),
            standing: Standing::First,
            repeated: true,
            form_of: None,
            ..self.clone()
        }
    }

    /// Whether it is a better form of the page that the other is a form of too: both stood at one address, and one ingest saw both. What
    /// was captured on another day is another version.
    fn is_better_form_than(&self, other: &Sighting) -> bool {
        self.form < other.form && self.is_form_beside(other)
    }

    /// Whether it and the other, at one address, are two forms of one page.
    pub fn is_form_beside(&self, other: &Sighting) -> bool {
        let together = self.form != other.form && self.added.is_some() && self.added == other.added;
        let captured = |sighting: &Sighting| sighting.moment.filter(|_| sighting.moment != sighting.added);
        together
            && match (captured(self), captured(other)) {
                (Some(one), Some(another)) => (one.day() - another.day()).num_days().abs() <= 1,
                _ => true,
            }
    }

    /// The best form of the page among all that was seen at its address; nothing where it is that itself.
    pub fn best_form<'a>(&self, all: &'a [Sighting]) -> Option<&'a Sighting> {
        let better = all.iter().filter(|other| other.is_better_form_than(self));
        let other = better.filter(|other| other.content != self.content);
        other.min_by_key(|other| (other.form, std::cmp::Reverse(other.order())))
    }

    /// The key of its place.
    pub fn key(&self) -> Key {
        Key::of_place(&self.place)
    }

    /// By what the latest sighting of an address is found.
    pub fn order(&self) -> (Option<Moment>, ArticleId) {
        (self.moment, self.content)
    }

    /// What ties it to other versions: its address, and its place where that is a whole file. The place of a record in a file is
    /// another record's when a line is put before it.
    pub fn ties(&self) -> impl Iterator<Item = Key> {
        let place = (!self.place.is_of_record()).then(|| self.key());
        self.address.into_iter().chain(place)
    }

    /// The bytes that are stored of it: the content whole, however few of its digits are printed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored = Sighting {
            content: self.content.shown_by(u8::MAX),
            form_of: self.form_of.map(|best| best.shown_by(u8::MAX)),
            ..self.clone()
        };
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// The sighting that these stored bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sighting> {
        let mut sighting: Sighting = serde_json::from_slice(bytes).ok()?;
        sighting.content = sighting.content.shown_by(u8::MAX);
        sighting.form_of = sighting.form_of.map(|best| best.shown_by(u8::MAX));
        Some(sighting)
    }
}
