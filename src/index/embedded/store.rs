//! Answers plans, and tells what words, values and names there are, from an inverted index of tantivy.

use super::Embedded;
use super::document::BETWEEN;
use super::facet_collector::TallyCollector;
use super::ids::{self, IdColumn, first_of, id_term};
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::Version;
use crate::index::dictionary::{Called, Dictionary, Tally};
use crate::index::plan::{Code, Column, Plan, TextField};
use crate::index::record::StoredRecord;
use crate::index::store::{Naming, Sort, Store, TopHits};
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use tantivy::collector::sort_key::{SortByBytes, SortBySimilarityScore, SortByString};
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Order, TantivyDocument, Term};

impl Embedded {
    /// The document that has an identity in a field.
    fn address(&self, field: Field, id: &ArticleId) -> Result<Option<DocAddress>> {
        self.first(&id_term(field, id))
    }

    /// The first document that has a term.
    fn first(&self, term: &Term) -> Result<Option<DocAddress>> {
        first_of(&self.searcher(), term).map_err(|error| self.unusable(error))
    }

    fn record_at(&self, address: DocAddress) -> Result<StoredRecord> {
        let document: TantivyDocument = self
            .searcher()
            .doc(address)
            .map_err(|error| self.unusable(error))?;
        let bytes = document
            .get_first(self.fields.record)
            .and_then(|value| value.as_bytes());
        let record = bytes.and_then(StoredRecord::from_bytes);
        record.ok_or_else(|| self.unusable("a record cannot be read"))
    }

    fn told<T>(&self, result: tantivy::Result<T>) -> Result<T> {
        result.map_err(|error| self.unusable(error))
    }

    /// Tells every term of a field that begins so, with the number of its documents, while it is asked for more.
    fn each_term(
        &self,
        field: Field,
        beginning: &str,
        each: &mut dyn FnMut(&str, u64) -> bool,
    ) -> tantivy::Result<()> {
        for segment in self.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().range().ge(beginning).into_stream()?;
            while let Some((term, info)) = stream.next() {
                let Ok(term) = std::str::from_utf8(term) else {
                    continue;
                };
                if !term.starts_with(beginning) || !each(term, info.doc_freq.into()) {
                    break;
                }
            }
        }
        Ok(())
    }

    fn each_like(
        &self,
        field: Field,
        word: &str,
        letters: u8,
        each: &mut dyn FnMut(&str, u64),
    ) -> tantivy::Result<()> {
        let automaton = FuzzyTermQuery::new(Term::from_field_text(field, word), letters, true).automaton()?;
        for segment in self.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().search(&automaton).into_stream()?;
            while let Some((term, info)) = stream.next() {
                each(&String::from_utf8_lossy(term), info.doc_freq.into());
            }
        }
        Ok(())
    }

    fn documents_with(&self, term: &Term) -> Result<u64> {
        self.told(self.searcher().doc_freq(term))
    }

    /// The documents that meet a plan, in their order.
    fn addresses(&self, plan: &Plan) -> Result<Vec<DocAddress>> {
        let found = self.searcher().search(&self.lowered(plan)?, &DocSetCollector);
        let mut addresses: Vec<DocAddress> = self.told(found)?.into_iter().collect();
        addresses.sort_unstable();
        Ok(addresses)
    }

    /// The identities that the documents that meet a plan have in a column.
    fn ids_in(&self, column: &str, plan: &Plan, each: &mut dyn FnMut(ArticleId)) -> Result<()> {
        let searcher = self.searcher();
        let columns: tantivy::Result<Vec<IdColumn>> = searcher
            .segment_readers()
            .iter()
            .map(|segment| IdColumn::of(segment, column))
            .collect();
        let columns = self.told(columns)?;
        for address in self.addresses(plan)? {
            let id = columns[address.segment_ord as usize].id(address.doc_id);
            id.into_iter().for_each(&mut *each);
        }
        Ok(())
    }

    fn actors_at(&self, address: DocAddress) -> tantivy::Result<Vec<String>> {
        let searcher = self.searcher();
        let segment = searcher.segment_reader(address.segment_ord);
        let mut actors = Vec::new();
        if let Some(column) = segment.fast_fields().str(Code::Actor.name())? {
            for value in column.term_ords(address.doc_id) {
                let mut stored = String::new();
                column.ord_to_str(value, &mut stored)?;
                actors.push(stored);
            }
        }
        Ok(actors)
    }
}

/// The counts of terms, summed over fields and segments.
#[derive(Default)]
struct TermCounts(HashMap<String, u64>);

impl TermCounts {
    fn add(&mut self, term: &str, articles: u64) {
        match self.0.get_mut(term) {
            Some(known) => *known += articles,
            None => drop(self.0.insert(term.to_string(), articles)),
        }
    }
}

impl Dictionary for Embedded {
    fn words_beginning(&self, fields: &[TextField], beginning: &str) -> Result<Vec<(String, u64)>> {
        let mut found = TermCounts::default();
        for field in fields {
            self.told(
                self.each_term(self.fields.of_text(*field), beginning, &mut |term, articles| {
                    found.add(term, articles);
                    true
                }),
            )?;
        }
        Ok(found.0.into_iter().collect())
    }

    fn words_like(&self, fields: &[TextField], word: &str, letters: u8) -> Result<Vec<(String, u64)>> {
        let mut found = TermCounts::default();
        for field in fields {
            let field = self.fields.of_text(*field);
            self.told(self.each_like(field, word, letters, &mut |term, articles| {
                found.add(term, articles)
            }))?;
        }
        found.0.remove(word);
        Ok(found.0.into_iter().collect())
    }

    fn with_word(&self, field: TextField, word: &str) -> Result<u64> {
        self.documents_with(&Term::from_field_text(self.fields.of_text(field), word))
    }

    fn languages_of(&self, fields: &[TextField], word: &str) -> Result<HashMap<String, u64>> {
        let terms = fields
            .iter()
            .map(|field| Term::from_field_text(self.fields.of_text(*field), word));
        let standing = BooleanQuery::new_multiterms_query(terms.collect());
        let by_language = TallyCollector {
            column: Code::Lang.name(),
            naming: &|language| Some(language.to_string()),
        };
        self.told(self.searcher().search(&standing, &by_language))
    }

    fn each_value(&self, code: Code, each: &mut dyn FnMut(&str, u64)) -> Result<()> {
        let field = self.fields.of_code(code);
        self.told(self.each_term(field, "", &mut |value, articles| {
            each(value, articles);
            true
        }))
    }

    fn with_value(&self, code: Code, value: &str) -> Result<u64> {
        self.documents_with(&Term::from_field_text(self.fields.of_code(code), value))
    }

    fn each_name(&self, called: Called, each: &mut dyn FnMut(&str, &str) -> bool) -> Result<()> {
        let beginning = match called {
            Called::Exactly(name) => format!("{name}{BETWEEN}"),
            Called::Beginning(start) => start.to_string(),
            Called::Anything => String::new(),
        };
        self.told(self.each_term(self.fields.alias, &beginning, &mut |term, _| {
            term.split_once(BETWEEN).is_none_or(|(name, id)| each(name, id))
        }))
    }

    fn articles_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>> {
        self.told(ids::between(
            &self.searcher(),
            &[self.fields.id],
            (least, greatest),
        ))
    }

    fn is_searched(&self, id: &ArticleId) -> Result<bool> {
        Ok(self.address(self.fields.id, id)?.is_some())
    }

    fn articles_at(&self, places: &Plan) -> Result<BTreeSet<ArticleId>> {
        let mut found = BTreeSet::new();
        self.ids_in("copy", places, &mut |id| {
            found.insert(id);
        })?;
        Ok(found)
    }

    fn actors_of(&self, article: &ArticleId) -> Result<Vec<String>> {
        match self.address(self.fields.id, article)? {
            Some(address) => self.told(self.actors_at(address)),
            None => Ok(Vec::new()),
        }
    }
}

impl Store for Embedded {
    fn best(&self, plan: &Plan, wanted: TopHits) -> Result<Vec<(f32, StoredRecord)>> {
        let (query, searcher) = (self.lowered(plan)?, self.searcher());
        let most = searcher.num_docs() as usize;
        let limit = wanted.limit.min(most).max(1);
        let top = || TopDocs::with_limit(limit).and_offset(wanted.offset.min(most));
        let dated = |order| {
            let by_date = (SortByString::for_field(Code::Date.name()), order);
            let found = searcher.search(&query, &top().order_by((by_date, by_identity())))?;
            Ok(found.into_iter().map(|(_, address)| (0.0, address)).collect())
        };
        let found: tantivy::Result<Vec<(f32, DocAddress)>> = match wanted.sort {
            Sort::Relevance => {
                let best = top().order_by((SortBySimilarityScore, by_identity()));
                let found = searcher.search(&query, &best);
                found.map(|found| {
                    found
                        .into_iter()
                        .map(|((score, _), address)| (score, address))
                        .collect()
                })
            }
            Sort::Newest => dated(Order::Desc),
            Sort::Oldest => dated(Order::Asc),
        };
        let found = self.told(found)?.into_iter();
        found
            .map(|(score, address)| Ok((score, self.record_at(address)?)))
            .collect()
    }

    fn count(&self, plan: &Plan) -> Result<u64> {
        let counted = self.searcher().search(&self.lowered(plan)?, &Count);
        self.told(counted.map(|count| count as u64))
    }

    fn each(&self, plan: &Plan, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()> {
        for address in self.addresses(plan)? {
            if each(self.record_at(address)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn each_id(&self, plan: &Plan, each: &mut dyn FnMut(ArticleId)) -> Result<()> {
        self.ids_in("id", plan, each)
    }

    fn tally(&self, plan: &Plan, column: Column, naming: Naming) -> Result<Tally> {
        let column = column.name();
        let collector = TallyCollector { column, naming };
        self.told(self.searcher().search(&self.lowered(plan)?, &collector))
    }

    fn each_superseded(&self, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()> {
        for address in self.told(ids::all(&self.searcher(), self.fields.older))? {
            if each(self.record_at(address)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn kept_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>> {
        let fields = [self.fields.id, self.fields.older];
        self.told(ids::between(&self.searcher(), &fields, (least, greatest)))
    }

    fn naming(&self, actor: &str) -> Result<Option<StoredRecord>> {
        let found = self.first(&Term::from_field_text(self.fields.actor, actor))?;
        found.map(|address| self.record_at(address)).transpose()
    }

    fn record(&self, id: &ArticleId) -> Result<Option<(Version, StoredRecord)>> {
        for (field, version) in [
            (self.fields.id, Version::Current),
            (self.fields.older, Version::Superseded),
        ] {
            if let Some(address) = self.address(field, id)? {
                return Ok(Some((version, self.record_at(address)?)));
            }
        }
        Ok(None)
    }
}

/// The order of hits that nothing else orders: the same whatever the segments.
fn by_identity() -> (SortByBytes, Order) {
    (SortByBytes::for_field("id"), Order::Asc)
}
