//! Every folder of `fixtures/pages` shows one thing: the page, the text that is right for it, and the facts that are.

use archive::describe::{Corrections, OutletNames};
use archive::extract::{Context, Reading, reading};
use archive::lexicon::Lexicon;
use archive::page::Page;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the fixtures, in the order of their names.
pub fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir("fixtures/pages")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders
}

/// What is made of the page of a folder.
pub fn read(folder: &Path) -> Reading {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let page = files
        .into_iter()
        .find(|path| path.file_stem().unwrap() == "page")
        .expect("a page");
    let page = Page::from_file(page.to_string_lossy(), fs::read(&page).unwrap());
    reading(
        &page,
        Context {
            lexicon: Lexicon::built_in(),
            outlets: &OutletNames::default(),
            corrections: &Corrections::default(),
            sites: None,
        },
    )
}

/// What differs between the page's record and what is right: the text, and every fact that is named.
fn differences(folder: &Path) -> Vec<String> {
    let article = read(folder).article;
    let record = serde_json::to_value(&article).unwrap();
    let expected: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let mut found = Vec::new();
    let text = fs::read_to_string(folder.join("expected.txt")).unwrap();
    if article.body != text.trim_end() {
        found.push(format!(
            "body: {:?}\n  should be: {:?}",
            article.body,
            text.trim_end()
        ));
    }
    for (key, right) in expected
        .as_object()
        .unwrap()
        .iter()
        .filter(|(key, _)| *key != "shows")
    {
        if !agrees(&record[key], right) {
            found.push(format!("{key}: {}\n  should be: {right}", record[key]));
        }
    }
    found
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
    for folder in folders() {
        for difference in differences(&folder) {
            wrong += &format!("{}: {difference}\n", folder.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_folder_says_why_it_exists() {
    for folder in folders() {
        let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        assert!(
            expected["shows"].as_str().is_some_and(|shows| shows.len() > 20),
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
        let whole: Vec<char> = archive::describe::actors::whole(title, &reading.article.body)
            .chars()
            .collect();
        for mention in reading.article.actors.iter().flat_map(|actor| &actor.mentions) {
            let cut: String = whole[mention.start..mention.end].iter().collect();
            assert_eq!(cut, mention.text, "{}", folder.display());
        }
    }
}
