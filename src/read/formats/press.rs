//! Exports of press databases: many articles in one file, each with what the publisher states of it.
//!
//! Days of download and the names of licence holders, which the databases print beside the articles, are neither read as dates
//! nor kept in texts: only the fields of an article are taken.

mod europresse;
mod factiva;
mod labels;
mod lexisnexis;
pub mod nexis_uni;
mod proquest;
mod slices;

use super::{Format, Halt, Reader, fields};
use crate::decode;
use crate::page::{Origin, Record};
use crate::read::stream::Stream;

/// What one database writes.
struct Database {
    /// Whether a text that begins so is of it.
    opens: fn(&str) -> bool,
    /// Its articles, and how many it says there are.
    articles: fn(&str) -> (Vec<Record>, Option<u64>),
}

const DATABASES: [Database; 4] = [
    Database {
        opens: europresse::opens,
        articles: europresse::articles,
    },
    Database {
        opens: factiva::opens,
        articles: factiva::articles,
    },
    Database {
        opens: lexisnexis::opens,
        articles: lexisnexis::articles,
    },
    Database {
        opens: proquest::opens,
        articles: proquest::articles,
    },
];

/// The exports of Europresse, Factiva, LexisNexis and ProQuest, as HTML or text.
pub struct Press;

impl Format for Press {
    fn recognises(&self, head: &[u8]) -> bool {
        let text = decode::decoded(head, None).text;
        DATABASES.iter().any(|database| (database.opens)(&text))
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        let text = decode::decoded(&bytes, None).text;
        let head = text.get(..text.floor_char_boundary(super::HEAD)).unwrap_or(&text);
        let database = DATABASES.iter().find(|database| (database.opens)(head));
        let (records, stated) = database.map_or((Vec::new(), None), |database| (database.articles)(&text));
        let found = records.len() as u64;
        for (number, record) in (1..).zip(records) {
            reader.record(fields::canonical(record), &origin.numbered(number))?;
        }
        labels::counted(found, stated, origin, reader)
    }
}
