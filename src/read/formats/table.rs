//! Tables: CSV with whatever comma, as scrapers write it, and the lists of addresses of tools that save pages.

use super::{Fields, Format, Halt, Reader, fields};
use crate::calendar::Moment;
use crate::page::{ImportedRecord, Origin};
use crate::read::Problem;
use crate::read::stream::Stream;
use chrono::NaiveDateTime;
use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::Read;

/// CSV (RFC 4180) and its kin.
pub(super) struct Table;

const COMMAS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The columns of `trafilatura --csv`, which writes no header.
const TRAFILATURA: [&str; 11] = [
    "url",
    "id",
    "fingerprint",
    "hostname",
    "title",
    "image",
    "date",
    "text",
    "comments",
    "license",
    "pagetype",
];

/// What a table is.
#[derive(Debug, PartialEq)]
enum TableKind {
    /// Articles, under a header.
    Articles,
    /// Articles of trafilatura, without a header.
    Bare,
    /// The list of minet, which says from where each file was fetched.
    Fetched,
    /// Something else with columns of which some are known.
    Textless,
}

impl Format for Table {
    fn recognises(&self, head: &[u8]) -> bool {
        kind(head, &Fields::default()).is_some()
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let head = input.peek(super::HEAD);
        let mark = head.starts_with(b"\xef\xbb\xbf");
        // A cell alone is too little to guess by.
        let encoding = format!(
            "text/csv; charset={}",
            crate::decode::decoded(head, None).encoding
        );
        let Some((comma, kind)) = kind(head, &reader.fields) else {
            return Err(Problem::Binary("a table").into());
        };
        if mark {
            std::io::BufRead::consume(input, 3);
        }
        let start = input.disk();
        let mut builder = ReaderBuilder::new();
        let table = builder
            .delimiter(comma)
            .flexible(true)
            .has_headers(kind != TableKind::Bare);
        let mut table = table.from_reader(Quoted::of(input));
        match kind {
            TableKind::Textless => Err(Problem::Unread {
                what: "a table without a text",
                hint: "if a column holds the text, name it with --text-field",
            }
            .into()),
            TableKind::Fetched => {
                let names = table.headers().map_err(broken)?.clone();
                let rows = table.into_records().filter_map(Result::ok);
                let rows = rows.map(|row| row.deserialize(Some(&names)).unwrap_or_default());
                reader
                    .fetched
                    .extend(rows.filter_map(|row: HashMap<String, String>| fetched(&row)));
                Err(Problem::Nothing("a list of fetched pages").into())
            }
            TableKind::Articles | TableKind::Bare => {
                let names: Vec<String> = match kind {
                    TableKind::Bare => TRAFILATURA.map(str::to_string).to_vec(),
                    _ => table.byte_headers().map_err(broken)?.iter().map(text).collect(),
                };
                let cell = |bytes: &[u8]| crate::decode::decoded(bytes, Some(&encoding)).text.into_owned();
                // A row is told when it is known whether more follow: the last may be cut.
                let (mut row, mut next) = (ByteRecord::new(), ByteRecord::new());
                let mut place = start;
                for number in 0.. {
                    let at = start + table.position().byte();
                    let more = match table.read_byte_record(&mut next) {
                        Ok(more) => more,
                        Err(error) => return reader.problem(&origin.at(at), broken(error)),
                    };
                    let is_short = kind == TableKind::Articles && row.len() < names.len();
                    if number > 0 && !more && table.get_ref().is_cut(is_short) {
                        let problem = Problem::Cut("the file is cut short in this row".into());
                        return reader.problem(&origin.at(place), problem);
                    }
                    if number > 0 {
                        one(&names, row.iter().map(cell), &origin.numbered(number), reader)?;
                    }
                    if !more {
                        break;
                    }
                    std::mem::swap(&mut row, &mut next);
                    place = at;
                }
                Ok(())
            }
        }
    }
}

/// A table on its way to be read: whether it ends in the middle of a cell, which the reader of rows takes for its end.
struct Quoted<R> {
    table: R,
    quotes: usize,
    last: u8,
}

impl<R> Quoted<R> {
    fn of(table: R) -> Quoted<R> {
        let (quotes, last) = (0, b'\n');
        Quoted { table, quotes, last }
    }

    /// Whether it ended in a quoted cell, or in a row that `is_short`.
    fn is_cut(&self, is_short: bool) -> bool {
        self.last != b'\n' && (is_short || self.quotes % 2 == 1)
    }
}

impl<R: Read> Read for Quoted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.table.read(out)?;
        self.quotes += memchr::memchr_iter(b'"', &out[..read]).count();
        self.last = out[..read].last().copied().unwrap_or(self.last);
        Ok(read)
    }
}

/// Tells the article of a row.
fn one(
    names: &[String],
    cells: impl Iterator<Item = String>,
    place: &Origin,
    reader: &mut Reader,
) -> Result<(), Halt> {
    let values = names
        .iter()
        .zip(cells)
        .map(|(name, value)| (name.clone(), Value::String(value)));
    let object: Map<String, Value> = values.collect();
    let json = Value::Object(object.clone()).to_string();
    let record: Option<ImportedRecord> = fields::record(&object, &json, &reader.fields);
    match record {
        Some(record) => reader.record(record, place),
        None => {
            let line = place.record.unwrap_or(0);
            let file = Origin {
                record: None,
                ..place.clone()
            };
            reader.problem(&file, Problem::NoText { line })
        }
    }
}

/// The file of a row of minet, and from where and when it was fetched; of an answer without a page nothing.
fn fetched(row: &HashMap<String, String>) -> Option<(String, super::Fetched)> {
    let value = |name: &str| row.get(name).filter(|value| !value.is_empty());
    let date = value("datetime_utc").and_then(|date| Some(date.parse::<NaiveDateTime>().ok()?.and_utc()));
    Some((
        value("path")?.clone(),
        super::Fetched {
            url: value("resolved_url").or_else(|| value("url")).cloned(),
            crawled: date.map(Moment::of),
            is_page: value("http_status").is_none_or(|status| status.starts_with('2')),
        },
    ))
}

/// What kind of table it is, and its comma; nothing where it is none that is known.
fn kind(head: &[u8], fields: &Fields) -> Option<(u8, TableKind)> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if head.starts_with(b"<") || head.starts_with(b"{") {
        return None;
    }
    COMMAS
        .into_iter()
        .find_map(|comma| Some((comma, kind_with(head, comma, fields)?)))
}

fn kind_with(head: &[u8], comma: u8, fields: &Fields) -> Option<TableKind> {
    let mut builder = ReaderBuilder::new();
    let table = builder.delimiter(comma).flexible(true).has_headers(false);
    let mut rows = table.from_reader(head).into_byte_records();
    let header = rows.next()?.ok()?;
    if comma == b'\t' && is_of_trafilatura(&header) {
        return Some(TableKind::Bare);
    }
    let names: Vec<String> = header.iter().map(text).collect();
    let well_named = |name: &String| name.len() <= 60 && !name.contains('\n');
    if names.len() < 2 || !names.iter().all(well_named) {
        return None;
    }
    let has = |name: &str| names.iter().any(|known| known == name);
    let known = names.iter().filter(|name| fields::is_known(name)).count();
    let texts = names.iter().filter(|name| fields::is_text(name, fields)).count();
    // What minet extracted from what it fetched has a column more.
    if texts == 0 && has("url") && has("path") && has("http_status") {
        return Some(TableKind::Fetched);
    }
    let row = rows.next()?.ok()?;
    let alike = row.len() == header.len();
    match () {
        () if alike && texts > 0 && (known > 0 || fields.text.is_some()) => Some(TableKind::Articles),
        // Two words with a comma between them may begin a text, unless both are names of columns.
        () if alike && known > 1 && (names.len() > 2 || known == names.len()) => Some(TableKind::Textless),
        () => None,
    }
}

/// Whether a row is one of trafilatura: an address, or the word for none, and behind it the fingerprint of the text.
fn is_of_trafilatura(row: &ByteRecord) -> bool {
    let opens = |row: &ByteRecord| Some(row.get(0)?.starts_with(b"http") || row.get(0)? == b"null");
    let is_print = |row: &ByteRecord| {
        let print = row.get(2)?;
        Some(!print.is_empty() && print.len() <= 16 && print.iter().all(u8::is_ascii_hexdigit))
    };
    row.len() + 1 >= TRAFILATURA.len() && opens(row) == Some(true) && is_print(row) == Some(true)
}

fn text(bytes: &[u8]) -> String {
    crate::decode::decoded(bytes, None).text.into_owned()
}

fn broken(error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Problem::of_io(error),
        kind => Problem::Broken(format!("{kind:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_text() {
        for (head, expected) in [
            (
                "url,title,text\nhttp://a.example/1,A,\"One, two\"\n",
                Some(TableKind::Articles),
            ),
            ("date;title;content\n1;A;b\n", Some(TableKind::Articles)),
            (
                "http://a.example/\tnull\tf\th\tA\tnull\t2021-10-20\t\"A\nb\"\tnull\tnull\tarticle\n",
                Some(TableKind::Bare),
            ),
            (
                "null\tnull\t2f525d81246c278f\tnull\tA\tnull\t2023-06-19\t\"A\nb\"\tnull\tnull\tnull\n",
                Some(TableKind::Bare),
            ),
            (
                "url,original_index,http_status,path\nhttp://a.example/,1,200,a.html\n",
                Some(TableKind::Fetched),
            ),
            ("id,title,date\n1,A,2021\n", Some(TableKind::Textless)),
            ("title,date\nA,2021\n", Some(TableKind::Textless)),
            ("title, and more\nA page, and more\n", None),
            ("Mali, Niger : la suite\n\nLe texte, la date, l'heure.", None),
            ("title, text and date\n\nA page, and more", None),
            ("", None),
        ] {
            let found = kind(head.as_bytes(), &Fields::default()).map(|(_, kind)| kind);
            assert_eq!(found, expected, "{head}");
        }
    }
}
