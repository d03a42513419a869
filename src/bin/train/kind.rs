//! Trains the judgement of a page's kind, and measures it on sites that it has not seen.
//!
//! `kind --data DIR [--measure]`: DIR holds a folder a set, with `gold.jsonl` and `pages/`. With `--measure` no weights are written.
#![allow(
    clippy::print_stdout,
    reason = "a program for developers that reports on stdout"
)]

use crate::cleaner::annotated::as_text;
use crate::cleaner::annotated::{self, Annotated};
use crate::cleaner::boosting::{Growth, Table, grow};
use anyhow::{Context, Result};
use archive::clean::forest::{Forest, Walk};
use archive::page::Origin;
use archive::{clean, describe};
use std::path::{Path, PathBuf};

const FOLDS: u64 = 5;
/// The sets, and how much a page of each counts: of those that were gathered for other ends some may be no articles.
const SETS: [(&str, f32); 9] = [
    ("wcxb", 1.0),
    ("kinds", 1.0),
    ("aeb", 1.0),
    ("fundus", 1.0),
    ("corpus", 1.0),
    ("pages", 1.0),
    ("dump", 1.0),
    ("readability", 0.5),
    ("traf", 0.3),
];
/// The sets whose pages are learned from as visible text too, and how much such a page counts.
const RENDERED: [&str; 2] = ["wcxb", "kinds"];
const RENDERED_WEIGHT: f32 = 0.3;
/// How much more than one page that is none an article counts: none should be lost.
const ARTICLE_WEIGHT: f32 = 1.6;
const GROWTH: Growth = Growth {
    trees: 120,
    leaves: 6,
    rate: 0.08,
    features: 0.3,
    rows: 0.7,
    least: 3.0,
    shrink: 3.0,
    seed: 7,
};

/// A page as the judge sees it.
struct Row {
    set: String,
    fold: u64,
    features: Vec<f32>,
    article: bool,
    section: bool,
    weight: f32,
}

/// Trains and measures as the arguments say.
pub fn run(arguments: &[String]) -> Result<()> {
    let at = arguments.iter().position(|a| a == "--data");
    let data = at.and_then(|at| arguments.get(at + 1));
    let data = PathBuf::from(data.context("say where the annotated pages are: --data DIR")?);
    let mut rows = Vec::new();
    for (set, weight) in SETS {
        for page in annotated::pages(&data, set)? {
            let rendered = RENDERED.contains(&set).then(|| as_text(&page)).flatten();
            rows.push(row(&page, weight));
            rows.extend(rendered.map(|text| row(&text, RENDERED_WEIGHT)));
        }
    }
    println!("{} pages, {} features", rows.len(), rows[0].features.len());
    measure(&rows);
    if !arguments.iter().any(|a| a == "--measure") {
        let all: Vec<&Row> = rows.iter().collect();
        let bytes = [article(&all).to_bytes(), section(&all).to_bytes()].concat();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/describe/kind.model");
        std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        println!("{} bytes of weights", bytes.len());
    }
    Ok(())
}

fn row(page: &Annotated, weight: f32) -> Row {
    let body = clean::clean(&page.document, None);
    let kind = page.gold.kind.as_deref().unwrap_or("article");
    let article = matches!(kind, "article" | "live");
    Row {
        set: page.set.clone(),
        fold: page.fold(FOLDS),
        features: describe::kind_features(&page.document, &body, &Origin::default()),
        article,
        section: matches!(kind, "listing" | "collection" | "section"),
        weight: weight * if article { ARTICLE_WEIGHT } else { 1.0 },
    }
}

fn article(rows: &[&Row]) -> Forest {
    forest(rows, |row| row.article)
}

/// Of what is no article, what is a list of other pages.
fn section(rows: &[&Row]) -> Forest {
    let others: Vec<&Row> = rows.iter().filter(|row| !row.article).copied().collect();
    forest(&others, |row| row.section)
}

fn forest(rows: &[&Row], label: fn(&Row) -> bool) -> Forest {
    let features: Vec<&[f32]> = rows.iter().map(|row| row.features.as_slice()).collect();
    let labels: Vec<f32> = rows.iter().map(|row| f32::from(u8::from(label(row)))).collect();
    let weights: Vec<f32> = rows.iter().map(|row| row.weight).collect();
    grow(&Table::of(&features), &labels, &weights, &GROWTH)
}

/// Prints by set how many pages are taken for what, from several probabilities on.
fn measure(rows: &[Row]) {
    let mut judged: Vec<(&Row, f32, f32)> = Vec::new();
    for fold in 0..FOLDS {
        let seen: Vec<&Row> = rows.iter().filter(|row| row.fold != fold).collect();
        let (article, section) = (Walk::of(&article(&seen)), Walk::of(&section(&seen)));
        for row in rows.iter().filter(|row| row.fold == fold) {
            let probability = |walk: &Walk| walk.probabilities(&[&row.features])[0];
            judged.push((row, probability(&article), probability(&section)));
        }
    }
    let mut sets: Vec<&str> = rows.iter().map(|row| row.set.as_str()).collect();
    sets.sort_unstable();
    sets.dedup();
    for set in sets {
        let own = || judged.iter().filter(|(row, ..)| row.set == set);
        for article in [true, false] {
            let all = own().filter(|(row, ..)| row.article == article).count();
            let from = |least: f32| {
                own()
                    .filter(|(row, p, _)| row.article == article && *p >= least)
                    .count()
            };
            let taken: Vec<String> = [0.2, 0.3, 0.4, 0.5, 0.6]
                .iter()
                .map(|least| format!("{least}: {}", from(*least)))
                .collect();
            println!(
                "{set:12} {} {all:4}, taken for articles from {}",
                if article { "articles" } else { "others  " },
                taken.join(", ")
            );
        }
        let others = own().filter(|(row, ..)| !row.article);
        let right = others
            .clone()
            .filter(|(row, _, section)| (*section >= 0.5) == row.section)
            .count();
        println!(
            "{set:12} sections told from others: {right} of {}",
            others.count()
        );
    }
}
