//! Trains the two looks of the cleaner for each form of page, and measures them on sites they have not seen.
#![allow(
    clippy::print_stdout,
    reason = "a program for developers that reports on stdout"
)]

mod align;
mod annotated;
mod boosting;
mod score;

use annotated::Annotated;
use anyhow::{Context, Result};
use archive::clean::features::{self, Feature, Sheet};
use archive::clean::forest::Forest;
use boosting::{Growth, Table, grow};
use score::Score;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FOLDS: u64 = 5;
const HTML_SETS: [&str; 4] = ["aeb", "fundus", "traf", "readability"];
const TEXT_SETS: [&str; 3] = ["dump", "corpus", "pages"];
const FIRST: Growth = Growth {
    trees: 80,
    leaves: 24,
    rate: 0.12,
    features: 0.4,
    rows: 0.6,
    least: 2.0,
    shrink: 4.0,
    seed: 1,
};
const SECOND: Growth = Growth {
    trees: 120,
    leaves: 24,
    rate: 0.08,
    features: 0.4,
    rows: 0.6,
    least: 2.0,
    shrink: 4.0,
    seed: 2,
};

/// A page ready for training: its rows, and of every row label and weight.
struct Prepared<'a> {
    page: &'a Annotated,
    sheet: Sheet<'a>,
    rows: Vec<Vec<f32>>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    fold: u64,
}

/// `cleaner [--data DIR] [--measure] [--form html|text] [--show N]`
pub fn run(arguments: &[String]) -> Result<()> {
    let value = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1).cloned()
    };
    let data = PathBuf::from(value("--data").context("say where the annotated pages are: --data DIR")?);
    let only = value("--form");
    for (form, sets) in [("html", &HTML_SETS[..]), ("text", &TEXT_SETS[..])] {
        if only.as_deref().is_some_and(|only| only != form) {
            continue;
        }
        let mut pages = Vec::new();
        for set in sets {
            pages.extend(annotated::pages(&data, set)?);
        }
        let prepared: Vec<Prepared> = pages.iter().map(prepare).collect();
        println!(
            "{form}: {} pages, {} features",
            pages.len(),
            prepared[0].rows[0].len()
        );
        let shows = value("--show").and_then(|n| n.parse().ok()).unwrap_or(0);
        let firsts = cross_fitted(&prepared, None, &FIRST);
        report("first look", &prepared, &firsts, 0);
        let seconds = cross_fitted(&prepared, Some(&firsts), &SECOND);
        report("second look", &prepared, &seconds, shows);
        if !arguments.iter().any(|a| a == "--measure") {
            let all: Vec<&Prepared> = prepared.iter().collect();
            let first = train(&all, None, &FIRST);
            let second = train(&all, Some(&firsts), &SECOND);
            importance(&prepared, &firsts, &first, &second);
            let mut bytes = first.to_bytes();
            bytes.extend(second.to_bytes());
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/clean/{form}.model"));
            std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
            println!("{form}: {} bytes of weights", bytes.len());
        }
    }
    Ok(())
}

fn prepare(page: &Annotated) -> Prepared<'_> {
    let sheet = Sheet::of(&page.document);
    let rows = (0..page.document.blocks.len() as u32)
        .map(|id| sheet.first(id))
        .collect();
    let taken =
        |(shape, label): (&archive::clean::shape::Shape, &Option<f32>)| shape.words * label.unwrap_or(0.0);
    let body: f32 = sheet.shapes.iter().zip(&page.labels).map(taken).sum();
    let body = if page.gold.body.is_some() {
        body.max(50.0)
    } else {
        400.0
    };
    let weights = sheet
        .shapes
        .iter()
        .zip(&page.labels)
        .map(|(shape, label)| match label {
            None => 0.0,
            Some(share) if *share > 0.2 && *share < 0.6 => 0.1,
            Some(_) => 0.4 + 16.0 * (shape.words / body).min(0.15),
        });
    Prepared {
        weights: weights.collect(),
        labels: page
            .labels
            .iter()
            .map(|l| f32::from(u8::from(l.unwrap_or(0.0) >= 0.5)))
            .collect(),
        rows,
        fold: page.fold(FOLDS),
        sheet,
        page,
    }
}

/// The rows of the second look: the first features, then what the first look thought.
fn second_rows(page: &Prepared, first: &[f32]) -> Vec<Vec<f32>> {
    let second = features::second(&page.sheet, first);
    page.rows
        .iter()
        .enumerate()
        .map(|(id, row)| {
            let mut more: Vec<Feature> = Vec::new();
            second(id as u32, &mut more);
            row.iter()
                .copied()
                .chain(more.into_iter().map(|(_, value)| value))
                .collect()
        })
        .collect()
}

fn train(pages: &[&Prepared], firsts: Option<&BTreeMap<String, Vec<f32>>>, growth: &Growth) -> Forest {
    let seconds: Vec<Vec<Vec<f32>>> = match firsts {
        Some(firsts) => pages.iter().map(|p| second_rows(p, &firsts[&key(p)])).collect(),
        None => Vec::new(),
    };
    let (mut rows, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (number, page) in pages.iter().enumerate() {
        let own = seconds.get(number).unwrap_or(&page.rows);
        for (id, row) in own.iter().enumerate() {
            if page.weights[id] > 0.0 {
                rows.push(row.as_slice());
                labels.push(page.labels[id]);
                weights.push(page.weights[id]);
            }
        }
    }
    grow(&Table::of(&rows), &labels, &weights, growth)
}

fn key(page: &Prepared) -> String {
    format!("{}/{}", page.page.set, page.page.gold.id)
}

/// By page the scores of a model that has not seen its site.
fn cross_fitted(
    pages: &[Prepared],
    firsts: Option<&BTreeMap<String, Vec<f32>>>,
    growth: &Growth,
) -> BTreeMap<String, Vec<f32>> {
    let fold = |fold: u64| -> Vec<(String, Vec<f32>)> {
        let seen: Vec<&Prepared> = pages.iter().filter(|p| p.fold != fold).collect();
        let forest = train(&seen, firsts, growth);
        let unseen = pages.iter().filter(|p| p.fold == fold);
        unseen
            .map(|page| {
                let rows = firsts.map(|f| second_rows(page, &f[&key(page)]));
                let rows = rows.as_ref().unwrap_or(&page.rows);
                (
                    key(page),
                    rows.iter().map(|row| forest.probability(row)).collect(),
                )
            })
            .collect()
    };
    let mut scores = BTreeMap::new();
    std::thread::scope(|scope| {
        let fold = &fold;
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                (0..FOLDS)
                    .filter(|f| f % 2 == half)
                    .flat_map(fold)
                    .collect::<Vec<_>>()
            })
        });
        for half in halves {
            scores.extend(half.join().expect("a fold that trains"));
        }
    });
    scores
}

fn body(page: &Prepared, scores: &[f32], threshold: f32) -> String {
    let kept = page
        .page
        .document
        .blocks
        .iter()
        .zip(scores)
        .filter(|(_, score)| **score > threshold);
    kept.map(|(block, _)| block.text.as_str())
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn report(name: &str, pages: &[Prepared], scores: &BTreeMap<String, Vec<f32>>, shows: usize) {
    for threshold in [0.4, 0.5, 0.6] {
        let mut by_set: BTreeMap<&str, (Score, Vec<(f64, &Prepared)>)> = BTreeMap::new();
        for page in pages {
            let found = body(page, &scores[&key(page)], threshold);
            let (score, worst) = by_set.entry(page.page.set.as_str()).or_default();
            let gold = &page.page.gold;
            let own = match &gold.body {
                Some(body) => score.add_body(body, &found),
                None => score.add_snippets(
                    gold.with.as_deref().unwrap_or(&[]),
                    gold.without.as_deref().unwrap_or(&[]),
                    &found,
                ),
            };
            worst.push((own, page));
        }
        for (set, (score, mut worst)) in by_set {
            println!("{name} at {threshold}: {set:12} {score}");
            worst.sort_by(|a, b| a.0.total_cmp(&b.0));
            if threshold == 0.5 {
                for (own, page) in worst.iter().take(shows) {
                    println!("    {own:.3} {}", page.page.gold.id);
                }
            }
        }
    }
    ceiling(name, pages);
}

/// What the blocks allow at best.
fn ceiling(name: &str, pages: &[Prepared]) {
    if name != "first look" {
        return;
    }
    let mut by_set: BTreeMap<&str, Score> = BTreeMap::new();
    for page in pages {
        if let Some(gold) = &page.page.gold.body {
            let found = body(page, &page.labels, 0.5);
            by_set
                .entry(page.page.set.as_str())
                .or_default()
                .add_body(gold, &found);
        }
    }
    for (set, score) in by_set {
        println!("best choice of blocks: {set:12} {score}");
    }
}

fn importance(pages: &[Prepared], firsts: &BTreeMap<String, Vec<f32>>, first: &Forest, second: &Forest) {
    let page = &pages[0];
    let mut names: Vec<&str> = page.sheet.named(0).into_iter().map(|(name, _)| name).collect();
    let mut more: Vec<Feature> = Vec::new();
    features::second(&page.sheet, &firsts[&key(page)])(0, &mut more);
    names.extend(more.into_iter().map(|(name, _)| name));
    for (look, forest) in [("first", first), ("second", second)] {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for node in forest.trees.iter().flat_map(|tree| &tree.nodes) {
            *uses.entry(names[node.feature as usize]).or_default() += 1;
        }
        let mut order: Vec<_> = uses.into_iter().collect();
        order.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
        let most: Vec<String> = order
            .iter()
            .take(40)
            .map(|(name, uses)| format!("{name} {uses}"))
            .collect();
        println!("asked most at the {look} look: {}", most.join(", "));
    }
}
