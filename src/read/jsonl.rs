//! The records of other scrapers: one JSON object a line, each with a text.

use super::Problem;
use crate::page::{Content, Origin, Page, Record};
use serde_json::{Map, Value};

/// The keys under which scrapers keep what we keep, most usual first.
const TEXT: [&str; 6] = ["text", "body", "maintext", "content", "article", "raw_text"];
const TITLE: [&str; 2] = ["title", "headline"];
const DATE: [&str; 6] = [
    "date",
    "published",
    "date_publish",
    "published_at",
    "publish_date",
    "datePublished",
];
const LANGUAGE: [&str; 2] = ["language", "lang"];
const URL: [&str; 3] = ["url", "link", "source_url"];
const AUTHORS: [&str; 3] = ["authors", "author", "byline"];
const OUTLET: [&str; 5] = ["outlet", "site_name", "sitename", "source", "publisher"];

/// Whether a file opens with a record.
pub fn opens_records(bytes: &[u8]) -> bool {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    bytes.starts_with(b"{") && std::str::from_utf8(line).is_ok_and(|line| record(line).is_ok())
}

/// The pages of a file of records; a line that is none is a problem of its own.
pub fn pages(path: &str, bytes: &[u8]) -> Vec<Result<Page, Problem>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = (1..)
        .zip(bytes.split(|b| *b == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty());
    lines.map(|(number, line)| page(path, number, line)).collect()
}

fn page(path: &str, line: u64, bytes: &[u8]) -> Result<Page, Problem> {
    let bad = |reason: String| Problem::BadLine { line, reason };
    let text = std::str::from_utf8(bytes).map_err(|error| bad(error.to_string()))?;
    let record = record(text).map_err(bad)?;
    let origin = Origin {
        path: path.to_string(),
        offset: Some(line),
        url: record.url.clone(),
        ..Origin::default()
    };
    Ok(Page {
        content: Content::Record(record),
        origin,
    })
}

fn record(line: &str) -> Result<Record, String> {
    let object: Map<String, Value> = serde_json::from_str(line.trim()).map_err(|error| error.to_string())?;
    let text = string(&object, &TEXT).ok_or("no text in this record")?;
    Ok(Record {
        json: line.trim().to_string(),
        title: string(&object, &TITLE),
        text,
        date: string(&object, &DATE),
        language: string(&object, &LANGUAGE),
        url: string(&object, &URL),
        authors: strings(&object, &AUTHORS),
        outlet: string(&object, &OUTLET),
    })
}

fn first<'a>(object: &'a Map<String, Value>, keys: &[&str]) -> impl Iterator<Item = &'a Value> {
    keys.iter()
        .filter_map(|key| object.get(*key))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The first of the keys that holds a string, or an object that has a date in it (our own `published`).
fn string(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    first(object, keys)
        .find_map(|value| value.as_str().or_else(|| value.get("date")?.as_str()))
        .map(str::to_string)
}

fn strings(object: &Map<String, Value>, keys: &[&str]) -> Vec<String> {
    let listed = |value: &Value| match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names
            .iter()
            .filter_map(|name| name.as_str().map(str::to_string))
            .collect(),
        _ => Vec::new(),
    };
    first(object, keys)
        .map(listed)
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_costs_itself_alone() {
        let file = "{\"title\":\"A\",\"text\":\" b \\n\",\"date\":\"2022-05-13\",\"authors\":[\"X\"]}\n\n{oops\n{\"text\":\"c\",\"lang\":\"fr\"}";
        let found = pages("f.jsonl", file.as_bytes());
        let Ok(Page {
            content: Content::Record(first),
            origin,
        }) = &found[0]
        else {
            panic!("{found:?}")
        };
        assert_eq!(
            (first.title.as_deref(), first.text.as_str(), origin.offset),
            (Some("A"), " b \n", Some(1))
        );
        assert_eq!(
            (first.date.as_deref(), first.authors.len()),
            (Some("2022-05-13"), 1)
        );
        assert!(matches!(&found[1], Err(Problem::BadLine { line: 3, .. })));
        assert!(found[2].is_ok());
    }
}
