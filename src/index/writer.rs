//! Adds articles to an index: bounded in memory, nothing twice, and what was committed stays.

use crate::article::{Article, ArticleId, Source};
use crate::durable;
use crate::error::{Error, Result};
use crate::index::directory::{IndexDirectory, Purpose};
use crate::index::document::{self, url_key};
use crate::index::files::Files;
use crate::index::joins;
use crate::index::originals::Originals;
use crate::index::record::Record;
use crate::index::schema::Fields;
use crate::index::segments::{self, When};
use crate::index::{Archive, FILES_FILE, ORIGINALS_FILE, first_of, number_of_id, stories, unusable};
use crate::read::Stamp;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::Value;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

/// The memory in which postings are gathered before they are written out, in bytes.
const HEAP: usize = 30 << 20;

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It takes the place of an older version: same address or same file, other text.
    Updated,
    /// It was there, from this very place.
    Unchanged,
    /// Its bytes were there, from another place, which is kept beside the first.
    Duplicate,
}

/// Adds to an index. Only what was committed is found, and it stays.
pub struct Writer {
    path: PathBuf,
    fields: Fields,
    index: Index,
    words: IndexWriter,
    /// What was committed before.
    searcher: Searcher,
    originals: Originals,
    files: Files,
    /// The articles and copies that were added since, with their places.
    fresh: HashMap<u64, Vec<String>>,
    /// The addresses of those that were added since.
    fresh_urls: HashMap<u64, u64>,
    /// Articles and those that take their place.
    replaced: Vec<(u64, u64)>,
    /// Whether articles came or went.
    changed: bool,
}

impl Writer {
    /// Takes the lock of an index.
    pub(super) fn new(archive: &Archive) -> Result<Writer> {
        let failed = |error| match error {
            TantivyError::LockFailure(..) => Error::Locked {
                path: archive.path.clone(),
            },
            error => archive.unusable(error),
        };
        let folder = archive.path.join(super::WORDS_FOLDER);
        let index = Index::open_in_dir(&folder).map_err(failed)?;
        let directory =
            IndexDirectory::open(&folder, Purpose::Writing).map_err(|error| failed(error.into()))?;
        let mut written = Index::open(directory).map_err(failed)?;
        written.set_tokenizers(super::schema::analyses());
        let words: IndexWriter = written.writer_with_num_threads(1, HEAP).map_err(failed)?;
        words.set_merge_policy(Box::new(NoMergePolicy));
        for folder in [&archive.path, &folder] {
            durable::sweep(folder).map_err(|source| Error::Read {
                path: folder.clone(),
                source,
            })?;
        }
        let payload = index.load_metas().map_err(failed)?.payload;
        let committed = payload.and_then(|text| text.parse().ok()).unwrap_or(0);
        Ok(Writer {
            path: archive.path.clone(),
            fields: archive.fields,
            searcher: searcher(&archive.path, &index)?,
            originals: Originals::append(&archive.path.join(ORIGINALS_FILE), committed)?,
            files: archive.files()?,
            index,
            words,
            fresh: HashMap::new(),
            fresh_urls: HashMap::new(),
            replaced: Vec::new(),
            changed: false,
        })
    }

    /// Adds an article with the bytes of its page and the text that was dropped from it.
    pub fn add(&mut self, article: &Article, original: &[u8], furniture: &str) -> Result<Added> {
        if let Some(added) = self.add_copy(&article.id, &article.source)? {
            return Ok(added);
        }
        let id = self.number(&article.id)?;
        let place = self.originals.add(original)?;
        let document = document::of(&self.fields, id, article, place, furniture);
        self.write(document)?;
        self.changed = true;
        self.fresh.insert(id, vec![place_text(&article.source)]);
        let replaced = self.replace_older(id, article)?;
        Ok(if replaced { Added::Updated } else { Added::New })
    }

    /// Adds an article where it is kept and not searched: another took its place.
    pub fn add_older(&mut self, article: &Article, original: &[u8], newer: &ArticleId) -> Result<Added> {
        if let Some(added) = self.add_copy(&article.id, &article.source)? {
            return Ok(added);
        }
        let id = self.number(&article.id)?;
        let mut record = Record::new(article, self.originals.add(original)?);
        record.newer = Some(newer.clone());
        self.write(self.older_document(id, &record))?;
        self.fresh.insert(id, vec![place_text(&article.source)]);
        Ok(Added::New)
    }

    fn number(&self, id: &ArticleId) -> Result<u64> {
        number_of_id(id).ok_or_else(|| unusable(&self.path, format_args!("{id} is no identity")))
    }

    fn older_document(&self, id: u64, record: &Record) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.fields.older, id);
        document.add_bytes(self.fields.record, &record.to_bytes());
        document
    }

    /// Where these bytes were added before: notes the further place. Nothing where they are new.
    pub fn add_copy(&mut self, id: &ArticleId, source: &Source) -> Result<Option<Added>> {
        let Some(number) = number_of_id(id) else {
            return Ok(None);
        };
        let places = self.places(number)?;
        if places.is_empty() {
            return Ok(None);
        }
        if places.contains(&place_text(source)) {
            return Ok(Some(Added::Unchanged));
        }
        let mut copy = TantivyDocument::new();
        copy.add_u64(self.fields.copy, number);
        copy.add_text(self.fields.copy_path, &source.path);
        copy.add_bytes(self.fields.record, place_text(source).as_bytes());
        self.write(copy)?;
        self.fresh.entry(number).or_default().push(place_text(source));
        Ok(Some(Added::Duplicate))
    }

    /// Whether a file is as it was when it was looked at last.
    pub fn unchanged(&self, path: &str, state: &Stamp) -> bool {
        self.files.unchanged(path, state)
    }

    /// Notes that a file was looked at; `article` where the whole file is one.
    pub fn looked_at(&mut self, path: &str, state: Stamp, article: Option<&ArticleId>) {
        self.files.note(path, state, article);
    }

    /// Takes articles out of the index. Their files are read again when they are ingested again.
    pub fn delete(&mut self, ids: &[ArticleId]) -> Result<()> {
        let numbers: HashSet<u64> = ids.iter().filter_map(number_of_id).collect();
        for number in &numbers {
            for field in [self.fields.id, self.fields.older, self.fields.copy] {
                self.words.delete_term(Term::from_field_u64(field, *number));
            }
        }
        self.changed = true;
        self.files.forget(&numbers);
        Ok(())
    }

    /// Makes everything that was added durable and searchable: the originals first, then the index, then the files.
    pub fn commit(&mut self) -> Result<()> {
        stories::forget(&self.path)?;
        let length = self.originals.commit()?;
        self.commit_words(length)?;
        if !self.replaced.is_empty() {
            self.put_away_replaced()?;
            self.commit_words(length)?;
        }
        self.files.write(&self.path.join(FILES_FILE))?;
        self.fresh.clear();
        self.fresh_urls.clear();
        self.join_segments(When::Meanwhile)
    }

    /// Commits, joins small segments so that a question looks at few, and finds which articles are copies.
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        self.join_segments(When::AtTheEnd)?;
        let path = self.path.clone();
        let failed = |error: TantivyError| unusable(&path, error);
        if self.changed || !joins::known(&path) {
            joins::renew(&path, &self.searcher)?;
        }
        self.words.garbage_collect_files().wait().map_err(failed)?;
        self.words.wait_merging_threads().map_err(failed)?;
        stories::write(&path, &self.searcher)
    }

    /// Joins small segments.
    fn join_segments(&mut self, when: When) -> Result<()> {
        segments::join(&self.path, &self.index, &mut self.words, when, || {
            self.searcher = searcher(&self.path, &self.index)?;
            Ok(())
        })
    }

    fn write(&self, document: TantivyDocument) -> Result<()> {
        let added = self.words.add_document(document);
        added.map(|_| ()).map_err(|error| unusable(&self.path, error))
    }

    fn commit_words(&mut self, originals: u64) -> Result<()> {
        let committed = self.words.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&originals.to_string());
            commit.commit()
        });
        committed.map_err(|error| unusable(&self.path, error))?;
        self.searcher = searcher(&self.path, &self.index)?;
        Ok(())
    }

    /// The places from which an article is known; none for an unknown one.
    fn places(&self, number: u64) -> Result<Vec<String>> {
        let mut places = self.fresh.get(&number).cloned().unwrap_or_default();
        for field in [self.fields.id, self.fields.older] {
            if let Some(record) = self.record(field, number)? {
                places.push(place_text(&record.article().source));
            }
        }
        if !places.is_empty() {
            let copies = self.records(&Term::from_field_u64(self.fields.copy, number))?;
            places.extend(
                copies
                    .into_iter()
                    .filter_map(|bytes| String::from_utf8(bytes).ok()),
            );
        }
        Ok(places)
    }

    fn record(&self, field: tantivy::schema::Field, number: u64) -> Result<Option<Record>> {
        let records = self.records(&Term::from_field_u64(field, number))?;
        Ok(records.first().and_then(|bytes| Record::from_bytes(bytes)))
    }

    /// The stored bytes of the committed documents of a term.
    fn records(&self, term: &Term) -> Result<Vec<Vec<u8>>> {
        let failed = |error| unusable(&self.path, error);
        if first_of(&self.searcher, term).map_err(failed)?.is_none() {
            return Ok(Vec::new());
        }
        let query = tantivy::query::TermQuery::new(term.clone(), tantivy::schema::IndexRecordOption::Basic);
        let found = self.searcher.search(&query, &tantivy::collector::DocSetCollector);
        let mut records = Vec::new();
        for address in found.map_err(failed)? {
            let document: TantivyDocument = self.searcher.doc(address).map_err(failed)?;
            let bytes = document
                .get_first(self.fields.record)
                .and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
            records.extend(bytes);
        }
        Ok(records)
    }

    /// Finds the article whose place this one takes, or that takes its place: same address, else same file.
    fn replace_older(&mut self, id: u64, article: &Article) -> Result<bool> {
        let mut older = None;
        if let Some(key) = article.url.as_deref().and_then(url_key) {
            older = self.fresh_urls.insert(key, id);
            if older.is_none() {
                let term = Term::from_field_u64(self.fields.url_key, key);
                let records = self.records(&term)?;
                let record = records.first().and_then(|bytes| Record::from_bytes(bytes));
                older = record.and_then(|record| number_of_id(&record.article().id));
            }
        }
        if older.is_none() && article.source.member.is_none() && article.source.offset.is_none() {
            let known = self.files.article(&article.source.path);
            older = known.as_ref().and_then(number_of_id);
        }
        let Some(older) = older.filter(|older| *older != id) else {
            return Ok(false);
        };
        self.replaced.push((older, id));
        Ok(true)
    }

    /// Puts the replaced articles where they are kept and not searched.
    fn put_away_replaced(&mut self) -> Result<()> {
        for (first, second) in std::mem::take(&mut self.replaced) {
            let (Some(first_record), Some(second_record)) = (
                self.record(self.fields.id, first)?,
                self.record(self.fields.id, second)?,
            ) else {
                continue;
            };
            let crawled = |record: &Record| record.article().crawled.as_ref().map(|crawled| crawled.date);
            let older_is_second =
                matches!((crawled(&first_record), crawled(&second_record)), (Some(a), Some(b)) if b < a);
            let (older, mut record, newer) = match older_is_second {
                true => (second, second_record, first),
                false => (first, first_record, second),
            };
            record.newer = Some(super::id_from_number(newer));
            self.words
                .delete_term(Term::from_field_u64(self.fields.id, older));
            self.write(self.older_document(older, &record))?;
        }
        Ok(())
    }
}

/// A place as text: path, member and offset.
fn place_text(source: &Source) -> String {
    let mut text = source.path.clone();
    if let Some(member) = &source.member {
        text.push('!');
        text.push_str(member);
    }
    if let Some(offset) = source.offset {
        text.push_str(&format!("@{offset}"));
    }
    text
}

/// Looks at what is committed now.
fn searcher(path: &Path, index: &Index) -> Result<Searcher> {
    let reader: tantivy::Result<IndexReader> = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into();
    Ok(reader.map_err(|error| unusable(path, error))?.searcher())
}
