//! Whom the articles that are searched name, and beside which countries.

use crate::article::ActorType;
use crate::describe::actors::linking::Countries;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

/// The countries that stand beside an actor in the articles that are searched.
pub(super) fn countries_beside(searcher: &Searcher, actor: Field, id: &str) -> tantivy::Result<Countries> {
    let mut countries = Countries::default();
    for segment in searcher.segment_readers() {
        let term = Term::from_field_text(actor, id);
        let postings = segment
            .inverted_index(actor)?
            .read_postings(&term, IndexRecordOption::Basic)?;
        let (Some(mut postings), Some(column)) = (postings, segment.fast_fields().str("actor")?) else {
            continue;
        };
        let mut beside = BTreeSet::new();
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                beside.extend(column.term_ords(postings.doc()));
            }
            postings.advance();
        }
        let beside: Vec<u64> = beside.into_iter().collect();
        column.dictionary().sorted_ords_to_term_cb(&beside, |id| {
            std::str::from_utf8(id)
                .into_iter()
                .for_each(|id| countries.insert(id));
        })?;
    }
    Ok(countries)
}

/// How many articles name somebody, and beside which countries.
#[derive(Debug, Clone, Default)]
pub(super) struct NamedIn {
    /// In how many articles.
    pub articles: u32,
    /// The countries beside.
    pub countries: Countries,
}

impl NamedIn {
    /// Adds what some articles say.
    pub(super) fn add(&mut self, articles: u32, countries: &Countries) {
        self.articles += articles;
        self.countries.extend(countries);
    }
}

/// The people of the articles that are searched.
pub(super) fn everybody(searcher: &Searcher) -> tantivy::Result<BTreeMap<String, NamedIn>> {
    let mut people = BTreeMap::new();
    for segment in searcher.segment_readers() {
        add_segment(&mut people, segment)?;
    }
    Ok(people)
}

/// What a stored identity is to this work.
enum StoredActor {
    Person(String),
    Country(String),
    Other,
}

fn add_segment(people: &mut BTreeMap<String, NamedIn>, segment: &SegmentReader) -> tantivy::Result<()> {
    let Some(column) = segment.fast_fields().str("actor")? else {
        return Ok(());
    };
    let mut stored = Vec::new();
    let mut ids = column.dictionary().stream()?;
    while ids.advance() {
        let id = String::from_utf8_lossy(ids.key()).into_owned();
        stored.push(match ActorType::of(&id) {
            Some(ActorType::Person) => StoredActor::Person(id),
            Some(ActorType::Country) => StoredActor::Country(id),
            _ => StoredActor::Other,
        });
    }
    let mut found = vec![NamedIn::default(); stored.len()];
    for doc in segment.doc_ids_alive() {
        let mut countries = Countries::default();
        for value in column.term_ords(doc) {
            if let Some(StoredActor::Country(id)) = stored.get(value as usize) {
                countries.insert(id);
            }
        }
        for value in column.term_ords(doc) {
            if let Some(found) = found.get_mut(value as usize) {
                found.add(1, &countries);
            }
        }
    }
    for (stored, found) in stored.into_iter().zip(&found) {
        if let StoredActor::Person(id) = stored
            && found.articles > 0
        {
            people
                .entry(id)
                .or_default()
                .add(found.articles, &found.countries);
        }
    }
    Ok(())
}
