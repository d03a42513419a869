//! Adds articles to an index: bounded in memory, nothing twice, and what was committed stays.

use crate::article::{Article, ArticleId, Source};
use crate::error::{Error, Result};
use crate::index::files::Files;
use crate::index::joins;
use crate::index::originals::{Originals, Place};
use crate::index::record::Record;
use crate::index::schema::{ANY_KIND, Fields};
use crate::index::{Archive, FILES_FILE, ORIGINALS_FILE, first_of, number_of_id, unusable};
use crate::read::Stamp;
use crate::text::folded;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::Value;
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, TantivyError, Term};

/// The memory in which postings are gathered before they are written out, in bytes.
const HEAP: usize = 60 << 20;
/// A segment is merged with others as long as together they have no more articles than this.
const MERGED_ARTICLES: u32 = 120_000;
/// How many segments may stand before small ones are merged.
const SEGMENTS: usize = 4;

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
        let mut index = Index::open_in_dir(archive.path.join(super::WORDS_FOLDER)).map_err(failed)?;
        index.set_tokenizers(super::schema::analyses());
        let words: IndexWriter = index.writer_with_num_threads(1, HEAP).map_err(failed)?;
        words.set_merge_policy(Box::new(NoMergePolicy));
        let payload = index.load_metas().map_err(failed)?.payload;
        let committed = payload.and_then(|text| text.parse().ok()).unwrap_or(0);
        let reader = index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::Manual)
            .try_into()
            .map_err(failed)?;
        Ok(Writer {
            path: archive.path.clone(),
            fields: archive.fields,
            searcher: tantivy::IndexReader::searcher(&reader),
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
        let Some(id) = number_of_id(&article.id) else {
            return Err(unusable(
                &self.path,
                format_args!("{} is no identity", article.id),
            ));
        };
        let place = self.originals.add(original)?;
        let document = self.document(id, article, place, furniture);
        self.write(document)?;
        self.changed = true;
        self.fresh.insert(id, vec![place_text(&article.source)]);
        let replaced = self.replace_older(id, article)?;
        Ok(if replaced { Added::Updated } else { Added::New })
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
        let length = self.originals.commit()?;
        self.commit_words(length)?;
        if !self.replaced.is_empty() {
            self.put_away_replaced()?;
            self.commit_words(length)?;
        }
        self.files.write(&self.path.join(FILES_FILE))?;
        self.fresh.clear();
        self.fresh_urls.clear();
        Ok(())
    }

    /// Commits, and merges small segments so that a question looks at few.
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        let path = self.path.clone();
        let failed = |error: TantivyError| unusable(&path, error);
        let mut segments = self.index.searchable_segment_metas().map_err(failed)?;
        if segments.len() > SEGMENTS {
            segments.sort_by_key(|segment| segment.num_docs());
            for group in groups(&segments.iter().map(|s| s.num_docs()).collect::<Vec<_>>()) {
                let ids: Vec<_> = segments[group].iter().map(|segment| segment.id()).collect();
                self.words.merge(&ids).wait().map_err(failed)?;
            }
        }
        // What a searcher holds is not collected: let go of the segments that were merged.
        self.search_committed()?;
        if self.changed || !joins::known(&self.path) {
            joins::renew(&self.path, &self.searcher)?;
        }
        self.words.garbage_collect_files().wait().map_err(failed)?;
        self.words.wait_merging_threads().map_err(failed)
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
        self.search_committed()
    }

    /// Looks at what is committed now.
    fn search_committed(&mut self) -> Result<()> {
        let reader: tantivy::Result<tantivy::IndexReader> = self
            .index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::Manual)
            .try_into();
        self.searcher = reader.map_err(|error| unusable(&self.path, error))?.searcher();
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
            let mut document = TantivyDocument::new();
            document.add_u64(self.fields.older, older);
            document.add_bytes(self.fields.record, &record.to_bytes());
            self.write(document)?;
        }
        Ok(())
    }

    /// The document of an article.
    fn document(&self, id: u64, article: &Article, place: Place, furniture: &str) -> TantivyDocument {
        let fields = &self.fields;
        let mut document = TantivyDocument::new();
        document.add_u64(fields.id, id);
        document.add_text(fields.body, &article.body);
        document.add_text(fields.furniture, furniture);
        let values = [
            (fields.title, article.title.as_deref()),
            (fields.outlet, article.outlet.as_deref()),
            (fields.domain, article.domain.as_deref()),
            (fields.url, article.url.as_deref()),
            (fields.section, article.section.as_deref()),
            (fields.lang, article.language.as_deref()),
            (fields.path, Some(&*article.source.path)),
            (fields.kind, Some(ANY_KIND)),
        ];
        for (field, value) in values {
            value.inspect(|value| document.add_text(field, value));
        }
        document.add_text(fields.kind, kind_name(article.kind));
        if let Some(key) = article.url.as_deref().and_then(url_key) {
            document.add_u64(fields.url_key, key);
        }
        let lists = [
            (fields.author, &article.authors),
            (fields.agency, &article.agencies),
            (fields.tag, &article.tags),
            (fields.comments, &article.comments),
        ];
        for (field, value) in lists
            .into_iter()
            .flat_map(|(field, list)| list.iter().map(move |v| (field, v)))
        {
            document.add_text(field, value);
        }
        add_facts(&mut document, fields, article);
        add_actors(&mut document, fields, article);
        document.add_bytes(fields.record, &Record::new(article, place).to_bytes());
        document
    }
}

/// The dates, the doubts, and which facts are known.
fn add_facts(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    if let Some(published) = &article.published {
        document.add_text(fields.date, published.date.to_string());
    }
    let mentioned: BTreeSet<String> = article.dates.iter().map(|date| date.date.to_string()).collect();
    for date in mentioned {
        document.add_text(fields.mentioned, date);
    }
    for doubt in &article.doubts {
        document.add_text(
            fields.doubt,
            doubt.to_string().split(':').next().unwrap_or_default(),
        );
    }
    let known = [
        ("title", article.title.is_some()),
        ("body", !article.body.is_empty()),
        ("outlet", article.outlet.is_some()),
        ("domain", article.domain.is_some()),
        ("url", article.url.is_some()),
        ("author", !article.authors.is_empty()),
        ("agency", !article.agencies.is_empty()),
        ("section", article.section.is_some()),
        ("tag", !article.tags.is_empty()),
        ("lang", article.language.is_some()),
        ("date", article.published.is_some()),
        ("mentions", !article.dates.is_empty()),
        ("comments", !article.comments.is_empty()),
        ("actor", !article.actors.is_empty()),
        ("doubt", !article.doubts.is_empty()),
    ];
    for (name, _) in known.into_iter().filter(|(_, known)| *known) {
        document.add_text(fields.has, name);
    }
}

/// The identities of the actors, and the names by which the text calls them.
fn add_actors(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    for actor in &article.actors {
        document.add_text(fields.actor, &actor.id);
        let mentions = actor.mentions.iter().map(|mention| mention.text.as_str());
        let named: BTreeSet<String> = mentions.map(folded).collect();
        let mut names = named.clone();
        names.insert(folded(&actor.name));
        for name in &names {
            document.add_text(fields.alias, alias_term(name, &actor.id));
        }
        for name in &named {
            document.add_text(fields.names, name);
        }
    }
}

/// A name of an actor with its identity, as [`Fields::alias`] has it.
pub(super) fn alias_term(name: &str, id: &str) -> String {
    format!("{name}\u{1f}{id}")
}

/// The name of a kind, as the record prints it.
fn kind_name(kind: crate::article::Kind) -> String {
    let value = serde_json::to_value(kind).unwrap_or_default();
    value.as_str().unwrap_or("article").to_string()
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

/// An address as a number: without scheme, `www.`, fragment and last slash. The front page of a site is no article's address.
fn url_key(url: &str) -> Option<u64> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let rest = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    rest.contains('/').then(|| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&blake3::hash(rest.as_bytes()).as_bytes()[..8]);
        u64::from_le_bytes(bytes)
    })
}

/// Which of the segments, smallest first, are merged with which: runs that together stay under [`MERGED_ARTICLES`].
fn groups(sizes: &[u32]) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (place, size) in sizes.iter().enumerate() {
        if sum + size > MERGED_ARTICLES && place > start {
            groups.push(start..place);
            (start, sum) = (place, 0);
        }
        sum += size;
    }
    groups.push(start..sizes.len());
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_in_all_its_spellings() {
        assert_eq!(
            url_key("https://www.a.example/x/"),
            url_key("http://a.example/x#top")
        );
        assert_ne!(
            url_key("https://a.example/x?id=1"),
            url_key("https://a.example/x?id=2")
        );
        assert_eq!(url_key("https://a.example/"), None);
    }

    #[test]
    fn small_segments_are_merged_and_large_ones_left() {
        assert_eq!(groups(&[1, 2, 3, MERGED_ARTICLES]).first(), Some(&(0..3)));
        assert_eq!(groups(&[60_000, 60_000, 60_000, 60_000]), [0..2, 2..4]);
        assert!(groups(&[MERGED_ARTICLES; 2]).is_empty());
    }
}
