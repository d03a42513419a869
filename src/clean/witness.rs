//! What the head of a page says of its article: witnesses that a block may agree with.

use super::cues::word_hash;
use super::shape::Shape;
use crate::parse::{BlockId, Document};
use crate::text;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// How many words in a row count as the same text.
const RUN: usize = 4;
/// The longest heading that can be a title.
const TITLE_WORDS: usize = 40;

/// The witnesses of a page.
#[derive(Debug, Default)]
pub struct Witnesses {
    /// The titles that the head declares, as word numbers.
    titles: Vec<Vec<u32>>,
    /// The runs of words of the declared description.
    description: HashSet<u64>,
    /// The runs of words of the declared text of the article.
    body: HashSet<u64>,
    /// Which blocks hold a run of words first, for texts that stand twice on a page.
    runs: HashMap<u64, Vec<BlockId>>,
    /// How often every block's text stands on the page.
    copies: HashMap<u64, u32>,
}

impl Witnesses {
    /// The witnesses of a document, whose blocks have these shapes.
    pub fn of(document: &Document, shapes: &[Shape]) -> Witnesses {
        let head = &document.head;
        let mut said = Declared::default();
        for script in &head.json_ld {
            if let Ok(value) = serde_json::from_str(script) {
                said.read(value);
            }
        }
        let metas = ["og:title", "twitter:title", "title", "dc.title", "headline"];
        let titles = metas
            .iter()
            .flat_map(|name| head.meta(name))
            .chain(head.title.as_deref());
        let descriptions = ["og:description", "description", "twitter:description"];
        let mut witnesses = Witnesses {
            titles: titles
                .map(hashes)
                .chain(said.headlines.iter().map(|h| hashes(h)))
                .collect(),
            body: said
                .bodies
                .iter()
                .flat_map(|b| runs(&hashes(b)).collect::<Vec<_>>())
                .collect(),
            ..Witnesses::default()
        };
        for description in descriptions.iter().flat_map(|name| head.meta(name)) {
            witnesses.description.extend(runs(&hashes(description)));
        }
        witnesses.titles.retain(|title| title.len() > 1);
        witnesses.count(shapes);
        witnesses
    }

    fn count(&mut self, shapes: &[Shape]) {
        for (id, shape) in shapes.iter().enumerate() {
            *self.copies.entry(shape.hash).or_default() += 1;
            if shape.words >= 8.0 {
                for run in runs(&shape.hashes) {
                    let holders = self.runs.entry(run).or_default();
                    if holders.len() < 4 && holders.last() != Some(&(id as BlockId)) {
                        holders.push(id as BlockId);
                    }
                }
            }
        }
    }

    /// How often a block's text stands on the page.
    pub fn copies(&self, shape: &Shape) -> u32 {
        self.copies.get(&shape.hash).copied().unwrap_or(0)
    }

    /// Whether the head declares a title at all.
    pub fn declare_title(&self) -> bool {
        !self.titles.is_empty()
    }

    /// How much of a declared title a block is: the words both have, over the words of the longer.
    pub fn title_likeness(&self, shape: &Shape) -> f32 {
        if shape.hashes.is_empty() || shape.hashes.len() > TITLE_WORDS {
            return 0.0;
        }
        let like = |title: &Vec<u32>| {
            let common = title.iter().filter(|w| shape.hashes.contains(w)).count();
            let opens = title.starts_with(&shape.hashes) && shape.hashes.len() > 2;
            let longer = title.len().max(shape.hashes.len()) as f32;
            (common as f32 / longer).max(if opens { 0.95 } else { 0.0 })
        };
        self.titles.iter().map(like).fold(0.0, f32::max)
    }

    /// The share of a block's runs of words that stand in the declared description.
    pub fn in_description(&self, shape: &Shape) -> f32 {
        share_in(&self.description, shape)
    }

    /// The share of a block's runs of words that stand in the declared text; below 0 if none is declared.
    pub fn in_body(&self, shape: &Shape) -> f32 {
        if self.body.len() < 40 {
            -1.0
        } else {
            share_in(&self.body, shape)
        }
    }

    /// The share of a block's runs of words that also stand in a longer block.
    pub fn in_longer(&self, id: BlockId, shapes: &[Shape]) -> f32 {
        let shape = &shapes[id as usize];
        let (mut found, mut all) = (0.0_f32, 0.0_f32);
        for run in runs(&shape.hashes) {
            let longer = |other: &BlockId| shapes[*other as usize].words > shape.words + 1.0;
            found += f32::from(u8::from(
                self.runs.get(&run).is_some_and(|h| h.iter().any(longer)),
            ));
            all += 1.0;
        }
        found / all.max(1.0)
    }
}

fn share_in(set: &HashSet<u64>, shape: &Shape) -> f32 {
    let found = runs(&shape.hashes).filter(|run| set.contains(run)).count() as f32;
    found / runs(&shape.hashes).count().max(1) as f32
}

fn hashes(text: &str) -> Vec<u32> {
    text::words(text).map(|word| word_hash(word.text)).collect()
}

/// Every run of words, as a number; a text of fewer words is one run.
fn runs(words: &[u32]) -> impl Iterator<Item = u64> {
    let length = RUN.min(words.len()).max(1);
    words.windows(length).map(|run| {
        run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, word| {
            (hash ^ u64::from(*word)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    })
}

/// Headlines and texts in JSON-LD.
#[derive(Default)]
struct Declared {
    headlines: Vec<String>,
    bodies: Vec<String>,
}

impl Declared {
    fn read(&mut self, value: Value) {
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(fields) => {
                    for (key, value) in fields {
                        match (key.as_str(), value) {
                            ("headline", Value::String(text)) => self.headlines.push(text),
                            ("articleBody", Value::String(text)) => self.bodies.push(text),
                            (_, value @ (Value::Array(_) | Value::Object(_))) => open.push(value),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
