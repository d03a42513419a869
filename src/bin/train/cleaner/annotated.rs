//! Annotated pages: the page as parsed, and of every block whether the annotated body holds it.

use super::align;
use super::score::tokens;
use crate::folds;
use crate::rendered;
use anyhow::{Context, Result};
use archive::parse::{self, Document, Markup};
use serde::Deserialize;
use std::path::Path;

/// One line of a gold file.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Gold {
    pub id: String,
    pub body: Option<String>,
    pub with: Option<Vec<String>>,
    pub without: Option<Vec<String>>,
    pub site_key: Option<String>,
    pub kind: Option<String>,
}

/// A page with its annotation.
pub(crate) struct Annotated {
    pub set: String,
    pub gold: Gold,
    pub document: Document,
    /// By block: the share of its words that the body holds; none where the annotation does not say.
    pub labels: Vec<Option<f32>>,
    /// Whether it was made of another page, for training only.
    pub made: bool,
    /// Whether it is a page of HTML as text.
    pub rendered: bool,
}

impl Annotated {
    /// The site, so that no site is on both sides of a fold.
    pub(crate) fn site(&self) -> &str {
        folds::site(&self.set, &self.gold.id, self.gold.site_key.as_deref())
    }

    /// Its set and its name.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.set, self.gold.id)
    }

    /// The number of its fold among so many.
    pub(crate) fn fold(&self, folds: u64) -> u64 {
        folds::fold(self.site(), folds)
    }
}

/// The annotated pages of a set: `gold.jsonl`, and `pages/` beside it.
pub(crate) fn pages(data: &Path, set: &str) -> Result<Vec<Annotated>> {
    let folder = data.join(set);
    let gold = std::fs::read_to_string(folder.join("gold.jsonl"))
        .with_context(|| format!("reading {}", folder.join("gold.jsonl").display()))?;
    gold.lines()
        .map(|line| {
            let gold: Gold = serde_json::from_str(line)?;
            let html = folder.join("pages").join(format!("{}.html", gold.id));
            let text = folder.join("pages").join(format!("{}.txt", gold.id));
            let bytes = std::fs::read(&html).or_else(|_| std::fs::read(&text))?;
            Ok(annotated(set, gold, &bytes))
        })
        .collect()
}

fn annotated(set: &str, gold: Gold, bytes: &[u8]) -> Annotated {
    let document = parse::document(&archive::decode::decoded(bytes, None).text);
    let labels = match &gold.body {
        Some(body) => {
            let blocks: Vec<Vec<String>> = document.blocks.iter().map(|b| tokens(&b.text)).collect();
            let shares = align::shares(&blocks, &tokens(body));
            shares.into_iter().map(Some).collect()
        }
        None => snippet_labels(&document, &gold),
    };
    Annotated {
        set: set.to_string(),
        gold,
        document,
        labels,
        made: false,
        rendered: false,
    }
}

/// Blocks that hold a snippet that must be in the body are in it; those that hold one that must not be are out.
fn snippet_labels(document: &Document, gold: &Gold) -> Vec<Option<f32>> {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let with: Vec<String> = gold.with.iter().flatten().map(|s| squeezed(s)).collect();
    let without: Vec<String> = gold.without.iter().flatten().map(|s| squeezed(s)).collect();
    document
        .blocks
        .iter()
        .map(|block| {
            let text = squeezed(&block.text);
            let holds = |snippets: &[String]| snippets.iter().any(|s| text.contains(s.as_str()));
            match (holds(&with), holds(&without)) {
                (true, false) => Some(1.0),
                (false, true) => Some(0.0),
                _ => None,
            }
        })
        .collect()
}

/// A page of HTML as its visible text, with the body that is annotated; none if that looks like HTML again.
pub(crate) fn as_text(page: &Annotated) -> Option<Annotated> {
    let mut gold = page.gold.clone();
    gold.site_key = Some(page.site().to_string());
    let text = rendered::rendered(&page.document);
    let made = annotated(&format!("{}-text", page.set), gold, text.as_bytes());
    (made.document.form == Markup::Text).then_some(Annotated {
        made: true,
        rendered: true,
        ..made
    })
}
