//! What a page declares of itself for machines: its meta tags, under the names that publishing systems give them, and its JSON-LD.
//!
//! Both are read once and mended once. The cleaner holds the blocks against it, and the judges of facts hear it.

mod json_ld;
mod meta;
mod repair;

pub(crate) use json_ld::{Linked, LinkedArticle};
pub(crate) use meta::{MetaFact, MetaTag, tags};

use super::Document;
use serde_json::Value;

/// What a page declares of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Declared<'a> {
    /// The meta tags that declare a fact, in page order.
    pub tags: Vec<MetaTag<'a>>,
    /// The values of the JSON-LD scripts, in page order.
    pub scripts: Vec<Value>,
    /// What these say of the article.
    pub linked: Linked,
}

impl<'a> Declared<'a> {
    /// Reads what a page declares.
    pub fn of(document: &'a Document) -> Declared<'a> {
        let scripts = document.head.json_ld.iter();
        let scripts: Vec<Value> = scripts.flat_map(|script| repair::values(script)).collect();
        Declared {
            tags: tags(document),
            linked: json_ld::linked(&scripts),
            scripts,
        }
    }

    /// What the tags declare of a fact, in page order.
    pub fn contents(&self, fact: MetaFact) -> impl Iterator<Item = &'a str> {
        let tags = self.tags.iter().filter(move |tag| tag.fact == fact);
        tags.map(|tag| tag.content)
    }
}
