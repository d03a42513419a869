//! What the head of a page says of its article: witnesses that a block may agree with.

use super::block_stats::{BlockStats, whole};
use super::comment::Comment;
use crate::hash::{ByHash, fnv32_word};
use crate::parse::declared::{Declared, MetaFact};
use crate::parse::{self, BlockId};
use crate::text::{self, normalized};
use serde_json::{Map, Value};
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
    description: HashSet<u64, ByHash>,
    /// The runs of words of the declared text of the article.
    body: HashSet<u64, ByHash>,
    /// Which blocks hold a run of words first, for texts that stand twice on a page.
    runs: HashMap<u64, Holders, ByHash>,
    /// How often every block's text stands on the page.
    copies: HashMap<u64, u32, ByHash>,
    /// The names that the head gives the site, as numbers.
    outlets: Vec<u64>,
    /// The readers' comments that are declared.
    pub comments: Vec<Comment>,
    /// Their paragraphs, as numbers.
    comment_lines: HashSet<u64, ByHash>,
}

/// The first blocks that hold a run of words, [`BlockId::MAX`] where there are fewer.
#[derive(Debug, Clone, Copy)]
struct Holders([BlockId; 4]);

impl Holders {
    const NONE: Holders = Holders([BlockId::MAX; 4]);

    fn add(&mut self, id: BlockId) {
        let place = self
            .0
            .iter()
            .position(|holder| *holder == id || *holder == BlockId::MAX);
        if let Some(place) = place {
            self.0[place] = id;
        }
    }

    fn iter(&self) -> impl Iterator<Item = BlockId> {
        self.0.into_iter().take_while(|holder| *holder != BlockId::MAX)
    }
}

impl Witnesses {
    /// The witnesses of a page whose blocks have these shapes: what it declares, and its `<title>`.
    pub fn of(declared: &Declared, title: Option<&str>, shapes: &[BlockStats]) -> Witnesses {
        let mut said = Texts::default();
        for script in &declared.scripts {
            said.read(script);
        }
        let facts = [MetaFact::Title, MetaFact::SocialTitle];
        let titles = facts.into_iter().flat_map(|fact| declared.contents(fact));
        let titles = titles.chain(title).chain(said.headlines);
        let outlets = declared.contents(MetaFact::Outlet);
        let paragraphs = said
            .comments
            .iter()
            .flat_map(|comment| comment.text.split("\n\n"));
        let mut witnesses = Witnesses {
            titles: titles.map(hashes).filter(|title| title.len() > 1).collect(),
            description: all_runs(declared.contents(MetaFact::Description)),
            body: all_runs(said.bodies.into_iter()),
            outlets: outlets.map(|name| whole(&hashes(name))).collect(),
            comment_lines: paragraphs.map(|paragraph| whole(&hashes(paragraph))).collect(),
            comments: said.comments,
            ..Witnesses::default()
        };
        witnesses.count(shapes);
        witnesses
    }

    fn count(&mut self, shapes: &[BlockStats]) {
        for (id, shape) in shapes.iter().enumerate() {
            *self.copies.entry(shape.hash).or_default() += 1;
            if shape.words >= 8.0 {
                for run in runs(&shape.hashes) {
                    self.runs.entry(run).or_insert(Holders::NONE).add(id as BlockId);
                }
            }
        }
    }

    /// Whether a block is the name of the site.
    pub fn is_outlet(&self, shape: &BlockStats) -> bool {
        self.outlets.contains(&shape.hash)
    }

    /// Whether a block is a paragraph of a declared comment.
    pub fn is_comment(&self, shape: &BlockStats) -> bool {
        self.comment_lines.contains(&shape.hash)
    }

    /// How often a block's text stands on the page.
    pub fn copies(&self, shape: &BlockStats) -> u32 {
        self.copies.get(&shape.hash).copied().unwrap_or(0)
    }

    /// Whether the head declares a title at all.
    pub fn declare_title(&self) -> bool {
        !self.titles.is_empty()
    }

    /// How much of a declared title a block is: the words both have, over the words of the longer.
    pub fn title_likeness(&self, shape: &BlockStats) -> f32 {
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
    pub fn in_description(&self, shape: &BlockStats) -> f32 {
        share_in(&self.description, shape)
    }

    /// The share of a block's runs of words that stand in the declared text; below 0 if none is declared.
    pub fn in_body(&self, shape: &BlockStats) -> f32 {
        if self.body.len() < 40 {
            -1.0
        } else {
            share_in(&self.body, shape)
        }
    }

    /// The share of a block's runs of words that also stand in a longer block.
    pub fn in_longer(&self, id: BlockId, shapes: &[BlockStats]) -> f32 {
        let shape = &shapes[id as usize];
        let (mut found, mut all) = (0.0_f32, 0.0_f32);
        for run in runs(&shape.hashes) {
            let longer = |other: BlockId| shapes[other as usize].words > shape.words + 1.0;
            let holders = self.runs.get(&run);
            found += f32::from(u8::from(holders.is_some_and(|held| held.iter().any(longer))));
            all += 1.0;
        }
        found / all.max(1.0)
    }
}

fn share_in(set: &HashSet<u64, ByHash>, shape: &BlockStats) -> f32 {
    let found = runs(&shape.hashes).filter(|run| set.contains(run)).count() as f32;
    found / runs(&shape.hashes).count().max(1) as f32
}

fn hashes(text: &str) -> Vec<u32> {
    text::words(text).map(|word| fnv32_word(word.text)).collect()
}

/// Every run of words, as a number; a text of fewer words is one run.
fn runs(words: &[u32]) -> impl Iterator<Item = u64> {
    let length = RUN.min(words.len()).max(1);
    words.windows(length).map(whole)
}

/// The runs of words of texts.
fn all_runs<'t>(texts: impl Iterator<Item = &'t str>) -> HashSet<u64, ByHash> {
    texts
        .flat_map(|text| runs(&hashes(text)).collect::<Vec<_>>())
        .collect()
}

/// Headlines, texts and comments in JSON-LD, of whatever objects.
#[derive(Default)]
struct Texts<'a> {
    headlines: Vec<&'a str>,
    bodies: Vec<&'a str>,
    comments: Vec<Comment>,
}

impl<'a> Texts<'a> {
    fn read(&mut self, script: &'a Value) {
        let mut open = vec![script];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(fields) => {
                    self.comments.extend(declared_comment(fields));
                    for (key, value) in fields {
                        match (key.as_str(), value) {
                            ("headline", Value::String(text)) => self.headlines.push(text),
                            ("articleBody", Value::String(text)) => self.bodies.push(text),
                            (_, Value::Array(_) | Value::Object(_)) => open.push(value),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// The comment that an object of JSON-LD is, if it is one.
fn declared_comment(fields: &Map<String, Value>) -> Option<Comment> {
    let is_comment = |kind: &Value| kind.as_str() == Some("Comment");
    let kind = fields.get("@type")?;
    if !is_comment(kind) && !kind.as_array().is_some_and(|kinds| kinds.iter().any(is_comment)) {
        return None;
    }
    let string = |name: &str| fields.get(name).and_then(Value::as_str).map(normalized);
    let author = match fields.get("author") {
        Some(Value::Array(authors)) => authors.first(),
        author => author,
    };
    let name = author.and_then(|author| author.get("name").unwrap_or(author).as_str());
    let text = parse::plain(fields.get("text")?.as_str()?);
    let lines = text.lines().map(normalized).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then(|| Comment {
        author: name.map(normalized).filter(|name| !name.is_empty()),
        posted: string("dateCreated").or_else(|| string("datePublished")),
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn witnesses(head: &str) -> Witnesses {
        let page = parse::document(&format!(
            "<html><head>{head}</head><body><p>Texte.</p></body></html>"
        ));
        Witnesses::of(&Declared::of(&page), None, &[])
    }

    #[test]
    fn json_ld_that_is_broken_is_heard() {
        let script = "<script type=\"application/ld+json\">{\"headline\": \"La grève\ndu port\", \"comment\": [\
                      {\"@type\": \"Comment\", \"author\": {\"name\": \"Awa\"}, \"text\": \"Merci\tbien\"},]}</script>";
        let heard = witnesses(script);
        assert!(heard.declare_title());
        let [comment] = &heard.comments[..] else {
            panic!("one comment is declared");
        };
        assert_eq!(
            (comment.author.as_deref(), comment.text.as_str()),
            (Some("Awa"), "Merci bien")
        );
    }

    #[test]
    fn every_name_of_a_headline_is_heard() {
        for name in ["og:title", "parsely-title", "dcterms.title"] {
            let heard = witnesses(&format!("<meta name=\"{name}\" content=\"La grève du port\">"));
            assert!(heard.declare_title(), "{name}");
        }
        assert!(!witnesses("<meta name=robots content=\"La grève du port\">").declare_title());
    }
}
