//! Every folder of `fixtures/pages` shows one thing: the page, the text that is right for it, and the facts that are. Those of
//! `fixtures/whole-pages` show how a page is served whole, with all its furniture, and how it is in other languages.
//!
//! `GOLDEN=time-element cargo test golden` asks one folder. `BLESS=1 cargo test golden` writes what is found into the folders, for
//! a person to read: what it wrote is right only once somebody has compared it with the page.

use archive::clean::site::SiteTemplates;
use archive::describe::{CandidateVerdict, Corrections, OutletNames};
use archive::lexicon::Lexicon;
use archive::page::Page;
use archive::pipeline::{Context, Extraction, reading};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// In each folder the text that is right for its page, and the facts.
const TEXT: &str = "expected.txt";
const FACTS: &str = "expected.json";
/// The facts that every folder names.
const ALWAYS: [&str; 4] = ["kind", "actors", "dates", "lost"];

/// The folders of the fixtures, in the order of their names.
pub(crate) fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = ["fixtures/pages", "fixtures/whole-pages"]
        .into_iter()
        .flat_map(|root| fs::read_dir(root).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders
}

/// What is made of the page of a folder.
pub(crate) fn read(folder: &Path) -> Extraction {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let page = files
        .into_iter()
        .find(|path| path.file_stem().unwrap() == "page")
        .expect("a page");
    let page = Page::from_file(page.as_path(), fs::read(&page).unwrap());
    reading(
        &page,
        Context {
            lexicon: Lexicon::built_in(),
            outlets: &OutletNames::default(),
            corrections: &Corrections::default(),
            sites: &SiteTemplates::default(),
        },
    )
}

/// The facts of a reading as `expected.json` holds them: the keys of the record, `actors` by identity, `dates` by value, and
/// in `lost` the days that were not believed, with the reason.
fn facts(reading: &Extraction) -> Value {
    let mut facts = serde_json::to_value(&reading.article).unwrap();
    let article = &reading.article;
    facts["actors"] = article.actors.iter().map(|actor| actor.id.clone()).collect();
    facts["dates"] = article.dates.iter().map(|date| date.date.to_string()).collect();
    let lost = reading.facts.published.claims.iter().filter_map(|claim| {
        let CandidateVerdict::Lost(loss) = claim.verdict else {
            return None;
        };
        Some(format!("{}: {loss}", claim.value))
    });
    facts["lost"] = lost.collect();
    facts
}

/// What differs between the page's record and what is right: the text, and every fact that is named.
fn differences(folder: &Path) -> Vec<String> {
    let reading = read(folder);
    let facts = facts(&reading);
    let mut found = Vec::new();
    let text = fs::read_to_string(folder.join(TEXT)).unwrap();
    let body = &reading.article.body;
    if *body != text.trim_end() {
        found.push(format!("body: {body:?}\n  should be: {:?}", text.trim_end()));
    }
    for (key, right) in expected(folder).as_object().unwrap() {
        if key != "shows" && !agrees(&facts[key], right) {
            found.push(format!("{key}: {}\n  should be: {right}", facts[key]));
        }
    }
    found
}

fn expected(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(FACTS)).unwrap()).unwrap()
}

/// Writes what is found in a folder as what is right for it: the text, the facts that it names, and those that every folder has.
fn bless(folder: &Path) {
    let reading = read(folder);
    let (facts, mut expected) = (facts(&reading), expected(folder));
    let kept = expected.as_object_mut().unwrap();
    for key in ALWAYS {
        kept.entry(key).or_insert(Value::Null);
    }
    for (key, right) in kept.iter_mut().filter(|(key, _)| *key != "shows") {
        match (right.as_object_mut(), &facts[key]) {
            (Some(parts), found @ Value::Object(_)) => parts
                .iter_mut()
                .for_each(|(part, value)| *value = found[part].clone()),
            (_, found) => *right = found.clone(),
        }
    }
    let body = format!("{}\n", reading.article.body);
    fs::write(folder.join(TEXT), body).unwrap();
    fs::write(folder.join(FACTS), format!("{expected:#}\n")).unwrap();
}

/// Whether a value has all that is expected of it: an expected object may leave keys out.
fn agrees(value: &Value, right: &Value) -> bool {
    match (value, right) {
        (Value::Object(value), Value::Object(right)) => right
            .iter()
            .all(|(key, right)| value.get(key).is_some_and(|value| agrees(value, right))),
        _ => value == right,
    }
}

#[test]
fn every_page_gives_what_is_right_for_it() {
    let mut wrong = String::new();
    let only = std::env::var("GOLDEN").ok();
    let asked = |folder: &PathBuf| only.as_ref().is_none_or(|only| folder.ends_with(only));
    let folders: Vec<PathBuf> = folders().into_iter().filter(asked).collect();
    assert!(
        !folders.is_empty(),
        "GOLDEN names a folder of fixtures/pages or fixtures/whole-pages"
    );
    for folder in folders {
        if std::env::var_os("BLESS").is_some() {
            bless(&folder);
        }
        for difference in differences(&folder) {
            wrong += &format!("{}: {difference}\n", folder.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_folder_says_why_it_exists() {
    for folder in folders() {
        assert!(
            expected(&folder)["shows"]
                .as_str()
                .is_some_and(|shows| shows.len() > 20),
            "{}",
            folder.display()
        );
    }
}

/// Nothing is invented: every kept block stands in the page, in its order, and every mention cuts exactly its name.
#[test]
fn nothing_is_invented() {
    for folder in folders() {
        let reading = read(&folder);
        let (document, _) = reading.blocks.as_ref().unwrap();
        let mut blocks = document.blocks.iter();
        for paragraph in reading.article.body.split("\n\n") {
            assert!(
                blocks.any(|block| block.text == paragraph),
                "{}: {paragraph}",
                folder.display()
            );
        }
        let title = reading.article.title.as_deref();
        let whole: Vec<char> = archive::article::title_and_body(title, &reading.article.body)
            .chars()
            .collect();
        for mention in reading.article.actors.iter().flat_map(|actor| &actor.mentions) {
            let cut: String = whole[mention.start..mention.end].iter().collect();
            assert_eq!(cut, mention.text, "{}", folder.display());
        }
    }
}
