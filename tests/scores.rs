//! The cleaner's scores on annotated pages: floors that fall only on purpose.
//!
//! The fixtures are always there. The development sets are where `run.py` of the evaluation unpacks them, or where
//! `ARCHIVE_EVAL` says; without them their floors are not asked. They are part of what the model was trained on, so they
//! hold what was reached, and say nothing about unseen sites: `train cleaner --measure` does.

use archive::{clean, decode, parse};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// By set the least body F1, on pages that the model was trained on.
const FLOORS: [(&str, f64); 5] = [
    ("aeb", 0.985),
    ("fundus", 0.986),
    ("dump", 0.973),
    ("corpus", 0.992),
    ("pages", 0.998),
];
/// The least mean of the fixtures' own F1.
const FIXTURES: f64 = 0.994;

fn body(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let document = parse::document(&decode::decoded(&bytes, None).text);
    clean::clean(&document, None).text(&document)
}

/// The runs of four words of a text, and how often each stands in it.
fn runs(text: &str) -> HashMap<Vec<&str>, f64> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
        .collect();
    let mut runs: HashMap<Vec<&str>, f64> = HashMap::new();
    if !words.is_empty() {
        for run in words.windows(words.len().min(4)) {
            *runs.entry(run.to_vec()).or_default() += 1.0;
        }
    }
    runs
}

/// Precision and recall of a body.
fn agreement(gold: &str, found: &str) -> (f64, f64) {
    let (gold, found) = (runs(gold), runs(found));
    let both: f64 = gold
        .iter()
        .map(|(run, n)| n.min(*found.get(run).unwrap_or(&0.0)))
        .sum();
    let share = |runs: &HashMap<Vec<&str>, f64>| both / runs.values().sum::<f64>().max(1.0);
    (share(&found), share(&gold))
}

fn f1((precision, recall): (f64, f64)) -> f64 {
    2.0 * precision * recall / (precision + recall).max(1e-9)
}

/// The F1 of a set as the public article-extraction benchmark takes it: of the means of precision and recall.
fn of_set(folder: &Path) -> f64 {
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let pages: Vec<(f64, f64)> = gold
        .lines()
        .map(|line| {
            let gold: serde_json::Value = serde_json::from_str(line).unwrap();
            let file = |kind: &str| {
                folder
                    .join("pages")
                    .join(format!("{}.{kind}", gold["id"].as_str().unwrap()))
            };
            let page = Some(file("html"))
                .filter(|path| path.exists())
                .unwrap_or_else(|| file("txt"));
            agreement(gold["body"].as_str().unwrap(), &body(&page))
        })
        .collect();
    let mean = |part: fn(&(f64, f64)) -> f64| pages.iter().map(part).sum::<f64>() / pages.len() as f64;
    f1((mean(|page| page.0), mean(|page| page.1)))
}

fn sets() -> Option<PathBuf> {
    let unpacked = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache/archive-eval"));
    let sets = std::env::var_os("ARCHIVE_EVAL")
        .map(PathBuf::from)
        .or_else(unpacked)?;
    sets.exists().then_some(sets)
}

#[test]
fn development_sets_hold_their_floors() {
    let Some(sets) = sets() else { return };
    for (set, floor) in FLOORS {
        let folder = sets.join(set);
        if folder.join("gold.jsonl").exists() {
            let score = of_set(&folder);
            assert!(
                score >= floor,
                "{set}: body F1 {score:.4} is under its floor {floor}"
            );
        }
    }
}

#[test]
fn fixtures_hold_their_floor() {
    let mut scores = Vec::new();
    for folder in std::fs::read_dir("fixtures/pages")
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let page = Some(folder.join("page.html"))
            .filter(|path| path.exists())
            .unwrap_or(folder.join("page.txt"));
        let expected = std::fs::read_to_string(folder.join("expected.txt")).unwrap();
        let score = f1(agreement(&expected, &body(&page)));
        scores.push(score);
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    assert!(
        mean >= FIXTURES,
        "the fixtures' mean F1 {mean:.4} is under its floor {FIXTURES}"
    );
}
