//! Exports of press databases: many articles in one file, each with what the publisher states of it.
//!
//! Days of download and the names of licence holders, which the databases print beside the articles, are neither read as dates
//! nor kept in texts: only the fields of an article are taken.

mod europresse;
mod factiva;
mod labels;
mod lexisnexis;
pub(super) mod nexis_uni;
mod proquest;
mod slices;

use super::{Format, Halt, Reader, fields, utf16};
use crate::decode;
use crate::page::{ImportedRecord, Origin};
use crate::read::stream::Stream;
use aho_corasick::{AhoCorasick, MatchKind};
pub(super) use slices::{PagePiece, cut};
use std::sync::LazyLock;

/// The articles of an export, each with the piece of the file that it is, and how many the file says there are.
pub(super) type Articles<'p> = (Vec<(ImportedRecord, &'p str)>, Option<u64>);

/// What one database writes.
struct Database {
    /// A text without any of these is not of it.
    signs: &'static [&'static str],
    /// Whether a text that begins so is of it.
    opens: fn(&str) -> bool,
    /// Its articles.
    articles: for<'p> fn(&'p str) -> Articles<'p>,
}

const DATABASES: [Database; 4] = [
    Database {
        signs: &europresse::SIGNS,
        opens: europresse::opens,
        articles: europresse::articles,
    },
    Database {
        signs: &factiva::SIGNS,
        opens: factiva::opens,
        articles: factiva::articles,
    },
    Database {
        signs: &lexisnexis::SIGNS,
        opens: lexisnexis::opens,
        articles: lexisnexis::articles,
    },
    Database {
        signs: &proquest::SIGNS,
        opens: proquest::opens,
        articles: proquest::articles,
    },
];

/// At which of these bytes a piece of them begins; nothing where it was decoded from them.
pub(super) fn offset_in(bytes: &[u8], piece: &str) -> Option<u64> {
    let offset = (piece.as_ptr() as usize).checked_sub(bytes.as_ptr() as usize)?;
    (offset + piece.len() <= bytes.len()).then_some(offset as u64)
}

/// The signs of all databases: one look at the bytes, which nearly every page ends.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = DATABASES.iter().flat_map(|database| database.signs);
    // Which of them is found makes no difference, but this kind is looked for with vectors.
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(signs);
    automaton.expect("a handful of words")
});

/// Whether any sign stands in the bytes, or they have two for each letter.
fn may_be_export(head: &[u8]) -> bool {
    utf16::is_marked(head) || SIGNS.is_match(head)
}

/// The exports of Europresse, Factiva, LexisNexis and ProQuest, as HTML or text.
pub(super) struct Press;

impl Format for Press {
    fn recognises(&self, head: &[u8]) -> bool {
        if !may_be_export(head) {
            return false;
        }
        let text = decode::decoded(head, None).text;
        DATABASES.iter().any(|database| (database.opens)(&text))
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let start = input.exact();
        let bytes = reader.whole(input)?;
        let text = decode::decoded(&bytes, None).text;
        let head = text.get(..text.floor_char_boundary(super::HEAD)).unwrap_or(&text);
        let database = DATABASES.iter().find(|database| (database.opens)(head));
        let (records, stated) = database.map_or((Vec::new(), None), |database| (database.articles)(&text));
        let found = records.len() as u64;
        for (number, (record, slice)) in (1..).zip(records) {
            let place = origin.numbered(number);
            let offset = start.and_then(|start| Some(start + offset_in(&bytes, slice)?));
            let place = offset.map_or(place.clone(), |offset| place.at(offset));
            let slice = Some(slice.to_string());
            reader.record(fields::canonical(ImportedRecord { slice, ..record }), &place)?;
        }
        labels::counted(found, stated, origin, reader)
    }
}
