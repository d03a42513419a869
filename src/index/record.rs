//! How the record of an article is kept: without what its text repeats, and with the number of its original.

use crate::article::{Article, Mention, MentionForm, title_and_body};
use crate::index::originals::Number;
use serde::{Deserialize, Serialize};

/// A record as the index stores it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredRecord {
    /// The article; its mentions and dates without their texts.
    #[serde(rename = "a")]
    article: Article,
    /// For each actor its mentions: the distance of each start from the last one's, the length, the form.
    #[serde(rename = "m")]
    mentions: Vec<Vec<(usize, usize, u8)>>,
    /// The number of the original.
    #[serde(rename = "o")]
    pub original: Number,
}

/// What is stored of an article: enough to index it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredContent {
    /// The bytes of its record.
    pub record: Vec<u8>,
    /// What was dropped from its page.
    pub furniture: Vec<u8>,
}

/// The forms by their numbers.
const FORMS: [MentionForm; 4] = [
    MentionForm::Name,
    MentionForm::Demonym,
    MentionForm::Metonym,
    MentionForm::Nested,
];

impl StoredRecord {
    /// The record of an article.
    pub fn new(article: &Article, original: Number) -> StoredRecord {
        let mut article = article.clone();
        article.story = None;
        article.source.forms.clear();
        article.id = article.id.shown_by(u8::MAX);
        let mentions = article
            .actors
            .iter_mut()
            .map(|actor| packed(&std::mem::take(&mut actor.mentions)))
            .collect();
        for date in &mut article.dates {
            date.text.clear();
        }
        StoredRecord {
            article,
            mentions,
            original,
        }
    }

    /// The bytes that are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads the stored bytes. Identities are stored with all their digits.
    pub fn from_bytes(bytes: &[u8]) -> Option<StoredRecord> {
        let mut record: StoredRecord = serde_json::from_slice(bytes).ok()?;
        record.article.id = record.article.id.shown_by(u8::MAX);
        Some(record)
    }

    /// The record as JSON.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Reads a record that is JSON.
    pub fn from_value(value: serde_json::Value) -> Option<StoredRecord> {
        let mut record: StoredRecord = serde_json::from_value(value).ok()?;
        record.article.id = record.article.id.shown_by(u8::MAX);
        Some(record)
    }

    /// The article with everything in it.
    pub fn into_article(mut self) -> Article {
        let text = title_and_body(self.article.title.as_deref(), &self.article.body);
        let places = CharPlaces::new(&text);
        for (actor, mentions) in self.article.actors.iter_mut().zip(&self.mentions) {
            actor.mentions = unpacked(mentions, &places);
        }
        for date in &mut self.article.dates {
            date.text = places.cut(date.start, date.end).to_string();
        }
        self.article
    }

    /// The article with no text restored to its mentions and dates.
    pub fn article(&self) -> &Article {
        &self.article
    }
}

fn packed(mentions: &[Mention]) -> Vec<(usize, usize, u8)> {
    let mut last = 0;
    let mut packed = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let form = FORMS.iter().position(|form| *form == mention.form).unwrap_or(0);
        packed.push((
            mention.start.wrapping_sub(last),
            mention.end.saturating_sub(mention.start),
            form as u8,
        ));
        last = mention.start;
    }
    packed
}

fn unpacked(packed: &[(usize, usize, u8)], places: &CharPlaces<'_>) -> Vec<Mention> {
    let mut last = 0_usize;
    let unpack = |&(distance, length, form): &(usize, usize, u8)| {
        let start = last.wrapping_add(distance);
        last = start;
        let end = start.saturating_add(length);
        Mention {
            text: places.cut(start, end).to_string(),
            start,
            end,
            form: FORMS.get(usize::from(form)).copied().unwrap_or(MentionForm::Name),
        }
    };
    packed.iter().map(unpack).collect()
}

/// Finds characters of a text by their numbers.
struct CharPlaces<'a> {
    text: &'a str,
    /// The byte of every character, and the end.
    bytes: Vec<u32>,
}

impl<'a> CharPlaces<'a> {
    fn new(text: &'a str) -> CharPlaces<'a> {
        let end = std::iter::once(text.len() as u32);
        let bytes = text
            .char_indices()
            .map(|(byte, _)| byte as u32)
            .chain(end)
            .collect();
        CharPlaces { text, bytes }
    }

    fn cut(&self, start: usize, end: usize) -> &'a str {
        let byte = |place: usize| self.bytes.get(place).map_or(self.text.len(), |b| *b as usize);
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
    }
}
