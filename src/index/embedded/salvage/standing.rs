//! What the inverted index of any format says of its pages: which there are, and, before the third, where their copies stand.

use crate::article::{ArticleId, Source};
use crate::calendar::Moment;
use crate::index::embedded::WORDS_FOLDER;
use crate::index::embedded::pread_directory::{IndexDirectory, Purpose};
use crate::index::originals::PageNote;
use crate::page::Place;
use serde_json::Value;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tantivy::schema::Value as _;
use tantivy::{DocId, Index, ReloadPolicy, SegmentReader, TantivyDocument};

/// How the pages of an index stand.
#[derive(Debug, Default)]
pub struct Standings {
    /// The living ones, each with what was stored of it.
    pub pages: HashMap<ArticleId, PageNote>,
    /// Further places of theirs, of the formats before the third.
    pub copies: Vec<(ArticleId, Place)>,
    /// How many bytes of the originals were committed.
    pub committed: u64,
}

/// What was read of the documents, before the identities are whole: the formats before the third kept their first 12 digits.
#[derive(Default)]
struct ReadDocuments {
    pages: Vec<PageNote>,
    copies: Vec<(String, Place)>,
    committed: u64,
}

impl Standings {
    /// Reads them; nothing where not all can be read.
    pub fn read(home: &Path) -> Option<Standings> {
        // A damaged index makes its library panic in many places.
        let read = catch_unwind(AssertUnwindSafe(|| read(&home.join(WORDS_FOLDER)))).ok()??;
        let mut by_beginning = HashMap::new();
        for note in &read.pages {
            let whole = note.id.to_hex();
            by_beginning.insert(whole[..12].to_string(), note.id);
            by_beginning.insert(whole, note.id);
        }
        let whole = |id: &String| by_beginning.get(id).copied();
        let copies = read.copies.iter();
        let copies = copies.filter_map(|(id, place)| Some((whole(id)?, place.clone())));
        Some(Standings {
            copies: copies.collect(),
            committed: read.committed,
            pages: read.pages.into_iter().map(|note| (note.id, note)).collect(),
        })
    }
}

fn read(words: &Path) -> Option<ReadDocuments> {
    let index = Index::open(IndexDirectory::open(words, Purpose::Asking).ok()?).ok()?;
    let field = index.schema().get_field("record").ok()?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    let searcher = reader.try_into().ok()?.searcher();
    let mut read = ReadDocuments {
        committed: committed(&index.load_metas().ok()?.payload.unwrap_or_default()),
        ..ReadDocuments::default()
    };
    for segment in searcher.segment_readers() {
        let store = segment.get_store_reader(8).ok()?;
        for doc in segment.doc_ids_alive() {
            let document: TantivyDocument = store.get(doc).ok()?;
            let bytes = document.get_first(field)?.as_bytes()?.to_vec();
            match serde_json::from_slice::<Value>(&bytes) {
                Ok(record) if record.get("a").is_some() => read.pages.push(page(&record)?),
                Ok(_) => {} // A sighting, which stands among the originals too.
                Err(_) => read.copies.push((copied(segment, doc)?, place(&bytes)?)),
            }
        }
    }
    Some(read)
}

/// How many bytes of the originals belong to a commit: the third format says more beside it.
fn committed(payload: &str) -> u64 {
    let payload: Value = serde_json::from_str(payload).unwrap_or_default();
    payload["originals"].as_u64().or(payload.as_u64()).unwrap_or(0)
}

/// The first digits of the article of which a document is a further place.
fn copied(segment: &SegmentReader, doc: DocId) -> Option<String> {
    let numbers = segment.fast_fields().column_opt::<u64>("copy").ok()??;
    numbers.first(doc).map(|number| format!("{number:012x}"))
}

/// A place as the formats before the third wrote it: `PATH[@LINE]`.
fn place(bytes: &[u8]) -> Option<Place> {
    let text = std::str::from_utf8(bytes).ok()?;
    let numbered = text
        .rsplit_once('@')
        .and_then(|(path, line)| Some((path, line.parse().ok()?)));
    let (path, offset) = numbered.map_or((text, None), |(path, line)| (path, Some(line)));
    Some(Place {
        path: path.into(),
        offset,
        ..Place::default()
    })
}

/// What a record says of its page.
fn page(record: &Value) -> Option<PageNote> {
    let article = &record["a"];
    let moment = |value: &Value| serde_json::from_value::<Moment>(value.clone()).ok();
    // The formats before the third knew the day alone.
    let day = |value: &Value| value["date"].as_str()?.parse().ok().map(Moment::of_day);
    let crawled = moment(&article["crawled"]).or_else(|| day(&article["crawled"]));
    let source = source(&article["source"])?;
    let id = ArticleId::from_hex(&source.blake3)?;
    let mut note = PageNote::new(id, source, crawled, moment(&article["added"]));
    note.older = record["n"].is_string();
    Some(note)
}

fn source(value: &Value) -> Option<Source> {
    serde_json::from_value(value.clone()).ok().or_else(|| {
        Some(Source {
            path: value["path"].as_str()?.into(),
            member: value["member"].as_str().map(str::to_string),
            offset: value["offset"].as_u64(),
            blake3: value["blake3"].as_str()?.into(),
            bytes: value["bytes"].as_u64()? as usize,
            ..Source::default()
        })
    })
}
