//! JSON as scrapers write it: an object a line, one object, arrays, objects of arrays, indented or not.

mod channel;
mod values;

use super::{Fields, Format, Halt, Reader, fields};
use crate::page::{Content, ImportedRecord, Origin, Page, SavedAs, parted};
use crate::read::Problem;
use crate::read::stream::Stream;
pub(super) use channel::titled;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};
use values::{Next, next};

/// The records of scrapers and of tools that keep what is read later.
pub(super) struct Json;

impl Format for Json {
    fn recognises(&self, head: &[u8]) -> bool {
        let start = head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(head)
            .trim_ascii_start();
        let Some((first, rest)) = start.split_first() else {
            return false;
        };
        let rest = rest.trim_ascii_start();
        match first {
            b'{' => rest.starts_with(b"\"") || rest.starts_with(b"}"),
            b'[' => {
                rest.starts_with(b"{") && rest[1..].trim_ascii_start().starts_with(b"\"") || is_json(start)
            }
            _ => false,
        }
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let has_mark = input.peek(3) == b"\xef\xbb\xbf";
        input.consume(if has_mark { 3 } else { 0 });
        match has_lines(input) {
            true => lines(input, origin, reader),
            false => objects(input, origin, reader),
        }
    }
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// Whether the first line is an object of its own.
fn has_lines(input: &mut Stream) -> bool {
    let head = input.peek(super::HEAD);
    let mut lines = head.splitn(2, |byte| *byte == b'\n');
    let (line, more) = (lines.next().unwrap_or_default(), lines.next());
    let line = line.trim_ascii();
    // A line longer than what is looked at is an object of its own, as nobody writes arrays of objects so.
    line.starts_with(b"{") && (is_json(line) || more.is_none() && head.len() == super::HEAD)
}

/// Reads an object a line; a line that is none, or has no text, costs itself. Where no line has one it is no file of articles.
pub(super) fn lines(input: &mut impl BufRead, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let (mut line, mut textless, mut found) = (Vec::new(), Vec::new(), false);
    for number in 1.. {
        line.clear();
        let limit = reader.limits.size;
        let read = input.by_ref().take(limit + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        let place = origin.at(number);
        if read as u64 > limit && !line.ends_with(b"\n") {
            let size = (read + input.skip_until(b'\n')?) as u64;
            reader.problem(&place, Problem::TooLarge { size, limit })?;
            continue;
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match object(line) {
            // What the list of pages of a WACZ says of itself.
            Ok(object) if object.get("format").and_then(Value::as_str) == Some("json-pages-1.0") => {}
            Ok(object) => match one(&object, line, &place, reader)? {
                0 => textless.push(number),
                _ => found = true,
            },
            Err(reason) => {
                found = true;
                reader.problem(origin, Problem::BadLine { line: number, reason })?;
            }
        }
        found |= textless.len() >= UNTOLD;
        for line in textless.drain(..if found { textless.len() } else { 0 }) {
            reader.problem(origin, Problem::NoText { line })?;
        }
    }
    match textless.is_empty() {
        true => Ok(()),
        false => Err(textless_file()),
    }
}

/// After so many lines without a text the others are no list of something else either.
const UNTOLD: usize = 100_000;

fn textless_file() -> Halt {
    let problem = Problem::Unread {
        what: "JSON without a text",
        hint: "if a field holds the text, name it with --text-field",
    };
    problem.into()
}

/// Reads objects that stand in arrays, or alone.
fn objects(input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let mut found = 0;
    for number in 1.. {
        let disk = input.disk();
        let place = origin.numbered(number);
        match next(input, reader.limits.size)? {
            Next::End => break,
            Next::Object(text) => match object(&text) {
                Ok(object) => found += one(&object, &text, &place, reader)?,
                Err(reason) => reader.problem(&origin.at(disk), Problem::Broken(reason))?,
            },
            Next::Cut(disk) => {
                let cut = Problem::Cut("the file is cut short in this object".into());
                return reader.problem(&origin.at(disk), cut);
            }
            Next::TooLarge(size) => {
                let limit = reader.limits.size;
                return Err(Problem::TooLarge { size, limit }.into());
            }
            Next::Noise(disk) => {
                let noise = Problem::Broken("this is no JSON".into());
                return reader.problem(&origin.at(disk), noise);
            }
        }
    }
    match found {
        0 => Err(textless_file()),
        _ => Ok(()),
    }
}

/// Tells the record that an object is, or those in its arrays; how many there were.
fn one(object: &Map<String, Value>, text: &[u8], place: &Origin, reader: &mut Reader) -> Result<usize, Halt> {
    if let Some(messages) = channel::messages(object) {
        return many(messages, place, reader);
    }
    // A database wraps the record in what it says of it itself.
    if let Some(Value::Object(inner)) = object.get("_source") {
        let json = Value::Object(inner.clone()).to_string();
        return one(inner, json.as_bytes(), place, reader);
    }
    let text = String::from_utf8_lossy(text);
    if let Some(record) = fields::record(object, &text, &reader.fields) {
        reader.record(record, place)?;
        return Ok(1);
    }
    let mut inner = Vec::new();
    let feed = channel::feed(object);
    for (outlet, value) in object {
        let objects = value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_object);
        for object in objects {
            let json = Value::Object(object.clone()).to_string();
            let record = fields::record(object, &json, &reader.fields);
            inner.extend(record.map(|record| {
                let outlet = feed
                    .clone()
                    .or_else(|| object_of_arrays(outlet).then(|| outlet.clone()));
                ImportedRecord {
                    outlet: record.outlet.or(outlet),
                    ..record
                }
            }));
        }
    }
    many(inner, place, reader)
}

/// Whether the name of an array may be that of an outlet, as fundus has it, and not of what it holds.
fn object_of_arrays(name: &str) -> bool {
    ![
        "articles",
        "items",
        "results",
        "data",
        "documents",
        "entries",
        "posts",
        "records",
        "messages",
    ]
    .contains(&name)
}

fn many(records: Vec<ImportedRecord>, place: &Origin, reader: &mut Reader) -> Result<usize, Halt> {
    let count = records.len();
    for (number, record) in (1..).zip(records) {
        reader.record(record, &place.numbered(number))?;
    }
    Ok(count)
}

/// The object of a text, which may have the escapes of other languages in it.
fn object(text: &[u8]) -> Result<Map<String, Value>, String> {
    let text = std::str::from_utf8(text).map_err(|error| error.to_string())?;
    serde_json::from_str(text).or_else(|error: serde_json::Error| {
        let repaired = values::repaired(text).ok_or_else(|| error.to_string())?;
        serde_json::from_str(&repaired).map_err(|error| error.to_string())
    })
}

/// The record that kept bytes are, if they are one.
pub(crate) fn record_of(bytes: &[u8]) -> Option<ImportedRecord> {
    let (json, slice) = parted(bytes);
    let object = json.starts_with(b"{").then(|| object(json).ok())??;
    let record = fields::record(&object, std::str::from_utf8(json).ok()?, &Fields::default())?;
    let slice = slice.map(|slice| String::from_utf8_lossy(slice).into_owned());
    Some(ImportedRecord { slice, ..record })
}

/// The record in a form in which it is read again as what it is: what the user said of its fields and what stands around it in its
/// file are not in its own JSON.
fn lasting(record: ImportedRecord) -> ImportedRecord {
    let again = record_of(record.json.as_bytes());
    let is_own = record.slice.is_some();
    match again {
        Some(again) if is_own || again == record => record,
        _ => fields::canonical(ImportedRecord {
            slice: Some(record.json.clone()),
            ..record
        }),
    }
}

impl Reader<'_> {
    /// Tells the record of another tool.
    pub(crate) fn record(&mut self, record: ImportedRecord, origin: &Origin) -> Result<(), Halt> {
        let record = lasting(record);
        let url = record.url.clone().or_else(|| origin.url.clone());
        let saved_as = match record.by_publisher {
            true => SavedAs::Published,
            false => SavedAs::Extract,
        };
        self.page(Page {
            content: Content::Record(Box::new(record)),
            origin: Origin {
                url,
                saved_as,
                ..origin.clone()
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Limits, pages_from};

    fn records(file: &str) -> Vec<Result<ImportedRecord, String>> {
        let found = pages_from(file.as_bytes(), Limits::default());
        let record = |page: Page| match page.content {
            Content::Record(record) => *record,
            Content::Bytes(_) => panic!("no record"),
        };
        found
            .into_iter()
            .map(|page| page.map(record).map_err(|problem| problem.to_string()))
            .collect()
    }

    #[test]
    fn a_bad_line_costs_itself_alone() {
        let file = "{\"title\":\"A\",\"text\":\" b \\n\",\"date\":\"2022-05-13\",\"authors\":[\"X\"]}\n\n{oops\n{\"title\":\"x\"}\n{\"text\":\"c\",\"lang\":\"fr\"}";
        let found = records(file);
        let first = found[0].as_ref().expect("a record");
        assert_eq!(
            (first.title.as_deref(), first.text.as_str()),
            (Some("A"), " b \n")
        );
        assert_eq!(
            (first.date.as_deref(), first.authors.len()),
            (Some("2022-05-13"), 1)
        );
        assert!(
            found[1].as_ref().is_err_and(|problem| problem.contains("line 3")),
            "{found:?}"
        );
        assert!(
            found[2].as_ref().is_err_and(|problem| problem.contains("line 4")),
            "{found:?}"
        );
        assert!(found[3].is_ok() && found.len() == 4);
    }

    #[test]
    fn every_shape_is_read() {
        let article = "{\n \"title\": \"A\",\n \"maintext\": \"b {c\\\" }\",\n \"text\": null\n}";
        for (file, count) in [
            (article.to_string(), 1),
            (format!("[{article},\n{article}]"), 2),
            (format!("[{article}]\n[{article}]"), 2),
            (format!("{{\"Le Fanion\": [{article}, {article}]}}"), 2),
            ("{\"title\":\"A\",\"body\":{\"summary\":[\"s\"],\"sections\":[{\"headline\":[],\"paragraphs\":[\"p\"]}]}}".into(), 1),
            ("{\n\"text\": \"a \\x1F b\"}".into(), 1),
        ] {
            let found = records(&file);
            assert!(found.len() == count && found.iter().all(Result::is_ok), "{file}: {found:?}");
        }
        let cut = records(&format!("[{article},\n{}", &article[..20]));
        assert!(
            cut[0].is_ok() && cut[1].as_ref().is_err_and(|problem| problem.contains("cut")),
            "{cut:?}"
        );
        assert!(
            records("{\"a\": [1, 2]}")[0]
                .as_ref()
                .is_err_and(|problem| problem.contains("without a text"))
        );
    }
}
