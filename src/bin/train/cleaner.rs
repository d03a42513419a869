//! Trains the two looks of the cleaner for each form of page, and measures them on sites they have not seen.
//!
//! `cleaner --data DIR [--form html|text] [--measure] [--show N] [--without FEATURE,…]`: DIR holds a folder a set, with
//! `gold.jsonl` and `pages/`. With `--measure` no weights are written; `--show` names the worst pages of each set and their
//! wrong blocks; `--without` hides features from the model.
#![allow(
    clippy::print_stdout,
    reason = "a program for developers that reports on stdout"
)]

mod align;
pub(crate) mod annotated;
pub(crate) mod boosting;
mod counts;
mod report;
mod score;
mod variants;

use crate::written;
use annotated::Annotated;
use anyhow::{Context, Result};
use archive::parse::Declared;
use archive::training::clean::{BatchScorer, Forest, PageFeatures, feature_names, name, second, telling};
use archive::training::files;
use boosting::{BinnedFeatures, BoostingParams, grow};
use counts::Counts;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FOLDS: u64 = 5;
const HTML_SETS: [&str; 5] = ["aeb", "fundus", "traf", "readability", "wcxb"];
const TEXT_SETS: [&str; 3] = ["dump", "corpus", "pages"];
const FIRST: BoostingParams = BoostingParams {
    trees: 140,
    leaves: 48,
    rate: 0.1,
    features: 0.4,
    rows: 0.6,
    least: 2.0,
    shrink: 4.0,
    seed: 1,
};
const SECOND: BoostingParams = BoostingParams {
    leaves: 32,
    rate: 0.08,
    seed: 2,
    ..FIRST
};
/// How many forests are grown on the same rows, and their mean taken: each is drawn differently and errs differently
/// (L. Breiman, "Bagging predictors", 1996).
const BAGS: u64 = 2;
const SEEDS_APART: u64 = 100;
/// The annotated pages of HTML whose visible text is learned from too, and how much such a page counts.
const RENDERED_SETS: [&str; 4] = ["aeb", "fundus", "readability", "wcxb"];
const RENDERED_WEIGHT: f32 = 0.3;
/// How much a page counts that was made of another.
const MADE_WEIGHT: f32 = 0.2;
/// How much a page counts of the kind for which the program was made; there are only five.
const REAL_WEIGHT: f32 = 3.0;

/// How much a page counts of the set that is the largest, and of which half are guides, reviews and manuals.
const MIXED_WEIGHT: f32 = 0.5;

/// By page the scores of its blocks.
type Scores = BTreeMap<String, Vec<f32>>;

/// A page ready for training: its rows, and of every row label and weight.
struct Prepared<'a> {
    page: &'a Annotated,
    sheet: PageFeatures<'a>,
    rows: Vec<Vec<f32>>,
    words: Vec<Vec<u32>>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    fold: u64,
}

/// Trains and measures as the arguments say.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let value = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1).cloned()
    };
    let data = PathBuf::from(value("--data").context("say where the annotated pages are: --data DIR")?);
    let shows = value("--show").and_then(|n| n.parse().ok()).unwrap_or(0);
    let without = value("--without").unwrap_or_default();
    let without: Vec<&str> = without.split(',').filter(|name| !name.is_empty()).collect();
    let measures_only = arguments.iter().any(|a| a == "--measure");
    for (form, sets) in [("html", &HTML_SETS[..]), ("text", &TEXT_SETS[..])] {
        if value("--form").is_none_or(|only| only == form) {
            let pages = pages(&data, sets)?;
            let prepared: Vec<Prepared> = pages.iter().map(|page| prepare(page, &without)).collect();
            println!(
                "{form}: {} pages, {} features",
                pages.len(),
                prepared[0].rows[0].len()
            );
            let firsts = cross_fitted(&prepared, None, &FIRST);
            match measures_only {
                true => measure(&prepared, &firsts, shows),
                false => write(&prepared, &firsts)?,
            }
        }
    }
    Ok(())
}

/// The annotated pages of the sets, and those made of them.
fn pages(data: &Path, sets: &[&str]) -> Result<Vec<Annotated>> {
    let mut pages = Vec::new();
    for set in sets {
        pages.extend(annotated::pages(data, set)?);
    }
    let made: Vec<Annotated> = pages.iter().flat_map(variants::variants).collect();
    pages.extend(made);
    if sets == TEXT_SETS {
        for set in RENDERED_SETS {
            let html = annotated::pages(data, set)?;
            pages.extend(html.iter().filter_map(annotated::as_text));
        }
    }
    Ok(pages)
}

/// Measures the rules alone and the looks on unseen sites; `firsts` is what the first look thinks of every page unseen.
fn measure(pages: &[Prepared], firsts: &Scores, shows: usize) {
    report::report("densest stretch and rules", pages, &report::densest(pages), 0);
    report::report("first look", pages, firsts, 0);
    let seconds = cross_fitted(pages, Some(firsts), &SECOND);
    report::report("second look", pages, &seconds, 0);
    let mean = |(page, first): (&String, &Vec<f32>)| {
        let both = first.iter().zip(&seconds[page]).map(|(a, b)| (a + b) / 2.0);
        (page.clone(), both.collect())
    };
    report::report("both looks", pages, &firsts.iter().map(mean).collect(), shows);
    report::ceiling(pages);
}

/// Trains both looks on all pages and writes their weights.
fn write(pages: &[Prepared], firsts: &Scores) -> Result<()> {
    let all: Vec<&Prepared> = pages.iter().collect();
    let counts = Counts::of(&all);
    let first = train(&all, &counts, None, &FIRST);
    let second = train(&all, &counts, Some(firsts), &SECOND);
    report::importance(&pages[0], &firsts[&pages[0].page.key()], [&first, &second]);
    let bytes = [
        counts.vocabulary().to_bytes(),
        first.to_bytes(),
        second.to_bytes(),
    ]
    .concat();
    let form = pages[0].page.document.form;
    let trained_on = files::features(feature_names(form));
    written::model(name(form), "model", &trained_on, &bytes)
}

fn prepare<'a>(page: &'a Annotated, without: &[&str]) -> Prepared<'a> {
    let sheet = PageFeatures::of(&page.document, &Declared::of(&page.document));
    let row = |id| {
        let named = sheet.named(id).into_iter();
        named
            .map(|(name, value)| if without.contains(&name) { 0.0 } else { value })
            .collect()
    };
    let blocks = || 0..page.document.blocks.len() as u32;
    let rows = blocks().map(row).collect();
    let label = |l: &Option<f32>| f32::from(u8::from(l.unwrap_or(0.0) >= 0.5));
    Prepared {
        labels: page.labels.iter().map(label).collect(),
        weights: weights(page, &sheet),
        fold: page.fold(FOLDS),
        rows,
        words: blocks().map(|id| telling(&sheet, id)).collect(),
        sheet,
        page,
    }
}

/// What an error on each block costs: a little for the block, more for the share of the body that it is.
fn weights(page: &Annotated, sheet: &PageFeatures) -> Vec<f32> {
    let words = || sheet.shapes.iter().map(|shape| shape.words);
    let body: f32 = words().zip(&page.labels).map(|(w, l)| w * l.unwrap_or(0.0)).sum();
    let body = if page.gold.body.is_some() {
        body.max(50.0)
    } else {
        400.0
    };
    let kind = match page.set.as_str() {
        "pages" => REAL_WEIGHT,
        "wcxb" => MIXED_WEIGHT,
        _ => 1.0,
    };
    let page_weight = kind
        * match () {
            () if page.rendered => RENDERED_WEIGHT,
            () if page.made => MADE_WEIGHT,
            () => 1.0,
        };
    let weight = |(words, label): (f32, &Option<f32>)| match label {
        None => 0.0,
        Some(share) if (0.2..0.6).contains(share) => 0.1,
        Some(_) => page_weight * (0.4 + 16.0 * (words / body).min(0.15)),
    };
    words().zip(&page.labels).map(weight).collect()
}

/// The rows of a page: the features of its blocks and what its words speak for by themselves; for the second look, what the
/// first thought.
fn rows(page: &Prepared, counts: &Counts, first: Option<&Vec<f32>>) -> Vec<Vec<f32>> {
    let second = first.map(|first| second(&page.sheet, first));
    let row = |(id, row): (usize, &Vec<f32>)| {
        let mut row = row.clone();
        row.extend(counts.features_unseen(page.page.site(), &page.words[id]));
        let mut more = Vec::new();
        if let Some(second) = &second {
            second(id as u32, &mut more);
        }
        row.extend(more.into_iter().map(|(_, value)| value));
        row
    };
    page.rows.iter().enumerate().map(row).collect()
}

fn train(pages: &[&Prepared], counts: &Counts, firsts: Option<&Scores>, growth: &BoostingParams) -> Forest {
    let whole: Vec<Vec<Vec<f32>>> = pages
        .iter()
        .map(|page| rows(page, counts, firsts.map(|f| &f[&page.page.key()])))
        .collect();
    let (mut rows, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (page, own) in pages.iter().zip(&whole) {
        for (id, row) in own.iter().enumerate().filter(|(id, _)| page.weights[*id] > 0.0) {
            rows.push(row.as_slice());
            labels.push(page.labels[id]);
            weights.push(page.weights[id]);
        }
    }
    let table = BinnedFeatures::of(&rows);
    let bag = |bag| {
        let growth = BoostingParams {
            seed: growth.seed + SEEDS_APART * bag,
            ..*growth
        };
        grow(&table, &labels, &weights, &growth)
    };
    Forest::mean((0..BAGS).map(bag).collect())
}

/// By page the scores of a model that has not seen its site.
fn cross_fitted(pages: &[Prepared], firsts: Option<&Scores>, growth: &BoostingParams) -> Scores {
    let fold = |fold: u64| -> Vec<(String, Vec<f32>)> {
        let seen: Vec<&Prepared> = pages.iter().filter(|p| p.fold != fold).collect();
        let counts = Counts::of(&seen);
        let forest = train(&seen, &counts, firsts, growth);
        let walk = BatchScorer::of(&forest);
        let scored = |page: &Prepared| {
            let rows = rows(page, &counts, firsts.map(|f| &f[&page.page.key()]));
            (
                page.page.key(),
                walk.probabilities(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()),
            )
        };
        pages.iter().filter(|p| p.fold == fold).map(scored).collect()
    };
    std::thread::scope(|scope| {
        let fold = &fold;
        let half = |half| {
            scope.spawn(move || {
                (0..FOLDS)
                    .filter(|f| f % 2 == half)
                    .flat_map(fold)
                    .collect::<Vec<_>>()
            })
        };
        let halves = [half(0), half(1)];
        halves
            .into_iter()
            .flat_map(|half| half.join().expect("a fold trains"))
            .collect()
    })
}
