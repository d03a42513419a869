//! Corpora for IRaMuTeQ: texts one after another, each under a line of stars with what is known of it.

use super::{Format, Halt, Reader, fields};
use crate::decode;
use crate::page::{ImportedRecord, Origin};
use crate::read::Problem;
use crate::read::stream::Stream;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// A corpus: `**** *source_fanion *date_2021-10-20`, and the text under it.
pub(super) struct Iramuteq;

/// How a text begins.
const OPENING: &str = "****";

impl Format for Iramuteq {
    fn recognises(&self, head: &[u8]) -> bool {
        let start = head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(head)
            .trim_ascii_start();
        if !start.starts_with(OPENING.as_bytes()) {
            return false;
        }
        let text = decode::decoded(head, None).text;
        let line = text.lines().find(|line| !line.trim().is_empty());
        line.is_some_and(|line| opens(line) && line.contains(" *"))
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let encoding = format!(
            "text/plain; charset={}",
            decode::decoded(input.peek(super::HEAD), None).encoding
        );
        let (mut line, mut text, mut number, mut start) = (Vec::new(), String::new(), 0, 0);
        loop {
            line.clear();
            let disk = input.disk();
            let read = input
                .by_ref()
                .take(reader.limits.size)
                .read_until(b'\n', &mut line)?;
            let decoded = decode::decoded(&line, Some(&encoding)).text;
            if (read == 0 || opens(&decoded)) && !text.trim().is_empty() {
                number += 1;
                one(&text, &origin.numbered(number).at(start), reader)?;
                text.clear();
            }
            if read == 0 {
                return Ok(());
            }
            if text.is_empty() {
                start = disk;
            }
            text.push_str(&decoded);
            if text.len() as u64 > reader.limits.size {
                let (size, limit) = (text.len() as u64, reader.limits.size);
                return Err(Problem::TooLarge { size, limit }.into());
            }
        }
    }
}

fn opens(line: &str) -> bool {
    line.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(OPENING)
}

/// Tells the article of a text with its line of stars.
fn one(text: &str, place: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    let variables = head.split_whitespace().filter_map(|word| word.strip_prefix('*'));
    let mut said: Map<String, Value> = variables
        .filter_map(|variable| variable.split_once('_'))
        .map(|(name, value)| (name.to_string(), Value::from(value)))
        .collect();
    // Lines that open a theme within the text are no part of it.
    let lines: Vec<&str> = body.lines().filter(|line| !line.starts_with("-*")).collect();
    let body = lines.join("\n");
    let (title, body) = titled(body.trim());
    said.insert("text".into(), body.into());
    if let Some(title) = title {
        said.entry("title").or_insert(title.into());
    }
    let json = Value::Object(said.clone()).to_string();
    match fields::record(&said, &json, &fields::Fields::default()) {
        Some(record) => {
            let slice = Some(text.to_string());
            reader.record(fields::canonical(ImportedRecord { slice, ..record }), place)
        }
        None => reader.problem(place, Problem::Nothing("a text of a corpus without words")),
    }
}

/// A first line that is no sentence is the title.
fn titled(body: &str) -> (Option<&str>, &str) {
    let Some((line, rest)) = body.split_once('\n') else {
        return (None, body);
    };
    let line = line.trim();
    match line.chars().count() <= LONGEST_TITLE && !line.ends_with(['.', ',', ';']) && !rest.trim().is_empty()
    {
        true => (Some(line), rest.trim_start()),
        false => (None, body),
    }
}

/// A longer first line is the beginning of the text.
const LONGEST_TITLE: usize = 200;
