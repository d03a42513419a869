//! Trains the judgement of a page's kind, and measures it on sites that it has not seen.
//!
//! `kind --data DIR [--measure] [--show N]`: DIR holds a folder a set, with `gold.jsonl` and `pages/`. With `--measure` no weights are
//! written; `--show` names the pages of each set that are taken most wrongly.
#![allow(
    clippy::print_stdout,
    reason = "a program for developers that reports on stdout"
)]

mod words;

use crate::cleaner::annotated::as_text;
use crate::cleaner::annotated::{self, Annotated};
use crate::cleaner::boosting::{BinnedFeatures, BoostingParams, grow};
use crate::written;
use anyhow::{Context, Result};
use archive::clean;
use archive::page::Origin;
use archive::parse::Declared;
use archive::training::clean::{BatchScorer, Forest};
use archive::training::files;
use archive::training::kind::{WordWeights, kind_features, kind_names};
use std::collections::BTreeMap;
use std::path::PathBuf;
use words::WordRow;

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
const RENDERED_WEIGHT: f32 = 0.6;
/// How much a page counts for its words alone: those of newspapers speak for news, of which there are no other kinds of pages.
const WORDS_WEIGHT: f32 = 0.15;
/// How much a written page of visible text that is no article counts: there are few.
const WRITTEN_WEIGHT: f32 = 5.0;
/// How much more than one page that is none an article counts: none should be lost.
const ARTICLE_WEIGHT: f32 = 1.6;
const GROWTH: BoostingParams = BoostingParams {
    trees: 200,
    leaves: 8,
    rate: 0.05,
    features: 0.3,
    rows: 0.7,
    least: 3.0,
    shrink: 3.0,
    seed: 7,
};

/// How many forests are grown on the same rows, and their mean taken.
const BAGS: u64 = 2;

/// A page as the judge sees it.
struct KindRow {
    set: String,
    id: String,
    fold: u64,
    features: Vec<f32>,
    /// The places of its words, and how much it counts for their weights.
    words: Vec<u16>,
    words_weight: f32,
    article: bool,
    section: bool,
    weight: f32,
}

/// Trains and measures as the arguments say.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
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
    let shows = arguments
        .iter()
        .position(|a| a == "--show")
        .and_then(|at| arguments.get(at + 1)?.parse().ok());
    measure(&rows, shows.unwrap_or(0));
    if !arguments.iter().any(|a| a == "--measure") {
        let all: Vec<&KindRow> = rows.iter().collect();
        let bytes = TrainedKind::of(&all).to_bytes();
        let names = kind_names();
        let trained_on = files::features(names.iter().map(String::as_str));
        written::model("kind", "model", &trained_on, &bytes)?;
    }
    Ok(())
}

fn row(page: &Annotated, weight: f32) -> KindRow {
    let declared = Declared::of(&page.document);
    let body = clean::clean(&page.document, &declared, None);
    let kind = page.gold.kind.as_deref().unwrap_or("article");
    let article = matches!(kind, "article" | "live");
    let (features, words) = kind_features(&page.document, &declared, &body, &Origin::default());
    let kinds = if page.set == "corpus" { WRITTEN_WEIGHT } else { 1.0 };
    let of_kinds = RENDERED.iter().any(|set| page.set.starts_with(set));
    KindRow {
        set: page.set.clone(),
        id: page.gold.id.clone(),
        fold: page.fold(FOLDS),
        features,
        words,
        words_weight: if of_kinds { 1.0 } else { WORDS_WEIGHT } * if article { ARTICLE_WEIGHT } else { 1.0 },
        article,
        section: matches!(kind, "listing" | "collection" | "section"),
        weight: weight * if article { ARTICLE_WEIGHT } else { kinds },
    }
}

/// The forests and the weights of words that were learned from some pages.
struct TrainedKind {
    article: Forest,
    section: Forest,
    words: WordWeights,
}

impl TrainedKind {
    /// The forests are told of each page what the words of pages in other folds say of its own.
    fn of(rows: &[&KindRow]) -> TrainedKind {
        let mut folds: Vec<u64> = rows.iter().map(|row| row.fold).collect();
        folds.sort_unstable();
        folds.dedup();
        let unseen: BTreeMap<u64, WordWeights> = folds
            .iter()
            .map(|fold| {
                let seen: Vec<&KindRow> = rows.iter().filter(|row| row.fold != *fold).copied().collect();
                (*fold, spoken(&seen))
            })
            .collect();
        let told = |row: &&KindRow| row.told(&unseen[&row.fold]);
        let features: Vec<Vec<f32>> = rows.iter().map(told).collect();
        let others: Vec<usize> = (0..rows.len()).filter(|at| !rows[*at].article).collect();
        let all: Vec<usize> = (0..rows.len()).collect();
        let forest = |ids: &[usize], label: fn(&KindRow) -> bool| {
            let features: Vec<&[f32]> = ids.iter().map(|at| features[*at].as_slice()).collect();
            let rows: Vec<&KindRow> = ids.iter().map(|at| rows[*at]).collect();
            forest(&rows, &features, label)
        };
        TrainedKind {
            article: forest(&all, |row| row.article),
            section: forest(&others, |row| row.section),
            words: spoken(rows),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        [
            self.article.to_bytes(),
            self.section.to_bytes(),
            self.words.to_bytes(),
        ]
        .concat()
    }
}

impl KindRow {
    /// The features, and what its words say.
    fn told(&self, words: &WordWeights) -> Vec<f32> {
        let said = words.score(&self.words);
        self.features.iter().copied().chain([said]).collect()
    }
}

/// What the words of these pages speak for.
fn spoken(rows: &[&KindRow]) -> WordWeights {
    let rows: Vec<WordRow> = rows
        .iter()
        .map(|row| WordRow {
            places: &row.words,
            label: f32::from(u8::from(row.article)),
            weight: row.words_weight,
        })
        .collect();
    words::fitted(&rows)
}

fn forest(rows: &[&KindRow], features: &[&[f32]], label: fn(&KindRow) -> bool) -> Forest {
    let labels: Vec<f32> = rows.iter().map(|row| f32::from(u8::from(label(row)))).collect();
    let weights: Vec<f32> = rows.iter().map(|row| row.weight).collect();
    let table = BinnedFeatures::of(features);
    let bag = |bag| {
        let growth = BoostingParams {
            seed: GROWTH.seed + bag,
            ..GROWTH
        };
        grow(&table, &labels, &weights, &growth)
    };
    Forest::mean((0..BAGS).map(bag).collect())
}

/// Prints by set how many pages are taken for what, from several probabilities on.
fn measure(rows: &[KindRow], shows: usize) {
    let mut judged: Vec<(&KindRow, f32, f32)> = Vec::new();
    for fold in 0..FOLDS {
        let seen: Vec<&KindRow> = rows.iter().filter(|row| row.fold != fold).collect();
        let judge = TrainedKind::of(&seen);
        let (article, section) = (BatchScorer::of(&judge.article), BatchScorer::of(&judge.section));
        for row in rows.iter().filter(|row| row.fold == fold) {
            let told = row.told(&judge.words);
            let probability = |walk: &BatchScorer| walk.probabilities(&[&told])[0];
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
            let taken: Vec<String> = [0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6]
                .iter()
                .map(|least| format!("{least}: {}", from(*least)))
                .collect();
            println!(
                "{set:12} {} {all:4}, taken for articles from {}",
                if article { "articles" } else { "others  " },
                taken.join(", ")
            );
            let mut wrong: Vec<(f32, &str)> = own()
                .filter(|(row, ..)| row.article == article)
                .map(|(row, p, _)| (if article { *p } else { 1.0 - p }, row.id.as_str()))
                .collect();
            wrong.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (right, id) in wrong.iter().take(shows) {
                println!("    {right:.2} {id}");
            }
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
