//! Layouts that no tool here writes, in other languages, encodings and line ends: each file of `fixtures/formats/more` gives the
//! articles that `more.json` says, whole, and nothing of what stands around them.

use super::samples::{flat, read};
use archive::ingest::Workers;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// Text that a file may have beyond its paragraphs where it is said to be read loosely: signs that its encoding lacks, headings.
const LOOSE: usize = 60;

/// What is wrong with an article that was found.
fn faults(article: &Value, found: &Value, want: &Value) -> Vec<String> {
    let said = |record: &Value, key: &str| record[key].as_str().unwrap_or_default().to_string();
    let flag = |key: &str| want[key].as_bool().unwrap_or(false);
    let body = flat(&said(found, "body"));
    let paragraphs = article["text"].as_array().unwrap();
    let paragraphs: Vec<String> = paragraphs
        .iter()
        .map(|text| flat(text.as_str().unwrap()))
        .collect();
    let whole = paragraphs.join(" ");
    let mut faults = Vec::new();
    let mut unless = |right: bool, fault: String| {
        if !right {
            faults.push(fault);
        }
    };
    match flag("loose") {
        true => unless(
            body.chars().count().abs_diff(whole.chars().count()) <= LOOSE,
            format!("text {body}"),
        ),
        false => unless(body == whole, format!("text {body}")),
    }
    let day = found["published"]["date"].as_str();
    unless(day == article["day"].as_str(), format!("published {day:?}"));
    let authors = found["authors"].as_array().unwrap();
    unless(
        !flag("author") || authors.contains(&article["author"]),
        format!("authors {authors:?}"),
    );
    for key in ["url", "outlet"] {
        unless(
            !flag(key) || found[key] == article[key],
            format!("{key} {}", found[key]),
        );
    }
    let crawled = said(found, "crawled");
    unless(
        crawled.starts_with(want["crawled"].as_str().unwrap_or_default()),
        format!("crawled {crawled}"),
    );
    faults
}

/// What is wrong with what a file gives.
fn faults_of(file: &str, want: &Value, articles: &Value, workers: &Workers) -> Vec<String> {
    let (mut found, said, code) = read(&format!("more/{file}"), workers);
    if let Some(hint) = want["refused"].as_str() {
        let refused = found.is_empty() && code == 0 && said.contains(hint) && said.contains(file);
        return (!refused)
            .then(|| format!("not refused: {said}"))
            .into_iter()
            .collect();
    }
    let mut faults = Vec::new();
    if code != 0 {
        faults.push(format!("exit {code}: {said}"));
    }
    for key in want["articles"].as_str().unwrap().chars() {
        let article = &articles[key.to_string()];
        let title = flat(article["title"].as_str().unwrap());
        match found
            .iter()
            .position(|record| record["title"].as_str().is_some_and(|found| flat(found) == title))
        {
            Some(at) => {
                let record = found.remove(at);
                // Forms of one page are one article in an index alone.
                found.retain(|other| !(want["forms"] == true && other["url"] == record["url"]));
                faults.extend(self::faults(article, &record, want));
            }
            None => faults.push(format!("{key} not found")),
        }
    }
    faults.extend(found.iter().map(|other| format!("one more: {}", other["title"])));
    faults
}

#[test]
fn other_layouts_give_their_articles_whole() {
    let wanted: Value =
        serde_json::from_str(&fs::read_to_string("fixtures/formats/more.json").unwrap()).unwrap();
    let files = fs::read_dir("fixtures/formats/more").unwrap();
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let wanted_files = wanted["files"].as_object().unwrap();
    assert_eq!(files, wanted_files.keys().cloned().collect::<BTreeSet<_>>());
    let workers = Workers::new(0);
    let faults: Vec<(&String, Vec<String>)> = wanted_files
        .iter()
        .map(|(file, want)| (file, faults_of(file, want, &wanted["articles"], &workers)))
        .filter(|(_, faults)| !faults.is_empty())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A snapshot of ArchiveBox is one article in a container too, wherever its list stands in it.
#[test]
fn a_folder_of_archivebox_in_a_container_is_one_article() {
    for file in ["archivebox.tar", "archivebox-late.tar", "archivebox.zip"] {
        let folder = crate::commands::Folder::new();
        let bytes = fs::read(format!("fixtures/formats/more/{file}")).unwrap();
        folder.write(file, &bytes);
        folder.run(&["ingest", file]).ended_with(0);
        let found = folder.run(&["export"]).ended_with(0).stdout;
        let found: Vec<Value> = found
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(found.len(), 1, "{file}: {found:?}");
        assert_eq!(found[0]["source"]["saved_as"], "rendered", "{file}");
    }
}
