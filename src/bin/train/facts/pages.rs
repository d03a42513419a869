//! Annotated pages, as far as their facts are annotated.

use super::ballots::{Example, TrainedFact};
use crate::rendered::rendered;
use anyhow::{Context, Result};
use archive::page::Origin;
use archive::parse::{self, Declared, Document};
use archive::training::facts;
use archive::{clean, decode};
use serde::Deserialize;
use std::path::Path;

/// One line of a gold file.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldFacts {
    pub id: String,
    pub set: String,
    pub site_key: Option<String>,
    pub title: Option<String>,
    pub title_visible: Option<bool>,
    pub authors: Option<Vec<String>>,
    pub authors_visible: Option<bool>,
    pub site_name: Option<String>,
}

impl GoldFacts {
    /// Whether the page is known to have no headline: of one set every fact is annotated.
    pub(super) fn no_title(&self) -> bool {
        self.title.is_none() && self.set == "pages"
    }

    /// Whether the page is known to name no author: of two sets every author is annotated.
    pub(super) fn no_authors(&self) -> bool {
        self.authors.is_none() && matches!(self.set.as_str(), "corpus" | "pages")
    }
}

/// In which form the pages of a set are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AskedForm {
    /// As they are.
    Own,
    /// As their visible text.
    Text,
}

/// The choices that the pages of a set give the judge of a fact: `gold.jsonl`, and `pages/` beside it.
pub(super) fn ballots(
    data: &Path,
    (set, weight): (&str, f32),
    form: AskedForm,
    fact: &TrainedFact,
) -> Result<Vec<Example>> {
    let folder = data.join(set);
    let path = folder.join("gold.jsonl");
    let gold = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let gold: Vec<GoldFacts> = gold.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut ballots = Vec::new();
    for gold in &gold {
        let document = match form {
            AskedForm::Own => document(&folder, &gold.id)?,
            AskedForm::Text => parse::document(&rendered(&document(&folder, &gold.id)?)),
        };
        let declared = Declared::of(&document);
        let body = clean::clean(&document, &declared, None);
        let candidates = facts::candidates(&document, &declared, &body, &Origin::default());
        let choices = (fact.choices)(candidates, gold);
        // What is not seen in the text is not asked of it.
        let asked = choices
            .into_iter()
            .filter(|choice| form == AskedForm::Own || choice.is_answered());
        let name = match form {
            AskedForm::Own => set.to_string(),
            AskedForm::Text => format!("{set} as text"),
        };
        ballots.extend(asked.map(|choice| Example::of(choice, (&name, weight), gold)));
    }
    Ok(ballots)
}

fn document(folder: &Path, id: &str) -> Result<Document> {
    let file = |ending: &str| folder.join("pages").join(format!("{id}.{ending}"));
    let bytes = std::fs::read(file("html"))
        .or_else(|_| std::fs::read(file("txt")))
        .with_context(|| format!("reading page {id} of {}", folder.display()))?;
    Ok(parse::document(&decode::decoded(&bytes, None).text))
}
