//! Articles as documents of a cluster.

use super::fields;
use super::lookup::BETWEEN;
use crate::article::{Article, ArticleId};
use crate::index::document::IndexDocument;
use crate::index::originals::Number;
use crate::index::paths::without_machine;
use crate::index::plan::TextField;
use crate::index::record::StoredRecord;
use crate::page::Place;
use crate::text::tokens;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What stands in the place of a word that is longer than the engines take: it keeps the others where they are.
const TOO_LONG: &str = "_";

/// A content as it comes in or is read again: enough to make its document.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// The article.
    pub article: Article,
    /// What was dropped from its page.
    pub furniture: String,
    /// Where its page is kept.
    pub page: Value,
}

impl Content {
    /// What a stored document was made of.
    pub(super) fn of(source: &Value) -> Option<Content> {
        Some(Content {
            article: StoredRecord::from_value(source["record"].clone())?.into_article(),
            furniture: source["dropped"].as_str().unwrap_or_default().to_string(),
            page: source["page"].clone(),
        })
    }

    /// The identity.
    pub(super) fn id(&self) -> ArticleId {
        self.article.id.shown_by(u8::MAX)
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        // Actors and dates take about as much as the text.
        2 * self.article.body.len() + self.furniture.len()
    }

    /// The document, searched or not, at a place where it stands at one.
    pub(super) fn document(&self, searched: bool, place: Option<&Place>) -> Value {
        let mut article = self.article.clone();
        if let Some(place) = place {
            article.source.stand_at(place);
        }
        let mut document = match searched {
            true => self::searched(&article, &self.furniture),
            false => json!({ "older": "true" }),
        };
        document["content"] = self.id().to_hex().into();
        document["at"] = place_value(&article.source.place());
        document["record"] = StoredRecord::new(&article, Number::default()).to_value();
        document["dropped"] = self.furniture.as_str().into();
        document["page"] = self.page.clone();
        document
    }

    /// Adds the words of its texts to others.
    pub(super) fn words_into(&self, words: &mut BTreeSet<String>) {
        let document = IndexDocument::of(&self.article, &self.furniture);
        let all = document.texts.iter().flat_map(|(_, text)| tokens(text));
        words.extend(
            all.map(|token| token.text)
                .filter(|word| word.len() <= fields::LONGEST),
        );
    }
}

/// A place as it is compared.
pub(super) fn place_value(place: &Place) -> Value {
    serde_json::to_value(place).unwrap_or_default()
}

/// A text by its words.
fn worded(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for token in tokens(text) {
        if !words.is_empty() {
            words.push(' ');
        }
        words += if token.text.len() <= fields::LONGEST {
            &token.text
        } else {
            TOO_LONG
        };
    }
    words
}

/// What of an article is searched.
fn searched(article: &Article, furniture: &str) -> Value {
    let found = IndexDocument::of(article, furniture);
    let (mut document, mut words) = (Map::new(), Map::new());
    let add = |to: &mut Map<String, Value>, name: &str, value: &str| {
        if let Value::Array(list) = to.entry(name).or_insert_with(|| json!([])) {
            list.push(value.into());
        }
    };
    for (field, text) in &found.texts {
        let name = fields::of_text(*field).trim_start_matches("w.");
        let worded = match field {
            TextField::Path => worded(without_machine(text)),
            _ => worded(text),
        };
        // A text without words would move the others of its field.
        if !worded.is_empty() {
            add(&mut words, name, &worded);
        }
        if let TextField::Label(label) = field
            && text.len() <= fields::LONGEST
        {
            add(&mut document, label.name(), text);
        }
    }
    for (code, value) in found
        .codes
        .iter()
        .filter(|(_, value)| value.len() <= fields::LONGEST)
    {
        add(&mut document, code.name(), value);
    }
    for (name, id) in &found.names {
        let alias = format!("{name}{BETWEEN}{id}");
        if alias.len() <= fields::LONGEST {
            add(&mut document, "alias", &alias);
        }
    }
    if let Some(sketch) = found.sketch {
        let numbers: String = sketch.numbers().map(|number| format!("{number:016x}")).collect();
        document.insert("sketch".into(), numbers.into());
    }
    document.insert("id".into(), article.id.to_hex().into());
    document.insert("w".into(), words.into());
    document.into()
}
