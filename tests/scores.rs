//! Scores on annotated pages: floors that fall only on purpose.
//!
//! The fixtures and the written corpus are asked by every run. The development sets, whose pages are not ours to keep, are
//! asked by `ARCHIVE_EVAL=DIR cargo test -- --ignored development_sets`. All of them are part of what the model was trained
//! on, so they hold what was reached, and say nothing about unseen sites: `train cleaner --measure` does.

use crate::corpus::{self, Outlets, WrittenPage};
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames, same_outlet};
use archive::lexicon::Lexicon;
use archive::page::Page;
use archive::parse::{self, Declared};
use archive::pipeline::{Context, reading};
use archive::{clean, decode};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// By set the least body F1, on pages that the model was trained on.
const FLOORS: [(&str, f64); 4] = [
    ("aeb", 0.985),
    ("fundus", 0.986),
    ("dump", 0.981),
    ("pages", 0.998),
];
/// The least mean of the fixtures' own F1.
const FIXTURES: f64 = 0.995;

/// How many of the written pages that are no articles are taken for none.
const OTHERS: usize = 15;

/// The least scores over some pages of the corpus.
struct CorpusFloors {
    /// Body F1 over the articles.
    body: f64,
    /// Share of the articles whose headline has the right words.
    title: f64,
    /// Share of the pages whose day is right, or rightly absent.
    date: f64,
    /// F1 of the authors.
    authors: f64,
    /// Share of the pages that print their outlet's name on which it is found.
    outlet: f64,
}

const FIRST_OUTLETS: CorpusFloors = CorpusFloors {
    body: 0.996,
    title: 0.976,
    date: 0.929,
    authors: 0.962,
    outlet: 0.888,
};
const LATER_OUTLETS: CorpusFloors = CorpusFloors {
    body: 0.997,
    title: 0.990,
    date: 0.991,
    authors: 0.956,
    outlet: 0.820,
};

fn body(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let document = parse::document(&decode::decoded(&bytes, None).text);
    clean::clean(&document, &Declared::of(&document), None).text(&document)
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
    mean_f1(&pages)
}

/// The F1 of the means of precision and recall.
fn mean_f1(pages: &[(f64, f64)]) -> f64 {
    let mean = |part: fn(&(f64, f64)) -> f64| pages.iter().map(part).sum::<f64>() / pages.len() as f64;
    f1((mean(|page| page.0), mean(|page| page.1)))
}

#[test]
#[ignore = "asks for ARCHIVE_EVAL, the folder of the unpacked development sets"]
fn development_sets_hold_their_floors() {
    let sets = std::env::var_os("ARCHIVE_EVAL").expect("ARCHIVE_EVAL names the folder of the unpacked sets");
    for (set, floor) in FLOORS {
        let score = of_set(&PathBuf::from(&sets).join(set));
        assert!(
            score >= floor,
            "{set}: body F1 {score:.4} is under its floor {floor}"
        );
    }
}

#[test]
fn the_first_outlets_of_the_corpus_hold_their_floors() {
    hold(Outlets::First, &FIRST_OUTLETS);
}

#[test]
fn the_later_outlets_of_the_corpus_hold_their_floors() {
    hold(Outlets::Later, &LATER_OUTLETS);
}

fn hold(outlets: Outlets, floors: &CorpusFloors) {
    let (mut bodies, mut titles, mut dates, mut authors) = (Vec::new(), Vec::new(), Vec::new(), [0.0; 3]);
    let mut named = Vec::new();
    for page in corpus::pages(outlets) {
        let article = extracted(&page);
        dates.push(article.published.map(|day| day.date.to_string()).as_deref() == page.said("published"));
        let mut outlets = page.outlets().peekable();
        if outlets.peek().is_some() {
            let found = article.outlet.as_deref().unwrap_or_default();
            named.push(outlets.any(|name| same_outlet(name, found)));
        }
        if !page.is_article() {
            continue;
        }
        bodies.push(agreement(&page.body(), &article.body));
        titles.push(words(article.title.as_deref()) == words(page.title()));
        let right: Vec<&str> = page
            .said("authors")
            .map_or(Vec::new(), |names| names.split("; ").collect());
        let both = article
            .authors
            .iter()
            .filter(|name| right.contains(&name.as_str()))
            .count();
        let counted = [both, article.authors.len(), right.len()];
        authors
            .iter_mut()
            .zip(counted)
            .for_each(|(sum, n)| *sum += n as f64);
    }
    let share = |right: &[bool]| right.iter().filter(|right| **right).count() as f64 / right.len() as f64;
    let (body, title, date, outlet) = (mean_f1(&bodies), share(&titles), share(&dates), share(&named));
    let author = f1((authors[0] / authors[1], authors[0] / authors[2]));
    assert!(
        body >= floors.body
            && title >= floors.title
            && date >= floors.date
            && author >= floors.authors
            && outlet >= floors.outlet,
        "{outlets:?}: body {body:.4}, title {title:.4}, date {date:.4}, authors {author:.4}, outlet {outlet:.4}"
    );
}

#[test]
fn written_pages_are_known_for_what_they_are() {
    let (mut articles, mut others) = (Vec::new(), Vec::new());
    for page in [Outlets::First, Outlets::Later]
        .into_iter()
        .flat_map(corpus::pages)
    {
        let published = extracted(&page).kind.is_published();
        match page.is_article() {
            true => articles.push(published),
            false => others.push(!published),
        }
    }
    assert!(
        articles.iter().all(|right| *right),
        "an article is taken for none"
    );
    let right = others.iter().filter(|right| **right).count();
    assert!(
        right >= OTHERS,
        "{right} of {} pages that are no articles",
        others.len()
    );
}

/// The words of a headline, whatever their case and the signs between them.
fn words(title: Option<&str>) -> Vec<String> {
    let title = title.unwrap_or_default().to_lowercase();
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_string).collect()
}

fn extracted(page: &WrittenPage) -> archive::article::Article {
    let name = page.path.to_string_lossy();
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets: &OutletNames::default(),
        corrections: &Corrections::default(),
        sites: &SiteTemplates::default(),
    };
    reading(
        &Page::from_file(name.into_owned(), page.text().into_bytes()),
        context,
    )
    .article
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
