//! The records of other scrapers: one JSON object a line, each with a text.

use super::Problem;
use crate::page::{Content, FilePath, Origin, Page, Record};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::ops::Range;

/// So many bytes of a file of records are read at once.
pub const PORTION: u64 = 2 << 20;

/// Whole lines of a file of records: as many as fit, or one that is larger.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Portion {
    /// Where they stand in the file.
    pub bytes: Range<u64>,
    /// How many lines of the file stand before them.
    pub before: u64,
    lines: u64,
}

impl Portion {
    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.bytes.end - self.bytes.start
    }

    fn take(&mut self, line: u64) {
        self.bytes.end += line;
        self.lines += 1;
    }

    /// The empty one that follows.
    fn behind(&self) -> Portion {
        Portion {
            bytes: self.bytes.end..self.bytes.end,
            before: self.before + self.lines,
            lines: 0,
        }
    }
}

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

/// Whether these are names under which scrapers keep what we keep: that of a text, and another.
pub fn are_keys(names: &[String]) -> bool {
    let others = [&TITLE[..], &DATE, &LANGUAGE, &URL, &AUTHORS, &OUTLET];
    let among = |keys: &[&str]| names.iter().any(|name| keys.contains(&&**name));
    among(&TEXT) && others.into_iter().any(among)
}

/// Among so many lines of a file of records there is one that has a text.
const LOOKED_AT: usize = 100;

/// Whether a file opens with the records of a scraper: an object, and here or soon after it one that has a text.
pub fn opens_records(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = bytes.trim_ascii_start().split(|b| *b == b'\n').take(LOOKED_AT);
    let mut lines = lines
        .map(|line| std::str::from_utf8(line).unwrap_or_default())
        .peekable();
    lines.peek().is_some_and(|line| is_object(line)) && lines.any(|line| record(line).is_ok())
}

/// Whether a line is an object of JSON.
pub fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
}

/// The record that these bytes are, if they are one.
pub fn record_of(bytes: &[u8]) -> Option<Record> {
    opens_records(bytes)
        .then(|| record(std::str::from_utf8(bytes).ok()?).ok())
        .flatten()
}

/// The portions of a file, if it opens with a record.
pub fn portions(file: File) -> io::Result<Option<Vec<Portion>>> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    if !file.fill_buf()?.trim_ascii_start().starts_with(b"{")
        && !file.fill_buf()?.starts_with(b"\xef\xbb\xbf")
    {
        return Ok(None);
    }
    let mut head = Vec::new();
    file.by_ref().take(PORTION).read_to_end(&mut head)?;
    if !opens_records(&head) {
        return Ok(None);
    }
    file.rewind()?;
    let mut portions = vec![Portion::default()];
    loop {
        let line = file.skip_until(b'\n')? as u64;
        if line == 0 {
            return Ok(Some(portions));
        }
        let last = portions.last_mut().expect("the first one");
        if last.lines > 0 && last.size() + line > PORTION {
            let next = last.behind();
            portions.push(next);
        }
        portions.last_mut().expect("the first one").take(line);
    }
}

/// The pages of lines of a file of records before which so many stand; a line that is none, or larger than `limit`, is a
/// problem of its own.
pub fn pages(path: &FilePath, before: u64, bytes: &[u8], limit: u64) -> Vec<Result<Page, Problem>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = (before + 1..)
        .zip(bytes.split(|b| *b == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty());
    let page = |(number, line): (u64, &[u8])| match line.len() as u64 {
        size if size > limit => Err(Problem::TooLarge { size, limit }),
        _ => page(path, number, line),
    };
    lines.map(page).collect()
}

fn page(path: &FilePath, line: u64, bytes: &[u8]) -> Result<Page, Problem> {
    let bad = |reason: String| Problem::BadLine { line, reason };
    let text = std::str::from_utf8(bytes).map_err(|error| bad(error.to_string()))?;
    let record = record(text).map_err(bad)?;
    let origin = Origin {
        path: path.clone(),
        offset: Some(line),
        url: record.url.clone(),
        ..Origin::default()
    };
    Ok(Page {
        content: Content::Record(Box::new(record)),
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
        furniture: string(&object, &["furniture"]),
        older: object.contains_key("newer"),
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
        let found = pages(&"f.jsonl".into(), 0, file.as_bytes(), 1000);
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

    #[test]
    fn portions_are_whole_lines_and_together_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("f.jsonl");
        let words = |number: usize| if number == 77 { 700_000 } else { 9_000 };
        let line = |number: usize| format!("{{\"text\":\"{}\"}}\n", "mot ".repeat(words(number)));
        let text: String = (1..=200).map(line).collect();
        std::fs::write(&path, &text).expect("written");
        let portions = |path| portions(File::open(path).expect("a file")).expect("read");
        let found = portions(&path).expect("records");
        assert!(found.len() > 2);
        let (mut end, mut number) = (0, 1);
        for portion in &found {
            assert_eq!((portion.bytes.start, portion.before), (end, number - 1));
            assert!(portion.size() <= PORTION || portion.lines == 1);
            end = portion.bytes.end;
            let bytes = &text.as_bytes()[portion.bytes.start as usize..end as usize];
            for page in pages(&"f.jsonl".into(), portion.before, bytes, u64::MAX) {
                assert_eq!(page.expect("a record").origin.offset, Some(number));
                number += 1;
            }
        }
        assert_eq!((end, number), (text.len() as u64, 201));

        std::fs::write(&path, "{ is no record\n".repeat(300_000)).expect("written");
        assert_eq!(portions(&path), None);
    }
}
