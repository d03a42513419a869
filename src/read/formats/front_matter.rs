//! Markdown and text of trafilatura: what is known of a page between two lines `---`, and its text after them.

use super::{Fields, Format, Halt, Reader, fields};
use crate::page::{ImportedRecord, Origin};
use crate::read::Problem;
use crate::read::stream::Stream;
use serde_json::{Map, Value};

/// A text with YAML before it.
pub(super) struct FrontMatter;

impl Format for FrontMatter {
    fn recognises(&self, head: &[u8]) -> bool {
        if !head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(head)
            .starts_with(b"---")
        {
            return false;
        }
        let head = String::from_utf8_lossy(head);
        parts(&head).is_some_and(|(said, _)| said.iter().any(|(name, _)| fields::is_known(name)))
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        let page = String::from_utf8_lossy(&bytes);
        let (mut said, text) = parts(&page).ok_or(Problem::Binary("a text of settings"))?;
        said.insert("text".into(), Value::String(without_marks(text.trim())));
        let json = Value::Object(said.clone()).to_string();
        match fields::record(&said, &json, &Fields::default()) {
            Some(record) => {
                let slice = Some(page.into_owned());
                reader.record(fields::canonical(ImportedRecord { slice, ..record }), origin)
            }
            None => Err(Problem::Nothing("a text of settings alone").into()),
        }
    }
}

/// The settings, and what stands after them.
fn parts(page: &str) -> Option<(Map<String, Value>, &str)> {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let rest = page
        .strip_prefix("---\n")
        .or_else(|| page.strip_prefix("---\r\n"))?;
    let (head, text) = rest
        .split_once("\n---")
        .filter(|(_, text)| text.is_empty() || text.starts_with(['\n', '\r']))?;
    let mut said = Map::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t', '#']) || line.trim().is_empty() {
            continue;
        }
        let (name, value) = line.split_once(':')?;
        said.insert(name.trim().to_string(), value_of(value.trim()));
    }
    Some((said, text))
}

/// A string, quoted or not, or a list in brackets.
fn value_of(text: &str) -> Value {
    match text.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        Some(list) => list.split(',').map(|item| Value::from(unquoted(item))).collect(),
        None => unquoted(text).into(),
    }
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inside = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    match inside('"').or_else(|| inside('\'')) {
        Some(inside) => inside.replace("\\\"", "\""),
        None => text.to_string(),
    }
}

/// The text without the marks of headings and of emphasis that Markdown has.
fn without_marks(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let rest = line.trim_start_matches('#');
        let line = match rest.len() < line.len() && rest.starts_with(' ') {
            true => rest.trim_start(),
            false => line,
        };
        without_emphasis(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line without stars around words: `*Par Awa Sanou*`, `**Koulba**`; a star alone stays.
fn without_emphasis(line: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(start) = rest.find('*') {
        let (before, marked) = rest.split_at(start);
        let mark = &marked[..marked.len() - marked.trim_start_matches('*').len()];
        let inside = &marked[mark.len()..];
        text.push_str(before);
        let end = inside.find(mark).filter(|end| {
            let inside = &inside[..*end];
            !inside.is_empty() && inside.trim() == inside
        });
        match end {
            Some(end) => {
                text.push_str(&inside[..end]);
                rest = &inside[end + mark.len()..];
            }
            None => {
                text.push_str(mark);
                rest = inside;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_stars_stay() {
        for (line, text) in [
            ("## Le pont", "Le pont"),
            ("*Par Awa Sanou, 20 octobre*", "Par Awa Sanou, 20 octobre"),
            ("**Koulba**, le *pont* rouvre", "Koulba, le pont rouvre"),
            ("2 * 3 * 4 et 5*", "2 * 3 * 4 et 5*"),
            ("#hashtag", "#hashtag"),
        ] {
            assert_eq!(without_marks(line), text);
        }
    }
}
